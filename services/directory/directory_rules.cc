#include "services/directory/directory_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/access_rules.h"
#include "services/access/role_refusal.h"

namespace entente {
namespace {

using R = v1::Refusal;
using M = v1::Mandate;
using O = v1::Organization;

constexpr M::Role kOwnPeople[] = {M::KEEPER, M::UNION_REP, M::EMPLOYER_REP};

// In which role they act for their own organisation: ROLE_UNSPECIFIED when it
// is not theirs. What a keeper may do is done as keeper.
M::Role RoleForOwn(const Actor& actor, absl::string_view organization_id) {
  if (organization_id.empty()) return M::ROLE_UNSPECIFIED;
  return actor.FirstRole({M::KEEPER, M::UNION_REP, M::EMPLOYER_REP},
                         organization_id);
}

bool ActsForOwn(const Actor& actor, absl::string_view organization_id) {
  return RoleForOwn(actor, organization_id) != M::ROLE_UNSPECIFIED;
}

absl::Status Unknown(absl::string_view field) {
  return Refuse(R::REFERENCE_UNKNOWN, {{"field", field}});
}

// Roles that concern the whole system and no organisation.
bool IsOfSystem(M::Role role) {
  return role == M::ADMINISTRATOR || role == M::AUDITOR || role == M::CUSTODIAN;
}

// Whether the role exists in an organisation of this kind.
bool IsOfKind(M::Role role, O::Kind kind) {
  if (role == M::UNION_REP) {
    return kind == O::UNION_LOCAL || kind == O::FEDERATION;
  }
  if (role == M::EMPLOYER_REP) {
    return kind == O::EMPLOYER || kind == O::ESTABLISHMENT;
  }
  return true;
}

// access.md, hard rules: who may not be the same person. Mediator and party of
// one file are told apart in the file.
struct OpposedRoles {
  M::Role one;
  M::Role other;
  bool only_at_one_organization;
};
constexpr OpposedRoles kOpposed[] = {
    {M::UNION_REP, M::EMPLOYER_REP, false},
    {M::ADMINISTRATOR, M::AUDITOR, false},
    {M::ADMINISTRATOR, M::CUSTODIAN, false},
    {M::REGISTRAR, M::SECRETARY, true},
};

bool AreOpposed(const v1::Mandate& a, const v1::Mandate& b) {
  for (const OpposedRoles& opposed : kOpposed) {
    const bool named = (a.role() == opposed.one && b.role() == opposed.other) ||
                       (a.role() == opposed.other && b.role() == opposed.one);
    if (named && (!opposed.only_at_one_organization ||
                  a.organization_id() == b.organization_id())) {
      return true;
    }
  }
  return false;
}

// ISO days compare as texts; an empty last day is no end.
bool Overlap(const v1::Mandate& a, const v1::Mandate& b) {
  const bool a_ends_before =
      !a.until_date().empty() && a.until_date() < b.from_date();
  const bool b_ends_before =
      !b.until_date().empty() && b.until_date() < a.from_date();
  return !a_ends_before && !b_ends_before;
}

// Whether nothing tells two agreements apart but when they were entered.
bool StateTheSame(const v1::Agreement& a, const v1::Agreement& b) {
  return a.local_id() == b.local_id() && a.employer_id() == b.employer_id() &&
         a.profile_code() == b.profile_code() && a.title() == b.title() &&
         a.from_date() == b.from_date() && a.until_date() == b.until_date();
}

absl::Status CheckParent(const v1::Organization& given,
                         const absl::optional<v1::Organization>& parent) {
  const bool stated = !given.parent_id().empty();
  O::Kind needed = O::KIND_UNSPECIFIED;
  if (given.kind() == O::UNION_LOCAL) needed = O::FEDERATION;
  if (given.kind() == O::ESTABLISHMENT) needed = O::EMPLOYER;
  if (given.kind() == O::ESTABLISHMENT && !stated) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "organization.parent_id"}});
  }
  if (!stated) return absl::OkStatus();
  if (needed == O::KIND_UNSPECIFIED) {
    return Refuse(R::FIELDS_CONFLICT, {{"field", "organization.parent_id"},
                                       {"other_field", "organization.kind"}});
  }
  if (!parent.has_value() || parent->kind() != needed) {
    return Unknown("organization.parent_id");
  }
  return absl::OkStatus();
}

// The party to an agreement for which the actor acts.
absl::StatusOr<std::string> PartyOf(const Actor& actor,
                                    const std::string& local_id,
                                    const std::string& employer_id) {
  if (ActsForOwn(actor, local_id)) return local_id;
  if (ActsForOwn(actor, employer_id)) return employer_id;
  return RoleRequired(kOwnPeople);
}

// In which role `actor` may grant this one there.
absl::StatusOr<M::Role> MayGrant(const Actor& actor, const v1::Mandate& given,
                                 bool has_keeper) {
  if (IsOfSystem(given.role())) {
    if (actor.HasRole(M::ADMINISTRATOR)) return M::ADMINISTRATOR;
    return RoleRequired({M::ADMINISTRATOR});
  }
  if (actor.HasRole(M::KEEPER, given.organization_id())) return M::KEEPER;
  if (given.role() == M::KEEPER && actor.HasRole(M::ADMINISTRATOR)) {
    // Who appoints custodians would else appoint the second person too.
    if (has_keeper) return Refuse(R::KEEPER_GRANTS);
    return M::ADMINISTRATOR;
  }
  return given.role() == M::KEEPER ? RoleRequired({M::KEEPER, M::ADMINISTRATOR})
                                   : RoleRequired({M::KEEPER});
}

// Whether the person, given the mandate, is still one whose mandates have a
// keeper in common, and was entered by no stranger to that keeper.
absl::Status CheckKeptTogether(const Actor& actor, const v1::Mandate& mandate,
                               const MandateFacts& facts) {
  const auto is_of_its_keeper = [&](absl::string_view organization_id) {
    return !organization_id.empty() &&
           (organization_id == mandate.organization_id() ||
            actor.HasRole(M::KEEPER, organization_id));
  };
  const std::string& home = facts.person->organization_id();
  if (!home.empty() && !is_of_its_keeper(home)) {
    return Refuse(R::KEPT_BY_ANOTHER);
  }
  for (const v1::Mandate& other : facts.live_mandates) {
    if (RoleThatKeeps(actor, other) == M::ROLE_UNSPECIFIED &&
        !is_of_its_keeper(other.organization_id())) {
      return Refuse(R::KEPT_BY_ANOTHER);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Event> CreateOrganization(const v1::Organization& given,
                                             const OrganizationFacts& facts) {
  RETURN_IF_ERROR(CheckParent(given, facts.parent));
  v1::Event event;
  event.set_move(v1::Event::ORGANIZATION_CREATED);
  event.set_record_id(facts.id);
  v1::Organization& organization = *event.mutable_organization();
  organization.set_organization_id(facts.id);
  organization.set_kind(given.kind());
  organization.set_code(given.code());
  organization.set_name(given.name());
  if (facts.parent.has_value()) {
    organization.set_parent_id(facts.parent->organization_id());
  }
  for (int i = 0; i < given.predecessors_size(); ++i) {
    if (!facts.predecessors[i].has_value()) {
      return Unknown("organization.predecessors.organization_id");
    }
    O::Predecessor& predecessor = *organization.add_predecessors();
    predecessor.set_organization_id(facts.predecessors[i]->organization_id());
    predecessor.set_effective_date(given.predecessors(i).effective_date());
  }
  *organization.mutable_create_time() = ToProto(facts.now);
  if (facts.code_is_taken) {
    return Refuse(R::ALREADY_TAKEN,
                  {{"field", "organization.code"}, {"value", given.code()}});
  }
  return event;
}

bool MayReadPerson(const Actor& actor, const v1::Person& person) {
  return !person.public_name().empty() ||
         person.person_id() == actor.person_id ||
         ActsForOwn(actor, person.organization_id());
}

bool MayReadPersonHistory(const Actor& actor, const v1::Person& person) {
  return ActsForOwn(actor, person.organization_id());
}

M::Role RoleToUnseal(const Actor& actor, const v1::Person& person) {
  return actor.FirstRole({M::UNION_REP, M::EMPLOYER_REP},
                         person.organization_id());
}

absl::StatusOr<Entering> EnteringNewPerson(
    const Actor& actor, const absl::optional<v1::Organization>& stated) {
  const auto entering = [&](const std::string& organization_id) {
    return Entering{organization_id, RoleForOwn(actor, organization_id)};
  };
  if (stated.has_value()) {
    if (ActsForOwn(actor, stated->organization_id())) {
      return entering(stated->organization_id());
    }
    return RoleRequired(kOwnPeople);
  }
  const std::vector<std::string> own =
      actor.OrganizationsAs({M::KEEPER, M::UNION_REP, M::EMPLOYER_REP});
  if (own.size() == 1) return entering(own.front());
  if (own.empty() && actor.HasRole(M::ADMINISTRATOR)) {
    return Entering{"", M::ADMINISTRATOR};
  }
  return Refuse(R::FIELD_REQUIRED, {{"field", "person.organization_id"}});
}

absl::StatusOr<M::Role> RoleToCorrectPerson(const Actor& actor,
                                            const v1::Person& person) {
  if (person.organization_id().empty()) {
    if (actor.HasRole(M::ADMINISTRATOR)) return M::ADMINISTRATOR;
    return RoleRequired({M::ADMINISTRATOR});
  }
  if (ActsForOwn(actor, person.organization_id())) {
    return RoleForOwn(actor, person.organization_id());
  }
  return RoleRequired(kOwnPeople);
}

M::Role RoleToEnterOrganization(const Actor& actor) {
  return actor.HasRole(M::ADMINISTRATOR) ? M::ADMINISTRATOR : M::KEEPER;
}

v1::Event CreatePerson(const v1::Person& given, std::string id,
                       std::string organization_id, absl::Time now) {
  v1::Event event;
  event.set_move(v1::Event::PERSON_CREATED);
  event.set_record_id(id);
  v1::Person& person = *event.mutable_person();
  person.set_person_id(std::move(id));
  person.set_organization_id(std::move(organization_id));
  person.set_public_name(given.public_name());
  person.set_member_name(given.member_name());
  person.set_sealed_name(given.sealed_name());
  person.set_sealed(!given.sealed_name().empty());
  person.set_pseudonym(given.pseudonym());
  if (given.has_employment()) {
    *(person.sealed() ? person.mutable_sealed_employment()
                      : person.mutable_employment()) = given.employment();
  }
  *person.mutable_create_time() = ToProto(now);
  return event;
}

absl::StatusOr<v1::Event> GrantMandate(const Actor& actor,
                                       const v1::Mandate& given,
                                       const MandateFacts& facts) {
  v1::Event event;
  event.set_move(v1::Event::MANDATE_GRANTED);
  event.set_record_id(facts.id);
  v1::Mandate& mandate = *event.mutable_mandate();
  mandate.set_mandate_id(facts.id);
  mandate.set_person_id(given.person_id());
  mandate.set_role(given.role());
  if (given.person_id() == actor.person_id) return Refuse(R::SELF_GRANT);
  if (IsOfSystem(given.role())) {
    if (!given.organization_id().empty()) {
      return Refuse(R::FIELDS_CONFLICT, {{"field", "mandate.organization_id"},
                                         {"other_field", "mandate.role"}});
    }
  } else {
    if (given.organization_id().empty()) {
      return Refuse(R::FIELD_REQUIRED, {{"field", "mandate.organization_id"}});
    }
    if (!facts.organization.has_value()) {
      return Unknown("mandate.organization_id");
    }
    mandate.set_organization_id(facts.organization->organization_id());
  }
  ASSIGN_OR_RETURN(const M::Role grants_as,
                   MayGrant(actor, mandate, facts.organization_has_keeper));
  event.set_recorded_as(grants_as);
  if (!facts.person.has_value() || !MayReadPerson(actor, *facts.person)) {
    return Unknown("mandate.person_id");
  }
  if (facts.organization.has_value() &&
      !IsOfKind(given.role(), facts.organization->kind())) {
    return Refuse(R::FIELDS_CONFLICT,
                  {{"field", "mandate.role"},
                   {"other_field", "mandate.organization_id"}});
  }
  mandate.set_from_date(given.from_date().empty() ? DayIso(actor.today)
                                                  : given.from_date());
  mandate.set_until_date(given.until_date());
  RETURN_IF_ERROR(CheckDateOrder("mandate.until_date", mandate.until_date(),
                                 "mandate.from_date", mandate.from_date()));
  for (const v1::Mandate& other : facts.live_mandates) {
    if (AreOpposed(mandate, other) && Overlap(mandate, other)) {
      return Refuse(R::ROLES_OPPOSED,
                    {{"role", M::Role_Name(mandate.role())},
                     {"other_role", M::Role_Name(other.role())}});
    }
    if (mandate.role() == other.role() &&
        mandate.organization_id() == other.organization_id() &&
        Overlap(mandate, other)) {
      return Refuse(R::MANDATE_OVERLAPS,
                    {{"role", M::Role_Name(mandate.role())},
                     {"mandate_id", other.mandate_id()}});
    }
  }
  RETURN_IF_ERROR(CheckKeptTogether(actor, mandate, facts));
  mandate.set_granted_by_id(actor.person_id);
  *mandate.mutable_create_time() = ToProto(facts.now);
  return event;
}

bool MayReadMandate(const Actor& actor, const v1::Mandate& mandate) {
  return mandate.person_id() == actor.person_id ||
         actor.HasAnyRole({M::ADMINISTRATOR, M::AUDITOR}) ||
         (!mandate.organization_id().empty() &&
          actor.HasRole(M::KEEPER, mandate.organization_id()));
}

absl::StatusOr<v1::Event> RevokeMandate(const Actor& actor,
                                        const v1::Mandate& mandate,
                                        absl::Time now) {
  const bool keeps = !mandate.organization_id().empty() &&
                     actor.HasRole(M::KEEPER, mandate.organization_id());
  if (!keeps && !actor.HasRole(M::ADMINISTRATOR)) {
    return RoleRequired({M::KEEPER, M::ADMINISTRATOR});
  }
  if (mandate.has_revoke_time()) {
    return Refuse(R::WRONG_STATE, {{"state", "REVOKED"}});
  }
  v1::Event event;
  event.set_move(v1::Event::MANDATE_REVOKED);
  event.set_recorded_as(keeps ? M::KEEPER : M::ADMINISTRATOR);
  event.set_record_id(mandate.mandate_id());
  *event.mutable_mandate() = mandate;
  *event.mutable_mandate()->mutable_revoke_time() = ToProto(now);
  return event;
}

absl::StatusOr<v1::Event> CreateAgreement(const Actor& actor,
                                          const v1::Agreement& given,
                                          const AgreementFacts& facts) {
  if (!facts.local.has_value() || facts.local->kind() != O::UNION_LOCAL) {
    return Unknown("agreement.local_id");
  }
  if (!facts.employer.has_value() || facts.employer->kind() != O::EMPLOYER) {
    return Unknown("agreement.employer_id");
  }
  ASSIGN_OR_RETURN(const std::string party,
                   PartyOf(actor, facts.local->organization_id(),
                           facts.employer->organization_id()));
  if (!facts.profile_exists || facts.profile_is_of_mediations) {
    return Refuse(
        facts.profile_exists ? R::PROFILE_OF_MEDIATIONS : R::VALUE_UNKNOWN,
        {{"field", "agreement.profile_code"}, {"value", given.profile_code()}});
  }
  v1::Event event;
  event.set_move(v1::Event::AGREEMENT_CREATED);
  event.set_acted_by_id(party);
  event.set_recorded_as(RoleForOwn(actor, party));
  event.set_record_id(facts.id);
  v1::Agreement& agreement = *event.mutable_agreement();
  agreement.set_agreement_id(facts.id);
  agreement.set_local_id(facts.local->organization_id());
  agreement.set_employer_id(facts.employer->organization_id());
  agreement.set_profile_code(given.profile_code());
  agreement.set_title(given.title());
  agreement.set_from_date(given.from_date());
  agreement.set_until_date(given.until_date());
  for (const v1::Agreement& other : facts.in_force) {
    if (StateTheSame(agreement, other)) {
      return Refuse(R::AGREEMENT_RECORDED,
                    {{"agreement_id", other.agreement_id()}});
    }
  }
  *agreement.mutable_create_time() = ToProto(facts.now);
  agreement.set_entered_by_id(actor.person_id);
  agreement.set_entered_for_id(party);
  return event;
}

absl::StatusOr<v1::Event> EndAgreement(const Actor& actor,
                                       const v1::Agreement& current,
                                       const v1::EndAgreementRequest& request) {
  ASSIGN_OR_RETURN(const std::string party,
                   PartyOf(actor, current.local_id(), current.employer_id()));
  // Both are days that were checked.
  if (*ParseDay(request.until_date()) + 1 < *ParseDay(current.from_date())) {
    return Refuse(R::DATE_ORDER, {{"field", "until_date"},
                                  {"date", request.until_date()},
                                  {"other_field", "from_date"},
                                  {"other_date", current.from_date()}});
  }
  if (request.until_date() == current.until_date()) {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", "until_date"}});
  }
  v1::Event event;
  event.set_move(v1::Event::AGREEMENT_ENDED);
  event.set_acted_by_id(party);
  event.set_recorded_as(RoleForOwn(actor, party));
  event.set_record_id(current.agreement_id());
  event.set_reason(request.reason());
  v1::Agreement& agreement = *event.mutable_agreement();
  agreement = current;
  agreement.set_until_date(request.until_date());
  agreement.set_ended_by_id(actor.person_id);
  agreement.set_ended_for_id(party);
  agreement.set_end_reason(request.reason());
  return event;
}

}  // namespace entente
