#include "clients/cli/note_sheet.h"

#include "absl/strings/str_join.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

using v1::Note;

std::string NextWords(const Session& session, const Note& note) {
  if (note.deadlines().empty()) return "";
  const v1::Deadline& next = note.deadlines(0);
  return session.Words("NOTE_NEXT",
                       {{"day", DayWords(session, next.due_date())},
                        {"done", next.met_date().empty() ? "no" : "yes"},
                        {"met", DayWords(session, next.met_date())}});
}

void ShowOne(Session& session, const Note& note) {
  const Output& output = session.output();
  output.Line(session.Words(
      "NOTE_HEAD",
      {{"number", note.number()},
       {"before", note.file_kind() == Note::CONSULTATION ? "yes" : "no"},
       {"kind", EnumText(session.language(), note.kind())},
       {"day", DayWords(session, note.note_date())},
       {"has_way", note.way() == 0 ? "no" : "yes"},
       {"way", EnumText(session.language(), note.way())}}));
  const auto line = [&](const char* field, const std::string& value) {
    if (value.empty()) return;
    output.Line(session.Words(
        "NOTE_LINE",
        {{"label", FieldText(session.language(), field)}, {"value", value}}));
  };
  if (!note.person_id().empty()) {
    line("person_id", session.names().Person(note.person_id()));
  }
  if (note.decision() != 0) {
    line("decision", EnumText(session.language(), note.decision()));
  }
  if (note.told_of() != 0) {
    output.Line(session.Words("NOTE_TOLD_OF", {{"number", note.told_of()}}));
  }
  line("proof", note.proof());
  line("sha256", note.sha256());
  line("written_by_id", session.names().Person(note.written_by_id()));
  if (!note.text().empty()) output.Paragraph(note.text());
  const std::string next = NextWords(session, note);
  if (!next.empty()) output.Line(next);
}

}  // namespace

void ShowNewNote(Session& session, const v1::NoteAnswer& answer) {
  const Note& note = answer.note();
  session.output().Line(session.Words(
      "NOTE_KEPT", {{"number", note.number()},
                    {"file", answer.file_number()},
                    {"kind", EnumText(session.language(), note.kind())},
                    {"day", DayWords(session, note.note_date())}}));
  const std::string next = NextWords(session, note);
  if (!next.empty()) session.output().Line(next);
  session.SayNext(note.kind() == Note::DECISION
                      ? "AFTER.grievance.note.decision"
                      : "AFTER.grievance.note",
                  {{"number", answer.file_number()}});
}

void ShowNotes(Session& session, const v1::ReadNotesResponse& answer) {
  if (session.output().is_spreadsheet()) {
    session.output().Rows(TableOfAll(
        session, answer.notes(),
        {"number", "kind", "note_date", "person_id", "way", "decision",
         "told_of", "proof", "text", "next_date", "written_by_id"}));
    return;
  }
  session.output().Line(
      session.Words("NOTES_TITLE", {{"number", answer.file_number()}}));
  if (answer.notes().empty()) Say(session.Words("NOTHING_FOUND"));
  for (const Note& note : answer.notes()) {
    session.output().Line("");
    ShowOne(session, note);
  }
  Say(session.Words("READING_RECORDED"));
}

void ShowMemberDuty(Session& session, const v1::MemberDuty& duty,
                    const std::string& number) {
  const Output& output = session.output();
  const std::string decision = EnumText(session.language(), duty.decision());
  output.Line("");
  output.Line(session.Words("SECTION.MEMBER_DUTY"));
  const auto warn = [&](const char* key,
                        std::initializer_list<TextArgument> arguments) {
    output.Paragraph(session.Words(key, arguments));
  };
  if (duty.decision_missing()) {
    warn("DUTY_NO_DECISION",
         {{"decision", decision},
          {"value", CommandName(*Note::Decision_descriptor()->FindValueByNumber(
                        duty.decision()))},
          {"number", number}});
  }
  if (!duty.untold_pseudonyms().empty()) {
    warn("DUTY_UNTOLD",
         {{"names", absl::StrJoin(duty.untold_pseudonyms(), ", ")},
          {"number", number}});
    if (!duty.clause().empty()) {
      warn("DUTY_NOT_RUNNING", {{"clause", duty.clause()}});
    }
  }
  if (duty.told_date().empty()) return;
  output.Line(session.Words("DUTY_TOLD",
                            {{"day", DayWords(session, duty.told_date())}}));
  if (duty.complaint_until_date().empty()) return;
  output.Line(
      session.Words("DUTY_COMPLAINT",
                    {{"day", DayWords(session, duty.complaint_until_date())},
                     {"clause", duty.clause()}}));
}

}  // namespace entente
