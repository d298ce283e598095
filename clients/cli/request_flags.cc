#include "clients/cli/request_flags.h"

#include <set>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/file_digest.h"
#include "clients/cli/help_format.h"
#include "clients/cli/long_text.h"
#include "clients/cli/output.h"
#include "clients/cli/request_fields.h"
#include "clients/cli/safe_text.h"
#include "clients/cli/system_problem.h"
#include "clients/cli/typed_reference.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The file behind "@FILE"; the editor behind "@".
std::string FileNamed(const std::string& value) {
  if (value == "@") return EditorName();
  return value.substr(absl::StartsWith(value, "@") ? 1 : 0);
}

bool IsBlank(absl::string_view text) {
  return absl::StripAsciiWhitespace(text).empty();
}

// What scripts pass on as they have it, also when they have none.
bool MayBeEmpty(absl::string_view path) {
  return path == "page_token" || path == "request_id" || path == "etag";
}

}  // namespace

RequestFlags::RequestFlags(CLI::App* command, Message* request,
                           const Language& language)
    : command_(command), request_(request), language_(language) {}

std::string RequestFlags::Help(const Entry& entry) const {
  // The words for this command, for its noun, for the flag in general, for its
  // field.
  absl::optional<std::string> own = FindText(
      language_, absl::StrCat("help/", CommandKey(command_), ".", entry.name));
  // A noun may explain a flag of all its verbs; a word there is a verb.
  if (!own.has_value() && command_->get_parent() != nullptr &&
      absl::StartsWith(entry.name, "--")) {
    own = FindText(language_,
                   absl::StrCat("help/", CommandKey(command_->get_parent()),
                                ".", entry.name));
  }
  // A word may be called as a noun is: "person" is one person here.
  const absl::optional<std::string> word =
      FindText(language_, absl::StrCat("help/argument.", entry.name));
  std::string help =
      own.has_value() ? *own
      : word.has_value()
          ? *word
          : FindText(language_, absl::StrCat("help/", entry.name))
                .value_or(FieldText(language_, entry.path));
  if (entry.values_of != nullptr) {
    absl::StrAppend(&help, ". ", ValuesOf(entry.name));
  }
  return help;
}

RequestFlags::Entry& RequestFlags::Add(const std::string& name,
                                       const std::string& path) {
  Entry& entry = entries_.emplace_back();
  // "--x,!--not-x" is known as --x.
  entry.name = name.substr(0, name.find(','));
  entry.path = path;
  const FieldDescriptor* field = FieldAt(request_->GetDescriptor(), path);
  if (field != nullptr) entry.values_of = field->enum_type();
  if (field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    entry.option = command_->add_flag(name, entry.on, Help(entry));
    return entry;
  }
  entry.option = command_->add_option(name, entry.values, Help(entry))
                     ->type_name(ValueWord(language_, path, field))
                     ->allow_extra_args(false);
  // A word without a flag is one word; were it not required, CLI11 would take
  // it for a command of the same name.
  if (name[0] != '-') entry.option->expected(1)->required();
  return entry;
}

RequestFlags& RequestFlags::Word(const std::string& name,
                                 const std::string& path) {
  Entry& entry = Add(name, path);
  entry.required = true;
  entry.option->type_name("");
  return *this;
}

RequestFlags& RequestFlags::Flag(const std::string& flag,
                                 const std::string& path) {
  Add(flag, path);
  return *this;
}

RequestFlags& RequestFlags::LongText(const std::string& flag,
                                     const std::string& path) {
  Entry& entry = Add(flag, path);
  entry.long_text = true;
  entry.option->type_name(Text(language_, "help/value.LONG_TEXT"));
  return *this;
}

RequestFlags& RequestFlags::File(const std::string& name,
                                 const std::string& path) {
  Entry& entry = Add(name, path);
  entry.file = true;
  entry.option->type_name(Text(language_, "help/value.FILE"));
  return *this;
}

RequestFlags& RequestFlags::Digest(const std::string& flag,
                                   const std::string& path) {
  Entry& entry = Add(flag, path);
  entry.digest = true;
  entry.option->type_name(Text(language_, "help/value.FILE"));
  return *this;
}

RequestFlags& RequestFlags::Custom(
    const std::string& name, const std::string& field,
    std::function<void(Message&, const std::string&)> put) {
  Add(name, field).put = std::move(put);
  return *this;
}

RequestFlags& RequestFlags::Without(const std::vector<int>& left_out) {
  entries_.back().left_out = left_out;
  entries_.back().option->description(Help(entries_.back()));
  return *this;
}

RequestFlags& RequestFlags::TakesValuesOf(
    const google::protobuf::EnumDescriptor& type) {
  entries_.back().values_of = &type;
  entries_.back().option->description(Help(entries_.back()));
  return *this;
}

RequestFlags& RequestFlags::Several() {
  entries_.back().required = false;
  entries_.back()
      .option->expected(0, CLI::detail::expected_max_vector_size)
      ->allow_extra_args(true)
      ->required(false)
      ->type_name("");
  return *this;
}

RequestFlags& RequestFlags::Required() {
  entries_.back().required = true;
  entries_.back().option->description(
      absl::StrCat(entries_.back().option->get_description(), " ",
                   Text(language_, "help/REQUIRED")));
  return *this;
}

RequestFlags& RequestFlags::RequiredWithout(const std::string& other) {
  entries_.back().required_without = other;
  entries_.back().option->description(absl::StrCat(
      entries_.back().option->get_description(), " ",
      Text(language_, "help/REQUIRED_WITHOUT", {{"flag", other}})));
  return *this;
}

RequestFlags& RequestFlags::ForOtherFields() {
  entries_.back().for_other_fields = true;
  return *this;
}

bool RequestFlags::IsMissing(const Entry& entry) const {
  if (entry.option->count() > 0) return false;
  if (entry.required) return true;
  if (entry.required_without.empty()) return false;
  return absl::c_none_of(entries_, [&](const Entry& other) {
    return other.name == entry.required_without && other.option->count() > 0;
  });
}

bool RequestFlags::SayWhatIsMissing() const {
  std::vector<std::string> missing;
  std::vector<std::string> lists;
  for (const Entry& entry : entries_) {
    if (!IsMissing(entry)) continue;
    if (entry.option->get_positional()) {
      const std::string word = ShownName(language_, entry.name);
      // « personne (identifiant : …) » names itself.
      const std::string help = Help(entry);
      missing.push_back(absl::StartsWith(help, word)
                            ? help
                            : absl::StrCat(word, " (", help, ")"));
    } else if (!entry.required && !entry.required_without.empty()) {
      missing.push_back(
          Text(language_, "cli/FLAG_OR",
               {{"flag", entry.name}, {"other", entry.required_without}}));
    } else {
      missing.push_back(entry.name);
    }
    // What a word may be, its help has said.
    if (entry.option->get_positional()) continue;
    const absl::optional<std::string> list =
        FindText(language_, absl::StrCat("cli/LIST.", entry.name));
    const std::string values = ValuesOf(entry.name);
    if (!values.empty()) {
      lists.push_back(Text(
          language_, "cli/VALUES_OF",
          {{"flag", ShownName(language_, entry.name)}, {"values", values}}));
    }
    // Several flags may be answered by one list.
    if (list.has_value() && !absl::c_linear_search(lists, *list)) {
      lists.push_back(*list);
    }
  }
  if (missing.empty()) return false;
  Say(Text(language_, "cli/FLAG_REQUIRED",
           {{"flag", absl::StrJoin(missing, ", ")}}));
  for (const std::string& list : lists) Say(list);
  Say(Text(language_, "cli/SEE_HELP", {{"command", FullName(command_)}}));
  return true;
}

ExitCode RequestFlags::Fill() {
  if (SayWhatIsMissing()) return ExitCode::kUsage;
  for (Entry& entry : entries_) {
    const ExitCode code = FillOne(entry);
    if (code != ExitCode::kDone) return code;
  }
  return ExitCode::kDone;
}

absl::StatusOr<std::string> RequestFlags::Read(const Entry& entry,
                                               const std::string& value) {
  if (entry.long_text) return ReadLongText(value);
  if (entry.file) return ReadWholeFile(value);
  if (entry.digest) return FileDigest(value);
  // Only texts refer: a value of an enumeration may be called a code as well.
  if (entry.values_of != nullptr) return value;
  return TypedReference(entry.path, value);
}

ExitCode RequestFlags::FillOne(Entry& entry) {
  const FieldDescriptor* field = FieldAt(request_->GetDescriptor(), entry.path);
  if (field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    const std::vector<std::string>& said = entry.option->results();
    // "--x --not-x": the last would win, and who reads the file depends on it.
    if (std::set<std::string>(said.begin(), said.end()).size() > 1) {
      Say(Text(language_, "cli/FLAGS_CONTRADICT",
               {{"flag", entry.name},
                {"other", absl::StrCat("--not-", entry.name.substr(2))}}));
      return ExitCode::kUsage;
    }
    if (entry.option->count() > 0) {
      Message* holder = HolderOf(request_, entry.path);
      holder->GetReflection()->SetBool(holder, field, entry.on);
    }
    return ExitCode::kDone;
  }
  if (entry.values.empty()) return ExitCode::kDone;
  const bool repeated =
      entry.put != nullptr || (field != nullptr && field->is_repeated());
  if (!repeated && entry.values.size() > 1) {
    Say(Text(language_, "cli/FLAG_TWICE",
             {{"flag", ShownName(language_, entry.name)}}));
    return ExitCode::kUsage;
  }
  for (const std::string& value : entry.values) {
    const absl::StatusOr<std::string> text = Read(entry, value);
    if (!text.ok()) {
      SayUnreadable(language_, entry.name, value, text.status());
      return ExitCode::kUsage;
    }
    // What cannot travel is refused here, where the flag is known.
    if (!IsUtf8(*text)) {
      Say(Text(language_, "cli/FLAG_NOT_UTF8",
               {{"flag", ShownName(language_, entry.name)}}));
      return ExitCode::kUsage;
    }
    // Sent empty it would count as not given, and nobody would notice.
    if (IsBlank(*text) && !entry.digest && !MayBeEmpty(entry.path)) {
      const bool from_file = entry.file || (entry.long_text && value[0] == '@');
      Say(Text(language_, "cli/FLAG_EMPTY",
               {{"flag", ShownName(language_, entry.name)},
                {"from_file", from_file ? "yes" : "no"},
                {"file", FileNamed(value)}}));
      return ExitCode::kUsage;
    }
    if (entry.put != nullptr) {
      if (field != nullptr && field->is_repeated()) {
        const Message& holder = *HolderOf(request_, entry.path);
        const int place = holder.GetReflection()->FieldSize(holder, field);
        entry.places.push_back(absl::StrCat(entry.path, "[", place, "]"));
      }
      entry.put(*request_, *text);
      continue;
    }
    const ExitCode code = PutTyped(language_, ShownName(language_, entry.name),
                                   entry.path, *text, request_, entry.left_out);
    if (code != ExitCode::kDone) return code;
  }
  return ExitCode::kDone;
}

std::string RequestFlags::FlagOfField(absl::string_view field) const {
  for (const Entry& entry : entries_) {
    if (entry.path == field) return entry.name;
  }
  // Of a list that several flags fill, the place tells which of them it was.
  for (const Entry& entry : entries_) {
    for (const std::string& place : entry.places) {
      if (field == place || absl::StartsWith(field, absl::StrCat(place, "."))) {
        return entry.name;
      }
    }
  }
  // A part of what one flag fills: the nearest that holds it.
  const Entry* holder = nullptr;
  for (const Entry& entry : entries_) {
    if (entry.put != nullptr &&
        (absl::StartsWith(field, absl::StrCat(entry.path, ".")) ||
         absl::StartsWith(field, absl::StrCat(entry.path, "["))) &&
        (holder == nullptr || entry.path.size() > holder->path.size())) {
      holder = &entry;
    }
  }
  if (holder != nullptr) return holder->name;
  // A list within another part of the request may have one flag.
  for (absl::string_view part : absl::StrSplit(field, '.')) {
    const size_t bracket = part.find('[');
    if (bracket == absl::string_view::npos) continue;
    for (const Entry& entry : entries_) {
      if (entry.put != nullptr && entry.path == part.substr(0, bracket)) {
        return entry.name;
      }
    }
  }
  const auto last_name = [](absl::string_view path) {
    path = path.substr(path.rfind('.') + 1);
    return path.substr(0, path.find('['));
  };
  for (const Entry& entry : entries_) {
    if (last_name(entry.path) == last_name(field)) return entry.name;
  }
  // A refusal of a whole part, such as the instrument, is met by its flags.
  for (const Entry& entry : entries_) {
    if (absl::StartsWith(entry.path, absl::StrCat(field, "."))) {
      return entry.name;
    }
  }
  for (const Entry& entry : entries_) {
    if (entry.for_other_fields) return entry.name;
  }
  return "";
}

void SayUnreadable(const Language& language, const std::string& flag,
                   const std::string& value, const absl::Status& status,
                   size_t most_bytes) {
  Say(Text(language,
           absl::IsResourceExhausted(status) ? "cli/FLAG_TOO_LARGE"
                                             : "cli/FLAG_UNREADABLE",
           {{"flag", ShownName(language, flag)},
            {"mebibytes", static_cast<int64_t>(most_bytes >> 20)},
            {"file", FileNamed(value)},
            {"problem", ProblemWord(status)},
            {"detail", status.message()}}));
}

std::string RequestFlags::Typed(const std::string& name) const {
  const std::vector<std::string> all = AllTyped(name);
  return all.empty() ? "" : all.front();
}

std::vector<std::string> RequestFlags::AllTyped(absl::string_view name) const {
  for (const Entry& entry : entries_) {
    if (entry.name == name) return entry.values;
  }
  return {};
}

std::string RequestFlags::ValuesOf(absl::string_view name) const {
  for (const Entry& entry : entries_) {
    if (entry.name != name || entry.values_of == nullptr) continue;
    return absl::StrJoin(
        NamesWithWords(language_, *entry.values_of, entry.left_out), ", ");
  }
  return "";
}

}  // namespace entente
