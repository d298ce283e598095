// The sentences of refusals.
//
// What the values of a refusal's metadata mean goes by their key:
//   field, other_field      a field's proto name: shown as its label;
//   date, first, last, today, other_date, …_date
//                           a day written YYYY-MM-DD: shown long;
//   count, limit, minimum, maximum, step, lead_step, …_days
//                           an integer: shown, and counted in plurals;
//                           `at_step` gives a text the state, as it is, where
//                           a step goes with it, else "no";
//   role                    one role, or several separated by commas: shown as
//                           “this or that”; `keeper` tells a text whether the
//                           keeper of mandates is among them;
//   role, state, …          the name of an enumeration's value, either whole
//                           ("Consultation.State.FILED") or alone when the
//                           table below says whose it is ("FILED"); of the
//                           value that says nothing, the word "NONE";
//   problem                 a word of area `problem`: shown as its text;
//   everything else         shown as it is.

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/types/variant.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

// Keys whose value is the bare name of a value of one enumeration.
constexpr std::pair<absl::string_view, absl::string_view> kEnums[] = {
    {"role", "Mandate.Role"},
    {"other_role", "Mandate.Role"},
    {"state", "Grievance.State"},
    {"state", "Consultation.State"},
    {"state", "Token.State"},
    {"lead_state", "Grievance.State"},
    {"grievance_class", "GrievanceClass.Value"},
};

bool IsFieldName(absl::string_view key) {
  return key == "field" || key == "other_field";
}

bool IsDay(absl::string_view key) {
  return key == "date" || key == "first" || key == "last" || key == "today" ||
         absl::EndsWith(key, "_date");
}

bool IsNumber(absl::string_view key) {
  // Bounds may be years, which are written without separators.
  return key == "count" || key == "limit" || key == "step" ||
         key == "lead_step" || absl::EndsWith(key, "_days");
}

// The words for a value that has some; else the value.
std::string Words(const Language& language, absl::string_view key,
                  const std::string& value, absl::string_view request) {
  if (key == "role" && absl::StrContains(value, ',')) {
    const std::pair<std::string, std::string> roles =
        absl::StrSplit(value, absl::MaxSplits(',', 1));
    return Text(language, "refusal/ROLE_OR",
                {{"first", Words(language, key, roles.first, request)},
                 {"second", Words(language, key, roles.second, request)}});
  }
  if (IsFieldName(key)) return FieldText(language, value, request);
  if (key == "problem") {
    return FindText(language, absl::StrCat("problem/", value)).value_or(value);
  }
  // That nothing was said is no word: a text tells it apart.
  if (absl::StrContains(value, '.') && absl::EndsWith(value, "_UNSPECIFIED")) {
    return "NONE";
  }
  if (absl::StrContains(value, '.')) {
    return FindText(language, absl::StrCat("enum/", value)).value_or(value);
  }
  for (const auto& [enum_key, enumeration] : kEnums) {
    if (key != enum_key) continue;
    absl::optional<std::string> label =
        FindText(language, absl::StrCat("enum/", enumeration, ".", value));
    if (label.has_value()) return *std::move(label);
  }
  return value;
}

}  // namespace

std::string RefusalText(const Language& language,
                        const google::rpc::ErrorInfo& refusal,
                        absl::string_view request) {
  std::vector<TextArgument> arguments;
  // Views into `words` must not move.
  std::vector<std::string> words;
  words.reserve(refusal.metadata_size());
  const auto role = refusal.metadata().find("role");
  if (role != refusal.metadata().end()) {
    const std::vector<absl::string_view> roles =
        absl::StrSplit(role->second, ',');
    arguments.emplace_back(
        "keeper", absl::c_linear_search(roles, "KEEPER") ? "yes" : "no");
  }
  const auto state = refusal.metadata().find("state");
  if (state != refusal.metadata().end()) {
    arguments.emplace_back("at_step", refusal.metadata().contains("step")
                                          ? absl::string_view(state->second)
                                          : absl::string_view("no"));
  }
  for (const auto& [key, value] : refusal.metadata()) {
    int64_t number = 0;
    absl::CivilDay day;
    if (IsDay(key) && absl::ParseCivilTime(value, &day)) {
      arguments.emplace_back(key, day);
    } else if (IsNumber(key) && absl::SimpleAtoi(value, &number)) {
      arguments.emplace_back(key, number);
    } else {
      words.push_back(Words(language, key, value, request));
      arguments.emplace_back(key, words.back());
    }
  }
  return TextOf(language, absl::StrCat("refusal/", refusal.reason()),
                arguments);
}

}  // namespace entente
