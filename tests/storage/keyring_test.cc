#include "storage/keyring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "storage/random_id.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

constexpr SealedPlace kPlace = {"sealed_parts", "ciphertext", "record-1",
                                v1::Confidentiality::SIDE};

class KeyringTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(Keyring::Init(folder_.path(), "log-1", clock_).ok());
    Open();
  }
  void Open() {
    keyring_.reset();
    absl::StatusOr<std::unique_ptr<Keyring>> keyring =
        Keyring::Open(folder_.path(), clock_);
    ASSERT_TRUE(keyring.ok()) << keyring.status();
    keyring_ = *std::move(keyring);
  }
  std::string Contents(const std::string& name) {
    std::stringstream buffer;
    buffer << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
    return buffer.str();
  }
  absl::Status Refusal() {
    keyring_.reset();
    return Keyring::Open(folder_.path(), clock_).status();
  }

  TemporaryFolder folder_;
  FakeClock clock_;
  std::unique_ptr<Keyring> keyring_;
};

TEST_F(KeyringTest, OpensWhatItSealedAlsoAfterARestart) {
  const std::string key_id = keyring_->NewKey().value();
  const std::string sealed =
      keyring_->Encrypt(key_id, kPlace, "secret").value();
  EXPECT_FALSE(absl::StrContains(sealed, "secret"));
  EXPECT_EQ(keyring_->Decrypt(key_id, kPlace, sealed).value(), "secret");
  Open();
  EXPECT_EQ(keyring_->log_id(), "log-1");
  EXPECT_EQ(keyring_->Decrypt(key_id, kPlace, sealed).value(), "secret");
  auto reading = Keyring::OpenForReading(folder_.path());
  ASSERT_TRUE(reading.ok());
  EXPECT_EQ((*reading)->Decrypt(key_id, kPlace, sealed).value(), "secret");
  EXPECT_FALSE((*reading)->NewKey().ok());
}

TEST_F(KeyringTest, DoesNotOpenWhatWasMoved) {
  const std::string key_id = keyring_->NewKey().value();
  const std::string other_key = keyring_->NewKey().value();
  const std::string sealed =
      keyring_->Encrypt(key_id, kPlace, "secret").value();
  SealedPlace other = kPlace;
  other.row_id = "record-2";
  EXPECT_TRUE(
      absl::IsDataLoss(keyring_->Decrypt(key_id, other, sealed).status()));
  other = kPlace;
  other.column = "payload";
  EXPECT_TRUE(
      absl::IsDataLoss(keyring_->Decrypt(key_id, other, sealed).status()));
  other = kPlace;
  other.table = "events";
  EXPECT_TRUE(
      absl::IsDataLoss(keyring_->Decrypt(key_id, other, sealed).status()));
  other = kPlace;
  other.sealed_class = v1::Confidentiality::CAUCUS;
  EXPECT_TRUE(
      absl::IsDataLoss(keyring_->Decrypt(key_id, other, sealed).status()));
  EXPECT_TRUE(
      absl::IsDataLoss(keyring_->Decrypt(other_key, kPlace, sealed).status()));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(keyring_->Decrypt(key_id, kPlace, changed).ok()) << i;
  }
  EXPECT_FALSE(keyring_->Decrypt(key_id, kPlace, "").ok());
}

TEST_F(KeyringTest, NeverGivesAKeyTwice) {
  std::set<std::string> ids;
  for (int i = 0; i < 700; ++i) ids.insert(keyring_->NewKey().value());
  Open();
  for (int i = 0; i < 20; ++i) ids.insert(keyring_->NewKey().value());
  EXPECT_EQ(ids.size(), 720u);
  EXPECT_TRUE(keyring_->CheckAllKeys().ok());
}

TEST_F(KeyringTest, ADestroyedKeyIsGoneFromTheFiles) {
  const std::string key_id = keyring_->NewKey().value();
  const std::string sealed =
      keyring_->Encrypt(key_id, kPlace, "secret").value();
  ASSERT_TRUE(keyring_->Destroy(key_id).ok());
  const absl::Status status =
      keyring_->Decrypt(key_id, kPlace, sealed).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_TRUE(keyring_->IsDestroyed(key_id).value());
  EXPECT_TRUE(keyring_->Destroy(key_id).ok()) << "again";
  EXPECT_EQ(Contents("keys.db-wal"), "");
  EXPECT_TRUE(keyring_->CheckAllKeys().ok());
  Open();
  EXPECT_FALSE(keyring_->Decrypt(key_id, kPlace, sealed).ok());
}

TEST_F(KeyringTest, AnUnknownKeyIsALoss) {
  EXPECT_TRUE(absl::IsDataLoss(keyring_->IsDestroyed("absent").status()));
}

TEST_F(KeyringTest, SaysWhatToDoAboutTheKeyFile) {
  const std::string path = folder_ / "store.key";
  const std::string key = Contents("store.key");
  EXPECT_EQ(key.size(), 32u);
  struct stat info {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);

  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  EXPECT_TRUE(absl::StrContains(Refusal().message(), "chmod 600"));
  ASSERT_EQ(chmod(path.c_str(), 0600), 0);

  std::ofstream(path, std::ios::binary) << std::string(32, 'x');
  EXPECT_TRUE(absl::StrContains(Refusal().message(), "not the one"));
  std::ofstream(path, std::ios::binary) << "short";
  EXPECT_TRUE(absl::StrContains(Refusal().message(), "32 bytes"));
  ASSERT_EQ(remove(path.c_str()), 0);
  EXPECT_TRUE(absl::StrContains(Refusal().message(), "missing"));
  std::ofstream(path, std::ios::binary) << key;
  ASSERT_EQ(chmod(path.c_str(), 0600), 0);
  Open();
}

TEST_F(KeyringTest, SaysWhatToDoAboutMissingKeys) {
  keyring_.reset();
  ASSERT_EQ(remove((folder_ / "keys.db").c_str()), 0);
  EXPECT_TRUE(absl::StrContains(Refusal().message(), "backup of the keys"));
}

TEST_F(KeyringTest, HashesDifferByPurposeAndKeyFile) {
  const std::string mac = keyring_->Mac("one", "bytes");
  EXPECT_EQ(mac.size(), 32u);
  EXPECT_EQ(keyring_->Mac("one", "bytes"), mac);
  EXPECT_NE(keyring_->Mac("two", "bytes"), mac);
  EXPECT_NE(keyring_->Mac("oneb", "ytes"), mac);
  TemporaryFolder other;
  ASSERT_TRUE(Keyring::Init(other.path(), "log-1", clock_).ok());
  EXPECT_NE(Keyring::Open(other.path(), clock_).value()->Mac("one", "bytes"),
            mac);
}

TEST(NewId, IsLongAndNeverTheSame) {
  std::set<std::string> endings;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = NewId();
    EXPECT_EQ(id.size(), 34u);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz"),
              std::string::npos);
    endings.insert(id.substr(8, 16));
    endings.insert(id.substr(24));
  }
  EXPECT_EQ(endings.size(), 2000u) << "the random part must not repeat";
}

TEST(NewId, SortsByTheInstantInWhichItWasMade) {
  const std::string earlier = NewId();
  absl::SleepFor(absl::Milliseconds(20));
  EXPECT_LT(earlier.substr(0, 8), NewId().substr(0, 8));
}

}  // namespace
}  // namespace entente
