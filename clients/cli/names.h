// The names behind the opaque identifiers of organisations, persons and
// agreements.

#ifndef ENTENTE_CLIENTS_CLI_NAMES_H_
#define ENTENTE_CLIENTS_CLI_NAMES_H_

#include <functional>
#include <map>
#include <string>

#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"

namespace entente {

// Asks the server once for each identifier, and only when a name is shown.
// What may not be read keeps its identifier.
class Names {
 public:
  using FindOrganization =
      std::function<absl::optional<v1::Organization>(const std::string& id)>;
  using FindPerson =
      std::function<absl::optional<v1::Person>(const std::string& id)>;

  using FindAgreement =
      std::function<absl::optional<v1::Agreement>(const std::string& id)>;

  // The number by which the reader's side keeps it; empty when it may not be
  // read.
  using FindGrievance = std::function<std::string(const std::string& id)>;

  // The label of each issue, by code, in the reader's language.
  using FindIssues = std::function<std::map<std::string, std::string>()>;

  Names(FindOrganization find_organization, FindPerson find_person,
        FindAgreement find_agreement, FindGrievance find_grievance,
        FindIssues find_issues)
      : find_organization_(std::move(find_organization)),
        find_person_(std::move(find_person)),
        find_agreement_(std::move(find_agreement)),
        find_grievance_(std::move(find_grievance)),
        find_issues_(std::move(find_issues)) {}

  // "QN — Syndicat de Québec-Nord".
  std::string Organization(const std::string& id);
  // "QN".
  std::string OrganizationCode(const std::string& id);
  // The public name, the name, or the pseudonym.
  std::string Person(const std::string& id);
  // What the parties call it; else its identifier.
  std::string Agreement(const std::string& id);
  // The number by which the reader's side keeps it; empty when it may not be
  // read.
  std::string Grievance(const std::string& id);
  // "ORG-TIM — minutage des interventions".
  std::string Issue(const std::string& code);
  // Whether there is an organisation with this identifier or code.
  bool IsOrganization(const std::string& id);
  // Whichever of the first two the identifier is.
  std::string Actor(const std::string& id);

 private:
  const absl::optional<v1::Organization>& OrganizationOf(const std::string& id);

  FindOrganization find_organization_;
  FindPerson find_person_;
  FindAgreement find_agreement_;
  FindGrievance find_grievance_;
  FindIssues find_issues_;
  absl::optional<std::map<std::string, std::string>> issues_;
  std::map<std::string, absl::optional<v1::Organization>> organizations_;
  std::map<std::string, absl::optional<v1::Person>> persons_;
  std::map<std::string, std::string> grievances_;
};

// The name by which a person may be called; empty when none is readable.
std::string NameOf(const v1::Person& person);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_NAMES_H_
