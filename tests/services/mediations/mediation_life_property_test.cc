// Mediations that live at random by the rules, under schemes that ask for
// everything, for little, and for nobody's consent; after each accepted move
// what always holds is checked. 20,000 of them when ENTENTE_SLOW_TESTS is set,
// else 1,000.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/record_patch.h"
#include "services/mediations/appointment_rules.h"
#include "services/mediations/consent_rules.h"
#include "services/mediations/request_rules.h"
#include "services/mediations/session_rules.h"
#include "tests/services/mediations/sample_mediation.h"

namespace entente {
namespace {

using E = v1::Event;
using M = v1::Mediation;

constexpr int kMovesMax = 30;
constexpr unsigned kSeed = 20190828;

std::vector<v1::Profile> Profiles() {
  v1::Profile lenient = StrictProfile();
  lenient.mutable_scheme()->clear_certified_mediator();
  lenient.mutable_scheme()->clear_undertaking();
  lenient.mutable_scheme()->clear_entry_agreement();
  lenient.mutable_scheme()->set_challenges_per_party(0);
  v1::Profile mission = StrictProfile();
  mission.mutable_scheme()->set_consent(v1::MediationScheme::NOT_NEEDED);
  return {StrictProfile(), lenient, mission};
}

// One mediation, and who may do something to it.
class Life {
 public:
  Life(const v1::Profile& profile, std::mt19937& random)
      : procedure_(ProcedureOf(profile)),
        random_(random),
        mediation_(MediationIn(M::REQUESTED)) {}

  // Tries one move that is drawn; nothing when it was refused.
  absl::StatusOr<E> Try() {
    if (Draw(3) == 0) ++day_;
    const MediationEntry entry = Somebody();
    switch (DrawCase()) {
      case 0:
        return AcknowledgeMediation(mediation_, {}, procedure_, entry);
      case 1:
        return AdmitMediation(mediation_, {}, {}, procedure_, entry);
      case 2: {
        v1::RejectMediationRequest request;
        request.set_ground(M::Outcome::DUPLICATE);
        // Rarely: it is the end.
        if (Draw(8) > 0) return absl::CancelledError();
        return RejectMediation(mediation_, request, procedure_, entry);
      }
      case 3:
      case 4:
      case 5: {
        v1::AnswerMediationRequest request;
        request.set_side(Side());
        request.set_value(Draw(30) == 0 ? M::Answer::REFUSED
                          : mediation_.state() == M::PAUSED
                              ? M::Answer::CONTINUED
                              : M::Answer::CONSENTED);
        return AnswerMediation(mediation_, WithPaper(request), procedure_,
                               entry);
      }
      case 6: {
        v1::WithdrawFromMediationRequest request;
        request.set_side(Side());
        if (Draw(12) > 0) return absl::CancelledError();
        return WithdrawFromMediation(mediation_, WithPaper(request), procedure_,
                                     entry);
      }
      case 7: {
        v1::ProposeMediatorRequest request;
        request.set_person_id(Draw(2) == 0 ? kMarc : kLise);
        request.set_certified(Draw(2) == 0);
        return ProposeMediator(mediation_, request, {}, procedure_, entry);
      }
      case 8: {
        v1::DiscloseInterestsRequest request;
        request.set_mediator(Draw(3));
        request.set_undertaking(true);
        if (Draw(3) == 0) {
          request.set_disclosure("un intérêt");
        } else {
          request.set_nothing_to_disclose(true);
        }
        return DiscloseInterests(mediation_, WithPaper(request), procedure_,
                                 entry);
      }
      case 9: {
        v1::AcceptInterestsRequest request;
        request.set_side(Side());
        request.set_mediator(Draw(3));
        return AcceptInterests(mediation_, WithPaper(request), procedure_,
                               entry);
      }
      case 10: {
        if (Draw(4) > 0) return ChallengeOrEnd(entry);
        v1::ConfirmMediatorsRequest request;
        return ConfirmMediators(mediation_, request, procedure_, entry);
      }
      case 11:
        return ConfirmMediators(mediation_, {}, procedure_, entry);
      case 12: {
        v1::SignEntryRequest request;
        if (Draw(2) == 0) {
          request.set_side(Side());
        } else {
          request.set_mediator(1 + Draw(2));
        }
        return SignEntry(mediation_, WithPaper(request), procedure_, entry);
      }
      case 13: {
        v1::HoldSessionRequest request;
        request.set_kind(static_cast<M::Session::Kind>(1 + Draw(5)));
        request.set_side(Draw(4));
        for (const uint32_t side : {1u, 2u, 3u}) {
          if (Draw(4) == 0) continue;
          request.add_attendances()->set_side(side);
        }
        return HoldSession(mediation_, WithPaper(request), procedure_, entry);
      }
      case 14:
        if (mediation_.state() == M::PAUSED) {
          return ResumeMediation(mediation_, {}, procedure_, entry);
        }
        return PauseMediation(mediation_, {}, procedure_, entry);
      default: {
        if (Draw(10) > 0) return absl::CancelledError();
        v1::EndMediationRequest request;
        request.set_code(static_cast<M::Outcome::Code>(1 + Draw(13)));
        request.set_side(Draw(4));
        return EndMediation(mediation_, WithPaper(request), procedure_, entry);
      }
    }
  }

  const M& mediation() const { return mediation_; }
  void Keep(const M& after) { mediation_ = after; }

 private:
  uint32_t Draw(uint32_t below) {
    return std::uniform_int_distribution<uint32_t>(0, below - 1)(random_);
  }
  // Mostly a move that is possible in this state: the numbers are those above.
  uint32_t DrawCase() {
    static const auto* const kPossible =
        new std::map<M::State, std::vector<uint32_t>>{
            {M::REQUESTED, {0, 0, 2}},
            {M::ADMISSIBILITY, {1, 1, 2}},
            {M::CONSENT, {3, 4, 5, 6, 13}},
            {M::APPOINTMENT, {6, 7, 8, 8, 9, 9, 10, 11, 11}},
            {M::READY, {6, 8, 12, 12, 12, 12}},
            {M::OPEN, {6, 8, 10, 13, 13, 14, 15}},
            {M::PAUSED, {3, 6, 14, 15}},
            {M::CLOSED, {3}}};
    if (Draw(6) == 0) return Draw(16);
    const std::vector<uint32_t>& possible = kPossible->at(mediation_.state());
    return possible[Draw(static_cast<uint32_t>(possible.size()))];
  }
  uint32_t Side() { return 1 + Draw(3); }
  std::string Today() const {
    return DayIso(absl::CivilDay(2021, 3, 1) + day_);
  }
  // Often the registrar or a mediator, who may do more.
  MediationEntry Somebody() {
    switch (Draw(6)) {
      case 0:
      case 1:
        return ByRegistrar(Today());
      case 2:
        return ByMediator(Today(), kMarc);
      case 3:
        return ByMediator(Today(), kLise);
      default:
        return ByParty(Side(), Today());
    }
  }
  template <typename Request>
  Request WithPaper(Request request) {
    if (Draw(4) > 0) *request.mutable_instrument() = LetterOf(Today());
    return request;
  }
  absl::StatusOr<E> ChallengeOrEnd(const MediationEntry& entry) {
    if (Draw(2) == 0) {
      v1::ChallengeMediatorRequest request;
      request.set_side(Side());
      request.set_mediator(Draw(3));
      return ChallengeMediator(mediation_, WithPaper(request), procedure_,
                               entry);
    }
    v1::EndMediatorRequest request;
    request.set_mediator(Draw(3));
    return EndMediator(mediation_, WithPaper(request), procedure_, entry);
  }

  const Procedure procedure_;
  std::mt19937& random_;
  M mediation_;
  int day_ = 0;
};

// Each of the following says what is wrong; nothing when all is well.

// B-6: exactly one outcome once it is closed, and none before.
std::string CheckOutcome(const M& before, const M& after) {
  const bool closed = after.state() == M::CLOSED;
  if (closed != after.has_outcome())
    return "closed without an outcome, or open with one";
  if (before.has_outcome()) return "something was accepted after the end";
  if (!closed) return "";
  const bool began = !after.opened_date().empty();
  if (began != (after.outcome().end() == M::Outcome::NONE)) {
    return "what others see of the end is not so";
  }
  for (const M::Pause& pause : after.pauses()) {
    if (pause.until_date().empty()) return "it rests after its end";
  }
  return "";
}

// B-1 and B-2: nothing but information before the entry, nobody without
// consent, and nobody who left.
std::string CheckConsents(const v1::Profile& profile, const M& mediation) {
  const bool needed =
      profile.scheme().consent() == v1::MediationScheme::EACH_PARTY;
  const bool under_way =
      mediation.state() == M::OPEN || mediation.state() == M::PAUSED;
  if (needed && mediation.state() > M::CONSENT &&
      mediation.state() != M::CLOSED) {
    for (const uint32_t side : SidesStillIn(mediation)) {
      const M::Answer* const last = LastAnswer(mediation, side);
      if (last == nullptr) return "it goes on without a consent";
    }
  }
  if (mediation.state() != M::CLOSED && !HasOpposedSides(mediation)) {
    return "it goes on with nobody against another";
  }
  if (under_way !=
      (mediation.state() >= M::OPEN && mediation.state() <= M::PAUSED)) {
    return "states out of order";
  }
  if (under_way && mediation.opened_date().empty()) return "open since never";
  const bool rests = !mediation.pauses().empty() &&
                     mediation.pauses().rbegin()->until_date().empty();
  if (mediation.state() == M::OPEN && rests) return "open while it rests";
  for (const M::Session& session : mediation.sessions()) {
    if (session.kind() == M::Session::INFORMATION) continue;
    if (mediation.opened_date().empty() ||
        session.session_date() < mediation.opened_date()) {
      return "a session before the entry";
    }
  }
  return "";
}

// M8: nobody conducts it who did not disclose, or whose interest was not
// accepted by those who were in it.
std::string CheckMediators(const v1::Profile& profile, const M& mediation) {
  std::vector<int> challenges(4, 0);
  for (const M::Mediator& each : mediation.mediators()) {
    if (!each.confirmed_date().empty() && each.disclosed_date().empty()) {
      return "confirmed without a disclosure";
    }
    if (each.challenged_by_side() != 0) ++challenges[each.challenged_by_side()];
  }
  for (const int count : challenges) {
    if (count > profile.scheme().challenges_per_party()) {
      return "one challenge too many";
    }
  }
  return "";
}

TEST(MediationLife, KeepsWhatAlwaysHolds) {
  const int lives = std::getenv("ENTENTE_SLOW_TESTS") != nullptr ? 20000 : 1000;
  const std::vector<v1::Profile> profiles = Profiles();
  int drawn = 0;
  int accepted = 0;
  int opened = 0;
  int closed = 0;
  for (int i = 0; i < lives; ++i) {
    std::mt19937 random(kSeed + static_cast<unsigned>(i));
    const v1::Profile& profile = profiles[i % profiles.size()];
    Life life(profile, random);
    M folded = life.mediation();
    bool was_open = false;
    for (int move = 0; move < kMovesMax * 4; ++move) {
      ++drawn;
      absl::StatusOr<E> event = life.Try();
      if (!event.ok()) continue;
      ++accepted;
      const M before = life.mediation();
      const M after = event->mediation();
      for (const std::string& wrong :
           {CheckOutcome(before, after), CheckConsents(profile, after),
            CheckMediators(profile, after)}) {
        ASSERT_EQ(wrong, "") << "seed " << kSeed + i << " move "
                             << E::Move_Name(event->move()) << "\n"
                             << after.DebugString();
      }
      KeepOnlyChanges(&before, *event);
      ASSERT_TRUE(FoldEvent(*event, folded).ok());
      ASSERT_EQ(folded.SerializeAsString(), after.SerializeAsString())
          << "the fold of the events is not the record";
      life.Keep(after);
      was_open = was_open || after.state() == M::OPEN;
    }
    opened += was_open ? 1 : 0;
    closed += life.mediation().state() == M::CLOSED ? 1 : 0;
  }
  std::printf(
      "seeds from %u: %d lives under 3 schemes; %d moves drawn, %d accepted; "
      "%d were opened, %d closed\n",
      kSeed, lives, drawn, accepted, opened, closed);
  // A life that goes nowhere shows nothing.
  EXPECT_GT(opened, lives / 20);
  EXPECT_GT(closed, lives / 10);
}

}  // namespace
}  // namespace entente
