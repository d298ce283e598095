#include "clients/cli/import_mapping.h"

#include <regex>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "clients/cli/request_fields.h"
#include "clients/cli/values.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/text_format.h"

namespace entente {
namespace {

using google::protobuf::FieldDescriptor;
using Column = v1::ImportMapping::Column;
using Issuer = v1::Grievance::ExternalNumber;

constexpr char kName[] = "name";
constexpr char kPseudonym[] = "pseudonym";
constexpr char kSealed[] = "sealed";
constexpr char kGrievor[] = "grievor_ids";

// Columns that fill an external number.
constexpr std::pair<const char*, Issuer::Issuer> kNumbers[] = {
    {"employer_number", Issuer::EMPLOYER},
    {"registry_number", Issuer::REGISTRY},
    {"union_number", Issuer::UNION_LOCAL},
};

// Of the request as a whole, not of a grievance.
constexpr const char* kOfNoRow[] = {"request_id", "validate_only",
                                    "consultation_id"};

constexpr std::pair<const char*, bool> kYesAndNo[] = {
    {"oui", true},    {"yes", true},  {"vrai", true}, {"true", true},
    {"1", true},      {"non", false}, {"no", false},  {"faux", false},
    {"false", false}, {"0", false},
};

FileProblem Problem(const char* key,
                    std::vector<std::pair<std::string, std::string>> details,
                    std::string column = "") {
  FileProblem problem;
  problem.key = key;
  problem.details = std::move(details);
  problem.column = std::move(column);
  return problem;
}

const FieldDescriptor* FieldOf(const std::string& path) {
  const FieldDescriptor* field =
      FieldAt(v1::FileGrievanceRequest::descriptor(), path);
  if (field == nullptr || absl::c_linear_search(kOfNoRow, path)) {
    return nullptr;
  }
  // A list within the path has no place to write to.
  if (absl::StartsWith(path, "protected_persons.") ||
      absl::StartsWith(path, "external_numbers.")) {
    return nullptr;
  }
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
    case FieldDescriptor::CPPTYPE_ENUM:
    case FieldDescriptor::CPPTYPE_BOOL:
      return field;
    default:
      return nullptr;
  }
}

bool IsNumber(const std::string& name) {
  return absl::c_any_of(kNumbers,
                        [&](const auto& each) { return name == each.first; });
}

bool IsKnown(const std::string& name) {
  return name == kName || name == kPseudonym || name == kSealed ||
         IsNumber(name) || FieldOf(name) != nullptr;
}

std::string KnownFields() {
  std::vector<std::string> names = {kName, kPseudonym, kSealed};
  for (const auto& [name, issuer] : kNumbers) names.push_back(name);
  const auto& type = *v1::FileGrievanceRequest::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    if (FieldOf(type.field(i)->name()) != nullptr) {
      names.push_back(type.field(i)->name());
    }
  }
  return absl::StrJoin(names, ", ");
}

// "DD/MM/YYYY" as its three parts and what stands between them.
struct DateForm {
  std::vector<std::string> parts;
  char between = '-';
};

absl::optional<DateForm> ParseForm(absl::string_view typed) {
  // « JJ/MM/AAAA »: day and year by their French initials.
  const std::string form =
      typed.empty() ? "YYYY-MM-DD"
                    : absl::StrReplaceAll(absl::AsciiStrToUpper(typed),
                                          {{"J", "D"}, {"A", "Y"}});
  for (const char between : {'-', '/', '.'}) {
    DateForm found{absl::StrSplit(form, between), between};
    if (found.parts.size() != 3) continue;
    std::vector<std::string> sorted = found.parts;
    absl::c_sort(sorted);
    if (sorted == std::vector<std::string>{"DD", "MM", "YYYY"}) return found;
  }
  return absl::nullopt;
}

// The day in ISO 8601; empty when the cell is none in this form, or one that
// no calendar has, which `written` then tells.
std::string IsoDay(absl::string_view cell, const DateForm& form,
                   bool& written) {
  written = false;
  const std::vector<absl::string_view> parts =
      absl::StrSplit(cell, form.between);
  if (parts.size() != 3) return "";
  int year = 0;
  int month = 0;
  int day = 0;
  for (size_t i = 0; i < 3; ++i) {
    int& number = form.parts[i] == "YYYY" ? year
                  : form.parts[i] == "MM" ? month
                                          : day;
    const bool is_year = form.parts[i] == "YYYY";
    if (!absl::c_all_of(parts[i], absl::ascii_isdigit) ||
        !absl::SimpleAtoi(parts[i], &number) ||
        (is_year ? parts[i].size() != 4 : parts[i].size() > 2)) {
      return "";
    }
  }
  written = true;
  const absl::CivilDay civil(year, month, day);
  if (civil.year() != year || civil.month() != month || civil.day() != day) {
    return "";
  }
  return absl::StrFormat("%04d-%02d-%02d", year, month, day);
}

// The names of a message's fields.
std::string FieldsOf(const std::string& type) {
  const auto* found =
      v1::ImportMapping::descriptor()->file()->pool()->FindMessageTypeByName(
          type);
  std::vector<std::string> names;
  for (int i = 0; found != nullptr && i < found->field_count(); ++i) {
    const std::string& name = found->field(i)->name();
    if (!absl::c_linear_search(kOfNoRow, name)) names.push_back(name);
  }
  return absl::StrJoin(names, ", ");
}

// The values that a field called `name`, of `type` or of what it holds, takes.
std::string ValuesOfField(const google::protobuf::Descriptor& type,
                          const std::string& name, int depth = 0) {
  constexpr int kDepthMax = 3;
  for (int i = 0; i < type.field_count() && depth <= kDepthMax; ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.name() == name && field.enum_type() != nullptr) {
      std::vector<std::string> names;
      for (int j = 0; j < field.enum_type()->value_count(); ++j) {
        const auto& value = *field.enum_type()->value(j);
        if (value.number() != 0) names.push_back(value.name());
      }
      return absl::StrJoin(names, ", ");
    }
    if (field.message_type() != nullptr) {
      const std::string found =
          ValuesOfField(*field.message_type(), name, depth + 1);
      if (!found.empty()) return found;
    }
  }
  return "";
}

// Notes where a text message is wrong, the first time. What the parser says is
// English and speaks of types: here it becomes one of a few texts.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber,
                const std::string& message) override {
    if (!problem.key.empty()) return;
    static const auto& kNoField = *new std::regex(
        "Message type \"([^\"]+)\" has no field named \"([^\"]+)\".*");
    static const auto& kNoValue = *new std::regex(
        "Unknown enumeration value of \"([^\"]*)\" for field \"([^\"]+)\".*");
    static const auto& kTwice = *new std::regex(
        "Non-repeated field \"([^\"]+)\" is specified multiple times.*");
    static const auto& kNoYes = *new std::regex(
        "Invalid value for boolean field \"([^\"]+)\". Value: \"([^\"]*)\".*");
    static const auto& kNoText = *new std::regex("Expected string, got: (.*)");
    problem.line = static_cast<uint32_t>(line + 1);
    std::smatch found;
    if (std::regex_match(message, found, kNoField)) {
      problem.key = "MAPPING_NO_SUCH_FIELD";
      problem.details = {{"value", found[2]}, {"names", FieldsOf(found[1])}};
    } else if (std::regex_match(message, found, kNoValue)) {
      problem.key = "MAPPING_NO_SUCH_VALUE";
      problem.details = {
          {"value", found[1]},
          {"field", found[2]},
          {"names", ValuesOfField(*v1::ImportMapping::descriptor(), found[2])}};
    } else if (std::regex_match(message, found, kTwice)) {
      problem.key = "MAPPING_WRITTEN_TWICE";
      problem.details = {{"value", found[1]}};
    } else if (std::regex_match(message, found, kNoYes)) {
      problem.key = "MAPPING_YES_NO";
      problem.details = {{"value", found[2]}, {"field", found[1]}};
    } else if (std::regex_match(message, found, kNoText)) {
      problem.key = "MAPPING_NO_TEXT";
      problem.details = {{"value", found[1]}};
    } else {
      problem.key = "MAPPING_MALFORMED";
    }
  }
  FileProblem problem;
};

absl::optional<FileProblem> CheckColumns(const v1::ImportMapping& mapping) {
  std::set<std::string> headers;
  std::set<std::string> fields;
  for (const Column& column : mapping.columns()) {
    if (!IsKnown(column.field())) {
      return Problem("MAPPING_FIELD",
                     {{"value", column.field()}, {"names", KnownFields()}},
                     column.header());
    }
    if (!headers.insert(column.header()).second) {
      return Problem("MAPPING_HEADER_TWICE", {}, column.header());
    }
    const FieldDescriptor* field = FieldOf(column.field());
    if ((field == nullptr || !field->is_repeated()) &&
        !fields.insert(column.field()).second) {
      return Problem("MAPPING_FIELD_TWICE", {{"value", column.field()}},
                     column.header());
    }
  }
  if (mapping.columns().empty()) return Problem("MAPPING_NO_COLUMN", {});
  return absl::nullopt;
}

// What the cell says by the words of its column.
std::string Meant(const Column& column, const std::string& cell) {
  for (const Column::Word& word : column.words()) {
    if (absl::EqualsIgnoreCase(word.text(), cell)) return word.value();
  }
  return cell;
}

absl::optional<bool> YesOrNo(const std::string& value) {
  for (const auto& [word, meaning] : kYesAndNo) {
    if (absl::EqualsIgnoreCase(value, word)) return meaning;
  }
  return absl::nullopt;
}

const google::protobuf::EnumValueDescriptor* EnumValue(
    const google::protobuf::EnumDescriptor& type, const std::string& value) {
  for (int i = 0; i < type.value_count(); ++i) {
    const auto& each = *type.value(i);
    if (each.number() != 0 &&
        (absl::EqualsIgnoreCase(each.name(), value) ||
         absl::EqualsIgnoreCase(CommandName(each), value))) {
      return &each;
    }
  }
  return nullptr;
}

// Puts one cell into its field of the request.
absl::optional<FileProblem> PutCell(const v1::ImportMapping& mapping,
                                    const Column& column,
                                    const std::string& value,
                                    v1::FileGrievanceRequest& request) {
  const FieldDescriptor* field = FieldOf(column.field());
  google::protobuf::Message* holder = HolderOf(&request, column.field());
  const google::protobuf::Reflection& reflection = *holder->GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    const absl::optional<bool> yes = YesOrNo(value);
    if (!yes.has_value()) {
      return Problem("CELL_YES_NO", {{"value", value}}, column.header());
    }
    reflection.SetBool(holder, field, *yes);
    return absl::nullopt;
  }
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    const auto* found = EnumValue(*field->enum_type(), value);
    if (found == nullptr) {
      std::vector<std::string> names;
      for (int i = 0; i < field->enum_type()->value_count(); ++i) {
        const auto& each = *field->enum_type()->value(i);
        if (each.number() != 0) names.push_back(CommandName(each));
      }
      return Problem("CELL_VALUE",
                     {{"value", value}, {"names", absl::StrJoin(names, ", ")}},
                     column.header());
    }
    reflection.SetEnum(holder, field, found);
    return absl::nullopt;
  }
  std::string text = value;
  if (absl::EndsWith(column.field(), "_date")) {
    bool written = false;
    text = IsoDay(value, *ParseForm(mapping.date_form()), written);
    if (text.empty()) {
      const std::string& form = mapping.date_form();
      if (written) {
        return Problem("CELL_NO_SUCH_DAY", {{"value", value}}, column.header());
      }
      return Problem(
          "CELL_DATE",
          {{"value", value}, {"form", form.empty() ? "YYYY-MM-DD" : form}},
          column.header());
    }
  }
  if (field->is_repeated()) {
    reflection.AddString(holder, field, text);
  } else {
    reflection.SetString(holder, field, text);
  }
  return absl::nullopt;
}

int IndexOf(const Spreadsheet& sheet, const std::string& header) {
  const auto at = absl::c_find(sheet.headers, header);
  return at == sheet.headers.end()
             ? -1
             : static_cast<int>(at - sheet.headers.begin());
}

// The grievor whom the directory does not have yet, as several cells say.
struct Grievor {
  std::string name;
  std::string pseudonym;
  bool sealed = false;
};

void PutGrievor(const Grievor& grievor, v1::ImportRow& row) {
  // One of the directory has a name already.
  if (grievor.name.empty() || !row.grievance().grievor_ids().empty()) return;
  v1::Person& person = *row.mutable_new_grievor();
  if (!grievor.sealed) {
    person.set_member_name(grievor.name);
    return;
  }
  person.set_sealed_name(grievor.name);
  person.set_pseudonym(grievor.pseudonym);
}

}  // namespace

absl::optional<FileProblem> ReadMapping(const std::string& text,
                                        v1::ImportMapping& mapping) {
  google::protobuf::io::ArrayInputStream input(text.data(),
                                               static_cast<int>(text.size()));
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  if (!parser.Parse(&input, &mapping)) return error.problem;
  const std::string& separator = mapping.separator();
  if (separator.size() > 1 ||
      (separator.size() == 1 && !absl::StrContains(",;\t", separator[0]))) {
    return Problem("MAPPING_SEPARATOR", {{"value", separator}});
  }
  if (!ParseForm(mapping.date_form()).has_value()) {
    return Problem("MAPPING_DATE_FORM", {{"value", mapping.date_form()}});
  }
  for (const char* const name : kOfNoRow) {
    const auto& common = mapping.common();
    const FieldDescriptor* field =
        common.GetDescriptor()->FindFieldByName(name);
    if (common.GetReflection()->HasField(common, field)) {
      return Problem("MAPPING_COMMON", {{"value", name}});
    }
  }
  return CheckColumns(mapping);
}

SpreadsheetOptions OptionsOf(const v1::ImportMapping& mapping) {
  SpreadsheetOptions options;
  if (!mapping.separator().empty()) {
    options.separator = mapping.separator()[0];
  }
  for (const Column& column : mapping.columns()) {
    options.headers.push_back(column.header());
  }
  options.last_line_may_lack_end = mapping.last_line_may_lack_end();
  return options;
}

absl::optional<FileProblem> CheckHeaders(const v1::ImportMapping& mapping,
                                         const Spreadsheet& sheet) {
  for (const Column& column : mapping.columns()) {
    const auto count = absl::c_count(sheet.headers, column.header());
    if (count == 1) continue;
    FileProblem problem = Problem(
        count == 0 ? "HEADER_MISSING" : "HEADER_TWICE",
        {{"names", absl::StrJoin(sheet.headers, ", ")}}, column.header());
    problem.line = 1;
    return problem;
  }
  return absl::nullopt;
}

std::vector<FileProblem> FillRow(const v1::ImportMapping& mapping,
                                 const Spreadsheet& sheet,
                                 const Spreadsheet::Row& from,
                                 v1::ImportRow& row) {
  row.set_line(from.line);
  v1::FileGrievanceRequest& request = *row.mutable_grievance();
  std::vector<FileProblem> problems;
  Grievor grievor;
  for (const Column& column : mapping.columns()) {
    const int index = IndexOf(sheet, column.header());
    if (index < 0 || from.cells[index].empty()) continue;
    const std::string value = Meant(column, from.cells[index]);
    const std::string& field = column.field();
    absl::optional<FileProblem> problem;
    if (field == kName) {
      grievor.name = value;
    } else if (field == kPseudonym) {
      grievor.pseudonym = value;
    } else if (field == kSealed) {
      const absl::optional<bool> yes = YesOrNo(value);
      grievor.sealed = yes.value_or(true);
      if (!yes.has_value()) {
        problem = Problem("CELL_YES_NO", {{"value", value}}, column.header());
      }
    } else if (IsNumber(field)) {
      Issuer& number = *request.add_external_numbers();
      number.set_number(value);
      for (const auto& [name, issuer] : kNumbers) {
        if (field == name) number.set_issuer(issuer);
      }
    } else {
      problem = PutCell(mapping, column, value, request);
    }
    if (!problem.has_value()) continue;
    problem->line = from.line;
    problems.push_back(*std::move(problem));
  }
  PutGrievor(grievor, row);
  return problems;
}

std::string HeaderOfField(const v1::ImportMapping& mapping,
                          absl::string_view path) {
  std::string field(path.substr(0, path.find('[')));
  if (absl::StartsWith(path, "person.") || path == "new_grievor") {
    field = path == "person.pseudonym" ? kPseudonym : kName;
  }
  for (const Column& column : mapping.columns()) {
    if (column.field() == field) return column.header();
  }
  // A grievor may stand in the file by name only, and a number in any of its
  // columns.
  for (const Column& column : mapping.columns()) {
    if ((field == kGrievor && column.field() == kName) ||
        (field == "external_numbers" && IsNumber(column.field()))) {
      return column.header();
    }
  }
  return "";
}

}  // namespace entente
