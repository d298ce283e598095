// One consultation, and lists of them.

#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"
#include "proto/support/deadline.h"

namespace entente {

std::string NumberOf(const v1::Consultation& consultation) {
  return consultation.number().empty() ? consultation.consultation_id()
                                       : consultation.number();
}

bool IsRead(const v1::Consultation& consultation) {
  return consultation.state() != v1::Consultation::STATE_UNSPECIFIED;
}

void ShowConsultation(Session& session, const v1::ConsultationAnswer& answer) {
  const v1::Consultation& consultation = answer.consultation();
  const Output& output = session.output();
  if (!IsRead(consultation)) {
    // Nothing was recorded by a dry run.
    session.SayNext("RECORDED_UNREAD", {{"number", session.typed_number()}});
    return;
  }
  output.Line(session.Words("CONSULTATION_TITLE",
                            {{"number", NumberOf(consultation)}}));
  Table table = TableOf(
      session, {&consultation},
      {"number", "state", "local_id", "issue_code", "restricted", "member_ids",
       "occurred_date", "known_date", "consulted_date", "agreement_id",
       "grievance_id", "close_reason", "consultation_id=cli/IDENTIFIER"});
  table.rows[0][3].shown = session.names().Issue(consultation.issue_code());
  output.Record(table);
  if (output.is_spreadsheet()) return;
  if (!consultation.summary().empty()) {
    output.Line("");
    output.Line(session.Words(
        "HEADING", {{"label", FieldText(session.language(), "summary")}}));
    output.Paragraph(consultation.summary());
  }
  ShowAssignments(
      session, consultation.assignments(),
      absl::FormatCivilTime(absl::ToCivilDay(absl::Now(), session.zone())),
      consultation.state() == v1::Consultation::OPEN
          ? "CONSULTATION_ASSIGNED_TO_NOBODY"
          : nullptr,
      NumberOf(consultation));
  // A consultation belongs to one side: the one that would file.
  ShowFileDeadlines(session, consultation.deadlines(), 1);
}

void SayDifferences(Session& session, const v1::GrievanceAnswer& answer) {
  if (answer.consultation_differences().empty()) return;
  const auto shown = [&session](const std::string& field,
                                const std::string& value) {
    if (field == "issue_code") return session.names().Issue(value);
    if (field == "agreement_id") return session.names().Agreement(value);
    return DayWords(session, value);
  };
  Say(session.Words("CONSULTATION_DIFFERS"));
  for (const auto& each : answer.consultation_differences()) {
    const std::string label = FieldText(session.language(), each.field());
    Say(each.field() == "grievor_ids"
            ? session.Words("CONSULTATION_DIFFERENCE.persons",
                            {{"label", label}})
            : session.Words(
                  "CONSULTATION_DIFFERENCE",
                  {{"label", label},
                   {"stated", shown(each.field(), each.stated())},
                   {"consulted", shown(each.field(), each.consulted())}}));
  }
  session.SayNext("CONSULTATION_DIFFERS.next",
                  {{"number", NumberOf(answer.grievance())}});
}

void ShowConsultationRead(Session& session,
                          const v1::ConsultationAnswer& answer) {
  ShowConsultation(session, answer);
  Say(session.Words("READING_RECORDED"));
}

void ShowConsultationList(Session& session,
                          const v1::ListConsultationsResponse& answer) {
  Table table = TableOfAll(
      session, answer.consultations(),
      {"number", "state", "issue_code", "consulted_date", "local_id"});
  table.columns.push_back({"file_by", session.Words("FILE_BY_SHORT")});
  for (int i = 0; i < answer.consultations_size(); ++i) {
    Cell by;
    for (const v1::Deadline& deadline : answer.consultations(i).deadlines()) {
      // The only one that stands.
      if (!IsOpen(deadline)) continue;
      by = {DueWords(session, deadline), deadline.due_date()};
    }
    table.rows[i].push_back(by);
  }
  session.output().Rows(table);
}

}  // namespace entente
