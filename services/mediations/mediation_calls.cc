#include "services/mediations/mediation_calls.h"

#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/directory/directory_rules.h"
#include "services/grievances/file_access.h"
#include "services/grievances/move_checks.h"
#include "services/mediations/appointment_rules.h"
#include "services/mediations/consent_rules.h"
#include "services/mediations/mediation_access.h"
#include "services/mediations/mediation_call.h"
#include "services/mediations/request_rules.h"
#include "services/mediations/session_rules.h"
#include "storage/change_store.h"
#include "storage/mandate_store.h"
#include "storage/number_store.h"
#include "storage/organization_store.h"
#include "storage/person_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::Event;
using v1::Mandate;
using v1::Mediation;
using O = v1::Organization;
using R = v1::Refusal;

template <typename Request>
absl::StatusOr<StartedMediation> Start(WriteCall& call,
                                       const Procedures& procedures,
                                       const Request& request) {
  return StartMediation(call, procedures, request.mediation_id(),
                        request.etag());
}

// Keeps the move, and shows what the caller sees after it: who is mediator no
// longer sees nothing but that it was done.
absl::StatusOr<std::string> Finish(WriteCall& call, const Mediation* before,
                                   Event event, v1::MediationAnswer& answer) {
  const std::string id = event.mediation().mediation_id();
  RETURN_IF_ERROR(
      ApplyChange(call.transaction, call.keyring, before, std::move(event)));
  ASSIGN_OR_RETURN(const absl::optional<SeenMediation> seen,
                   FindMediation(call.snapshot, ScopeOf(call.actor), id));
  if (seen.has_value()) {
    ShowMediation(call, *seen, answer);
  } else {
    answer.mutable_mediation()->set_mediation_id(id);
  }
  return id;
}

// A move that needs nothing but the mediation and its rules.
template <typename Request, typename Rule>
absl::StatusOr<std::string> MakeMove(WriteCall& call,
                                     const Procedures& procedures,
                                     const Request& request,
                                     v1::MediationAnswer& answer, Rule rule) {
  ASSIGN_OR_RETURN(const StartedMediation started,
                   Start(call, procedures, request));
  ASSIGN_OR_RETURN(Event event, rule(started.seen.mediation, request,
                                     started.held.procedure, started.entry));
  return Finish(call, &started.seen.mediation, std::move(event), answer);
}

// The kind of party that such an organisation can be; KIND_UNSPECIFIED for
// none.
v1::Party::Kind PartyKindOf(O::Kind kind) {
  switch (kind) {
    case O::UNION_LOCAL:
    case O::FEDERATION:
      return v1::Party::UNION;
    case O::EMPLOYER:
    case O::ESTABLISHMENT:
      return v1::Party::EMPLOYER;
    case O::AUTHORITY:
      return v1::Party::AUTHORITY;
    default:
      return v1::Party::KIND_UNSPECIFIED;
  }
}

absl::StatusOr<v1::Party> OrganizationParty(ReadCall& call,
                                            const std::string& place,
                                            absl::string_view id_or_code) {
  ASSIGN_OR_RETURN(const absl::optional<O> found,
                   FindOrganization(call.snapshot, id_or_code));
  v1::Party party;
  if (found.has_value()) party.set_kind(PartyKindOf(found->kind()));
  if (party.kind() == v1::Party::KIND_UNSPECIFIED) {
    return Refuse(R::REFERENCE_UNKNOWN,
                  {{"field", place + ".organization_id"}});
  }
  const bool is_place = found->kind() == O::ESTABLISHMENT;
  party.set_organization_id(is_place ? found->parent_id()
                                     : found->organization_id());
  if (is_place) party.set_establishment_id(found->organization_id());
  return party;
}

absl::StatusOr<v1::Party> PersonParty(ReadCall& call, const std::string& place,
                                      absl::string_view person_id) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Person> found,
                   FindPerson(call.snapshot, person_id));
  if (!found.has_value() || !MayReadPerson(call.actor, *found)) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", place + ".person_id"}});
  }
  v1::Party party;
  party.set_kind(v1::Party::NATURAL_PERSON);
  party.set_person_id(found->person_id());
  return party;
}

absl::StatusOr<std::vector<v1::Party>> PartiesOf(
    ReadCall& call, const v1::RequestMediationRequest& request) {
  std::vector<v1::Party> parties;
  for (int i = 0; i < request.parties_size(); ++i) {
    const auto& named = request.parties(i);
    const std::string place = At("parties", i);
    ASSIGN_OR_RETURN(
        v1::Party party,
        named.organization_id().empty()
            ? PersonParty(call, place, named.person_id())
            : OrganizationParty(call, place, named.organization_id()));
    party.set_side(static_cast<uint32_t>(i) + 1);
    party.set_allied_side(named.allied_side());
    parties.push_back(std::move(party));
  }
  return parties;
}

// Whether the caller is this party, or represents it.
bool ActsFor(const Actor& actor, const v1::Party& party) {
  if (!party.person_id().empty()) {
    return party.person_id() == actor.person_id &&
           actor.HasRole(Mandate::PARTY);
  }
  for (const Mandate::Role role : {Mandate::UNION_REP, Mandate::EMPLOYER_REP}) {
    if (actor.HasRole(role, party.organization_id()) ||
        (!party.establishment_id().empty() &&
         actor.HasRole(role, party.establishment_id()))) {
      return true;
    }
  }
  return false;
}

// The number by which the party keeps it. One organisation counts its
// mediations once, be it party or office.
absl::StatusOr<std::string> NumberFor(ReadCall& call, const v1::Party& party,
                                      int year) {
  if (party.organization_id().empty()) {
    return NextPersonNumber(call.snapshot, party.person_id(), kMediationSeries,
                            year);
  }
  return NextNumber(call.snapshot, party.organization_id(), kMediationSeries,
                    year);
}

int YearOf(const std::string& date, const Entry& entry) {
  return static_cast<int>(ParseDay(date).value_or(entry.today).year());
}

}  // namespace

absl::StatusOr<std::string> Request(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::RequestMediationRequest& request,
                                    v1::MediationAnswer& answer) {
  RequestFacts facts;
  absl::StatusOr<HeldProcedure> held =
      procedures.Newest(call.snapshot, request.profile_code());
  if (absl::IsNotFound(held.status()) ||
      (held.ok() && !held->profile->has_scheme())) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "profile_code"}});
  }
  if (!held.ok()) return held.status();
  ASSIGN_OR_RETURN(const absl::optional<O> office,
                   FindOrganization(call.snapshot, request.office_id()));
  if (!office.has_value()) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "office_id"}});
  }
  facts.office_id = office->organization_id();
  facts.procedure = held->procedure;
  ASSIGN_OR_RETURN(facts.parties, PartiesOf(call, request));
  const bool is_party =
      !request.by_office() && ActsFor(call.actor, facts.parties[0]);
  if (!is_party && !call.actor.HasRole(Mandate::REGISTRAR, facts.office_id)) {
    return Refuse(R::NOT_AVAILABLE);
  }
  Mediation named;
  *named.add_parties() = facts.parties[0];
  const Mediation::Part part =
      is_party ? Mediation::PARTY : Mediation::REGISTRAR;
  const uint32_t side = is_party ? 1 : 0;
  facts.entry = MediationEntryFor(call, part, side, RoleOf(named, part, side),
                                  held->time_zone);
  facts.mediation_id = NewId();
  const int year = YearOf(request.requested_date(), facts.entry);
  ASSIGN_OR_RETURN(
      facts.office_number,
      NextNumber(call.snapshot, facts.office_id, kMediationSeries, year));
  if (!request.by_office()) {
    ASSIGN_OR_RETURN(*facts.parties[0].mutable_number(),
                     NumberFor(call, facts.parties[0], year));
  }
  ASSIGN_OR_RETURN(Event event, RequestMediation(request, facts));
  return Finish(call, nullptr, std::move(event), answer);
}

absl::StatusOr<std::string> Acknowledge(
    WriteCall& call, const Procedures& procedures,
    const v1::AcknowledgeMediationRequest& request,
    v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, AcknowledgeMediation);
}

absl::StatusOr<std::string> Admit(WriteCall& call, const Procedures& procedures,
                                  const v1::AdmitMediationRequest& request,
                                  v1::MediationAnswer& answer) {
  ASSIGN_OR_RETURN(const StartedMediation started,
                   Start(call, procedures, request));
  const Mediation& mediation = started.seen.mediation;
  std::map<uint32_t, std::string> numbers;
  for (const v1::Party& party : mediation.parties()) {
    if (!party.number().empty()) continue;
    ASSIGN_OR_RETURN(
        numbers[party.side()],
        NumberFor(call, party,
                  YearOf(mediation.requested_date(), started.entry)));
  }
  ASSIGN_OR_RETURN(Event event,
                   AdmitMediation(mediation, request, numbers,
                                  started.held.procedure, started.entry));
  return Finish(call, &mediation, std::move(event), answer);
}

absl::StatusOr<std::string> Reject(WriteCall& call,
                                   const Procedures& procedures,
                                   const v1::RejectMediationRequest& request,
                                   v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, RejectMediation);
}

absl::StatusOr<std::string> AnswerFor(WriteCall& call,
                                      const Procedures& procedures,
                                      const v1::AnswerMediationRequest& request,
                                      v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, AnswerMediation);
}

absl::StatusOr<std::string> LeaveFor(
    WriteCall& call, const Procedures& procedures,
    const v1::WithdrawFromMediationRequest& request,
    v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, WithdrawFromMediation);
}

absl::StatusOr<std::string> ProposeOne(
    WriteCall& call, const Procedures& procedures,
    const v1::ProposeMediatorRequest& request, v1::MediationAnswer& answer) {
  ASSIGN_OR_RETURN(const StartedMediation started,
                   Start(call, procedures, request));
  ASSIGN_OR_RETURN(const std::vector<Mandate> standing,
                   ListStandingMandates(call.snapshot, request.person_id(),
                                        call.actor.today));
  bool is_mediator = false;
  for (const Mandate& mandate : standing) {
    is_mediator = is_mediator || mandate.role() == Mandate::MEDIATOR;
  }
  if (!is_mediator) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "person_id"}});
  }
  MandateList ever;
  ever.person_id = request.person_id();
  ever.all = true;
  ever.after_time = absl::UnixEpoch();
  ever.limit = std::numeric_limits<int>::max();
  ASSIGN_OR_RETURN(const std::vector<Mandate> mandates,
                   ListMandates(call.snapshot, ever));
  ASSIGN_OR_RETURN(Event event,
                   ProposeMediator(started.seen.mediation, request, mandates,
                                   started.held.procedure, started.entry));
  return Finish(call, &started.seen.mediation, std::move(event), answer);
}

absl::StatusOr<std::string> Disclose(
    WriteCall& call, const Procedures& procedures,
    const v1::DiscloseInterestsRequest& request, v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, DiscloseInterests);
}

absl::StatusOr<std::string> Accept(WriteCall& call,
                                   const Procedures& procedures,
                                   const v1::AcceptInterestsRequest& request,
                                   v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, AcceptInterests);
}

absl::StatusOr<std::string> Challenge(
    WriteCall& call, const Procedures& procedures,
    const v1::ChallengeMediatorRequest& request, v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, ChallengeMediator);
}

absl::StatusOr<std::string> EndOne(WriteCall& call,
                                   const Procedures& procedures,
                                   const v1::EndMediatorRequest& request,
                                   v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, EndMediator);
}

absl::StatusOr<std::string> Confirm(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::ConfirmMediatorsRequest& request,
                                    v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, ConfirmMediators);
}

absl::StatusOr<std::string> SignTheEntry(WriteCall& call,
                                         const Procedures& procedures,
                                         const v1::SignEntryRequest& request,
                                         v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, SignEntry);
}

absl::StatusOr<std::string> Hold(WriteCall& call, const Procedures& procedures,
                                 const v1::HoldSessionRequest& request,
                                 v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, HoldSession);
}

absl::StatusOr<std::string> PauseIt(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::PauseMediationRequest& request,
                                    v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, PauseMediation);
}

absl::StatusOr<std::string> ResumeIt(WriteCall& call,
                                     const Procedures& procedures,
                                     const v1::ResumeMediationRequest& request,
                                     v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, ResumeMediation);
}

absl::StatusOr<std::string> EndIt(WriteCall& call, const Procedures& procedures,
                                  const v1::EndMediationRequest& request,
                                  v1::MediationAnswer& answer) {
  return MakeMove(call, procedures, request, answer, EndMediation);
}

}  // namespace entente
