#include "services/grievances/import_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/support/refusal.h"
#include "tests/testing/union_filing.h"

namespace entente {
namespace {

using v1::Event;
using v1::Import;
using R = v1::Refusal;

v1::FileGrievanceRequest Common() {
  v1::FileGrievanceRequest common = UnionFiling();
  common.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
  return common;
}

v1::ImportRow NewMember(const std::string& name) {
  v1::ImportRow row;
  row.set_line(2);
  row.mutable_new_grievor()->set_member_name(name);
  return row;
}

v1::ImportRow Known(const std::string& id) {
  v1::ImportRow row;
  row.set_line(2);
  row.mutable_grievance()->add_grievor_ids(id);
  return row;
}

std::string Same(const v1::ImportRow& row) {
  return SamenessOfRow(row, FilingOfRow(Common(), row, "new"));
}

std::string Identity(const v1::ImportRow& row) {
  return IdentityOfRow(row, FilingOfRow(Common(), row, "new"));
}

Import Staging(uint32_t rows) {
  v1::BeginImportRequest request;
  request.set_row_count(rows);
  return BeginImport(request, "person", "import", "digest", "key",
                     absl::UnixEpoch())
      .grievance_import();
}

Import::Group Group(uint32_t number, uint32_t rows,
                    const std::string& sha256 = "s") {
  Import::Group group;
  group.set_number(number);
  group.set_row_count(rows);
  group.set_sha256(sha256);
  return group;
}

Import After(const Import& import, const Import::Group& group) {
  const absl::StatusOr<Event> event = StageGroup(import, group);
  EXPECT_TRUE(event.ok()) << event.status();
  return event.ok() ? event->grievance_import() : import;
}

std::string Groups(const Import& import) {
  std::vector<std::string> groups;
  for (const Import::Group& group : import.groups()) {
    groups.push_back(absl::StrCat(group.number(), ":", group.row_count(), ":",
                                  group.sha256()));
  }
  return absl::StrJoin(groups, " ");
}

TEST(FilingOfRow, LetsTheRowGoBeforeWhatIsCommon) {
  v1::ImportRow row = NewMember("Membre");
  row.mutable_grievance()->set_known_date("2012-11-05");
  row.mutable_grievance()->set_grievance_class(v1::GrievanceClass::GROUP);
  row.mutable_grievance()->add_grievor_ids("known");
  const v1::FileGrievanceRequest filing = FilingOfRow(Common(), row, "new");
  EXPECT_EQ(filing.known_date(), "2012-11-05");
  EXPECT_EQ(filing.occurred_date(), "2012-11-01");
  EXPECT_EQ(filing.grievance_class(), v1::GrievanceClass::GROUP);
  EXPECT_EQ(absl::StrJoin(filing.grievor_ids(), " "), "known new");
}

TEST(SamenessOfRow, IsOfThePersonTheClassAndTheIssue) {
  EXPECT_EQ(Same(NewMember("Marie Tremblay")),
            Same(NewMember("  MARIE   Tremblay ")));
  EXPECT_EQ(Same(NewMember("Élise Noël")), Same(NewMember("ELISE NOËL")));
  EXPECT_NE(Same(NewMember("Marie Tremblay")), Same(NewMember("Marie Roy")));
  EXPECT_EQ(Same(Known("a")), Same(Known("a")));
  EXPECT_NE(Same(Known("a")), Same(Known("b")));
  // One who bears an identifier for a name.
  EXPECT_NE(Same(Known("a")), Same(NewMember("a")));
  v1::ImportRow other_issue = Known("a");
  other_issue.mutable_grievance()->set_issue_code("PAY-OT");
  EXPECT_NE(Same(Known("a")), Same(other_issue));
  v1::ImportRow other_dates = Known("a");
  other_dates.mutable_grievance()->set_known_date("2012-11-09");
  EXPECT_EQ(Same(Known("a")), Same(other_dates));
  EXPECT_EQ(Same(v1::ImportRow()), "");
  v1::ImportRow sealed = NewMember("");
  sealed.mutable_new_grievor()->set_sealed_name("Marie Tremblay");
  EXPECT_EQ(Same(sealed), Same(NewMember("Marie Tremblay")));
}

TEST(IdentityOfRow, IsOfThePersonTheIssueAndTheDays) {
  EXPECT_EQ(Identity(NewMember("Marie Tremblay")),
            Identity(NewMember("MARIE TREMBLAY")));
  EXPECT_NE(Identity(Known("a")), Identity(Known("b")));
  v1::ImportRow next_month = Known("a");
  next_month.mutable_grievance()->set_known_date("2012-11-09");
  EXPECT_NE(Identity(Known("a")), Identity(next_month));
  next_month = Known("a");
  next_month.mutable_grievance()->set_occurred_date("2012-11-09");
  EXPECT_NE(Identity(Known("a")), Identity(next_month));
  // A word that was corrected makes no other grievance of one person...
  v1::ImportRow corrected = Known("a");
  corrected.mutable_grievance()->set_statement("Autrement dit.");
  EXPECT_EQ(Identity(Known("a")), Identity(corrected));
  // ...but of a union, which may have several on one issue and day.
  v1::ImportRow of_union;
  of_union.mutable_grievance()->set_grievance_class(v1::GrievanceClass::UNION);
  EXPECT_EQ(Identity(of_union), Identity(of_union));
  for (const char* field : {"statement", "establishment_id"}) {
    v1::ImportRow other = of_union;
    v1::FileGrievanceRequest& filing = *other.mutable_grievance();
    filing.GetReflection()->SetString(
        &filing, filing.GetDescriptor()->FindFieldByName(field), "Autre");
    EXPECT_NE(Identity(of_union), Identity(other)) << field;
  }
}

TEST(CheckRow, IsTheShapeOfAFilingAndOfAPerson) {
  const auto reason = [](const v1::ImportRow& row) {
    return RefusalReason(CheckRow(row, FilingOfRow(Common(), row, "new")));
  };
  EXPECT_EQ(reason(NewMember("Membre")), R::REASON_UNSPECIFIED);
  EXPECT_EQ(reason(Known("a")), R::REASON_UNSPECIFIED);
  EXPECT_EQ(reason(v1::ImportRow()), R::GRIEVOR_COUNT);
  EXPECT_EQ(reason(NewMember(" ")), R::FIELD_REQUIRED);
  v1::ImportRow sealed = NewMember("");
  sealed.mutable_new_grievor()->set_sealed_name("Membre");
  EXPECT_EQ(reason(sealed), R::FIELD_REQUIRED);  // A pseudonym.
  v1::ImportRow day = Known("a");
  day.mutable_grievance()->set_known_date("22/11/2012");
  EXPECT_EQ(reason(day), R::DATE_MALFORMED);
  v1::ImportRow consultation = Known("a");
  consultation.mutable_grievance()->set_consultation_id("QN-C-2012-0001");
  EXPECT_EQ(reason(consultation), R::VALUE_UNKNOWN);
}

TEST(StageGroup, KeepsTheGroupsInTheirOrderWhateverTheOrderOfArrival) {
  Import import = Staging(600);
  import = After(import, Group(0, 0));
  import = After(import, Group(3, 88));
  import = After(import, Group(1, 256));
  import = After(import, Group(2, 256));
  EXPECT_EQ(Groups(import), "0:0:s 1:256:s 2:256:s 3:88:s");
  // Sent again, a group takes its own place.
  EXPECT_EQ(Groups(After(import, Group(2, 200, "t"))),
            "0:0:s 1:256:s 2:200:t 3:88:s");
}

TEST(StageGroup, TakesNoMoreRowsThanWereAnnounced) {
  const Import import = After(Staging(300), Group(1, 256));
  EXPECT_EQ(RefusalReason(StageGroup(import, Group(2, 45)).status()),
            R::IMPORT_TOO_LARGE);
  EXPECT_EQ(RefusalReason(CheckComplete(import)), R::IMPORT_INCOMPLETE);
  EXPECT_TRUE(CheckComplete(After(import, Group(2, 44))).ok());
}

TEST(Imports, MoveOnlyWhileTheyAreStaging) {
  const Import import = After(Staging(1), Group(1, 1));
  const absl::Time now = absl::FromUnixSeconds(1);
  const Event published = *PublishImport(import, {}, Group(10001, 1), now);
  const Event abandoned = *AbandonImport(import, now);
  EXPECT_EQ(published.move(), Event::IMPORT_PUBLISHED);
  EXPECT_EQ(published.grievance_import().filed_rows().row_count(), 1u);
  EXPECT_EQ(abandoned.move(), Event::IMPORT_ABANDONED);
  for (const Import& over :
       {published.grievance_import(), abandoned.grievance_import()}) {
    EXPECT_TRUE(over.has_end_time());
    for (const absl::Status& refused :
         {StageGroup(over, Group(1, 1)).status(), CheckComplete(over),
          PublishImport(over, {}, Group(10001, 1), now).status(),
          AbandonImport(over, now).status()}) {
      EXPECT_EQ(RefusalReason(refused), R::IMPORT_STATE);
    }
  }
}

}  // namespace
}  // namespace entente
