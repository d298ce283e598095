// One settlement, and lists of them.

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/note_sheet.h"
#include "clients/cli/settlement_words.h"
#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

using v1::Settlement;
using SettledGrievance = v1::SettlementAnswer::SettledGrievance;

uint32_t OwnSideOf(const Settlement& settlement) {
  for (const v1::Party& party : settlement.parties()) {
    if (!party.number().empty()) return party.side();
  }
  return 0;
}

// A heading after an empty line.
void Section(const Session& session, const std::string& heading) {
  session.output().Line("");
  session.output().Line(heading);
}

// The number by which other commands name a party, and who it is.
std::string PartyWithNumber(Session& session, const Settlement& settlement,
                            uint32_t side) {
  return session.Words(
      "PARTY_NO", {{"side", side},
                   {"party", PartyName(session, settlement.parties(), side)}});
}

void ShowHeader(Session& session, const Settlement& settlement) {
  Table table = TableOf(session, {&settlement},
                        {"state", "proposed_date", "signed_date", "precedent",
                         "admission", "confidential", "end_date",
                         "profile_code", "settlement_id=cli/IDENTIFIER"});
  const std::string number = NumberOf(settlement);
  table.columns.insert(table.columns.begin(),
                       {"number", FieldText(session.language(), "number")});
  table.rows[0].insert(table.rows[0].begin(), {number, number});
  session.output().Record(table);
}

void ShowGrievances(Session& session, const v1::SettlementAnswer& answer) {
  if (answer.grievances().empty()) return;
  Section(session, session.Words("SECTION.SETTLED_GRIEVANCES"));
  session.output().Rows(
      TableOfAll(session, answer.grievances(),
                 {"number", "state", "settled_by.settled_date",
                  "settled_by.breach_known_date", "settled_by.reopened_date"}));
}

std::string SignsFor(Session& session, const Settlement& settlement,
                     const Settlement::Signatory& signatory) {
  if (signatory.part() == Settlement::Signatory::SIDE) {
    return PartyName(session, settlement.parties(), signatory.side());
  }
  if (signatory.person_id().empty()) return session.Words("EMPLOYEE_UNNAMED");
  return session.Words(
      "EMPLOYEE_SIGNS",
      {{"name", session.names().Person(signatory.person_id())}});
}

void ShowSignatories(Session& session, const Settlement& settlement) {
  Section(session, session.Words("SECTION.SIGNATORIES"));
  Table table = TableOfAll(
      session, settlement.signatories(),
      {"number", "part=cli/WHO_SIGNS", "signed_date", "signed_name"});
  for (int i = 0; i < settlement.signatories_size(); ++i) {
    table.rows[i][1].shown =
        SignsFor(session, settlement, settlement.signatories(i));
  }
  session.output().Rows(table);
  for (const Settlement::Signatory& each : settlement.signatories()) {
    if (each.has_recorded_for()) {
      const v1::RecordedFor& from = each.recorded_for();
      session.output().Line(session.Words(
          "ATTESTED",
          {{"number", each.number()},
           {"party", PartyName(session, settlement.parties(), from.by_side())},
           {"paper", EnumText(session.language(), from.kind())},
           {"day", DayWords(session, from.instrument_date())}}));
    }
    if (each.contested_date().empty()) continue;
    session.output().Line(session.Words(
        "SIGNATURE_CONTESTED",
        {{"number", each.number()},
         {"party", PartyName(session, settlement.parties(), each.side())},
         {"day", DayWords(session, each.contested_date())}}));
    session.output().Paragraph(each.contest_text());
  }
}

void ShowCommitments(Session& session, const Settlement& settlement) {
  if (settlement.commitments().empty()) return;
  Section(session, session.Words("SECTION.COMMITMENTS"));
  Table table = TableOfAll(
      session, settlement.commitments(),
      {"number", "owner_side=cli/WHO", "due_date", "status", "text"});
  for (int i = 0; i < settlement.commitments_size(); ++i) {
    table.rows[i][1].shown = PartyWithNumber(
        session, settlement, settlement.commitments(i).owner_side());
  }
  session.output().Rows(table);
  for (const v1::Commitment& commitment : settlement.commitments()) {
    for (const v1::Commitment::Report& report : commitment.reports()) {
      session.output().Line(session.Words(
          "REPORT_LINE",
          {{"number", commitment.number()},
           {"day", DayWords(session, report.report_date())},
           {"status", EnumText(session.language(), report.status())},
           {"party",
            PartyName(session, settlement.parties(), report.by_side())}}));
      if (!report.evidence().empty()) {
        session.output().Paragraph(report.evidence());
      }
      if (report.has_recorded_for()) {
        ShowRecordedFor(session, report.recorded_for(), settlement.parties());
      }
    }
  }
}

// Of a settlement of hundreds the first few are enough to see what to do.
constexpr int kDutiesShown = 3;

// Whether a note is still to be written of the decision to settle.
bool IsDutyOpen(const SettledGrievance& grievance) {
  return grievance.member_duty().decision_missing() ||
         !grievance.member_duty().untold_pseudonyms().empty();
}

// Since when and until when a grievance can be taken up again, by which clause,
// and how that was counted.
void ShowClock(Session& session, const Settlement& settlement,
               const SettledGrievance& grievance) {
  const v1::Grievance::SettledBy& settled = grievance.settled_by();
  if (settled.breach_known_date().empty()) return;
  Section(session,
          session.Words("SECTION.REINSTATE", {{"number", grievance.number()}}));
  session.output().Line(
      session.Words("BREACH_KNOWN",
                    {{"day", DayWords(session, settled.breach_known_date())}}));
  if (!grievance.has_reinstatement()) {
    session.output().Line(session.Words(
        "NO_REINSTATE_LIMIT", {{"number", grievance.number()},
                               {"settlement", NumberOf(settlement)}}));
    return;
  }
  const v1::Deadline& limit = grievance.reinstatement();
  session.output().Line(session.Words(
      "REINSTATE_UNTIL",
      {{"day", DueWords(session, limit)},
       {"clause", limit.clause()},
       {"has_prudent", limit.prudent_date().empty() ? "no" : "yes"},
       {"prudent", DayWords(session, limit.prudent_date())}}));
  if (!settled.reopened_date().empty() && !settled.repudiated()) {
    session.output().Line(
        session.Words("REINSTATE_DONE",
                      {{"day", DayWords(session, settled.reopened_date())},
                       {"late", grievance.reinstated_late() ? "yes" : "no"}}));
  }
  ShowExplanation(session, limit.explanation());
}

}  // namespace

std::string NumberOf(const Settlement& settlement) {
  for (const v1::Party& party : settlement.parties()) {
    if (!party.number().empty()) return party.number();
  }
  return settlement.settlement_id();
}

void ShowSettledBy(Session& session, const v1::Grievance& grievance) {
  const auto line = [&](const char* key, const std::string& date) {
    if (date.empty()) return;
    session.output().Line(
        session.Words(key, {{"day", DayWords(session, date)}}));
  };
  for (const v1::Grievance::SettledBy& settled : grievance.settled_by()) {
    session.output().Line("");
    line("SETTLED_LINE", settled.settled_date());
    if (settled.has_recorded_for()) {
      ShowRecordedFor(session, settled.recorded_for(), grievance.parties());
    }
    line("SETTLED_CONTESTED", settled.contested_date());
    line("SETTLED_NOTED", settled.noted_date());
    line("BREACH_KNOWN", settled.breach_known_date());
    if (settled.repudiated()) {
      line("REVIVED", settled.reopened_date());
    } else if (!settled.reopened_date().empty()) {
      session.output().Line(
          session.Words("REINSTATE_DONE",
                        {{"day", DayWords(session, settled.reopened_date())},
                         {"late", "no"}}));
    }
  }
  for (const auto act :
       {v1::Grievance::Contest::BREACH, v1::Grievance::Contest::REVIVAL,
        v1::Grievance::Contest::REINSTATEMENT}) {
    ShowContestsOf(session, grievance, act);
  }
  line("SETTLED_NOTED", grievance.withdrawal().noted_date());
  line("CLOSED_LINE", grievance.closed_date());
}

bool CanBeReinstated(const v1::SettlementAnswer& answer) {
  for (const SettledGrievance& grievance : answer.grievances()) {
    if (grievance.has_reinstatement() &&
        grievance.settled_by().reopened_date().empty()) {
      return true;
    }
  }
  return false;
}

void ShowSettlement(Session& session, const v1::SettlementAnswer& answer) {
  const Settlement& settlement = answer.settlement();
  session.output().Line(
      session.Words("SETTLEMENT_TITLE", {{"number", NumberOf(settlement)}}));
  ShowHeader(session, settlement);
  if (session.output().is_spreadsheet()) return;
  Section(session, session.Words("SECTION.PARTIES"));
  session.output().Rows(TableOfAll(session, settlement.parties(),
                                   {"side", "organization_id", "number"}));
  ShowGrievances(session, answer);
  if (!settlement.terms().empty()) {
    Section(session, session.Words(settlement.confidential()
                                       ? "SECTION.TERMS_CONFIDENTIAL"
                                       : "SECTION.TERMS"));
    session.output().Paragraph(settlement.terms());
  }
  ShowSignatories(session, settlement);
  ShowCommitments(session, settlement);
  ShowFileDeadlines(session, settlement.deadlines(), OwnSideOf(settlement));
  for (const SettledGrievance& grievance : answer.grievances()) {
    ShowClock(session, settlement, grievance);
  }
  if (settlement.end_reason().empty()) return;
  Section(session, session.Words("SECTION.SETTLEMENT_END"));
  session.output().Paragraph(settlement.end_reason());
}

void ShowOpenDuties(Session& session, const v1::SettlementAnswer& answer) {
  int open = 0;
  for (const SettledGrievance& grievance : answer.grievances()) {
    if (!IsDutyOpen(grievance) || ++open > kDutiesShown) continue;
    ShowMemberDuty(session, grievance.member_duty(), grievance.number());
  }
  if (open <= kDutiesShown) return;
  session.output().Paragraph(
      session.Words("DUTY_MORE", {{"count", open - kDutiesShown}}));
}

void ShowSettlementList(Session& session,
                        const v1::ListSettlementsResponse& answer) {
  Table table = TableOfAll(session, answer.settlements(),
                           {"settlement_id=field/number", "state",
                            "proposed_date", "signed_date", "confidential"});
  table.columns.push_back(
      {"parties", FieldText(session.language(), "parties")});
  for (int i = 0; i < answer.settlements_size(); ++i) {
    const Settlement& settlement = answer.settlements(i);
    std::vector<std::string> parties;
    for (const v1::Party& party : settlement.parties()) {
      parties.push_back(
          session.names().OrganizationCode(party.organization_id()));
    }
    table.rows[i][0].shown = NumberOf(settlement);
    table.rows[i][0].raw = NumberOf(settlement);
    const std::string both = absl::StrJoin(parties, " / ");
    table.rows[i].push_back({both, both});
  }
  table.columns[0].name = "number";
  session.output().Rows(table);
}

}  // namespace entente
