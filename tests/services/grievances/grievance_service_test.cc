#include "services/grievances/grievance_service.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "storage/change_store.h"
#include "storage/store.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;
using Stub = v1::GrievanceService::Stub;

TEST_F(GrievanceServiceTest, TellsTheStoryOfQuebecNord) {
  const v1::ConsultationAnswer opened = Consult(kAnn);
  EXPECT_EQ(opened.consultation().number(), "QN-C-2012-0001");
  ASSERT_EQ(opened.consultation().deadlines_size(), 1);
  // Domain A.7: 30 days from Saturday 3 November end on Monday 3 December.
  EXPECT_EQ(opened.consultation().deadlines(0).due_date(), "2012-12-03");
  EXPECT_TRUE(opened.consultation().summary().empty());

  v1::FileGrievanceRequest request = UnionRequest();
  request.set_consultation_id(opened.consultation().number());
  request.clear_issue_code();
  const v1::GrievanceAnswer filed = File(kAnn, request);
  const G& grievance = filed.grievance();
  EXPECT_EQ(grievance.state(), G::FILED);
  EXPECT_EQ(grievance.issue_code(), "ORG-TIM");
  EXPECT_EQ(grievance.profile_code(), "QC-SSS-30");
  EXPECT_EQ(grievance.profile_version(), 1u);
  EXPECT_EQ(grievance.parties(0).number(), "QN-G-2012-0001");
  EXPECT_TRUE(grievance.parties(1).number().empty());
  EXPECT_EQ(grievance.grievors_size(), 0);
  ASSERT_EQ(grievance.protected_persons_size(), 1);
  EXPECT_TRUE(grievance.protected_persons(0).name().empty());
  EXPECT_EQ(filed.standing().verdict(), v1::Standing::TIMELY);

  v1::GetConsultationRequest get;
  get.set_consultation_id(opened.consultation().consultation_id());
  v1::ConsultationAnswer consultation;
  ASSERT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::ConsultationService::Stub::GetConsultation, get,
                consultation)),
            "OK");
  EXPECT_EQ(consultation.consultation().state(), v1::Consultation::FILED);
  EXPECT_EQ(consultation.consultation().summary(), kSummaryCanary);
  EXPECT_EQ(consultation.consultation().grievance_id(),
            grievance.grievance_id());
  EXPECT_EQ(consultation.consultation().deadlines(0).met_date(), "2012-11-20");

  v1::ReceiveGrievanceRequest receive;
  receive.set_request_id(world_.Fresh());
  receive.set_grievance_id("QN-G-2012-0001");
  receive.set_received_date("2012-11-20");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::ReceiveGrievance, receive, answer)),
      "INSTRUMENT_REQUIRED");
  receive.mutable_instrument()->set_kind(v1::Instrument::FORM);
  receive.mutable_instrument()->set_instrument_date("2012-11-20");
  receive.mutable_instrument()->set_way(v1::Delivery::HAND);
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::ReceiveGrievance, receive, answer)),
      "OK");
  EXPECT_EQ(answer.grievance().state(), G::RECEIVED);

  world_.SetDay(2012, 12, 1);
  v1::ReplyGrievanceRequest reply;
  reply.set_request_id(world_.Fresh());
  reply.set_grievance_id(grievance.grievance_id());
  reply.set_answer(G::Reply::DENIED);
  reply.set_reply_date("2012-11-29");
  reply.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  reply.mutable_instrument()->set_reference("lettre du 28 novembre");
  reply.mutable_instrument()->set_instrument_date("2012-11-28");
  reply.mutable_instrument()->set_way(v1::Delivery::MAIL);
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::ReplyGrievance, reply, answer)),
            "OK");
  EXPECT_EQ(answer.grievance().state(), G::ANSWERED);
  const v1::ListGrievanceHistoryResponse history =
      History(kKarl, grievance.grievance_id());
  ASSERT_EQ(history.events_size(), 3);
  EXPECT_EQ(history.events(2).move(), E::GRIEVANCE_ANSWERED);
  EXPECT_EQ(history.events(2).acted_by_side(), 2u);
  EXPECT_EQ(history.events(2).recorded_by_id(), world_.Id(kAnn));
  EXPECT_EQ(history.events(2).instrument().reference(),
            "lettre du 28 novembre");

  v1::AdvanceGrievanceRequest advance;
  advance.set_request_id(world_.Fresh());
  advance.set_grievance_id(grievance.grievance_id());
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::AdvanceGrievance, advance, answer)),
      "LAST_STEP");

  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  withdraw.set_grievance_id(grievance.grievance_id());
  withdraw.set_reason("l'outil est retiré");
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::WithdrawGrievance, withdraw, answer)),
      "OWNER_SIDE_ONLY");
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::WithdrawGrievance, withdraw, answer)),
      "OK");
  EXPECT_EQ(answer.grievance().state(), G::WITHDRAWN);
}

TEST_F(GrievanceServiceTest, LeavesAStoreThatVerifies) {
  const std::string consultation =
      Consult(kAnn).consultation().consultation_id();
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_consultation_id(consultation);
  auto& external = *request.add_external_numbers();
  external.set_issuer(G::ExternalNumber::REGISTRY);
  external.set_number("2012-3023");
  const std::string id = File(kAnn, request).grievance().grievance_id();
  File(kZoe, [&] {
    v1::FileGrievanceRequest other = UnionRequest();
    other.set_local_id("AUT");
    return other;
  }());
  v1::GrievanceAnswer answer;
  v1::ReceiveGrievanceRequest receive;
  receive.set_request_id(world_.Fresh());
  receive.set_grievance_id(id);
  receive.set_external_number("RH-77");
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::ReceiveGrievance, receive, answer)),
      "OK");
  EXPECT_EQ(answer.grievance().external_numbers_size(), 2);
  v1::CorrectGrievanceRequest correct;
  correct.set_request_id(world_.Fresh());
  correct.set_grievance_id(id);
  correct.set_field("submitted_date");
  correct.set_value("2012-11-19");
  correct.set_reason("erreur");
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "OK");
  for (const bool remove : {false, true}) {
    v1::AssignGrievanceRequest assign;
    assign.set_request_id(world_.Fresh());
    assign.set_grievance_id(id);
    assign.set_person_id(world_.Id(kBea));
    assign.set_remove(remove);
    ASSERT_EQ(
        ReasonOf(world_.Call(kAnn, &Stub::AssignGrievance, assign, answer)),
        "OK");
  }
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  // Either external number finds it.
  withdraw.set_grievance_id("RH-77");
  withdraw.set_reason("réglé");
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::WithdrawGrievance, withdraw, answer)),
      "OK");
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
  for (const auto& finding : report.findings) {
    ADD_FAILURE() << finding.record_kind << " " << finding.record_number << " "
                  << finding.what;
  }
}

TEST_F(GrievanceServiceTest, FilesUnderTheAgreementThatWasEnteredLast) {
  std::string last;
  // All from the same day; ids are random, and tell no order.
  for (int i = 0; i < 6; ++i) {
    world_.clock().Advance(absl::Minutes(1));
    v1::CreateAgreementRequest request;
    request.set_request_id(world_.Fresh());
    v1::Agreement& given = *request.mutable_agreement();
    given.set_local_id("QN");
    given.set_employer_id("CSSSN");
    given.set_profile_code("QC-SSS-30");
    given.set_title(absl::StrCat("Convention reprise ", i, " (fictive)"));
    given.set_from_date("2010-01-01");
    v1::AgreementAnswer answer;
    ASSERT_EQ(
        ReasonOf(world_.Call(kAnn, &v1::DirectoryService::Stub::CreateAgreement,
                             request, answer)),
        "OK");
    last = answer.agreement().agreement_id();
  }
  EXPECT_EQ(File(kAnn, UnionRequest()).grievance().agreement_id(), last);
  v1::FileGrievanceRequest of_employer = UnionRequest();
  of_employer.set_grievance_class(v1::GrievanceClass::EMPLOYER);
  EXPECT_EQ(File(kKarl, of_employer).grievance().agreement_id(), last);
}

// One text for all: else it would tell who exists.
TEST_F(GrievanceServiceTest, FilesNothingUnderAProfileOfMediations) {
  // No call enters such an agreement, but a store may have come by one.
  v1::Event entered;
  entered.set_move(E::AGREEMENT_CREATED);
  entered.set_record_id("of-mediations");
  v1::Agreement& agreement = *entered.mutable_agreement();
  agreement.set_agreement_id("of-mediations");
  agreement.set_local_id(world_.local);
  agreement.set_employer_id(world_.employer);
  agreement.set_profile_code("FR-MED-FPH");
  agreement.set_from_date("2010-01-01");
  Store& store = world_.server().store();
  const absl::Status kept =
      store.database().Write([&](Transaction& transaction) {
        return ApplyChange(transaction, store.keyring(), nullptr, entered);
      });
  ASSERT_TRUE(kept.ok()) << kept;
  const auto refused = [&](auto method, auto request, auto answer) {
    request.set_request_id(world_.Fresh());
    request.set_agreement_id("of-mediations");
    const Refused told = RefusedBy(world_.Call(kAnn, method, request, answer));
    return told.reason + " " + told.field;
  };
  EXPECT_EQ(
      refused(&Stub::FileGrievance, UnionRequest(), v1::GrievanceAnswer()),
      "PROFILE_OF_MEDIATIONS agreement_id");
  EXPECT_EQ(refused(&v1::ConsultationService::Stub::OpenConsultation,
                    ConsultationRequest(), v1::ConsultationAnswer()),
            "PROFILE_OF_MEDIATIONS agreement_id");
  EXPECT_EQ(List(kAnn).grievances_size(), 0);
}

TEST_F(GrievanceServiceTest, EntrustsAFileToNobodyWithoutAMandateForItsSide) {
  const std::string id = File(kAnn, UnionRequest()).grievance().grievance_id();
  const auto refused = [&](absl::string_view as, const std::string& person_id) {
    v1::AssignGrievanceRequest assign;
    assign.set_request_id(world_.Fresh());
    assign.set_grievance_id(id);
    assign.set_person_id(person_id);
    v1::GrievanceAnswer answer;
    return RefusedBy(world_.Call(as, &Stub::AssignGrievance, assign, answer));
  };
  // The order of the metadata is no one's, so their size stands for them.
  const auto told = [&](absl::string_view as, const std::string& person_id) {
    const Refused said = refused(as, person_id);
    return absl::StrCat(said.reason, " ", said.field, " ", said.sentence, " ",
                        said.details.size());
  };
  EXPECT_EQ(refused(kAnn, "nobody-at-all").reason, "MANDATE_REQUIRED");
  EXPECT_EQ(refused(kAnn, "nobody-at-all").field, "person_id");
  for (const char* person : {kKarl, kMember, kSealedMember}) {
    EXPECT_EQ(told(kAnn, world_.Id(person)), told(kAnn, "nobody-at-all"))
        << person;
  }
  // As little learns a keeper of the other side.
  EXPECT_EQ(refused(kKim, "nobody-at-all").reason, "MANDATE_REQUIRED");
  for (const char* person : {kAnn, kMember}) {
    EXPECT_EQ(told(kKim, world_.Id(person)), told(kKim, "nobody-at-all"))
        << person;
  }
}

TEST_F(GrievanceServiceTest, LetsTheKeeperAssignTheFirstOfTheOtherSide) {
  v1::FileGrievanceRequest request = IndividualRequest();
  request.set_issue_code("HAR-PSY");
  const std::string id = File(kAnn, request).grievance().grievance_id();
  std::string reason;
  Get(kKarl, id, &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  v1::AssignGrievanceRequest assign;
  assign.set_request_id(world_.Fresh());
  assign.set_grievance_id(id);
  assign.set_person_id(world_.Id(kKarl));
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::AssignGrievance, assign, answer)),
      "NOT_AVAILABLE");
  assign.set_request_id(world_.Fresh());
  ASSERT_EQ(ReasonOf(world_.Call(kKim, &Stub::AssignGrievance, assign, answer)),
            "OK");
  EXPECT_TRUE(answer.grievance().statement().empty());
  EXPECT_EQ(answer.grievance().grievance_id(), id);
  EXPECT_EQ(Get(kKarl, id, &reason).grievance().grievors(0).name(),
            kMemberName);
  EXPECT_EQ(reason, "OK");
  Get(kBea, id, &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  // The other side does not see who has the file here.
  EXPECT_EQ(Get(kKarl, id).grievance().assignments_size(), 1);
  EXPECT_EQ(History(kAnn, id).events_size(), 1);
}

TEST_F(GrievanceServiceTest, RefusesWhatIsWrongAndNamesTheField) {
  using Change = std::function<void(v1::FileGrievanceRequest&)>;
  const std::vector<std::tuple<const char*, const char*, Change>> bad = {
      {"DATE_IN_FUTURE", "submitted_date",
       [](auto& r) { r.set_submitted_date("2012-11-23"); }},
      {"DATE_MALFORMED", "known_date",
       [](auto& r) { r.set_known_date("2012-02-30"); }},
      {"DATE_ORDER", "submitted_date",
       [](auto& r) { r.set_known_date("2012-11-21"); }},
      {"DATE_IN_FUTURE", "occurred_date",
       [](auto& r) {
         r.set_occurred_date("2012-12-24");
         r.clear_known_date();
       }},
      {"GRIEVOR_COUNT", "grievor_ids", [](auto& r) { r.clear_grievor_ids(); }},
      {"GRIEVOR_COUNT", "grievor_ids",
       [](auto& r) { r.set_grievance_class(v1::GrievanceClass::GROUP); }},
      {"GRIEVOR_COUNT", "grievor_ids",
       [](auto& r) { r.set_grievance_class(v1::GrievanceClass::UNION); }},
      {"REFERENCE_UNKNOWN", "grievor_ids[0]",
       [](auto& r) { r.set_grievor_ids(0, "nobody"); }},
      {"SEALED_GRIEVOR", "grievor_ids[0]",
       [&](auto& r) { r.set_grievor_ids(0, world_.Id(kSealedMember)); }},
      {"REFERENCE_UNKNOWN", "local_id",
       [](auto& r) { r.set_local_id("NOWHERE"); }},
      {"NOT_AVAILABLE", "", [](auto& r) { r.set_local_id("AUT"); }},
      {"REFERENCE_UNKNOWN", "agreement_id",
       [](auto& r) { r.set_agreement_id("x"); }},
      {"REFERENCE_UNKNOWN", "consultation_id",
       [](auto& r) { r.set_consultation_id("QN-C-2012-0099"); }},
      {"NO_AGREEMENT_IN_FORCE", "agreement_id",
       [](auto& r) { r.set_occurred_date("2009-05-01"); }},
      {"VALUE_UNKNOWN", "issue_code",
       [](auto& r) { r.set_issue_code("MED-CIV"); }},
      {"FIELD_REQUIRED", "issue_code", [](auto& r) { r.clear_issue_code(); }},
      {"FIELD_REQUIRED", "statement", [](auto& r) { r.set_statement(" "); }},
      {"FIELD_TOO_LONG", "statement",
       [](auto& r) { r.set_statement(std::string(2001, 'a')); }},
      {"FIELD_BAD_CHARACTER", "facts", [](auto& r) { r.set_facts("\x01"); }},
      {"FIELD_TOO_MANY", "grievor_ids",
       [](auto& r) {
         for (int i = 0; i < 1000; ++i) r.add_grievor_ids("x");
       }},
      {"NAMED_TWICE", "grievor_ids[1]",
       [&](auto& r) {
         r.set_grievance_class(v1::GrievanceClass::GROUP);
         r.add_grievor_ids(world_.Id(kMember));
       }},
      {"NAMED_TWICE", "protected_persons[2]",
       [&](auto& r) {
         // A witness may be a beneficiary too.
         for (const auto part :
              {G::ProtectedPerson::WITNESS, G::ProtectedPerson::BENEFICIARY,
               G::ProtectedPerson::WITNESS}) {
           r.add_protected_persons()->set_person_id(world_.Id(kMember));
           r.mutable_protected_persons(r.protected_persons_size() - 1)
               ->set_part(part);
         }
       }},
      {"FIELD_REQUIRED", "grievance_class",
       [](auto& r) { r.clear_grievance_class(); }},
      {"DATE_IN_FUTURE", "instrument.instrument_date",
       [](auto& r) {
         r.mutable_instrument()->set_kind(v1::Instrument::LETTER);
         r.mutable_instrument()->set_instrument_date("2013-01-01");
       }},
  };
  for (const auto& [reason, field, change] : bad) {
    v1::FileGrievanceRequest request = IndividualRequest();
    change(request);
    v1::GrievanceAnswer answer;
    const grpc::Status status =
        world_.Call(kAnn, &Stub::FileGrievance, request, answer);
    EXPECT_EQ(ReasonOf(status), reason) << field;
    EXPECT_EQ(RefusedBy(status).field, field) << reason;
  }
  EXPECT_EQ(List(kAnn).grievances_size(), 0);
  // Nothing that was refused took a number.
  EXPECT_EQ(File(kAnn, IndividualRequest()).grievance().parties(0).number(),
            "QN-G-2012-0001");
}

TEST_F(GrievanceServiceTest, KeepsALateGrievanceAndSaysSo) {
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_occurred_date("2012-01-10");
  request.set_known_date("2012-01-10");
  EXPECT_EQ(File(kAnn, request).standing().verdict(), v1::Standing::LATE);
  request = UnionRequest();
  request.clear_known_date();
  EXPECT_EQ(File(kAnn, request).standing().verdict(),
            v1::Standing::UNDETERMINED);
}

TEST_F(GrievanceServiceTest, RecordsTheOthersActFromItsPaperOnBothSides) {
  v1::FileGrievanceRequest request = UnionRequest();
  EXPECT_EQ(FileReason(kKarl, request), "INSTRUMENT_REQUIRED");
  request.set_request_id(world_.Fresh());
  request.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  request.mutable_instrument()->set_instrument_date("2012-11-20");
  request.mutable_instrument()->set_way(v1::Delivery::EMAIL);
  const v1::GrievanceAnswer filed = File(kKarl, request);
  // Its own number, not the union's.
  EXPECT_EQ(filed.grievance().parties(1).number(), "CSSSN-G-2012-0001");
  EXPECT_TRUE(filed.grievance().parties(0).number().empty());
  const v1::ListGrievanceHistoryResponse history =
      History(kAnn, filed.grievance().grievance_id());
  ASSERT_EQ(history.events_size(), 1);
  EXPECT_EQ(history.events(0).acted_by_id(), world_.local);
  EXPECT_EQ(history.events(0).recorded_by_id(), world_.Id(kKarl));
}

TEST_F(GrievanceServiceTest, MirrorsTheSidesOfAnEmployersOwnGrievance) {
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_grievance_class(v1::GrievanceClass::EMPLOYER);
  const G filed = File(kKarl, request).grievance();
  EXPECT_EQ(filed.parties(0).kind(), v1::Party::EMPLOYER);
  EXPECT_EQ(filed.parties(0).side(), 1u);
  v1::ReplyGrievanceRequest reply;
  reply.set_request_id(world_.Fresh());
  reply.set_grievance_id(filed.grievance_id());
  reply.set_answer(G::Reply::DENIED);
  v1::GrievanceAnswer answer;
  EXPECT_EQ(ReasonOf(world_.Call(kKarl, &Stub::ReplyGrievance, reply, answer)),
            "INSTRUMENT_REQUIRED");
  reply.set_request_id(world_.Fresh());
  EXPECT_EQ(ReasonOf(world_.Call(kAnn, &Stub::ReplyGrievance, reply, answer)),
            "OK");
}

TEST_F(GrievanceServiceTest, AnswersARepeatedFilingWithTheSameGrievance) {
  const v1::FileGrievanceRequest request = UnionRequest();
  const v1::GrievanceAnswer first = File(kAnn, request);
  const v1::GrievanceAnswer second = File(kAnn, request);
  EXPECT_TRUE(second.replayed());
  EXPECT_EQ(second.grievance().SerializeAsString(),
            first.grievance().SerializeAsString());
  EXPECT_EQ(List(kAnn).grievances_size(), 1);
  v1::FileGrievanceRequest other = request;
  other.set_statement("autre");
  EXPECT_EQ(FileReason(kAnn, other), "REQUEST_ID_REUSED");
}

TEST_F(GrievanceServiceTest, CorrectsATypingErrorOfTheOwnSide) {
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_known_date("2012-10-03");
  request.set_occurred_date("2012-10-01");
  const v1::GrievanceAnswer filed = File(kAnn, request);
  EXPECT_EQ(filed.standing().verdict(), v1::Standing::LATE);
  v1::CorrectGrievanceRequest correct;
  correct.set_request_id(world_.Fresh());
  correct.set_grievance_id(filed.grievance().grievance_id());
  correct.set_field("known_date");
  correct.set_value("2012-11-03");
  correct.set_reason("erreur de mois");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::CorrectGrievance, correct, answer)),
      "OWNER_SIDE_ONLY");
  correct.set_request_id(world_.Fresh());
  correct.set_etag("stale");
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "CHANGED_MEANWHILE");
  correct.set_etag(filed.grievance().etag());
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "OK");
  EXPECT_EQ(answer.standing().verdict(), v1::Standing::TIMELY);
  EXPECT_NE(answer.grievance().etag(), filed.grievance().etag());
  correct.set_request_id(world_.Fresh());
  correct.clear_etag();
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "NOTHING_TO_CORRECT");
}

// Decision 1: the one concerned sees it at once and may contest it, and the
// contest stays beside it.
TEST_F(GrievanceServiceTest, KeepsWhatASideSaysAgainstAnActRecordedForIt) {
  const std::string id = File(kAnn, UnionRequest()).grievance().grievance_id();
  const auto due = [&] {
    std::vector<std::string> dates;
    const v1::ListDeadlinesResponse list =
        Due(world_, kAnn, v1::ListDeadlinesRequest());
    for (const v1::DeadlineItem& item : list.items()) {
      dates.push_back(
          absl::StrCat(item.deadline().act(), " ", item.deadline().due_date()));
    }
    return dates;
  };
  const std::vector<std::string> running = due();
  ASSERT_FALSE(running.empty());
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  withdraw.set_grievance_id(id);
  withdraw.set_reason("lettre du syndicat");
  withdraw.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  withdraw.mutable_instrument()->set_instrument_date("2012-11-21");
  withdraw.mutable_instrument()->set_way(v1::Delivery::MAIL);
  v1::GrievanceAnswer answer;
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::WithdrawGrievance, withdraw, answer)),
      "OK");
  v1::ContestActRequest contest;
  contest.set_grievance_id(id);
  contest.set_act(G::Contest::WITHDRAWAL);
  contest.set_text("aucune lettre n'a été envoyée");
  const auto say = [&](absl::string_view as) {
    contest.set_request_id(world_.Fresh());
    return ReasonOf(world_.Call(as, &Stub::ContestAct, contest, answer));
  };
  // Nobody contests what the own side entered.
  EXPECT_EQ(say(kKarl), "NOT_ATTRIBUTED");
  EXPECT_EQ(say(kZoe), "NOT_AVAILABLE");
  contest.set_act(G::Contest::FILING);
  EXPECT_EQ(say(kAnn), "NOT_ATTRIBUTED");
  contest.set_act(G::Contest::WITHDRAWAL);
  EXPECT_TRUE(due().empty());
  ASSERT_EQ(say(kAnn), "OK");
  // The act stays, and so does what the owner must not miss if it was none.
  EXPECT_EQ(answer.grievance().state(), G::WITHDRAWN);
  EXPECT_EQ(due(), running);
  for (const char* reader : {kAnn, kKarl}) {
    const G seen = Get(reader, id).grievance();
    ASSERT_EQ(seen.contests_size(), 1) << reader;
    EXPECT_EQ(seen.contests(0).act(), G::Contest::WITHDRAWAL);
    EXPECT_EQ(seen.contests(0).side(), 1u);
    EXPECT_EQ(seen.contests(0).contest_date(), "2012-11-22");
    EXPECT_EQ(seen.contests(0).text(), "aucune lettre n'a été envoyée");
    const v1::ListGrievanceHistoryResponse history = History(reader, id);
    ASSERT_EQ(history.events_size(), 3) << reader;
    EXPECT_EQ(history.events(2).move(), E::GRIEVANCE_CONTESTED);
    EXPECT_EQ(history.events(2).acted_by_id(), world_.local);
    EXPECT_EQ(seen.contests(0).event_id(), history.events(1).event_id());
    EXPECT_EQ(history.events(1).move(), E::GRIEVANCE_WITHDRAWN);
  }
  // Said again, or corrected, they run once.
  ASSERT_EQ(say(kAnn), "OK");
  EXPECT_EQ(due(), running);
  v1::CorrectGrievanceRequest correct;
  correct.set_request_id(world_.Fresh());
  correct.set_grievance_id(id);
  correct.set_field("statement");
  correct.set_value("Minutage");
  correct.set_reason("faute de frappe");
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "OK");
  EXPECT_EQ(due(), running);
  // A list names no text of either side.
  const v1::ListGrievancesResponse listed = List(kKarl);
  ASSERT_EQ(listed.grievances_size(), 1);
  EXPECT_EQ(listed.grievances(0).contests(0).text(), "");
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

TEST_F(GrievanceServiceTest, ContestsTheAnswerOfTheStepThatIsNamed) {
  const std::string id = File(kAnn, UnionRequest()).grievance().grievance_id();
  v1::ReplyGrievanceRequest reply;
  reply.set_request_id(world_.Fresh());
  reply.set_grievance_id(id);
  reply.set_answer(G::Reply::DENIED);
  reply.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  reply.mutable_instrument()->set_instrument_date("2012-11-21");
  reply.mutable_instrument()->set_way(v1::Delivery::MAIL);
  v1::GrievanceAnswer answer;
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::ReplyGrievance, reply, answer)),
            "OK");
  v1::ContestActRequest contest;
  contest.set_grievance_id(id);
  contest.set_act(G::Contest::REPLY);
  contest.set_text("ce n'était pas une réponse");
  for (const int step : {2, -1}) {
    contest.set_request_id(world_.Fresh());
    contest.set_step(step);
    EXPECT_EQ(ReasonOf(world_.Call(kKarl, &Stub::ContestAct, contest, answer)),
              "NOT_ATTRIBUTED");
  }
  for (const int step : {1, 0}) {
    contest.set_request_id(world_.Fresh());
    contest.set_step(step);
    ASSERT_EQ(ReasonOf(world_.Call(kKarl, &Stub::ContestAct, contest, answer)),
              "OK");
    EXPECT_EQ(answer.grievance().contests().rbegin()->step(), 1u);
  }
}

// Part of the same story on both sides: each corrects what it entered.
TEST_F(GrievanceServiceTest, CorrectsTheDayOfAReplyAndKeepsTheOneBefore) {
  const std::string id = File(kAnn, UnionRequest()).grievance().grievance_id();
  v1::GrievanceAnswer answer;
  v1::ReceiveGrievanceRequest receive;
  receive.set_request_id(world_.Fresh());
  receive.set_grievance_id(id);
  receive.set_received_date("2012-11-20");
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::ReceiveGrievance, receive, answer)),
      "OK");
  v1::ReplyGrievanceRequest reply;
  reply.set_request_id(world_.Fresh());
  reply.set_grievance_id(id);
  reply.set_answer(G::Reply::DENIED);
  reply.set_reply_date("2012-11-22");
  ASSERT_EQ(ReasonOf(world_.Call(kKarl, &Stub::ReplyGrievance, reply, answer)),
            "OK");
  v1::CorrectGrievanceRequest correct;
  correct.set_request_id(world_.Fresh());
  correct.set_grievance_id(id);
  correct.set_field("reply_date");
  correct.set_value("2012-11-21");
  correct.set_reason("erreur de saisie");
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "OWNER_SIDE_ONLY");
  correct.set_request_id(world_.Fresh());
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::CorrectGrievance, correct, answer)),
      "OK");
  EXPECT_EQ(answer.grievance().replies(0).reply_date(), "2012-11-21");
  const v1::ListGrievanceHistoryResponse history = History(kAnn, id);
  ASSERT_EQ(history.events_size(), 4);
  EXPECT_EQ(history.events(2).grievance().replies(0).reply_date(),
            "2012-11-22");
  EXPECT_EQ(history.events(3).grievance().replies(0).reply_date(),
            "2012-11-21");
  EXPECT_EQ(history.events(3).reason(), "erreur de saisie");
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

}  // namespace
}  // namespace entente
