// grievance close: a consultation that becomes no grievance, or a grievance
// whose settlement or award is carried out.

#include <string>

#include "clients/cli/commands.h"
#include "clients/cli/confirm.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/move_flags.h"
#include "entente/v1/consultation_service.grpc.pb.h"
#include "entente/v1/settlement_service.grpc.pb.h"

namespace entente {
namespace {

// Of an opaque identifier nothing can be told; but only a consultation is
// closed for a reason.
bool IsForConsultation(const v1::CloseConsultationRequest& request) {
  return IsConsultationNumber(request.consultation_id()) ||
         !request.reason().empty();
}

absl::optional<ExitCode> CloseGrievanceInstead(
    Session& session, const v1::CloseConsultationRequest& request,
    const std::string& date, const CommandInfo& info) {
  if (IsForConsultation(request)) return absl::nullopt;
  v1::CloseGrievanceRequest instead;
  instead.set_request_id(request.request_id());
  instead.set_validate_only(request.validate_only());
  instead.set_grievance_id(request.consultation_id());
  instead.set_etag(request.etag());
  instead.set_closed_date(date);
  return CommandLine::Exchange(
      session, &v1::SettlementService::Stub::CloseGrievance, instead, info,
      false, ShowAfter("AFTER.grievance.close"));
}

}  // namespace

void AddCloseCommand(CommandLine& line, CLI::App* grievance) {
  auto yes = std::make_shared<bool>(false);
  auto date = std::make_shared<std::string>();
  RequestFlags& flags = line.Call(
      grievance, "close", &v1::ConsultationService::Stub::CloseConsultation,
      std::function([](Session& session, const v1::ConsultationAnswer& answer) {
        ShowConsultation(session, answer);
      }),
      std::function([yes, date](Session& session,
                                v1::CloseConsultationRequest& request,
                                const RequestFlags&) {
        if (IsForConsultation(request) && !date->empty()) {
          Say(session.Words("CLOSE_DATE"));
          return ExitCode::kUsage;
        }
        return ConfirmNumber(
            session,
            IsForConsultation(request) ? "CONFIRM.close"
                                       : "CONFIRM.close-grievance",
            request.consultation_id(), *yes || request.validate_only());
      }),
      std::function([date](Session& session,
                           const v1::CloseConsultationRequest& request,
                           const CommandInfo& info) {
        return CloseGrievanceInstead(session, request, *date, info);
      }));
  flags.Word("number", "consultation_id")
      .LongText("--reason", "reason")
      .Custom("--date", "closed_date",
              [date](google::protobuf::Message&, const std::string& typed) {
                *date = typed;
              });
  AddYesFlag(line, flags, *yes);
}

}  // namespace entente
