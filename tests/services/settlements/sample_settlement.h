// A settlement, who enters acts in it, and the rules that its file is under.

#ifndef ENTENTE_TESTS_SERVICES_SETTLEMENTS_SAMPLE_SETTLEMENT_H_
#define ENTENTE_TESTS_SERVICES_SETTLEMENTS_SAMPLE_SETTLEMENT_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "entente/v1/settlement.pb.h"
#include "proto/support/day.h"
#include "services/grievances/entry.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {

// QC-SSS-30, with a limit of 30 days for taking up again what was breached.
inline const v1::Profile& ReinstatingProfile() {
  static const v1::Profile* const kProfile = [] {
    auto* profile = new v1::Profile(ShippedProfile("QC-SSS-30"));
    v1::TimeLimit& limit = *profile->add_limits();
    limit.set_code("REINSTATE");
    limit.set_act(v1::TimeLimit::REINSTATE);
    limit.set_clause("art. 14.07");
    limit.set_nature(v1::TimeLimit::CONVENTIONAL);
    limit.set_owner(v1::TimeLimit::EITHER_SIDE);
    limit.set_missed(v1::TimeLimit::OBJECTION);
    v1::Clock& clock = *limit.add_clocks();
    clock.set_trigger(v1::Clock::BREACH_KNOWN);
    clock.mutable_period()->set_count(30);
    clock.mutable_period()->set_unit(v1::Period::CALENDAR_DAYS);
    clock.mutable_period()->set_roll(v1::Period::NEXT_OPEN);
    return profile;
  }();
  return *kProfile;
}

inline Procedure TestProcedure() {
  Procedure procedure;
  procedure.profile = &ReinstatingProfile();
  procedure.calendars = &Calendars();
  return procedure;
}

// Somebody of `side` who enters an act on this day.
inline Entry EntryOn(const std::string& day, uint32_t side) {
  Entry entry;
  entry.event_id = absl::StrCat("event-", day, "-", side);
  entry.operation_id = "operation-1";
  entry.person_id = "person-1";
  entry.side = side;
  entry.role = side == 1 ? v1::Mandate::UNION_REP : v1::Mandate::EMPLOYER_REP;
  entry.today = *ParseDay(day);
  entry.access_day = entry.today;
  entry.now = absl::FromCivil(absl::CivilSecond(entry.today) + 12 * 60 * 60,
                              absl::UTCTimeZone());
  return entry;
}

inline v1::Instrument Letter(const std::string& date) {
  v1::Instrument letter;
  letter.set_kind(v1::Instrument::LETTER);
  letter.set_instrument_date(date);
  letter.set_way(v1::Delivery::MAIL);
  return letter;
}

// Proposed on 2013-01-10, and not yet signed: by the union (side 1) and the
// employer (side 2), and by an employee. The employer is to pay by 2013-03-01;
// the union is to do something some day.
inline v1::Settlement DraftSettlement() {
  v1::Settlement settlement;
  settlement.set_settlement_id("settlement-1");
  settlement.set_state(v1::Settlement::DRAFT);
  for (const uint32_t side : {1u, 2u}) {
    v1::Party& party = *settlement.add_parties();
    party.set_side(side);
    party.set_kind(side == 1 ? v1::Party::UNION : v1::Party::EMPLOYER);
    party.set_organization_id(side == 1 ? "org-local" : "org-employer");
    v1::Settlement::Signatory& signatory = *settlement.add_signatories();
    signatory.set_number(side);
    signatory.set_part(v1::Settlement::Signatory::SIDE);
    signatory.set_side(side);
    v1::Commitment& commitment = *settlement.add_commitments();
    commitment.set_number(side);
    commitment.set_owner_side(3 - side);
    commitment.set_text("canari de l'engagement");
    commitment.set_status(v1::Commitment::PENDING);
  }
  v1::Settlement::Signatory& employee = *settlement.add_signatories();
  employee.set_number(3);
  employee.set_part(v1::Settlement::Signatory::EMPLOYEE);
  employee.set_side(1);
  employee.set_person_id("person-member");
  settlement.mutable_commitments(0)->set_due_date("2013-03-01");
  settlement.add_grievance_ids("grievance-1");
  settlement.set_terms("Retrait de l'outil de minutage.");
  settlement.set_precedent(v1::Settlement::WITHOUT_PRECEDENT);
  settlement.set_confidential(true);
  settlement.set_proposed_date("2013-01-10");
  settlement.set_proposed_by_side(1);
  settlement.set_profile_code("QC-SSS-30");
  settlement.set_profile_version(1);
  return settlement;
}

// The same, signed by all on 2013-01-15.
inline v1::Settlement SignedSettlement() {
  v1::Settlement settlement = DraftSettlement();
  settlement.set_state(v1::Settlement::SIGNED);
  settlement.set_signed_date("2013-01-15");
  for (auto& signatory : *settlement.mutable_signatories()) {
    signatory.set_signed_date("2013-01-15");
  }
  return settlement;
}

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_SETTLEMENTS_SAMPLE_SETTLEMENT_H_
