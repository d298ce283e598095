// grievance open, assign-consultation, consultation, consultations:
// before filing.

#include "clients/cli/commands.h"
#include "clients/cli/grievance_words.h"
#include "entente/v1/consultation_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"

namespace entente {
namespace {

using Grievances = v1::GrievanceService::Stub;

void AddOpen(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "open", &v1::ConsultationService::Stub::OpenConsultation,
            std::function([](Session& session,
                             const v1::ConsultationAnswer& answer) {
              ShowConsultation(session, answer);
              SayMissingDays(session, answer.consultation());
              session.SayNext("AFTER.grievance.open",
                              {{"number", NumberOf(answer.consultation())}});
            }))
      .Flag("--issue", "issue_code")
      .Required()
      .Flag("--member", "member_ids")
      .LongText("--summary", "summary")
      .Flag("--occurred", "occurred_date")
      .Flag("--known", "known_date")
      .Flag("--consulted", "consulted_date")
      .Flag("--local", "local_id")
      .Flag("--agreement", "agreement_id");
}

}  // namespace

void AddConsultationCommands(CommandLine& line, CLI::App* grievance) {
  AddOpen(line, grievance);

  line.Call(grievance, "assign-consultation",
            &v1::ConsultationService::Stub::AssignConsultation,
            std::function(
                [](Session& session, const v1::ConsultationAnswer& answer) {
                  ShowConsultation(session, answer);
                }))
      .Word("number", "consultation_id")
      .Word("person", "person_id")
      .Flag("--remove", "remove");

  line.Call(grievance, "wall-consultation",
            &v1::ConsultationService::Stub::WallConsultation,
            std::function(
                [](Session& session, const v1::ConsultationAnswer& answer) {
                  ShowConsultation(session, answer);
                }))
      .Word("number", "consultation_id")
      .Word("person", "person_id")
      .Flag("--remove", "remove");

  line.Call(grievance, "consultation",
            &v1::ConsultationService::Stub::GetConsultation,
            std::function(ShowConsultationRead))
      .Word("number", "consultation_id")
      .Flag("--explain", "explain");

  line.Call(grievance, "consultations",
            &v1::ConsultationService::Stub::ListConsultations,
            std::function([](Session& session,
                             const v1::ListConsultationsResponse& answer) {
              if (answer.consultations().empty()) {
                Say(session.Words("NOTHING_FOUND"));
              }
              ShowConsultationList(session, answer);
            }))
      .Flag("--state", "state");
}

}  // namespace entente
