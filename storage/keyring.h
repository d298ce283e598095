// The keys of a store: its key file, and the data keys of sealed content.

#ifndef ENTENTE_STORAGE_KEYRING_H_
#define ENTENTE_STORAGE_KEYRING_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/field_class.pb.h"
#include "storage/engine/clock.h"

namespace entente {

// Where a ciphertext belongs. All of it is authenticated with the ciphertext,
// so that one moved elsewhere does not open.
struct SealedPlace {
  absl::string_view table;
  absl::string_view column;
  absl::string_view row_id;
  v1::Confidentiality::Class sealed_class;
};

// The key file DIR/store.key (32 random bytes, mode 0600, in no backup) and
// DIR/keys.db, which holds each data key wrapped by it. keys.db is no part of
// the store's backup: it is backed up apart, and kept a stated number of days,
// since a destroyed key would live on in it. Thread-safe.
class Keyring {
 public:
  virtual ~Keyring() = default;

  // Makes the key file and keys.db in `folder`, for the log `log_id`.
  static absl::Status Init(const std::string& folder, absl::string_view log_id,
                           Clock& clock);

  // Opens both, for one server. FAILED_PRECONDITION, with a sentence that
  // says what to do, when the key file is missing, readable by others, not 32
  // bytes, or not the one that keys.db was made with; or when keys.db is
  // missing. `clock` is not owned and outlives the keyring.
  static absl::StatusOr<std::unique_ptr<Keyring>> Open(
      const std::string& folder, Clock& clock);

  // The same beside a running server, for reading only: NewKey and Destroy
  // fail. Whether the two belong together the caller asks of
  // CheckPair, before which log_id is empty.
  static absl::StatusOr<std::unique_ptr<Keyring>> OpenForReading(
      const std::string& folder);

  // FAILED_PRECONDITION, with what to do, when keys.db was not made with this
  // key file, or says so because it was altered.
  virtual absl::Status CheckPair() = 0;

  // The log that these keys belong to.
  virtual const std::string& log_id() const = 0;

  // The id of a data key never used before, which is durable in keys.db by
  // the time of the return. Keys are made many at a time, since each such
  // batch costs a sync.
  virtual absl::StatusOr<std::string> NewKey() = 0;

  // XChaCha20-Poly1305 with a random nonce, which precedes the ciphertext.
  // FAILED_PRECONDITION when the key was destroyed (see IsDestroyed);
  // DATA_LOSS when keys.db lacks the key, or the ciphertext is not one that
  // was made for this place with this key.
  virtual absl::StatusOr<std::string> Encrypt(absl::string_view key_id,
                                              const SealedPlace& place,
                                              absl::string_view plaintext) = 0;
  virtual absl::StatusOr<std::string> Decrypt(absl::string_view key_id,
                                              const SealedPlace& place,
                                              absl::string_view ciphertext) = 0;

  // Destroys a data key: removes it from keys.db and from its log, leaving
  // the fact and the time. What it opens is gone for good; the event log stays
  // verifiable. The caller has appended the event that says so before.
  // UNAVAILABLE while a reader needs the log of keys.db: the key is no longer
  // used, but call again.
  virtual absl::Status Destroy(absl::string_view key_id) = 0;

  // Whether Destroy took the key; DATA_LOSS when keys.db lacks the key or its
  // row was altered.
  virtual absl::StatusOr<bool> IsDestroyed(absl::string_view key_id) = 0;

  // Holds every row of keys.db against the key file. DATA_LOSS names the
  // first key whose row was altered.
  virtual absl::Status CheckAllKeys() = 0;

  // As Database::Distrust, of keys.db.
  virtual void Distrust() = 0;

  // BLAKE2b-256 of the purpose and `bytes`, keyed with the key file: 32 bytes.
  virtual std::string Mac(absl::string_view purpose,
                          absl::string_view bytes) const = 0;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_KEYRING_H_
