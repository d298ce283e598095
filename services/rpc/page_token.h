// The mark of a next page. It carries a position in a list and no authority:
// whoever presents it is authorised afresh.

#ifndef ENTENTE_SERVICES_RPC_PAGE_TOKEN_H_
#define ENTENTE_SERVICES_RPC_PAGE_TOKEN_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "google/protobuf/message.h"
#include "services/rpc/call.h"

namespace entente {

// A token for the page that begins after the row whose keyset columns are
// `position`. Bound to the caller, and to `request` without its `page_token`
// and `page_size`.
std::string SealPageToken(const ReadCall& call,
                          const google::protobuf::Message& request,
                          absl::Span<const std::string> position);

// The position in `token`: as many parts as were sealed, none for an empty
// token (the first page). PAGE_TOKEN_INVALID when it was altered, or made for
// another caller or query.
absl::StatusOr<std::vector<std::string>> OpenPageToken(
    const ReadCall& call, const google::protobuf::Message& request,
    absl::string_view token);

// Where a list in the order of entry goes on: the beginning when `id` is
// empty.
struct EntryPosition {
  absl::Time time = absl::UnixEpoch();
  std::string id;
};

// SealPageToken and OpenPageToken for such a list.
std::string SealEntryToken(const ReadCall& call,
                           const google::protobuf::Message& request,
                           absl::Time time, const std::string& id);
absl::StatusOr<EntryPosition> OpenEntryToken(
    const ReadCall& call, const google::protobuf::Message& request,
    absl::string_view token);

// Whether more follows: cuts off the one record, read beyond the `limit` of
// the page, by which that is noticed.
template <typename Record>
bool CutToPage(std::vector<Record>& records, int limit) {
  if (records.size() <= static_cast<std::size_t>(limit)) return false;
  records.pop_back();
  return true;
}

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_PAGE_TOKEN_H_
