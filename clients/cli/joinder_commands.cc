// grievance: joining and severing, and what a missed limit means.

#include "clients/cli/commands.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/move_flags.h"
#include "clients/cli/number_range.h"
#include "entente/v1/grievance_service.grpc.pb.h"

namespace entente {
namespace {

using Grievances = v1::GrievanceService::Stub;

void AddLapse(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags = line.Call(noun, "lapse", &Grievances::LapseGrievance,
                                  ShowAfter("AFTER.grievance.lapse"));
  flags.Word("number", "grievance_id")
      .Flag("--basis", "basis")
      .Required()
      .Flag("--date", "lapse_date")
      .LongText("--text", "text");
  AddPaperFlags(flags);
}

void AddRelieve(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "relieve", &Grievances::RelieveGrievance,
                ShowAfter("AFTER.grievance.relieve"));
  flags.Word("number", "grievance_id")
      .Flag("--basis", "basis")
      .Without({v1::Basis::OWNER_SIDE})
      .Required()
      .Flag("--date", "relief_date")
      .LongText("--text", "text");
  AddPaperFlags(flags);
}

void AddJoin(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "join", &Grievances::JoinGrievances,
                std::function([](Session& session,
                                 const v1::JoinGrievancesResponse& answer) {
                  const std::string number = NumberOf(answer.grievance());
                  session.output().Line(session.Words(
                      "JOINED_COUNT",
                      {{"count", answer.joined_count()}, {"number", number}}));
                  session.SayNext("AFTER.grievance.join", {{"number", number}});
                }));
  flags.Word("lead", "grievance_id")
      .Custom(
          "--with", "joined_ids",
          [](google::protobuf::Message& request, const std::string& text) {
            for (const std::string& number : NumbersOfRange(text)) {
              static_cast<v1::JoinGrievancesRequest&>(request).add_joined_ids(
                  number);
            }
          })
      .Required()
      .Flag("--basis", "basis")
      .Without({v1::Basis::OWNER_SIDE})
      .Required()
      .Flag("--date", "join_date");
  AddPaperFlags(flags);
}

void AddSever(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags = line.Call(noun, "sever", &Grievances::SeverGrievance,
                                  ShowAfter("AFTER.grievance.sever"));
  flags.Word("number", "grievance_id")
      .Flag("--basis", "basis")
      .Without({v1::Basis::OWNER_SIDE})
      .Required()
      .Flag("--date", "sever_date");
  AddPaperFlags(flags);
}

}  // namespace

void AddJoinderCommands(CommandLine& line, CLI::App* noun) {
  AddLapse(line, noun);
  AddRelieve(line, noun);
  AddJoin(line, noun);
  AddSever(line, noun);
}

}  // namespace entente
