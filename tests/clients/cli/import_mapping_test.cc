#include "clients/cli/import_mapping.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace entente {
namespace {

constexpr char kMapping[] =
    "date_form: 'DD/MM/YYYY'"
    " common { grievance_class: INDIVIDUAL issue_code: 'PAY-OT'"
    " statement: 's' remedy_sought: 'r' }"
    " columns { header: 'Nom' field: 'name' }"
    " columns { header: 'Protégé' field: 'sealed' }"
    " columns { header: 'Pseudonyme' field: 'pseudonym' }"
    " columns { header: 'Connu le' field: 'known_date' }"
    " columns { header: 'Genre' field: 'grievance_class'"
    "  words { text: 'S' value: 'union' } }"
    " columns { header: 'No employeur' field: 'employer_number' }"
    " columns { header: 'Preuve' field: 'submission.proof' }"
    " columns { header: 'Restreint' field: 'restricted' }"
    " columns { header: 'Personne' field: 'grievor_ids' }";

v1::ImportMapping Mapping(const std::string& text = kMapping) {
  v1::ImportMapping mapping;
  EXPECT_FALSE(ReadMapping(text, mapping).has_value());
  return mapping;
}

std::string ProblemOf(const std::string& text) {
  v1::ImportMapping mapping;
  const absl::optional<FileProblem> problem = ReadMapping(text, mapping);
  if (!problem.has_value()) return "";
  return absl::StrCat(problem->key, " ", problem->line, " ", problem->column);
}

// One row under the headings of kMapping.
struct Filled {
  v1::ImportRow row;
  std::vector<std::string> problems;
};

Filled Fill(const std::vector<std::string>& cells,
            const std::string& mapping = kMapping) {
  Spreadsheet sheet;
  sheet.headers = {"Nom",          "Protégé", "Pseudonyme", "Connu le", "Genre",
                   "No employeur", "Preuve",  "Restreint",  "Personne"};
  Spreadsheet::Row from;
  from.line = 7;
  from.cells = cells;
  from.cells.resize(sheet.headers.size());
  Filled filled;
  for (const FileProblem& problem :
       FillRow(Mapping(mapping), sheet, from, filled.row)) {
    EXPECT_EQ(problem.line, 7u);
    filled.problems.push_back(absl::StrCat(problem.key, " ", problem.column));
  }
  return filled;
}

using Problems = std::vector<std::string>;

TEST(FillRow, PutsEachCellIntoItsField) {
  const Filled filled =
      Fill({"Marie Tremblay", "", "", "22/11/2012", "s", "E-7", "reçu", "non"});
  EXPECT_TRUE(filled.problems.empty());
  EXPECT_EQ(filled.row.ShortDebugString(),
            "line: 7 grievance { grievance_class: UNION known_date: "
            "\"2012-11-22\" submission { proof: \"re\\303\\247u\" } "
            "external_numbers { issuer: EMPLOYER number: \"E-7\" } "
            "restricted: false } new_grievor { member_name: "
            "\"Marie Tremblay\" }");
}

TEST(FillRow, LeavesEmptyCellsToWhatAllRowsHaveInCommon) {
  const Filled filled = Fill({"", "", "", "", "", "", "", "", "id-1"});
  EXPECT_EQ(filled.row.ShortDebugString(),
            "line: 7 grievance { grievor_ids: \"id-1\" }");
}

TEST(FillRow, SealsTheNameOfWhoAskedForIt) {
  const Filled filled = Fill({"Marie Tremblay", "Oui", "Infirmière A"});
  EXPECT_EQ(filled.row.new_grievor().sealed_name(), "Marie Tremblay");
  EXPECT_EQ(filled.row.new_grievor().pseudonym(), "Infirmière A");
  EXPECT_EQ(filled.row.new_grievor().member_name(), "");
  // What cannot be read may have meant yes.
  const Filled unclear = Fill({"Marie Tremblay", "peut-être", "A"});
  EXPECT_EQ(unclear.problems, Problems{"CELL_YES_NO Protégé"});
  EXPECT_EQ(unclear.row.new_grievor().member_name(), "");
}

TEST(FillRow, TakesThePersonOfTheDirectoryBeforeTheName) {
  const Filled filled =
      Fill({"Marie Tremblay", "", "", "", "", "", "", "", "id-1"});
  EXPECT_FALSE(filled.row.has_new_grievor());
  EXPECT_EQ(filled.row.grievance().grievor_ids(0), "id-1");
}

TEST(FillRow, NamesEveryCellThatHoldsNoValue) {
  EXPECT_EQ(Fill({"", "", "", "2012-11-22", "X", "", "", "?"}).problems,
            (Problems{"CELL_DATE Connu le", "CELL_VALUE Genre",
                      "CELL_YES_NO Restreint"}));
  for (const char* day : {"31/02/2012", "31/11/2026", "22/13/2012"}) {
    EXPECT_EQ(Fill({"", "", "", day}).problems,
              Problems{"CELL_NO_SUCH_DAY Connu le"})
        << day;
  }
  for (const char* day : {"1/2/12", "0x1/02/2012", "22/11/2012/", "demain"}) {
    EXPECT_EQ(Fill({"", "", "", day}).problems, Problems{"CELL_DATE Connu le"})
        << day;
  }
  EXPECT_EQ(Fill({"", "", "", "1/2/2012"}).row.grievance().known_date(),
            "2012-02-01");
}

TEST(FillRow, WithoutAFormTakesIsoDaysOnly) {
  const std::string iso = "columns { header: 'Connu le' field: 'known_date' }";
  EXPECT_EQ(Fill({"", "", "", "2012-11-22"}, iso).row.grievance().known_date(),
            "2012-11-22");
  EXPECT_EQ(Fill({"", "", "", "22/11/2012"}, iso).problems,
            Problems{"CELL_DATE Connu le"});
}

TEST(ReadMapping, SaysWhatCannotBe) {
  const std::string column = "columns { header: 'A' field: 'name' }";
  EXPECT_EQ(ProblemOf("columns {\n header: 'A'\n feld: 'name' }"),
            "MAPPING_NO_SUCH_FIELD 3 ");
  EXPECT_EQ(ProblemOf("columns { header: 'A' field: 'name' "),
            "MAPPING_MALFORMED 1 ");
  EXPECT_EQ(ProblemOf(""), "MAPPING_NO_COLUMN 0 ");
  EXPECT_EQ(ProblemOf("separator: '|' " + column), "MAPPING_SEPARATOR 0 ");
  EXPECT_EQ(ProblemOf("date_form: 'DD/MM/YY' " + column),
            "MAPPING_DATE_FORM 0 ");
  EXPECT_EQ(ProblemOf("common { request_id: 'x' } " + column),
            "MAPPING_COMMON 0 ");
  EXPECT_EQ(ProblemOf(column + "columns { header: 'A' field: 'facts' }"),
            "MAPPING_HEADER_TWICE 0 A");
  EXPECT_EQ(ProblemOf(column + "columns { header: 'B' field: 'name' }"),
            "MAPPING_FIELD_TWICE 0 B");
  for (const char* field :
       {"", "no_such", "request_id", "validate_only", "consultation_id",
        "submission", "protected_persons.person_id", "external_numbers.number",
        "instrument"}) {
    EXPECT_EQ(
        ProblemOf(absl::StrCat("columns { header: 'A' field: '", field, "' }")),
        "MAPPING_FIELD 0 A")
        << field;
  }
}

// What somebody writes who knows the form of a day in French only, and who
// takes a word for the name of a field or for a value.
TEST(ReadMapping, TakesFormsOfDaysInFrench) {
  for (const char* form : {"JJ/MM/AAAA", "DD/MM/YYYY", "jj/mm/aaaa"}) {
    const std::string mapping =
        absl::StrCat("date_form: '", form,
                     "' columns { header: 'Connu le' field: 'known_date' }");
    EXPECT_EQ(
        Fill({"", "", "", "22/11/2012"}, mapping).row.grievance().known_date(),
        "2012-11-22")
        << form;
  }
  const std::string iso =
      "date_form: 'AAAA-MM-JJ' "
      "columns { header: 'Connu le' field: 'known_date' }";
  EXPECT_EQ(Fill({"", "", "", "2012-11-22"}, iso).row.grievance().known_date(),
            "2012-11-22");
  const std::string hyphens =
      "date_form: 'JJ-MM-AAAA' "
      "columns { header: 'Connu le' field: 'known_date' }";
  EXPECT_EQ(
      Fill({"", "", "", "22-11-2012"}, hyphens).row.grievance().known_date(),
      "2012-11-22");
}

TEST(ReadMapping, NamesTheWordThatIsWrongAndWhatIsRight) {
  const auto problem = [](const std::string& text) {
    v1::ImportMapping mapping;
    return ReadMapping(text, mapping).value_or(FileProblem());
  };
  const auto detail = [](const FileProblem& from, absl::string_view name) {
    for (const auto& [key, value] : from.details) {
      if (key == name) return value;
    }
    return std::string();
  };
  const FileProblem field = problem("common {\n nature: INDIVIDUAL }");
  EXPECT_EQ(field.key, "MAPPING_NO_SUCH_FIELD");
  EXPECT_EQ(field.line, 2u);
  EXPECT_EQ(detail(field, "value"), "nature");
  EXPECT_NE(detail(field, "names").find("grievance_class"), std::string::npos);
  EXPECT_EQ(detail(field, "names").find("request_id"), std::string::npos);

  const FileProblem value = problem("common {\n grievance_class: INDIVIDUEL }");
  EXPECT_EQ(value.key, "MAPPING_NO_SUCH_VALUE");
  EXPECT_EQ(detail(value, "value"), "INDIVIDUEL");
  EXPECT_EQ(detail(value, "field"), "grievance_class");
  EXPECT_NE(detail(value, "names").find("INDIVIDUAL, GROUP"),
            std::string::npos);
  const FileProblem way = problem("common { submission { way: MAIN } }");
  EXPECT_EQ(way.key, "MAPPING_NO_SUCH_VALUE");
  EXPECT_NE(detail(way, "names").find("HAND"), std::string::npos);

  EXPECT_EQ(problem("date_form: 'JJ/MM/AAAA' date_form: 'JJ/MM/AAAA'").key,
            "MAPPING_WRITTEN_TWICE");
  EXPECT_EQ(problem("repeats_allowed: oui").key, "MAPPING_YES_NO");
  EXPECT_EQ(problem("date_form: JJ").key, "MAPPING_NO_TEXT");
}

TEST(CheckHeaders, NamesTheHeadingThatIsMissingOrThereTwice) {
  const v1::ImportMapping mapping =
      Mapping("columns { header: 'Nom' field: 'name' }");
  Spreadsheet sheet;
  sheet.headers = {"Prénom"};
  EXPECT_EQ(CheckHeaders(mapping, sheet)->key, "HEADER_MISSING");
  EXPECT_EQ(CheckHeaders(mapping, sheet)->column, "Nom");
  sheet.headers = {"Nom", "Nom"};
  EXPECT_EQ(CheckHeaders(mapping, sheet)->key, "HEADER_TWICE");
  sheet.headers = {"X", "Nom", "X"};
  EXPECT_FALSE(CheckHeaders(mapping, sheet).has_value());
}

TEST(HeaderOfField, FindsTheColumnThatARefusalIsAbout) {
  const v1::ImportMapping mapping = Mapping();
  EXPECT_EQ(HeaderOfField(mapping, "known_date"), "Connu le");
  EXPECT_EQ(HeaderOfField(mapping, "grievor_ids[0]"), "Personne");
  EXPECT_EQ(HeaderOfField(mapping, "person.member_name"), "Nom");
  EXPECT_EQ(HeaderOfField(mapping, "person.pseudonym"), "Pseudonyme");
  EXPECT_EQ(HeaderOfField(mapping, "new_grievor"), "Nom");
  EXPECT_EQ(HeaderOfField(mapping, "external_numbers[0].number"),
            "No employeur");
  EXPECT_EQ(HeaderOfField(mapping, "issue_code"), "");
}

}  // namespace
}  // namespace entente
