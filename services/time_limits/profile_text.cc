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

// The name that the parser quotes in `message`, the first after `before`;
// empty when `before` does not stand there.
std::string QuotedAfter(absl::string_view message, absl::string_view before) {
  const size_t found = message.find(before);
  if (found == absl::string_view::npos) return std::string();
  message.remove_prefix(found + before.size());
  std::string name;
  for (const char c : message.substr(0, message.find('"')).substr(0, 60)) {
    // The parser may quote one byte of a longer character.
    name += absl::ascii_isprint(static_cast<unsigned char>(c)) ? c : '?';
  }
  return name;
}

// Keeps the first problem that the parser finds. The parser speaks English
// only: of its sentence just the name that it quotes is kept.
class FirstProblem : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (!where_.empty()) return;
    // The parser counts from zero, people from one.
    where_ = absl::StrCat(line + 1, ":", column + 1);
    const std::string field = QuotedAfter(message, "no field named \"");
    const std::string value = QuotedAfter(message, "enumeration value of \"");
    if (!field.empty()) {
      problem_ = "UNKNOWN_NAME";
      absl::StrAppend(&where_, " ", field);
    } else if (!value.empty()) {
      problem_ = "UNKNOWN";
      absl::StrAppend(&where_, " ", value);
    }
  }

  const std::string& where() const { return where_; }
  absl::string_view problem() const { return problem_; }

 private:
  std::string where_;
  absl::string_view problem_ = "UNREADABLE";
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
  return RuleProblem{reason, problem.where(), problem.problem()}.Refused();
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
