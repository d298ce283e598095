// The issues that files may be about.

#ifndef ENTENTE_SERVICES_GRIEVANCES_ISSUE_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_ISSUE_RULES_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/issue.pb.h"

namespace entente {

// The list that is shipped (data/issues.textproto). It lives as long as the
// program; reading it the first time ends the process when the shipped text
// is not a taxonomy, which a test would have seen.
const v1::IssueTaxonomy& ShippedIssues();

// The issue of a grievance or a consultation. FIELD_REQUIRED for an empty
// code, VALUE_UNKNOWN for one that is not in the list or lies outside labour
// relations; both name `field`.
absl::StatusOr<const v1::Issue*> FindLabourIssue(absl::string_view field,
                                                 absl::string_view code);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_ISSUE_RULES_H_
