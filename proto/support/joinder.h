// To which grievance another is joined.

#ifndef ENTENTE_PROTO_SUPPORT_JOINDER_H_
#define ENTENTE_PROTO_SUPPORT_JOINDER_H_

#include "absl/strings/string_view.h"
#include "entente/v1/grievance.pb.h"

namespace entente {

// The id of the grievance to which this one is joined; empty when it is not,
// or no longer. It points into `grievance`.
inline absl::string_view LeadOf(const v1::Grievance& grievance) {
  if (grievance.joinders().empty()) return "";
  const v1::Joinder& last = *grievance.joinders().rbegin();
  return last.sever_date().empty() ? absl::string_view(last.lead_grievance_id())
                                   : absl::string_view();
}

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_JOINDER_H_
