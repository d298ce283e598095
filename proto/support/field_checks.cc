#include "proto/support/field_checks.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using R = v1::Refusal;

// Takes one character from the front of `text`, which is UTF-8: the transport
// refuses strings that are not. A stray byte counts as one character.
char32_t TakeCharacter(absl::string_view& text) {
  const auto byte = [&text](std::size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                                            : 4;
  if (length == 1 || length > text.size()) {
    text.remove_prefix(1);
    return first;
  }
  char32_t character = first & (0x7F >> length);
  for (std::size_t i = 1; i < length; ++i) {
    character = (character << 6) | (byte(i) & 0x3F);
  }
  text.remove_prefix(length);
  return character;
}

bool IsRefused(char32_t c, bool lines) {
  if (c == '\n' || c == '\t') return !lines;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  return c == 0x061C || c == 0x200E || c == 0x200F ||  // marks of direction
         (c >= 0x2028 && c <= 0x202E) ||  // separators, embeddings, overrides
         (c >= 0x2066 && c <= 0x2069) ||  // isolates
         c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

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
    if (IsRefused(character, lines)) {
      return Refuse(
          R::FIELD_BAD_CHARACTER,
          {{"field", field},
           {"character",
            absl::StrFormat("U+%04X", static_cast<uint32_t>(character))}});
    }
  }
  return absl::OkStatus();
}

// What a message may repeat of a value that it refuses.
std::string Shown(absl::string_view value) {
  std::string shown;
  for (const char c : value.substr(0, 40)) {
    shown.push_back(c >= 0x20 && c < 0x7F ? c : '?');
  }
  return shown;
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
    return Refuse(R::DATE_MALFORMED,
                  {{"field", field}, {"value", Shown(value)}});
  }
  if (day->year() < 1900 || day->year() > 2100) {
    return Refuse(R::DATE_OUT_OF_RANGE, {{"field", field},
                                         {"date", value},
                                         {"first", "1900-01-01"},
                                         {"last", "2100-12-31"}});
  }
  return day;
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

absl::Status CheckRequestId(absl::string_view value) {
  RETURN_IF_ERROR(CheckText("request_id", value, 64, true));
  for (const char c : value) {
    if (!absl::ascii_isalnum(c) && c != '-' && c != '_') {
      return Refuse(R::FIELD_BAD_CHARACTER,
                    {{"field", "request_id"}, {"character", Shown({&c, 1})}});
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
