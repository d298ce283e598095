// One mediation, and lists of them.

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/mediation_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

using v1::Mediation;

// "party no. 2", "mediator".
std::string PartWords(const Session& session, Mediation::Part part,
                      uint32_t side) {
  return session.Words("MEDIATION_PART_IS",
                       {{"part", EnumText(session.language(), part)},
                        {"has_side", side == 0 ? "no" : "yes"},
                        {"side", side}});
}

Table HeaderOf(Session& session, const v1::MediationAnswer& answer) {
  const Mediation& mediation = answer.mediation();
  Table table =
      TableOf(session, {&mediation},
              {"state", "kind", "level", "outcome.end", "outcome.end_date",
               "office_id", "office_number", "profile_code", "requested_date",
               "acknowledged_date", "admitted_date", "consented_date",
               "confirmed_date", "opened_date", "mediation_id=cli/IDENTIFIER"});
  const std::string number = NumberOf(mediation);
  // Said once where it is the number of the reader.
  if (mediation.office_number() == number) table.rows[0][6] = {};
  if (mediation.profile_version() > 0) {
    table.rows[0][7].shown = session.Words(
        "PROFILE_VERSION", {{"code", mediation.profile_code()},
                            {"version", mediation.profile_version()}});
  }
  table.columns.insert(table.columns.begin(),
                       {{"number", FieldText(session.language(), "number")},
                        {"part", session.Words("MEDIATION_PART")}});
  Cell part = ValueOf(session, answer, "part");
  if (!part.raw.empty()) {
    part.shown = PartWords(session, answer.part(), answer.side());
  }
  table.rows[0].insert(table.rows[0].begin(), {{number, number}, part});
  return table;
}

void ShowParties(Session& session, const Mediation& mediation) {
  ShowHeading(session, "SECTION.PARTIES");
  Table table =
      TableOfAll(session, mediation.parties(),
                 {"side=cli/PARTY_NUMBER", "organization_id=field/who", "kind",
                  "allied_side", "number"});
  for (int i = 0; i < mediation.parties_size(); ++i) {
    const v1::Party& party = mediation.parties(i);
    if (party.side() == mediation.requester_side()) {
      table.rows[i][0].shown =
          session.Words("PARTY_REQUESTS", {{"side", party.side()}});
    }
    table.rows[i][1].shown =
        PartyName(session, mediation.parties(), party.side());
    // Those who stand together name the lowest side among them.
    table.rows[i][3].shown =
        party.allied_side() == party.side()
            ? ""
            : PartyName(session, mediation.parties(), party.allied_side());
  }
  session.output().Rows(table);
  if (mediation.has_recorded_for()) {
    session.output().Line("");
    session.output().Line(session.Words(
        "MEDIATION_REQUESTED",
        {{"day", DayWords(session, mediation.requested_date())}}));
    ShowEnteredBy(session, mediation, mediation.recorded_for());
  }
}

void ShowIntake(Session& session, const Mediation& mediation) {
  const Mediation::PriorAttempt& prior = mediation.prior_attempt();
  for (const auto& [field, text] : {std::pair<const char*, const std::string&>{
                                        "object", mediation.object()},
                                    {"prior_attempt", prior.text()},
                                    {"waived_reason", prior.waived_reason()},
                                    {"litigation", mediation.litigation()}}) {
    if (text.empty()) continue;
    session.output().Line("");
    session.output().Line(session.Words(
        "HEADING", {{"label", FieldText(session.language(), field)}}));
    session.output().Paragraph(text);
    if (&text == &prior.text() && !prior.failed_date().empty()) {
      session.output().Paragraph(session.Words(
          "ATTEMPT_FAILED", {{"day", DayWords(session, prior.failed_date())}}));
    }
  }
}

void ShowOutcome(Session& session, const Mediation& mediation) {
  if (!mediation.has_outcome()) return;
  const Mediation::Outcome& outcome = mediation.outcome();
  ShowHeading(session, "SECTION.MEDIATION_END");
  const std::string party =
      PartyName(session, mediation.parties(), outcome.side());
  const std::string end = EnumText(session.language(), outcome.end());
  const std::string code = EnumText(session.language(), outcome.code());
  // Who is no party reads how it ended, and not why. "No agreement" is said
  // once.
  const bool has_code =
      outcome.code() != Mediation::Outcome::CODE_UNSPECIFIED && code != end;
  session.output().Line(session.Words(
      "MEDIATION_ENDED", {{"end", end},
                          {"has_code", has_code ? "yes" : "no"},
                          {"code", code},
                          {"has_party", party.empty() ? "no" : "yes"},
                          {"party", party},
                          {"day", DayWords(session, outcome.end_date())}}));
  if (outcome.ground() != Mediation::Outcome::GROUND_UNSPECIFIED) {
    session.output().Paragraph(session.Words(
        "MEDIATION_GROUND",
        {{"ground", EnumText(session.language(), outcome.ground())}}));
  }
  if (!outcome.text().empty()) session.output().Paragraph(outcome.text());
}

void ShowNextMoves(Session& session, const v1::MediationAnswer& answer) {
  if (answer.next_moves().empty()) return;
  ShowHeading(session, "SECTION.YOU_MAY");
  for (const int move : answer.next_moves()) {
    const auto* name = v1::Event::Move_descriptor()->FindValueByNumber(move);
    if (name == nullptr) continue;
    const absl::optional<std::string> text = FindText(
        session.language(), absl::StrCat("cli/NEXT_ACT.", name->name()),
        {{"number", NumberOf(answer.mediation())},
         {"paused",
          answer.mediation().state() == Mediation::PAUSED ? "yes" : "no"}});
    // A newer server may know moves that this program has no command for.
    if (text.has_value()) session.output().Line(absl::StrCat("  · ", *text));
  }
}

}  // namespace

std::string NumberOf(const Mediation& mediation) {
  for (const v1::Party& party : mediation.parties()) {
    if (!party.number().empty()) return party.number();
  }
  return mediation.office_number().empty() ? mediation.mediation_id()
                                           : mediation.office_number();
}

void ShowHeading(const Session& session, absl::string_view key) {
  session.output().Line("");
  session.output().Line(session.Words(key));
}

void ShowEnteredBy(Session& session, const Mediation& mediation,
                   const v1::RecordedFor& recorded_for) {
  if (recorded_for.by_side() != 0) {
    ShowRecordedFor(session, recorded_for, mediation.parties());
    return;
  }
  session.output().Paragraph(session.Words(
      "ENTERED_FROM",
      {{"party", session.Words("OFFICE_OR_MEDIATOR")},
       {"paper", EnumText(session.language(), recorded_for.kind())},
       {"day", DayWords(session, recorded_for.instrument_date())}}));
}

void ShowMediation(Session& session, const v1::MediationAnswer& answer) {
  const Mediation& mediation = answer.mediation();
  session.output().Line(
      session.Words("MEDIATION_TITLE", {{"number", NumberOf(mediation)}}));
  session.output().Record(HeaderOf(session, answer));
  if (session.output().is_spreadsheet()) return;
  ShowParties(session, mediation);
  ShowIntake(session, mediation);
  ShowMediationActs(session, answer);
  ShowOutcome(session, mediation);
  ShowFileDeadlines(session, mediation.deadlines(), answer.side(),
                    &mediation.parties());
  ShowNextMoves(session, answer);
}

std::function<void(Session&, const v1::MediationAnswer&)> ShowChanged() {
  return [](Session& session, const v1::MediationAnswer& answer) {
    ShowMediation(session, answer);
    const Mediation& mediation = answer.mediation();
    if (mediation.state() == Mediation::STATE_UNSPECIFIED) return;
    session.SayNext(absl::StrCat("AFTER.mediation.",
                                 Mediation::State_Name(mediation.state())),
                    {{"number", NumberOf(mediation)}});
  };
}

void ShowMediationList(Session& session,
                       const v1::ListMediationsResponse& answer) {
  if (answer.items().empty()) Say(session.Words("NOTHING_FOUND"));
  std::vector<const google::protobuf::Message*> mediations;
  for (const auto& item : answer.items()) {
    mediations.push_back(&item.mediation());
  }
  Table table = TableOf(session, mediations,
                        {"mediation_id=field/number", "state", "kind", "level",
                         "requested_date", "outcome.end"});
  table.columns[0].name = "number";
  table.columns.push_back({"part", session.Words("MEDIATION_PART")});
  table.columns.push_back(
      {"parties", FieldText(session.language(), "parties")});
  for (int i = 0; i < answer.items_size(); ++i) {
    const auto& item = answer.items(i);
    const std::string number = NumberOf(item.mediation());
    table.rows[i][0] = {number, number};
    Cell part = ValueOf(session, item, "part");
    if (!part.raw.empty()) {
      part.shown = PartWords(session, item.part(), item.side());
    }
    table.rows[i].push_back(part);
    std::vector<std::string> parties;
    for (const v1::Party& party : item.mediation().parties()) {
      parties.push_back(
          party.person_id().empty()
              ? session.names().OrganizationCode(party.organization_id())
              : session.names().Person(party.person_id()));
    }
    const std::string all = absl::StrJoin(parties, " / ");
    table.rows[i].push_back({all, all});
  }
  session.output().Rows(table);
}

}  // namespace entente
