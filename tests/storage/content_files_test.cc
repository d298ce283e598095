#include "storage/content_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "storage/engine/durable_file.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSealedPiece = kContentPieceBytes + 40;

class ContentFilesTest : public testing::Test {
 protected:
  ContentFilesTest() {
    EXPECT_TRUE(Keyring::Init(folder_.path(), "log", clock_).ok());
    keyring_ = *Keyring::Open(folder_.path(), clock_);
    files_ = std::make_unique<ContentFiles>(folder_.path());
  }

  ContentSeal Seal() {
    return {keyring_.get(), *keyring_->NewKey(), "document-1"};
  }

  // Content that is not the same anywhere.
  static std::string Bytes(std::size_t size) {
    std::string bytes(size, '\0');
    uint32_t state = 12345;
    for (char& c : bytes) {
      state = state * 1664525 + 1013904223;
      c = static_cast<char>(state >> 24);
    }
    return bytes;
  }

  // Arrives in pieces of `step`, and is named by a record.
  std::string Store(const std::string& bytes, absl::optional<ContentSeal> seal,
                    std::size_t step = 10000) {
    auto incoming = files_->Begin(std::move(seal));
    EXPECT_TRUE(incoming.ok()) << incoming.status();
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      EXPECT_TRUE((*incoming)->Append(bytes.substr(at, step)).ok());
    }
    const absl::StatusOr<std::string> name = (*incoming)->Place();
    EXPECT_TRUE(name.ok()) << name.status();
    named_.insert(*name);
    Settle(**incoming);
    return *name;
  }

  void Settle(IncomingContent& incoming) {
    incoming.Settle([this](absl::string_view name) -> absl::StatusOr<bool> {
      return named_.count(std::string(name)) > 0;
    });
  }

  absl::StatusOr<std::string> Load(const std::string& name,
                                   absl::optional<ContentSeal> seal) {
    auto reader = ContentReader::Open(folder_.path(), name, std::move(seal));
    if (!reader.ok()) return reader.status();
    std::string all;
    while (true) {
      absl::StatusOr<std::string> piece = (*reader)->Next();
      if (!piece.ok()) return piece.status();
      if (piece->empty()) return all;
      EXPECT_LE(piece->size(), kContentPieceBytes);
      all += *piece;
    }
  }

  std::string PathOf(const std::string& name) {
    return folder_ / ContentPath(name);
  }

  // Everything below documents/ that is a file.
  std::vector<std::string> Files() {
    std::vector<std::string> found;
    if (!fs::exists(folder_ / "documents")) return found;
    for (const auto& entry :
         fs::recursive_directory_iterator(folder_ / "documents")) {
      if (entry.is_regular_file()) found.push_back(entry.path().string());
    }
    return found;
  }

  void Write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }

  TemporaryFolder folder_;
  FakeClock clock_;
  std::unique_ptr<Keyring> keyring_;
  std::unique_ptr<ContentFiles> files_;
  std::set<std::string> named_;
};

TEST_F(ContentFilesTest, GivesBackWhatWasStoredWhateverItsSize) {
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{100}, kContentPieceBytes - 1,
        kContentPieceBytes, kContentPieceBytes + 1, 3 * kContentPieceBytes,
        3 * kContentPieceBytes + 7}) {
    const std::string bytes = Bytes(size);
    for (const std::size_t step : {std::size_t{7000}, std::size_t{65536}}) {
      EXPECT_EQ(*Load(Store(bytes, absl::nullopt, step), absl::nullopt), bytes);
      const ContentSeal seal = Seal();
      EXPECT_EQ(*Load(Store(bytes, seal, step), seal), bytes) << size;
    }
  }
}

TEST_F(ContentFilesTest, NamesAContentByTheHashOfItsBytes) {
  const std::string bytes = Bytes(1000);
  const std::string name = Store(bytes, absl::nullopt);
  EXPECT_EQ(DigestFile(PathOf(name))->sha256, name);
  EXPECT_EQ(ContentPath(name), "documents/" + name.substr(0, 2) + "/" + name);
  EXPECT_EQ(Store(bytes, absl::nullopt), name);
  EXPECT_EQ(Files().size(), 1u);
  struct stat info {};
  ASSERT_EQ(stat(PathOf(name).c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  ASSERT_EQ(stat((folder_ / "documents").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
}

TEST_F(ContentFilesTest, LeavesNoWordOfASealedContentOnTheDisk) {
  const std::string canary = "canari de la note confidentielle";
  const ContentSeal seal = Seal();
  Store(Bytes(70000) + canary, seal);
  for (const std::string& path : Files()) {
    EXPECT_FALSE(absl::StrContains(*ReadFile(path), canary)) << path;
  }
  Store(Bytes(70000) + canary, absl::nullopt);
  bool found = false;
  for (const std::string& path : Files()) {
    found = found || absl::StrContains(*ReadFile(path), canary);
  }
  EXPECT_TRUE(found);
}

TEST_F(ContentFilesTest, SaysDataLossOfAPlainContentThatWasChanged) {
  const std::string bytes = Bytes(3 * kContentPieceBytes);
  const std::string name = Store(bytes, absl::nullopt);
  for (const std::size_t at : {std::size_t{0}, bytes.size() - 1}) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    Write(PathOf(name), changed);
    EXPECT_TRUE(absl::IsDataLoss(Load(name, absl::nullopt).status()));
  }
  Write(PathOf(name), bytes.substr(0, 100));
  EXPECT_TRUE(absl::IsDataLoss(Load(name, absl::nullopt).status()));
  Write(PathOf(name), bytes + "x");
  EXPECT_TRUE(absl::IsDataLoss(Load(name, absl::nullopt).status()));
  fs::remove(PathOf(name));
  EXPECT_TRUE(absl::IsDataLoss(Load(name, absl::nullopt).status()));
}

// Each piece opens in its own place only: no hash of the whole is needed.
TEST_F(ContentFilesTest, OpensNoSealedPieceThatIsNotWhereItWas) {
  const ContentSeal seal = Seal();
  const std::string bytes = Bytes(3 * kContentPieceBytes);
  const std::string name = Store(bytes, seal);
  const std::string stored = *ReadFile(PathOf(name));
  ASSERT_EQ(stored.size(), 3 * kSealedPiece);
  const auto piece = [&](int index) {
    return stored.substr(static_cast<std::size_t>(index) * kSealedPiece,
                         kSealedPiece);
  };
  // What is read before anything is wrong, and that it ends with DATA_LOSS.
  const auto read_of = [&](const std::string& content) {
    Write(PathOf(name), content);
    auto reader = ContentReader::Open(folder_.path(), name, seal);
    std::size_t read = 0;
    while (true) {
      const absl::StatusOr<std::string> next = (*reader)->Next();
      if (!next.ok()) {
        EXPECT_TRUE(absl::IsDataLoss(next.status())) << next.status();
        return read;
      }
      if (next->empty()) {
        ADD_FAILURE() << "read to its end";
        return read;
      }
      read += next->size();
    }
  };
  EXPECT_EQ(read_of(piece(1) + piece(0) + piece(2)), 0u);
  EXPECT_EQ(read_of(piece(0) + piece(2)), kContentPieceBytes);
  EXPECT_EQ(read_of(piece(0) + piece(1)), kContentPieceBytes);  // Cut short.
  EXPECT_EQ(read_of(stored + piece(2)), 2 * kContentPieceBytes);
  std::string flipped = stored;
  flipped[kSealedPiece + 100] ^= 1;
  EXPECT_EQ(read_of(flipped), kContentPieceBytes);
  // The content of another document, although with the same key.
  Write(PathOf(name), stored);
  ContentSeal other = seal;
  other.document_id = "document-2";
  EXPECT_TRUE(absl::IsDataLoss(Load(name, other).status()));
  EXPECT_EQ(*Load(name, seal), bytes);
}

TEST_F(ContentFilesTest, KeepsNothingOfWhatIsNotPlaced) {
  {
    auto incoming = files_->Begin(absl::nullopt);
    ASSERT_TRUE((*incoming)->Append(Bytes(1000)).ok());
    EXPECT_EQ(Files().size(), 1u);
  }
  EXPECT_TRUE(Files().empty());
}

TEST_F(ContentFilesTest, RemovesAContentThatNoRecordCameToName) {
  auto incoming = files_->Begin(absl::nullopt);
  ASSERT_TRUE((*incoming)->Append(Bytes(1000)).ok());
  ASSERT_TRUE((*incoming)->Place().ok());
  Settle(**incoming);
  EXPECT_TRUE(Files().empty());
}

// Two are sent at the same time: the refusal of one must not take the content
// of the other.
TEST_F(ContentFilesTest, KeepsAContentThatAnotherRecordNames) {
  auto refused = files_->Begin(absl::nullopt);
  auto kept = files_->Begin(absl::nullopt);
  ASSERT_TRUE((*refused)->Append("the same").ok());
  ASSERT_TRUE((*kept)->Append("the same").ok());
  const std::string name = *(*refused)->Place();
  ASSERT_EQ(*(*kept)->Place(), name);
  // The record of the second is not written yet.
  Settle(**refused);
  EXPECT_TRUE(fs::exists(PathOf(name)));
  named_.insert(name);
  Settle(**kept);
  EXPECT_EQ(*Load(name, absl::nullopt), "the same");
  EXPECT_EQ(Files().size(), 1u);
  // And a third, once it is there.
  auto third = files_->Begin(absl::nullopt);
  ASSERT_TRUE((*third)->Append("the same").ok());
  ASSERT_TRUE((*third)->Place().ok());
  Settle(**third);
  EXPECT_TRUE(fs::exists(PathOf(name)));
}

TEST_F(ContentFilesTest, RemovesAtTheNextOpeningWhatACrashLeft) {
  const auto is_named = [this](absl::string_view name) -> absl::StatusOr<bool> {
    return named_.count(std::string(name)) > 0;
  };
  ASSERT_TRUE(files_->RemoveLeftovers(is_named).ok());  // There is nothing.
  const std::string kept = Store("kept", absl::nullopt);
  // As a process that ends leaves them: arriving; placed without a record;
  // placed with one.
  auto arriving = files_->Begin(absl::nullopt);
  ASSERT_TRUE((*arriving)->Append("arriving").ok());
  auto orphan = files_->Begin(absl::nullopt);
  ASSERT_TRUE((*orphan)->Append("orphan").ok());
  const std::string orphan_name = *(*orphan)->Place();
  auto recorded = files_->Begin(absl::nullopt);
  ASSERT_TRUE((*recorded)->Append("recorded").ok());
  const std::string recorded_name = *(*recorded)->Place();
  named_.insert(recorded_name);
  EXPECT_EQ(Files().size(), 6u);  // With the marks of the last two.

  ContentFiles next(folder_.path());
  ASSERT_TRUE(next.RemoveLeftovers(is_named).ok());
  EXPECT_EQ(Files().size(), 2u);
  EXPECT_FALSE(fs::exists(PathOf(orphan_name)));
  EXPECT_EQ(*Load(kept, absl::nullopt), "kept");
  EXPECT_EQ(*Load(recorded_name, absl::nullopt), "recorded");
}

TEST_F(ContentFilesTest,
       LeavesThingsAloneWhenNobodyCanTellWhetherTheyAreNamed) {
  auto incoming = files_->Begin(absl::nullopt);
  ASSERT_TRUE((*incoming)->Append("?").ok());
  const std::string name = *(*incoming)->Place();
  (*incoming)->Settle([](absl::string_view) -> absl::StatusOr<bool> {
    return absl::UnavailableError("no reader");
  });
  EXPECT_TRUE(fs::exists(PathOf(name)));
  // The next opening looks again.
  ContentFiles next(folder_.path());
  ASSERT_TRUE(
      next.RemoveLeftovers(
              [](absl::string_view) -> absl::StatusOr<bool> { return false; })
          .ok());
  EXPECT_TRUE(Files().empty());
}

}  // namespace
}  // namespace entente
