// What happened to a file: who, for whom, from which paper.

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

void ShowNow(Session& session, const std::string& field,
             const std::string& value) {
  session.output().Paragraph(session.Words(
      "NOW_HOLDS",
      {{"field", FieldText(session.language(), field)}, {"value", value}}));
}

// The corrected fields with what they hold since.
void ShowCorrection(Session& session, const v1::Event& event) {
  const v1::Grievance& grievance = event.grievance();
  const google::protobuf::Message& record =
      event.has_consultation()
          ? static_cast<const google::protobuf::Message&>(event.consultation())
          : grievance;
  const auto at_step = [&](uint32_t step, const std::string& date) {
    return session.Words("AT_STEP",
                         {{"step", step}, {"day", DayWords(session, date)}});
  };
  for (const std::string& field : event.set_fields()) {
    // Dates that follow from the correction are shown by the file itself.
    if (field == "deadlines") continue;
    if (field == "replies") {
      for (const auto& each : grievance.replies()) {
        ShowNow(session, "reply_date", at_step(each.step(), each.reply_date()));
      }
    } else if (field == "advances") {
      for (const auto& each : grievance.advances()) {
        ShowNow(session, "advance_date",
                at_step(each.step(), each.advance_date()));
      }
    } else if (field == "withdrawal") {
      ShowNow(session, "withdrawal_date",
              DayWords(session, grievance.withdrawal().withdrawal_date()));
    } else {
      ShowNow(session, field, ValueOf(session, record, field).shown);
    }
  }
}

void ShowEvent(Session& session, const v1::Event& event,
               const v1::ListGrievanceHistoryResponse& all) {
  const Output& output = session.output();
  output.Line(absl::StrCat(InstantWords(session, event.record_time()), " · ",
                           EnumText(session.language(), event.move())));
  const std::string actor = session.names().Actor(event.acted_by_id());
  const std::string person = session.names().Person(event.recorded_by_id());
  if (!event.effective_date().empty()) {
    output.Paragraph(session.Words(
        "EFFECTIVE", {{"day", DayWords(session, event.effective_date())}}));
  }
  if (event.move() == v1::Event::GRIEVANCE_ANSWERED &&
      !event.grievance().replies().empty()) {
    const auto& reply = *event.grievance().replies().rbegin();
    output.Paragraph(session.Words(
        "ANSWER_WAS",
        {{"answer", EnumText(session.language(), reply.answer())}}));
  }
  if (event.has_instrument()) {
    output.Paragraph(session.Words(
        "RECORDED_FOR",
        {{"actor", actor},
         {"person", person},
         {"instrument", InstrumentWords(session, event.instrument())}}));
  } else if (!actor.empty() && actor != person) {
    output.Paragraph(
        session.Words("ACTED_BY", {{"actor", actor}, {"person", person}}));
  } else if (!person.empty()) {
    output.Paragraph(session.Words("RECORDED_BY", {{"person", person}}));
  }
  if (!event.reason().empty()) {
    output.Paragraph(session.Words("REASON", {{"reason", event.reason()}}));
  }
  if (event.move() == v1::Event::GRIEVANCE_CORRECTED ||
      event.move() == v1::Event::CONSULTATION_CORRECTED) {
    ShowCorrection(session, event);
  }
  // Beside the act, and where it was said.
  for (const v1::Event& each : all.events()) {
    if (each.move() != v1::Event::GRIEVANCE_CONTESTED ||
        each.grievance().contests().empty()) {
      continue;
    }
    const auto& contest = *each.grievance().contests().rbegin();
    if (contest.event_id() == event.event_id() ||
        each.event_id() == event.event_id()) {
      ShowContest(session, contest, session.names().Actor(each.acted_by_id()));
    }
  }
}

}  // namespace

std::string InstrumentWords(const Session& session,
                            const v1::Instrument& instrument) {
  std::vector<std::string> words = {
      EnumText(session.language(), instrument.kind())};
  if (!instrument.instrument_date().empty()) {
    words.push_back(session.Words(
        "DATED", {{"day", DayWords(session, instrument.instrument_date())}}));
  }
  if (instrument.way() != v1::Delivery::WAY_UNSPECIFIED) {
    words.push_back(EnumText(session.language(), instrument.way()));
  }
  if (!instrument.reference().empty()) {
    words.push_back(
        session.Words("REFERENCE", {{"reference", instrument.reference()}}));
  }
  return absl::StrJoin(words, ", ");
}

void ShowHistory(Session& session,
                 const v1::ListGrievanceHistoryResponse& answer) {
  ShowEvents(session, answer.events());
}

void ShowEvents(Session& session,
                const google::protobuf::RepeatedPtrField<v1::Event>& events) {
  if (session.output().is_spreadsheet()) {
    session.output().Rows(TableOfAll(
        session, events,
        {"record_time", "move", "effective_date", "acted_by_side",
         "acted_by_id", "recorded_by_id", "recorded_as", "instrument.kind",
         "instrument.instrument_date", "instrument.reference", "reason"}));
    return;
  }
  bool first = true;
  for (const v1::Event& event : events) {
    if (!first) session.output().Line("");
    first = false;
    ShowEvent(session, event, answer);
  }
}

}  // namespace entente
