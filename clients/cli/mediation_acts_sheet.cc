// What parties and mediators did in a mediation, each act with who entered it.

#include <string>
#include <vector>

#include "clients/cli/grievance_words.h"
#include "clients/cli/mediation_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

using v1::Mediation;

const char* YesNo(bool value) { return value ? "yes" : "no"; }

void ShowAnswers(Session& session, const Mediation& mediation) {
  if (mediation.answers().empty()) return;
  ShowHeading(session, "SECTION.MEDIATION_ANSWERS");
  for (const Mediation::Answer& answer : mediation.answers()) {
    const std::string day = DayWords(session, answer.answer_date());
    // Who is no party reads that one answered, and not which, nor what.
    session.output().Line(
        answer.side() == 0
            ? session.Words("MEDIATION_ANSWER_ON", {{"day", day}})
            : session.Words(
                  "MEDIATION_ANSWER",
                  {{"party",
                    PartyName(session, mediation.parties(), answer.side())},
                   {"value", EnumText(session.language(), answer.value())},
                   {"day", day}}));
    if (answer.has_recorded_for()) {
      ShowEnteredBy(session, mediation, answer.recorded_for());
    }
  }
}

// Whether the caller reads what a mediator disclosed: to others an empty text
// means nothing.
bool ReadsDisclosures(const v1::MediationAnswer& answer) {
  return answer.part() == Mediation::PARTY ||
         answer.part() == Mediation::MEDIATOR;
}

void ShowDisclosure(Session& session, const v1::MediationAnswer& answer,
                    const Mediation::Mediator& mediator) {
  const Mediation& mediation = answer.mediation();
  const auto show = [&](const char* key,
                        std::initializer_list<TextArgument> arguments) {
    session.output().Line(session.Words(key, arguments));
  };
  if (!mediator.disclosure().empty()) {
    show("MEDIATOR_DISCLOSED", {{"number", mediator.number()}});
    session.output().Paragraph(mediator.disclosure());
  } else if (!mediator.disclosed_date().empty() && ReadsDisclosures(answer)) {
    show("MEDIATOR_NOTHING", {{"number", mediator.number()}});
  }
  std::vector<std::string> accepted;
  for (const uint32_t side : mediator.accepted_by_sides()) {
    accepted.push_back(PartyName(session, mediation.parties(), side));
  }
  if (!accepted.empty()) {
    show("MEDIATOR_ACCEPTED",
         {{"number", mediator.number()},
          {"parties", ListText(session.language(), accepted)}});
  }
  if (mediator.challenged_by_side() != 0) {
    show("MEDIATOR_CHALLENGED_BY",
         {{"number", mediator.number()},
          {"party", PartyName(session, mediation.parties(),
                              mediator.challenged_by_side())}});
  }
}

void ShowMediators(Session& session, const v1::MediationAnswer& answer) {
  const Mediation& mediation = answer.mediation();
  if (mediation.mediators().empty()) return;
  ShowHeading(session, "SECTION.MEDIATORS");
  session.output().Rows(
      TableOfAll(session, mediation.mediators(),
                 {"number", "person_id", "certified", "proposed_date",
                  "disclosed_date", "undertaking_date", "confirmed_date",
                  "ended_date", "end=cli/WHY_ENDED"}));
  for (const Mediation::Mediator& mediator : mediation.mediators()) {
    ShowDisclosure(session, answer, mediator);
  }
}

void ShowEntry(Session& session, const Mediation& mediation) {
  if (mediation.entry_signatures().empty()) return;
  ShowHeading(session, "SECTION.ENTRY");
  for (const Mediation::EntrySignature& signature :
       mediation.entry_signatures()) {
    std::string who = PartyName(session, mediation.parties(), signature.side());
    for (const Mediation::Mediator& mediator : mediation.mediators()) {
      if (signature.side() != 0 || mediator.number() != signature.mediator()) {
        continue;
      }
      who = session.Words(
          "MEDIATOR_IS",
          {{"name", session.names().Person(mediator.person_id())}});
    }
    session.output().Line(session.Words(
        "ENTRY_SIGNED", {{"has_who", YesNo(!who.empty())},
                         {"who", who},
                         {"day", DayWords(session, signature.signed_date())}}));
    if (signature.has_recorded_for()) {
      ShowEnteredBy(session, mediation, signature.recorded_for());
    }
  }
}

void ShowSessions(Session& session, const v1::MediationAnswer& answer) {
  const Mediation& mediation = answer.mediation();
  if (mediation.sessions().empty() && answer.session_dates().empty()) return;
  ShowHeading(session, "SECTION.SESSIONS");
  for (const Mediation::Session& held : mediation.sessions()) {
    const std::string party =
        PartyName(session, mediation.parties(), held.side());
    session.output().Line(session.Words(
        "SESSION_WAS", {{"kind", EnumText(session.language(), held.kind())},
                        {"number", held.number()},
                        {"day", DayWords(session, held.session_date())},
                        {"has_party", YesNo(!party.empty())},
                        {"party", party},
                        {"minutes", held.duration_minutes()},
                        {"has_place", YesNo(!held.place().empty())},
                        {"place", held.place()}}));
    for (const auto& attendance : held.attendances()) {
      session.output().Paragraph(session.Words(
          "SESSION_ATTENDED",
          {{"party",
            PartyName(session, mediation.parties(), attendance.side())},
           {"quality", EnumText(session.language(), attendance.quality())},
           {"who", attendance.who()}}));
    }
  }
  if (answer.session_dates().empty()) return;
  std::vector<std::string> days;
  for (const std::string& day : answer.session_dates()) {
    days.push_back(DayWords(session, day));
  }
  session.output().Line(session.Words(
      "SESSION_DAYS", {{"days", ListText(session.language(), days)}}));
}

void ShowPauses(Session& session, const Mediation& mediation) {
  if (mediation.pauses().empty()) return;
  ShowHeading(session, "SECTION.PAUSES");
  for (const Mediation::Pause& pause : mediation.pauses()) {
    session.output().Line(session.Words(
        "MEDIATION_PAUSED", {{"lasts", YesNo(pause.until_date().empty())},
                             {"from", DayWords(session, pause.from_date())},
                             {"until", DayWords(session, pause.until_date())},
                             {"left", YesNo(pause.since_withdrawal())}}));
    if (!pause.reason().empty()) session.output().Paragraph(pause.reason());
  }
}

}  // namespace

void ShowMediationActs(Session& session, const v1::MediationAnswer& answer) {
  ShowAnswers(session, answer.mediation());
  ShowMediators(session, answer);
  ShowEntry(session, answer.mediation());
  ShowSessions(session, answer);
  ShowPauses(session, answer.mediation());
}

}  // namespace entente
