#include "services/grievances/issue_rules.h"

#include <cstdlib>
#include <string>

#include "EmbeddedIssues.h"
#include "google/protobuf/text_format.h"
#include "proto/support/refusal.h"

namespace entente {

const v1::IssueTaxonomy& ShippedIssues() {
  static const v1::IssueTaxonomy* const kTaxonomy = [] {
    auto* taxonomy = new v1::IssueTaxonomy;
    for (const auto& [name, text] : EmbeddedIssues()) {
      if (!google::protobuf::TextFormat::ParseFromString(std::string(text),
                                                         taxonomy)) {
        std::abort();
      }
    }
    return taxonomy;
  }();
  return *kTaxonomy;
}

absl::StatusOr<const v1::Issue*> FindLabourIssue(absl::string_view field,
                                                 absl::string_view code) {
  if (code.empty()) {
    return Refuse(v1::Refusal::FIELD_REQUIRED, {{"field", field}});
  }
  for (const v1::Issue& issue : ShippedIssues().issues()) {
    if (issue.code() == code && !issue.outside_labour()) return &issue;
  }
  return Refuse(v1::Refusal::VALUE_UNKNOWN,
                {{"field", field}, {"value", code}});
}

}  // namespace entente
