// From a record of any noun to the store that keeps it.

#ifndef ENTENTE_STORAGE_RECORD_WRITER_H_
#define ENTENTE_STORAGE_RECORD_WRITER_H_

#include <string>

#include "absl/status/status.h"
#include "entente/v1/event.pb.h"
#include "google/protobuf/message.h"
#include "storage/engine/transaction.h"

namespace entente {

// Writes the row and the index rows of `record`, which is of the kind of
// record that events of `kind` carry, with the noun's own PutX.
absl::Status PutRecord(Transaction& transaction, v1::Event::RecordCase kind,
                       const google::protobuf::Message& record);

// The number or code by which people know the record; empty when it has none
// that is not a person's name.
std::string NumberOfRecord(v1::Event::RecordCase kind,
                           const google::protobuf::Message& record);

}  // namespace entente

#endif  // ENTENTE_STORAGE_RECORD_WRITER_H_
