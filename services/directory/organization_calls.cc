#include "services/directory/organization_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/directory/directory_answers.h"
#include "services/directory/directory_rules.h"
#include "services/rpc/page_token.h"
#include "storage/organization_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using R = v1::Refusal;

}  // namespace

absl::Status ShowOrganization(ReadCall& call, absl::string_view id_or_code,
                              v1::OrganizationAnswer& answer) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Organization> organization,
                   FindOrganization(call.snapshot, id_or_code));
  if (!organization.has_value()) return Refuse(R::NOT_AVAILABLE);
  *answer.mutable_organization() = Shown(call, *organization, AccountReader());
  return absl::OkStatus();
}

absl::StatusOr<std::string> EnterOrganization(
    WriteCall& call, const v1::CreateOrganizationRequest& request,
    v1::OrganizationAnswer& answer) {
  const v1::Organization& given = request.organization();
  OrganizationFacts facts;
  facts.id = NewId();
  facts.now = call.snapshot.now();
  ASSIGN_OR_RETURN(facts.parent, Named(call, given.parent_id()));
  for (const auto& predecessor : given.predecessors()) {
    ASSIGN_OR_RETURN(facts.predecessors.emplace_back(),
                     Named(call, predecessor.organization_id()));
  }
  ASSIGN_OR_RETURN(const absl::optional<v1::Organization> same_code,
                   FindOrganization(call.snapshot, given.code()));
  facts.code_is_taken = same_code.has_value();
  ASSIGN_OR_RETURN(v1::Event event, CreateOrganization(given, facts));
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event),
                               RoleToEnterOrganization(call.actor)));
  RETURN_IF_ERROR(ShowOrganization(call, facts.id, answer));
  return facts.id;
}

absl::Status ReadOrganization(ReadCall& call,
                              const v1::GetOrganizationRequest& request,
                              v1::OrganizationAnswer& answer) {
  return ShowOrganization(call, request.organization_id(), answer);
}

absl::Status PageOrganizations(ReadCall& call,
                               const v1::ListOrganizationsRequest& request,
                               v1::ListOrganizationsResponse& response) {
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  ASSIGN_OR_RETURN(std::vector<v1::Organization> organizations,
                   ListOrganizations(call.snapshot, request.kind(),
                                     after.empty() ? "" : after[0], limit + 1));
  const bool has_more = CutToPage(organizations, limit);
  for (v1::Organization& organization : organizations) {
    *response.add_organizations() =
        Shown(call, std::move(organization), AccountReader());
  }
  if (has_more) {
    response.set_next_page_token(SealPageToken(
        call, request,
        {response.organizations(response.organizations_size() - 1).code()}));
  }
  return absl::OkStatus();
}

}  // namespace entente
