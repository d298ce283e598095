#include "clients/cli/typed_reference.h"

#include <regex>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace entente {
namespace {

// Longer than any code.
constexpr size_t kIdentifierLength = 34;

// The fields that name an organisation by its code or identifier.
constexpr absl::string_view kOrganizations[] = {
    "organization_id", "local_id",         "employer_id",
    "parent_id",       "establishment_id", "office_id"};

// "QN-G-2012-0001": the code of an organisation, a grievance, consultation,
// mediation or settlement, the year, a number; for a document its own after a
// slash.
bool IsOwnNumber(const std::string& number) {
  static const auto& kPattern = *new std::regex(
      "[A-Z][A-Z0-9-]*-[CEGM]-[0-9]{4}-[0-9]{4,}(/[IP][0-9]+)?");
  return std::regex_match(number, kPattern);
}

}  // namespace

bool IsIdentifier(absl::string_view typed) {
  return typed.size() == kIdentifierLength;
}

std::string TypedReference(absl::string_view path, const std::string& typed) {
  const absl::string_view field = path.substr(path.rfind('.') + 1);
  const bool is_code = field == "code" || absl::EndsWith(field, "_code") ||
                       absl::c_linear_search(kOrganizations, field);
  if (!is_code && field != "number" && !absl::EndsWith(field, "_id") &&
      !absl::EndsWith(field, "_ids")) {
    return typed;
  }
  const std::string trimmed(absl::StripAsciiWhitespace(typed));
  const std::string capitals = absl::AsciiStrToUpper(trimmed);
  if (is_code) {
    return IsIdentifier(trimmed) ? trimmed : capitals;
  }
  return IsOwnNumber(capitals) ? capitals : trimmed;
}

}  // namespace entente
