#include "clients/cli/values.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "entente/v1/localized_text.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"

namespace entente {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsOneOf(absl::string_view name,
             std::initializer_list<absl::string_view> names) {
  for (absl::string_view each : names) {
    if (name == each) return true;
  }
  return false;
}

// What an identifier stands for, by the name of its field.
std::string IdentifierWords(Session& session, absl::string_view field,
                            const std::string& id) {
  if (IsOneOf(field, {"organization_id", "local_id", "employer_id", "parent_id",
                      "establishment_id", "entered_for_id", "ended_for_id",
                      "office_id"})) {
    return session.names().Organization(id);
  }
  if (IsOneOf(field,
              {"person_id", "entered_by_id", "ended_by_id", "granted_by_id",
               "issued_by_id", "requested_by_id", "decided_by_id",
               "recorded_by_id", "added_by_id", "member_ids"})) {
    return session.names().Person(id);
  }
  if (field == "agreement_id") return session.names().Agreement(id);
  return id;
}

Cell TextCell(Session& session, absl::string_view field,
              const std::string& text) {
  if (field == "date" || absl::EndsWith(field, "_date"))
    return {DayWords(session, text), text};
  return {IdentifierWords(session, field, text), text};
}

Cell MessageCell(Session& session, const Message& message) {
  if (const auto* text = dynamic_cast<const v1::LocalizedText*>(&message)) {
    const bool french = absl::StartsWith(session.language().tag(), "fr");
    const std::string& words = french ? text->fr() : text->en();
    return {words, words};
  }
  if (const auto* time =
          dynamic_cast<const google::protobuf::Timestamp*>(&message)) {
    return {InstantWords(session, *time),
            google::protobuf::util::TimeUtil::ToString(*time)};
  }
  return {};
}

// `index` is -1 for a field that is not repeated.
Cell FieldCell(Session& session, const Message& message,
               const FieldDescriptor& field, int index) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  const bool repeated = index >= 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return TextCell(session, field.name(),
                      repeated
                          ? reflection.GetRepeatedString(message, &field, index)
                          : reflection.GetString(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM: {
      const google::protobuf::EnumValueDescriptor& value =
          repeated ? *reflection.GetRepeatedEnum(message, &field, index)
                   : *reflection.GetEnum(message, &field);
      if (value.number() == 0) return {};
      return {EnumText(session.language(), value), CommandName(value)};
    }
    case FieldDescriptor::CPPTYPE_BOOL: {
      if (repeated || !reflection.GetBool(message, &field)) return {};
      return {session.Words("YES"), "true"};
    }
    case FieldDescriptor::CPPTYPE_INT32: {
      const int32_t number =
          repeated ? 0 : reflection.GetInt32(message, &field);
      if (number == 0) return {};
      return {NumberText(session.language(), int64_t{number}),
              absl::StrCat(number)};
    }
    case FieldDescriptor::CPPTYPE_UINT32: {
      const uint32_t number =
          repeated ? 0 : reflection.GetUInt32(message, &field);
      if (number == 0) return {};
      return {NumberText(session.language(), int64_t{number}),
              absl::StrCat(number)};
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (repeated) {
        return MessageCell(
            session, reflection.GetRepeatedMessage(message, &field, index));
      }
      if (!reflection.HasField(message, &field)) return {};
      return MessageCell(session, reflection.GetMessage(message, &field));
    default:
      return {};
  }
}

}  // namespace

std::string CommandName(const google::protobuf::EnumValueDescriptor& value) {
  if (value.number() == 0) return "";
  return absl::StrReplaceAll(absl::AsciiStrToLower(value.name()), {{"_", "-"}});
}

std::string DayWords(const Session& session, const std::string& iso) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(iso, &day)) return iso;
  return DayText(session.language(), day);
}

std::string DecimalWords(const Session& session, const std::string& decimal) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(decimal, absl::MaxSplits('.', 1));
  int64_t whole = 0;
  if (!absl::SimpleAtoi(parts.first, &whole)) return decimal;
  const std::string shown = NumberText(session.language(), whole);
  if (parts.second.empty()) return shown;
  // The decimals are shown as they are written: an amount has two.
  return absl::StrCat(shown, session.Words("DECIMAL_MARK"), parts.second);
}

std::string MoneyWords(const Session& session, const std::string& amount,
                       const std::string& currency_code) {
  const std::string shown = DecimalWords(session, amount);
  return FindText(session.language(), absl::StrCat("cli/MONEY.", currency_code),
                  {{"amount", shown}})
      .value_or(session.Words(
          "MONEY", {{"amount", shown}, {"currency", currency_code}}));
}

std::string InstantWords(const Session& session,
                         const google::protobuf::Timestamp& time) {
  if (time.seconds() == 0 && time.nanos() == 0) return "";
  return InstantText(session.language(),
                     {absl::FromUnixSeconds(time.seconds()), session.zone()});
}

Cell ValueOf(Session& session, const Message& message, absl::string_view path) {
  const std::pair<absl::string_view, absl::string_view> split =
      absl::StrSplit(path, absl::MaxSplits('.', 1));
  const FieldDescriptor* field =
      message.GetDescriptor()->FindFieldByName(std::string(split.first));
  if (field == nullptr) return {};
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (!split.second.empty()) {
    if (!reflection.HasField(message, field)) return {};
    return ValueOf(session, reflection.GetMessage(message, field),
                   split.second);
  }
  if (!field->is_repeated()) return FieldCell(session, message, *field, -1);
  std::vector<std::string> shown;
  std::vector<std::string> raw;
  for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
    Cell cell = FieldCell(session, message, *field, i);
    shown.push_back(std::move(cell.shown));
    raw.push_back(std::move(cell.raw));
  }
  return {absl::StrJoin(shown, ", "), absl::StrJoin(raw, " ")};
}

Table TableOf(Session& session, const std::vector<const Message*>& messages,
              const std::vector<std::string>& paths) {
  Table table;
  std::vector<std::string> fields;
  for (const std::string& path : paths) {
    const std::pair<std::string, std::string> split =
        absl::StrSplit(path, absl::MaxSplits('=', 1));
    fields.push_back(split.first);
    table.columns.push_back(
        {split.first, split.second.empty()
                          ? FieldText(session.language(), split.first)
                          : Text(session.language(), split.second)});
  }
  for (const Message* message : messages) {
    std::vector<Cell> row;
    for (size_t i = 0; i < fields.size(); ++i) {
      Cell cell = ValueOf(session, *message, fields[i]);
      // The record's own identifier is there to be copied.
      if (absl::EndsWith(paths[i], "=cli/IDENTIFIER")) cell.shown = cell.raw;
      row.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

void ShowList(const Session& session, const Table& table) {
  if (table.rows.empty()) Say(session.Words("NOTHING_FOUND"));
  session.output().Rows(table);
}

}  // namespace entente
