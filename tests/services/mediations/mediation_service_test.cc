// Mediations through the real server: who sees what, and when.

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "tests/services/mediations/mediation_world.h"

namespace entente {
namespace {

using M = v1::Mediation;

TEST_F(MediationTest, GoesFromTheRequestToAnEndWithoutAgreement) {
  const std::string id = Reach(M::OPEN);
  Do(mediator_, &Stub::HoldSession, Session(id, M::Session::JOINT, 0, ""));
  auto end = Of<v1::EndMediationRequest>(id);
  end.set_code(M::Outcome::NO_AGREEMENT);
  end.set_text(kEndCanary);
  const v1::MediationAnswer closed = Do(mediator_, &Stub::EndMediation, end);
  EXPECT_EQ(closed.mediation().state(), M::CLOSED);
  EXPECT_EQ(closed.mediation().outcome().end(), M::Outcome::NONE);
  // Each names it by a number of its own.
  EXPECT_EQ(Show(employee_, "M-2021-0001").mediation().mediation_id(), id);
  EXPECT_EQ(
      Show(world_.employer_rep, "CSSSN-M-2021-0001").mediation().mediation_id(),
      id);
  EXPECT_EQ(Show(registrar_, "MED-M-2021-0001").mediation().mediation_id(), id);
  EXPECT_EQ(Show(mediator_, "MED-M-2021-0001").mediation().mediation_id(), id);
  for (const Person* as : {&employee_, &world_.employer_rep}) {
    std::string reason;
    Show(*as, "MED-M-2021-0001", &reason);
    EXPECT_EQ(reason, "NOT_AVAILABLE");
  }
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(MediationTest, ShowsToTheOtherPartyFromItsAdmissionOn) {
  std::string reason;
  const std::string id = Reach(M::ADMISSIBILITY);
  Show(world_.employer_rep, id, &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  EXPECT_EQ(List(world_.employer_rep).items_size(), 0);
  EXPECT_EQ(History(world_.employer_rep, id).events_size(), 0);
  // What was not admitted leaves no gap in the numbers of the other party.
  auto reject = Of<v1::RejectMediationRequest>(id);
  reject.set_ground(M::Outcome::OUT_OF_SCOPE);
  Do(registrar_, &Stub::RejectMediation, reject);
  Show(world_.employer_rep, id, &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  const std::string admitted = Reach(M::CONSENT);
  const v1::MediationAnswer shown =
      Show(world_.employer_rep, admitted, &reason);
  EXPECT_EQ(reason, "OK");
  EXPECT_EQ(shown.mediation().object(), kObjectCanary);
  EXPECT_EQ(shown.mediation().parties(1).number(), "CSSSN-M-2021-0001");
  EXPECT_EQ(shown.mediation().parties(0).number(), "");
  ASSERT_EQ(List(world_.employer_rep).items_size(), 1);
  EXPECT_EQ(Show(employee_, admitted).mediation().parties(0).number(),
            "M-2021-0002");
}

TEST_F(MediationTest, TheRegistrarReadsTheRequestUntilItsAdmission) {
  const std::string id = Reach(M::ADMISSIBILITY);
  EXPECT_EQ(Show(registrar_, id).mediation().object(), kObjectCanary);
  EXPECT_EQ(Show(registrar_, id).mediation().litigation(), kLitigationCanary);
  const std::string admitted = Reach(M::APPOINTMENT);
  const std::string shown = Show(registrar_, admitted).DebugString();
  EXPECT_FALSE(absl::StrContains(shown, "canari")) << shown;
  EXPECT_FALSE(
      absl::StrContains(History(registrar_, admitted).DebugString(), "canari"));
  // What each party said is shared by the parties; that all consented shows.
  const M mediation = Show(registrar_, admitted).mediation();
  for (const M::Answer& answer : mediation.answers()) {
    EXPECT_EQ(answer.side(), 0u);
    EXPECT_EQ(answer.value(), M::Answer::VALUE_UNSPECIFIED);
  }
  EXPECT_EQ(mediation.state(), M::APPOINTMENT);
}

TEST_F(MediationTest, WhoIsNoPartyIsNotToldWhichPartyActed) {
  const std::string id = Reach(M::OPEN);
  Do(world_.employer_rep, &Stub::WithdrawFromMediation,
     Of<v1::WithdrawFromMediationRequest>(id));
  const v1::ListMediationHistoryResponse of_office = History(registrar_, id);
  int answers = 0;
  for (const v1::Event& event : of_office.events()) {
    EXPECT_NE(event.move(), v1::Event::MEDIATION_LEFT);
    if (event.move() == v1::Event::MEDIATION_ANSWERED) ++answers;
    if (event.move() == v1::Event::MEDIATION_REQUESTED) continue;
    EXPECT_EQ(event.acted_by_side(), 0u) << event.ShortDebugString();
    EXPECT_NE(event.acted_by_id(), world_.employer);
    EXPECT_NE(event.recorded_by_id(), world_.employer_rep.id);
  }
  EXPECT_EQ(answers, 3);
  const v1::ListMediationHistoryResponse of_employee = History(employee_, id);
  EXPECT_EQ(of_employee.events().rbegin()->move(), v1::Event::MEDIATION_LEFT);
  EXPECT_EQ(of_employee.events().rbegin()->acted_by_side(), 2u);
}

TEST_F(MediationTest, EachTextIsFoundByItsReadersAndByNobodyElse) {
  const std::string id = Reach(M::OPEN);
  Do(mediator_, &Stub::HoldSession,
     Session(id, M::Session::INDIVIDUAL, 1, kPlaceCanary1));
  Do(mediator_, &Stub::HoldSession,
     Session(id, M::Session::CAUCUS, 2, kPlaceCanary2));
  Do(mediator_, &Stub::HoldSession,
     Session(id, M::Session::JOINT, 0, kPlaceCanary0));
  auto pause = Of<v1::PauseMediationRequest>(id);
  pause.set_reason(kPauseCanary);
  Do(mediator_, &Stub::PauseMediation, pause);
  auto end = Of<v1::EndMediationRequest>(id);
  end.set_code(M::Outcome::TERMINATED_BY_MEDIATOR);
  end.set_text(kEndCanary);
  Do(mediator_, &Stub::EndMediation, end);

  // Typed by hand from the table of classes: E the employee, R the employer, M
  // the mediator.
  const std::map<std::string, std::string> readers = {
      {kObjectCanary, "ERM"},     {kAttemptCanary, "ERM"},
      {kLitigationCanary, "ERM"}, {kDisclosureCanary, "ERM"},
      {kWaivedCanary, "ERM"},     {kPauseCanary, "ERM"},
      {kPlaceCanary1, "EM"},      {kPlaceCanary2, "RM"},
      {kPlaceCanary0, "ERM"},     {kEndCanary, "ERM"}};
  const std::vector<std::pair<char, Person>> persons = Everybody();
  for (const auto& [letter, person] : persons) {
    const std::string all =
        absl::StrCat(Show(person, id).DebugString(), List(person).DebugString(),
                     History(person, id).DebugString());
    for (const auto& [canary, who] : readers) {
      const bool reads = who.find(letter) != std::string::npos;
      // What google prints of a text that is not ASCII is escaped.
      v1::RejectMediationRequest printed;
      printed.set_text(canary);
      const std::string line = printed.ShortDebugString();
      const std::string text = line.substr(line.find('"'));
      EXPECT_EQ(absl::StrContains(all, text), reads) << canary << letter;
    }
  }
  // A list carries none of them.
  for (const auto& [letter, person] : persons) {
    EXPECT_FALSE(absl::StrContains(List(person).DebugString(), "canari"))
        << letter;
  }
  // Of sessions apart not even the day, or that there was one, shows to the
  // other; the registrar has the days alone.
  const M of_employer = Show(world_.employer_rep, id).mediation();
  ASSERT_EQ(of_employer.sessions_size(), 2);
  EXPECT_EQ(of_employer.sessions(0).side(), 2u);
  EXPECT_EQ(of_employer.sessions(1).kind(), M::Session::JOINT);
  int held = 0;
  const v1::ListMediationHistoryResponse told =
      History(world_.employer_rep, id);
  for (const v1::Event& event : told.events()) {
    if (event.move() == v1::Event::SESSION_HELD) ++held;
  }
  EXPECT_EQ(held, 2);
  const v1::MediationAnswer of_registrar = Show(registrar_, id);
  EXPECT_EQ(of_registrar.mediation().sessions_size(), 0);
  ASSERT_EQ(of_registrar.session_dates_size(), 1);
  EXPECT_EQ(of_registrar.session_dates(0), "2021-03-01");
  const v1::ListMediationHistoryResponse of_office = History(registrar_, id);
  for (const v1::Event& event : of_office.events()) {
    EXPECT_NE(event.move(), v1::Event::SESSION_HELD);
  }
  // Outside the parties and mediators an end reads only that there was none.
  EXPECT_EQ(of_registrar.mediation().outcome().end(), M::Outcome::NONE);
  EXPECT_EQ(of_registrar.mediation().outcome().code(),
            M::Outcome::CODE_UNSPECIFIED);
}

TEST_F(MediationTest, ToWhoHasNoPartInItItDoesNotExist) {
  const std::string id = Reach(M::OPEN);
  for (const Person* as :
       {&stranger_, &co_mediator_, &assistant_, &other_registrar_,
        &world_.union_rep, &world_.establishment_rep, &world_.federation_rep,
        &world_.other_rep, &keeper_, &world_.admin, &world_.auditor}) {
    v1::GetMediationRequest request;
    v1::MediationAnswer answer;
    request.set_mediation_id(id);
    const grpc::Status hidden =
        world_.Call(*as, &Stub::GetMediation, request, answer);
    request.set_mediation_id("no-such-mediation-here-at-all-000");
    const grpc::Status absent =
        world_.Call(*as, &Stub::GetMediation, request, answer);
    EXPECT_EQ(ReasonOf(hidden), "NOT_AVAILABLE") << as->id;
    EXPECT_EQ(hidden.error_details(), absent.error_details());
    EXPECT_EQ(hidden.error_message(), absent.error_message());
    EXPECT_EQ(List(*as).items_size(), 0);
    EXPECT_EQ(Try(*as, &Stub::PauseMediation,
                  [&] {
                    auto pause = Of<v1::PauseMediationRequest>(id);
                    pause.set_reason("x");
                    return pause;
                  }()),
              Try(*as, &Stub::PauseMediation, [&] {
                auto pause = Of<v1::PauseMediationRequest>("no-such-one");
                pause.set_reason("x");
                return pause;
              }()));
  }
}

TEST_F(MediationTest, AMediatorSeesItWhileTheyAreOne) {
  const std::string id = Reach(M::APPOINTMENT);
  // Before the confirmation, the request alone.
  const M proposed = Show(mediator_, id).mediation();
  EXPECT_EQ(proposed.object(), kObjectCanary);
  for (const M::Answer& answer : proposed.answers()) {
    EXPECT_EQ(answer.value(), M::Answer::VALUE_UNSPECIFIED);
  }
  EXPECT_EQ(Try(mediator_, &Stub::ChallengeMediator,
                Of<v1::ChallengeMediatorRequest>(id)),
            "MAY_NOT_ENTER");
  // Challenged, nothing any more.
  Do(world_.employer_rep, &Stub::ChallengeMediator,
     Of<v1::ChallengeMediatorRequest>(id));
  std::string reason;
  Show(mediator_, id, &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  EXPECT_EQ(List(mediator_).items_size(), 0);
  // The next one, who leaves by themselves, is told that it was done.
  auto propose = Of<v1::ProposeMediatorRequest>(id);
  propose.set_person_id(co_mediator_.id);
  Do(registrar_, &Stub::ProposeMediator, propose);
  const v1::MediationAnswer left =
      Do(co_mediator_, &Stub::EndMediator, Of<v1::EndMediatorRequest>(id));
  EXPECT_EQ(left.mediation().mediation_id(), id);
  EXPECT_EQ(left.mediation().object(), "");
  Show(co_mediator_, id, &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
}

TEST_F(MediationTest, WhoLeftReadsNothingOfWhatGoesOnWithoutThem) {
  v1::RequestMediationRequest request = Asking();
  request.add_parties()->set_organization_id("QN");
  request.mutable_parties(2)->set_allied_side(1);
  const std::string id = Do(employee_, &Stub::RequestMediation, request)
                             .mediation()
                             .mediation_id();
  Do(registrar_, &Stub::AcknowledgeMediation,
     Of<v1::AcknowledgeMediationRequest>(id));
  Do(registrar_, &Stub::AdmitMediation, Of<v1::AdmitMediationRequest>(id));
  auto consent = Of<v1::AnswerMediationRequest>(id);
  consent.set_value(M::Answer::CONSENTED);
  for (const Person* party :
       {&employee_, &world_.employer_rep, &world_.union_rep}) {
    Do(*party, &Stub::AnswerMediation, consent);
  }
  Do(world_.union_rep, &Stub::WithdrawFromMediation,
     Of<v1::WithdrawFromMediationRequest>(id));
  const M after = Show(world_.union_rep, id).mediation();
  EXPECT_EQ(after.state(), M::APPOINTMENT);
  EXPECT_EQ(after.object(), kObjectCanary);
  // What was said by then, and nothing that comes later.
  ASSERT_EQ(after.answers_size(), 4);
  EXPECT_EQ(after.answers(3).value(), M::Answer::WITHDRAWN);
  EXPECT_EQ(Try(world_.union_rep, &Stub::ChallengeMediator,
                Of<v1::ChallengeMediatorRequest>(id)),
            "ANSWER_STANDS");
  // The next day, in Paris.
  world_.clock().Set(absl::FromCivil(absl::CivilSecond(2021, 3, 2, 1, 0, 0),
                                     absl::UTCTimeZone()));
  Do(employee_, &Stub::WithdrawFromMediation,
     Of<v1::WithdrawFromMediationRequest>(id));
  const M later = Show(world_.union_rep, id).mediation();
  EXPECT_EQ(later.state(), M::CLOSED);
  EXPECT_EQ(later.outcome().end(), M::Outcome::NOT_OPENED);
  ASSERT_EQ(later.answers_size(), 5);
  EXPECT_EQ(later.answers(3).value(), M::Answer::WITHDRAWN);
  EXPECT_EQ(later.answers(4).value(), M::Answer::VALUE_UNSPECIFIED);
  EXPECT_EQ(later.answers(4).side(), 0u);
  EXPECT_EQ(later.outcome().code(), M::Outcome::CODE_UNSPECIFIED);
  // Nor does the history go on for them.
  EXPECT_EQ(History(world_.union_rep, id).events_size() + 1,
            History(world_.employer_rep, id).events_size());
  // The others read who left.
  const M whole = Show(world_.employer_rep, id).mediation();
  EXPECT_EQ(whole.answers(3).value(), M::Answer::WITHDRAWN);
  EXPECT_EQ(whole.answers(4).side(), 1u);
  EXPECT_EQ(whole.outcome().code(), M::Outcome::CONSENT_WITHDRAWN);
}

TEST_F(MediationTest, AMandateThatEndsEndsTheSight) {
  const std::string id = Reach(M::OPEN);
  std::string reason;
  for (const Person* as : {&mediator_, &employee_, &registrar_}) {
    Show(*as, id, &reason);
    EXPECT_EQ(reason, "OK");
    world_.RevokeMandateOf(keeper_, as->id);
    Show(*as, id, &reason);
    EXPECT_EQ(reason, "NOT_AVAILABLE");
  }
}

TEST_F(MediationTest, IsAskedForByThePartyItselfOrByItsOffice) {
  // Not by the other side, not by another party, not by another office.
  for (const Person* as :
       {&world_.employer_rep, &stranger_, &other_registrar_}) {
    EXPECT_EQ(Try(*as, &Stub::RequestMediation, Asking()), "NOT_AVAILABLE");
  }
  v1::RequestMediationRequest request = Asking();
  EXPECT_EQ(Try(registrar_, &Stub::RequestMediation, request),
            "INSTRUMENT_REQUIRED");
  request.mutable_instrument()->set_kind(v1::Instrument::FORM);
  request.mutable_instrument()->set_instrument_date("2021-02-26");
  request.mutable_instrument()->set_way(v1::Delivery::MAIL);
  const M entered =
      Do(registrar_, &Stub::RequestMediation, request).mediation();
  EXPECT_EQ(entered.requester_side(), 1u);
  EXPECT_EQ(entered.recorded_for().kind(), v1::Instrument::FORM);
  // She sees at once what was entered for her.
  EXPECT_EQ(Show(employee_, entered.mediation_id()).mediation().object(),
            kObjectCanary);

  const auto refused = [&](auto change) {
    v1::RequestMediationRequest wrong = Asking();
    change(wrong);
    const grpc::Status status = Send(employee_, &Stub::RequestMediation, wrong);
    return absl::StrCat(ReasonOf(status), " ", RefusedBy(status).field);
  };
  using Q = v1::RequestMediationRequest;
  EXPECT_EQ(refused([](Q& q) { q.set_profile_code("QC-SSS-30"); }),
            "REFERENCE_UNKNOWN profile_code");
  EXPECT_EQ(refused([](Q& q) { q.set_profile_code("NONE"); }),
            "REFERENCE_UNKNOWN profile_code");
  EXPECT_EQ(refused([](Q& q) { q.set_office_id("NOWHERE"); }),
            "REFERENCE_UNKNOWN office_id");
  EXPECT_EQ(refused([](Q& q) {
              q.mutable_parties(1)->set_organization_id("NOWHERE");
            }),
            "REFERENCE_UNKNOWN parties[1].organization_id");
  EXPECT_EQ(refused([](Q& q) { q.clear_object(); }), "FIELD_REQUIRED object");
  EXPECT_EQ(refused([](Q& q) { q.mutable_parties()->RemoveLast(); }),
            "PARTIES_TOO_FEW parties");
  EXPECT_EQ(refused([&](Q& q) { q.add_parties()->set_person_id("nobody"); }),
            "REFERENCE_UNKNOWN parties[2].person_id");
  EXPECT_EQ(
      refused([&](Q& q) { q.mutable_parties(1)->set_person_id(stranger_.id); }),
      "FIELDS_CONFLICT parties[1].organization_id");
}

TEST_F(MediationTest, AMediatorIsOnNoSide) {
  const std::string id = Reach(M::APPOINTMENT);
  auto propose = Of<v1::ProposeMediatorRequest>(id);
  propose.set_person_id(stranger_.id);
  EXPECT_EQ(Try(registrar_, &Stub::ProposeMediator, propose),
            "REFERENCE_UNKNOWN");
  // Somebody whom the employer's keeper made its representative, who then gave
  // that up: within five years it counts.
  const std::string both = world_.EnterPublicPerson(
      world_.employer_keeper, "Ancienne directrice", world_.employer);
  world_.Grant(world_.employer_keeper, both, v1::Mandate::EMPLOYER_REP,
               world_.employer);
  world_.RevokeMandateOf(world_.employer_keeper, both);
  // (Her mandate as a mediator is the employer's to grant: it keeps her.)
  world_.Grant(world_.employer_keeper, both, v1::Mandate::MEDIATOR,
               world_.employer);
  propose.set_person_id(both);
  v1::MediationAnswer answer;
  const grpc::Status status =
      Send(registrar_, &Stub::ProposeMediator, propose, &answer);
  EXPECT_EQ(ReasonOf(status), "MEDIATOR_CONFLICT");
  EXPECT_EQ(RefusedBy(status).field, "person_id");
}

TEST_F(MediationTest, ARepeatedRequestIsAnsweredAlike) {
  v1::RequestMediationRequest request = Asking();
  request.set_request_id("the-same");
  const M first = Do(employee_, &Stub::RequestMediation, request).mediation();
  const v1::MediationAnswer again =
      Do(employee_, &Stub::RequestMediation, request);
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.mediation().mediation_id(), first.mediation_id());
  EXPECT_EQ(again.mediation().etag(), first.etag());
  EXPECT_EQ(List(employee_).items_size(), 1);
  auto acknowledge = Of<v1::AcknowledgeMediationRequest>(first.mediation_id());
  acknowledge.set_etag("stale");
  EXPECT_EQ(Try(registrar_, &Stub::AcknowledgeMediation, acknowledge),
            "CHANGED_MEANWHILE");
  acknowledge.set_etag(
      Show(registrar_, first.mediation_id()).mediation().etag());
  EXPECT_EQ(Try(registrar_, &Stub::AcknowledgeMediation, acknowledge), "OK");
}

TEST_F(MediationTest, ItsDatesStandInTheDueListsOfThoseWhoOweThem) {
  const std::string id = Reach(M::REQUESTED);
  const auto due = [&](const Person& as, const std::string& file_id = "") {
    v1::ListDeadlinesRequest request;
    request.set_file_id(file_id);
    v1::ListDeadlinesResponse response;
    const grpc::Status status = world_.Call(
        as, &v1::DeadlineService::Stub::ListDeadlines, request, response);
    std::vector<std::string> lines;
    if (!status.ok()) lines.push_back(ReasonOf(status));
    for (const v1::DeadlineItem& item : response.items()) {
      lines.push_back(
          absl::StrCat(v1::TimeLimit::Act_Name(item.deadline().act()), " ",
                       item.deadline().due_date(), " ",
                       item.file_number().empty() ? item.office_number()
                                                  : item.file_number()));
    }
    return lines;
  };
  using Lines = std::vector<std::string>;
  EXPECT_EQ(due(registrar_), (Lines{"ACKNOWLEDGE 2021-03-09 MED-M-2021-0001"}));
  EXPECT_EQ(due(employee_), (Lines{"ACKNOWLEDGE 2021-03-09 M-2021-0001"}));
  EXPECT_EQ(due(world_.employer_rep), Lines{});
  EXPECT_EQ(due(other_registrar_), Lines{});
  EXPECT_EQ(due(mediator_), Lines{});
  const std::string open = Reach(M::OPEN);
  const Lines conclude = {"CONCLUDE 2021-06-01 CSSSN-M-2021-0001"};
  EXPECT_EQ(due(world_.employer_rep), conclude);
  EXPECT_EQ(due(world_.employer_rep, "CSSSN-M-2021-0001"), conclude);
  EXPECT_EQ(due(mediator_), (Lines{"CONCLUDE 2021-06-01 MED-M-2021-0002"}));
  EXPECT_EQ(due(stranger_, open), (Lines{"NOT_AVAILABLE"}));
  // Who left is asked for nothing any more; what is over, nobody is.
  Do(world_.employer_rep, &Stub::WithdrawFromMediation,
     Of<v1::WithdrawFromMediationRequest>(open));
  EXPECT_EQ(due(world_.employer_rep), Lines{});
  EXPECT_EQ(due(mediator_), Lines{});
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(MediationTest, ListsPageByPageTheNewestFirst) {
  std::vector<std::string> ids;
  for (int day = 1; day <= 5; ++day) {
    v1::RequestMediationRequest request = Asking();
    request.set_requested_date(absl::StrCat("2021-02-0", day));
    ids.insert(ids.begin(), Do(employee_, &Stub::RequestMediation, request)
                                .mediation()
                                .mediation_id());
  }
  for (const Person* as : {&employee_, &registrar_}) {
    std::vector<std::string> seen;
    v1::ListMediationsRequest request;
    request.set_page_size(2);
    v1::ListMediationsResponse page;
    do {
      request.set_page_token(page.next_page_token());
      ASSERT_EQ(
          ReasonOf(world_.Call(*as, &Stub::ListMediations, request, page)),
          "OK");
      for (const auto& item : page.items()) {
        seen.push_back(item.mediation().mediation_id());
      }
    } while (!page.next_page_token().empty());
    EXPECT_EQ(seen, ids);
  }
  v1::ListMediationsRequest request;
  request.set_state(M::CLOSED);
  v1::ListMediationsResponse none;
  ASSERT_EQ(
      ReasonOf(world_.Call(employee_, &Stub::ListMediations, request, none)),
      "OK");
  EXPECT_EQ(none.items_size(), 0);
}

}  // namespace
}  // namespace entente
