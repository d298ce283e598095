// Each invariant of a grievance, by its name. Those of the store
// through a server; the others by the rules alone.

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <map>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "entente/v1/settlement_service.grpc.pb.h"
#include "entente/v1/time_ledger_service.grpc.pb.h"
#include "proto/support/record_patch.h"
#include "services/grievances/correction_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/settled_rules.h"
#include "services/grievances/time_ledger_rules.h"
#include "storage/engine/transaction.h"
#include "storage/event_log.h"
#include "storage/grievance_store.h"
#include "tests/services/grievances/grievance_service_fixture.h"
#include "tests/services/grievances/in_arbitration.h"
#include "tests/services/grievances/recount.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;
using L = v1::TimeLimit;
using R = v1::Refusal;
using S = v1::Suspension;
using Stub = v1::GrievanceService::Stub;

std::string Due(const G& grievance, L::Act act, int step = 0) {
  const v1::Deadline* const deadline = FindDeadline(grievance, act, step);
  return deadline == nullptr ? "none" : deadline->due_date();
}

absl::StatusOr<Changes> Extend(const G& current, L::Act act, const char* until,
                               const char* signed_on, bool paper = true) {
  v1::ExtendDeadlineRequest request;
  request.set_act(act);
  request.set_new_due_date(until);
  request.set_signed_date(signed_on);
  if (paper) *request.mutable_instrument() = Letter();
  return ExtendDeadline(current, request, Steps(), EntryOn("2013-06-01", 1));
}

absl::StatusOr<Changes> Suspend(const G& current, S::Ground ground,
                                const char* from, const char* until = "") {
  v1::SuspendLimitsRequest request;
  request.set_ground(ground);
  request.set_from_date(from);
  request.set_until_date(until);
  *request.mutable_instrument() = Letter();
  return SuspendLimits(current, request, Steps(), EntryOn("2013-06-01", 1));
}

absl::StatusOr<Changes> Resume(const G& current, const char* until) {
  v1::ResumeLimitsRequest request;
  request.set_until_date(until);
  return ResumeLimits(current, request, Steps(), EntryOn("2013-06-01", 1));
}

absl::StatusOr<Changes> Correct(const G& current, const char* field,
                                const char* value) {
  v1::CorrectGrievanceRequest request;
  request.set_field(field);
  request.set_value(value);
  request.set_reason("Erreur de saisie");
  return CorrectGrievance(current, request, v1::Mandate::UNION_REP, Steps(),
                          EntryOn("2013-06-01", 1));
}

absl::StatusOr<Changes> Settle(const G& current, const char* date) {
  E said;
  said.mutable_settlement()->set_settlement_id("settlement");
  said.mutable_settlement()->set_signed_date(date);
  return SettleGrievance(current, said, ArbitrableSteps(), EnteredBy(1));
}

G Received() { return After(Receive(Filed(), "2012-11-21")); }

// a number is unique for local and year, and is never reused.

class InvariantA1 : public GrievanceServiceTest {
 protected:
  std::string NumberOf(absl::string_view as, const v1::GrievanceAnswer& file) {
    const uint32_t side = as == kKarl ? 2 : 1;
    for (const v1::Party& party : file.grievance().parties()) {
      if (party.side() == side) return party.number();
    }
    return "";
  }
};

TEST_F(InvariantA1, ANumberIsOfOneGrievanceOfItsLocalAndYear) {
  world_.SetDay(2013, 1, 20);
  v1::FileGrievanceRequest request = UnionRequest();
  EXPECT_EQ(NumberOf(kAnn, File(kAnn, request)), "QN-G-2012-0001");
  // Each local, and each year, counts for itself.
  v1::FileGrievanceRequest elsewhere = UnionRequest();
  EXPECT_EQ(NumberOf(kZoe, File(kZoe, elsewhere)), "AUT-G-2012-0001");
  v1::FileGrievanceRequest later = UnionRequest();
  later.set_submitted_date("2013-01-15");
  EXPECT_EQ(NumberOf(kAnn, File(kAnn, later)), "QN-G-2013-0001");
  // What was refused, or only tried, takes no number.
  v1::FileGrievanceRequest refused = IndividualRequest();
  refused.clear_grievor_ids();
  EXPECT_EQ(FileReason(kAnn, refused), "GRIEVOR_COUNT");
  v1::FileGrievanceRequest tried = UnionRequest();
  tried.set_validate_only(true);
  EXPECT_EQ(NumberOf(kAnn, File(kAnn, tried)), "QN-G-2012-0002");
  // That of a grievance that ended is not given again.
  v1::FileGrievanceRequest next = UnionRequest();
  const v1::GrievanceAnswer second = File(kAnn, next);
  ASSERT_EQ(NumberOf(kAnn, second), "QN-G-2012-0002");
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  withdraw.set_grievance_id(second.grievance().grievance_id());
  withdraw.set_reason("Doublon");
  v1::GrievanceAnswer withdrawn;
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::WithdrawGrievance, withdraw,
                                 withdrawn)),
            "OK");
  v1::FileGrievanceRequest third = UnionRequest();
  EXPECT_EQ(NumberOf(kAnn, File(kAnn, third)), "QN-G-2012-0003");
}

TEST_F(InvariantA1, MayBeFiledByManyAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kEach = 10;
  std::vector<std::set<std::string>> numbers(kThreads);
  std::vector<std::thread> threads;
  for (size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        v1::FileGrievanceRequest request = UnionFiling();
        request.set_request_id(absl::StrCat("many-", t, "-", i));
        v1::GrievanceAnswer answer;
        const grpc::Status status =
            world_.Call(kAnn, &Stub::FileGrievance, request, answer);
        EXPECT_EQ(ReasonOf(status), "OK");
        numbers[t].insert(NumberOf(kAnn, answer));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& each : numbers) all.insert(each.begin(), each.end());
  ASSERT_EQ(all.size(), static_cast<size_t>(kThreads * kEach));
  EXPECT_EQ(*all.begin(), "QN-G-2012-0001");
  EXPECT_EQ(*all.rbegin(), "QN-G-2012-0040");
}

// the log is only appended to, and the state is what it folds to.

class InvariantA2 : public GrievanceServiceTest {
 protected:
  std::string Alter(const std::string& sql) {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open((world_.folder() + "/store.db").c_str(), &db),
              SQLITE_OK);
    char* error = nullptr;
    sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &error);
    const std::string said = error == nullptr ? "done" : error;
    sqlite3_free(error);
    sqlite3_close(db);
    return said;
  }
};

TEST_F(InvariantA2, NothingThatHappenedIsTakenBack) {
  (void)File(kAnn, UnionRequest());
  // Not by the program itself,
  Database& database = world_.server().store().database();
  const auto try_it = [&](Sql sql) {
    return database.Write([&](Transaction& transaction) {
      return transaction.Execute(sql).status();
    });
  };
  for (const absl::Status& status :
       {try_it("DELETE FROM events"),
        try_it("UPDATE events SET payload = x''")}) {
    EXPECT_TRUE(absl::StrContains(status.message(), "not authorized"))
        << status;
  }
  EXPECT_TRUE(absl::StrContains(
      try_it("INSERT OR REPLACE INTO events (sequence, record_id, leaf,"
             " payload) VALUES (1, '', x'', x'')")
          .message(),
      "events are append-only"));
  // nor by another who writes to the file without meaning harm.
  for (const char* sql :
       {"DELETE FROM events", "UPDATE events SET payload = x''"}) {
    EXPECT_EQ(Alter(sql), "events are append-only");
  }
}

TEST_F(InvariantA2, TheRecordIsTheFoldOfItsEvents) {
  const std::string id =
      File(kAnn, IndividualRequest()).grievance().grievance_id();
  v1::GrievanceAnswer answer;
  v1::ReplyGrievanceRequest reply;
  reply.set_grievance_id(id);
  reply.set_answer(G::Reply::DENIED);
  v1::CorrectGrievanceRequest correct;
  correct.set_grievance_id(id);
  correct.set_field("known_date");
  correct.set_value("2012-11-02");
  correct.set_reason("Erreur de saisie");
  v1::AssignGrievanceRequest assign;
  assign.set_grievance_id(id);
  assign.set_person_id(world_.Id(kBea));
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_grievance_id(id);
  withdraw.set_reason("Sans suite");
  const auto say = [&](absl::string_view as, auto method, auto request) {
    request.set_request_id(world_.Fresh());
    EXPECT_EQ(ReasonOf(world_.Call(as, method, request, answer)), "OK");
  };
  say(kKarl, &Stub::ReplyGrievance, reply);
  say(kAnn, &Stub::CorrectGrievance, correct);
  say(kAnn, &Stub::AssignGrievance, assign);
  say(kAnn, &Stub::WithdrawGrievance, withdraw);
  G folded;
  G kept;
  const auto read = [&](Snapshot& snapshot) -> absl::Status {
    absl::StatusOr<EventPage> page = ListEvents(snapshot, id, 0, 100);
    if (!page.ok()) return page.status();
    EXPECT_EQ(page->events.size(), 5u);
    for (const E& event : page->events) {
      EXPECT_TRUE(FoldEvent(event, folded).ok());
    }
    absl::StatusOr<G> record = GetGrievance(snapshot, id);
    if (record.ok()) kept = *record;
    return record.status();
  };
  ASSERT_TRUE(world_.server()
                  .store()
                  .database()
                  .Read(read, absl::Now() + absl::Seconds(10))
                  .ok());
  EXPECT_EQ(kept.state(), G::WITHDRAWN);
  EXPECT_EQ(folded.DebugString(), kept.DebugString());
  // And so says who verifies the whole store.
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

// what leads on from one act to the next has its days in order; an act may
// be entered later than it was done.

TEST(InvariantA3, NoActComesBeforeTheOneOnWhichItBuilds) {
  v1::FileGrievanceRequest filing = UnionFiling();
  filing.set_known_date("2012-11-21");
  EXPECT_EQ(ReasonOf(FileGrievance(filing, Facts(EntryOn("2012-12-01", 1)))),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Receive(Filed(), "2012-11-19")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Reply(Received(), "2012-11-20")), R::DATE_ORDER);
  const G answered = After(Reply(Received(), "2012-11-25"));
  EXPECT_EQ(ReasonOf(Advance(answered, "2012-11-24")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Withdraw(answered, "2012-11-24")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(ReferGrievance(AtLastStep(), ReferralOn("2012-12-10"),
                                    ArbitrableSteps(), EnteredBy(1))),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(NameArbitrator(Referred(), NamingOn("2013-01-09"), {},
                                    ArbitrableSteps(), EnteredBy(1))),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Hold(Named(), "2013-01-31")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Deliberate(Heard(), "2013-03-03")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Render(Deliberating(),
                            Merits(v1::Disposition::DENIED, "2013-03-03"))),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Seek(Awarded(), "2013-04-30")), R::DATE_ORDER);
  // Nor by a correction.
  EXPECT_EQ(ReasonOf(Correct(answered, "submitted_date", "2012-11-22")),
            R::DATE_ORDER);
}

TEST(InvariantA3, AnActMayBeEnteredLaterThanItWasDone) {
  const absl::StatusOr<Changes> changes = Receive(Filed(), "2012-11-21");
  ASSERT_TRUE(changes.ok());
  EXPECT_EQ((*changes)[0].effective_date(), "2012-11-21");
  EXPECT_EQ((*changes)[0].record_time().seconds(),
            absl::ToUnixSeconds(EntryOn("2013-06-01", 2).now));
}

// of each limit, at each step, one deadline at most is open.

TEST(InvariantA4, WhatMovesADeadlineTakesThePlaceOfIt) {
  G now = Received();
  const auto check = [&now](const char* after) {
    std::map<std::pair<std::string, int>, int> open;
    for (const v1::Deadline& each : now.deadlines()) {
      if (IsOpen(each)) ++open[{each.limit_code(), each.step()}];
    }
    for (const auto& [limit, count] : open) {
      EXPECT_EQ(count, 1) << limit.first << " after " << after;
    }
    return open.size();
  };
  EXPECT_EQ(check("the receipt"), 3u);
  now = After(Extend(now, L::REPLY, "2012-12-10", "2012-11-23"));
  check("an extension");
  now = After(Suspend(now, S::AGREED, "2012-11-24", "2012-11-26"));
  check("a suspension");
  now = After(Correct(now, "received_date", "2012-11-20"));
  check("a correction");
  now = After(Reply(now, "2012-11-27"));
  check("a reply");
  now = After(Reply(now, "2012-11-28"));
  check("a second reply");
  EXPECT_EQ(Due(now, L::REPLY, 1), "2012-12-13");
  EXPECT_GT(now.deadlines_size(), 6);
}

// an extension is of both sides in writing, signed by the day that is due,
// to a later day; what comes later is a waiver.

TEST(InvariantA5, AnExtensionIsInTimeInWritingAndToALaterDay) {
  const G now = Received();
  ASSERT_EQ(Due(now, L::REPLY, 1), "2012-12-01");
  EXPECT_EQ(ReasonOf(Extend(now, L::REPLY, "2012-12-20", "2012-12-02")),
            R::EXTENSION_TOO_LATE);
  EXPECT_EQ(ReasonOf(Extend(now, L::REPLY, "2012-12-01", "2012-11-25")),
            R::EXTENSION_SHORTENS);
  EXPECT_EQ(ReasonOf(Extend(now, L::REPLY, "2012-12-20", "2012-11-25", false)),
            R::INSTRUMENT_REQUIRED);
  EXPECT_EQ(Due(After(Extend(now, L::REPLY, "2012-12-20", "2012-12-01")),
                L::REPLY, 1),
            "2012-12-20");
  v1::WaiveLimitRequest waive;
  waive.set_act(L::REPLY);
  waive.set_waiver_date("2012-12-02");
  const G waived =
      After(WaiveLimit(now, waive, Steps(), EntryOn("2013-06-01", 1)));
  EXPECT_EQ(Due(waived, L::REPLY, 1), "2012-12-01");
  EXPECT_EQ(waived.extensions_size(), 0);
  ASSERT_EQ(waived.waivers_size(), 1);
  EXPECT_EQ(FindDeadline(waived, L::REPLY, 1)->waived_date(), "2012-12-02");
}

// neither an extension nor a suspension makes a date earlier.

TEST(InvariantA6, AnExtensionOrASuspensionMakesNoDateEarlier) {
  // What lasts gives a later date than the one agreed on meanwhile.
  G now = After(Suspend(Received(), S::AGREED, "2012-11-24"));
  now = After(Extend(now, L::REPLY, "2012-12-14", "2012-11-30"));
  EXPECT_EQ(Due(now, L::REPLY, 1), "2012-12-14");
  const G resumed = After(Resume(now, "2013-01-31"));
  EXPECT_EQ(Due(resumed, L::REPLY, 1), "2013-02-08");
  // And what ends soon leaves the date that was agreed on.
  EXPECT_EQ(Due(After(Resume(now, "2012-11-24")), L::REPLY, 1), "2012-12-14");
  // A suspension of days that lie ahead is not undone by the act.
  const G ahead =
      After(Suspend(Received(), S::AGREED, "2012-11-28", "2012-12-05"));
  EXPECT_EQ(Due(ahead, L::REPLY, 1), "2012-12-09");
  EXPECT_EQ(Due(After(Reply(ahead, "2012-11-27")), L::REPLY, 1), "2012-12-09");
  // No suspension makes any of the dates earlier.
  for (const char* from : {"2012-11-01", "2012-11-21", "2012-12-01"}) {
    const G before = Received();
    const G after = After(Suspend(before, S::AGREED, from, "2012-12-02"));
    EXPECT_GE(Due(after, L::REPLY, 1), Due(before, L::REPLY, 1)) << from;
    EXPECT_GE(Due(after, L::REFER), Due(before, L::REFER)) << from;
  }
}

// an ended grievance accepts G14 to G18 alone; and what is never the
// procedure itself.

TEST(InvariantA7, AnEndedGrievanceAcceptsNothingOfTheProcedure) {
  const std::map<G::State, std::set<E::Move>> accepted = {
      {G::WITHDRAWN, {E::END_NOTED}},
      {G::DEEMED_WITHDRAWN, {E::GRIEVANCE_RELIEVED}},
      {G::SETTLED,
       {E::GRIEVANCE_REVIVED, E::GRIEVANCE_REINSTATED, E::GRIEVANCE_CLOSED,
        E::BREACH_NOTED, E::END_NOTED}},
      // What was joined to the merits is decided with them; G15 parts those
      // that were joined.
      {G::AWARDED,
       {E::GRIEVANCE_CLOSED, E::AWARD_CORRECTED, E::REVIEW_SOUGHT,
        E::OBJECTION_RULED, E::GRIEVANCE_SEVERED}},
      {G::CLOSED, {}}};
  const std::set<E::Move> always = {E::GRIEVANCE_CORRECTED,
                                    E::GRIEVANCE_CONTESTED,
                                    E::GRIEVANCE_ASSIGNED, E::GRIEVANCE_WALLED};
  for (const auto& [state, moves] : accepted) {
    G ended = Awarded();
    ended.set_state(state);
    for (int m = 1; m < E::Move_ARRAYSIZE; ++m) {
      if (!E::Move_IsValid(m)) continue;
      const auto move = static_cast<E::Move>(m);
      if (moves.count(move) > 0 || always.count(move) > 0) continue;
      EXPECT_EQ(
          RefusalReason(
              BeginMove(ended, move, EnteredBy(1), "2014-01-02").status()),
          R::WRONG_STATE)
          << G::State_Name(state) << " " << E::Move_Name(move);
    }
  }
}

// an objection after the last moment for it is kept, as waived.

TEST(InvariantA8, AnObjectionThatComesTooLateIsKeptAsWaived) {
  v1::Profile profile = Arbitrable();
  v1::ObjectionCutOff& cut_off = *profile.add_objection_cut_offs();
  cut_off.set_kind(v1::Objection::TIMELINESS);
  cut_off.set_until(v1::ObjectionCutOff::REFERRAL);
  cut_off.set_clause("15.3");
  const Procedure procedure = {&profile, &Calendars(), 0};
  v1::RaiseObjectionRequest request;
  request.set_kind(v1::Objection::TIMELINESS);
  request.set_raised_date("2013-01-11");
  const G late =
      After(RaiseObjection(Referred(), request, procedure, EnteredBy(2)));
  ASSERT_EQ(late.objections_size(), 1);
  EXPECT_EQ(late.objections(0).outcome(), v1::Objection::WAIVED);
  EXPECT_EQ(late.objections(0).cut_off_clause(), "15.3");
  request.set_raised_date("2013-01-10");
  const G in_time =
      After(RaiseObjection(Referred(), request, procedure, EnteredBy(2)));
  EXPECT_EQ(in_time.objections(0).outcome(), v1::Objection::PENDING);
  EXPECT_EQ(in_time.objections(0).cut_off_clause(), "");
}

// a mediation stops limits where the sides agreed on it, and moves nothing
// of the procedure.

TEST(InvariantA9, AMediationMovesNothingOfTheProcedure) {
  for (const G& before :
       {Filed(), Received(), After(Reply(Received(), "2012-11-25")), Referred(),
        Named(), Heard(), Deliberating()}) {
    const G during = After(Suspend(before, S::MEDIATION, "2013-03-05"));
    const G after = After(Resume(during, "2013-03-20"));
    for (G each : {during, after}) {
      EXPECT_EQ(G::State_Name(each.state()), G::State_Name(before.state()));
      each.clear_suspensions();
      *each.mutable_deadlines() = before.deadlines();
      EXPECT_EQ(each.DebugString(), before.DebugString());
    }
  }
}

// a grievance is settled or decided, never both.

TEST(InvariantA10, ASettlementAndAnAwardExcludeEachOther) {
  const G settled = After(Settle(Deliberating(), "2013-04-02"));
  ASSERT_EQ(settled.state(), G::SETTLED);
  EXPECT_EQ(ReasonOf(Render(settled, Merits(v1::Disposition::DENIED))),
            R::WRONG_STATE);
  EXPECT_EQ(ReasonOf(Settle(Awarded(), "2013-06-03")), R::WRONG_STATE);
  // Decided on the merits, though the amounts are still open.
  v1::RenderAwardRequest reserved = Merits(v1::Disposition::GRANTED);
  reserved.set_quantum_reserved(true);
  const G open = After(Render(Deliberating(), reserved));
  ASSERT_EQ(open.state(), G::HEARING);
  EXPECT_EQ(ReasonOf(Settle(open, "2013-06-03")), R::WRONG_STATE);
  // What a court let fall decides nothing any more.
  const G sent_back =
      After(Decide(After(Seek(Awarded())), Outcome(v1::Review::SENT_BACK)));
  EXPECT_EQ(After(Settle(sent_back, "2014-01-06")).state(), G::SETTLED);
}

// interest on back pay runs from the filing, unless the award says
// another day.

TEST(InvariantA11, InterestRunsFromTheFilingUnlessTheAwardSaysAnotherDay) {
  v1::RenderAwardRequest request = Merits(v1::Disposition::GRANTED);
  v1::Remedy& pay = AddRemedy(v1::Remedy::BACK_PAY, request);
  const G awarded = After(Render(Deliberating(), request));
  EXPECT_EQ(awarded.awards(0).remedies(0).interest_from_date(), "2012-11-20");
  pay.set_interest_from_date("2013-01-02");
  const G stated = After(Render(Deliberating(), request));
  EXPECT_EQ(stated.awards(0).remedies(0).interest_from_date(), "2013-01-02");
}

// only the side that owns it withdraws.

TEST(InvariantA12, OnlyTheSideThatOwnsItWithdraws) {
  EXPECT_EQ(ReasonOf(Withdraw(Received(), "2012-11-25", 2)),
            R::OWNER_SIDE_ONLY);
  v1::WithdrawGrievanceRequest request;
  request.set_withdrawal_date("2012-11-25");
  request.set_reason("Sans suite");
  *request.mutable_instrument() = Letter();
  // The other side records it, from the paper that shows it.
  const absl::StatusOr<Changes> recorded =
      WithdrawGrievance(Received(), request, Steps(), EntryOn("2013-06-01", 2));
  ASSERT_TRUE(recorded.ok());
  EXPECT_EQ((*recorded)[0].acted_by_side(), 1u);
  EXPECT_EQ((*recorded)[0].acted_by_id(), "qn");
  EXPECT_EQ((*recorded)[0].grievance().withdrawal().recorded_for().by_side(),
            2u);
}

// what a deadline keeps gives its dates again, whatever was made of the
// rules since.

class InvariantA13 : public GrievanceServiceTest {
 protected:
  void Import(int version, int reply_days) {
    v1::Profile profile = ShippedProfile("QC-SSS-30");
    profile.set_code("PINNED");
    profile.set_version(version);
    for (v1::TimeLimit& limit : *profile.mutable_limits()) {
      if (limit.act() != L::REPLY) continue;
      limit.mutable_clocks(0)->mutable_period()->set_count(reply_days);
    }
    v1::ImportProfileRequest request;
    request.set_request_id(world_.Fresh());
    request.set_textproto(profile.DebugString());
    v1::ImportProfileResponse response;
    ASSERT_EQ(
        ReasonOf(world_.Call(kAda, &v1::ProfileService::Stub::ImportProfile,
                             request, response)),
        "OK");
    profiles_[version] = profile;
  }

  v1::GrievanceAnswer Received(const std::string& id) {
    v1::ReceiveGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(id);
    v1::GrievanceAnswer answer;
    EXPECT_EQ(
        ReasonOf(world_.Call(kKarl, &Stub::ReceiveGrievance, request, answer)),
        "OK");
    return answer;
  }

  std::map<int, v1::Profile> profiles_;
};

TEST_F(InvariantA13, EachDeadlineIsCountedAgainFromWhatItKeeps) {
  Import(1, 5);
  v1::CreateAgreementRequest create;
  create.set_request_id(world_.Fresh());
  create.mutable_agreement()->set_local_id(world_.local);
  create.mutable_agreement()->set_employer_id(world_.employer);
  create.mutable_agreement()->set_title("Convention");
  create.mutable_agreement()->set_profile_code("PINNED");
  create.mutable_agreement()->set_from_date("2010-01-01");
  v1::AgreementAnswer agreement;
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &v1::DirectoryService::Stub::CreateAgreement,
                           create, agreement)),
      "OK");
  const auto file = [&] {
    v1::FileGrievanceRequest request = UnionRequest();
    request.set_agreement_id(agreement.agreement().agreement_id());
    return File(kAnn, request).grievance().grievance_id();
  };
  const std::string old_file = file();
  Import(2, 20);
  const std::string new_file = file();
  // Received on 22 November: five days for one, twenty for the other.
  EXPECT_EQ(Due(Received(old_file).grievance(), L::REPLY, 1), "2012-11-27");
  EXPECT_EQ(Due(Received(new_file).grievance(), L::REPLY, 1), "2012-12-12");
  // What moves it stands with it.
  v1::SuspendLimitsRequest suspend;
  suspend.set_request_id(world_.Fresh());
  suspend.set_grievance_id(old_file);
  suspend.set_ground(S::AGREED);
  suspend.set_from_date("2012-11-23");
  suspend.set_until_date("2012-11-25");
  *suspend.mutable_instrument() = Letter();
  v1::GrievanceAnswer answer;
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &v1::TimeLedgerService::Stub::SuspendLimits,
                           suspend, answer)),
      "OK");
  v1::ExtendDeadlineRequest extend;
  extend.set_request_id(world_.Fresh());
  extend.set_grievance_id(old_file);
  extend.set_act(L::REPLY);
  extend.set_new_due_date("2012-12-20");
  *extend.mutable_instrument() = Letter();
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &v1::TimeLedgerService::Stub::ExtendDeadline,
                           extend, answer)),
      "OK");
  int counted = 0;
  for (const auto& [id, version] :
       {std::pair(old_file, 1), std::pair(new_file, 2)}) {
    const G kept = Get(kAnn, id).grievance();
    EXPECT_EQ(kept.profile_version(), static_cast<uint32_t>(version));
    for (const v1::Deadline& each : kept.deadlines()) {
      EXPECT_EQ(each.profile_version(), version) << each.limit_code();
      EXPECT_EQ(RecountDiffers(kept, each, profiles_[version]), "");
      ++counted;
    }
  }
  EXPECT_GT(counted, 6);
}

// the name of a grievor is in no list, whoever asks.

class InvariantA14 : public GrievanceServiceTest {};

TEST_F(InvariantA14, ListsShowNoGrievorByName) {
  v1::FileGrievanceRequest request = IndividualRequest();
  const G filed = File(kAnn, request).grievance();
  const std::string id = filed.grievance_id();
  ASSERT_EQ(filed.grievors_size(), 1);
  const std::string pseudonym = filed.grievors(0).pseudonym();
  v1::ProposeSettlementRequest propose;
  propose.set_request_id(world_.Fresh());
  propose.add_grievance_ids(id);
  propose.set_terms("Conditions");
  propose.set_precedent(v1::Settlement::WITHOUT_PRECEDENT);
  propose.add_employee_ids(world_.Id(kMember));
  v1::SettlementAnswer proposed;
  ASSERT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::SettlementService::Stub::ProposeSettlement, propose,
                proposed)),
            "OK");
  for (const char* reader :
       {kAnn, kBea, kKarl, kPaul, kZoe, kOtto, kFay, kKim, kAda, kAuditor}) {
    std::string listed = List(reader).DebugString();
    const auto list = [&](auto method, auto asked, auto answer) {
      (void)world_.Call(reader, method, asked, answer);
      absl::StrAppend(&listed, answer.DebugString());
    };
    v1::ListGrievancesRequest joined;
    joined.set_lead_grievance_id(id);
    list(&Stub::ListGrievances, joined, v1::ListGrievancesResponse());
    list(&v1::DeadlineService::Stub::ListDeadlines, v1::ListDeadlinesRequest(),
         v1::ListDeadlinesResponse());
    list(&v1::SettlementService::Stub::ListSettlements,
         v1::ListSettlementsRequest(), v1::ListSettlementsResponse());
    EXPECT_FALSE(absl::StrContains(listed, kMemberName)) << reader;
    EXPECT_FALSE(absl::StrContains(listed, world_.Id(kMember))) << reader;
  }
  // Who works on the file reads the name there, and the pseudonym in the list.
  for (const char* reader : {kAnn, kKarl}) {
    EXPECT_EQ(Get(reader, id).grievance().grievors(0).name(), kMemberName);
    EXPECT_EQ(List(reader).grievances(0).grievors(0).pseudonym(), pseudonym);
  }
}

}  // namespace
}  // namespace entente
