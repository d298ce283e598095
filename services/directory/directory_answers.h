// What the calls on the directory have in common: finding the organisation
// that is meant, and showing a record, or a page of them, to their reader.

#ifndef ENTENTE_SERVICES_DIRECTORY_DIRECTORY_ANSWERS_H_
#define ENTENTE_SERVICES_DIRECTORY_DIRECTORY_ANSWERS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/redact.h"
#include "services/rpc/call.h"
#include "services/rpc/etag.h"
#include "services/rpc/page_token.h"

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

// The organisation that the filter `organization_id` names, by id or code;
// empty when it names none. REFERENCE_UNKNOWN when there is none such: an empty
// list would hide a typing error.
absl::StatusOr<std::string> FilterId(ReadCall& call,
                                     const std::string& id_or_code);

// The organisation that a field names, by id or code; empty when it names none
// or one that does not exist.
absl::StatusOr<absl::optional<v1::Organization>> Named(
    ReadCall& call, const std::string& id_or_code);

// One page of a list in the order of entry, with the mark of the next.
//   find  reads at most `limit` records after `after`:
//         absl::StatusOr<std::vector<Record>>(const EntryPosition& after,
//                                             int limit)
//   add   shows one of them in the response: void(Record)
template <typename Record, typename Request, typename Response, typename Find,
          typename Add>
absl::Status PageOf(ReadCall& call, const Request& request, Response& response,
                    const std::string& (Record::*id)() const, Find find,
                    Add add) {
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const EntryPosition after,
                   OpenEntryToken(call, request, request.page_token()));
  ASSIGN_OR_RETURN(std::vector<Record> records, find(after, limit + 1));
  if (CutToPage(records, limit)) {
    const Record& last = records.back();
    response.set_next_page_token(SealEntryToken(
        call, request, FromProto(last.create_time()), (last.*id)()));
  }
  for (Record& record : records) add(std::move(record));
  return absl::OkStatus();
}

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_DIRECTORY_ANSWERS_H_
