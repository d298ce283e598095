#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "entente/v1/event_service.grpc.pb.h"
#include "entente/v1/import_service.grpc.pb.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using Imports = v1::ImportService::Stub;
using v1::Import;

constexpr char kNewName[] = "Canari Importe";
constexpr char kNewSealed[] = "Canari Importe Scelle";

class ImportServiceTest : public GrievanceServiceTest {
 protected:
  static v1::FileGrievanceRequest Common() {
    v1::FileGrievanceRequest common = UnionFiling();
    common.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
    common.set_reveal_sealed_grievors(true);
    return common;
  }

  static v1::ImportRow NewMemberRow(uint32_t line, const std::string& name) {
    v1::ImportRow row;
    row.set_line(line);
    row.mutable_new_grievor()->set_member_name(name);
    return row;
  }

  v1::ImportRow MemberRow(uint32_t line, const char* member) {
    v1::ImportRow row;
    row.set_line(line);
    row.mutable_grievance()->add_grievor_ids(world_.Id(member));
    return row;
  }

  static v1::ImportRow UnionRow(uint32_t line) {
    v1::ImportRow row;
    row.set_line(line);
    row.mutable_grievance()->set_grievance_class(v1::GrievanceClass::UNION);
    return row;
  }

  // A known member, a new one, a sealed one, the union itself.
  std::vector<v1::ImportRow> SomeRows() {
    v1::ImportRow sealed;
    sealed.set_line(4);
    sealed.mutable_new_grievor()->set_sealed_name(kNewSealed);
    sealed.mutable_new_grievor()->set_pseudonym("Infirmière B");
    return {MemberRow(2, kMember), NewMemberRow(3, kNewName), sealed,
            UnionRow(5)};
  }

  v1::CheckImportRowsResponse Check(
      const std::vector<v1::ImportRow>& rows,
      const v1::FileGrievanceRequest& common = Common(),
      const v1::CheckImportRowsResponse& before = {}) {
    v1::CheckImportRowsRequest request;
    *request.mutable_common() = common;
    request.set_row_count(static_cast<uint32_t>(rows.size()));
    for (const v1::ImportRow& row : rows) *request.add_rows() = row;
    *request.mutable_seen() = before.seen();
    v1::CheckImportRowsResponse response;
    const grpc::Status status =
        world_.Call(kAnn, &Imports::CheckImportRows, request, response);
    EXPECT_EQ(ReasonOf(status), "OK");
    return response;
  }

  v1::BeginImportRequest BeginRequest(uint32_t rows, char digest = 'a') {
    v1::BeginImportRequest request;
    request.set_request_id(world_.Fresh());
    request.set_digest(std::string(64, digest));
    request.set_row_count(rows);
    *request.mutable_common() = Common();
    return request;
  }

  template <typename Method, typename Request>
  std::string Send(absl::string_view as, Method method, Request request,
                   v1::ImportAnswer* answer = nullptr) {
    if (request.request_id().empty()) request.set_request_id(world_.Fresh());
    v1::ImportAnswer own;
    return ReasonOf(
        world_.Call(as, method, request, answer != nullptr ? *answer : own));
  }

  std::string Begin(uint32_t rows, char digest = 'a') {
    v1::ImportAnswer answer;
    EXPECT_EQ(
        Send(kAnn, &Imports::BeginImport, BeginRequest(rows, digest), &answer),
        "OK");
    return answer.grievance_import().import_id();
  }

  std::string Stage(const std::string& id, uint32_t number,
                    const std::vector<v1::ImportRow>& rows,
                    absl::string_view as = kAnn) {
    v1::StageImportRowsRequest request;
    request.set_import_id(id);
    request.set_group_number(number);
    for (const v1::ImportRow& row : rows) *request.add_rows() = row;
    return Send(as, &Imports::StageImportRows, request);
  }

  v1::PublishImportRequest PublishRequest(const std::string& id) {
    v1::PublishImportRequest request;
    request.set_import_id(id);
    return request;
  }
  std::string Publish(const std::string& id, v1::ImportAnswer* answer = nullptr,
                      absl::string_view as = kAnn) {
    return Send(as, &Imports::PublishImport, PublishRequest(id), answer);
  }

  std::string Abandon(const std::string& id) {
    v1::AbandonImportRequest request;
    request.set_import_id(id);
    return Send(kAnn, &Imports::AbandonImport, request);
  }

  v1::ListImportsResponse ListOf(absl::string_view as) {
    v1::ListImportsResponse response;
    EXPECT_EQ(ReasonOf(world_.Call(as, &Imports::ListImports,
                                   v1::ListImportsRequest(), response)),
              "OK");
    return response;
  }

  int64_t Rows(const char* table) {
    int64_t count = -1;
    const absl::Status status = world_.server().store().database().Read(
        [&](Snapshot& snapshot) -> absl::Status {
          auto rows = absl::string_view(table) == "import_groups"
                          ? snapshot.Query("SELECT count(*) FROM import_groups")
                          : snapshot.Query("SELECT count(*) FROM events");
          EXPECT_TRUE(rows.ok() && *rows->Next());
          count = rows->Int(0);
          return absl::OkStatus();
        });
    EXPECT_TRUE(status.ok()) << status;
    return count;
  }
};

TEST_F(ImportServiceTest, FilesEveryRowByTheRulesOfASingleFiling) {
  const std::string id = Begin(4);
  EXPECT_EQ(Stage(id, 1, SomeRows()), "OK");
  EXPECT_EQ(List(kAnn).grievances_size(), 0);
  v1::ImportAnswer answer;
  ASSERT_EQ(Publish(id, &answer), "OK");
  const Import& done = answer.grievance_import();
  EXPECT_EQ(done.state(), Import::PUBLISHED);
  EXPECT_EQ(done.outcome().grievance_count(), 4u);
  EXPECT_EQ(done.outcome().new_person_count(), 2u);
  EXPECT_EQ(done.outcome().timely_count(), 4u);
  EXPECT_EQ(done.outcome().first_number(), "QN-G-2012-0001");
  EXPECT_EQ(done.outcome().last_number(), "QN-G-2012-0004");
  // Of the rows, only the hashes by which they are known again.
  EXPECT_EQ(Rows("import_groups"), 1);
  EXPECT_FALSE(done.has_filed_rows());

  const v1::ListGrievancesResponse list = List(kAnn);
  ASSERT_EQ(list.grievances_size(), 4);
  std::set<std::string> names;
  std::set<std::string> pseudonyms;
  for (const v1::Grievance& listed : list.grievances()) {
    const v1::Grievance one = Get(kAnn, listed.grievance_id()).grievance();
    EXPECT_GE(one.deadlines_size(), 2);
    EXPECT_EQ(one.submitted_date(), "2012-11-20");
    for (const auto& grievor : one.grievors()) {
      names.insert(grievor.name());
      pseudonyms.insert(grievor.pseudonym());
    }
    const v1::ListGrievanceHistoryResponse history =
        History(kAnn, listed.grievance_id());
    ASSERT_EQ(history.events_size(), 1);
    EXPECT_EQ(history.events(0).move(), v1::Event::GRIEVANCE_FILED);
  }
  EXPECT_EQ(names, (std::set<std::string>{kMemberName, kNewName, kNewSealed}));
  EXPECT_EQ(pseudonyms.size(), 3u);
  // Like any filing, it is there for the other side too.
  EXPECT_EQ(List(kKarl).grievances_size(), 4);
  EXPECT_EQ(List(kZoe).grievances_size(), 0);
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

TEST_F(ImportServiceTest, WritesNothingWhenItOnlyChecks) {
  std::vector<v1::ImportRow> rows = SomeRows();
  rows.push_back(UnionRow(6));
  rows.back().mutable_grievance()->set_known_date("2012-10-31");
  rows.push_back(UnionRow(7));
  rows.back().mutable_grievance()->set_occurred_date("22/11/2012");
  rows.push_back(NewMemberRow(8, "  canari   IMPORTE "));
  rows.push_back(MemberRow(9, kWitness));
  rows.back().mutable_grievance()->set_grievor_ids(0, "nobody");
  rows.push_back(UnionRow(10));
  rows.back().mutable_new_grievor()->set_member_name("Un membre");
  rows.push_back(UnionRow(11));
  rows.back().mutable_grievance()->set_occurred_date("2012-01-02");
  rows.back().mutable_grievance()->set_known_date("2012-01-02");
  const int64_t events = Rows("events");
  const v1::CheckImportRowsResponse answer = Check(rows);
  std::vector<std::string> bad;
  for (const auto& each : answer.bad_rows()) {
    EXPECT_GT(each.sentence().size(), 20u);
    bad.push_back(
        absl::StrCat(each.line(), " ", each.field(), " ", each.reason()));
  }
  EXPECT_EQ(bad, (std::vector<std::string>{"7 occurred_date DATE_MALFORMED",
                                           "8 new_grievor ROW_REPEATED",
                                           "9 grievor_ids[0] REFERENCE_UNKNOWN",
                                           "10 new_grievor GRIEVOR_COUNT"}));
  EXPECT_EQ(answer.outcome().grievance_count(), 6u);
  EXPECT_EQ(answer.outcome().new_person_count(), 2u);
  EXPECT_EQ(answer.outcome().late_count(), 1u);
  EXPECT_EQ(Rows("events"), events);
  EXPECT_EQ(Rows("import_groups"), 0);
  EXPECT_EQ(ListOf(kAnn).imports_size(), 0);
  EXPECT_EQ(List(kAnn).grievances_size(), 0);
}

TEST_F(ImportServiceTest, FindsAPersonWhoComesAgainInALaterGroup) {
  const v1::CheckImportRowsResponse first = Check({NewMemberRow(2, kNewName)});
  EXPECT_EQ(first.bad_rows_size(), 0);
  const v1::CheckImportRowsResponse second =
      Check({NewMemberRow(3, kNewName)}, Common(), first);
  ASSERT_EQ(second.bad_rows_size(), 1);
  EXPECT_EQ(second.bad_rows(0).reason(), "ROW_REPEATED");
  // The key tells who has it nothing of the name.
  EXPECT_FALSE(absl::StrContains(first.SerializeAsString(), kNewName));

  const std::string id = Begin(2);
  EXPECT_EQ(Stage(id, 1, {NewMemberRow(2, kNewName)}), "OK");
  EXPECT_EQ(Stage(id, 2, {NewMemberRow(3, kNewName)}), "OK");
  EXPECT_EQ(Publish(id), "IMPORT_ROW_REFUSED");
  EXPECT_EQ(List(kAnn).grievances_size(), 0);
}

TEST_F(ImportServiceTest, RefusesWhatAnEarlierImportFiled) {
  const std::string first = Begin(4);
  ASSERT_EQ(Stage(first, 1, SomeRows()), "OK");
  ASSERT_EQ(Publish(first), "OK");
  // The same sheet with a row more, at its top.
  std::vector<v1::ImportRow> grown = {NewMemberRow(2, "Canari de Plus")};
  for (v1::ImportRow& row : SomeRows()) {
    row.set_line(row.line() + 1);
    grown.push_back(std::move(row));
  }
  const v1::CheckImportRowsResponse checked = Check(grown);
  std::vector<std::string> bad;
  for (const auto& each : checked.bad_rows()) {
    bad.push_back(
        absl::StrCat(each.line(), " ", each.field(), " ", each.reason()));
  }
  EXPECT_EQ(bad, (std::vector<std::string>{"3 grievor_ids ROW_FILED_BEFORE",
                                           "4 new_grievor ROW_FILED_BEFORE",
                                           "5 new_grievor ROW_FILED_BEFORE",
                                           "6 statement ROW_FILED_BEFORE"}));
  EXPECT_EQ(checked.outcome().grievance_count(), 1u);
  // The sentence says where it stood.
  EXPECT_TRUE(absl::StrContains(checked.bad_rows(0).sentence(), "2"))
      << checked.bad_rows(0).sentence();

  const std::string again = Begin(5, 'b');
  EXPECT_EQ(Stage(again, 1, grown), "ROW_FILED_BEFORE");
  // Several of one person on one issue are no leave to file them again.
  v1::BeginImportRequest begin = BeginRequest(1, 'c');
  begin.set_repeats_allowed(true);
  v1::ImportAnswer begun;
  ASSERT_EQ(Send(kAnn, &Imports::BeginImport, begin, &begun), "OK");
  const std::string several = begun.grievance_import().import_id();
  EXPECT_EQ(Stage(several, 1, {grown[1]}), "ROW_FILED_BEFORE");

  // What is new is filed, and known from then on; by an import that began
  // before, too.
  v1::ImportRow next_month = MemberRow(9, kMember);
  next_month.mutable_grievance()->set_known_date("2012-11-14");
  const std::string rest = Begin(2, 'd');
  const std::string same_rest = Begin(2, 'e');
  EXPECT_EQ(Stage(rest, 1, {grown[0], next_month}), "OK");
  EXPECT_EQ(Stage(same_rest, 1, {grown[0], next_month}), "OK");
  EXPECT_EQ(Publish(rest), "OK");
  EXPECT_EQ(Publish(same_rest), "IMPORT_ROW_REFUSED");
  EXPECT_EQ(List(kAnn).grievances_size(), 6);
  EXPECT_EQ(Check({grown[0], next_month}).bad_rows_size(), 2);
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

TEST_F(ImportServiceTest, SaysNothingOfWhatOthersImported) {
  const std::string id = Begin(1);
  ASSERT_EQ(Stage(id, 1, {NewMemberRow(2, kNewName)}), "OK");
  ASSERT_EQ(Publish(id), "OK");
  v1::CheckImportRowsRequest request;
  *request.mutable_common() = Common();
  request.set_row_count(1);
  *request.add_rows() = NewMemberRow(2, kNewName);
  v1::CheckImportRowsResponse response;
  ASSERT_EQ(
      ReasonOf(world_.Call(kBea, &Imports::CheckImportRows, request, response)),
      "OK");
  EXPECT_EQ(response.bad_rows_size(), 0) << response.ShortDebugString();
}

TEST_F(ImportServiceTest, LetsOnePersonHaveSeveralWhenThatIsSaid) {
  v1::BeginImportRequest begin = BeginRequest(2);
  begin.set_repeats_allowed(true);
  v1::ImportAnswer begun;
  ASSERT_EQ(Send(kAnn, &Imports::BeginImport, begin, &begun), "OK");
  const std::string id = begun.grievance_import().import_id();
  EXPECT_EQ(Stage(id, 1, {MemberRow(2, kMember), MemberRow(3, kMember)}), "OK");
  EXPECT_EQ(Publish(id), "OK");
  EXPECT_EQ(List(kAnn).grievances_size(), 2);
}

TEST_F(ImportServiceTest, FilesNothingWhenOneRowIsRefused) {
  std::vector<v1::ImportRow> rows = SomeRows();
  rows.push_back(UnionRow(9));
  rows.back().mutable_grievance()->set_known_date("2012-10-01");
  rows.back().mutable_grievance()->set_submitted_date("2011-10-01");
  const std::string id = Begin(5);
  EXPECT_EQ(Stage(id, 1, rows), "OK");
  v1::ImportAnswer answer;
  v1::PublishImportRequest request = PublishRequest(id);
  request.set_request_id(world_.Fresh());
  const grpc::Status status =
      world_.Call(kAnn, &Imports::PublishImport, request, answer);
  EXPECT_EQ(ReasonOf(status), "IMPORT_ROW_REFUSED");
  EXPECT_TRUE(absl::StrContains(RefusedBy(status).details, "DATE_ORDER"));
  EXPECT_EQ(List(kAnn).grievances_size(), 0);
  // The rows are there still: the group may be sent again, corrected.
  rows.pop_back();
  rows.push_back(UnionRow(9));
  EXPECT_EQ(Stage(id, 1, rows), "OK");
  EXPECT_EQ(Publish(id, &answer), "OK");
  EXPECT_EQ(answer.grievance_import().outcome().first_number(),
            "QN-G-2012-0001");
  EXPECT_EQ(List(kAnn).grievances_size(), 5);
}

TEST_F(ImportServiceTest, GoesOnWhereItWasAndNeverFilesTwice) {
  const std::string id = Begin(4);
  EXPECT_EQ(Stage(id, 2, {UnionRow(9)}), "OK");
  EXPECT_EQ(Publish(id), "IMPORT_INCOMPLETE");
  // The same file again, by its digest.
  EXPECT_EQ(Send(kAnn, &Imports::BeginImport, BeginRequest(4)), "IMPORT_BEGUN");
  v1::ListImportsRequest by_digest;
  by_digest.set_digest(std::string(64, 'a'));
  v1::ListImportsResponse found;
  ASSERT_TRUE(world_.Call(kAnn, &Imports::ListImports, by_digest, found).ok());
  ASSERT_EQ(found.imports_size(), 1);
  ASSERT_EQ(found.imports(0).groups_size(), 1);
  EXPECT_EQ(found.imports(0).groups(0).number(), 2u);
  EXPECT_EQ(found.imports(0).groups(0).sha256(), "");
  EXPECT_EQ(found.imports(0).digest(), "");
  EXPECT_EQ(Stage(id, 1, {UnionRow(2), UnionRow(3), UnionRow(4)}), "OK");

  v1::PublishImportRequest publish = PublishRequest(id);
  publish.set_request_id("once");
  v1::ImportAnswer first;
  v1::ImportAnswer again;
  EXPECT_EQ(Send(kAnn, &Imports::PublishImport, publish, &first), "OK");
  EXPECT_EQ(Send(kAnn, &Imports::PublishImport, publish, &again), "OK");
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.grievance_import().outcome().ShortDebugString(),
            first.grievance_import().outcome().ShortDebugString());
  EXPECT_EQ(Publish(id), "IMPORT_STATE");
  EXPECT_EQ(Stage(id, 1, {UnionRow(2)}), "IMPORT_STATE");
  EXPECT_EQ(Abandon(id), "IMPORT_STATE");
  EXPECT_EQ(Send(kAnn, &Imports::BeginImport, BeginRequest(4)), "IMPORT_BEGUN");
  EXPECT_EQ(List(kAnn).grievances_size(), 4);
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

TEST_F(ImportServiceTest, LeavesNothingOfAnAbandonedOne) {
  const std::string id = Begin(1);
  EXPECT_EQ(Stage(id, 1, {NewMemberRow(2, kNewName)}), "OK");
  EXPECT_EQ(Rows("import_groups"), 2);
  EXPECT_EQ(Abandon(id), "OK");
  EXPECT_EQ(Rows("import_groups"), 0);
  EXPECT_EQ(ListOf(kAnn).imports(0).state(), Import::ABANDONED);
  // The file may be imported after all.
  EXPECT_NE(Begin(1), id);
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

TEST_F(ImportServiceTest, IsThereForWhoBeganItAlone) {
  const std::string id = Begin(1);
  EXPECT_EQ(Stage(id, 1, {NewMemberRow(2, kNewName)}), "OK");
  for (const char* other : {kBea, kKarl, kZoe}) {
    EXPECT_EQ(ListOf(other).imports_size(), 0) << other;
    v1::GetImportRequest get;
    get.set_import_id(id);
    v1::ImportAnswer answer;
    EXPECT_EQ(ReasonOf(world_.Call(other, &Imports::GetImport, get, answer)),
              "NOT_AVAILABLE");
    EXPECT_EQ(Stage(id, 1, {UnionRow(2)}, other), "NOT_AVAILABLE");
    EXPECT_EQ(Publish(id, nullptr, other), "NOT_AVAILABLE");
  }
}

TEST_F(ImportServiceTest, HoldsNoNameInTheOpenWhileItWaits) {
  const std::string id = Begin(1);
  EXPECT_EQ(Stage(id, 1, {NewMemberRow(2, kNewName)}), "OK");
  int64_t seen = 0;
  const absl::Status status = world_.server().store().database().Read(
      [&](Snapshot& snapshot) -> absl::Status {
        for (const bool events : {false, true}) {
          auto rows = events ? snapshot.Query(
                                   "SELECT payload FROM events"
                                   " ORDER BY sequence")
                             : snapshot.Query(
                                   "SELECT ciphertext FROM import_groups"
                                   " ORDER BY import_id, group_number");
          EXPECT_TRUE(rows.ok());
          while (*rows->Next()) {
            ++seen;
            EXPECT_FALSE(absl::StrContains(rows->Blob(0), kNewName));
          }
        }
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok());
  EXPECT_GT(seen, 4);
}

TEST_F(ImportServiceTest, TriesEachStepWithoutWriting) {
  v1::BeginImportRequest begin = BeginRequest(1);
  begin.set_validate_only(true);
  EXPECT_EQ(Send(kAnn, &Imports::BeginImport, begin), "OK");
  EXPECT_EQ(ListOf(kAnn).imports_size(), 0);
  const std::string id = Begin(1);
  EXPECT_EQ(Stage(id, 1, {UnionRow(2)}), "OK");
  v1::PublishImportRequest publish = PublishRequest(id);
  publish.set_validate_only(true);
  v1::ImportAnswer answer;
  EXPECT_EQ(Send(kAnn, &Imports::PublishImport, publish, &answer), "OK");
  EXPECT_EQ(answer.grievance_import().outcome().grievance_count(), 1u);
  EXPECT_EQ(List(kAnn).grievances_size(), 0);
  EXPECT_EQ(ListOf(kAnn).imports(0).state(), Import::STAGING);
}

TEST_F(ImportServiceTest, RefusesWhatIsTooLargeOrOfNoShape) {
  EXPECT_EQ(Send(kAnn, &Imports::BeginImport, BeginRequest(10001)),
            "IMPORT_TOO_LARGE");
  v1::CheckImportRowsRequest check;
  check.set_row_count(100000);
  v1::CheckImportRowsResponse response;
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Imports::CheckImportRows, check, response)),
      "IMPORT_TOO_LARGE");
  EXPECT_EQ(Send(kAnn, &Imports::BeginImport, BeginRequest(0)),
            "FIELD_REQUIRED");
  const std::string id = Begin(1);
  EXPECT_EQ(Stage(id, 1, {UnionRow(2), UnionRow(3)}), "IMPORT_TOO_LARGE");
  EXPECT_EQ(Stage(id, 0, {UnionRow(2)}), "NUMBER_OUT_OF_RANGE");
  EXPECT_EQ(Stage(id, 1, {}), "FIELD_REQUIRED");
  EXPECT_EQ(Stage(id, 1, {UnionRow(3), UnionRow(3)}), "VALUE_UNKNOWN");
  std::vector<v1::ImportRow> many;
  for (uint32_t line = 2; line < 259; ++line) many.push_back(UnionRow(line));
  EXPECT_EQ(Stage(id, 1, many), "FIELD_TOO_MANY");
  v1::ImportRow from_consultation = UnionRow(2);
  from_consultation.mutable_grievance()->set_consultation_id("QN-C-2012-0001");
  EXPECT_EQ(Check({from_consultation}).bad_rows(0).field(), "consultation_id");
}

}  // namespace
}  // namespace entente
