// What the services on files hand to Rpc: the bodies of their calls, with the
// procedures that these need.

#ifndef ENTENTE_SERVICES_GRIEVANCES_CALL_BODIES_H_
#define ENTENTE_SERVICES_GRIEVANCES_CALL_BODIES_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

// The body of a call with the procedures that it needs.
template <typename Body>
auto With(const Procedures& procedures, Body body) {
  return [&procedures, body](auto& call, const auto& request, auto& response) {
    return body(call, procedures, request, response);
  };
}

// The answer to a repeated call.
template <typename Show>
auto Again(const Procedures& procedures, Show show) {
  return [&procedures, show](ReadCall& call, absl::string_view grievance_id,
                             v1::GrievanceAnswer& answer) {
    return show(call, procedures, grievance_id, answer);
  };
}

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_CALL_BODIES_H_
