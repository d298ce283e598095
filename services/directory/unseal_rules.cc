#include "services/directory/unseal_rules.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/role_refusal.h"

namespace entente {
namespace {

using R = v1::Refusal;
using M = v1::Mandate;
using U = v1::UnsealRequest;
using E = v1::Event;

constexpr UnsealTransition kLifeCycle[] = {
    {U::STATE_UNSPECIFIED, E::UNSEAL_REQUESTED, U::PENDING,
     UnsealActOf::kCustodian},
    {U::PENDING, E::UNSEAL_APPROVED, U::APPROVED, UnsealActOf::kSecondPerson},
    {U::PENDING, E::UNSEAL_REFUSED, U::REFUSED, UnsealActOf::kSecondPerson},
    // An approval can be taken back until the name is read.
    {U::APPROVED, E::UNSEAL_REFUSED, U::REFUSED, UnsealActOf::kSecondPerson},
    {U::APPROVED, E::UNSEAL_READ, U::READ, UnsealActOf::kRequester},
};

absl::Status WrongState(U::State state) {
  return Refuse(
      R::UNSEAL_STATE,
      {{"state", absl::StrCat("UnsealRequest.State.", U::State_Name(state))}});
}

v1::Event EventOf(const v1::UnsealRequest& request,
                  const UnsealTransition& transition) {
  v1::Event event;
  event.set_move(transition.move);
  event.set_record_id(request.unseal_request_id());
  *event.mutable_unseal_request() = request;
  event.mutable_unseal_request()->set_state(transition.to);
  // What is over waits for nothing.
  if (transition.to == U::REFUSED || transition.to == U::READ) {
    event.mutable_unseal_request()->clear_expire_time();
  }
  return event;
}

// Whether the name exists for this custodian.
absl::Status MayAskFor(const Actor& actor, const UnsealFacts& facts) {
  // Who was entered for no organisation has nobody to decide.
  if (!facts.person.has_value() || facts.person->organization_id().empty()) {
    return Refuse(R::NOT_AVAILABLE);
  }
  const std::string& organization_id = facts.person->organization_id();
  for (const M::Role role : {M::UNION_REP, M::EMPLOYER_REP}) {
    if (actor.HasRole(role, organization_id)) {
      return Refuse(R::ROLES_OPPOSED, {{"role", M::Role_Name(M::CUSTODIAN)},
                                       {"other_role", M::Role_Name(role)}});
    }
  }
  if (!facts.person->sealed() || facts.works_on_their_files) {
    return Refuse(R::NOT_AVAILABLE);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckRequestUnseal(const v1::RequestUnsealRequest& request) {
  RETURN_IF_ERROR(CheckReference("person_id", request.person_id(), true));
  return CheckLongText("reason", request.reason(), kLongTextCharactersMax,
                       true);
}

absl::Status CheckApproveUnseal(const v1::ApproveUnsealRequest& request) {
  RETURN_IF_ERROR(
      CheckReference("unseal_request_id", request.unseal_request_id(), true));
  return CheckReference("etag", request.etag(), false);
}

absl::Status CheckRefuseUnseal(const v1::RefuseUnsealRequest& request) {
  RETURN_IF_ERROR(
      CheckReference("unseal_request_id", request.unseal_request_id(), true));
  RETURN_IF_ERROR(CheckReference("etag", request.etag(), false));
  return CheckLongText("reason", request.reason(), kLongTextCharactersMax,
                       true);
}

absl::Status CheckListUnsealRequests(
    const v1::ListUnsealRequestsRequest& request) {
  return CheckPageSize(request.page_size()).status();
}

absl::Status CheckListUnsealHistory(
    const v1::ListUnsealHistoryRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckReference("unseal_request_id", request.unseal_request_id(), true);
}

absl::Span<const UnsealTransition> UnsealLifeCycle() { return kLifeCycle; }

const UnsealTransition* FindUnsealTransition(U::State from, E::Move move) {
  for (const UnsealTransition& transition : kLifeCycle) {
    if (transition.from == from && transition.move == move) return &transition;
  }
  return nullptr;
}

v1::UnsealRequest UnsealRequestOn(v1::UnsealRequest request, absl::Time now) {
  const bool is_open =
      request.state() == U::PENDING || request.state() == U::APPROVED;
  if (is_open && now >= FromProto(request.expire_time())) {
    request.set_state(U::EXPIRED);
  }
  return request;
}

bool DecidesUnseal(const Actor& actor, const v1::UnsealRequest& request) {
  return actor.HasRole(M::KEEPER, request.organization_id());
}

bool MayReadWhoIsUnsealed(const Actor& actor,
                          const v1::UnsealRequest& request) {
  const bool represents =
      actor.FirstRole({M::UNION_REP, M::EMPLOYER_REP},
                      request.organization_id()) != M::ROLE_UNSPECIFIED;
  return request.requested_by_id() == actor.person_id ||
         DecidesUnseal(actor, request) || represents;
}

bool MayReadUnsealRequest(const Actor& actor,
                          const v1::UnsealRequest& request) {
  return MayReadWhoIsUnsealed(actor, request) || actor.HasRole(M::AUDITOR);
}

absl::StatusOr<v1::Event> RequestUnseal(const Actor& actor,
                                        const std::string& reason,
                                        const UnsealFacts& facts,
                                        const UnsealLimits& limits) {
  if (!actor.HasRole(M::CUSTODIAN)) {
    return RoleRequired({M::CUSTODIAN});
  }
  RETURN_IF_ERROR(MayAskFor(actor, facts));
  if (facts.latest.has_value()) {
    const U::State state = UnsealRequestOn(*facts.latest, facts.now).state();
    if (state == U::PENDING || state == U::APPROVED) return WrongState(state);
  }
  v1::UnsealRequest request;
  request.set_unseal_request_id(facts.id);
  request.set_person_id(facts.person->person_id());
  request.set_organization_id(facts.person->organization_id());
  request.set_reason(reason);
  request.set_requested_by_id(actor.person_id);
  *request.mutable_create_time() = ToProto(facts.now);
  *request.mutable_expire_time() = ToProto(facts.now + limits.request_lifetime);
  return EventOf(request, *FindUnsealTransition(U::STATE_UNSPECIFIED,
                                                E::UNSEAL_REQUESTED));
}

absl::StatusOr<v1::Event> DecideUnseal(const Actor& actor,
                                       const v1::UnsealRequest& request,
                                       E::Move move, const std::string& reason,
                                       absl::Time now,
                                       const UnsealLimits& limits) {
  if (request.requested_by_id() == actor.person_id) {
    return Refuse(R::OWN_REQUEST);
  }
  if (!DecidesUnseal(actor, request)) {
    return RoleRequired({M::KEEPER});
  }
  const U::State state = UnsealRequestOn(request, now).state();
  const UnsealTransition* transition = FindUnsealTransition(state, move);
  if (transition == nullptr ||
      transition->act_of != UnsealActOf::kSecondPerson) {
    return WrongState(state);
  }
  v1::Event event = EventOf(request, *transition);
  v1::UnsealRequest& decided = *event.mutable_unseal_request();
  decided.set_decided_by_id(actor.person_id);
  decided.set_decided_reason(reason);
  *decided.mutable_decide_time() = ToProto(now);
  if (transition->to == U::APPROVED) {
    *decided.mutable_expire_time() = ToProto(now + limits.approval_lifetime);
  }
  return event;
}

absl::StatusOr<v1::Event> ReadUnsealed(const Actor& actor,
                                       const UnsealFacts& facts) {
  if (!facts.latest.has_value() ||
      facts.latest->requested_by_id() != actor.person_id) {
    return Refuse(R::UNSEAL_APPROVAL_REQUIRED);
  }
  const U::State state = UnsealRequestOn(*facts.latest, facts.now).state();
  if (state == U::PENDING) return WrongState(state);
  const UnsealTransition* transition =
      FindUnsealTransition(state, E::UNSEAL_READ);
  if (transition == nullptr) return Refuse(R::UNSEAL_APPROVAL_REQUIRED);
  RETURN_IF_ERROR(MayAskFor(actor, facts));
  v1::Event event = EventOf(*facts.latest, *transition);
  *event.mutable_unseal_request()->mutable_read_time() = ToProto(facts.now);
  return event;
}

}  // namespace entente
