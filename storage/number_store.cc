#include "storage/number_store.h"

#include <cstdint>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

// Takes what follows the last '-' off `text`; empty when there is none.
absl::string_view TakeLastPart(absl::string_view& text) {
  const size_t dash = text.rfind('-');
  if (dash == absl::string_view::npos) return "";
  const absl::string_view part = text.substr(dash + 1);
  text.remove_suffix(text.size() - dash);
  return part;
}

}  // namespace

absl::StatusOr<std::string> NextNumber(Snapshot& snapshot,
                                       absl::string_view organization_id,
                                       absl::string_view series, int year) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT o.code, n.last_number FROM organizations o"
                     " LEFT JOIN number_counters n"
                     " ON n.organization_id = o.organization_id"
                     " AND n.series = $1 AND n.year = $2"
                     " WHERE o.organization_id = $3",
                     series, year, organization_id));
  ASSIGN_OR_RETURN(const bool found, rows.Next());
  if (!found) return absl::NotFoundError("no such organisation");
  const int64_t last = rows.IsNull(1) ? 0 : rows.Int(1);
  return absl::StrFormat("%s-%s-%04d-%04d", rows.Text(0), series, year,
                         last + 1);
}

absl::Status KeepNumber(Transaction& transaction,
                        absl::string_view organization_id,
                        absl::string_view number) {
  absl::string_view rest = number;
  int64_t count = 0;
  int year = 0;
  if (!absl::SimpleAtoi(TakeLastPart(rest), &count) || count < 1 ||
      !absl::SimpleAtoi(TakeLastPart(rest), &year)) {
    return absl::OkStatus();
  }
  const absl::string_view series = TakeLastPart(rest);
  if (series.empty()) return absl::OkStatus();
  return transaction
      .Execute(
          "INSERT INTO number_counters"
          " (organization_id, series, year, last_number)"
          " VALUES ($1, $2, $3, $4)"
          " ON CONFLICT (organization_id, series, year) DO UPDATE SET"
          " last_number = excluded.last_number"
          " WHERE excluded.last_number > number_counters.last_number",
          organization_id, series, year, count)
      .status();
}

}  // namespace entente
