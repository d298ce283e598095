// What happened to a file: who, for whom, from which paper.

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

// The corrected fields with what they hold since.
void ShowCorrection(Session& session, const v1::Event& event) {
  for (const std::string& field : event.set_fields()) {
    // Dates that follow from the correction are shown by the file itself.
    if (field == "deadlines") continue;
    const Cell value = ValueOf(session, event.grievance(), field);
    session.output().Paragraph(session.Words(
        "NOW_HOLDS", {{"field", FieldText(session.language(), field)},
                      {"value", value.shown}}));
  }
}

void ShowEvent(Session& session, const v1::Event& event) {
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
  if (event.move() == v1::Event::GRIEVANCE_CORRECTED) {
    ShowCorrection(session, event);
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
    ShowEvent(session, event);
  }
}

}  // namespace entente
