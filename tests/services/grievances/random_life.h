// A grievance that lives at random by the rules alone, from its filing: each
// step draws a move that its state plausibly allows, and sometimes another.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_RANDOM_LIFE_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_RANDOM_LIFE_H_

#include <initializer_list>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "entente/v1/settlement.pb.h"
#include "proto/support/day.h"
#include "proto/support/deadline.h"
#include "proto/support/joinder.h"
#include "proto/support/record_patch.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/arbitrator_rules.h"
#include "services/grievances/award_rules.h"
#include "services/grievances/contest_rules.h"
#include "services/grievances/correction_rules.h"
#include "services/grievances/entrusting_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/filing_rules.h"
#include "services/grievances/grievance_rules.h"
#include "services/grievances/hearing_rules.h"
#include "services/grievances/issue_rules.h"
#include "services/grievances/joinder_rules.h"
#include "services/grievances/lapse_rules.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/objection_rules.h"
#include "services/grievances/prior_step_rules.h"
#include "services/grievances/referral_rules.h"
#include "services/grievances/review_rules.h"
#include "services/grievances/settled_rules.h"
#include "services/grievances/silence_rules.h"
#include "services/grievances/time_ledger_rules.h"
#include "services/settlements/commitment_rules.h"
#include "services/settlements/settlement_rules.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {

// What can be drawn.
enum class Draw {
  kReceive,
  kReply,
  kAdvance,
  kWithdraw,
  kLapse,
  kRelieve,
  kJoin,
  kSever,
  kCorrect,
  kContest,
  kAssign,
  kWall,
  kRefer,
  kName,
  kEndArbitrator,
  kFixHearing,
  kHoldHearing,
  kMoveHearing,
  kFileExhibit,
  kTakeUnderAdvisement,
  kReopenHearing,
  kAwardInterlocutory,
  kAwardMerits,
  kAwardQuantum,
  kAwardCorrection,
  kSeekReview,
  kDecideReview,
  kRaiseObjection,
  kRuleObjection,
  kExtend,
  kWaive,
  kSuspend,
  kResume,
  kRecordPriorStep,
  kPropose,
  kSign,
  kContestSignature,
  kAbandon,
  kReport,
  kRepudiate,
  kReinstate,
  kClose,
  kNoteEnd,
  kCount,
};

class RandomLife {
 public:
  // What was drawn, and what the rules said to it. Of an act in the settlement
  // that did not touch the grievance there is no event.
  struct Step {
    Draw draw = Draw::kCount;
    absl::Status status;
    absl::optional<v1::Event> event;
  };

  // `profile` outlives the life.
  RandomLife(const v1::Profile& profile, unsigned seed)
      : profile_(profile), random_(seed) {}

  const v1::Grievance& grievance() const { return grievance_; }
  // What the store keeps of its moves, the first first.
  const std::vector<v1::Event>& history() const { return history_; }
  Procedure procedure() const {
    return {&profile_, &Calendars(),
            static_cast<int>(grievance_.calendar_version())};
  }

  // Files it; the event.
  absl::StatusOr<v1::Event> File() {
    using C = v1::GrievanceClass;
    const absl::CivilDay fact = absl::CivilDay(2012, 1, 1) + Below(4000);
    const absl::CivilDay known = fact + Below(40);
    const absl::CivilDay submitted = known + Below(60);
    today_ = submitted + Below(5);
    v1::FileGrievanceRequest request;
    request.set_grievance_class(
        OneOf({C::UNION, C::UNION, C::INDIVIDUAL, C::INDIVIDUAL, C::EMPLOYER}));
    request.set_issue_code(
        OneOf({"ORG-TIM", "ORG-LOAD", "PAY-OT", "HAR-PSY", "EMP-DISC"}));
    request.set_statement("Situation contestée");
    request.set_remedy_sought("Réparation");
    if (!Chance(8)) request.set_occurred_date(DayIso(fact));
    if (!Chance(8)) request.set_known_date(DayIso(known));
    request.set_submitted_date(DayIso(submitted));
    if (FindPrerequisite(profile_, request.issue_code()) != nullptr) {
      request.set_override_reason("Le comité ne siège pas");
    }
    FilingFacts facts;
    facts.entry = EntryNow();
    if (facts.entry.side == 2) *request.mutable_instrument() = Paper();
    facts.grievance_id = "g";
    facts.agreement.set_agreement_id("agreement");
    facts.agreement.set_local_id("qn");
    facts.agreement.set_employer_id("csss");
    facts.union_number = "QN-G-2012-0001";
    facts.employer_number = "CSSS-G-2012-0001";
    facts.procedure = {&profile_, &Calendars(), 0};
    ASSIGN_OR_RETURN(facts.issue,
                     FindLabourIssue("issue_code", request.issue_code()));
    if (request.grievance_class() == C::INDIVIDUAL) {
      facts.grievors.push_back({"member", "Membre", false, "Personne A"});
    }
    ASSIGN_OR_RETURN(Changes changes, FileGrievance(request, facts));
    Keep(changes[0]);
    return changes[0];
  }

  // Lives on for some days, and tries a move.
  Step Next() {
    // Mostly days, seldom half a year.
    today_ += Chance(60) ? Below(4) : Chance(96) ? Below(30) : Below(200);
    Step step;
    const std::vector<Draw> plausible = Plausible();
    step.draw = Chance(12) || plausible.empty()
                    ? static_cast<Draw>(Below(static_cast<int>(Draw::kCount)))
                    : plausible[static_cast<size_t>(
                          Below(static_cast<int>(plausible.size())))];
    // Silence has to last before it means anything.
    if (grievance_.state() == v1::Grievance::RECEIVED &&
        (step.draw == Draw::kAdvance || step.draw == Draw::kRefer)) {
      today_ += 45;
    }
    absl::StatusOr<absl::optional<v1::Event>> moved = Move(step.draw);
    step.status = moved.status();
    if (!moved.ok()) return step;
    step.event = *std::move(moved);
    if (step.event.has_value()) Keep(*step.event);
    return step;
  }

 private:
  using G = v1::Grievance;
  using MaybeEvent = absl::StatusOr<absl::optional<v1::Event>>;

  int Below(int end) {
    return static_cast<int>(random_() % static_cast<unsigned>(end));
  }
  bool Chance(int percent) { return Below(100) < percent; }
  template <typename T>
  T OneOf(std::initializer_list<T> all) {
    return all.begin()[Below(static_cast<int>(all.size()))];
  }

  Entry EntryNow() {
    Entry entry;
    entry.event_id = absl::StrCat("event-", ++events_);
    entry.operation_id = absl::StrCat("operation-", events_);
    entry.side = Chance(70) ? 1 : 2;
    if (wanted_side_ != 0) entry.side = wanted_side_;
    entry.person_id = entry.side == 1 ? "ann" : "karl";
    const bool is_union = (entry.side == 1) != (grievance_.grievance_class() ==
                                                v1::GrievanceClass::EMPLOYER);
    entry.role = is_union ? v1::Mandate::UNION_REP : v1::Mandate::EMPLOYER_REP;
    entry.today = today_;
    entry.access_day = today_;
    entry.now =
        absl::FromCivil(today_, absl::UTCTimeZone()) + absl::Seconds(events_);
    return entry;
  }

  v1::Instrument Paper() {
    v1::Instrument paper;
    paper.set_kind(v1::Instrument::LETTER);
    paper.set_instrument_date(DayIso(today_));
    paper.set_way(v1::Delivery::MAIL);
    return paper;
  }

  // Mostly today, at times some days ago, seldom nonsense.
  std::string SomeDay() {
    const int kind = Below(100);
    if (kind < 80) return "";
    if (kind < 95) return DayIso(today_ - Below(6));
    return DayIso(kind < 97 ? today_ + 1 + Below(9) : today_ - 400);
  }

  template <typename Request>
  Request With(Request request) {
    if (!Chance(4)) *request.mutable_instrument() = Paper();
    return request;
  }

  bool IsLastStep() const {
    return FindStep(profile_, grievance_.step() + 1) == nullptr;
  }
  bool Lapses() const {
    return FindLapseGround(profile_, grievance_, today_).has_value();
  }
  bool HasDraft() const { return settlement_.state() == v1::Settlement::DRAFT; }
  bool HasOpenDeadline() const {
    for (const v1::Deadline& each : grievance_.deadlines()) {
      if (IsOpen(each) && each.due_date() >= DayIso(today_)) return true;
    }
    return false;
  }
  bool IsSuspended() const {
    for (const v1::Suspension& each : grievance_.suspensions()) {
      if (each.until_date().empty()) return true;
    }
    return false;
  }
  bool HasPending() const {
    for (const v1::Objection& each : grievance_.objections()) {
      if (each.outcome() == v1::Objection::PENDING) return true;
    }
    return false;
  }
  uint32_t FixedDay() const {
    for (const v1::HearingDay& day : grievance_.hearing_days()) {
      if (day.state() == v1::HearingDay::FIXED) return day.number();
    }
    return 0;
  }

  // What its state allows, as far as a person sees it; the more often named,
  // the likelier.
  std::vector<Draw> Plausible() const {
    std::vector<Draw> all;
    const auto add = [&all](std::initializer_list<Draw> draws) {
      all.insert(all.end(), draws);
    };
    const G::State state = grievance_.state();
    add({Draw::kCorrect, Draw::kAssign});
    if (IsLive(state)) {
      add({Draw::kRaiseObjection, Draw::kSuspend, Draw::kWaive});
      if (HasOpenDeadline()) add({Draw::kExtend, Draw::kExtend});
      if (IsSuspended()) add({Draw::kResume, Draw::kResume});
      if (HasPending()) add({Draw::kRuleObjection});
      if (FindPrerequisite(profile_, grievance_.issue_code()) != nullptr) {
        add({Draw::kRecordPriorStep});
      }
      add({HasDraft() ? Draw::kSign : Draw::kPropose});
      if (HasDraft()) add({Draw::kSign, Draw::kSign});
      add({LeadOf(grievance_).empty() ? Draw::kJoin : Draw::kSever});
      if (Below3() == 0) add({Draw::kWithdraw});
    }
    switch (state) {
      case G::FILED:
        add({Draw::kReceive, Draw::kReceive, Draw::kReceive, Draw::kReceive,
             Draw::kReply});
        break;
      case G::RECEIVED:
      case G::ANSWERED:
        add({Draw::kReply, state == G::RECEIVED ? Draw::kReply : Draw::kWall});
        if (!IsLastStep()) add({Draw::kAdvance, Draw::kAdvance});
        if (IsLastStep() && profile_.has_referral()) {
          add({Draw::kRefer, Draw::kRefer, Draw::kRefer});
        }
        if (Lapses()) add({Draw::kLapse});
        break;
      case G::REFERRED:
        add({Draw::kName, Draw::kName, Draw::kName, Draw::kName, Draw::kReply});
        break;
      case G::ARBITRATOR_NAMED:
      case G::HEARING:
        add({Draw::kFixHearing, Draw::kHoldHearing, Draw::kHoldHearing,
             Draw::kFileExhibit, Draw::kTakeUnderAdvisement,
             Draw::kTakeUnderAdvisement, Draw::kAwardInterlocutory});
        if (FixedDay() != 0) add({Draw::kMoveHearing});
        if (Below3() == 0) add({Draw::kEndArbitrator});
        break;
      case G::DELIBERATION:
        add({StandingMerits(grievance_) == nullptr ? Draw::kAwardMerits
                                                   : Draw::kAwardQuantum,
             StandingMerits(grievance_) == nullptr ? Draw::kAwardMerits
                                                   : Draw::kAwardQuantum,
             Draw::kReopenHearing});
        break;
      case G::AWARDED:
        add({Draw::kSeekReview, Draw::kAwardCorrection});
        if (Below3() == 0) add({Draw::kClose});
        break;
      case G::UNDER_REVIEW:
        add({Draw::kDecideReview, Draw::kDecideReview});
        break;
      case G::SETTLED:
        add({Draw::kReport, Draw::kReport, Draw::kRepudiate});
        if (IsInArbitration(grievance_.settled_by().rbegin()->prior_state())) {
          add({Draw::kNoteEnd});
        }
        if (!grievance_.settled_by().rbegin()->breach_known_date().empty()) {
          add({Draw::kReinstate, Draw::kReinstate});
        }
        if (Below3() == 0) add({Draw::kClose});
        break;
      case G::WITHDRAWN:
        if (grievance_.has_referral()) add({Draw::kNoteEnd});
        break;
      case G::DEEMED_WITHDRAWN:
        add({Draw::kRelieve, Draw::kRelieve});
        break;
      default:
        break;
    }
    return all;
  }
  // 0, 1 or 2, by the number of events so far.
  int Below3() const { return events_ % 3; }

  void Keep(const v1::Event& event) {
    history_.push_back(event);
    KeepOnlyChanges(grievance_.grievance_id().empty() ? nullptr : &grievance_,
                    history_.back());
    grievance_ = event.grievance();
  }

  static MaybeEvent First(absl::StatusOr<Changes> changes) {
    if (!changes.ok()) return changes.status();
    return absl::optional<v1::Event>(std::move((*changes)[0]));
  }

  template <typename Request, typename Rule>
  MaybeEvent By(Rule rule, const Request& request) {
    const Entry entry = EntryNow();
    return First(rule(grievance_, request, procedure(), entry));
  }

  MaybeEvent Move(Draw draw) {
    wanted_side_ = 0;
    switch (draw) {
      case Draw::kReceive: {
        v1::ReceiveGrievanceRequest request;
        request.set_received_date(SomeDay());
        return By(ReceiveGrievance, With(request));
      }
      case Draw::kReply: {
        v1::ReplyGrievanceRequest request;
        request.set_reply_date(SomeDay());
        request.set_answer(OneOf(
            {G::Reply::DENIED, G::Reply::GRANTED, G::Reply::GRANTED_IN_PART}));
        // Now and then to the step before.
        if (grievance().step() > 1 && Below(4) == 0) {
          request.set_step(grievance().step() - 1);
        }
        return By(ReplyGrievance, With(request));
      }
      case Draw::kAdvance: {
        v1::AdvanceGrievanceRequest request;
        request.set_advance_date(SomeDay());
        return By(AdvanceGrievance, With(request));
      }
      case Draw::kWithdraw: {
        v1::WithdrawGrievanceRequest request;
        request.set_withdrawal_date(SomeDay());
        request.set_reason("Sans suite");
        return By(WithdrawGrievance, With(request));
      }
      case Draw::kLapse: {
        v1::LapseGrievanceRequest request;
        request.set_basis(OneOf({v1::Basis::OWNER_SIDE, v1::Basis::RULING}));
        request.set_lapse_date(SomeDay());
        return By(LapseGrievance, With(request));
      }
      case Draw::kRelieve: {
        v1::RelieveGrievanceRequest request;
        request.set_basis(v1::Basis::BOTH_SIDES);
        request.set_relief_date(SomeDay());
        return By(RelieveGrievance, With(request));
      }
      case Draw::kJoin:
        return Join();
      case Draw::kSever: {
        v1::SeverGrievanceRequest request;
        request.set_basis(v1::Basis::RULING);
        request.set_sever_date(SomeDay());
        return By(SeverGrievance, With(request));
      }
      case Draw::kCorrect:
        return Correct();
      case Draw::kContest: {
        v1::ContestActRequest request;
        request.set_act(
            static_cast<G::Contest::Act>(1 + Below(G::Contest::Act_MAX)));
        request.set_text("Nous ne l'avons pas fait");
        return First(ContestAct(grievance_, request, history_, EntryNow()));
      }
      case Draw::kAssign: {
        v1::AssignGrievanceRequest request;
        request.set_person_id(OneOf({"bea", "paul", "dora"}));
        request.set_remove(Chance(20));
        return First(AssignGrievance(grievance_, request, EntryNow()));
      }
      case Draw::kWall: {
        v1::WallGrievanceRequest request;
        request.set_person_id(OneOf({"bea", "paul", "dora"}));
        request.set_remove(Chance(20));
        return First(WallGrievance(grievance_, request, EntryNow()));
      }
      case Draw::kRefer: {
        v1::ReferGrievanceRequest request;
        request.set_referral_date(SomeDay());
        if (profile_.referral().by() == v1::TimeLimit::FILING_SIDE) {
          wanted_side_ = 1;
        }
        return By(ReferGrievance, With(request));
      }
      case Draw::kName: {
        v1::NameArbitratorRequest request;
        request.set_name("Me Arbitre");
        request.set_mode(v1::Arbitrator::AGREED);
        request.set_named_date(SomeDay());
        request = With(request);
        const Entry entry = EntryNow();
        return First(
            NameArbitrator(grievance_, request, {}, procedure(), entry));
      }
      case Draw::kEndArbitrator: {
        v1::EndArbitratorRequest request;
        request.set_ending(v1::Arbitrator::WITHDREW);
        request.set_ended_date(SomeDay());
        return By(EndArbitrator, With(request));
      }
      case Draw::kFixHearing: {
        v1::FixHearingRequest request;
        request.set_hearing_date(DayIso(today_ + Below(40)));
        request.set_fixed_date(SomeDay());
        return By(FixHearing, With(request));
      }
      case Draw::kHoldHearing:
        return Hold();
      case Draw::kMoveHearing: {
        v1::MoveHearingRequest request;
        request.set_number(FixedDay());
        request.set_by(
            OneOf({v1::Whose::UNION, v1::Whose::EMPLOYER, v1::Whose::NEITHER}));
        request.set_reason("Remise");
        request.set_moved_date(SomeDay());
        request.set_cancelled(Chance(30));
        if (!request.cancelled()) {
          request.set_new_date(DayIso(today_ + Below(40)));
        }
        return By(MoveHearing, With(request));
      }
      case Draw::kFileExhibit: {
        v1::FileExhibitRequest request;
        request.set_title("Pièce");
        request.set_filed_date(SomeDay());
        return By(FileExhibit, With(request));
      }
      case Draw::kTakeUnderAdvisement: {
        v1::TakeUnderAdvisementRequest request;
        request.set_from_date(SomeDay());
        return By(TakeUnderAdvisement, With(request));
      }
      case Draw::kReopenHearing: {
        v1::ReopenHearingRequest request;
        request.set_reopened_date(SomeDay());
        return By(ReopenHearing, With(request));
      }
      case Draw::kAwardInterlocutory:
      case Draw::kAwardMerits:
      case Draw::kAwardQuantum:
      case Draw::kAwardCorrection:
        return Award(draw);
      case Draw::kSeekReview: {
        v1::SeekReviewRequest request;
        request.set_court("C.S.");
        request.set_sought_date(SomeDay());
        return By(SeekReview, With(request));
      }
      case Draw::kDecideReview: {
        v1::DecideReviewRequest request;
        request.set_outcome(static_cast<v1::Review::Outcome>(1 + Below(5)));
        request.set_outcome_date(SomeDay());
        if (request.outcome() == v1::Review::SET_ASIDE) {
          request.set_disposition(v1::Disposition::DENIED);
        }
        return By(DecideReview, With(request));
      }
      case Draw::kRaiseObjection: {
        v1::RaiseObjectionRequest request;
        request.set_kind(static_cast<v1::Objection::Kind>(1 + Below(6)));
        request.set_raised_date(SomeDay());
        return By(RaiseObjection, With(request));
      }
      case Draw::kRuleObjection: {
        v1::RuleObjectionRequest request;
        request.set_outcome(
            PresentArbitrator(grievance_) == nullptr
                ? v1::Objection::WAIVED
                : static_cast<v1::Objection::Outcome>(2 + Below(4)));
        request.set_outcome_date(SomeDay());
        return By(RuleObjection, With(request));
      }
      case Draw::kExtend:
        return Extend();
      case Draw::kWaive:
        return Waive();
      case Draw::kSuspend: {
        v1::SuspendLimitsRequest request;
        request.set_ground(
            OneOf({v1::Suspension::AGREED, v1::Suspension::CLAUSE,
                   v1::Suspension::MEDIATION}));
        request.set_effect(Chance(25) ? v1::Suspension::INTERRUPT
                                      : v1::Suspension::SUSPEND);
        request.set_clause("art. 9");
        const absl::CivilDay from = today_ - 10 + Below(25);
        request.set_from_date(DayIso(from));
        if (Chance(60)) request.set_until_date(DayIso(from + Below(30)));
        return By(SuspendLimits, With(request));
      }
      case Draw::kResume: {
        v1::ResumeLimitsRequest request;
        if (Chance(20)) request.set_until_date(DayIso(today_ + Below(20)));
        return By(ResumeLimits, With(request));
      }
      case Draw::kRecordPriorStep: {
        v1::RecordPriorStepRequest request;
        v1::PriorStepDays& days = *request.mutable_days();
        const std::string day = DayIso(today_ - Below(3));
        const G::PriorStep& prior = grievance_.prior_step();
        if (prior.complaint_date().empty()) {
          days.set_complaint_date(day);
        } else if (prior.convened_date().empty()) {
          days.set_convened_date(day);
        } else {
          days.set_decision_date(day);
        }
        return By(RecordPriorStep, request);
      }
      case Draw::kClose: {
        v1::CloseGrievanceRequest request;
        request.set_closed_date(SomeDay());
        return First(CloseGrievance(
            grievance_, request,
            grievance_.state() == G::SETTLED ? &settlement_ : nullptr,
            procedure(), EntryNow()));
      }
      case Draw::kNoteEnd: {
        v1::NoteEndRequest request;
        request.set_noted_date(SomeDay());
        return By(NoteEnd, With(request));
      }
      default:
        return InSettlement(draw);
    }
  }

  MaybeEvent Join() {
    v1::Grievance lead = grievance_;
    lead.set_grievance_id("lead");
    lead.clear_joinders();
    v1::JoinGrievancesRequest request;
    request.set_basis(v1::Basis::BOTH_SIDES);
    request.set_join_date(SomeDay());
    request = With(request);
    JoinderFacts facts;
    facts.lead = &lead;
    facts.field = "joined_ids[0]";
    const Entry entry = EntryNow();
    RETURN_IF_ERROR(CheckLead(lead, request, entry).status());
    return First(JoinGrievance(grievance_, request, facts, procedure(), entry));
  }

  MaybeEvent Correct() {
    v1::CorrectGrievanceRequest request;
    request.set_field(
        OneOf({"occurred_date", "known_date", "submitted_date", "received_date",
               "reply_date", "advance_date", "referral_date", "named_date",
               "hearing_date", "advisement_date", "award_date",
               "complaint_date", "statement", "issue_code"}));
    // As often a day of the ledger, or of an act that may be there.
    if (Chance(50)) {
      const std::string field =
          OneOf({"ended_date", "fixed_date", "sought_date", "outcome_date",
                 "raised_date", "new_due_date", "signed_date",
                 "suspension_from_date", "suspension_until_date", "waiver_date",
                 "lapse_date", "relief_date"});
      if (!DayOfLast(field).empty()) request.set_field(field);
    }
    request.set_reason("Erreur de saisie");
    if (request.field() == "statement") {
      request.set_value(absl::StrCat("Situation ", events_));
    } else if (request.field() == "issue_code") {
      request.set_value(OneOf({"ORG-TIM", "PAY-OT", "EMP-DISC"}));
    } else {
      // Some days beside the day that the last such act has.
      std::string near = grievance_.submitted_date();
      if (request.field() == "reply_date" && !grievance_.replies().empty()) {
        near = grievance_.replies().rbegin()->reply_date();
      } else if (request.field() == "occurred_date") {
        near = grievance_.occurred_date();
      } else if (request.field() == "known_date") {
        near = grievance_.known_date();
      } else if (request.field() == "received_date") {
        near = grievance_.received_date();
      } else if (request.field() == "referral_date") {
        near = grievance_.referral().referral_date();
      } else if (request.field() == "award_date" &&
                 !grievance_.awards().empty()) {
        near = grievance_.awards().rbegin()->award_date();
      } else {
        near = DayOfLast(request.field());
      }
      const absl::CivilDay day =
          ParseDay(near).value_or(*ParseDay(grievance_.submitted_date()));
      request.set_value(DayIso(day - 3 + Below(7)));
    }
    RETURN_IF_ERROR([&] {
      request.set_grievance_id("g");
      return CheckCorrectGrievance(request);
    }());
    Entry entry = EntryNow();
    const v1::Mandate::Role role = WhoEntered(request, grievance_, history_);
    // Mostly whoever entered it.
    if (role != v1::Mandate::ROLE_UNSPECIFIED && !Chance(5) &&
        role != entry.role) {
      wanted_side_ = 3 - entry.side;
      entry = EntryNow();
    }
    return First(
        CorrectGrievance(grievance_, request, role, procedure(), entry));
  }

  // The day, of the last act of its kind, that such a correction is of.
  std::string DayOfLast(const std::string& field) const {
    const auto of = [&field](const auto& list, const char* name,
                             const auto& get) -> std::string {
      return field == name && !list.empty() ? get(*list.rbegin()) : "";
    };
    for (const std::string& day :
         {of(grievance_.arbitrators(), "ended_date",
             [](const v1::Arbitrator& each) { return each.ended_date(); }),
          of(grievance_.hearing_days(), "fixed_date",
             [](const v1::HearingDay& each) { return each.fixed_date(); }),
          of(grievance_.reviews(), "sought_date",
             [](const v1::Review& each) { return each.sought_date(); }),
          of(grievance_.reviews(), "outcome_date",
             [](const v1::Review& each) { return each.outcome_date(); }),
          of(grievance_.objections(), "raised_date",
             [](const v1::Objection& each) { return each.raised_date(); }),
          of(grievance_.extensions(), "new_due_date",
             [](const v1::Extension& each) { return each.new_due_date(); }),
          of(grievance_.extensions(), "signed_date",
             [](const v1::Extension& each) { return each.signed_date(); }),
          of(grievance_.suspensions(), "suspension_from_date",
             [](const v1::Suspension& each) { return each.from_date(); }),
          of(grievance_.suspensions(), "suspension_until_date",
             [](const v1::Suspension& each) { return each.until_date(); }),
          of(grievance_.waivers(), "waiver_date",
             [](const v1::Waiver& each) { return each.waiver_date(); }),
          of(grievance_.lapses(), "lapse_date",
             [](const v1::Lapse& each) { return each.lapse_date(); }),
          of(grievance_.lapses(), "relief_date",
             [](const v1::Lapse& each) { return each.relief_date(); })}) {
      if (!day.empty()) return day;
    }
    return "";
  }

  MaybeEvent Hold() {
    v1::HoldHearingRequest request;
    const uint32_t fixed = FixedDay();
    if (fixed != 0 && Chance(60)) {
      request.set_number(fixed);
      const std::string& date =
          grievance_.hearing_days(static_cast<int>(fixed) - 1).hearing_date();
      // The day comes.
      if (!Chance(5)) today_ = std::max(today_, *ParseDay(date));
    } else {
      request.set_hearing_date(DayIso(today_));
    }
    return By(HoldHearing, With(request));
  }

  MaybeEvent Award(Draw draw) {
    using A = v1::Award;
    v1::RenderAwardRequest request;
    request.set_kind(draw == Draw::kAwardInterlocutory ? A::INTERLOCUTORY
                     : draw == Draw::kAwardMerits      ? A::MERITS
                     : draw == Draw::kAwardQuantum     ? A::QUANTUM
                                                       : A::CORRECTION);
    request.set_award_date(SomeDay());
    request.set_text("La sentence");
    auto& decision = *request.add_decisions();
    if (request.kind() == A::MERITS) {
      decision.set_disposition(
          OneOf({v1::Disposition::GRANTED, v1::Disposition::DENIED,
                 v1::Disposition::GRANTED_IN_PART}));
      request.set_quantum_reserved(
          decision.disposition() != v1::Disposition::DENIED && Chance(50));
    }
    if (request.kind() == A::QUANTUM ||
        decision.disposition() == v1::Disposition::GRANTED) {
      v1::Remedy& pay = *decision.add_remedies();
      pay.set_kind(v1::Remedy::BACK_PAY);
      pay.set_amount("1250.50");
      pay.set_currency_code("CAD");
    }
    if (request.kind() == A::CORRECTION) {
      request.set_corrects_number(1 + static_cast<uint32_t>(Below(2)));
    }
    return By(RenderAward, With(request));
  }

  MaybeEvent Extend() {
    v1::ExtendDeadlineRequest request;
    request.set_act(v1::TimeLimit::REFER);
    request.set_new_due_date(DayIso(today_ + 30));
    for (const v1::Deadline& each : grievance_.deadlines()) {
      // What was done may still be said to have been done in time.
      const bool done = !each.met_date().empty() && Chance(20);
      if (!(IsOpen(each) || done) || Chance(30)) continue;
      request.set_act(each.act());
      request.set_step(each.step());
      const absl::CivilDay due = ParseDay(each.due_date()).value_or(today_);
      request.set_new_due_date(DayIso(due - 3 + Below(40)));
    }
    request.set_signed_date(SomeDay());
    return By(ExtendDeadline, With(request));
  }

  MaybeEvent Waive() {
    v1::WaiveLimitRequest request;
    request.set_act(OneOf(
        {v1::TimeLimit::FILE, v1::TimeLimit::REFER, v1::TimeLimit::REPLY}));
    request.set_waiver_date(SomeDay());
    wanted_side_ = request.act() == v1::TimeLimit::REPLY ? 1 : 2;
    if (Chance(10)) wanted_side_ = 3 - wanted_side_;
    return By(WaiveLimit, With(request));
  }

  // An act in the settlement, and what it does to the grievance.
  MaybeEvent InSettlement(Draw draw) {
    ASSIGN_OR_RETURN(v1::Event said, Say(draw));
    const Entry entry = EntryNow();
    const v1::Settlement& after = said.settlement();
    absl::StatusOr<Changes> changes = Changes();
    if (draw == Draw::kPropose) {
      RETURN_IF_ERROR(CheckSettleable(grievance_));
    } else if (draw == Draw::kSign) {
      RETURN_IF_ERROR(CheckSettleable(grievance_));
      if (after.state() == v1::Settlement::SIGNED) {
        changes = SettleGrievance(grievance_, said, procedure(), entry);
      }
    } else if (draw == Draw::kContestSignature) {
      if (grievance_.state() == G::SETTLED &&
          grievance_.settled_by().rbegin()->contested_date().empty()) {
        changes = NoteContestedSignature(grievance_, procedure(), entry);
      }
    } else if (draw == Draw::kReport) {
      const std::string known = StandingBreachKnown(after, UnionSide());
      if (!known.empty() && said.acted_by_side() == UnionSide() &&
          grievance_.settled_by().rbegin()->breach_known_date() != known) {
        changes = NoteBreach(grievance_, said, known, procedure(), entry);
      }
    } else if (draw == Draw::kRepudiate) {
      changes = ReviveGrievance(grievance_, said, {}, said.acted_by_side(),
                                procedure(), entry);
    } else if (draw == Draw::kReinstate) {
      changes = ReinstateGrievance(grievance_, said, procedure(), entry);
    }
    RETURN_IF_ERROR(changes.status());
    settlement_ = after;
    if (changes->empty()) return absl::optional<v1::Event>();
    return First(std::move(changes));
  }

  uint32_t UnionSide() const {
    return grievance_.grievance_class() == v1::GrievanceClass::EMPLOYER ? 2 : 1;
  }

  // The event of the settlement.
  absl::StatusOr<v1::Event> Say(Draw draw) {
    if (draw == Draw::kPropose) return Propose();
    const Entry entry = EntryNow();
    switch (draw) {
      case Draw::kSign: {
        v1::SignSettlementRequest request;
        request.set_signed_date(SomeDay());
        for (const auto& each : settlement_.signatories()) {
          if (each.signed_date().empty()) request.set_signatory(each.number());
        }
        return SignSettlement(settlement_, With(request), procedure(), entry);
      }
      case Draw::kContestSignature: {
        v1::ContestSignatureRequest request;
        request.set_text("Nous n'avons pas signé");
        return ContestSignature(settlement_, request, entry);
      }
      case Draw::kAbandon: {
        v1::AbandonSettlementRequest request;
        request.set_reason("Sans suite");
        return AbandonSettlement(settlement_, request, entry);
      }
      case Draw::kReport: {
        v1::ReportCommitmentRequest request;
        request.set_commitment(1);
        request.set_status(static_cast<v1::Commitment::Status>(2 + Below(4)));
        request.set_report_date(SomeDay());
        request.set_evidence("Relevé");
        if (request.status() == v1::Commitment::BREACHED) {
          request.set_by_side(UnionSide());
        }
        return ReportCommitment(settlement_, With(request), procedure(), entry);
      }
      case Draw::kRepudiate: {
        v1::RepudiateSettlementRequest request;
        request.set_reason("Refus");
        return RepudiateSettlement(settlement_, With(request), procedure(),
                                   entry);
      }
      case Draw::kReinstate: {
        v1::ReinstateGrievanceRequest request;
        request.set_reinstated_date(SomeDay());
        return ReinstateSettlement(settlement_, With(request), procedure(),
                                   entry);
      }
      default:
        return absl::InternalError("not drawn in a settlement");
    }
  }

  absl::StatusOr<v1::Event> Propose() {
    if (HasDraft() || settlement_.state() == v1::Settlement::SIGNED) {
      return Refuse(v1::Refusal::SETTLEMENT_STANDS, {{"field", "f"}});
    }
    v1::ProposeSettlementRequest request;
    request.set_terms("Conditions");
    request.set_precedent(v1::Settlement::WITHOUT_PRECEDENT);
    auto& commitment = *request.add_commitments();
    commitment.set_owner_kind(v1::Party::EMPLOYER);
    commitment.set_text("Payer");
    if (Chance(70)) commitment.set_due_date(DayIso(today_ + Below(30)));
    ProposalFacts facts;
    facts.settlement_id = absl::StrCat("s", events_);
    for (const v1::Party& party : grievance_.parties()) {
      facts.parties.push_back(party);
    }
    facts.grievance_ids = {"g"};
    facts.profile_code = profile_.code();
    facts.profile_version = static_cast<uint32_t>(profile_.version());
    facts.entry = EntryNow();
    return ProposeSettlement(request, facts);
  }

  const v1::Profile& profile_;
  std::mt19937 random_;
  absl::CivilDay today_;
  int events_ = 0;
  uint32_t wanted_side_ = 0;  // Of the next entry; 0 for any.
  v1::Grievance grievance_;
  v1::Settlement settlement_;
  std::vector<v1::Event> history_;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_RANDOM_LIFE_H_
