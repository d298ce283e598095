#include "storage/keyring.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "embedded_key_schema.h"
#include "proto/support/status_macros.h"
#include "storage/canonical_bytes.h"
#include "storage/engine/database.h"
#include "storage/engine/durable_file.h"
#include "storage/engine/migrate.h"
#include "storage/engine/sqlite_connection.h"
#include "storage/key_file.h"
#include "storage/random_id.h"
#include "storage/secret.h"

namespace entente {
namespace {

constexpr int32_t kKeysApplicationId = 0x454e544b;  // "ENTK"
constexpr int kFirstBatch = 8;
constexpr int kLargestBatch = 256;
constexpr std::size_t kCachedKeysMax = 4096;
constexpr absl::string_view kFormat = "entente sealed 1";

std::string PlaceBytes(const SealedPlace& place, absl::string_view key_id) {
  return CanonicalWriter()
      .Add(kFormat)
      .Add(place.table)
      .Add(place.column)
      .Add(place.row_id)
      .AddInt(place.sealed_class)
      .Add(key_id)
      .Take();
}

std::string KeysPath(const std::string& folder) {
  return absl::StrCat(folder, "/keys.db");
}

absl::StatusOr<DatabaseOptions> KeysDatabase(const std::string& folder,
                                             Clock& clock) {
  DatabaseOptions options;
  options.path = KeysPath(folder);
  options.clock = &clock;
  options.readers_max = 1;
  options.lock_name = "keys.lock";
  options.application_id = kKeysApplicationId;
  options.create = false;
  ASSIGN_OR_RETURN(options.migrations, MigrationsFrom(embedded_key_schema()));
  return options;
}

absl::Status LostKey(absl::string_view key_id) {
  return absl::DataLossError(
      absl::StrCat("keys.db does not hold the key ", key_id,
                   ", or its row was altered. If keys.db was restored, it is "
                   "older than the store: restore a later backup of the keys"));
}

class FileKeyring : public Keyring {
 public:
  FileKeyring(const std::string& folder, const Secret& key_file,
              std::unique_ptr<Database> database,
              std::unique_ptr<SqliteConnection> inspector)
      : folder_(folder),
        wrap_key_(Derive(key_file, 1)),
        mac_key_(Derive(key_file, 2)),
        database_(std::move(database)),
        inspector_(std::move(inspector)) {}

  const std::string& log_id() const override { return log_id_; }

  // Makes the one row that pairs keys.db with the key file and the log.
  absl::Status Pair(absl::string_view log_id) {
    const std::string owned(log_id);
    const std::string mac = Mac("keyring", owned);
    return database_->Write([&](Transaction& tx) {
      return tx
          .Execute(
              "INSERT INTO keyring (keyring_id, log_id, mac) "
              "VALUES (1, $1, $2)",
              owned, BlobView{mac})
          .status();
    });
  }

  absl::Status CheckPair() override {
    std::string mac;
    RETURN_IF_ERROR(Read([&](Snapshot& snapshot) {
      ASSIGN_OR_RETURN(Rows rows,
                       snapshot.Query("SELECT log_id, mac FROM keyring "
                                      "WHERE keyring_id = 1"));
      ASSIGN_OR_RETURN(const bool found, rows.Next());
      if (!found) return absl::OkStatus();
      log_id_ = rows.Text(0);
      mac = rows.Blob(1);
      return absl::OkStatus();
    }));
    if (!log_id_.empty() && mac == Mac("keyring", log_id_)) {
      return absl::OkStatus();
    }
    return absl::FailedPreconditionError(absl::StrCat(
        "The key file ", KeyFilePath(folder_), " is not the one that ",
        KeysPath(folder_),
        " was made with, or one of the two was altered. Put back the key file "
        "and the keys of this store."));
  }

  absl::StatusOr<std::string> NewKey() override {
    std::lock_guard<std::mutex> lock(unused_mutex_);
    if (unused_.empty()) RETURN_IF_ERROR(MakeKeys());
    auto [key_id, key] = std::move(unused_.back());
    unused_.pop_back();
    std::lock_guard<std::mutex> cache_lock(cache_mutex_);
    Remember(key_id, key);
    return key_id;
  }

  absl::StatusOr<std::string> Encrypt(absl::string_view key_id,
                                      const SealedPlace& place,
                                      absl::string_view plaintext) override {
    ASSIGN_OR_RETURN(const Secret key, Find(key_id));
    return Seal(key, plaintext, PlaceBytes(place, key_id));
  }

  absl::StatusOr<std::string> Decrypt(absl::string_view key_id,
                                      const SealedPlace& place,
                                      absl::string_view ciphertext) override {
    ASSIGN_OR_RETURN(const Secret key, Find(key_id));
    std::string plaintext;
    if (!Unseal(key, ciphertext, PlaceBytes(place, key_id), plaintext)) {
      return absl::DataLossError(
          absl::StrCat("sealed content of ", place.row_id,
                       " does not open: it was altered or moved"));
    }
    return plaintext;
  }

  absl::Status Destroy(absl::string_view key_id) override {
    if (database_ == nullptr) return ForReadingOnly();
    ASSIGN_OR_RETURN(const bool destroyed, IsDestroyed(key_id));
    const std::string owned(key_id);
    if (!destroyed) {
      RETURN_IF_ERROR(database_->Write([&](Transaction& tx) {
        const absl::Time now = tx.now();
        return tx
            .Execute(
                "UPDATE data_keys SET wrapped = NULL, destroyed_at = $1, "
                "mac = $2 WHERE key_id = $3",
                now, BlobView{RowMac(owned, "", absl::ToUnixMicros(now))},
                owned)
            .status();
      }));
      std::lock_guard<std::mutex> lock(cache_mutex_);
      cache_.erase(owned);
      ++destroyed_count_;
    }
    return database_->TruncateLog();
  }

  absl::StatusOr<bool> IsDestroyed(absl::string_view key_id) override {
    ASSIGN_OR_RETURN(const Row row, FindRow(key_id));
    return row.wrapped.empty();
  }

  void Distrust() override {
    if (database_ != nullptr) database_->Distrust();
  }

  absl::Status CheckAllKeys() override {
    return Read([&](Snapshot& snapshot) -> absl::Status {
      ASSIGN_OR_RETURN(
          Rows rows, snapshot.Query("SELECT key_id, wrapped, destroyed_at, mac "
                                    "FROM data_keys ORDER BY key_id"));
      while (true) {
        ASSIGN_OR_RETURN(const bool more, rows.Next());
        if (!more) return absl::OkStatus();
        Secret key;
        const std::string wrapped = rows.Blob(1);
        if (rows.Blob(3) != RowMac(rows.Text(0), wrapped, rows.Int(2)) ||
            (!wrapped.empty() && !Unwrap(rows.Text(0), wrapped, key))) {
          return absl::DataLossError(absl::StrCat(
              "The row of the key ", rows.Text(0), " in keys.db was altered"));
        }
      }
    });
  }

  std::string Mac(absl::string_view purpose,
                  absl::string_view bytes) const override {
    return KeyedDigest(mac_key_, CanonicalWriter().Add(purpose).Take(), bytes);
  }

 private:
  struct Row {
    std::string wrapped;  // Empty when the key was destroyed.
  };

  static absl::Status ForReadingOnly() {
    return absl::FailedPreconditionError("the keys were opened for reading");
  }

  absl::Status Read(absl::FunctionRef<absl::Status(Snapshot&)> body) {
    if (database_ != nullptr) return database_->Read(body);
    std::lock_guard<std::mutex> lock(inspector_mutex_);
    Snapshot snapshot(*inspector_, absl::InfinitePast());
    return body(snapshot);
  }

  std::string RowMac(absl::string_view key_id, absl::string_view wrapped,
                     int64_t destroyed_micros) const {
    return Mac("data key", CanonicalWriter()
                               .Add(key_id)
                               .Add(wrapped)
                               .AddInt(destroyed_micros)
                               .Take());
  }

  static std::string WrapPlace(absl::string_view key_id) {
    return CanonicalWriter()
        .Add(kFormat)
        .Add("data_keys")
        .Add("wrapped")
        .Add(key_id)
        .Take();
  }

  bool Unwrap(absl::string_view key_id, absl::string_view wrapped,
              Secret& key) const {
    std::string plain;
    if (!Unseal(wrap_key_, wrapped, WrapPlace(key_id), plain) ||
        plain.size() != Secret::kSize) {
      return false;
    }
    key = TakeSecret(plain);
    return true;
  }

  // Under unused_mutex_. Batches grow, so that a store that is seldom used
  // makes few keys in vain: those left at a stop are never used.
  absl::Status MakeKeys() {
    if (database_ == nullptr) return ForReadingOnly();
    std::vector<std::pair<std::string, Secret>> made(batch_);
    std::vector<std::string> wrapped;
    for (auto& [key_id, key] : made) {
      key_id = NewId();
      key = Secret::Random();
      wrapped.push_back(Seal(wrap_key_, key.view(), WrapPlace(key_id)));
    }
    const auto insert = [&](Transaction& tx) {
      absl::Status status;
      for (std::size_t i = 0; status.ok() && i < made.size(); ++i) {
        const auto& [key_id, key] = made[i];
        status = tx.Execute(
                       "INSERT INTO data_keys "
                       "(key_id, wrapped, destroyed_at, mac) "
                       "VALUES ($1, $2, NULL, $3)",
                       key_id, BlobView{wrapped[i]},
                       BlobView{RowMac(key_id, wrapped[i],
                                       /*destroyed_micros=*/0)})
                     .status();
      }
      return status;
    };
    RETURN_IF_ERROR(database_->Write(insert));
    unused_ = std::move(made);
    batch_ = std::min(2 * batch_, kLargestBatch);
    return absl::OkStatus();
  }

  absl::StatusOr<Row> FindRow(absl::string_view key_id) {
    Row row;
    bool sound = false;
    RETURN_IF_ERROR(Read([&](Snapshot& snapshot) -> absl::Status {
      ASSIGN_OR_RETURN(Rows rows,
                       snapshot.Query("SELECT wrapped, destroyed_at, mac "
                                      "FROM data_keys WHERE key_id = $1",
                                      key_id));
      ASSIGN_OR_RETURN(const bool found, rows.Next());
      if (!found) return absl::OkStatus();
      row.wrapped = rows.Blob(0);
      sound = rows.Blob(2) == RowMac(key_id, row.wrapped, rows.Int(1));
      return absl::OkStatus();
    }));
    if (!sound) return LostKey(key_id);
    return row;
  }

  absl::StatusOr<Secret> Find(absl::string_view key_id) {
    int64_t destroyed_before = 0;
    {
      std::lock_guard<std::mutex> lock(cache_mutex_);
      const auto found = cache_.find(key_id);
      if (found != cache_.end()) return found->second;
      destroyed_before = destroyed_count_;
    }
    ASSIGN_OR_RETURN(const Row row, FindRow(key_id));
    if (row.wrapped.empty()) {
      return absl::FailedPreconditionError(
          "the key of this content was destroyed: it can no longer be read");
    }
    Secret key;
    if (!Unwrap(key_id, row.wrapped, key)) return LostKey(key_id);
    std::lock_guard<std::mutex> lock(cache_mutex_);
    // A key destroyed since it was read must not stay in the cache.
    if (destroyed_count_ == destroyed_before) Remember(key_id, key);
    return key;
  }

  // Under cache_mutex_.
  void Remember(absl::string_view key_id, const Secret& key) {
    if (cache_.size() >= kCachedKeysMax) cache_.clear();
    cache_.insert_or_assign(key_id, key);
  }

  const std::string folder_;
  const Secret wrap_key_;
  const Secret mac_key_;
  std::string log_id_;
  // One of the two.
  const std::unique_ptr<Database> database_;
  const std::unique_ptr<SqliteConnection> inspector_;
  std::mutex inspector_mutex_;

  std::mutex unused_mutex_;
  std::vector<std::pair<std::string, Secret>> unused_;
  int batch_ = kFirstBatch;

  std::mutex cache_mutex_;
  int64_t destroyed_count_ = 0;
  absl::flat_hash_map<std::string, Secret> cache_;
};

}  // namespace

absl::Status Keyring::Init(const std::string& folder, absl::string_view log_id,
                           Clock& clock) {
  ASSIGN_OR_RETURN(const Secret key_file, MakeKeyFile(folder));
  ASSIGN_OR_RETURN(DatabaseOptions options, KeysDatabase(folder, clock));
  options.create = true;
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database, OpenDatabase(options));
  return FileKeyring(folder, key_file, std::move(database), nullptr)
      .Pair(log_id);
}

absl::StatusOr<std::unique_ptr<Keyring>> Keyring::Open(
    const std::string& folder, Clock& clock) {
  ASSIGN_OR_RETURN(const Secret key_file, ReadKeyFile(folder));
  if (!FileExists(KeysPath(folder))) {
    return absl::FailedPreconditionError(absl::StrCat(
        "The keys ", KeysPath(folder),
        " are missing. Restore them from the backup of the keys, which is made "
        "beside the backup of the store."));
  }
  ASSIGN_OR_RETURN(const DatabaseOptions options, KeysDatabase(folder, clock));
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database, OpenDatabase(options));
  auto keyring = std::make_unique<FileKeyring>(folder, key_file,
                                               std::move(database), nullptr);
  RETURN_IF_ERROR(keyring->CheckPair());
  return keyring;
}

absl::StatusOr<std::unique_ptr<Keyring>> Keyring::OpenForReading(
    const std::string& folder) {
  ASSIGN_OR_RETURN(const Secret key_file, ReadKeyFile(folder));
  SqliteOptions options;
  options.path = KeysPath(folder);
  options.access = SqliteOptions::Access::kInspector;
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> inspector,
                   SqliteConnection::Open(options));
  return std::make_unique<FileKeyring>(folder, key_file, nullptr,
                                       std::move(inspector));
}

}  // namespace entente
