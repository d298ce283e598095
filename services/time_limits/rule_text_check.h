// What is wrong with a calendar or a profile, and where; checks that both
// share.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_RULE_TEXT_CHECK_H_
#define ENTENTE_SERVICES_TIME_LIMITS_RULE_TEXT_CHECK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "entente/v1/refusal.pb.h"
#include "google/protobuf/message.h"

namespace entente {

// A problem found in data. `problem` is one of the words that have a text in
// both languages (area `problem` of the texts).
struct RuleProblem {
  v1::Refusal::Reason reason;
  std::string where;
  absl::string_view problem;

  // As a refusal of the field that held the data.
  absl::Status Refused() const;
};

// "limits[3]" for the third entry (`index` 2) of "limits": people count from
// one.
std::string Indexed(absl::string_view list, int index);

// Whether `code` is a short name: 2 to 32 capital letters, digits and hyphens,
// first a letter.
bool IsRuleCode(absl::string_view code);

// Refuses with `reason` every text in `message`, at any depth, that is longer
// than 2,000 characters, is not UTF-8 or holds a control character, and every
// list of more than 200 entries. The place is named as a path:
// "steps[1].name.fr".
absl::Status CheckRuleTexts(const google::protobuf::Message& message,
                            v1::Refusal::Reason reason);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_RULE_TEXT_CHECK_H_
