#include "storage/mediation_item_store.h"

#include <limits>

#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "storage/record_row.h"

namespace entente {
namespace {

using v1::MediationItem;

// The items `i` that the place `v` of kJoinPart reads: 1 is a party, 2 a
// mediator.
constexpr SqlText kReadsItem(
    " JOIN mediation_items i ON i.mediation_id = x.mediation_id"
    " AND (v.content_until IS NULL OR i.given_on <= v.content_until)"
    " AND (v.part = 2 OR (v.part = 1 AND (i.series IN (0, v.side)"
    " OR EXISTS (SELECT 1 FROM mediation_item_releases r"
    " WHERE r.item_id = i.item_id AND r.side = v.side))))");

}  // namespace

absl::Status PutMediationItem(Transaction& transaction,
                              const MediationItem& item) {
  const uint32_t series = item.apart() ? item.side() : 0;
  RETURN_IF_ERROR(
      transaction
          .Execute("INSERT INTO mediation_items"
                   " (item_id, mediation_id, series, number, given_on,"
                   " created_at, record) VALUES ($1, $2, $3, $4, $5, $6, $7)"
                   " ON CONFLICT (item_id) DO UPDATE SET"
                   " record = excluded.record",
                   item.item_id(), item.mediation_id(), series, item.number(),
                   item.given_date(), FromProto(item.create_time()),
                   BlobView{item.SerializeAsString()})
          .status());
  for (const MediationItem::Release& release : item.releases()) {
    for (const uint32_t side : release.to_sides()) {
      RETURN_IF_ERROR(transaction
                          .Execute("INSERT INTO mediation_item_releases"
                                   " (item_id, side) VALUES ($1, $2)"
                                   " ON CONFLICT (item_id, side) DO NOTHING",
                                   item.item_id(), side)
                          .status());
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::optional<MediationItem>> FindMediationItem(
    Snapshot& snapshot, const Scope& scope, absl::string_view item_id) {
  return FindRecord<MediationItem>(
      snapshot.Query({"SELECT i.record FROM mediations x", kJoinPart,
                      kReadsItem, " WHERE i.item_id = $3"},
                     scope.person_id, DayIso(scope.today), item_id));
}

absl::StatusOr<std::vector<MediationItem>> ListMediationItems(
    Snapshot& snapshot, const Scope& scope, const MediationItemList& list) {
  return ReadRecords<MediationItem>(snapshot.Query(
      {"SELECT i.record FROM mediations x", kJoinPart, kReadsItem,
       " WHERE x.mediation_id = $3 AND (i.created_at, i.item_id) > ($4, $5)"
       " ORDER BY i.created_at, i.item_id LIMIT $6"},
      scope.person_id, DayIso(scope.today), list.mediation_id, list.after_time,
      list.after_id, list.limit));
}

absl::StatusOr<uint32_t> NextItemNumber(Snapshot& snapshot,
                                        absl::string_view mediation_id,
                                        uint32_t series) {
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT count(*) FROM mediation_items"
                                  " WHERE mediation_id = $1 AND series = $2",
                                  mediation_id, series));
  RETURN_IF_ERROR(rows.Next().status());
  return static_cast<uint32_t>(rows.Int(0)) + 1;
}

}  // namespace entente
