// The shape of the requests on the directory.

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/directory/directory_rules.h"
#include "services/directory/person_correction.h"

namespace entente {
namespace {

using R = v1::Refusal;

constexpr int kCodeCharactersMax = 20;
constexpr int kPredecessorsMax = 20;

// Capital letters, digits and hyphens: it begins the numbers of files, which
// people read out and type.
absl::Status CheckCode(absl::string_view field, absl::string_view code) {
  RETURN_IF_ERROR(CheckText(field, code, kCodeCharactersMax, true));
  for (const char c : code) {
    if (absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '-') continue;
    // Other characters of more than one byte are shown by their first.
    return Refuse(
        R::FIELD_BAD_CHARACTER,
        {{"field", field},
         {"character", absl::ascii_isprint(c)
                           ? std::string(1, c)
                           : absl::StrCat("0x", absl::Hex(c & 0xFF))}});
  }
  return absl::OkStatus();
}

// Both days, and their order.
absl::Status CheckDays(absl::string_view from_field, absl::string_view from,
                       bool from_required, absl::string_view until_field,
                       absl::string_view until) {
  RETURN_IF_ERROR(CheckDay(from_field, from, from_required).status());
  RETURN_IF_ERROR(CheckDay(until_field, until, false).status());
  return CheckDateOrder(until_field, until, from_field, from);
}

}  // namespace

absl::Status CheckCreateOrganization(
    const v1::CreateOrganizationRequest& request) {
  const v1::Organization& given = request.organization();
  RETURN_IF_ERROR(CheckKnownEnum("organization.kind", given.kind(), true));
  RETURN_IF_ERROR(CheckCode("organization.code", given.code()));
  RETURN_IF_ERROR(
      CheckText("organization.name", given.name(), kNameCharactersMax, true));
  RETURN_IF_ERROR(
      CheckReference("organization.parent_id", given.parent_id(), false));
  RETURN_IF_ERROR(CheckCount("organization.predecessors",
                             given.predecessors_size(), kPredecessorsMax));
  for (const auto& predecessor : given.predecessors()) {
    RETURN_IF_ERROR(CheckReference("organization.predecessors.organization_id",
                                   predecessor.organization_id(), true));
    RETURN_IF_ERROR(CheckDay("organization.predecessors.effective_date",
                             predecessor.effective_date(), true)
                        .status());
  }
  return absl::OkStatus();
}

absl::Status CheckGetOrganization(const v1::GetOrganizationRequest& request) {
  return CheckReference("organization_id", request.organization_id(), true);
}

absl::Status CheckListOrganizations(
    const v1::ListOrganizationsRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckKnownEnum("kind", request.kind(), false);
}

absl::Status CheckCreatePerson(const v1::CreatePersonRequest& request) {
  const v1::Person& given = request.person();
  const struct {
    const char* field;
    const std::string& value;
  } names[] = {{"person.public_name", given.public_name()},
               {"person.member_name", given.member_name()},
               {"person.sealed_name", given.sealed_name()}};
  const char* stated = nullptr;
  for (const auto& name : names) {
    RETURN_IF_ERROR(
        CheckText(name.field, name.value, kNameCharactersMax, false));
    if (absl::StripAsciiWhitespace(name.value).empty()) continue;
    if (stated != nullptr) {
      return Refuse(R::FIELDS_CONFLICT,
                    {{"field", name.field}, {"other_field", stated}});
    }
    stated = name.field;
  }
  if (stated == nullptr) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "person.public_name"}});
  }
  const bool sealed = !given.sealed_name().empty();
  RETURN_IF_ERROR(CheckText("person.pseudonym", given.pseudonym(),
                            kNameCharactersMax, sealed));
  if (!sealed && !given.pseudonym().empty()) {
    return Refuse(R::FIELDS_CONFLICT,
                  {{"field", "person.pseudonym"}, {"other_field", stated}});
  }
  RETURN_IF_ERROR(CheckEmployment("person.employment", given.employment()));
  return CheckReference("person.organization_id", given.organization_id(),
                        false);
}

absl::Status CheckGetPerson(const v1::GetPersonRequest& request) {
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status CheckListPersons(const v1::ListPersonsRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckReference("organization_id", request.organization_id(), false);
}

absl::Status CheckUnsealPerson(const v1::UnsealPersonRequest& request) {
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status CheckGrantMandate(const v1::GrantMandateRequest& request) {
  const v1::Mandate& given = request.mandate();
  RETURN_IF_ERROR(CheckReference("mandate.person_id", given.person_id(), true));
  RETURN_IF_ERROR(CheckKnownEnum("mandate.role", given.role(), true));
  RETURN_IF_ERROR(CheckReference("mandate.organization_id",
                                 given.organization_id(), false));
  return CheckDays("mandate.from_date", given.from_date(), false,
                   "mandate.until_date", given.until_date());
}

absl::Status CheckRevokeMandate(const v1::RevokeMandateRequest& request) {
  RETURN_IF_ERROR(CheckReference("mandate_id", request.mandate_id(), true));
  return CheckReference("etag", request.etag(), false);
}

absl::Status CheckListMandates(const v1::ListMandatesRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  RETURN_IF_ERROR(CheckReference("person_id", request.person_id(), false));
  return CheckReference("organization_id", request.organization_id(), false);
}

absl::Status CheckCreateAgreement(const v1::CreateAgreementRequest& request) {
  const v1::Agreement& given = request.agreement();
  RETURN_IF_ERROR(CheckReference("agreement.local_id", given.local_id(), true));
  RETURN_IF_ERROR(
      CheckReference("agreement.employer_id", given.employer_id(), true));
  RETURN_IF_ERROR(
      CheckReference("agreement.profile_code", given.profile_code(), true));
  RETURN_IF_ERROR(
      CheckText("agreement.title", given.title(), kNameCharactersMax, true));
  return CheckDays("agreement.from_date", given.from_date(), true,
                   "agreement.until_date", given.until_date());
}

absl::Status CheckEndAgreement(const v1::EndAgreementRequest& request) {
  RETURN_IF_ERROR(CheckReference("agreement_id", request.agreement_id(), true));
  RETURN_IF_ERROR(CheckReference("etag", request.etag(), false));
  RETURN_IF_ERROR(CheckDay("until_date", request.until_date(), true).status());
  return CheckLongText("reason", request.reason(), kReasonCharactersMax, true);
}

absl::Status CheckGetAgreement(const v1::GetAgreementRequest& request) {
  return CheckReference("agreement_id", request.agreement_id(), true);
}

absl::Status CheckListAgreements(const v1::ListAgreementsRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckReference("organization_id", request.organization_id(), false);
}

}  // namespace entente
