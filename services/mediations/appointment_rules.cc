#include "services/mediations/appointment_rules.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using v1::Event;
using v1::Mediation;
using Mediator = v1::Mediation::Mediator;
using R = v1::Refusal;

absl::Status RefuseConflict(absl::string_view cause) {
  return Refuse(R::MEDIATOR_CONFLICT,
                {{"field", "person_id"}, {"cause", std::string(cause)}});
}

// Whether the mandate is that of a representative of a party.
bool RepresentsAParty(const v1::Mandate& mandate, const Mediation& mediation) {
  if (mandate.role() != v1::Mandate::UNION_REP &&
      mandate.role() != v1::Mandate::EMPLOYER_REP) {
    return false;
  }
  return std::any_of(
      mediation.parties().begin(), mediation.parties().end(),
      [&](const v1::Party& party) {
        return !mandate.organization_id().empty() &&
               (mandate.organization_id() == party.organization_id() ||
                mandate.organization_id() == party.establishment_id());
      });
}

// The last day on which the mandate stood, or stands; empty for no end.
std::string LastDay(const v1::Mandate& mandate) {
  std::string last = mandate.until_date();
  if (mandate.has_revoke_time()) {
    // In UTC: a day more or less is nothing against years.
    const std::string revoked = DayIso(absl::ToCivilDay(
        FromProto(mandate.revoke_time()), absl::UTCTimeZone()));
    if (last.empty() || revoked < last) last = revoked;
  }
  return last;
}

std::string NumberOf(const Mediator& mediator) {
  return absl::StrCat(mediator.number());
}

// A party that has left decides nothing any more.
absl::Status CheckStillIn(const Mediation& mediation, uint32_t side) {
  if (!LeftOn(mediation, side).has_value()) return absl::OkStatus();
  return RefuseAnswer(LastAnswer(mediation, side));
}

absl::Status CheckAccepted(const Mediation& mediation,
                           const Mediator& mediator) {
  if (mediator.disclosure().empty()) return absl::OkStatus();
  const auto& accepted = mediator.accepted_by_sides();
  for (const uint32_t side : SidesStillIn(mediation)) {
    if (std::count(accepted.begin(), accepted.end(), side) > 0) continue;
    return Refuse(R::INTEREST_NOT_ACCEPTED, {{"number", NumberOf(mediator)},
                                             {"side", absl::StrCat(side)}});
  }
  return absl::OkStatus();
}

void End(Mediator::End end, const std::string& date, Mediator& mediator) {
  mediator.set_ended_date(date);
  mediator.set_end(end);
}

}  // namespace

absl::Status CheckNoConflict(const Mediation& mediation,
                             absl::string_view person_id,
                             const std::vector<v1::Mandate>& mandates,
                             int years, absl::CivilDay day) {
  for (const v1::Party& party : mediation.parties()) {
    if (party.person_id() == person_id) return RefuseConflict("PARTY");
  }
  const std::string today = DayIso(day);
  // The 29th of February has its day in March where the year has none.
  const std::string since =
      DayIso(absl::CivilDay(day.year() - years, day.month(), day.day()));
  for (const v1::Mandate& mandate : mandates) {
    if (!RepresentsAParty(mandate, mediation)) continue;
    const std::string last = LastDay(mandate);
    if (last.empty() || last >= today) return RefuseConflict("REPRESENTATIVE");
    if (last >= since) return RefuseConflict("WAS_REPRESENTATIVE");
  }
  return absl::OkStatus();
}

absl::StatusOr<Event> ProposeMediator(const Mediation& current,
                                      const v1::ProposeMediatorRequest& request,
                                      const std::vector<v1::Mandate>& mandates,
                                      const Procedure& procedure,
                                      const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "proposed_date", request.proposed_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATOR_PROPOSED, entry, date));
  RETURN_IF_ERROR(CheckDateOrder("proposed_date", date, "admitted_date",
                                 current.admitted_date()));
  for (const Mediator& each : current.mediators()) {
    if (each.person_id() != request.person_id()) continue;
    if (!IsActive(each) && each.end() != Mediator::CHALLENGED) continue;
    return Refuse(R::NAMED_TWICE,
                  {{"field", "person_id"}, {"value", request.person_id()}});
  }
  RETURN_IF_ERROR(CheckNoConflict(current, request.person_id(), mandates,
                                  procedure.profile->scheme().conflict_years(),
                                  entry.access_day));
  ActAsOffice(entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  Mediator& mediator = *move.after().add_mediators();
  mediator.set_number(static_cast<uint32_t>(move.after().mediators_size()));
  mediator.set_person_id(request.person_id());
  mediator.set_certified(request.certified());
  mediator.set_proposed_date(date);
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> DiscloseInterests(
    const Mediation& current, const v1::DiscloseInterestsRequest& request,
    const Procedure& procedure, const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "disclosed_date", request.disclosed_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::INTERESTS_DISCLOSED, entry, date));
  ASSIGN_OR_RETURN(const int index,
                   IndexOfMediator(current, request.mediator(), entry));
  Mediator& mediator = *move.after().mutable_mediators(index);
  RETURN_IF_ERROR(CheckDateOrder("disclosed_date", date, "proposed_date",
                                 mediator.proposed_date()));
  ActAsMediator(mediator, entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  mediator.set_disclosed_date(date);
  if (mediator.disclosure() != request.disclosure()) {
    mediator.set_disclosure(request.disclosure());
    mediator.clear_accepted_by_sides();
  }
  if (request.undertaking()) mediator.set_undertaking_date(date);
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> AcceptInterests(const Mediation& current,
                                      const v1::AcceptInterestsRequest& request,
                                      const Procedure& procedure,
                                      const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "accepted_date", request.accepted_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::INTERESTS_ACCEPTED, entry, date));
  RETURN_IF_ERROR(ActAsParty(request.side(), entry, move));
  const uint32_t side = move.event.acted_by_side();
  RETURN_IF_ERROR(CheckStillIn(current, side));
  ASSIGN_OR_RETURN(const int index,
                   IndexOfMediator(current, request.mediator(), entry));
  Mediator& mediator = *move.after().mutable_mediators(index);
  if (mediator.disclosed_date().empty()) {
    return Refuse(R::DISCLOSURE_MISSING, {{"number", NumberOf(mediator)}});
  }
  RETURN_IF_ERROR(CheckDateOrder("accepted_date", date, "disclosed_date",
                                 mediator.disclosed_date()));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  const auto& accepted = mediator.accepted_by_sides();
  if (std::count(accepted.begin(), accepted.end(), side) == 0) {
    mediator.add_accepted_by_sides(side);
  }
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> ChallengeMediator(
    const Mediation& current, const v1::ChallengeMediatorRequest& request,
    const Procedure& procedure, const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date, ActDate(entry, "challenged_date",
                                                   request.challenged_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATOR_CHALLENGED, entry, date));
  RETURN_IF_ERROR(ActAsParty(request.side(), entry, move));
  const uint32_t side = move.event.acted_by_side();
  RETURN_IF_ERROR(CheckStillIn(current, side));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  const int limit = procedure.profile->scheme().challenges_per_party();
  const auto used = std::count_if(
      current.mediators().begin(), current.mediators().end(),
      [&](const Mediator& each) { return each.challenged_by_side() == side; });
  if (used >= limit) {
    return Refuse(R::CHALLENGE_USED, {{"limit", absl::StrCat(limit)}});
  }
  ASSIGN_OR_RETURN(const int index,
                   IndexOfMediator(current, request.mediator(), entry));
  Mediator& mediator = *move.after().mutable_mediators(index);
  RETURN_IF_ERROR(CheckDateOrder("challenged_date", date, "proposed_date",
                                 mediator.proposed_date()));
  End(Mediator::CHALLENGED, date, mediator);
  mediator.set_challenged_by_side(side);
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> EndMediator(const Mediation& current,
                                  const v1::EndMediatorRequest& request,
                                  const Procedure& procedure,
                                  const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "ended_date", request.ended_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATOR_ENDED, entry, date));
  ASSIGN_OR_RETURN(const int index,
                   IndexOfMediator(current, request.mediator(), entry));
  Mediation& after = move.after();
  Mediator& mediator = *after.mutable_mediators(index);
  RETURN_IF_ERROR(CheckDateOrder("ended_date", date, "proposed_date",
                                 mediator.proposed_date()));
  RETURN_IF_ERROR(CheckDateOrder("ended_date", date, "confirmed_date",
                                 mediator.confirmed_date()));
  ActAsMediator(mediator, entry, move);
  // The office replaces a mediator too.
  if (entry.part == Mediation::REGISTRAR) ActAsOffice(entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  // Whom the office replaces did not decline.
  const bool declined = mediator.confirmed_date().empty() &&
                        move.event.acted_by_id() == mediator.person_id();
  End(declined ? Mediator::DECLINED : Mediator::REPLACED, date, mediator);
  const bool is_conducted =
      std::any_of(after.mediators().begin(), after.mediators().end(),
                  [](const Mediator& each) {
                    return IsActive(each) && !each.confirmed_date().empty();
                  });
  if (!is_conducted) after.set_state(Mediation::APPOINTMENT);
  BeginIfAllSigned(after);
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> ConfirmMediators(
    const Mediation& current, const v1::ConfirmMediatorsRequest& request,
    const Procedure& procedure, const MediationEntry& entry) {
  const v1::MediationScheme& scheme = procedure.profile->scheme();
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "confirmed_date", request.confirmed_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATORS_CONFIRMED, entry, date));
  Mediation& after = move.after();
  bool any = false;
  bool certified = false;
  for (Mediator& each : *after.mutable_mediators()) {
    if (!IsActive(each)) continue;
    any = true;
    certified = certified || each.certified();
    if (each.disclosed_date().empty()) {
      return Refuse(R::DISCLOSURE_MISSING, {{"number", NumberOf(each)}});
    }
    RETURN_IF_ERROR(CheckAccepted(current, each));
    if (scheme.undertaking() && each.undertaking_date().empty()) {
      return Refuse(R::UNDERTAKING_MISSING, {{"number", NumberOf(each)}});
    }
    RETURN_IF_ERROR(CheckDateOrder("confirmed_date", date, "disclosed_date",
                                   each.disclosed_date()));
    each.set_confirmed_date(date);
  }
  if (!any) return Refuse(R::NO_MEDIATOR);
  if (scheme.certified_mediator() && !certified) {
    return Refuse(R::NONE_CERTIFIED, {{"clause", scheme.mediator_clause()}});
  }
  ActAsOffice(entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  after.set_confirmed_date(date);
  if (!scheme.entry_agreement()) BeginOrGoOn(date, after);
  return FinishMediationMove(std::move(move), procedure, entry);
}

}  // namespace entente
