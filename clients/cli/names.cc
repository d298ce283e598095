#include "clients/cli/names.h"

#include "absl/strings/str_cat.h"

namespace entente {

std::string NameOf(const v1::Person& person) {
  for (const std::string* name : {&person.public_name(), &person.member_name(),
                                  &person.sealed_name(), &person.pseudonym()}) {
    if (!name->empty()) return *name;
  }
  return "";
}

const absl::optional<v1::Organization>& Names::OrganizationOf(
    const std::string& id) {
  auto found = organizations_.find(id);
  if (found == organizations_.end()) {
    found = organizations_.emplace(id, find_organization_(id)).first;
  }
  return found->second;
}

std::string Names::Organization(const std::string& id) {
  if (id.empty()) return "";
  const absl::optional<v1::Organization>& found = OrganizationOf(id);
  if (!found.has_value()) return id;
  return absl::StrCat(found->code(), " — ", found->name());
}

std::string Names::OrganizationCode(const std::string& id) {
  if (id.empty()) return "";
  const absl::optional<v1::Organization>& found = OrganizationOf(id);
  return found.has_value() ? found->code() : id;
}

std::string Names::Person(const std::string& id) {
  if (id.empty()) return "";
  auto found = persons_.find(id);
  if (found == persons_.end()) {
    found = persons_.emplace(id, find_person_(id)).first;
  }
  if (!found->second.has_value()) return id;
  const std::string name = NameOf(*found->second);
  return name.empty() ? id : name;
}

std::string Names::Agreement(const std::string& id) {
  if (id.empty()) return "";
  const absl::optional<v1::Agreement> found = find_agreement_(id);
  return found.has_value() && !found->title().empty() ? found->title() : id;
}

std::string Names::Grievance(const std::string& id) {
  auto found = grievances_.find(id);
  if (found == grievances_.end()) {
    found = grievances_.emplace(id, find_grievance_(id)).first;
  }
  return found->second;
}

std::string Names::Issue(const std::string& code) {
  if (code.empty()) return "";
  if (!issues_.has_value()) issues_ = find_issues_();
  const auto found = issues_->find(code);
  return found == issues_->end() ? code
                                 : absl::StrCat(code, " — ", found->second);
}

bool Names::IsOrganization(const std::string& id) {
  return !id.empty() && OrganizationOf(id).has_value();
}

std::string Names::Actor(const std::string& id) {
  if (id.empty()) return "";
  return IsOrganization(id) ? Organization(id) : Person(id);
}

}  // namespace entente
