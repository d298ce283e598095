#include "services/grievances/due_list_calls.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "proto/support/proto_time.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using G = v1::Grievance;
using Stub = v1::GrievanceService::Stub;

class DueListCallsTest : public GrievanceServiceTest {
 protected:
  int versions_ = 0;
};

std::vector<std::string> CodesOf(const v1::ListDeadlinesResponse& response) {
  std::vector<std::string> codes;
  for (const auto& item : response.items()) {
    codes.push_back(absl::StrCat(item.file_number(), " ",
                                 item.deadline().limit_code(), " ",
                                 item.deadline().due_date()));
  }
  return codes;
}

TEST_F(DueListCallsTest, ListsWhatIsDueToEachSideByItsDate) {
  using Codes = std::vector<std::string>;
  Consult(kAnn);
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_submitted_date("2012-11-19");
  const std::string id = File(kAnn, request).grievance().grievance_id();
  v1::ReceiveGrievanceRequest receive;
  receive.set_request_id(world_.Fresh());
  receive.set_grievance_id(id);
  receive.set_received_date("2012-11-20");
  v1::GrievanceAnswer answer;
  world_.SetDay(2012, 11, 23);
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::ReceiveGrievance, receive, answer)),
      "OK");

  v1::ListDeadlinesRequest all;
  EXPECT_EQ(CodesOf(Due(world_, kAnn, all)),
            (Codes{"QN-G-2012-0001 REPLY 2012-11-26",
                   "QN-C-2012-0001 FILE 2012-12-03",
                   "QN-G-2012-0001 REFER 2013-05-21"}));
  // The other side sees no consultation, and its own number.
  EXPECT_EQ(CodesOf(Due(world_, kKarl, all)),
            (Codes{"CSSSN-G-2012-0001 REPLY 2012-11-26",
                   "CSSSN-G-2012-0001 REFER 2013-05-21"}));
  EXPECT_TRUE(CodesOf(Due(world_, kZoe, all)).empty());
  EXPECT_TRUE(CodesOf(Due(world_, kPaul, all)).empty());

  v1::FileGrievanceRequest placed = UnionRequest();
  placed.set_establishment_id("CSSSN-SAD");
  File(kBea, placed);
  EXPECT_EQ(CodesOf(Due(world_, kPaul, all)),
            (Codes{"CSSSN-G-2012-0002 REFER 2013-05-21"}));
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  withdraw.set_grievance_id("QN-G-2012-0002");
  withdraw.set_reason("essai");
  ASSERT_EQ(
      ReasonOf(world_.Call(kBea, &Stub::WithdrawGrievance, withdraw, answer)),
      "OK");
  EXPECT_TRUE(CodesOf(Due(world_, kPaul, all)).empty());

  v1::ListDeadlinesRequest own;
  own.set_owed_by(v1::ListDeadlinesRequest::OWN_SIDE);
  EXPECT_EQ(Due(world_, kAnn, own).items_size(), 2);
  EXPECT_EQ(CodesOf(Due(world_, kKarl, own)),
            (Codes{"CSSSN-G-2012-0001 REPLY 2012-11-26"}));
  v1::ListDeadlinesRequest soon;
  soon.set_due_before_date("2012-11-26");
  EXPECT_EQ(Due(world_, kAnn, soon).items_size(), 1);
  v1::ListDeadlinesRequest late;
  late.set_overdue_only(true);
  EXPECT_EQ(Due(world_, kAnn, late).items_size(), 0);
  late.set_as_of_date("2012-11-27");
  const v1::ListDeadlinesResponse overdue = Due(world_, kAnn, late);
  ASSERT_EQ(overdue.items_size(), 1);
  EXPECT_EQ(overdue.items(0).standing(), v1::DeadlineStanding::OVERDUE);
  EXPECT_EQ(overdue.items(0).days_left(), -1);
  EXPECT_FALSE(overdue.items(0).deadline().explanation().empty());

  // On 18 November, by what is known now, the grievance was still to be filed.
  v1::ListDeadlinesRequest before;
  before.set_as_of_date("2012-11-18");
  before.set_file_id("QN-G-2012-0001");
  EXPECT_EQ(CodesOf(Due(world_, kAnn, before)),
            (Codes{"QN-G-2012-0001 REPLY 2012-11-26",
                   "QN-G-2012-0001 FILE 2012-12-03",
                   "QN-G-2012-0001 REFER 2013-05-21"}));
  // By what was known on the 22nd there was no receipt.
  v1::ListDeadlinesRequest known;
  *known.mutable_known_at_time() =
      ToProto(absl::FromUnixSeconds(1353596400) + absl::Hours(1));
  EXPECT_EQ(CodesOf(Due(world_, kAnn, known)),
            (Codes{"QN-C-2012-0001 FILE 2012-12-03",
                   "QN-G-2012-0001 REFER 2013-05-21"}));
  v1::ListDeadlinesRequest met;
  met.set_include_met(true);
  const v1::ListDeadlinesResponse with_met = Due(world_, kKarl, met);
  ASSERT_EQ(with_met.items_size(), 4);
  EXPECT_EQ(with_met.items(1).standing(), v1::DeadlineStanding::MET);

  v1::ListDeadlinesRequest page;
  page.set_page_size(1);
  Codes paged;
  for (int i = 0; i < 5; ++i) {
    const v1::ListDeadlinesResponse response = Due(world_, kAnn, page);
    for (const std::string& code : CodesOf(response)) paged.push_back(code);
    page.set_page_token(response.next_page_token());
    if (page.page_token().empty()) break;
  }
  EXPECT_EQ(paged, CodesOf(Due(world_, kAnn, all)));

  v1::ExplainDeadlineRequest explain;
  explain.set_deadline_id(overdue.items(0).deadline().deadline_id());
  v1::ExplainDeadlineResponse explained;
  const auto method = &v1::DeadlineService::Stub::ExplainDeadline;
  EXPECT_EQ(ReasonOf(world_.Call(kKarl, method, explain, explained)), "OK");
  EXPECT_EQ(explained.item().file_number(), "CSSSN-G-2012-0001");
  EXPECT_EQ(ReasonOf(world_.Call(kZoe, method, explain, explained)),
            "NOT_AVAILABLE");
  const v1::ListDeadlinesResponse everything = Due(world_, kAnn, all);
  explain.set_deadline_id(everything.items(1).deadline().deadline_id());
  EXPECT_EQ(ReasonOf(world_.Call(kKarl, method, explain, explained)),
            "NOT_AVAILABLE");
}

TEST_F(DueListCallsTest, ListsFirstWhatIsUndeterminedWhateverTheDay) {
  using Codes = std::vector<std::string>;
  world_.SetDay(2012, 11, 23);
  Consult(kAnn);
  v1::OpenConsultationRequest open = ConsultationRequest();
  open.clear_known_date();
  open.set_occurred_date("2012-11-01");
  Consult(kAnn, open);
  open.set_consulted_date("2012-11-10");
  Consult(kAnn, open);
  // What is about money has no other clock than the fact's.
  open.set_issue_code("PAY-OT");
  open.clear_occurred_date();
  Consult(kAnn, open);
  v1::ListDeadlinesRequest request;
  const Codes all = {
      "QN-C-2012-0003 FILE 2012-12-10", "QN-C-2012-0002 FILE 2012-12-24",
      "QN-C-2012-0004 FILE-MONEY ", "QN-C-2012-0001 FILE 2012-12-03"};
  EXPECT_EQ(CodesOf(Due(world_, kAnn, request)), all);
  // Any day may prove to be the last one.
  request.set_due_before_date("2012-11-24");
  const v1::ListDeadlinesResponse soon = Due(world_, kAnn, request);
  EXPECT_EQ(CodesOf(soon), Codes(all.begin(), all.end() - 1));
  v1::ListDeadlinesRequest page;
  page.set_page_size(1);
  Codes paged;
  for (size_t i = 0; i < all.size(); ++i) {
    const v1::ListDeadlinesResponse response = Due(world_, kAnn, page);
    for (const std::string& code : CodesOf(response)) paged.push_back(code);
    page.set_page_token(response.next_page_token());
  }
  EXPECT_EQ(paged, all);
  EXPECT_TRUE(page.page_token().empty());
  for (const auto& item : soon.items()) {
    EXPECT_EQ(item.standing(), v1::DeadlineStanding::UNDETERMINED);
    v1::ExplainDeadlineRequest explain;
    explain.set_deadline_id(item.deadline().deadline_id());
    v1::ExplainDeadlineResponse explained;
    ASSERT_EQ(
        ReasonOf(world_.Call(kAnn, &v1::DeadlineService::Stub::ExplainDeadline,
                             explain, explained)),
        "OK");
    EXPECT_EQ(explained.item().standing(), item.standing());
    EXPECT_EQ(explained.item().deadline().prudent_date(),
              item.deadline().prudent_date());
  }
  v1::ListDeadlinesRequest late;
  late.set_overdue_only(true);
  EXPECT_TRUE(CodesOf(Due(world_, kAnn, late)).empty());
  late.set_as_of_date("2012-12-11");
  EXPECT_EQ(CodesOf(Due(world_, kAnn, late)),
            (Codes{"QN-C-2012-0003 FILE 2012-12-10",
                   "QN-C-2012-0001 FILE 2012-12-03"}));
  // Closed, it leaves the list as any other does.
  v1::CloseConsultationRequest close;
  close.set_request_id(world_.Fresh());
  close.set_consultation_id("QN-C-2012-0004");
  close.set_reason("essai");
  v1::ConsultationAnswer closed;
  ASSERT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::ConsultationService::Stub::CloseConsultation, close,
                closed)),
            "OK");
  EXPECT_EQ(Due(world_, kAnn, v1::ListDeadlinesRequest()).items_size(), 3);
  // What was met is no warning: it comes by the latest day that it had.
  v1::FileGrievanceRequest file = UnionRequest();
  file.clear_known_date();
  file.set_submitted_date("2012-11-20");
  ASSERT_TRUE(File(kAnn, file).grievance().deadlines(0).undetermined());
  v1::ListDeadlinesRequest met;
  met.set_include_met(true);
  met.set_due_before_date("2012-12-19");
  EXPECT_EQ(
      CodesOf(Due(world_, kAnn, met)),
      (Codes{"QN-C-2012-0003 FILE 2012-12-10", "QN-C-2012-0002 FILE 2012-12-24",
             "QN-C-2012-0001 FILE 2012-12-03"}));
  met.set_due_before_date("2012-12-20");
  EXPECT_EQ(
      CodesOf(Due(world_, kAnn, met)),
      (Codes{"QN-C-2012-0003 FILE 2012-12-10", "QN-G-2012-0001 FILE 2012-12-20",
             "QN-C-2012-0002 FILE 2012-12-24",
             "QN-C-2012-0001 FILE 2012-12-03"}));
}

TEST_F(DueListCallsTest, ListsEachFileOnceToWhoSeesItTwice) {
  // Two mandates are granted by who keeps both, and a new code with them.
  const SmallWorldPerson both =
      world_.EnterKeeper("Gardienne de tous", world_.local);
  for (const std::string& kept :
       {world_.federation, world_.employer, world_.establishment}) {
    world_.MakeKeeper(both.id, kept);
  }
  world_.Grant(both, world_.Id(kFay), v1::Mandate::UNION_REP, world_.local);
  world_.Grant(both, world_.Id(kPaul), v1::Mandate::EMPLOYER_REP,
               world_.employer);
  for (const char* person : {kFay, kPaul}) world_.SignInAnew(both, person);
  Consult(kAnn);
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_establishment_id("CSSSN-SAD");
  const std::string id = File(kAnn, request).grievance().grievance_id();
  ASSERT_EQ(world_.Assign(kAnn, id, kFay), "OK");
  for (const char* person : {kFay, kPaul}) {
    EXPECT_EQ(List(person).grievances_size(), 1) << person;
  }
  EXPECT_EQ(Due(world_, kPaul, v1::ListDeadlinesRequest()).items_size(), 1);
  EXPECT_EQ(Due(world_, kFay, v1::ListDeadlinesRequest()).items_size(), 2);
  v1::ListConsultationsResponse consultations;
  ASSERT_EQ(ReasonOf(world_.Call(
                kFay, &v1::ConsultationService::Stub::ListConsultations,
                v1::ListConsultationsRequest(), consultations)),
            "OK");
  EXPECT_EQ(consultations.consultations_size(), 1);
}

// The file's profile says which day an instant falls on, and each screen goes
// by it: the server stands in Québec, these files elsewhere.
TEST_F(DueListCallsTest, JudgesEachFileOnTheDayOfItsOwnProfile) {
  const auto rules_of = [&](const char* time_zone) {
    v1::GetProfileRequest get;
    get.set_code("QC-SSS-30");
    v1::GetProfileResponse got;
    EXPECT_EQ(ReasonOf(world_.Call(kAda, &v1::ProfileService::Stub::GetProfile,
                                   get, got)),
              "OK");
    v1::Profile& profile = *got.mutable_profile();
    profile.set_code("ELSEWHERE");
    profile.set_version(profile.version() + ++versions_);
    profile.set_time_zone(time_zone);
    v1::ImportProfileRequest import;
    import.set_request_id(world_.Fresh());
    import.set_textproto(profile.DebugString());
    v1::ImportProfileResponse imported;
    EXPECT_EQ(
        ReasonOf(world_.Call(kAda, &v1::ProfileService::Stub::ImportProfile,
                             import, imported)),
        "OK");
  };
  rules_of("Asia/Tokyo");
  v1::CreateAgreementRequest agreement;
  agreement.set_request_id(world_.Fresh());
  agreement.mutable_agreement()->set_local_id("AUT");
  agreement.mutable_agreement()->set_employer_id("CSSS-AUT");
  agreement.mutable_agreement()->set_profile_code("ELSEWHERE");
  agreement.mutable_agreement()->set_title("Convention d'ailleurs (fictive)");
  agreement.mutable_agreement()->set_from_date("2011-01-01");
  v1::AgreementAnswer entered;
  SmallWorld& world = world_;
  ASSERT_EQ(ReasonOf(world.Call(world.other_keeper,
                                &v1::DirectoryService::Stub::CreateAgreement,
                                agreement, entered)),
            "OK");
  const auto consult = [&] {
    v1::OpenConsultationRequest open;
    open.set_request_id(world_.Fresh());
    open.set_issue_code("ORG-TIM");
    open.set_known_date("2012-11-03");
    v1::ConsultationAnswer opened;
    EXPECT_EQ(ReasonOf(world_.Call(
                  kZoe, &v1::ConsultationService::Stub::OpenConsultation, open,
                  opened)),
              "OK");
    EXPECT_EQ(opened.consultation().deadlines(0).due_date(), "2012-12-03");
    return opened.consultation().consultation_id();
  };
  const auto at = [&](int day, int hour) {
    world_.clock().Set(absl::FromCivil(absl::CivilHour(2012, 12, day, hour),
                                       absl::FixedTimeZone(-5 * 60 * 60)));
  };
  v1::ListDeadlinesRequest late;
  late.set_overdue_only(true);
  const auto days_left = [&](const std::string& file) {
    v1::ListDeadlinesRequest of_file;
    of_file.set_file_id(file);
    const v1::ListDeadlinesResponse due = Due(world_, kZoe, of_file);
    EXPECT_EQ(due.items_size(), 1);
    v1::ExplainDeadlineRequest explain;
    explain.set_deadline_id(due.items(0).deadline().deadline_id());
    v1::ExplainDeadlineResponse explained;
    EXPECT_EQ(
        ReasonOf(world_.Call(kZoe, &v1::DeadlineService::Stub::ExplainDeadline,
                             explain, explained)),
        "OK");
    EXPECT_EQ(explained.item().days_left(), due.items(0).days_left());
    EXPECT_EQ(explained.item().standing(), due.items(0).standing());
    return due.items(0).days_left();
  };
  // The evening in Québec is the morning after in Tokyo.
  const std::string tokyo = consult();
  at(3, 9);
  EXPECT_EQ(days_left(tokyo), 0);
  EXPECT_EQ(Due(world_, kZoe, late).items_size(), 0);
  at(3, 20);
  EXPECT_EQ(days_left(tokyo), -1);
  EXPECT_EQ(Due(world_, kZoe, late).items_size(), 1);
  late.set_as_of_date("2012-12-03");
  EXPECT_EQ(Due(world_, kZoe, late).items_size(), 0);
  late.clear_as_of_date();
  v1::CloseConsultationRequest close;
  close.set_request_id(world_.Fresh());
  close.set_consultation_id(tokyo);
  close.set_reason("réglé");
  v1::ConsultationAnswer closed;
  ASSERT_EQ(ReasonOf(world_.Call(
                kZoe, &v1::ConsultationService::Stub::CloseConsultation, close,
                closed)),
            "OK");
  // The night in Québec is still the evening before in Honolulu.
  rules_of("Pacific/Honolulu");
  const std::string honolulu = consult();
  at(4, 2);
  EXPECT_EQ(days_left(honolulu), 0);
  EXPECT_EQ(Due(world_, kZoe, late).items_size(), 0);
  at(4, 12);
  EXPECT_EQ(days_left(honolulu), -1);
  EXPECT_EQ(Due(world_, kZoe, late).items_size(), 1);
}

}  // namespace
}  // namespace entente
