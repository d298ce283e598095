#include "services/grievances/award_rules.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/arbitrator_rules.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/remedy_rules.h"

namespace entente {
namespace {

using v1::Award;
using Decision = v1::RenderAwardRequest::Decision;
using v1::Event;
using v1::Grievance;
using R = v1::Refusal;

bool Stands(const Award& award) { return award.set_aside_by_review() == 0; }

Event::Move MoveOf(Award::Kind kind, bool quantum_reserved) {
  switch (kind) {
    case Award::INTERLOCUTORY:
      return Event::INTERLOCUTORY_AWARDED;
    case Award::MERITS:
      return quantum_reserved ? Event::QUANTUM_RESERVED : Event::MERITS_AWARDED;
    case Award::QUANTUM:
      return Event::QUANTUM_AWARDED;
    case Award::CORRECTION:
      return Event::AWARD_CORRECTED;
    default:
      return Event::MOVE_UNSPECIFIED;
  }
}

// Of several grievances that one award decides, the amounts are reserved in
// those that it grants.
bool ReservesQuantum(const v1::RenderAwardRequest& request,
                     const Decision& decision) {
  return request.quantum_reserved() &&
         (decision.disposition() == v1::Disposition::GRANTED ||
          decision.disposition() == v1::Disposition::GRANTED_IN_PART);
}

// What the awards before this one leave to decide.
absl::Status CheckOpen(const Grievance& current, Award::Kind kind) {
  const Award* merits = StandingMerits(current);
  if (kind == Award::MERITS && merits != nullptr) {
    return Refuse(R::MERITS_DECIDED,
                  {{"number", absl::StrCat(merits->number())}});
  }
  if (kind == Award::QUANTUM && !IsQuantumOpen(current)) {
    return Refuse(R::NO_RESERVED_QUANTUM);
  }
  return absl::OkStatus();
}

// The place of the decision on this grievance; -1 when there is none.
int PlaceOf(const v1::RenderAwardRequest& request,
            const std::string& grievance_id) {
  for (int i = 0; i < request.decisions_size(); ++i) {
    const std::string& id = request.decisions(i).grievance_id();
    if (id.empty() || id == grievance_id) return i;
  }
  return -1;
}

// Whether the order goes with the award, and the name of what decides that.
absl::Status CheckFit(const Award& award, Award::Kind kind,
                      v1::Remedy::Kind remedy, int place, int order) {
  const bool by_outcome = kind == Award::MERITS;
  if (by_outcome ? RemedyFits(award.disposition(), remedy)
                 : RemedyFits(kind, remedy)) {
    return absl::OkStatus();
  }
  return Refuse(
      R::REMEDY_UNFIT,
      {{"field",
        absl::StrCat("decisions[", place, "].remedies[", order, "].kind")},
       {"remedy", absl::StrCat("Remedy.Kind.", v1::Remedy::Kind_Name(remedy))},
       {"decision",
        by_outcome
            ? absl::StrCat("Disposition.Value.",
                           v1::Disposition::Value_Name(award.disposition()))
            : absl::StrCat("Award.Kind.", Award::Kind_Name(kind))}});
}

}  // namespace

const Award* FindStandingAward(const Grievance& grievance, uint32_t number) {
  for (const Award& award : grievance.awards()) {
    if (award.number() == number && Stands(award)) return &award;
  }
  return nullptr;
}

const Award* StandingMerits(const Grievance& grievance) {
  const Award* merits = nullptr;
  for (const Award& award : grievance.awards()) {
    if (award.kind() == Award::MERITS && Stands(award)) merits = &award;
  }
  return merits;
}

const Award* ReviewableAward(const Grievance& grievance) {
  const Award* last = nullptr;
  for (const Award& award : grievance.awards()) {
    if ((award.kind() == Award::MERITS || award.kind() == Award::QUANTUM) &&
        Stands(award)) {
      last = &award;
    }
  }
  return last;
}

bool IsQuantumOpen(const Grievance& grievance) {
  const Award* merits = StandingMerits(grievance);
  return merits != nullptr && merits->quantum_reserved() &&
         ReviewableAward(grievance) == merits;
}

absl::Status CheckUndecided(const Grievance& grievance) {
  if (ReviewableAward(grievance) == nullptr) return absl::OkStatus();
  return Refuse(R::WRONG_STATE,
                {{"state", Grievance::State_Name(Grievance::AWARDED)}});
}

absl::StatusOr<Changes> RenderAward(const Grievance& current,
                                    const v1::RenderAwardRequest& request,
                                    const Procedure& procedure,
                                    const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "award_date", request.award_date()));
  const int place = PlaceOf(request, current.grievance_id());
  const Decision decision = place < 0 ? Decision() : request.decisions(place);
  const bool reserved = ReservesQuantum(request, decision);
  ASSIGN_OR_RETURN(
      Move move,
      BeginMove(current, MoveOf(request.kind(), reserved), entry, date));
  if (request.kind() == Award::MERITS && place < 0) {
    return Refuse(R::AWARD_WITHOUT_DISPOSITION, {{"field", "decisions"}});
  }
  RETURN_IF_ERROR(CheckOpen(current, request.kind()));
  RETURN_IF_ERROR(CheckAfterActs(current, "award_date", date));
  Award award;
  award.set_number(static_cast<uint32_t>(current.awards_size()) + 1);
  award.set_kind(request.kind());
  award.set_award_date(date);
  award.set_disposition(decision.disposition());
  award.set_quantum_reserved(reserved);
  award.set_text(request.text());
  award.set_reference(request.reference());
  // By which kind of award its orders are judged.
  Award::Kind judged_as = request.kind();
  if (request.kind() == Award::CORRECTION) {
    const Award* corrected =
        FindStandingAward(current, request.corrects_number());
    if (corrected == nullptr || corrected->kind() == Award::CORRECTION) {
      return Refuse(R::REFERENCE_UNKNOWN, {{"field", "corrects_number"}});
    }
    award.set_corrects_number(corrected->number());
    award.set_disposition(corrected->disposition());
    judged_as = corrected->kind();
  }
  for (int i = 0; i < decision.remedies_size(); ++i) {
    RETURN_IF_ERROR(
        CheckFit(award, judged_as, decision.remedies(i).kind(), place, i));
    *award.add_remedies() = KeptRemedy(decision.remedies(i), current);
  }
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  NoteWho(entry, move, award);
  *move.after().add_awards() = std::move(award);
  if (request.kind() != Award::CORRECTION) {
    EndDeliberation(date, move.after());
  }
  return FinishMove(std::move(move), procedure, entry);
}

}  // namespace entente
