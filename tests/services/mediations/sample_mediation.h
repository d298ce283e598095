// A mediation between an employee, an employer and a union, for tests of rules.
// Fictional.

#ifndef ENTENTE_TESTS_SERVICES_MEDIATIONS_SAMPLE_MEDIATION_H_
#define ENTENTE_TESTS_SERVICES_MEDIATIONS_SAMPLE_MEDIATION_H_

#include <cstdint>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/profile.pb.h"
#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "services/mediations/mediation_move_rules.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {

inline constexpr char kEmployee[] = "person-employee";
inline constexpr char kEmployerId[] = "org-employer";
inline constexpr char kUnionId[] = "org-union";
inline constexpr char kOfficeId[] = "org-office";
inline constexpr char kMarc[] = "person-marc";  // A mediator.
inline constexpr char kLise[] = "person-lise";  // Another.
inline constexpr char kRegistrar[] = "person-registrar";

// A scheme in which everything is asked for; each test takes off what it does
// not need.
inline v1::Profile StrictProfile() {
  v1::Profile profile;
  profile.set_code("STRICT");
  profile.set_version(1);
  profile.set_time_zone("Europe/Paris");
  profile.set_calendar_code("FR");
  profile.set_due_soon_days(5);
  v1::MediationScheme& scheme = *profile.mutable_scheme();
  scheme.add_kinds(v1::Mediation::MEDIATION);
  v1::MediationScheme::Level& level = *scheme.add_levels();
  level.set_level(v1::Mediation::REGIONAL);
  level.add_requesters(v1::Party::NATURAL_PERSON);
  level.set_prior_attempt(true);
  level.set_clause("art. 6");
  scheme.set_consent(v1::MediationScheme::EACH_PARTY);
  scheme.set_silence(v1::MediationScheme::REFUSAL);
  scheme.set_challenges_per_party(1);
  scheme.set_certified_mediator(true);
  scheme.set_undertaking(true);
  scheme.set_mediator_clause("art. 12");
  scheme.set_conflict_years(5);
  scheme.set_entry_agreement(true);
  const auto add = [&](const char* code, v1::TimeLimit::Act act,
                       v1::Clock::Trigger trigger, int count,
                       v1::Period::Unit unit, v1::TimeLimit::Owner owner) {
    v1::TimeLimit& limit = *profile.add_limits();
    limit.set_code(code);
    limit.set_act(act);
    limit.set_clause("art. 10");
    limit.set_nature(v1::TimeLimit::STATUTE);
    limit.set_owner(owner);
    limit.set_missed(v1::TimeLimit::NOTHING);
    v1::Clock& clock = *limit.add_clocks();
    clock.set_trigger(trigger);
    clock.mutable_period()->set_count(count);
    clock.mutable_period()->set_unit(unit);
    clock.mutable_period()->set_roll(v1::Period::NONE);
  };
  using L = v1::TimeLimit;
  add("ACKNOWLEDGE", L::ACKNOWLEDGE, v1::Clock::REQUEST, 8,
      v1::Period::CALENDAR_DAYS, L::OFFICE);
  add("CONSENT", L::CONSENT, v1::Clock::ADMISSION, 15,
      v1::Period::CALENDAR_DAYS, L::EACH_PARTY);
  add("CONCLUDE", L::CONCLUDE, v1::Clock::CONSENTS, 3, v1::Period::MONTHS,
      L::MEDIATORS);
  return profile;
}

inline Procedure ProcedureOf(const v1::Profile& profile) {
  Procedure procedure;
  procedure.profile = &profile;
  procedure.calendars = &Calendars();
  return procedure;
}

inline const v1::Profile& Strict() {
  static const v1::Profile* const kProfile = new v1::Profile(StrictProfile());
  return *kProfile;
}

// Who enters on `day`: a party by its side; else a mediator or the registrar.
inline MediationEntry EntryAs(v1::Mediation::Part part, uint32_t side,
                              const std::string& person_id,
                              const std::string& day) {
  MediationEntry entry;
  entry.event_id = "event-" + day;
  entry.operation_id = "operation-" + day;
  entry.person_id = person_id;
  entry.side = side;
  entry.part = part;
  entry.today = *ParseDay(day);
  entry.access_day = entry.today;
  entry.now = absl::FromCivil(entry.today, absl::UTCTimeZone());
  return entry;
}
inline MediationEntry ByParty(uint32_t side, const std::string& day) {
  return EntryAs(v1::Mediation::PARTY, side,
                 side == 1 ? kEmployee : "person-of-a-party", day);
}
inline MediationEntry ByMediator(const std::string& day,
                                 const std::string& person_id = kMarc) {
  return EntryAs(v1::Mediation::MEDIATOR, 0, person_id, day);
}
inline MediationEntry ByRegistrar(const std::string& day) {
  return EntryAs(v1::Mediation::REGISTRAR, 0, kRegistrar, day);
}

inline v1::Instrument LetterOf(const std::string& day) {
  v1::Instrument paper;
  paper.set_kind(v1::Instrument::LETTER);
  paper.set_instrument_date(day);
  paper.set_way(v1::Delivery::MAIL);
  return paper;
}

// Asked for by the employee (1) against the employer (2), with the union (3) on
// the employee's side, on 2021-03-01; `state` with all that comes before it.
// One certified mediator, Marc, from APPOINTMENT on.
inline v1::Mediation MediationIn(v1::Mediation::State state) {
  using M = v1::Mediation;
  M mediation;
  mediation.set_mediation_id("mediation-1");
  mediation.set_kind(M::MEDIATION);
  mediation.set_level(M::REGIONAL);
  mediation.set_state(state);
  mediation.set_profile_code("STRICT");
  mediation.set_profile_version(1);
  mediation.set_office_id(kOfficeId);
  mediation.set_office_number("OFF-M-2021-0001");
  mediation.set_requester_side(1);
  mediation.set_requested_date("2021-03-01");
  mediation.set_object("La charge de nuit");
  mediation.mutable_prior_attempt()->set_text("Entretien du 3 février");
  const auto add_party = [&](uint32_t side, v1::Party::Kind kind,
                             const char* id, uint32_t allied_side) {
    v1::Party& party = *mediation.add_parties();
    party.set_side(side);
    party.set_kind(kind);
    party.set_allied_side(allied_side);
    if (kind == v1::Party::NATURAL_PERSON) {
      party.set_person_id(id);
    } else {
      party.set_organization_id(id);
    }
  };
  add_party(1, v1::Party::NATURAL_PERSON, kEmployee, 0);
  add_party(2, v1::Party::EMPLOYER, kEmployerId, 0);
  add_party(3, v1::Party::UNION, kUnionId, 1);
  if (state >= M::ADMISSIBILITY) mediation.set_acknowledged_date("2021-03-05");
  if (state < M::CONSENT) return mediation;
  mediation.set_admitted_date("2021-03-10");
  if (state < M::APPOINTMENT) return mediation;
  for (const uint32_t side : {1u, 2u, 3u}) {
    M::Answer& answer = *mediation.add_answers();
    answer.set_side(side);
    answer.set_value(M::Answer::CONSENTED);
    answer.set_answer_date("2021-03-1" + std::to_string(side + 1));
  }
  mediation.set_consented_date("2021-03-14");
  M::Mediator& marc = *mediation.add_mediators();
  marc.set_number(1);
  marc.set_person_id(kMarc);
  marc.set_certified(true);
  marc.set_proposed_date("2021-03-15");
  if (state < M::READY) return mediation;
  marc.set_disclosed_date("2021-03-16");
  marc.set_undertaking_date("2021-03-16");
  marc.set_confirmed_date("2021-03-17");
  mediation.set_confirmed_date("2021-03-17");
  if (state < M::OPEN) return mediation;
  for (const uint32_t side : {1u, 2u, 3u, 0u}) {
    M::EntrySignature& signature = *mediation.add_entry_signatures();
    signature.set_side(side);
    if (side == 0) signature.set_mediator(1);
    signature.set_signed_date("2021-03-20");
  }
  mediation.set_opened_date("2021-03-20");
  if (state == M::PAUSED) mediation.add_pauses()->set_from_date("2021-04-01");
  if (state == M::CLOSED) {
    mediation.mutable_outcome()->set_code(M::Outcome::NO_AGREEMENT);
    mediation.mutable_outcome()->set_end(M::Outcome::NONE);
    mediation.mutable_outcome()->set_end_date("2021-05-01");
  }
  return mediation;
}

// Why a rule refused; REASON_UNSPECIFIED when it did not.
template <typename Result>
v1::Refusal::Reason WhyNot(const absl::StatusOr<Result>& result) {
  return result.ok() ? v1::Refusal::REASON_UNSPECIFIED
                     : RefusalReason(result.status());
}

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_MEDIATIONS_SAMPLE_MEDIATION_H_
