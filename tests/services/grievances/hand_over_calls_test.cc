// Files that pass from one person to another, through the server.

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using Stub = v1::GrievanceService::Stub;
using Consultations = v1::ConsultationService::Stub;
using Answer = v1::HandOverFilesResponse::File;
using M = v1::Mandate;

constexpr char kLastDayOfLeave[] = "2012-12-31";

class HandOverTest : public GrievanceServiceTest {
 protected:
  HandOverTest() { world_.SetDay(2012, 11, 22); }

  std::string FileOpen() {
    return File(kAnn, UnionRequest()).grievance().grievance_id();
  }
  std::string FileRestricted() {
    v1::FileGrievanceRequest request = IndividualRequest();
    request.set_issue_code("HAR-PSY");
    return File(kAnn, request).grievance().grievance_id();
  }
  std::string ConsultRestricted() {
    return Consult(kAnn, "HAR-PSY").consultation().consultation_id();
  }

  v1::HandOverFilesRequest Request(absl::string_view to,
                                   absl::string_view until = "") {
    v1::HandOverFilesRequest request;
    request.set_request_id(world_.Fresh());
    request.set_to_person_id(world_.Id(to));
    request.set_until_date(std::string(until));
    return request;
  }
  v1::HandOverFilesRequest From(absl::string_view from, absl::string_view to) {
    v1::HandOverFilesRequest request = Request(to);
    request.set_from_person_id(world_.Id(from));
    return request;
  }

  std::string Send(const SmallWorldPerson& as,
                   const v1::HandOverFilesRequest& request) {
    answer_.Clear();
    status_ = static_cast<SmallWorld&>(world_).Call(as, &Stub::HandOverFiles,
                                                    request, answer_);
    return ReasonOf(status_);
  }
  std::string Send(absl::string_view as,
                   const v1::HandOverFilesRequest& request) {
    answer_.Clear();
    status_ = world_.Call(as, &Stub::HandOverFiles, request, answer_);
    return ReasonOf(status_);
  }
  // The field that the last call was refused for.
  std::string Field() const { return RefusedBy(status_).field; }

  Answer::Outcome OutcomeOf(const std::string& file_id) const {
    for (const Answer& each : answer_.files()) {
      if (each.file_id() == file_id) return each.outcome();
    }
    return Answer::OUTCOME_UNSPECIFIED;
  }

  bool Reads(absl::string_view as, const std::string& id) {
    v1::GetGrievanceRequest request;
    request.set_grievance_id(id);
    v1::GrievanceAnswer answer;
    if (world_.Call(as, &Stub::GetGrievance, request, answer).ok()) return true;
    v1::GetConsultationRequest get;
    get.set_consultation_id(id);
    v1::ConsultationAnswer consultation;
    return world_.Call(as, &Consultations::GetConsultation, get, consultation)
        .ok();
  }

  void Wall(const std::string& id, absl::string_view person) {
    ASSERT_EQ(world_.Wall(kAnn, id, person), "OK");
  }

  void Assign(const std::string& id, absl::string_view person) {
    ASSERT_EQ(world_.Assign(kAnn, id, person), "OK");
  }

  // Every line that the history of the file shows.
  int EventsOf(const std::string& id) {
    return History(kAnn, id).events_size();
  }

  v1::HandOverFilesResponse answer_;
  grpc::Status status_;
};

TEST_F(HandOverTest, GivesAllFilesUntilTheLastDayOfALeaveAndNoLonger) {
  const std::string open = FileOpen();
  const std::string restricted = FileRestricted();
  const std::string consultation = ConsultRestricted();
  EXPECT_FALSE(Reads(kBea, restricted));
  EXPECT_FALSE(Reads(kBea, consultation));
  ASSERT_EQ(Send(kAnn, Request(kBea, kLastDayOfLeave)), "OK");
  ASSERT_EQ(answer_.files_size(), 3);
  for (const Answer& each : answer_.files()) {
    EXPECT_EQ(each.outcome(), Answer::HANDED_OVER);
    EXPECT_TRUE(absl::StrContains(each.file_number(), "QN-"));
  }
  EXPECT_EQ(answer_.there_count(), 3u);
  EXPECT_EQ(answer_.left_count(), 0u);
  EXPECT_EQ(answer_.files(2).kind(), Answer::CONSULTATION);
  for (const auto& [year, month, day, reads] :
       std::vector<std::tuple<int, int, int, bool>>{
           {2012, 11, 22, true}, {2012, 12, 31, true}, {2013, 1, 1, false}}) {
    world_.SetDay(year, month, day);
    for (const std::string& file : {restricted, consultation}) {
      SCOPED_TRACE(absl::StrCat(file, " ", month));
      EXPECT_EQ(Reads(kBea, file), reads);
      // Who is on leave keeps them, and has them on their return.
      EXPECT_TRUE(Reads(kAnn, file));
    }
  }
}

TEST_F(HandOverTest, EndsALeaveEarlyOneFileOrAllTogether) {
  const std::string one = FileRestricted();
  const std::string other = FileRestricted();
  ASSERT_EQ(Send(kAnn, Request(kBea, kLastDayOfLeave)), "OK");
  world_.SetDay(2012, 12, 10);
  EXPECT_EQ(world_.Assign(kAnn, one, kBea, true), "OK");
  EXPECT_FALSE(Reads(kBea, one));
  EXPECT_TRUE(Reads(kBea, other));
  // What stands in gives all the rest back.
  ASSERT_EQ(Send(kBea, Request(kAnn)), "OK");
  EXPECT_EQ(OutcomeOf(other), Answer::ALREADY_THERE);
  EXPECT_FALSE(Reads(kBea, other));
  EXPECT_TRUE(Reads(kAnn, other));
}

TEST_F(HandOverTest, ForGoodTakesTheFilesFromTheFirstPerson) {
  const std::string restricted = FileRestricted();
  const std::string there = FileRestricted();
  Assign(there, kBea);
  ASSERT_EQ(Send(kAnn, Request(kBea)), "OK");
  EXPECT_EQ(OutcomeOf(restricted), Answer::HANDED_OVER);
  EXPECT_EQ(OutcomeOf(there), Answer::ALREADY_THERE);
  for (const std::string& file : {restricted, there}) {
    EXPECT_TRUE(Reads(kBea, file));
    EXPECT_FALSE(Reads(kAnn, file));
  }
  // Nothing is left to hand over.
  ASSERT_EQ(Send(kAnn, Request(kBea)), "OK");
  EXPECT_EQ(answer_.files_size(), 0);
}

TEST_F(HandOverTest, LeavesWhatAWallOrAMissingMandateKeepsAndSaysWhich) {
  const std::string open = FileOpen();
  const std::string walled = FileOpen();
  const std::string consultation =
      Consult(kAnn).consultation().consultation_id();
  Wall(walled, kBea);
  const int events = EventsOf(walled);
  ASSERT_EQ(Send(kAnn, Request(kBea)), "OK");
  EXPECT_EQ(OutcomeOf(open), Answer::HANDED_OVER);
  EXPECT_EQ(OutcomeOf(walled), Answer::WALLED_OFF);
  EXPECT_EQ(OutcomeOf(consultation), Answer::HANDED_OVER);
  EXPECT_EQ(answer_.there_count(), 2u);
  EXPECT_EQ(answer_.left_count(), 1u);
  EXPECT_EQ(EventsOf(walled), events);
  EXPECT_FALSE(Reads(kBea, walled));
  EXPECT_TRUE(Reads(kAnn, walled));
  // An adviser of the federation has files by assignment, and no consultation.
  const std::string more = FileOpen();
  const std::string asked = Consult(kAnn).consultation().consultation_id();
  ASSERT_EQ(Send(kAnn, Request(kFay)), "OK");
  EXPECT_EQ(OutcomeOf(more), Answer::HANDED_OVER);
  EXPECT_EQ(OutcomeOf(asked), Answer::NO_MANDATE);
  EXPECT_TRUE(Reads(kFay, more));
  // The other side and another local: one answer.
  FileOpen();
  const std::set<std::string> strangers = {world_.Id(kKarl), world_.Id(kZoe)};
  for (const std::string& to : strangers) {
    v1::HandOverFilesRequest request = Request(kBea);
    request.set_to_person_id(to);
    ASSERT_EQ(Send(kAnn, request), "OK");
    ASSERT_GT(answer_.files_size(), 0);
    for (const Answer& each : answer_.files()) {
      EXPECT_EQ(each.outcome(), Answer::NO_MANDATE) << to;
    }
  }
  // Somebody mistyped.
  v1::HandOverFilesRequest mistyped = Request(kBea);
  mistyped.set_to_person_id("nobody");
  EXPECT_EQ(Send(kAnn, mistyped), "REFERENCE_UNKNOWN");
  EXPECT_EQ(Field(), "to_person_id");
}

TEST_F(HandOverTest, TakesFilesByIdAndByNumberInTheirOrder) {
  const std::string first = FileOpen();
  const std::string second = FileOpen();
  const std::string third = FileOpen();
  const std::string consultation =
      Consult(kAnn).consultation().consultation_id();
  v1::HandOverFilesRequest request = Request(kBea);
  request.add_file_ids("QN-C-2012-0001");
  request.add_file_ids("QN-G-2012-0003");
  request.add_file_ids(first);
  ASSERT_EQ(Send(kAnn, request), "OK");
  ASSERT_EQ(answer_.files_size(), 3);
  EXPECT_EQ(answer_.files(0).file_id(), consultation);
  EXPECT_EQ(answer_.files(1).file_id(), third);
  EXPECT_EQ(answer_.files(2).file_id(), first);
  // The second is still to be handed over, the others are not hers any more.
  ASSERT_EQ(Send(kAnn, Request(kBea)), "OK");
  ASSERT_EQ(answer_.files_size(), 1);
  EXPECT_EQ(answer_.files(0).file_id(), second);
  request = Request(kBea);
  request.add_file_ids(first);
  ASSERT_EQ(Send(kAnn, request), "OK");
  EXPECT_EQ(OutcomeOf(first), Answer::NOT_ENTRUSTED);
}

TEST_F(HandOverTest, RefusesWhatIsNotTheirsToHandOverAndChangesNothing) {
  const std::string mine = FileOpen();
  v1::FileGrievanceRequest elsewhere = UnionRequest();
  elsewhere.set_local_id("AUT");
  const std::string other = File(kZoe, elsewhere).grievance().grievance_id();
  const int events = EventsOf(mine);
  std::set<std::string> answers;
  for (const std::string& bad :
       {other, std::string("absent"), std::string("QN-G-2012-0098")}) {
    v1::HandOverFilesRequest request = Request(kBea);
    request.add_file_ids(mine);
    request.add_file_ids(bad);
    EXPECT_EQ(Send(kAnn, request), "REFERENCE_UNKNOWN");
    EXPECT_EQ(Field(), "file_ids[1]");
    answers.insert(status_.error_details());
  }
  // A file of others is told from none by nothing.
  EXPECT_EQ(answers.size(), 1u);
  v1::HandOverFilesRequest twice = Request(kBea);
  twice.add_file_ids(mine);
  twice.add_file_ids("QN-G-2012-0001");
  EXPECT_EQ(Send(kAnn, twice), "NAMED_TWICE");
  EXPECT_EQ(Send(kAnn, Request(kAnn)), "FIELDS_CONFLICT");
  EXPECT_EQ(Send(kAnn, Request(kBea, "2012-11-21")), "DATE_ORDER");
  v1::HandOverFilesRequest many = Request(kBea);
  for (int i = 0; i < 1001; ++i) many.add_file_ids(mine);
  EXPECT_EQ(Send(kAnn, many), "FIELD_TOO_MANY");
  // A colleague is neither the person nor their keeper.
  EXPECT_EQ(Send(kBea, From(kAnn, kBea)), "ROLE_REQUIRED");
  // The keeper of another organisation finds nothing.
  EXPECT_EQ(Send(kKim, From(kAnn, kBea)), "OK");
  EXPECT_EQ(answer_.files_size(), 0);
  v1::HandOverFilesRequest named = From(kAnn, kBea);
  named.add_file_ids(mine);
  EXPECT_EQ(Send(world_.other_keeper, named), "REFERENCE_UNKNOWN");
  EXPECT_EQ(Field(), "file_ids[0]");
  // The employer is party to it, and it is entrusted to nobody on that side.
  named.set_request_id(world_.Fresh());
  EXPECT_EQ(Send(kKim, named), "OK");
  EXPECT_EQ(OutcomeOf(mine), Answer::NOT_ENTRUSTED);
  EXPECT_EQ(EventsOf(mine), events);
}

TEST_F(HandOverTest, AKeeperHandsOverWhatIsOpenAndReadsNothingOfIt) {
  const std::string open = FileOpen();
  const std::string restricted = FileRestricted();
  const std::string consultation =
      Consult(kAnn).consultation().consultation_id();
  const std::string closed = ConsultRestricted();
  world_.RevokeMandateOf(world_.keeper, world_.Id(kAnn));
  ASSERT_EQ(Send(world_.keeper, From(kAnn, kBea)), "OK");
  EXPECT_EQ(OutcomeOf(open), Answer::HANDED_OVER);
  EXPECT_EQ(OutcomeOf(consultation), Answer::HANDED_OVER);
  EXPECT_EQ(OutcomeOf(restricted), Answer::RESTRICTED);
  EXPECT_EQ(OutcomeOf(closed), Answer::RESTRICTED);
  for (const Answer& each : answer_.files()) {
    EXPECT_EQ(each.file_number(), "");
    EXPECT_EQ(each.number_side(), 0u);
  }
  EXPECT_FALSE(Reads(kBea, restricted));
  EXPECT_FALSE(Reads(kBea, closed));
  // By its number, too; and once more there is nothing to hand over.
  v1::HandOverFilesRequest again = From(kAnn, kBea);
  again.add_file_ids("QN-G-2012-0001");
  ASSERT_EQ(Send(world_.keeper, again), "OK");
  EXPECT_EQ(OutcomeOf(open), Answer::NOT_ENTRUSTED);
  // Each restricted file is entrusted by itself.
  v1::AssignGrievanceRequest assign;
  assign.set_request_id(world_.Fresh());
  assign.set_grievance_id(restricted);
  assign.set_person_id(world_.Id(kBea));
  v1::GrievanceAnswer answer;
  EXPECT_EQ(ReasonOf(static_cast<SmallWorld&>(world_).Call(
                world_.keeper, &Stub::AssignGrievance, assign, answer)),
            "OK");
  EXPECT_TRUE(Reads(kBea, restricted));
}

TEST_F(HandOverTest, AKeeperHandsNothingOverToThemself) {
  FileOpen();
  const SmallWorldPerson second = world_.EnterActor(
      world_.keeper, "Seconde gardienne", M::KEEPER, world_.local);
  world_.Grant(second, world_.keeper.id, M::UNION_REP, world_.local);
  const SmallWorldPerson both = world_.SignIn(second, world_.keeper.id);
  v1::HandOverFilesRequest request = Request(kBea);
  request.set_from_person_id(world_.Id(kAnn));
  request.set_to_person_id(both.id);
  EXPECT_EQ(Send(both, request), "SELF_GRANT");
}

TEST_F(HandOverTest, TheEmployersKeeperTouchesTheEmployersSideAlone) {
  const std::string file = FileOpen();
  ASSERT_EQ(world_.Assign(kKarl, file, kKarl), "OK");
  const SmallWorldPerson successor = world_.EnterActor(
      world_.employer_keeper, "Remplaçante", M::EMPLOYER_REP, world_.employer);
  v1::HandOverFilesRequest request = Request(kBea);
  request.set_from_person_id(world_.Id(kKarl));
  request.set_to_person_id(successor.id);
  ASSERT_EQ(Send(kKim, request), "OK");
  EXPECT_EQ(OutcomeOf(file), Answer::HANDED_OVER);
  // The union's representative has it as before.
  EXPECT_EQ(Send(kKim, From(kAnn, kBea)), "OK");
  EXPECT_EQ(answer_.files_size(), 0);
  ASSERT_EQ(Send(kAnn, Request(kBea, kLastDayOfLeave)), "OK");
  EXPECT_EQ(OutcomeOf(file), Answer::HANDED_OVER);
}

TEST_F(HandOverTest, AnswersARepeatedCallWithTheSameFilesAndWritesNothing) {
  const std::string open = FileOpen();
  const std::string restricted = FileRestricted();
  const v1::HandOverFilesRequest request = Request(kBea);
  ASSERT_EQ(Send(kAnn, request), "OK");
  const v1::HandOverFilesResponse first = answer_;
  const int events = EventsOf(open);
  ASSERT_EQ(Send(kAnn, request), "OK");
  EXPECT_TRUE(answer_.replayed());
  ASSERT_EQ(answer_.files_size(), 2);
  EXPECT_EQ(answer_.there_count(), first.there_count());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(answer_.files(i).file_id(), first.files(i).file_id());
    EXPECT_EQ(answer_.files(i).outcome(), first.files(i).outcome());
    // The restricted one is not hers to read any more.
    EXPECT_EQ(answer_.files(i).file_number().empty(),
              answer_.files(i).file_id() == restricted);
  }
  EXPECT_EQ(EventsOf(open), events);
  v1::HandOverFilesRequest changed = request;
  changed.set_until_date(kLastDayOfLeave);
  EXPECT_EQ(Send(kAnn, changed), "REQUEST_ID_REUSED");
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(HandOverTest, TakesAThousandFilesInOneCall) {
  for (int i = 0; i < 1000; ++i) FileOpen();
  ASSERT_EQ(Send(kAnn, Request(kBea)), "OK");
  EXPECT_EQ(answer_.there_count(), 1000u);
  EXPECT_EQ(answer_.left_count(), 0u);
  ASSERT_EQ(Send(kAnn, Request(kBea)), "OK");
  EXPECT_EQ(answer_.files_size(), 0);
}

TEST_F(HandOverTest, TriesFirstWithoutWriting) {
  const std::string restricted = FileRestricted();
  v1::HandOverFilesRequest request = Request(kBea);
  request.set_validate_only(true);
  ASSERT_EQ(Send(kAnn, request), "OK");
  EXPECT_EQ(OutcomeOf(restricted), Answer::HANDED_OVER);
  EXPECT_FALSE(Reads(kBea, restricted));
}

// A call that changes nothing leaves nothing, not even its request id.
TEST_F(HandOverTest, LeavesASoundStoreWhenNothingChanged) {
  const std::string walled = FileOpen();
  Wall(walled, kBea);
  const v1::HandOverFilesRequest request = Request(kBea);
  ASSERT_EQ(Send(kAnn, request), "OK");
  EXPECT_EQ(OutcomeOf(walled), Answer::WALLED_OFF);
  ASSERT_EQ(Send(kAnn, request), "OK");
  EXPECT_FALSE(answer_.replayed());
  EXPECT_EQ(OutcomeOf(walled), Answer::WALLED_OFF);
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

// An adviser of the federation has the files of two locals that were entrusted
// to them, and nothing else of either.
TEST_F(HandOverTest, AnAdviserWorksOnTheEntrustedFilesOfTwoLocals) {
  // The world's other local belongs to no federation of hers.
  const std::string local = world_.EnterOrganization(
      world_.admin, v1::Organization::UNION_LOCAL, "SUD",
      "Syndicat du Sud (fictif)", world_.federation);
  const SmallWorldPerson keeper =
      world_.EnterActor(world_.admin, "Gardien du Sud", M::KEEPER, local);
  world_.EnterAgreement(keeper, local, world_.employer);
  const SmallWorldPerson south =
      world_.EnterActor(keeper, "Déléguée du Sud", M::UNION_REP, local);
  SmallWorld& world = world_;

  const std::string mine = FileOpen();
  const std::string kept = FileOpen();
  const std::string consultation =
      Consult(kAnn).consultation().consultation_id();
  std::vector<std::string> southern;
  for (int i = 0; i < 2; ++i) {
    v1::FileGrievanceRequest request = UnionRequest();
    request.set_local_id("SUD");
    v1::GrievanceAnswer filed;
    ASSERT_EQ(ReasonOf(world.Call(south, &Stub::FileGrievance, request, filed)),
              "OK");
    southern.push_back(filed.grievance().grievance_id());
  }
  v1::HandOverFilesRequest request = Request(kFay, kLastDayOfLeave);
  request.add_file_ids(mine);
  ASSERT_EQ(Send(kAnn, request), "OK");
  ASSERT_EQ(answer_.there_count(), 1u);
  request = Request(kFay);
  request.add_file_ids(southern[0]);
  ASSERT_EQ(Send(south, request), "OK");
  ASSERT_EQ(answer_.there_count(), 1u);

  const std::set<std::string> theirs = {mine, southern[0]};
  std::set<std::string> listed;
  const v1::ListGrievancesResponse page = List(kFay);
  for (const v1::Grievance& each : page.grievances()) {
    listed.insert(each.grievance_id());
  }
  EXPECT_EQ(listed, theirs);
  std::set<std::string> due;
  const v1::ListDeadlinesResponse deadlines = Due(world_, kFay, {});
  for (const v1::DeadlineItem& item : deadlines.items()) {
    due.insert(item.file_id());
    EXPECT_FALSE(item.file_number().empty());
  }
  EXPECT_EQ(due, theirs);
  for (const std::string& file : {kept, southern[1], consultation}) {
    EXPECT_FALSE(Reads(kFay, file));
  }
  // They see and move both.
  for (const std::string& file : theirs) {
    EXPECT_TRUE(Reads(kFay, file));
    v1::WithdrawGrievanceRequest withdraw;
    withdraw.set_request_id(world_.Fresh());
    withdraw.set_grievance_id(file);
    withdraw.set_reason("Entente");
    v1::GrievanceAnswer answer;
    EXPECT_EQ(
        ReasonOf(world_.Call(kFay, &Stub::WithdrawGrievance, withdraw, answer)),
        "OK");
  }
  for (const std::string& file : {kept, southern[1]}) {
    v1::WithdrawGrievanceRequest withdraw;
    withdraw.set_request_id(world_.Fresh());
    withdraw.set_grievance_id(file);
    withdraw.set_reason("Entente");
    v1::GrievanceAnswer answer;
    EXPECT_EQ(
        ReasonOf(world_.Call(kFay, &Stub::WithdrawGrievance, withdraw, answer)),
        "NOT_AVAILABLE");
  }
  // The leave over, the file of the first local is no longer theirs.
  world_.SetDay(2013, 1, 1);
  EXPECT_FALSE(Reads(kFay, mine));
  EXPECT_TRUE(Reads(kFay, southern[0]));
}

}  // namespace
}  // namespace entente
