// grievance open, assign-consultation, consultation, consultations:
// before filing.

#include "clients/cli/commands.h"
#include "clients/cli/confirm.h"
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

void AddWall(CommandLine& line, CLI::App* grievance) {
  auto removes = std::make_shared<bool>(false);
  auto yes = std::make_shared<bool>(false);
  RequestFlags& flags = line.Call(
      grievance, "wall-consultation",
      &v1::ConsultationService::Stub::WallConsultation,
      std::function(
          [removes](Session& session, const v1::ConsultationAnswer& answer) {
            ShowConsultation(session, answer);
            if (*removes) return;
            // Who is kept from the file cannot end that.
            if (!IsRead(answer.consultation())) {
              session.SayNext("WALLED_SELF");
              return;
            }
            session.SayNext("AFTER.grievance.wall-consultation",
                            {{"number", NumberOf(answer.consultation())}});
          }),
      std::function([removes, yes](Session& session,
                                   v1::WallConsultationRequest& request,
                                   const RequestFlags&) {
        *removes = request.remove();
        return ConfirmOwnWall(
            session, request.consultation_id(), request.person_id(),
            *yes || request.remove() || request.validate_only());
      }));
  flags.Word("number", "consultation_id")
      .Word("person", "person_id")
      .Flag("--remove", "remove");
  AddYesFlag(line, flags, *yes);
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

  AddWall(line, grievance);

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
