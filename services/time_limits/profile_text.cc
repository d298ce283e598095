#include "services/time_limits/profile_text.h"

#include <string>
#include <utility>

#include "ShippedRuleFiles.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/time_limits/profile_rules.h"
#include "services/time_limits/rule_text_check.h"

namespace entente {
namespace {

// Profiles are three or four levels deep; more is an attack on the stack.
constexpr int kDepthMax = 20;

// Keeps the first problem that the parser names.
class FirstProblem : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (!where_.empty()) return;
    // The parser counts from zero, people from one.
    where_ = absl::StrCat(line + 1, ":", column + 1);
    // The parser may quote one byte of a longer character.
    for (const char c : message) message_ += absl::ascii_isprint(c) ? c : '?';
  }

  const std::string& where() const { return where_; }
  const std::string& message() const { return message_; }

 private:
  std::string where_;
  std::string message_;
};

absl::Status ParseRuleText(absl::string_view text, v1::Refusal::Reason reason,
                           google::protobuf::Message& message) {
  if (text.empty()) {
    return Refuse(v1::Refusal::FIELD_REQUIRED, {{"field", "textproto"}});
  }
  if (text.size() > kRuleTextBytesMax) {
    return Refuse(
        v1::Refusal::FIELD_TOO_LONG,
        {{"field", "textproto"}, {"limit", absl::StrCat(kRuleTextBytesMax)}});
  }
  FirstProblem problem;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&problem);
  parser.SetRecursionLimit(kDepthMax);
  if (parser.ParseFromString(std::string(text), &message)) {
    return absl::OkStatus();
  }
  // The parser's own words: they name the field or sign that it met.
  return RuleProblem{reason, problem.where(), problem.message()}.Refused();
}

}  // namespace

absl::StatusOr<v1::Profile> ParseProfile(absl::string_view text) {
  v1::Profile profile;
  RETURN_IF_ERROR(ParseRuleText(text, v1::Refusal::PROFILE_INVALID, profile));
  return profile;
}

absl::StatusOr<v1::Calendar> ParseCalendar(absl::string_view text) {
  v1::Calendar calendar;
  RETURN_IF_ERROR(ParseRuleText(text, v1::Refusal::CALENDAR_INVALID, calendar));
  return calendar;
}

absl::StatusOr<CalendarBook> ShippedCalendars() {
  CalendarBook book;
  for (const auto& [name, text] : ShippedRuleFiles()) {
    if (!absl::StartsWith(name, "calendar_")) continue;
    ASSIGN_OR_RETURN(v1::Calendar calendar, ParseCalendar(text));
    RETURN_IF_ERROR(book.Add(std::move(calendar)));
  }
  return book;
}

absl::StatusOr<std::vector<v1::Profile>> ShippedProfiles(
    const CalendarBook& calendars) {
  std::vector<v1::Profile> profiles;
  for (const auto& [name, text] : ShippedRuleFiles()) {
    if (!absl::StartsWith(name, "profile_")) continue;
    ASSIGN_OR_RETURN(v1::Profile profile, ParseProfile(text));
    RETURN_IF_ERROR(CheckProfile(profile, calendars));
    profiles.push_back(std::move(profile));
  }
  return profiles;
}

}  // namespace entente
