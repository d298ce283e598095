#include "services/directory/directory_answers.h"

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/organization_store.h"

namespace entente {

Reader AccountReader() {
  Reader reader;
  reader.classes = {v1::Confidentiality::PUBLISHED, v1::Confidentiality::ADMIN};
  return reader;
}

absl::StatusOr<std::string> FilterId(ReadCall& call,
                                     const std::string& id_or_code) {
  if (id_or_code.empty()) return std::string();
  ASSIGN_OR_RETURN(const absl::optional<v1::Organization> organization,
                   FindOrganization(call.snapshot, id_or_code));
  if (organization.has_value()) return organization->organization_id();
  return Refuse(v1::Refusal::REFERENCE_UNKNOWN, {{"field", "organization_id"}});
}

absl::StatusOr<absl::optional<v1::Organization>> Named(
    ReadCall& call, const std::string& id_or_code) {
  if (id_or_code.empty()) return absl::optional<v1::Organization>();
  return FindOrganization(call.snapshot, id_or_code);
}

}  // namespace entente
