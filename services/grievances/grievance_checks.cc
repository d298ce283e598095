#include "services/grievances/grievance_checks.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/filing_rules.h"
#include "services/grievances/issue_rules.h"
#include "services/grievances/move_checks.h"
#include "services/grievances/prior_step_rules.h"

namespace entente {
namespace {

using R = v1::Refusal;

// "QN" of "QN-G-2012-0042"; empty of what has another form.
absl::string_view CodeIn(absl::string_view number) {
  const auto all = [](absl::string_view part, bool (*fits)(unsigned char)) {
    return !part.empty() && std::all_of(part.begin(), part.end(), fits);
  };
  for (const auto fits :
       {absl::ascii_isdigit, absl::ascii_isdigit, absl::ascii_isalpha}) {
    const size_t dash = number.rfind('-');
    if (dash == absl::string_view::npos ||
        !all(number.substr(dash + 1), fits)) {
      return "";
    }
    number.remove_suffix(number.size() - dash);
  }
  return number;
}

// What one side alone cannot do: both in writing, or a ruling.
absl::Status CheckJointBasis(v1::Basis::Value basis) {
  RETURN_IF_ERROR(CheckKnownEnum("basis", basis, true));
  if (basis != v1::Basis::OWNER_SIDE) return absl::OkStatus();
  return Refuse(R::VALUE_UNKNOWN,
                {{"field", "basis"}, {"value", v1::Basis::Value_Name(basis)}});
}

absl::Status CheckReferences(
    absl::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& ids) {
  RETURN_IF_ERROR(
      CheckCount(field, static_cast<std::size_t>(ids.size()), kFilePersonsMax));
  for (int i = 0; i < ids.size(); ++i) {
    RETURN_IF_ERROR(CheckReference(At(field, i), ids[i], true));
    for (int j = 0; j < i; ++j) {
      if (ids[i] != ids[j]) continue;
      return Refuse(R::NAMED_TWICE,
                    {{"field", At(field, i)}, {"value", ids[i]}});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckExternalNumbers(const v1::FileGrievanceRequest& request) {
  constexpr absl::string_view kField = "external_numbers";
  RETURN_IF_ERROR(CheckCount(
      kField, static_cast<std::size_t>(request.external_numbers_size()),
      kExternalNumbersMax));
  for (int i = 0; i < request.external_numbers_size(); ++i) {
    const auto& number = request.external_numbers(i);
    RETURN_IF_ERROR(
        CheckKnownEnum(At(kField, i) + ".issuer", number.issuer(), true));
    RETURN_IF_ERROR(CheckText(At(kField, i) + ".number", number.number(),
                              kNumberCharactersMax, true));
  }
  return absl::OkStatus();
}

absl::Status CheckProtectedPersons(const v1::FileGrievanceRequest& request) {
  constexpr absl::string_view kField = "protected_persons";
  RETURN_IF_ERROR(CheckCount(
      kField, static_cast<std::size_t>(request.protected_persons_size()),
      kFilePersonsMax));
  for (int i = 0; i < request.protected_persons_size(); ++i) {
    const auto& person = request.protected_persons(i);
    RETURN_IF_ERROR(
        CheckReference(At(kField, i) + ".person_id", person.person_id(), true));
    RETURN_IF_ERROR(
        CheckKnownEnum(At(kField, i) + ".part", person.part(), true));
    // A witness may be a beneficiary too.
    for (int j = 0; j < i; ++j) {
      const auto& before = request.protected_persons(j);
      if (person.person_id() != before.person_id() ||
          person.part() != before.part()) {
        continue;
      }
      return Refuse(R::NAMED_TWICE,
                    {{"field", At(kField, i)}, {"value", person.person_id()}});
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckNumberOfOthers(
    absl::string_view field, absl::string_view number,
    absl::Span<const absl::string_view> party_numbers) {
  const absl::string_view code = CodeIn(absl::StripAsciiWhitespace(number));
  if (code.empty()) return absl::OkStatus();
  for (const absl::string_view own : party_numbers) {
    if (!absl::EqualsIgnoreCase(code, CodeIn(own))) continue;
    return Refuse(R::NUMBER_OF_PARTY, {{"field", field}, {"value", number}});
  }
  return absl::OkStatus();
}

absl::Status CheckOpenConsultation(const v1::OpenConsultationRequest& request) {
  RETURN_IF_ERROR(CheckReference("local_id", request.local_id(), false));
  RETURN_IF_ERROR(
      CheckReference("agreement_id", request.agreement_id(), false));
  RETURN_IF_ERROR(FindLabourIssue("issue_code", request.issue_code()).status());
  RETURN_IF_ERROR(CheckReferences("member_ids", request.member_ids()));
  RETURN_IF_ERROR(CheckLongText("summary", request.summary(),
                                kLongTextCharactersMax, false));
  RETURN_IF_ERROR(CheckOptionalDay("occurred_date", request.occurred_date()));
  RETURN_IF_ERROR(CheckOptionalDay("known_date", request.known_date()));
  return CheckOptionalDay("consulted_date", request.consulted_date());
}

absl::Status CheckCloseConsultation(
    const v1::CloseConsultationRequest& request) {
  RETURN_IF_ERROR(
      CheckReference("consultation_id", request.consultation_id(), true));
  RETURN_IF_ERROR(CheckReference("etag", request.etag(), false));
  return CheckLongText("reason", request.reason(), kReasonCharactersMax, true);
}

absl::Status CheckAssignConsultation(
    const v1::AssignConsultationRequest& request) {
  RETURN_IF_ERROR(
      CheckReference("consultation_id", request.consultation_id(), true));
  RETURN_IF_ERROR(CheckReference("etag", request.etag(), false));
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status CheckWallConsultation(const v1::WallConsultationRequest& request) {
  RETURN_IF_ERROR(
      CheckReference("consultation_id", request.consultation_id(), true));
  RETURN_IF_ERROR(CheckReference("etag", request.etag(), false));
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status CheckGetConsultation(const v1::GetConsultationRequest& request) {
  return CheckReference("consultation_id", request.consultation_id(), true);
}

absl::Status CheckListConsultations(
    const v1::ListConsultationsRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  RETURN_IF_ERROR(CheckPageToken(request.page_token()));
  return CheckKnownEnum("state", request.state(), false);
}

absl::Status CheckFileGrievance(const v1::FileGrievanceRequest& request) {
  RETURN_IF_ERROR(
      CheckReference("consultation_id", request.consultation_id(), false));
  RETURN_IF_ERROR(CheckReference("local_id", request.local_id(), false));
  RETURN_IF_ERROR(
      CheckReference("agreement_id", request.agreement_id(), false));
  RETURN_IF_ERROR(
      CheckReference("establishment_id", request.establishment_id(), false));
  RETURN_IF_ERROR(
      CheckKnownEnum("grievance_class", request.grievance_class(), true));
  const bool from_consultation = !request.consultation_id().empty();
  if (!from_consultation || !request.issue_code().empty()) {
    RETURN_IF_ERROR(
        FindLabourIssue("issue_code", request.issue_code()).status());
  }
  RETURN_IF_ERROR(CheckReferences("grievor_ids", request.grievor_ids()));
  // The consultation may still bring its members.
  if (!from_consultation || !request.grievor_ids().empty()) {
    RETURN_IF_ERROR(CheckGrievorCount(request.grievance_class(),
                                      request.grievor_ids_size()));
  }
  RETURN_IF_ERROR(CheckProtectedPersons(request));
  RETURN_IF_ERROR(CheckLongText("statement", request.statement(),
                                kStatementCharactersMax, true));
  RETURN_IF_ERROR(
      CheckLongText("facts", request.facts(), kFactsCharactersMax, false));
  RETURN_IF_ERROR(CheckLongText("remedy_sought", request.remedy_sought(),
                                kRemedyCharactersMax, true));
  RETURN_IF_ERROR(CheckLongText("articles", request.articles(),
                                kArticlesCharactersMax, false));
  RETURN_IF_ERROR(CheckOptionalDay("occurred_date", request.occurred_date()));
  RETURN_IF_ERROR(CheckOptionalDay("known_date", request.known_date()));
  RETURN_IF_ERROR(CheckOptionalDay("submitted_date", request.submitted_date()));
  RETURN_IF_ERROR(
      CheckKnownEnum("submission.way", request.submission().way(), false));
  RETURN_IF_ERROR(CheckText("submission.proof", request.submission().proof(),
                            kProofCharactersMax, false));
  RETURN_IF_ERROR(CheckExternalNumbers(request));
  RETURN_IF_ERROR(CheckPriorStepDays("prior_step", request.prior_step()));
  RETURN_IF_ERROR(CheckLongText("override_reason", request.override_reason(),
                                kReasonCharactersMax, false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckReceiveGrievance(const v1::ReceiveGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckOptionalDay("received_date", request.received_date()));
  RETURN_IF_ERROR(CheckText("external_number", request.external_number(),
                            kNumberCharactersMax, false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckReplyGrievance(const v1::ReplyGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckKnownEnum("answer", request.answer(), true));
  RETURN_IF_ERROR(CheckOptionalDay("reply_date", request.reply_date()));
  RETURN_IF_ERROR(
      CheckLongText("text", request.text(), kFactsCharactersMax, false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckAdvanceGrievance(const v1::AdvanceGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckOptionalDay("advance_date", request.advance_date()));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckWithdrawGrievance(
    const v1::WithdrawGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(
      CheckOptionalDay("withdrawal_date", request.withdrawal_date()));
  RETURN_IF_ERROR(
      CheckLongText("reason", request.reason(), kReasonCharactersMax, true));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckAssignGrievance(const v1::AssignGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status CheckWallGrievance(const v1::WallGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status CheckLapseGrievance(const v1::LapseGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckKnownEnum("basis", request.basis(), true));
  RETURN_IF_ERROR(CheckOptionalDay("lapse_date", request.lapse_date()));
  RETURN_IF_ERROR(
      CheckLongText("text", request.text(), kReasonCharactersMax, false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckRelieveGrievance(const v1::RelieveGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckJointBasis(request.basis()));
  RETURN_IF_ERROR(CheckOptionalDay("relief_date", request.relief_date()));
  RETURN_IF_ERROR(
      CheckLongText("text", request.text(), kReasonCharactersMax, false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckJoinGrievances(const v1::JoinGrievancesRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckJointBasis(request.basis()));
  RETURN_IF_ERROR(CheckOptionalDay("join_date", request.join_date()));
  if (request.joined_ids().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "joined_ids"}});
  }
  RETURN_IF_ERROR(CheckCount(
      "joined_ids", static_cast<std::size_t>(request.joined_ids_size()),
      kJoinedAtOnceMax));
  for (int i = 0; i < request.joined_ids_size(); ++i) {
    RETURN_IF_ERROR(
        CheckReference(At("joined_ids", i), request.joined_ids(i), true));
  }
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckSeverGrievance(const v1::SeverGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckJointBasis(request.basis()));
  RETURN_IF_ERROR(CheckOptionalDay("sever_date", request.sever_date()));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckGetGrievance(const v1::GetGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckReference("grievance_id", request.grievance_id(), true));
  return CheckOptionalDay("as_of_date", request.as_of_date());
}

absl::Status CheckUnsealGrievancePersons(
    const v1::UnsealGrievancePersonsRequest& request) {
  return CheckReference("grievance_id", request.grievance_id(), true);
}

absl::Status CheckListGrievances(const v1::ListGrievancesRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  RETURN_IF_ERROR(CheckPageToken(request.page_token()));
  RETURN_IF_ERROR(
      CheckReference("lead_grievance_id", request.lead_grievance_id(), false));
  RETURN_IF_ERROR(CheckKnownEnum("order", request.order(), false));
  RETURN_IF_ERROR(
      CheckCount("states", static_cast<std::size_t>(request.states_size()),
                 static_cast<std::size_t>(v1::Grievance::State_ARRAYSIZE)));
  for (int i = 0; i < request.states_size(); ++i) {
    RETURN_IF_ERROR(CheckKnownEnum(
        At("states", i), static_cast<v1::Grievance::State>(request.states(i)),
        true));
  }
  RETURN_IF_ERROR(
      CheckKnownEnum("grievance_class", request.grievance_class(), false));
  if (!request.issue_code().empty()) {
    RETURN_IF_ERROR(
        FindLabourIssue("issue_code", request.issue_code()).status());
  }
  RETURN_IF_ERROR(
      CheckReference("organization_id", request.organization_id(), false));
  RETURN_IF_ERROR(
      CheckOptionalDay("submitted_from_date", request.submitted_from_date()));
  RETURN_IF_ERROR(
      CheckOptionalDay("submitted_until_date", request.submitted_until_date()));
  RETURN_IF_ERROR(
      CheckDateOrder("submitted_until_date", request.submitted_until_date(),
                     "submitted_from_date", request.submitted_from_date()));
  return CheckText("number", request.number(), kNumberCharactersMax, false);
}

absl::Status CheckListGrievanceHistory(
    const v1::ListGrievanceHistoryRequest& request) {
  RETURN_IF_ERROR(CheckReference("grievance_id", request.grievance_id(), true));
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckPageToken(request.page_token());
}

}  // namespace entente
