#include "services/time_limits/rule_text_check.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kTextCharactersMax = 2000;
constexpr int kEntriesMax = 200;

// How many bytes the UTF-8 character at the start of `text` has; 0 when it is
// not well formed (RFC 3629: no surrogates, no longer forms than needed).
size_t CharacterBytes(absl::string_view text) {
  const auto byte = [&text](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const size_t size = first < 0xC2    ? 0
                      : first < 0xE0  ? 2
                      : first < 0xF0  ? 3
                      : first <= 0xF4 ? 4
                                      : 0;
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool second_too_low =
      (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool second_too_high =
      (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
  return second_too_low || second_too_high ? 0 : size;
}

bool IsUtf8(absl::string_view text) {
  while (!text.empty()) {
    const size_t size = CharacterBytes(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

absl::Status CheckOneText(const std::string& text, const std::string& where,
                          v1::Refusal::Reason reason) {
  // A file is not a field of a request: the transport did not check it.
  if (!IsUtf8(text)) {
    return RuleProblem{reason, where, "BAD_CHARACTER"}.Refused();
  }
  const absl::Status status =
      CheckLongText(where, text, kTextCharactersMax, false);
  if (status.ok()) return status;
  const bool too_long = RefusalReason(status) == v1::Refusal::FIELD_TOO_LONG;
  return RuleProblem{reason, where, too_long ? "TOO_LONG" : "BAD_CHARACTER"}
      .Refused();
}

absl::Status CheckTextsBelow(const Message& message, const std::string& where,
                             v1::Refusal::Reason reason) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string place = absl::StrCat(where, field->name());
    const bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    const bool is_message =
        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (!field->is_repeated()) {
      if (is_text) {
        RETURN_IF_ERROR(
            CheckOneText(reflection.GetString(message, field), place, reason));
      } else if (is_message) {
        RETURN_IF_ERROR(CheckTextsBelow(reflection.GetMessage(message, field),
                                        place + ".", reason));
      }
      continue;
    }
    const int size = reflection.FieldSize(message, field);
    if (size > kEntriesMax) {
      return RuleProblem{reason, place, "TOO_MANY"}.Refused();
    }
    for (int i = 0; i < size; ++i) {
      const std::string entry = Indexed(place, i);
      if (is_text) {
        RETURN_IF_ERROR(CheckOneText(
            reflection.GetRepeatedString(message, field, i), entry, reason));
      } else if (is_message) {
        RETURN_IF_ERROR(
            CheckTextsBelow(reflection.GetRepeatedMessage(message, field, i),
                            entry + ".", reason));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RuleProblem::Refused() const {
  return Refuse(
      reason, {{"field", "textproto"}, {"where", where}, {"problem", problem}});
}

std::string Indexed(absl::string_view list, int index) {
  return absl::StrCat(list, "[", index + 1, "]");
}

bool IsRuleCode(absl::string_view code) {
  if (code.size() < 2 || code.size() > 32) return false;
  if (!absl::ascii_isupper(code[0])) return false;
  for (const char c : code) {
    if (!absl::ascii_isupper(c) && !absl::ascii_isdigit(c) && c != '-') {
      return false;
    }
  }
  return true;
}

absl::Status CheckRuleTexts(const Message& message,
                            v1::Refusal::Reason reason) {
  return CheckTextsBelow(message, "", reason);
}

}  // namespace entente
