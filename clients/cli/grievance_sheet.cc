// One grievance, and lists of them.

#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/note_sheet.h"
#include "clients/cli/settlement_words.h"
#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

void ShowParties(Session& session, const v1::Grievance& grievance) {
  Table table = TableOfAll(
      session, grievance.parties(),
      {"side=cli/PART", "organization_id", "establishment_id", "number"});
  for (int i = 0; i < grievance.parties_size(); ++i) {
    const v1::Party& party = grievance.parties(i);
    table.rows[i][0].shown =
        session.Words(party.side() == 1 ? "SIDE_FILED" : "SIDE_ANSWERS");
    if (!party.person_id().empty()) {
      table.rows[i][1].shown = session.names().Person(party.person_id());
    }
  }
  session.output().Line("");
  session.output().Line(session.Words("SECTION.PARTIES"));
  session.output().Rows(table);
}

void ShowTexts(Session& session, const v1::Grievance& grievance) {
  for (const auto& [field, text] :
       {std::pair<const char*, const std::string&>{"statement",
                                                   grievance.statement()},
        {"facts", grievance.facts()},
        {"remedy_sought", grievance.remedy_sought()},
        {"articles", grievance.articles()}}) {
    if (text.empty()) continue;
    session.output().Line("");
    session.output().Line(session.Words(
        "HEADING", {{"label", FieldText(session.language(), field)}}));
    session.output().Paragraph(text);
  }
}

void ShowPersons(Session& session, const v1::Grievance& grievance) {
  Table table;
  for (const char* column : {"part", "pseudonym", "name"}) {
    table.columns.push_back({column, FieldText(session.language(), column)});
  }
  for (const v1::Grievance::Grievor& grievor : grievance.grievors()) {
    table.rows.push_back({{session.Words("GRIEVOR"), "grievor"},
                          {grievor.pseudonym(), grievor.pseudonym()},
                          {grievor.name(), grievor.name()}});
  }
  for (const v1::Grievance::ProtectedPerson& person :
       grievance.protected_persons()) {
    table.rows.push_back({ValueOf(session, person, "part"),
                          {person.pseudonym(), person.pseudonym()},
                          {person.name(), person.name()}});
  }
  if (table.rows.empty()) return;
  session.output().Line("");
  session.output().Line(session.Words("SECTION.PERSONS"));
  session.output().Rows(table);
}

void ShowMoves(Session& session, const v1::Grievance& grievance) {
  using Contest = v1::Grievance::Contest;
  const auto show_who = [&](const auto& act) {
    if (!act.has_recorded_for()) return;
    ShowRecordedFor(session, act.recorded_for(), grievance.parties());
  };
  if (grievance.has_filing_recorded_for()) {
    session.output().Line("");
    session.output().Line(session.Words(
        "FILED_ON", {{"day", DayWords(session, grievance.submitted_date())}}));
    ShowRecordedFor(session, grievance.filing_recorded_for(),
                    grievance.parties());
  }
  ShowContestsOf(session, grievance, Contest::FILING);
  if (grievance.has_receipt_recorded_for()) {
    session.output().Line("");
    session.output().Line(
        session.Words("RECEIVED_ON",
                      {{"day", DayWords(session, grievance.received_date())}}));
    ShowRecordedFor(session, grievance.receipt_recorded_for(),
                    grievance.parties());
  }
  ShowContestsOf(session, grievance, Contest::RECEIPT);
  for (const v1::Grievance::Reply& reply : grievance.replies()) {
    session.output().Line("");
    session.output().Line(session.Words(
        "REPLY_AT", {{"step", reply.step()},
                     {"answer", EnumText(session.language(), reply.answer())},
                     {"day", DayWords(session, reply.reply_date())}}));
    if (!reply.text().empty()) session.output().Paragraph(reply.text());
    show_who(reply);
    ShowContestsOf(session, grievance, Contest::REPLY, reply.step());
  }
  for (const v1::Grievance::Advance& advance : grievance.advances()) {
    session.output().Line("");
    session.output().Line(session.Words(
        advance.after_silence() ? "ADVANCED_AFTER_SILENCE" : "ADVANCED",
        {{"step", advance.step()},
         {"day", DayWords(session, advance.advance_date())},
         {"clause", advance.clause()}}));
    show_who(advance);
    ShowContestsOf(session, grievance, Contest::ADVANCE, advance.step());
  }
  if (!grievance.has_withdrawal()) return;
  const v1::Grievance::Withdrawal& withdrawal = grievance.withdrawal();
  session.output().Line("");
  session.output().Line(session.Words(
      withdrawal.without_prejudice() ? "WITHDRAWN_WITHOUT_PREJUDICE"
                                     : "WITHDRAWN",
      {{"day", DayWords(session, withdrawal.withdrawal_date())}}));
  if (!withdrawal.reason().empty()) {
    session.output().Paragraph(withdrawal.reason());
  }
  show_who(withdrawal);
  ShowContestsOf(session, grievance, Contest::WITHDRAWAL);
}

void ShowNextActs(Session& session, const v1::GrievanceAnswer& answer) {
  const v1::Standing& standing = answer.standing();
  if (standing.next_acts().empty()) return;
  session.output().Line("");
  session.output().Line(session.Words("SECTION.NEXT"));
  const uint32_t own_side = OwnSide(answer.grievance());
  for (const v1::Standing::NextAct& act : standing.next_acts()) {
    const auto* move =
        v1::Event::Move_descriptor()->FindValueByNumber(act.move());
    if (move == nullptr) continue;
    std::string text =
        Text(session.language(), absl::StrCat("cli/NEXT_ACT.", move->name()),
             {{"number", NumberOf(answer.grievance())}});
    if (act.side() != 0 && act.side() != own_side) {
      text = session.Words("BY_OTHER_SIDE", {{"act", text}});
    }
    if (!act.since_date().empty()) {
      text = session.Words(
          "ACT_SINCE",
          {{"act", text}, {"day", DayWords(session, act.since_date())}});
    }
    if (!act.until_date().empty()) {
      text = session.Words(
          "ACT_UNTIL",
          {{"act", text}, {"day", DayWords(session, act.until_date())}});
    }
    session.output().Line(absl::StrCat("  · ", text));
  }
}

// What the verdict rests on: the day by which to file, and that of filing.
Cell FilingDue(const Session& session, const v1::Grievance& grievance) {
  for (const v1::Deadline& deadline : grievance.deadlines()) {
    if (deadline.act() != v1::TimeLimit::FILE ||
        !deadline.superseded_by_deadline_id().empty()) {
      continue;
    }
    const std::string done = DayWords(session, grievance.submitted_date());
    return {
        session.Words(
            "FILING_DUE_IS",
            {{"day", DueWords(session, deadline)},
             {"has_clause", deadline.clause().empty() ? "no" : "yes"},
             {"clause", deadline.clause()},
             {"has_prudent", deadline.prudent_date().empty() ? "no" : "yes"},
             {"prudent", DayWords(session, deadline.prudent_date())},
             {"done", done}}),
        deadline.due_date()};
  }
  return {};
}

// The header, as one record that is also the CSV.
Table HeaderOf(Session& session, const v1::GrievanceAnswer& answer) {
  const v1::Grievance& grievance = answer.grievance();
  Table table = TableOf(
      session, {&grievance},
      {"state", "grievance_class", "issue_code", "restricted", "profile_code",
       "agreement_id", "occurred_date", "known_date", "submitted_date",
       "submission.way=cli/WAY_SENT", "submission.proof", "received_date",
       "grievance_id=cli/IDENTIFIER"});
  table.rows[0][0].shown = StateWords(session, grievance);
  table.rows[0][2].shown = session.names().Issue(grievance.issue_code());
  if (grievance.profile_version() > 0) {
    table.rows[0][4].shown = session.Words(
        "PROFILE_VERSION", {{"code", grievance.profile_code()},
                            {"version", grievance.profile_version()}});
  }
  table.columns.insert(table.columns.begin(),
                       {{"number", FieldText(session.language(), "number")},
                        {"filing_due_date", session.Words("FILING_DUE")},
                        {"verdict", FieldText(session.language(), "verdict")}});
  const std::string number = NumberOf(grievance);
  table.rows[0].insert(table.rows[0].begin(),
                       {{number, number},
                        FilingDue(session, grievance),
                        ValueOf(session, answer.standing(), "verdict")});
  if (answer.standing().referral_verdict() !=
      v1::Standing::VERDICT_UNSPECIFIED) {
    table.columns.push_back(
        {"referral_verdict",
         FieldText(session.language(), "referral_verdict")});
    table.rows[0].push_back(
        ValueOf(session, answer.standing(), "referral_verdict"));
  }
  if (!answer.standing().lapsed_if_raised_since_date().empty()) {
    table.columns.push_back(
        {"lapsed_if_raised_since_date",
         FieldText(session.language(), "lapsed_if_raised_since_date")});
    table.rows[0].push_back(
        ValueOf(session, answer.standing(), "lapsed_if_raised_since_date"));
  }
  if (answer.standing().reply_overdue()) {
    table.columns.push_back(
        {"reply_overdue", FieldText(session.language(), "reply_overdue")});
    table.rows[0].push_back({session.Words("YES"), "true"});
  }
  return table;
}

}  // namespace

std::string NumberOf(const v1::Grievance& grievance) {
  for (const v1::Party& party : grievance.parties()) {
    if (!party.number().empty()) return party.number();
  }
  return grievance.grievance_id();
}

bool IsRead(const v1::Grievance& grievance) {
  return grievance.state() != v1::Grievance::STATE_UNSPECIFIED;
}

uint32_t OwnSide(const v1::Grievance& grievance) {
  for (const v1::Party& party : grievance.parties()) {
    if (!party.number().empty()) return party.side();
  }
  return 0;
}

std::string StateWords(const Session& session, const v1::Grievance& grievance) {
  const std::string label = EnumText(session.language(), grievance.state());
  switch (grievance.state()) {
    case v1::Grievance::RECEIVED:
      return session.Words("STATE.RECEIVED",
                           {{"label", label}, {"step", grievance.step()}});
    case v1::Grievance::ANSWERED:
      return session.Words("STATE.ANSWERED",
                           {{"label", label}, {"step", grievance.step()}});
    default:
      return label;
  }
}

void ShowContestsOf(Session& session, const v1::Grievance& grievance,
                    v1::Grievance::Contest::Act act, uint32_t step) {
  for (const v1::Grievance::Contest& contest : grievance.contests()) {
    if (contest.act() != act || contest.step() != step) continue;
    ShowContest(session, contest,
                PartyName(session, grievance.parties(), contest.side()));
  }
}

void ShowContest(Session& session, const v1::Grievance::Contest& contest,
                 const std::string& party) {
  session.output().Line(session.Words(
      "CONTESTED", {{"day", DayWords(session, contest.contest_date())},
                    {"party", party},
                    {"act", EnumText(session.language(), contest.act())},
                    {"has_step", contest.step() == 0 ? "no" : "yes"},
                    {"step", contest.step()}}));
  session.output().Paragraph(contest.text());
}

void ShowAssignments(
    Session& session,
    const google::protobuf::RepeatedPtrField<v1::Grievance::Assignment>&
        assignments,
    const std::string& today, const char* none, const std::string& number) {
  const bool stands = absl::c_any_of(assignments, [&](const auto& each) {
    return each.until_date().empty() || each.until_date() >= today;
  });
  if (none != nullptr && !stands) {
    session.output().Line("");
    session.output().Line(session.Words(none, {{"number", number}}));
  }
  if (assignments.empty()) return;
  session.output().Line("");
  session.output().Line(session.Words("SECTION.ASSIGNMENTS"));
  session.output().Rows(TableOfAll(session, assignments,
                                   {"person_id", "from_date", "until_date"}));
}

void ShowGrievance(Session& session, const v1::GrievanceAnswer& answer) {
  const Output& output = session.output();
  const v1::Grievance& grievance = answer.grievance();
  if (!IsRead(grievance)) {
    // Nothing was recorded by a dry run.
    session.SayNext("RECORDED_UNREAD", {{"number", session.typed_number()}});
    return;
  }
  output.Line(
      session.Words("GRIEVANCE_TITLE", {{"number", NumberOf(grievance)}}));
  output.Record(HeaderOf(session, answer));
  if (output.is_spreadsheet()) return;
  ShowParties(session, grievance);
  if (!grievance.external_numbers().empty()) {
    output.Line("");
    output.Line(session.Words("SECTION.NUMBERS"));
    output.Rows(TableOfAll(session, grievance.external_numbers(),
                           {"issuer", "number"}));
  }
  ShowPersons(session, grievance);
  ShowTexts(session, grievance);
  ShowMoves(session, grievance);
  ShowArbitration(session, grievance);
  ShowLapses(session, grievance);
  ShowJoinders(session, grievance);
  ShowPriorStep(session, answer);
  ShowTimeLedger(session, grievance);
  ShowSettledBy(session, grievance);
  // A closed file needs nobody; a side that reads no number of its own is not
  // told to whom the other has entrusted it.
  const bool may_entrust = grievance.state() != v1::Grievance::CLOSED &&
                           grievance.state() != v1::Grievance::WITHDRAWN &&
                           OwnSide(grievance) != 0;
  ShowAssignments(
      session, grievance.assignments(), answer.standing().as_of_date(),
      may_entrust ? "ASSIGNED_TO_NOBODY" : nullptr, NumberOf(grievance));
  if (answer.has_member_duty()) {
    ShowMemberDuty(session, answer.member_duty(), NumberOf(grievance));
  }
  ShowFileDeadlines(session, grievance.deadlines(), OwnSide(grievance));
  ShowNextActs(session, answer);
}

void ShowGrievanceList(Session& session,
                       const v1::ListGrievancesResponse& answer) {
  Table table =
      TableOfAll(session, answer.grievances(),
                 {"grievance_id=field/number", "state", "grievance_class",
                  "issue_code", "submitted_date", "restricted"});
  table.columns.push_back(
      {"parties", FieldText(session.language(), "parties")});
  table.columns.push_back(
      {"grievors", FieldText(session.language(), "grievors")});
  for (int i = 0; i < answer.grievances_size(); ++i) {
    const v1::Grievance& grievance = answer.grievances(i);
    std::vector<std::string> parties;
    for (const v1::Party& party : grievance.parties()) {
      parties.push_back(
          session.names().OrganizationCode(party.organization_id()));
    }
    table.rows[i][0].shown = NumberOf(grievance);
    table.rows[i][0].raw = NumberOf(grievance);
    table.rows[i][1].shown = StateWords(session, grievance);
    std::vector<std::string> grievors;
    for (const v1::Grievance::Grievor& grievor : grievance.grievors()) {
      grievors.push_back(grievor.name().empty() ? grievor.pseudonym()
                                                : grievor.name());
    }
    const std::string both = absl::StrJoin(parties, " / ");
    table.rows[i].push_back({both, both});
    const std::string all = ListText(session.language(), grievors);
    table.rows[i].push_back({all, absl::StrJoin(grievors, " ")});
  }
  table.columns[0].name = "number";
  session.output().Rows(table);
}

}  // namespace entente
