// From a record of any noun to the store that keeps it.

#ifndef ENTENTE_STORAGE_RECORD_WRITER_H_
#define ENTENTE_STORAGE_RECORD_WRITER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/event.pb.h"
#include "google/protobuf/message.h"
#include "storage/engine/transaction.h"

namespace entente {

// Writes the row and the index rows of `record`, which is of the kind of
// record that events of `kind` carry, with the noun's own PutX.
absl::Status PutRecord(Transaction& transaction, v1::Event::RecordCase kind,
                       const google::protobuf::Message& record);

// The record that the rows keep under `record_id`, without its sealed fields,
// in an event that has nothing else: one without a record when no row has it,
// or it cannot be read. For telling people what an id is.
absl::StatusOr<v1::Event> FindStoredRecord(Snapshot& snapshot,
                                           absl::string_view record_id);

// The number or code by which people know the record; empty when it has none
// that is not a person's name.
std::string NumberOfRecord(v1::Event::RecordCase kind,
                           const google::protobuf::Message& record);

}  // namespace entente

#endif  // ENTENTE_STORAGE_RECORD_WRITER_H_
