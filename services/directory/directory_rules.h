// Who enters organisations, persons, mandates and agreements, and what must
// hold of them. Pure: ids, the present and the records concerned are given.

#ifndef ENTENTE_SERVICES_DIRECTORY_DIRECTORY_RULES_H_
#define ENTENTE_SERVICES_DIRECTORY_DIRECTORY_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/directory_service.pb.h"
#include "entente/v1/event.pb.h"
#include "services/access/actor.h"

namespace entente {

absl::Status CheckCreateOrganization(
    const v1::CreateOrganizationRequest& request);
absl::Status CheckGetOrganization(const v1::GetOrganizationRequest& request);
absl::Status CheckListOrganizations(
    const v1::ListOrganizationsRequest& request);
absl::Status CheckCreatePerson(const v1::CreatePersonRequest& request);
absl::Status CheckGetPerson(const v1::GetPersonRequest& request);
absl::Status CheckListPersons(const v1::ListPersonsRequest& request);
absl::Status CheckUnsealPerson(const v1::UnsealPersonRequest& request);
absl::Status CheckGrantMandate(const v1::GrantMandateRequest& request);
absl::Status CheckRevokeMandate(const v1::RevokeMandateRequest& request);
absl::Status CheckListMandates(const v1::ListMandatesRequest& request);
absl::Status CheckCreateAgreement(const v1::CreateAgreementRequest& request);
absl::Status CheckEndAgreement(const v1::EndAgreementRequest& request);
absl::Status CheckGetAgreement(const v1::GetAgreementRequest& request);
absl::Status CheckListAgreements(const v1::ListAgreementsRequest& request);

// An organisation to be entered, and what the store knows of those it names.
struct OrganizationFacts {
  std::string id;
  absl::Time now;
  bool code_is_taken = false;
  absl::optional<v1::Organization> parent;
  // One for each predecessor of the request, in its order.
  std::vector<absl::optional<v1::Organization>> predecessors;
};
// REFERENCE_UNKNOWN (a federation for a local, the employer for an
// establishment), FIELD_REQUIRED and FIELDS_CONFLICT (parent), ALREADY_TAKEN.
absl::StatusOr<v1::Event> CreateOrganization(const v1::Organization& given,
                                             const OrganizationFacts& facts);

// Whether `actor` may know of this person: everyone of a public profile; of a
// member, the representatives and keepers of the organisation that entered
// them; of themselves, everyone.
bool MayReadPerson(const Actor& actor, const v1::Person& person);
// Whether `actor` may know who entered this person's record and who read the
// sealed name: the representatives and keepers of the organisation that
// entered the person.
bool MayReadPersonHistory(const Actor& actor, const v1::Person& person);
// The role in which `actor` may be shown the sealed name without asking: as a
// representative of the organisation that entered the person, else
// ROLE_UNSPECIFIED. Custodians ask first (unseal_rules.h).
v1::Mandate::Role RoleToUnseal(const Actor& actor, const v1::Person& person);

// For which organisation, and in which role, somebody enters a record.
struct Entering {
  std::string organization_id;
  v1::Mandate::Role role = v1::Mandate::ROLE_UNSPECIFIED;
};
// How `actor` enters a person: for the stated organisation, for which they
// must be keeper or representative, or their only one; for none when they are
// administrator and name none. ROLE_REQUIRED, FIELD_REQUIRED.
absl::StatusOr<Entering> EnteringNewPerson(
    const Actor& actor, const absl::optional<v1::Organization>& stated);
// In which role `actor` enters organisations; the policy of the call has seen
// that there is one.
v1::Mandate::Role RoleToEnterOrganization(const Actor& actor);
// In which role the actor corrects what is known of a person whom they may
// read: that in which they act for the organisation that entered the person;
// as administrator, for one without. ROLE_REQUIRED.
absl::StatusOr<v1::Mandate::Role> RoleToCorrectPerson(const Actor& actor,
                                                      const v1::Person& person);

v1::Event CreatePerson(const v1::Person& given, std::string id,
                       std::string organization_id, absl::Time now);

// A mandate to be granted, and what the store knows of those it names.
struct MandateFacts {
  std::string id;
  absl::Time now;
  absl::optional<v1::Person> person;
  absl::optional<v1::Organization> organization;
  // Of the person: not revoked, not over.
  std::vector<v1::Mandate> live_mandates;
  // Whether somebody keeps its mandates, now or from a later day on.
  bool organization_has_keeper = false;
};
// SELF_GRANT; ROLE_REQUIRED when the actor is not the keeper of that
// organisation, or an administrator grants what only a keeper grants;
// KEEPER_GRANTS when an administrator grants a keeper where there is one;
// REFERENCE_UNKNOWN; FIELDS_CONFLICT when the role is none of such an
// organisation; DATE_ORDER; ROLES_OPPOSED when the person holds, in the same
// days, a role that excludes it, and MANDATE_OVERLAPS this very one;
// KEPT_BY_ANOTHER when an organisation entered the person, or they hold a live
// mandate, that neither the actor keeps nor the keepers of this organisation do
// (access_rules.h, MayIssueCode, says why).
// The event says in which role the actor grants it.
absl::StatusOr<v1::Event> GrantMandate(const Actor& actor,
                                       const v1::Mandate& given,
                                       const MandateFacts& facts);

// Whether `actor` may know of the mandate: its bearer, the keeper of its
// organisation, administrators and auditors.
bool MayReadMandate(const Actor& actor, const v1::Mandate& mandate);
// ROLE_REQUIRED unless the actor is keeper of its organisation or an
// administrator; WRONG_STATE when it is revoked. The event says in which role.
absl::StatusOr<v1::Event> RevokeMandate(const Actor& actor,
                                        const v1::Mandate& mandate,
                                        absl::Time now);

// An agreement to be entered, and what the store knows of those it names.
struct AgreementFacts {
  std::string id;
  absl::Time now;
  absl::optional<v1::Organization> local;
  absl::optional<v1::Organization> employer;
  // Whether there is such a profile.
  bool profile_exists = false;
  // Whether it has a scheme of mediations: no grievance could be filed under
  // that.
  bool profile_is_of_mediations = false;
  // Between the two, on the first day of the new one.
  std::vector<v1::Agreement> in_force;
};
// REFERENCE_UNKNOWN, ROLE_REQUIRED unless the actor keeps or represents one of
// the two, VALUE_UNKNOWN and PROFILE_OF_MEDIATIONS (profile_code),
// AGREEMENT_RECORDED.
// The event says for which of the two, and in which role.
absl::StatusOr<v1::Event> CreateAgreement(const Actor& actor,
                                          const v1::Agreement& given,
                                          const AgreementFacts& facts);

// Sets its last day. ROLE_REQUIRED unless the actor is of the local or of the
// employer; DATE_ORDER when it would end more than a day before it began;
// NOTHING_TO_CORRECT when that is its last day already.
absl::StatusOr<v1::Event> EndAgreement(const Actor& actor,
                                       const v1::Agreement& current,
                                       const v1::EndAgreementRequest& request);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_DIRECTORY_RULES_H_
