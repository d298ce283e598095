// What the calls on settlements have in common: finding one, what of it the
// caller may see, and showing it to them.

#ifndef ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_ACCESS_H_
#define ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_ACCESS_H_

#include <cstdint>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/settlement.pb.h"
#include "entente/v1/settlement_service.pb.h"
#include "services/access/redact.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"
#include "storage/settlement_store.h"

namespace entente {

// What a person sees of one settlement.
struct SettlementView {
  uint32_t side = 0;
  std::set<std::string> grievance_ids;
  // Whether these are all.
  bool whole = false;
  // The grievors of those grievances, where not all are seen.
  std::set<std::string> grievor_ids;
};

// A settlement of which the caller sees a grievance, by id or number;
// NOT_AVAILABLE else.
absl::StatusOr<SeenSettlement> SeeSettlement(ReadCall& call,
                                             absl::string_view id_or_number);

absl::StatusOr<SettlementView> ViewOf(ReadCall& call,
                                      const SeenSettlement& seen);

// Makes `settlement`, or the part of one in an event, what `reader` may read of
// it in this view: grievances that the person does not see, and who of their
// grievors signs, do not show; nor does, where there are such, what it says.
void ShowPart(const SettlementView& view, const Reader& reader,
              v1::Settlement& settlement);

// Puts the settlement into the answer, with its etag, and those of its
// grievances that the caller sees, as they stand now; the limit for taking them
// up again is explained in the caller's language.
absl::Status ShowSettlement(ReadCall& call, const SeenSettlement& seen,
                            v1::SettlementAnswer& answer);

// The etag that the caller is given of this settlement.
absl::Status CheckSettlementEtag(ReadCall& call, absl::string_view etag,
                                 const SeenSettlement& seen);

// The present settlement, for a call that is repeated.
absl::Status ShowSettlementAgain(ReadCall& call,
                                 absl::string_view settlement_id,
                                 v1::SettlementAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_ACCESS_H_
