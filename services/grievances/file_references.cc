#include "services/grievances/file_references.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/agreement_store.h"
#include "storage/change_store.h"
#include "storage/organization_store.h"
#include "storage/person_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::Mandate;
using v1::Organization;
using R = v1::Refusal;

// More agreements than that no employer has at once.
constexpr int kAgreementsMax = 1000;

absl::Status Unknown(absl::string_view field) {
  return Refuse(R::REFERENCE_UNKNOWN, {{"field", field}});
}

absl::Status Required(absl::string_view field) {
  return Refuse(R::FIELD_REQUIRED, {{"field", field}});
}

// The organisation of this kind that `id_or_code` names.
absl::StatusOr<Organization> Named(ReadCall& call, absl::string_view field,
                                   absl::string_view id_or_code,
                                   Organization::Kind kind) {
  ASSIGN_OR_RETURN(absl::optional<Organization> found,
                   FindOrganization(call.snapshot, id_or_code));
  if (!found.has_value() || found->kind() != kind) return Unknown(field);
  return *std::move(found);
}

// The employers that the caller represents, also through an establishment.
absl::StatusOr<std::vector<std::string>> EmployersOf(ReadCall& call) {
  std::vector<std::string> employers;
  for (const std::string& id :
       call.actor.OrganizationsAs({Mandate::EMPLOYER_REP})) {
    ASSIGN_OR_RETURN(const Organization organization,
                     GetOrganization(call.snapshot, id));
    const bool is_place = organization.kind() == Organization::ESTABLISHMENT;
    employers.push_back(is_place ? organization.parent_id() : id);
  }
  return employers;
}

// The locals that the caller represents; federations are none.
absl::StatusOr<std::vector<std::string>> LocalsOf(ReadCall& call) {
  std::vector<std::string> locals;
  for (const std::string& id :
       call.actor.OrganizationsAs({Mandate::UNION_REP})) {
    ASSIGN_OR_RETURN(const Organization organization,
                     GetOrganization(call.snapshot, id));
    if (organization.kind() == Organization::UNION_LOCAL) locals.push_back(id);
  }
  return locals;
}

absl::StatusOr<std::vector<v1::Agreement>> InForceOfEmployer(
    ReadCall& call, absl::string_view employer_id, absl::CivilDay day) {
  ASSIGN_OR_RETURN(std::vector<v1::Agreement> all,
                   ListAgreements(call.snapshot, employer_id, absl::UnixEpoch(),
                                  "", kAgreementsMax));
  const std::string on = DayIso(day);
  std::vector<v1::Agreement> in_force;
  for (v1::Agreement& each : all) {
    if (each.employer_id() != employer_id || each.from_date() > on) continue;
    if (!each.until_date().empty() && each.until_date() < on) continue;
    in_force.push_back(std::move(each));
  }
  // As for a local: whoever files, the same agreement counts.
  absl::c_reverse(in_force);  // What was entered last comes first.
  absl::c_stable_sort(in_force,
                      [](const v1::Agreement& a, const v1::Agreement& b) {
                        return a.from_date() > b.from_date();
                      });
  return in_force;
}

// The one agreement among those in force. Of several between the same two the
// newest, which comes first, took the place of the others.
absl::StatusOr<v1::Agreement> OnlyOne(std::vector<v1::Agreement> in_force,
                                      absl::CivilDay day) {
  if (in_force.empty()) {
    return Refuse(R::NO_AGREEMENT_IN_FORCE,
                  {{"field", "agreement_id"}, {"date", DayIso(day)}});
  }
  for (const v1::Agreement& each : in_force) {
    if (each.local_id() != in_force[0].local_id()) return Required("local_id");
    if (each.employer_id() != in_force[0].employer_id()) {
      return Required("agreement_id");
    }
  }
  return std::move(in_force[0]);
}

absl::StatusOr<v1::Agreement> InForce(ReadCall& call,
                                      const AgreementQuestion& question,
                                      std::string local_id,
                                      absl::string_view employer_id) {
  if (local_id.empty()) {
    ASSIGN_OR_RETURN(const std::vector<std::string> locals, LocalsOf(call));
    if (locals.size() > 1) return Required("local_id");
    if (locals.size() == 1) local_id = locals[0];
  }
  if (!local_id.empty()) {
    ASSIGN_OR_RETURN(std::vector<v1::Agreement> in_force,
                     ListAgreementsInForce(call.snapshot, local_id, employer_id,
                                           question.day));
    return OnlyOne(std::move(in_force), question.day);
  }
  std::string employer(employer_id);
  if (employer.empty()) {
    ASSIGN_OR_RETURN(const std::vector<std::string> employers,
                     EmployersOf(call));
    if (employers.size() != 1) return Required("local_id");
    employer = employers[0];
  }
  ASSIGN_OR_RETURN(std::vector<v1::Agreement> in_force,
                   InForceOfEmployer(call, employer, question.day));
  return OnlyOne(std::move(in_force), question.day);
}

}  // namespace

absl::StatusOr<AgreementAnswer> FindAgreementFor(
    ReadCall& call, const AgreementQuestion& question) {
  AgreementAnswer answer;
  std::string employer_id;
  if (!question.establishment.empty()) {
    ASSIGN_OR_RETURN(const Organization establishment,
                     Named(call, "establishment_id", question.establishment,
                           Organization::ESTABLISHMENT));
    answer.establishment_id = establishment.organization_id();
    employer_id = establishment.parent_id();
  }
  std::string local_id;
  if (!question.local.empty()) {
    ASSIGN_OR_RETURN(
        const Organization local,
        Named(call, "local_id", question.local, Organization::UNION_LOCAL));
    local_id = local.organization_id();
  }
  if (question.agreement_id.empty()) {
    ASSIGN_OR_RETURN(answer.agreement,
                     InForce(call, question, local_id, employer_id));
    return answer;
  }
  ASSIGN_OR_RETURN(absl::optional<v1::Agreement> named,
                   FindAgreement(call.snapshot, question.agreement_id));
  if (!named.has_value()) return Unknown("agreement_id");
  if (!local_id.empty() && named->local_id() != local_id) {
    return Refuse(R::FIELDS_CONFLICT,
                  {{"field", "agreement_id"}, {"other_field", "local_id"}});
  }
  if (!employer_id.empty() && named->employer_id() != employer_id) {
    return Refuse(R::FIELDS_CONFLICT, {{"field", "agreement_id"},
                                       {"other_field", "establishment_id"}});
  }
  answer.agreement = *std::move(named);
  return answer;
}

absl::StatusOr<v1::Agreement> AgreementOn(ReadCall& call,
                                          absl::string_view agreement_id,
                                          absl::CivilDay day) {
  ASSIGN_OR_RETURN(v1::Agreement kept,
                   GetAgreement(call.snapshot, agreement_id));
  ASSIGN_OR_RETURN(std::vector<v1::Agreement> in_force,
                   ListAgreementsInForce(call.snapshot, kept.local_id(),
                                         kept.employer_id(), day));
  for (const v1::Agreement& each : in_force) {
    if (each.agreement_id() == agreement_id) return kept;
  }
  return in_force.empty() ? std::move(kept) : std::move(in_force[0]);
}

absl::StatusOr<FilePerson> FindFilePerson(ReadCall& call,
                                          absl::string_view field,
                                          absl::string_view person_id,
                                          Names names) {
  ASSIGN_OR_RETURN(absl::optional<v1::Person> person,
                   FindPerson(call.snapshot, person_id));
  if (!person.has_value()) return Unknown(field);
  const std::string& home = person->organization_id();
  const bool is_own = call.actor.HasRole(Mandate::UNION_REP, home) ||
                      call.actor.HasRole(Mandate::EMPLOYER_REP, home);
  if (!is_own && person->public_name().empty()) return Unknown(field);
  if (person->sealed() && names == Names::kOpened) {
    RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring, person_id,
                               v1::Confidentiality::SEALED_ID, *person));
  }
  return AsFilePerson(*person);
}

FilePerson AsFilePerson(const v1::Person& person) {
  FilePerson found;
  found.person_id = person.person_id();
  found.sealed = person.sealed();
  if (found.sealed) {
    found.name = person.sealed_name();
  } else {
    found.name = person.public_name().empty() ? person.member_name()
                                              : person.public_name();
  }
  found.pseudonym = NewPseudonym();
  return found;
}

}  // namespace entente
