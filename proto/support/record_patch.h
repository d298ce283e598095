// The fold of events: what an event set, and a record made of its events.

#ifndef ENTENTE_PROTO_SUPPORT_RECORD_PATCH_H_
#define ENTENTE_PROTO_SUPPORT_RECORD_PATCH_H_

#include <string>

#include "absl/status/status.h"
#include "entente/v1/event.pb.h"
#include "google/protobuf/message.h"

namespace entente {

// The record that `event` carries in its oneof; null when it carries none.
const google::protobuf::Message* RecordOf(const v1::Event& event);
google::protobuf::Message* MutableRecordOf(v1::Event& event);

// Clears what is in a message but never stored with the record: fields of
// class ONCE, and the output-only `etag`.
void DropUnstored(google::protobuf::Message& record);

// Reduces the whole record that `event` carries to the top-level fields that
// differ from `before` (null: from an empty record), and names these fields in
// `event.set_fields`, in the order of their numbers. Fields of class ONCE, and
// the output-only `etag`, never count. `before` is of the same message type.
void KeepOnlyChanges(const google::protobuf::Message* before, v1::Event& event);

// Sets on `record` what `event` set; a field named but not present in the
// event is cleared. INVALID_ARGUMENT when the event carries another type or
// names a field that the type does not have.
absl::Status FoldEvent(const v1::Event& event,
                       google::protobuf::Message& record);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_RECORD_PATCH_H_
