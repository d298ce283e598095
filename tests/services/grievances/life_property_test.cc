// Grievances live at random by the rules, under every shipped procedure; after
// each accepted move what always holds is checked. 20,000 of them when
// ENTENTE_SLOW_TESTS is set, else 4,000.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/time_limits/profile_rules.h"
#include "tests/services/grievances/random_life.h"
#include "tests/services/grievances/recount.h"
#include "tests/services/settlements/sample_settlement.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;

constexpr int kMovesMax = 24;
constexpr unsigned kSeed = 20121122;

// Those of grievances, in the shipped order; and one that lets a grievance be
// taken up again after a breach, which is for each agreement to say.
std::vector<v1::Profile> Profiles() {
  absl::StatusOr<std::vector<v1::Profile>> profiles =
      ShippedProfiles(Calendars());
  EXPECT_TRUE(profiles.ok()) << profiles.status();
  profiles->erase(
      std::remove_if(profiles->begin(), profiles->end(),
                     [](const v1::Profile& each) { return each.has_scheme(); }),
      profiles->end());
  v1::Profile reinstating = ReinstatingProfile();
  reinstating.set_code("REINSTATING");
  profiles->push_back(std::move(reinstating));
  return *std::move(profiles);
}

// Each of the following says what is wrong; nothing when all is well.

// What the store keeps of the event makes the same record of the one before.
std::string CheckFold(const E& kept, const G& after, G& folded) {
  const absl::Status status = FoldEvent(kept, folded);
  if (!status.ok()) return status.ToString();
  return folded.SerializeAsString() == after.SerializeAsString()
             ? ""
             : "the fold of the events is not the record";
}

// Invariant A-3, on the days of the acts as the record has them.
std::string CheckDays(const G& grievance) {
  std::vector<std::pair<std::string, std::string>> path = {
      {"submitted", grievance.submitted_date()},
      {"received", grievance.received_date()}};
  const std::string& referral = grievance.referral().referral_date();
  for (uint32_t step = 1; step <= grievance.step(); ++step) {
    std::string left = referral;
    bool on_answer = false;
    for (const auto& each : grievance.advances()) {
      if (each.step() == step) path.push_back({"moved", each.advance_date()});
      if (each.step() != step + 1) continue;
      left = each.advance_date();
      on_answer = !each.after_silence();
    }
    // Of several to one step, each was entered when it was known.
    std::vector<std::string> answers;
    for (const auto& each : grievance.replies()) {
      if (each.step() != step) continue;
      // What comes once the step was left is no part of the path, unless it is
      // that on which it was left.
      const bool late = !left.empty() && each.reply_date() > left;
      if (!late || on_answer) answers.push_back(each.reply_date());
      on_answer = false;
    }
    std::sort(answers.begin(), answers.end());
    for (const std::string& day : answers) path.push_back({"answered", day});
  }
  path.push_back({"referred", referral});
  std::string first_named;
  for (const auto& each : grievance.arbitrators()) {
    if (first_named.empty()) first_named = each.named_date();
    first_named = std::min(first_named, each.named_date());
  }
  path.push_back({"named", first_named});
  std::string last;
  for (const auto& [what, day] : path) {
    if (day.empty()) continue;
    if (day < last) return absl::StrCat(what, " ", day, " before ", last);
    last = day;
  }
  for (const auto& day : grievance.hearing_days()) {
    if (day.state() == v1::HearingDay::HELD &&
        day.hearing_date() < first_named) {
      return "heard before there was an arbitrator";
    }
  }
  for (const auto& award : grievance.awards()) {
    if (award.award_date() < first_named) {
      return "decided before there was an arbitrator";
    }
  }
  return "";
}

// Invariant A-4.
std::string CheckOneOpen(const G& grievance) {
  std::set<std::pair<std::string, int>> open;
  for (const v1::Deadline& each : grievance.deadlines()) {
    if (IsOpen(each) && !open.insert({each.limit_code(), each.step()}).second) {
      return absl::StrCat("two open deadlines for ", each.limit_code());
    }
  }
  return "";
}

// Whether it was counted from the day by which a reply is due, and the move is
// the reply, which came before that day: what ran from silence never did.
bool RanFromSilenceThatNeverWas(const v1::Deadline& deadline, const E& moved) {
  if (moved.move() != E::GRIEVANCE_ANSWERED || deadline.winning_clock() == 0) {
    return false;
  }
  const v1::ClockResult& won = deadline.clocks(deadline.winning_clock() - 1);
  return won.trigger() == v1::Clock::REPLY_DUE &&
         moved.effective_date() < won.trigger_date();
}

// Invariant A-6, and more: what stands becomes no earlier but by a correction.
std::string CheckNoDueEarlier(const G& before, const E& moved) {
  if (moved.move() == E::GRIEVANCE_CORRECTED) return "";
  const G& after = moved.grievance();
  std::map<std::string, const v1::Deadline*> by_id;
  for (const v1::Deadline& each : after.deadlines()) {
    by_id[each.deadline_id()] = &each;
  }
  for (const v1::Deadline& each : before.deadlines()) {
    if (!each.superseded_by_deadline_id().empty() ||
        RanFromSilenceThatNeverWas(each, moved)) {
      continue;
    }
    const v1::Deadline* now = by_id[each.deadline_id()];
    if (now == nullptr) return "a deadline is gone";
    while (!now->superseded_by_deadline_id().empty()) {
      now = by_id[now->superseded_by_deadline_id()];
      if (now == nullptr) return "a deadline was replaced by none";
    }
    if (now->due_date() < each.due_date() && !now->due_date().empty()) {
      return absl::StrCat(each.limit_code(), " ", each.step(), " was due on ",
                          each.due_date(), ", now on ", now->due_date());
    }
  }
  return "";
}

// Invariant A-7: what an ended grievance accepts.
std::string CheckTerminal(const G& before, const E& moved) {
  static const std::set<std::pair<G::State, E::Move>>* const kAccepted =
      new std::set<std::pair<G::State, E::Move>>{
          {G::SETTLED, E::GRIEVANCE_REVIVED},     // G14
          {G::SETTLED, E::GRIEVANCE_REINSTATED},  // G18
          {G::SETTLED, E::GRIEVANCE_CLOSED},      // G17
          {G::SETTLED, E::BREACH_NOTED},
          {G::SETTLED, E::END_NOTED},
          {G::WITHDRAWN, E::END_NOTED},
          {G::DEEMED_WITHDRAWN, E::GRIEVANCE_RELIEVED},  // G16
          {G::AWARDED, E::GRIEVANCE_CLOSED},             // G17
          {G::AWARDED, E::GRIEVANCE_SEVERED},            // G15
          {G::AWARDED, E::AWARD_CORRECTED},
          {G::AWARDED, E::REVIEW_SOUGHT},
      };
  static const std::set<E::Move>* const kAlways =
      new std::set<E::Move>{E::GRIEVANCE_CORRECTED, E::GRIEVANCE_CONTESTED,
                            E::GRIEVANCE_ASSIGNED, E::GRIEVANCE_WALLED};
  static const std::set<G::State>* const kTerminal = new std::set<G::State>{
      G::SETTLED, G::WITHDRAWN, G::DEEMED_WITHDRAWN, G::AWARDED, G::CLOSED};
  if (kTerminal->count(before.state()) == 0 ||
      kAlways->count(moved.move()) > 0 ||
      kAccepted->count({before.state(), moved.move()}) > 0) {
    return "";
  }
  return absl::StrCat(G::State_Name(before.state()), " accepted ",
                      E::Move_Name(moved.move()));
}

// Invariant A-10.
std::string CheckSettledOrDecided(const G& grievance) {
  bool settled = false;
  for (const auto& each : grievance.settled_by()) {
    settled = settled || each.reopened_date().empty();
  }
  for (const v1::Award& award : grievance.awards()) {
    const bool decides =
        award.kind() == v1::Award::MERITS || award.kind() == v1::Award::QUANTUM;
    if (settled && decides && award.set_aside_by_review() == 0) {
      return "settled, and decided";
    }
  }
  return "";
}

// Invariant A-11, of awards that name no other day.
std::string CheckInterest(const G& before, const E& moved) {
  const G& after = moved.grievance();
  for (int i = before.awards_size(); i < after.awards_size(); ++i) {
    for (const v1::Remedy& remedy : after.awards(i).remedies()) {
      if (remedy.kind() == v1::Remedy::BACK_PAY &&
          remedy.interest_from_date() != after.submitted_date()) {
        return "interest does not run from the filing";
      }
    }
  }
  return "";
}

// Invariant A-12.
std::string CheckWhoWithdrew(const E& moved) {
  return moved.move() == E::GRIEVANCE_WITHDRAWN && moved.acted_by_side() != 1
             ? "withdrawn by the other side"
             : "";
}

struct Counts {
  int drawn = 0;
  int accepted = 0;
  std::map<std::string, int> of_move;
  std::map<std::string, int> refused;
  std::set<G::State> states;
};

// One life, to its last move. Says what went wrong first.
std::string Live(const v1::Profile& profile, unsigned seed, Counts& counts) {
  RandomLife life(profile, seed);
  const absl::StatusOr<E> filed = life.File();
  if (!filed.ok()) return absl::StrCat("not filed: ", filed.status().message());
  G folded;
  std::set<std::string> computed;
  const auto check = [&](const G& before, const E& moved) {
    std::string wrong;
    const auto take = [&wrong](std::string each) {
      if (wrong.empty()) wrong = std::move(each);
    };
    const G& after = moved.grievance();
    take(CheckFold(life.history().back(), after, folded));
    take(CheckDays(after));
    take(CheckOneOpen(after));
    take(CheckNoDueEarlier(before, moved));
    take(CheckTerminal(before, moved));
    take(CheckSettledOrDecided(after));
    take(CheckInterest(before, moved));
    take(CheckWhoWithdrew(moved));
    for (const v1::Deadline& each : after.deadlines()) {
      if (!computed.insert(each.deadline_id()).second) continue;
      take(RecountDiffers(after, each, profile));
    }
    return wrong;
  };
  std::string wrong = check(G(), *filed);
  ++counts.of_move[E::Move_Name(filed->move())];
  std::string trail;
  for (int i = 0; i < kMovesMax && wrong.empty(); ++i) {
    const G before = life.grievance();
    const RandomLife::Step step = life.Next();
    ++counts.drawn;
    if (!step.status.ok()) {
      ++counts.refused[v1::Refusal::Reason_Name(RefusalReason(step.status))];
      if (RefusalReason(step.status) == v1::Refusal::REASON_UNSPECIFIED ||
          RefusalReason(step.status) == v1::Refusal::INTERNAL_ERROR) {
        return absl::StrCat("refused without a reason: ",
                            step.status.ToString());
      }
      continue;
    }
    ++counts.accepted;
    counts.states.insert(life.grievance().state());
    if (!step.event.has_value()) {
      ++counts.of_move["(in the settlement alone)"];
      continue;
    }
    ++counts.of_move[E::Move_Name(step.event->move())];
    absl::StrAppend(&trail, E::Move_Name(step.event->move()), " ",
                    step.event->effective_date(), "\n");
    wrong = check(before, *step.event);
  }
  if (wrong.empty()) {
    // Nothing is left to bring up to date.
    G again = life.grievance();
    Entry entry;
    entry.event_id = "again";
    const absl::Status status =
        RefreshDeadlines(life.procedure(), entry, again);
    if (!status.ok()) wrong = status.ToString();
    if (again.SerializeAsString() != life.grievance().SerializeAsString()) {
      wrong = "the deadlines were not up to date";
    }
  }
  return wrong.empty() ? "" : absl::StrCat(wrong, "\nafter:\n", trail);
}

TEST(RandomLives, KeepWhatAlwaysHolds) {
  const int lives = std::getenv("ENTENTE_SLOW_TESTS") == nullptr ? 4000 : 20000;
  const std::vector<v1::Profile> profiles = Profiles();
  Counts counts;
  int wrong = 0;
  for (int i = 0; i < lives && wrong < 5; ++i) {
    const v1::Profile& profile =
        profiles[static_cast<size_t>(i) % profiles.size()];
    const unsigned seed = kSeed + static_cast<unsigned>(i);
    const std::string said = Live(profile, seed, counts);
    if (said.empty()) continue;
    ++wrong;
    ADD_FAILURE() << profile.code() << ", seed " << seed << ": " << said;
  }
  std::printf(
      "seeds from %u: %d lives under %zu procedures; %d moves drawn,"
      " %d accepted (%.1f %%)\n",
      kSeed, lives, profiles.size(), counts.drawn, counts.accepted,
      100.0 * counts.accepted / counts.drawn);
  for (const auto& [name, count] : counts.of_move) {
    std::printf("  %7d %s\n", count, name.c_str());
  }
  std::printf("refused:\n");
  for (const auto& [name, count] : counts.refused) {
    std::printf("  %7d %s\n", count, name.c_str());
  }
  EXPECT_GE(2 * counts.accepted, counts.drawn);
  EXPECT_EQ(counts.states.size(), 13u);
}

}  // namespace
}  // namespace entente
