#include "services/mediations/request_rules.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/mediations/consent_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Mediation;
using v1::MediationScheme;
using R = v1::Refusal;

constexpr uint32_t kRequesterSide = 1;

const std::string& IdOf(const v1::Party& party) {
  return party.organization_id().empty() ? party.person_id()
                                         : party.organization_id();
}

std::string ProfileOf(const Procedure& procedure) {
  return procedure.profile->code();
}

// Each once, and some of them against others.
absl::Status CheckParties(const std::vector<v1::Party>& parties) {
  std::set<std::string> ids;
  std::set<uint32_t> camps;
  for (size_t i = 0; i < parties.size(); ++i) {
    const v1::Party& party = parties[i];
    if (!ids.insert(IdOf(party)).second) {
      return Refuse(R::NAMED_TWICE,
                    {{"field", absl::StrCat("parties[", i, "]")},
                     {"value", IdOf(party)}});
    }
    // An ally stands alone, or this would be no order.
    const uint32_t ally = party.allied_side();
    if (ally != 0 &&
        (ally >= party.side() || parties[ally - 1].allied_side() != 0)) {
      return Refuse(R::REFERENCE_UNKNOWN,
                    {{"field", absl::StrCat("parties[", i, "].allied_side")}});
    }
    camps.insert(ally == 0 ? party.side() : ally);
  }
  if (camps.size() > 1) return absl::OkStatus();
  return Refuse(R::PARTIES_TOO_FEW, {{"field", "parties"}});
}

// The level that is meant: the named one, or the only one. Null for none.
const MediationScheme::Level* FindLevel(const MediationScheme& scheme,
                                        Mediation::Level level) {
  if (level == Mediation::LEVEL_UNSPECIFIED) {
    return scheme.levels_size() == 1 ? &scheme.levels(0) : nullptr;
  }
  for (const MediationScheme::Level& each : scheme.levels()) {
    if (each.level() == level) return &each;
  }
  return nullptr;
}

absl::Status CheckRequester(const MediationScheme::Level& level,
                            v1::Party::Kind kind) {
  const auto& may_ask = level.requesters();
  if (may_ask.empty() || std::count(may_ask.begin(), may_ask.end(), kind) > 0) {
    return absl::OkStatus();
  }
  return Refuse(R::REQUESTER_KIND,
                {{"field", "parties[0]"}, {"clause", level.clause()}});
}

Event EventOf(const RequestFacts& facts, bool by_office,
              absl::string_view date) {
  const uint32_t acting = by_office ? 0 : kRequesterSide;
  Event event = MakeEvent(facts.entry, Event::MEDIATION_REQUESTED,
                          facts.mediation_id, date, acting,
                          by_office ? facts.office_id : IdOf(facts.parties[0]));
  return event;
}

// The level of the scheme on which the mediation is.
const MediationScheme::Level& LevelOf(const Procedure& procedure,
                                      const Mediation& mediation) {
  const MediationScheme& scheme = procedure.profile->scheme();
  const MediationScheme::Level* const found =
      FindLevel(scheme, mediation.level());
  return found == nullptr ? MediationScheme::Level::default_instance() : *found;
}

}  // namespace

absl::StatusOr<Event> RequestMediation(
    const v1::RequestMediationRequest& request, const RequestFacts& facts) {
  const MediationEntry& entry = facts.entry;
  const MediationScheme& scheme = facts.procedure.profile->scheme();
  RETURN_IF_ERROR(CheckParties(facts.parties));
  const Mediation::Kind kind = request.kind() == Mediation::KIND_UNSPECIFIED
                                   ? Mediation::MEDIATION
                                   : request.kind();
  if (std::count(scheme.kinds().begin(), scheme.kinds().end(), kind) == 0) {
    return Refuse(R::SCHEME_KIND,
                  {{"field", "kind"}, {"profile", ProfileOf(facts.procedure)}});
  }
  const MediationScheme::Level* const level =
      FindLevel(scheme, request.level());
  if (level == nullptr) {
    return Refuse(R::SCHEME_LEVEL, {{"field", "level"},
                                    {"profile", ProfileOf(facts.procedure)}});
  }
  const bool joint = scheme.consent() == MediationScheme::JOINT_REQUEST;
  RETURN_IF_ERROR(CheckRequester(*level, request.by_office()
                                             ? v1::Party::AUTHORITY
                                             : facts.parties[0].kind()));
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "requested_date", request.requested_date()));
  RETURN_IF_ERROR(CheckDateOrder("requested_date", date, "failed_date",
                                 request.failed_date()));
  MediationMove move;
  move.event = EventOf(facts, request.by_office(), date);
  Mediation& mediation = move.after();
  mediation.set_mediation_id(facts.mediation_id);
  mediation.set_kind(kind);
  mediation.set_level(level->level());
  mediation.set_state(Mediation::REQUESTED);
  for (const v1::Party& party : facts.parties) {
    *mediation.add_parties() = party;
  }
  mediation.set_profile_code(facts.procedure.profile->code());
  mediation.set_profile_version(
      static_cast<uint32_t>(facts.procedure.profile->version()));
  const CalendarDays* const calendar =
      facts.procedure.calendars->Find(facts.procedure.profile->calendar_code(),
                                      facts.procedure.calendar_version);
  if (calendar != nullptr) {
    mediation.set_calendar_version(
        static_cast<uint32_t>(calendar->calendar().version()));
  }
  mediation.set_office_id(facts.office_id);
  mediation.set_office_number(facts.office_number);
  if (!request.by_office()) mediation.set_requester_side(kRequesterSide);
  mediation.set_requested_date(date);
  mediation.set_object(request.object());
  if (!request.prior_attempt().empty()) {
    mediation.mutable_prior_attempt()->set_text(request.prior_attempt());
    mediation.mutable_prior_attempt()->set_failed_date(request.failed_date());
  }
  mediation.set_litigation(request.litigation());
  *mediation.mutable_create_time() = ToProto(entry.now);
  // The paper of a joint request shows what the others said, too.
  const bool is_own = request.by_office() ? entry.part == Mediation::REGISTRAR
                                          : entry.side == kRequesterSide;
  move.own = is_own && !joint;
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  if (!is_own) {
    NoteRecordedFor(entry, move.event, mediation.mutable_recorded_for());
  }
  for (size_t i = 0; joint && i < facts.parties.size(); ++i) {
    Mediation::Answer& answer = *mediation.add_answers();
    answer.set_side(facts.parties[i].side());
    answer.set_value(Mediation::Answer::CONSENTED);
    answer.set_answer_date(date);
    if (facts.parties[i].side() != entry.side) {
      NoteRecordedFor(entry, move.event, answer.mutable_recorded_for());
    }
  }
  return FinishMediationMove(std::move(move), facts.procedure, entry);
}

absl::StatusOr<Event> AcknowledgeMediation(
    const Mediation& current, const v1::AcknowledgeMediationRequest& request,
    const Procedure& procedure, const MediationEntry& entry) {
  ASSIGN_OR_RETURN(
      const std::string date,
      ActDate(entry, "acknowledged_date", request.acknowledged_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATION_ACKNOWLEDGED, entry, date));
  RETURN_IF_ERROR(CheckDateOrder("acknowledged_date", date, "requested_date",
                                 current.requested_date()));
  ActAsOffice(entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  move.after().set_acknowledged_date(date);
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> AdmitMediation(
    const Mediation& current, const v1::AdmitMediationRequest& request,
    const std::map<uint32_t, std::string>& numbers, const Procedure& procedure,
    const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "admitted_date", request.admitted_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATION_ADMITTED, entry, date));
  RETURN_IF_ERROR(CheckDateOrder("admitted_date", date, "acknowledged_date",
                                 current.acknowledged_date()));
  const MediationScheme::Level& level = LevelOf(procedure, current);
  if (level.prior_attempt() && current.prior_attempt().text().empty() &&
      request.waived_reason().empty()) {
    return Refuse(R::PRIOR_ATTEMPT_REQUIRED,
                  {{"field", "waived_reason"}, {"clause", level.clause()}});
  }
  ActAsOffice(entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  Mediation& after = move.after();
  after.set_admitted_date(date);
  if (!request.waived_reason().empty()) {
    after.mutable_prior_attempt()->set_waived_reason(request.waived_reason());
  }
  for (v1::Party& party : *after.mutable_parties()) {
    const auto number = numbers.find(party.side());
    if (number != numbers.end()) party.set_number(number->second);
  }
  if (procedure.profile->scheme().consent() != MediationScheme::EACH_PARTY) {
    GoOnWithoutConsents(date, after);
  }
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> RejectMediation(const Mediation& current,
                                      const v1::RejectMediationRequest& request,
                                      const Procedure& procedure,
                                      const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "end_date", request.end_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATION_REJECTED, entry, date));
  RETURN_IF_ERROR(CheckDateOrder("end_date", date, "requested_date",
                                 current.requested_date()));
  ActAsOffice(entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  const bool redirected =
      request.ground() == Mediation::Outcome::GROUND_UNSPECIFIED;
  CloseWith(redirected ? Mediation::Outcome::REDIRECTED
                       : Mediation::Outcome::INADMISSIBLE,
            0, date, move.after());
  move.after().mutable_outcome()->set_ground(request.ground());
  move.after().mutable_outcome()->set_text(request.text());
  return FinishMediationMove(std::move(move), procedure, entry);
}

}  // namespace entente
