// What the checks of every part of a procedure profile have in common. Each
// refuses as PROFILE_INVALID and names the place and the problem.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_PROFILE_CHECKS_H_
#define ENTENTE_SERVICES_TIME_LIMITS_PROFILE_CHECKS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "entente/v1/localized_text.pb.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace entente {

// The refusal itself. `problem` is one of the words that RuleProblem knows.
absl::Status InvalidProfile(std::string where, absl::string_view problem);

// MISSING when the text is empty.
absl::Status CheckPresent(const std::string& text, std::string where);

// A name in both languages.
absl::Status CheckNames(const v1::LocalizedText& text,
                        const std::string& where);

// A day that must be there.
absl::Status CheckDate(const std::string& date, std::string where);

// An enumeration that must be stated, as one of its known values.
absl::Status CheckStated(bool known, int value, std::string where);

// Codes of issues; one that ends in `*` stands for all that begin so.
absl::Status CheckIssueCodes(
    const google::protobuf::RepeatedPtrField<std::string>& codes,
    const std::string& where);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_PROFILE_CHECKS_H_
