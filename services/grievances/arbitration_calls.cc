#include "services/grievances/arbitration_calls.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/arbitrator_rules.h"
#include "services/grievances/award_rules.h"
#include "services/grievances/file_access.h"
#include "services/grievances/hearing_rules.h"
#include "services/grievances/move_call.h"
#include "services/grievances/move_checks.h"
#include "services/grievances/objection_rules.h"
#include "services/grievances/referral_rules.h"
#include "services/grievances/review_rules.h"
#include "storage/grievance_store.h"
#include "storage/mandate_store.h"
#include "storage/organization_store.h"
#include "storage/person_store.h"

namespace entente {
namespace {

using v1::Grievance;
using v1::Mandate;
using R = v1::Refusal;

constexpr int kMandatesAtOnce = 200;

bool IsParty(const Grievance& grievance, const std::string& organization_id) {
  for (const v1::Party& party : grievance.parties()) {
    if (party.organization_id() == organization_id) return true;
  }
  return false;
}

// Whether who represents `organization_id` represents a party of the file: it
// is one, or the place of one.
absl::StatusOr<bool> IsOfParty(ReadCall& call, const Grievance& grievance,
                               const std::string& organization_id) {
  if (IsParty(grievance, organization_id)) return true;
  ASSIGN_OR_RETURN(const v1::Organization organization,
                   GetOrganization(call.snapshot, organization_id));
  return organization.kind() == v1::Organization::ESTABLISHMENT &&
         IsParty(grievance, organization.parent_id());
}

// Whether the person holds, or ever held, a mandate to represent a party.
absl::StatusOr<bool> RepresentedAParty(ReadCall& call,
                                       const Grievance& grievance,
                                       const std::string& person_id) {
  MandateList list;
  list.person_id = person_id;
  list.all = true;
  list.today = call.actor.today;
  list.limit = kMandatesAtOnce;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<Mandate> mandates,
                     ListMandates(call.snapshot, list));
    for (const Mandate& mandate : mandates) {
      if (mandate.role() != Mandate::UNION_REP &&
          mandate.role() != Mandate::EMPLOYER_REP) {
        continue;
      }
      ASSIGN_OR_RETURN(const bool represents,
                       IsOfParty(call, grievance, mandate.organization_id()));
      if (represents) return true;
    }
    if (mandates.size() < kMandatesAtOnce) return false;
    list.after_time = FromProto(mandates.back().create_time());
    list.after_id = mandates.back().mandate_id();
  }
}

absl::StatusOr<ArbitratorFacts> FactsOf(ReadCall& call,
                                        const Grievance& grievance,
                                        const std::string& person_id) {
  ArbitratorFacts facts;
  if (person_id.empty()) return facts;
  ASSIGN_OR_RETURN(const absl::optional<v1::Person> person,
                   FindPerson(call.snapshot, person_id));
  // Of others than those with a public profile nothing is told.
  if (!person.has_value() || person->public_name().empty()) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "person_id"}});
  }
  facts.name = person->public_name();
  ASSIGN_OR_RETURN(facts.represented_a_side,
                   RepresentedAParty(call, grievance, person_id));
  return facts;
}

// The day of the roll with that number; null when there is none.
const v1::HearingDay* FindDay(const Grievance& grievance, uint32_t number) {
  for (const v1::HearingDay& day : grievance.hearing_days()) {
    if (day.number() == number) return &day;
  }
  return nullptr;
}

// The number that this day has in another roll; 0 when it is not there.
uint32_t NumberOn(const Grievance& grievance, const v1::HearingDay& day) {
  for (const v1::HearingDay& each : grievance.hearing_days()) {
    if (each.hearing_date() == day.hearing_date() &&
        each.state() == day.state()) {
      return each.number();
    }
  }
  return 0;
}

// Names the grievances that an award decides by their ids.
absl::Status FindDecided(WriteCall& call, v1::RenderAwardRequest& award) {
  for (int i = 0; i < award.decisions_size(); ++i) {
    std::string& id = *award.mutable_decisions(i)->mutable_grievance_id();
    if (id.empty()) continue;
    ASSIGN_OR_RETURN(const absl::optional<SeenGrievance> seen,
                     FindGrievance(call.snapshot, ScopeOf(call.actor), id));
    if (!seen.has_value()) {
      return Refuse(R::REFERENCE_UNKNOWN,
                    {{"field", At("decisions", i) + ".grievance_id"}});
    }
    id = seen->grievance.grievance_id();
  }
  return absl::OkStatus();
}

// Each decision is on this grievance, or on one that goes its way.
absl::Status CheckJoined(ReadCall& call, const Grievance& current,
                         const v1::RenderAwardRequest& award) {
  absl::optional<std::vector<std::string>> followers;
  for (int i = 0; i < award.decisions_size(); ++i) {
    const std::string& id = award.decisions(i).grievance_id();
    if (id.empty() || id == current.grievance_id()) continue;
    if (!followers.has_value()) {
      ASSIGN_OR_RETURN(followers, ListFollowers(call, current));
    }
    if (!absl::c_linear_search(*followers, id)) {
      return Refuse(R::REFERENCE_UNKNOWN,
                    {{"field", At("decisions", i) + ".grievance_id"}});
    }
  }
  return absl::OkStatus();
}

// The number that an award of `lead` has in one that is joined: of the same
// kind and day, and standing; 0 when it has none such.
uint32_t AwardNumberIn(const Grievance& joined, const Grievance& lead,
                       uint32_t number) {
  const v1::Award* const award = FindStandingAward(lead, number);
  if (award == nullptr) return 0;
  for (const v1::Award& each : joined.awards()) {
    if (each.kind() == award->kind() &&
        each.award_date() == award->award_date() &&
        FindStandingAward(joined, each.number()) != nullptr) {
      return each.number();
    }
  }
  return 0;
}

// The award as it concerns one that is joined; none when it corrects what that
// one does not have.
absl::optional<v1::RenderAwardRequest> DecisionOn(
    const v1::RenderAwardRequest& whole, const Grievance& lead,
    const Grievance& joined) {
  v1::RenderAwardRequest own = whole;
  if (whole.kind() == v1::Award::CORRECTION) {
    own.set_corrects_number(
        AwardNumberIn(joined, lead, whole.corrects_number()));
    if (own.corrects_number() == 0) return absl::nullopt;
  }
  own.clear_decisions();
  for (const auto& each : whole.decisions()) {
    if (each.grievance_id() == joined.grievance_id()) {
      *own.add_decisions() = each;
    }
  }
  return own;
}

}  // namespace

absl::StatusOr<std::string> RunReferGrievance(
    WriteCall& call, const Procedures& procedures,
    const v1::ReferGrievanceRequest& request, v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, ReferGrievance);
}

absl::StatusOr<std::string> RunNameArbitrator(
    WriteCall& call, const Procedures& procedures,
    const v1::NameArbitratorRequest& request, v1::GrievanceAnswer& answer) {
  return MoveWithJoined(
      call, procedures, request, answer,
      [&](const Grievance& current, const v1::NameArbitratorRequest& naming,
          const Procedure& procedure,
          const Entry& entry) -> absl::StatusOr<Changes> {
        ASSIGN_OR_RETURN(const ArbitratorFacts facts,
                         FactsOf(call, current, naming.person_id()));
        return NameArbitrator(current, naming, facts, procedure, entry);
      });
}

absl::StatusOr<std::string> RunEndArbitrator(
    WriteCall& call, const Procedures& procedures,
    const v1::EndArbitratorRequest& request, v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, EndArbitrator);
}

absl::StatusOr<std::string> RunFixHearing(WriteCall& call,
                                          const Procedures& procedures,
                                          const v1::FixHearingRequest& request,
                                          v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, FixHearing);
}

absl::StatusOr<std::string> RunHoldHearing(
    WriteCall& call, const Procedures& procedures,
    const v1::HoldHearingRequest& request, v1::GrievanceAnswer& answer) {
  return MoveWithJoined(
      call, procedures, request, answer, HoldHearing,
      [](v1::HoldHearingRequest each, const Grievance& lead, const Grievance&) {
        // The rolls need not have the same numbers.
        const v1::HearingDay* const day = FindDay(lead, each.number());
        if (day != nullptr) {
          each.set_hearing_date(day->hearing_date());
          each.clear_number();
        }
        return each;
      });
}

absl::StatusOr<std::string> RunMoveHearing(
    WriteCall& call, const Procedures& procedures,
    const v1::MoveHearingRequest& request, v1::GrievanceAnswer& answer) {
  return MoveWithJoined(
      call, procedures, request, answer, MoveHearing,
      [](v1::MoveHearingRequest each, const Grievance& lead,
         const Grievance& joined) {
        const v1::HearingDay* const day = FindDay(lead, each.number());
        each.set_number(day == nullptr ? 0 : NumberOn(joined, *day));
        return each;
      });
}

absl::StatusOr<std::string> RunFileExhibit(
    WriteCall& call, const Procedures& procedures,
    const v1::FileExhibitRequest& request, v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, FileExhibit);
}

absl::StatusOr<std::string> RunTakeUnderAdvisement(
    WriteCall& call, const Procedures& procedures,
    const v1::TakeUnderAdvisementRequest& request,
    v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, TakeUnderAdvisement);
}

absl::StatusOr<std::string> RunReopenHearing(
    WriteCall& call, const Procedures& procedures,
    const v1::ReopenHearingRequest& request, v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, ReopenHearing);
}

absl::StatusOr<std::string> RunRenderAward(
    WriteCall& call, const Procedures& procedures,
    const v1::RenderAwardRequest& request, v1::GrievanceAnswer& answer) {
  v1::RenderAwardRequest award = request;
  RETURN_IF_ERROR(FindDecided(call, award));
  return MoveWithJoined(
      call, procedures, award, answer,
      [&](const Grievance& current, const v1::RenderAwardRequest& each,
          const Procedure& procedure,
          const Entry& entry) -> absl::StatusOr<Changes> {
        RETURN_IF_ERROR(CheckJoined(call, current, each));
        return RenderAward(current, each, procedure, entry);
      },
      DecisionOn);
}

absl::StatusOr<std::string> RunSeekReview(WriteCall& call,
                                          const Procedures& procedures,
                                          const v1::SeekReviewRequest& request,
                                          v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, SeekReview);
}

absl::StatusOr<std::string> RunDecideReview(
    WriteCall& call, const Procedures& procedures,
    const v1::DecideReviewRequest& request, v1::GrievanceAnswer& answer) {
  return MoveWithJoined(
      call, procedures, request, answer, DecideReview,
      [](v1::DecideReviewRequest each, const Grievance& lead,
         const Grievance& joined) {
        for (uint32_t& number : *each.mutable_award_numbers()) {
          number = AwardNumberIn(joined, lead, number);
        }
        return each;
      });
}

absl::StatusOr<std::string> RunRaiseObjection(
    WriteCall& call, const Procedures& procedures,
    const v1::RaiseObjectionRequest& request, v1::GrievanceAnswer& answer) {
  return MoveAlone(call, procedures, request, answer,
                   [&](const Grievance& current, const Procedure& procedure,
                       const Entry& entry) {
                     return RaiseObjection(current, request, procedure, entry);
                   });
}

absl::StatusOr<std::string> RunRuleObjection(
    WriteCall& call, const Procedures& procedures,
    const v1::RuleObjectionRequest& request, v1::GrievanceAnswer& answer) {
  return MoveAlone(call, procedures, request, answer,
                   [&](const Grievance& current, const Procedure& procedure,
                       const Entry& entry) {
                     return RuleObjection(current, request, procedure, entry);
                   });
}

}  // namespace entente
