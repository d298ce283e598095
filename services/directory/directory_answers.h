// What the calls on the directory have in common: finding the organisation
// that is meant, and showing a record to its reader.

#ifndef ENTENTE_SERVICES_DIRECTORY_DIRECTORY_ANSWERS_H_
#define ENTENTE_SERVICES_DIRECTORY_DIRECTORY_ANSWERS_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"
#include "services/access/redact.h"
#include "services/rpc/call.h"
#include "services/rpc/etag.h"

namespace entente {

// What everyone who has an account reads of a record that exists for them.
Reader AccountReader();

// The record as `reader` may see it, with its etag.
template <typename Record>
Record Shown(const ReadCall& call, Record record, const Reader& reader) {
  Redact(reader, record);
  record.set_etag(Etag(call.keyring, record));
  return record;
}

// The organisation that a filter names, by id or code; empty, and `unknown`
// set, when there is none such: the list is then empty.
absl::StatusOr<std::string> FilterId(ReadCall& call,
                                     const std::string& id_or_code,
                                     bool& unknown);

// The organisation that a field names, by id or code; empty when it names none
// or one that does not exist.
absl::StatusOr<absl::optional<v1::Organization>> Named(
    ReadCall& call, const std::string& id_or_code);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_DIRECTORY_ANSWERS_H_
