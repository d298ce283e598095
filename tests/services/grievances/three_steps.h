// A file under a profile of three steps, and its moves by the rules alone.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_THREE_STEPS_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_THREE_STEPS_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/deadline.h"
#include "proto/support/refusal.h"
#include "services/grievances/filing_rules.h"
#include "services/grievances/grievance_rules.h"
#include "services/grievances/issue_rules.h"
#include "tests/services/time_limits/shipped.h"
#include "tests/testing/union_filing.h"

namespace entente {

inline void AddLimit(const char* code, v1::TimeLimit::Act act, int step,
                     v1::Clock::Trigger from, int days,
                     v1::TimeLimit::Owner owner, v1::TimeLimit::Missed missed,
                     v1::Profile& profile) {
  v1::TimeLimit& limit = *profile.add_limits();
  limit.set_code(code);
  limit.set_act(act);
  limit.set_step(step);
  limit.set_clause(absl::StrCat("art. ", code));
  limit.set_nature(v1::TimeLimit::CONVENTIONAL);
  limit.set_owner(owner);
  limit.set_missed(missed);
  v1::Clock& clock = *limit.add_clocks();
  clock.set_trigger(from);
  clock.mutable_period()->set_count(days);
  clock.mutable_period()->set_unit(v1::Period::CALENDAR_DAYS);
  clock.mutable_period()->set_roll(v1::Period::NONE);
}

// Three steps: silence at the first opens the second, silence at the second
// drops the grievance, the third has no time for a reply.
inline const v1::Profile& ThreeSteps() {
  static const v1::Profile* const kProfile = [] {
    auto* profile = new v1::Profile(ShippedProfile("QC-SSS-30"));
    profile->set_code("THREE");
    profile->clear_steps();
    profile->clear_limits();
    const v1::Step::Silence silences[] = {v1::Step::RIGHT_TO_ADVANCE,
                                          v1::Step::DEEMED_DROPPED,
                                          v1::Step::NO_REPLY_PERIOD};
    for (int i = 0; i < 3; ++i) {
      v1::Step& step = *profile->add_steps();
      step.set_number(i + 1);
      step.set_silence(silences[i]);
      if (i < 2) step.set_silence_clause(absl::StrCat("silence ", i + 1));
    }
    AddLimit("FILE", v1::TimeLimit::FILE, 0, v1::Clock::KNOWLEDGE, 30,
             v1::TimeLimit::FILING_SIDE, v1::TimeLimit::OBJECTION, *profile);
    for (int i = 1; i <= 2; ++i) {
      AddLimit(i == 1 ? "REPLY-1" : "REPLY-2", v1::TimeLimit::REPLY, i,
               v1::Clock::RECEIPT, 10, v1::TimeLimit::RESPONDING_SIDE,
               v1::TimeLimit::SILENCE, *profile);
      AddLimit(i == 1 ? "ADVANCE-1" : "ADVANCE-2", v1::TimeLimit::ADVANCE, i,
               v1::Clock::REPLY, 15, v1::TimeLimit::FILING_SIDE,
               v1::TimeLimit::OBJECTION, *profile);
      *profile->mutable_limits(profile->limits_size() - 1)->add_clocks() =
          profile->limits(profile->limits_size() - 1).clocks(0);
      profile->mutable_limits(profile->limits_size() - 1)
          ->mutable_clocks(1)
          ->set_trigger(v1::Clock::REPLY_DUE);
    }
    AddLimit("REFER", v1::TimeLimit::REFER, 0, v1::Clock::SUBMISSION, 180,
             v1::TimeLimit::FILING_SIDE, v1::TimeLimit::DEEMED_WITHDRAWN,
             *profile);
    return profile;
  }();
  return *kProfile;
}

inline Procedure Steps() { return {&ThreeSteps(), &Calendars(), 0}; }

inline Entry EntryOn(absl::string_view day, uint32_t side) {
  static int count = 0;
  Entry entry;
  entry.event_id = absl::StrCat("event", ++count);
  entry.operation_id = "operation";
  entry.person_id = side == 1 ? "ann" : "karl";
  entry.role = side == 1 ? v1::Mandate::UNION_REP : v1::Mandate::EMPLOYER_REP;
  entry.side = side;
  entry.today = Day(day);
  entry.access_day = Day(day);
  entry.now = absl::FromCivil(Day(day), absl::UTCTimeZone());
  return entry;
}

// A paper that says all that it has to.
inline v1::Instrument Letter() {
  v1::Instrument letter;
  letter.set_kind(v1::Instrument::LETTER);
  letter.set_instrument_date("2012-11-20");
  letter.set_way(v1::Delivery::MAIL);
  return letter;
}

inline FilingFacts Facts(const Entry& entry) {
  FilingFacts facts;
  facts.entry = entry;
  facts.grievance_id = "g";
  facts.agreement.set_agreement_id("agreement");
  facts.agreement.set_local_id("qn");
  facts.agreement.set_employer_id("csss");
  facts.union_number = "QN-v1::Grievance-2012-0001";
  facts.employer_number = "CSSS-v1::Grievance-2012-0001";
  facts.procedure = Steps();
  facts.issue = *FindLabourIssue("issue_code", "ORG-TIM");
  return facts;
}

inline v1::Grievance Filed() {
  auto changes = FileGrievance(UnionFiling(), Facts(EntryOn("2012-11-20", 1)));
  EXPECT_TRUE(changes.ok()) << changes.status();
  return changes.ok() ? (*changes)[0].grievance() : v1::Grievance();
}

inline absl::StatusOr<Changes> Receive(const v1::Grievance& current,
                                       absl::string_view day,
                                       uint32_t side = 2) {
  v1::ReceiveGrievanceRequest request;
  request.set_received_date(std::string(day));
  return ReceiveGrievance(current, request, Steps(),
                          EntryOn("2013-06-01", side));
}
inline absl::StatusOr<Changes> Reply(const v1::Grievance& current,
                                     absl::string_view day, uint32_t side = 2) {
  v1::ReplyGrievanceRequest request;
  request.set_reply_date(std::string(day));
  request.set_answer(v1::Grievance::Reply::DENIED);
  return ReplyGrievance(current, request, Steps(), EntryOn("2013-06-01", side));
}
inline absl::StatusOr<Changes> Advance(const v1::Grievance& current,
                                       absl::string_view day,
                                       uint32_t side = 1) {
  v1::AdvanceGrievanceRequest request;
  request.set_advance_date(std::string(day));
  return AdvanceGrievance(current, request, Steps(),
                          EntryOn("2013-06-01", side));
}
inline absl::StatusOr<Changes> Withdraw(const v1::Grievance& current,
                                        absl::string_view day,
                                        uint32_t side = 1) {
  v1::WithdrawGrievanceRequest request;
  request.set_withdrawal_date(std::string(day));
  request.set_reason("reason");
  return WithdrawGrievance(current, request, Steps(),
                           EntryOn("2013-06-01", side));
}

inline v1::Grievance After(const absl::StatusOr<Changes>& changes) {
  EXPECT_TRUE(changes.ok()) << changes.status();
  return changes.ok() ? (*changes)[0].grievance() : v1::Grievance();
}
inline v1::Refusal::Reason ReasonOf(const absl::StatusOr<Changes>& changes) {
  return RefusalReason(changes.status());
}

// "REPLY-1 2012-12-01 open" for each deadline that nothing took the place of.
inline std::vector<std::string> Shown(const v1::Grievance& grievance) {
  std::vector<std::string> shown;
  for (const v1::Deadline& each : grievance.deadlines()) {
    if (!each.superseded_by_deadline_id().empty()) continue;
    shown.push_back(absl::StrCat(
        each.limit_code(), " ", each.due_date(), " ",
        IsOpen(each) ? "open"
                     : (each.met_date().empty() ? "ended" : each.met_date())));
  }
  return shown;
}

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_THREE_STEPS_H_
