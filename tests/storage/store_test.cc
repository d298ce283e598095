#include "storage/store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "storage/change_store.h"
#include "storage/content_files.h"
#include "storage/document_store.h"
#include "storage/grievance_store.h"
#include "storage/verify.h"
#include "tests/testing/sample_store.h"

namespace entente {
namespace {

int ModeOf(const std::string& path) {
  struct stat info {};
  EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 0777;
}

v1::Document DocumentIn(Store& store, const std::string& id) {
  v1::Document document;
  const absl::Status status = store.database().Read([&](Snapshot& snapshot) {
    document = FindDocument(snapshot, id)->value();
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return document;
}

// What is stored of a document; a sentence when it cannot be read.
std::string ContentOf(Store& store, const std::string& id) {
  const v1::Document document = DocumentIn(store, id);
  absl::optional<ContentSeal> seal;
  if (!document.key_id().empty()) {
    seal = ContentSeal{&store.keyring(), document.key_id(), id};
  }
  auto reader = ContentReader::Open(store.contents().folder(),
                                    document.stored_name(), seal);
  if (!reader.ok()) return reader.status().ToString();
  std::string content;
  while (true) {
    const absl::StatusOr<std::string> piece = (*reader)->Next();
    if (!piece.ok()) return piece.status().ToString();
    if (piece->empty()) return content;
    content += *piece;
  }
}

TEST(StoreInit, MakesAFolderThatNobodyElseReads) {
  SampleStore sample;
  EXPECT_EQ(ModeOf(sample.folder()), 0700);
  EXPECT_EQ(ModeOf(sample.folder() + "/store.key"), 0600);
  EXPECT_TRUE(std::filesystem::exists(sample.folder() + "/store.db"));
  EXPECT_TRUE(std::filesystem::exists(sample.folder() + "/keys.db"));
  EXPECT_TRUE(std::filesystem::exists(sample.folder() + "/lock"));
  EXPECT_EQ(sample.store().log_id().size(), 34u);
}

TEST(StoreInit, RefusesAFolderThatIsNotEmptyAndLeavesItAlone) {
  TemporaryFolder folder;
  FakeClock clock;
  std::ofstream(folder / "letter.txt") << "mine";
  const absl::Status status = Store::Init(folder.path(), clock);
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_TRUE(absl::StrContains(status.message(), "not empty")) << status;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    static_cast<void>(entry);
    ++files;
  }
  EXPECT_EQ(files, 1);
}

TEST(StoreInit, TakesAnEmptyFolder) {
  TemporaryFolder folder;
  FakeClock clock;
  EXPECT_TRUE(Store::Init(folder.path(), clock).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Store::Init(folder.path(), clock)));
}

TEST(StoreOpen, SaysWhatToDoWithoutAStore) {
  TemporaryFolder folder;
  FakeClock clock;
  StoreOptions options;
  options.folder = folder.path();
  options.clock = &clock;
  const absl::Status status = Store::Open(options).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_TRUE(absl::StrContains(status.message(), "init")) << status;
}

TEST(StoreOpen, KeepsASecondServerOut) {
  SampleStore sample;
  StoreOptions options;
  options.folder = sample.folder();
  options.clock = &sample.clock();
  EXPECT_TRUE(absl::IsFailedPrecondition(Store::Open(options).status()));
}

TEST(StoreOpen, GoesOnWithTheLogAfterARestart) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  ASSERT_TRUE(sample.Open().ok());
  v1::Event event =
      SampleStore::EventOf(v1::Event::GRIEVANCE_RECEIVED, kGrievanceId);
  v1::Grievance before = SampleGrievance();
  *event.mutable_grievance() = before;
  event.mutable_grievance()->set_state(v1::Grievance::RECEIVED);
  ASSERT_TRUE(sample.Apply(&before, event).ok());
  EXPECT_EQ(VerifyStore(sample.folder()).outcome,
            VerifyReport::Outcome::kSound);
}

TEST(StoreBackUp, IsRestoredWithItsKeysAndKeyFile) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  const std::string backup = sample.folder() + "-backup";
  const std::string keys = sample.folder() + "-keys";
  // While it is served.
  absl::Status status =
      BackUpStore(sample.folder(), backup, keys, sample.clock().Now());
  ASSERT_TRUE(status.ok()) << status;
  for (const auto& entry : std::filesystem::directory_iterator(backup)) {
    EXPECT_FALSE(absl::StrContains(entry.path().filename().string(), "key"))
        << "no key in the backup of the store";
  }
  EXPECT_FALSE(
      BackUpStore(sample.folder(), backup, keys, sample.clock().Now()).ok());

  const std::string restored = sample.folder() + "-restored";
  status = RestoreStore(backup, keys, sample.folder() + "/store.key", restored);
  ASSERT_TRUE(status.ok()) << status;
  const VerifyReport report = VerifyStore(restored);
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
  EXPECT_EQ(report.event_count, kSampleEvents);
  EXPECT_EQ(ModeOf(restored), 0700);
  EXPECT_EQ(ModeOf(restored + "/store.key"), 0600);

  StoreOptions options;
  options.folder = restored;
  options.clock = &sample.clock();
  auto store = Store::Open(options);
  ASSERT_TRUE(store.ok()) << store.status();
  status = (*store)->database().Read([&](Snapshot& snapshot) {
    v1::Grievance grievance = GetGrievance(snapshot, kGrievanceId).value();
    const absl::Status opened =
        OpenSealed(snapshot, (*store)->keyring(), kGrievanceId,
                   v1::Confidentiality::SEALED_ID, grievance);
    EXPECT_EQ(grievance.protected_persons(1).name(), kWitness);
    return opened;
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(ContentOf(**store, kDocumentId), kNote);
  EXPECT_EQ(ContentOf(**store, kSharedDocumentId), "une lettre");

  EXPECT_FALSE(
      RestoreStore(backup, keys, sample.folder() + "/store.key", restored).ok())
      << "not over a store";
}

TEST(StoreBackUp, NamesAContentThatIsNotWhatWasStored) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  const std::string path =
      ContentPath(DocumentIn(sample.store(), kSharedDocumentId).stored_name());
  const std::string backup = sample.folder() + "-backup";
  const std::string keys = sample.folder() + "-keys";
  for (const char* content : {"une autre", ""}) {
    std::filesystem::remove(sample.folder() + "/" + path);
    if (*content != '\0') {
      std::ofstream(sample.folder() + "/" + path) << content;
    }
    const absl::Status status =
        BackUpStore(sample.folder(), backup, keys, sample.clock().Now());
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_TRUE(absl::StrContains(status.message(), path)) << status;
    EXPECT_FALSE(std::filesystem::exists(backup));
    EXPECT_FALSE(std::filesystem::exists(keys));
  }
  // Once it is put back, the next backup replaces what was begun.
  std::ofstream(sample.folder() + "/" + path) << "une lettre";
  EXPECT_TRUE(
      BackUpStore(sample.folder(), backup, keys, sample.clock().Now()).ok());
  EXPECT_FALSE(std::filesystem::exists(backup + ".partial"));
}

TEST(StoreBackUp, LeavesOutAContentThatNoDocumentNames) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  auto arriving = sample.store().contents().Begin(absl::nullopt);
  ASSERT_TRUE((*arriving)->Append("arrive").ok());
  const std::string backup = sample.folder() + "-backup";
  ASSERT_TRUE(BackUpStore(sample.folder(), backup, sample.folder() + "-keys",
                          sample.clock().Now())
                  .ok());
  int files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(backup + "/documents")) {
    if (entry.is_regular_file()) ++files;
  }
  EXPECT_EQ(files, 2);
}

TEST(StoreOpen, RemovesTheContentsThatACrashLeftWithoutARecord) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  std::string orphan;
  {
    auto content = sample.store().contents().Begin(absl::nullopt);
    ASSERT_TRUE((*content)->Append("sans document").ok());
    orphan = sample.folder() + "/" + ContentPath(*(*content)->Place());
  }
  EXPECT_TRUE(std::filesystem::exists(orphan));
  sample.Close();
  ASSERT_TRUE(sample.Open().ok());
  EXPECT_FALSE(std::filesystem::exists(orphan));
  EXPECT_EQ(ContentOf(sample.store(), kDocumentId), kNote);
  EXPECT_TRUE(
      std::filesystem::is_empty(sample.folder() + "/documents/incoming"));
}

TEST(StoreRestore, LeavesNothingBehindWithTheWrongKeyFile) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  const std::string backup = sample.folder() + "-backup";
  const std::string keys = sample.folder() + "-keys";
  ASSERT_TRUE(
      BackUpStore(sample.folder(), backup, keys, sample.clock().Now()).ok());
  const std::string wrong = sample.folder() + "-wrong.key";
  std::ofstream(wrong) << std::string(32, 'x');
  const std::string restored = sample.folder() + "-restored";
  const absl::Status status = RestoreStore(backup, keys, wrong, restored);
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_FALSE(std::filesystem::exists(restored));
  EXPECT_FALSE(std::filesystem::exists(restored + ".restoring"));
}

}  // namespace
}  // namespace entente
