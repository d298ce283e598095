#include "services/time_limits/profile_checks.h"

#include <utility>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "services/time_limits/rule_text_check.h"

namespace entente {

absl::Status InvalidProfile(std::string where, absl::string_view problem) {
  return RuleProblem{v1::Refusal::PROFILE_INVALID, std::move(where), problem}
      .Refused();
}

absl::Status CheckPresent(const std::string& text, std::string where) {
  return text.empty() ? InvalidProfile(std::move(where), "MISSING")
                      : absl::OkStatus();
}

absl::Status CheckNames(const v1::LocalizedText& text,
                        const std::string& where) {
  RETURN_IF_ERROR(CheckPresent(text.fr(), where + ".fr"));
  return CheckPresent(text.en(), where + ".en");
}

absl::Status CheckDate(const std::string& date, std::string where) {
  RETURN_IF_ERROR(CheckPresent(date, where));
  return ParseDay(date).has_value()
             ? absl::OkStatus()
             : InvalidProfile(std::move(where), "NOT_A_DATE");
}

absl::Status CheckStated(bool known, int value, std::string where) {
  if (value == 0) return InvalidProfile(std::move(where), "MISSING");
  return known ? absl::OkStatus() : InvalidProfile(std::move(where), "UNKNOWN");
}

namespace {

absl::Status CheckIssueCode(absl::string_view code, const std::string& where) {
  if (!code.empty() && code.back() == '*') code.remove_suffix(1);
  if (!code.empty() && code.back() == '-') code.remove_suffix(1);
  return IsRuleCode(code) ? absl::OkStatus()
                          : InvalidProfile(where, "NOT_A_CODE");
}

}  // namespace

absl::Status CheckIssueCodes(
    const google::protobuf::RepeatedPtrField<std::string>& codes,
    const std::string& where) {
  for (int i = 0; i < codes.size(); ++i) {
    RETURN_IF_ERROR(CheckIssueCode(codes[i], Indexed(where, i)));
  }
  return absl::OkStatus();
}

}  // namespace entente
