// The one way a record changes.

#ifndef ENTENTE_STORAGE_CHANGE_STORE_H_
#define ENTENTE_STORAGE_CHANGE_STORE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/field_class.pb.h"
#include "google/protobuf/message.h"
#include "storage/engine/transaction.h"
#include "storage/keyring.h"

namespace entente {

// Records one move: reduces `event` to what it changed, encrypts the sealed
// fields, appends leaf and payload to the log, and writes the row and its
// index rows with the noun's own PutX.
//
// `event` carries the WHOLE record as it is after the move; `before` is the
// record as it was read (null for a new one). event_id and record_time are
// filled in when empty; set_fields and sealed are made here. Output-only etags
// and fields of class ONCE are not stored.
//
// Sealed fields absent from both stay as they are, so a move that does not
// concern them need not open them. To change one that has content, open its
// class first and put what was opened into both messages: INTERNAL otherwise.
absl::Status ApplyChange(Transaction& transaction, Keyring& keyring,
                         const google::protobuf::Message* before,
                         v1::Event event);

// Records that content of sealed classes was read: `event` names the record,
// the reader and, in `sealed` with sealed_class alone, each class. The move is
// READ, or UNSEAL_DENIED of what was refused; it carries no record. INTERNAL
// when it names no class.
absl::Status AppendRead(Transaction& transaction, Keyring& keyring,
                        v1::Event event);

// Decrypts the sealed fields of one class of a record into `record`, which
// has its other fields. Nothing happens when there are none. The caller
// authorised the reader and appends the READ event. FAILED_PRECONDITION when
// their key was destroyed; DATA_LOSS when they do not open.
absl::Status OpenSealed(Snapshot& snapshot, Keyring& keyring,
                        absl::string_view record_id,
                        v1::Confidentiality::Class sealed_class,
                        google::protobuf::Message& record);

// The same for the state of the sealed fields after one past event, which is
// for the record that the event names; they are merged into the event's own
// record.
absl::Status OpenSealedInEvent(Keyring& keyring,
                               v1::Confidentiality::Class sealed_class,
                               v1::Event& event);

}  // namespace entente

#endif  // ENTENTE_STORAGE_CHANGE_STORE_H_
