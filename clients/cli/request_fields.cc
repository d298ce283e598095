#include "clients/cli/request_fields.h"

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "clients/cli/near_names.h"
#include "clients/cli/output.h"
#include "clients/cli/values.h"
#include "google/protobuf/timestamp.pb.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// "denied (refus)"; the name alone where it is the word.
std::string WithWords(const Language& language,
                      const EnumValueDescriptor& value) {
  const std::string name = CommandName(value);
  const std::string words = EnumText(language, value);
  if (words == name) return name;
  // "withdrawn (retiré (désistement))" would be two brackets in one another.
  return absl::StrCat(
      name, " (", absl::StrReplaceAll(words, {{" (", ", "}, {")", ""}}), ")");
}

std::vector<std::string> CommandNames(const EnumDescriptor& type,
                                      const std::vector<int>& left_out) {
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) {
    const int number = type.value(i)->number();
    if (number != 0 && !absl::c_linear_search(left_out, number)) {
      names.push_back(CommandName(*type.value(i)));
    }
  }
  return names;
}

const EnumValueDescriptor* FindValue(const EnumDescriptor& type,
                                     absl::string_view name) {
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0 && CommandName(*type.value(i)) == name) {
      return type.value(i);
    }
  }
  return nullptr;
}

bool IsInstant(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         field.message_type()->full_name() == "google.protobuf.Timestamp";
}

// "2026-07-20T14:05:00Z", or "2026-07-20 14:05" by the clock of this machine.
bool ParseInstant(const std::string& text,
                  google::protobuf::Timestamp& instant) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, text, &time, &error) &&
      !absl::ParseTime("%Y-%m-%d %H:%M", text, absl::LocalTimeZone(), &time,
                       &error)) {
    return false;
  }
  instant.set_seconds(absl::ToUnixSeconds(time));
  return true;
}

}  // namespace

const FieldDescriptor* FieldAt(const google::protobuf::Descriptor* type,
                               absl::string_view path) {
  const FieldDescriptor* field = nullptr;
  for (absl::string_view name : absl::StrSplit(path, '.')) {
    field = type->FindFieldByName(std::string(name));
    if (field == nullptr) return nullptr;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      type = field->message_type();
    }
  }
  return field;
}

Message* HolderOf(Message* message, absl::string_view path) {
  std::vector<std::string> names = absl::StrSplit(path, '.');
  names.pop_back();
  for (const std::string& name : names) {
    message = message->GetReflection()->MutableMessage(
        message, message->GetDescriptor()->FindFieldByName(name));
  }
  return message;
}

std::vector<std::string> NamesWithWords(const Language& language,
                                        const EnumDescriptor& type,
                                        const std::vector<int>& left_out) {
  std::vector<std::string> names;
  for (const std::string& name : CommandNames(type, left_out)) {
    names.push_back(WithWords(language, *FindValue(type, name)));
  }
  return names;
}

std::string ValueWord(const Language& language, absl::string_view path,
                      const FieldDescriptor* field) {
  if (field != nullptr && IsInstant(*field)) {
    return Text(language, "help/value.INSTANT");
  }
  if (field != nullptr &&
      (field->cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
       field->cpp_type() == FieldDescriptor::CPPTYPE_UINT32)) {
    return Text(language, "help/value.NUMBER");
  }
  return Text(language, absl::EndsWith(path, "_date") ? "help/value.DATE"
                                                      : "help/value.TEXT");
}

ExitCode PutTyped(const Language& language, const std::string& flag,
                  absl::string_view path, const std::string& value,
                  Message* request, const std::vector<int>& left_out) {
  Message* holder = HolderOf(request, path);
  const FieldDescriptor* field = FieldAt(request->GetDescriptor(), path);
  const google::protobuf::Reflection& reflection = *holder->GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field->is_repeated()) {
        reflection.AddString(holder, field, value);
      } else {
        reflection.SetString(holder, field, value);
      }
      return ExitCode::kDone;
    case FieldDescriptor::CPPTYPE_ENUM: {
      const EnumValueDescriptor* found = FindValue(*field->enum_type(), value);
      const bool refused =
          found != nullptr && absl::c_linear_search(left_out, found->number());
      if (found == nullptr || refused) {
        const std::vector<std::string> names =
            CommandNames(*field->enum_type(), left_out);
        const std::vector<std::string> near =
            refused ? std::vector<std::string>() : NearNames(value, names);
        std::vector<std::string> offered;
        for (const std::string& name : near.empty() ? names : near) {
          offered.push_back(
              WithWords(language, *FindValue(*field->enum_type(), name)));
        }
        Say(Text(language,
                 refused ? "cli/FLAG_VALUE_REFUSED" : "cli/FLAG_VALUE",
                 {{"flag", flag},
                  {"value", value},
                  {"names", absl::StrJoin(offered, ", ")},
                  {"near", near.empty() ? "no" : "yes"}}));
        return ExitCode::kUsage;
      }
      if (field->is_repeated()) {
        reflection.AddEnum(holder, field, found);
      } else {
        reflection.SetEnum(holder, field, found);
      }
      return ExitCode::kDone;
    }
    case FieldDescriptor::CPPTYPE_INT32: {
      int32_t number = 0;
      if (!absl::SimpleAtoi(value, &number)) {
        Say(Text(language, "cli/FLAG_NUMBER",
                 {{"flag", flag}, {"value", value}}));
        return ExitCode::kUsage;
      }
      reflection.SetInt32(holder, field, number);
      return ExitCode::kDone;
    }
    case FieldDescriptor::CPPTYPE_UINT32: {
      uint32_t number = 0;
      if (!absl::SimpleAtoi(value, &number)) {
        Say(Text(language, "cli/FLAG_NUMBER",
                 {{"flag", flag}, {"value", value}}));
        return ExitCode::kUsage;
      }
      if (field->is_repeated()) {
        reflection.AddUInt32(holder, field, number);
      } else {
        reflection.SetUInt32(holder, field, number);
      }
      return ExitCode::kDone;
    }
    default: {
      google::protobuf::Timestamp instant;
      if (!ParseInstant(value, instant)) {
        Say(Text(language, "cli/FLAG_INSTANT",
                 {{"flag", flag}, {"value", value}}));
        return ExitCode::kUsage;
      }
      reflection.MutableMessage(holder, field)->CopyFrom(instant);
      return ExitCode::kDone;
    }
  }
}

}  // namespace entente
