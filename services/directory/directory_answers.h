// What the calls on the directory have in common: finding the organisation
// that is meant, and showing a record to its reader.

#ifndef ENTENTE_SERVICES_DIRECTORY_DIRECTORY_ANSWERS_H_
#define ENTENTE_SERVICES_DIRECTORY_DIRECTORY_ANSWERS_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
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

// What was found for a caller; NOT_AVAILABLE, the same, for what is absent and
// for what `may_read` keeps from them.
template <typename Record>
absl::StatusOr<Record> Readable(const ReadCall& call,
                                absl::StatusOr<absl::optional<Record>> found,
                                bool (*may_read)(const Actor& actor,
                                                 const Record& record)) {
  RETURN_IF_ERROR(found.status());
  if (!found->has_value() || !may_read(call.actor, **found)) {
    return Refuse(v1::Refusal::NOT_AVAILABLE);
  }
  return **std::move(found);
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
