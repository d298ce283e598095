// Everything that can be checked of a store while it is served.

#ifndef ENTENTE_STORAGE_STORE_CHECK_H_
#define ENTENTE_STORAGE_STORE_CHECK_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/engine/inspection.h"
#include "storage/keyring.h"

namespace entente {

// What opening a store leaves out so that it is served at once. It writes
// nothing, and holds no snapshot for longer than SQLite needs for its own
// checks. Used by one thread, but for Cancel.
class StoreCheck {
 public:
  // `keyring` is that of the store in `folder`; not owned.
  static absl::StatusOr<std::unique_ptr<StoreCheck>> Open(
      const std::string& folder, const Keyring& keyring);

  // Checks pages and references of store.db and keys.db, then every leaf of
  // the event log from the first to the one that is the last by then. Rows are
  // not held against their events: VerifyStore does that.
  //
  // DATA_LOSS names the first finding, without any content. CANCELLED after
  // Cancel. Any other error: it could not be carried through.
  absl::Status Run();

  // As Inspection::Cancel.
  void Cancel();

 private:
  StoreCheck(const Keyring& keyring, std::unique_ptr<Inspection> store,
             std::unique_ptr<Inspection> keys)
      : keyring_(keyring), store_(std::move(store)), keys_(std::move(keys)) {}
  absl::Status CheckWholeLog();

  const Keyring& keyring_;
  const std::unique_ptr<Inspection> store_;
  const std::unique_ptr<Inspection> keys_;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_STORE_CHECK_H_
