// The folder of a store: DIR (mode 0700) with
//
//   store.db    records and the event log
//   keys.db     wrapped data keys of sealed content
//   store.key   the key file, mode 0600, in no backup
//   documents/  the contents of documents (content_files.h)
//   lock        held by the one server that uses the store

#ifndef ENTENTE_STORAGE_STORE_H_
#define ENTENTE_STORAGE_STORE_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/content_files.h"
#include "storage/engine/clock.h"
#include "storage/engine/database.h"
#include "storage/keyring.h"

namespace entente {

struct StoreOptions {
  std::string folder;
  Clock* clock = nullptr;  // Not owned; outlives the store.
  // As in DatabaseOptions.
  int readers_max = 4;
  int queue_depth_max = 4096;
  int group_operations_max = 128;
  std::function<std::unique_ptr<Connection>(Connection&)> wrap_writer;
  std::function<void(const absl::Status&)> fatal;
};

// An opened store. Thread-safe. Errors of all functions are sentences for the
// person who runs the server: they say what is wrong and what to do.
class Store {
 public:
  // Makes a new store in `folder`, which is made too when it is absent.
  // FAILED_PRECONDITION when it is not empty.
  static absl::Status Init(const std::string& folder, Clock& clock);

  // Opens a store read-write after the opening checks, with the tail of the
  // event log among them. Nothing is repaired.
  static absl::StatusOr<std::unique_ptr<Store>> Open(
      const StoreOptions& options);

  Database& database() { return *database_; }
  Keyring& keyring() { return *keyring_; }
  ContentFiles& contents() { return *contents_; }
  const std::string& log_id() const { return keyring_->log_id(); }

 private:
  Store() = default;

  // The database uses the keyring until it is destroyed.
  std::unique_ptr<Keyring> keyring_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<ContentFiles> contents_;
};

// Backs up the store with the contents of its documents into the new folder
// `to_folder`, and afterwards its keys into the new folder `keys_to_folder`,
// while a server may be running. The key file is in neither: keep it where
// neither backup is. DATA_LOSS names a content that is missing or damaged.
absl::Status BackUpStore(const std::string& folder,
                         const std::string& to_folder,
                         const std::string& keys_to_folder, absl::Time now);

// Makes `to_folder`, absent or empty, a store from a backup of the store, a
// backup of its keys made at the same time or later, and its key file; then
// opens what must open together. Nothing is left in place on an error.
absl::Status RestoreStore(const std::string& from_folder,
                          const std::string& keys_from_folder,
                          const std::string& key_file,
                          const std::string& to_folder);

}  // namespace entente

#endif  // ENTENTE_STORAGE_STORE_H_
