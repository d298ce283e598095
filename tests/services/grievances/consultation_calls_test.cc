#include "services/grievances/consultation_calls.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/status.pb.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using E = v1::Event;
using Stub = v1::GrievanceService::Stub;
using ConsultationCallsTest = GrievanceServiceTest;

TEST_F(ConsultationCallsTest, ClosesAConsultationAndShowsWhoReadIt) {
  const std::string id = Consult(kAnn).consultation().consultation_id();
  v1::GetConsultationRequest get;
  get.set_consultation_id(id);
  v1::ConsultationAnswer answer;
  ASSERT_EQ(
      ReasonOf(world_.Call(
          kBea, &v1::ConsultationService::Stub::GetConsultation, get, answer)),
      "OK");
  v1::CloseConsultationRequest close;
  close.set_request_id(world_.Fresh());
  close.set_consultation_id(id);
  close.set_reason("réglé de vive voix");
  ASSERT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::ConsultationService::Stub::CloseConsultation, close,
                answer)),
            "OK");
  EXPECT_TRUE(answer.consultation().close_reason().empty());
  close.set_request_id(world_.Fresh());
  EXPECT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::ConsultationService::Stub::CloseConsultation, close,
                answer)),
            "CONSULTATION_CLOSED");
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_consultation_id(id);
  EXPECT_EQ(FileReason(kAnn, request), "CONSULTATION_CLOSED");
  ASSERT_EQ(
      ReasonOf(world_.Call(
          kAnn, &v1::ConsultationService::Stub::GetConsultation, get, answer)),
      "OK");
  EXPECT_EQ(answer.consultation().close_reason(), "réglé de vive voix");
  EXPECT_EQ(answer.consultation().summary(), kSummaryCanary);
  std::vector<std::string> moves;
  const v1::ListGrievanceHistoryResponse history = History(kAnn, id);
  for (const E& event : history.events()) {
    moves.push_back(
        absl::StrCat(E::Move_Name(event.move()), " ", event.recorded_by_id()));
  }
  EXPECT_EQ(moves,
            (std::vector<std::string>{"CONSULTATION_OPENED " + world_.Id(kAnn),
                                      "READ " + world_.Id(kBea),
                                      "CONSULTATION_CLOSED " + world_.Id(kAnn),
                                      "READ " + world_.Id(kAnn)}));
  EXPECT_EQ(History(kKarl, id).events_size(), 0);
  EXPECT_EQ(Due(world_, kAnn, v1::ListDeadlinesRequest()).items_size(), 0);
}

// Whoever names a consultation that became a grievance is told which, if it is
// theirs to read.
TEST_F(ConsultationCallsTest, SaysWhichGrievanceItBecameToThoseWhoReadIt) {
  using Consultations = v1::ConsultationService::Stub;
  const std::string id =
      Consult(kAnn, "HAR-PSY").consultation().consultation_id();
  v1::AssignConsultationRequest assign;
  assign.set_request_id(world_.Fresh());
  assign.set_consultation_id(id);
  assign.set_person_id(world_.Id(kBea));
  v1::ConsultationAnswer answer;
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Consultations::AssignConsultation,
                                 assign, answer)),
            "OK");
  v1::FileGrievanceRequest filing = UnionRequest();
  filing.clear_issue_code();
  filing.set_consultation_id(id);
  const v1::Grievance filed = File(kAnn, filing).grievance();
  ASSERT_TRUE(filed.restricted());

  const auto told = [&](absl::string_view as) {
    filing.set_request_id(world_.Fresh());
    v1::GrievanceAnswer grievance;
    v1::CloseConsultationRequest close;
    close.set_request_id(world_.Fresh());
    close.set_consultation_id("QN-C-2012-0001");
    close.set_reason("réglé de vive voix");
    v1::CorrectConsultationRequest correct;
    correct.set_request_id(world_.Fresh());
    correct.set_consultation_id(id);
    correct.set_field("known_date");
    correct.set_value("2012-11-02");
    correct.set_reason("faute de frappe");
    std::vector<std::string> all;
    for (const grpc::Status& status :
         {world_.Call(as, &v1::GrievanceService::Stub::FileGrievance, filing,
                      grievance),
          world_.Call(as, &Consultations::CloseConsultation, close, answer),
          world_.Call(as, &Consultations::CorrectConsultation, correct,
                      answer)}) {
      const Refused refused = RefusedBy(status);
      all.push_back(absl::StrCat(
          refused.reason, absl::StrContains(refused.sentence, "QN-G-2012-0001")
                              ? " names it"
                              : ""));
    }
    return all;
  };
  const std::vector<std::string> named(3, "CONSULTATION_FILED names it");
  EXPECT_EQ(told(kAnn), named);
  EXPECT_EQ(told(kBea), named);
  // To whom the consultation is entrusted, and no longer the grievance.
  ASSERT_EQ(world_.Assign(kAnn, filed.grievance_id(), kBea, true), "OK");
  EXPECT_EQ(told(kBea), std::vector<std::string>(3, "CONSULTATION_CLOSED"));
}

// What a filing states holds; where its consultation says otherwise, the answer
// names the field and both values, and nothing is refused.
TEST_F(ConsultationCallsTest, AFilingThatSaysOtherwiseIsToldSo) {
  const auto differences = [](const v1::GrievanceAnswer& answer) {
    std::vector<std::string> all;
    for (const auto& each : answer.consultation_differences()) {
      all.push_back(absl::StrCat(each.field(), ": ", each.stated(), ", ",
                                 each.consulted()));
    }
    return all;
  };
  using Strings = std::vector<std::string>;
  v1::FileGrievanceRequest filing = UnionRequest();
  filing.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
  filing.set_consultation_id(Consult(kAnn).consultation().consultation_id());
  filing.set_issue_code("PRO-ETH");
  filing.set_occurred_date("2012-10-31");
  filing.set_known_date("2012-11-05");
  filing.add_grievor_ids(world_.Id(kMember2));
  const v1::GrievanceAnswer other = File(kAnn, filing);
  Strings told = {"occurred_date: 2012-10-31, 2012-11-01",
                  "known_date: 2012-11-05, 2012-11-03",
                  "issue_code: PRO-ETH, ORG-TIM", "grievor_ids: , "};
  EXPECT_EQ(differences(other), told);
  EXPECT_EQ(other.grievance().known_date(), "2012-11-05");
  // The answer may have been lost: it says the same again, but of persons, whom
  // it does not read again; and to nobody else.
  told.pop_back();
  const v1::GrievanceAnswer again = File(kAnn, filing);
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.grievance().grievance_id(), other.grievance().grievance_id());
  EXPECT_EQ(differences(again), told);
  const std::string id = other.grievance().grievance_id();
  EXPECT_EQ(Get(kAnn, id).consultation_differences_size(), 0);
  EXPECT_EQ(Get(kKarl, id).consultation_differences_size(), 0);

  // The same said again, in another order, or left out.
  v1::OpenConsultationRequest open = ConsultationRequest();
  open.clear_occurred_date();
  open.add_member_ids(world_.Id(kMember2));
  v1::FileGrievanceRequest same = UnionRequest();
  same.set_grievance_class(v1::GrievanceClass::GROUP);
  same.set_consultation_id(
      Consult(kAnn, open).consultation().consultation_id());
  // The consultation says nothing of that day.
  same.set_occurred_date("2012-10-31");
  same.clear_known_date();
  same.clear_issue_code();
  same.add_grievor_ids(world_.Id(kMember2));
  same.add_grievor_ids(world_.Id(kMember));
  EXPECT_EQ(differences(File(kAnn, same)), Strings{});
  // Of a union's own grievance the members become beneficiaries.
  v1::FileGrievanceRequest own = UnionRequest();
  own.set_consultation_id(Consult(kAnn).consultation().consultation_id());
  own.set_occurred_date("2012-11-01");
  own.set_known_date("2012-11-04");
  own.set_validate_only(true);
  EXPECT_EQ(differences(File(kAnn, own)),
            (Strings{"known_date: 2012-11-04, 2012-11-03"}));
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(ConsultationCallsTest, TakesAMissingDayAndCountsItsDeadlineAnew) {
  v1::OpenConsultationRequest open = ConsultationRequest();
  open.clear_known_date();
  const v1::Consultation consultation = Consult(kAnn, open).consultation();
  ASSERT_EQ(consultation.deadlines_size(), 1);
  EXPECT_TRUE(consultation.deadlines(0).undetermined());
  // 30 days from the consultation, when the member knew at the latest.
  EXPECT_EQ(consultation.deadlines(0).due_date(), "2012-12-24");
  EXPECT_EQ(consultation.deadlines(0).prudent_date(), "2012-11-30");

  v1::CorrectConsultationRequest request;
  request.set_consultation_id(consultation.number());
  request.set_field("known_date");
  request.set_reason("le membre a précisé le jour");
  v1::ConsultationAnswer answer;
  const auto correct = [&](absl::string_view as, const char* field,
                           const char* value) {
    request.set_request_id(world_.Fresh());
    request.set_field(field);
    request.set_value(value);
    return ReasonOf(
        world_.Call(as, &v1::ConsultationService::Stub::CorrectConsultation,
                    request, answer));
  };
  EXPECT_EQ(correct(kAnn, "known_date", "2012-11-23"), "DATE_IN_FUTURE");
  EXPECT_EQ(correct(kAnn, "known_date", "2012-11-32"), "DATE_MALFORMED");
  EXPECT_EQ(correct(kAnn, "known_date", ""), "NOTHING_TO_CORRECT");
  EXPECT_EQ(correct(kAnn, "consulted_date", ""), "FIELD_REQUIRED");
  EXPECT_EQ(correct(kAnn, "summary", "x"), "VALUE_UNKNOWN");
  EXPECT_EQ(correct(kAnn, "consulted_date", "2012-10-31"), "DATE_ORDER");
  EXPECT_EQ(correct(kKarl, "known_date", "2012-11-03"), "ROLE_REQUIRED");
  EXPECT_EQ(correct(kZoe, "known_date", "2012-11-03"), "NOT_AVAILABLE");
  ASSERT_EQ(correct(kAnn, "known_date", "2012-11-03"), "OK");
  const v1::Consultation corrected = answer.consultation();
  EXPECT_EQ(corrected.known_date(), "2012-11-03");
  EXPECT_TRUE(corrected.summary().empty());
  ASSERT_EQ(corrected.deadlines_size(), 2);
  EXPECT_EQ(corrected.deadlines(0).superseded_by_deadline_id(),
            corrected.deadlines(1).deadline_id());
  EXPECT_FALSE(corrected.deadlines(0).ended_by_event_id().empty());
  EXPECT_FALSE(corrected.deadlines(1).undetermined());
  EXPECT_EQ(corrected.deadlines(1).due_date(), "2012-12-03");
  EXPECT_EQ(correct(kAnn, "known_date", "2012-11-03"), "NOTHING_TO_CORRECT");
  const v1::ListDeadlinesResponse due =
      Due(world_, kAnn, v1::ListDeadlinesRequest());
  ASSERT_EQ(due.items_size(), 1);
  EXPECT_EQ(due.items(0).deadline().deadline_id(),
            corrected.deadlines(1).deadline_id());

  const v1::ListGrievanceHistoryResponse history =
      History(kAnn, corrected.number());
  ASSERT_EQ(history.events_size(), 2);
  const E& event = history.events(1);
  EXPECT_EQ(event.move(), E::CONSULTATION_CORRECTED);
  EXPECT_EQ(event.reason(), "le membre a précisé le jour");
  EXPECT_EQ(event.consultation().known_date(), "2012-11-03");

  // What the member said stands as it did.
  v1::GetConsultationRequest get;
  get.set_consultation_id(corrected.number());
  ASSERT_EQ(
      ReasonOf(world_.Call(
          kAnn, &v1::ConsultationService::Stub::GetConsultation, get, answer)),
      "OK");
  EXPECT_EQ(answer.consultation().summary(), kSummaryCanary);
  EXPECT_EQ(answer.consultation().etag(), corrected.etag());

  // Filed, it is the grievance that is corrected.
  v1::FileGrievanceRequest file = UnionRequest();
  file.set_consultation_id(corrected.number());
  File(kAnn, file);
  EXPECT_EQ(correct(kAnn, "known_date", "2012-11-02"), "CONSULTATION_FILED");
}

TEST_F(ConsultationCallsTest, IsCountedByTheAgreementOfItsCorrectedDay) {
  SmallWorld& world = world_;
  v1::CreateAgreementRequest newer;
  newer.set_request_id(world_.Fresh());
  newer.mutable_agreement()->set_local_id(world.local);
  newer.mutable_agreement()->set_employer_id(world.employer);
  newer.mutable_agreement()->set_profile_code("QC-SSS-60");
  newer.mutable_agreement()->set_title("Convention suivante");
  newer.mutable_agreement()->set_from_date("2012-11-10");
  v1::AgreementAnswer entered;
  ASSERT_EQ(ReasonOf(world.Call(world.keeper,
                                &v1::DirectoryService::Stub::CreateAgreement,
                                newer, entered)),
            "OK");
  v1::OpenConsultationRequest open = ConsultationRequest();
  open.clear_occurred_date();
  open.clear_known_date();
  const v1::Consultation opened = Consult(kAnn, open).consultation();
  EXPECT_EQ(opened.agreement_id(), entered.agreement().agreement_id());
  EXPECT_EQ(opened.deadlines(0).profile_code(), "QC-SSS-60");
  v1::CorrectConsultationRequest request;
  request.set_consultation_id(opened.consultation_id());
  request.set_reason("le membre a précisé le jour");
  v1::ConsultationAnswer answer;
  const auto correct = [&](const char* field, const char* value) {
    request.set_request_id(world_.Fresh());
    request.set_field(field);
    request.set_value(value);
    return ReasonOf(
        world_.Call(kAnn, &v1::ConsultationService::Stub::CorrectConsultation,
                    request, answer));
  };
  // In force still.
  ASSERT_EQ(correct("occurred_date", "2012-11-12"), "OK");
  EXPECT_EQ(answer.consultation().agreement_id(), opened.agreement_id());
  ASSERT_EQ(correct("occurred_date", "2012-11-01"), "OK");
  EXPECT_NE(answer.consultation().agreement_id(), opened.agreement_id());
  EXPECT_EQ(answer.consultation().deadlines().rbegin()->profile_code(),
            "QC-SSS-30");
  ASSERT_EQ(correct("known_date", "2012-11-03"), "OK");
  const v1::Consultation& corrected = answer.consultation();
  EXPECT_EQ(corrected.deadlines().rbegin()->profile_code(), "QC-SSS-30");
  EXPECT_EQ(corrected.deadlines().rbegin()->due_date(), "2012-12-03");
}

std::string FieldsInConflict(const grpc::Status& status) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  for (const google::protobuf::Any& detail : details.details()) {
    google::rpc::ErrorInfo info;
    if (!detail.UnpackTo(&info) || info.reason() != "FIELDS_CONFLICT") continue;
    const auto& metadata = info.metadata();
    return absl::StrCat(metadata.at("field"), " ", metadata.at("other_field"));
  }
  return ReasonOf(status);
}

// The union keeps it to itself: it is never part of what another local, or an
// employer, files.
TEST_F(ConsultationCallsTest, BecomesAGrievanceOfTheConsultedLocalAlone) {
  // Ann represents the other local too, since one person keeps the mandates of
  // both.
  SmallWorld& world = world_;
  world.MakeKeeper(world.keeper.id, world.other_local);
  world.Grant(world.keeper, world_.Id(kAnn), v1::Mandate::UNION_REP,
              world.other_local);
  v1::OpenConsultationRequest open;
  open.set_request_id(world_.Fresh());
  open.set_local_id("QN");
  open.set_issue_code("ORG-TIM");
  open.set_occurred_date("2012-11-01");
  v1::ConsultationAnswer opened;
  ASSERT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::ConsultationService::Stub::OpenConsultation, open,
                opened)),
            "OK");
  v1::ListAgreementsRequest of_other;
  of_other.set_organization_id("AUT");
  v1::ListAgreementsResponse agreements;
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &v1::DirectoryService::Stub::ListAgreements,
                           of_other, agreements)),
      "OK");
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_consultation_id(opened.consultation().number());
  request.set_agreement_id(agreements.agreements(0).agreement_id());
  v1::GrievanceAnswer answer;
  const auto conflict = [&] {
    return FieldsInConflict(
        world_.Call(kAnn, &Stub::FileGrievance, request, answer));
  };
  EXPECT_EQ(conflict(), "consultation_id agreement_id");
  request.set_local_id("AUT");
  EXPECT_EQ(conflict(), "consultation_id agreement_id");
  request.clear_agreement_id();
  EXPECT_EQ(conflict(), "agreement_id local_id");
  request.set_local_id("QN");
  request.set_grievance_class(v1::GrievanceClass::EMPLOYER);
  request.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  request.mutable_instrument()->set_instrument_date("2012-11-20");
  request.mutable_instrument()->set_way(v1::Delivery::MAIL);
  EXPECT_EQ(conflict(), "consultation_id grievance_class");
  EXPECT_EQ(List(kKarl).grievances_size(), 0);
  request.set_grievance_class(v1::GrievanceClass::UNION);
  request.clear_instrument();
  EXPECT_EQ(conflict(), "OK");
}

// Decision 5: a consultation on harassment is restricted by default, and read
// by those to whom it is entrusted alone.
class RestrictedConsultationTest : public GrievanceServiceTest {
 protected:
  std::string Read(absl::string_view as, const std::string& id) {
    v1::GetConsultationRequest get;
    get.set_consultation_id(id);
    v1::ConsultationAnswer answer;
    return ReasonOf(world_.Call(
        as, &v1::ConsultationService::Stub::GetConsultation, get, answer));
  }

  std::string Assign(absl::string_view as, const std::string& id,
                     absl::string_view person, bool remove = false,
                     v1::ConsultationAnswer* shown = nullptr) {
    v1::AssignConsultationRequest request;
    request.set_request_id(world_.Fresh());
    request.set_consultation_id(id);
    request.set_person_id(world_.Id(person));
    request.set_remove(remove);
    v1::ConsultationAnswer answer;
    const std::string reason = ReasonOf(
        world_.Call(as, &v1::ConsultationService::Stub::AssignConsultation,
                    request, answer));
    if (shown != nullptr) *shown = answer;
    return reason;
  }
};

TEST_F(RestrictedConsultationTest, IsEntrustedToWhoeverOpensIt) {
  const v1::Consultation opened = Consult(kAnn, "HAR-PSY").consultation();
  EXPECT_TRUE(opened.restricted());
  ASSERT_EQ(opened.assignments_size(), 1);
  EXPECT_EQ(opened.assignments(0).person_id(), world_.Id(kAnn));
  EXPECT_EQ(opened.assignments(0).side(), 1u);
  EXPECT_FALSE(Consult(kAnn).consultation().restricted());
  EXPECT_EQ(Read(kAnn, opened.consultation_id()), "OK");
  EXPECT_EQ(Read(kAnn, opened.number()), "OK");
  EXPECT_EQ(Read(kBea, opened.consultation_id()), "NOT_AVAILABLE");
  EXPECT_EQ(Read(kBea, opened.number()), "NOT_AVAILABLE");
}

TEST_F(RestrictedConsultationTest, IsReadByWhomItIsEntrustedToAndNoLonger) {
  const std::string id =
      Consult(kAnn, "HAR-PSY").consultation().consultation_id();
  EXPECT_EQ(Assign(kBea, id, kBea), "NOT_AVAILABLE");
  EXPECT_EQ(Assign(kAnn, id, kZoe), "MANDATE_REQUIRED");
  EXPECT_EQ(Assign(kAnn, id, kFay), "MANDATE_REQUIRED");
  ASSERT_EQ(Assign(kAnn, id, kBea), "OK");
  EXPECT_EQ(Assign(kAnn, id, kBea), "ENTRUSTED_SO_ALREADY");
  EXPECT_EQ(Read(kBea, id), "OK");
  ASSERT_EQ(Assign(kBea, id, kAnn, true), "OK");
  EXPECT_EQ(Read(kAnn, id), "NOT_AVAILABLE");
  EXPECT_EQ(Read(kBea, id), "OK");
  const v1::ListGrievanceHistoryResponse history = History(kBea, id);
  // With the two readings.
  ASSERT_EQ(history.events_size(), 5);
  EXPECT_EQ(history.events(1).move(), E::CONSULTATION_ASSIGNED);
  EXPECT_EQ(history.events(3).move(), E::CONSULTATION_ASSIGNED);
}

// The only one who had it may have left.
TEST_F(RestrictedConsultationTest, IsEntrustedAnewByTheKeeperWhoReadsNothing) {
  const v1::Consultation opened = Consult(kAnn, "HAR-PSY").consultation();
  EXPECT_EQ(Assign(kKim, opened.consultation_id(), kBea), "NOT_AVAILABLE");
  v1::AssignConsultationRequest request;
  request.set_request_id(world_.Fresh());
  request.set_consultation_id(opened.number());
  request.set_person_id(world_.Id(kBea));
  SmallWorld& world = world_;
  v1::ConsultationAnswer answer;
  const auto as_keeper = [&] {
    return ReasonOf(world.Call(
        world.keeper, &v1::ConsultationService::Stub::AssignConsultation,
        request, answer));
  };
  // Ann has it, and shares it herself.
  EXPECT_EQ(as_keeper(), "ALREADY_ENTRUSTED");
  world.RevokeMandateOf(world.keeper, world_.Id(kAnn));
  request.set_person_id(world.keeper.id);
  EXPECT_EQ(as_keeper(), "SELF_GRANT");
  request.set_person_id(world_.Id(kBea));
  for (int repeated = 0; repeated < 2; ++repeated) {
    ASSERT_EQ(as_keeper(), "OK");
    v1::Consultation id_alone;
    id_alone.set_consultation_id(opened.consultation_id());
    EXPECT_EQ(answer.consultation().DebugString(), id_alone.DebugString());
  }
  EXPECT_EQ(Read(kBea, opened.number()), "OK");
}

TEST_F(RestrictedConsultationTest, BecomesARestrictedGrievanceOfTheSamePeople) {
  const std::string id =
      Consult(kAnn, "HAR-PSY").consultation().consultation_id();
  ASSERT_EQ(Assign(kAnn, id, kBea), "OK");
  v1::FileGrievanceRequest request = IndividualRequest();
  request.set_consultation_id(id);
  // The summary may show that it is about something else.
  request.set_issue_code("ORG-TIM");
  const v1::Grievance filed = File(kBea, request).grievance();
  EXPECT_TRUE(filed.restricted());
  std::string reason;
  for (const char* person : {kAnn, kBea}) {
    Get(person, filed.grievance_id(), &reason);
    EXPECT_EQ(reason, "OK") << person;
    EXPECT_EQ(Read(person, id), "OK") << person;
  }
  ASSERT_EQ(Assign(kAnn, id, kBea, true), "OK");
  Get(kBea, filed.grievance_id(), &reason);
  EXPECT_EQ(reason, "OK");
}

// What the member said is in the consultation: it is closed as the grievance
// is, by its issue at filing or by a later correction.
TEST_F(RestrictedConsultationTest, FollowsAGrievanceThatIsRestrictedLater) {
  for (const bool by_correction : {false, true}) {
    const std::string id = Consult(kAnn).consultation().consultation_id();
    EXPECT_EQ(Read(kBea, id), "OK");
    v1::FileGrievanceRequest request = IndividualRequest();
    request.set_consultation_id(id);
    request.set_issue_code(by_correction ? "ORG-TIM" : "HAR-PSY");
    const v1::Grievance filed = File(kAnn, request).grievance();
    EXPECT_EQ(filed.restricted(), !by_correction);
    if (by_correction) {
      EXPECT_EQ(Read(kBea, id), "OK");
      v1::CorrectGrievanceRequest correct;
      correct.set_request_id(world_.Fresh());
      correct.set_grievance_id(filed.grievance_id());
      correct.set_field("issue_code");
      correct.set_value("HAR-PSY");
      correct.set_reason("objet mal choisi");
      v1::GrievanceAnswer answer;
      ASSERT_EQ(
          ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
          "OK");
    }
    EXPECT_EQ(Read(kBea, id), "NOT_AVAILABLE");
    EXPECT_EQ(Read(kAnn, id), "OK");
  }
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

TEST_F(RestrictedConsultationTest, LeavesAStoreThatVerifies) {
  const std::string id =
      Consult(kAnn, "HAR-PSY").consultation().consultation_id();
  ASSERT_EQ(Assign(kAnn, id, kBea), "OK");
  ASSERT_EQ(Assign(kAnn, id, kBea, true), "OK");
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

}  // namespace
}  // namespace entente
