#include "proto/support/field_checks.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/support/characters.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using R = v1::Refusal;

// A technical bound, not a rule: no file tells of an earlier day.
constexpr int kFirstYearOfFiles = 1900;

absl::Status CheckCharacters(absl::string_view field, absl::string_view value,
                             int limit_characters, bool required, bool lines) {
  if (required && absl::StripAsciiWhitespace(value).empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", field}});
  }
  int count = 0;
  for (absl::string_view rest = value; !rest.empty(); ++count) {
    if (count == limit_characters) {
      return Refuse(
          R::FIELD_TOO_LONG,
          {{"field", field}, {"limit", absl::StrCat(limit_characters)}});
    }
    const char32_t character = TakeCharacter(rest);
    const bool is_layout = character == '\n' || character == '\t';
    if (is_layout ? !lines : IsUnwanted(character)) {
      return Refuse(
          R::FIELD_BAD_CHARACTER,
          {{"field", field},
           {"character",
            absl::StrFormat("U+%04X", static_cast<uint32_t>(character))}});
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckText(absl::string_view field, absl::string_view value,
                       int limit_characters, bool required) {
  return CheckCharacters(field, value, limit_characters, required, false);
}

absl::Status CheckLongText(absl::string_view field, absl::string_view value,
                           int limit_characters, bool required) {
  return CheckCharacters(field, value, limit_characters, required, true);
}

absl::StatusOr<absl::optional<absl::CivilDay>> CheckDay(absl::string_view field,
                                                        absl::string_view value,
                                                        bool required) {
  if (value.empty()) {
    if (required) return Refuse(R::FIELD_REQUIRED, {{"field", field}});
    return absl::optional<absl::CivilDay>();
  }
  const absl::optional<absl::CivilDay> day = ParseDay(value);
  if (!day.has_value()) {
    return Refuse(R::DATE_MALFORMED, {{"field", field}, {"value", value}});
  }
  RETURN_IF_ERROR(CheckDayInRange(field, *day, kFirstYearOfFiles));
  return day;
}

absl::Status CheckDateOrder(absl::string_view field, absl::string_view date,
                            absl::string_view other_field,
                            absl::string_view other) {
  if (date.empty() || other.empty() || date >= other) return absl::OkStatus();
  return Refuse(R::DATE_ORDER, {{"field", field},
                                {"date", date},
                                {"other_field", other_field},
                                {"other_date", other}});
}

absl::Status CheckReference(absl::string_view field, absl::string_view value,
                            bool required) {
  return CheckText(field, value, 100, required);
}

absl::StatusOr<int> CheckPageSize(int32_t value, int page_size_max,
                                  int page_size_default) {
  if (value < 0 || value > page_size_max) {
    return Refuse(R::NUMBER_OUT_OF_RANGE,
                  {{"field", "page_size"},
                   {"minimum", "0"},
                   {"maximum", absl::StrCat(page_size_max)}});
  }
  return value == 0 ? page_size_default : value;
}

absl::Status CheckPageToken(absl::string_view token) {
  constexpr size_t kPageTokenBytesMax = 2000;
  if (token.size() <= kPageTokenBytesMax) return absl::OkStatus();
  return Refuse(v1::Refusal::PAGE_TOKEN_INVALID, {{"field", "page_token"}});
}

absl::Status CheckRequestId(absl::string_view value) {
  RETURN_IF_ERROR(CheckText("request_id", value, 64, true));
  for (const char c : value) {
    if (!absl::ascii_isalnum(c) && c != '-' && c != '_') {
      return Refuse(
          R::FIELD_BAD_CHARACTER,
          {{"field", "request_id"}, {"character", absl::string_view(&c, 1)}});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckCount(absl::string_view field, std::size_t count,
                        std::size_t limit) {
  if (count <= limit) return absl::OkStatus();
  return Refuse(R::FIELD_TOO_MANY,
                {{"field", field}, {"limit", absl::StrCat(limit)}});
}

absl::Status CheckKnownEnum(absl::string_view field,
                            const google::protobuf::EnumDescriptor& type,
                            int number, bool required) {
  if (number == 0 && required) {
    return Refuse(R::FIELD_REQUIRED, {{"field", field}});
  }
  if (type.FindValueByNumber(number) == nullptr) {
    return Refuse(R::VALUE_UNKNOWN,
                  {{"field", field}, {"value", absl::StrCat(number)}});
  }
  return absl::OkStatus();
}

}  // namespace entente
