// event: what the auditor sees of the whole log.

#include "clients/cli/commands.h"
#include "clients/cli/values.h"
#include "entente/v1/event_service.grpc.pb.h"

namespace entente {

void AddEventCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("event");
  line.Call(noun, "list", &v1::EventService::Stub::ListEvents,
            std::function(
                [](Session& session, const v1::ListEventsResponse& answer) {
                  ShowList(session,
                           TableOfAll(session, answer.events(),
                                      {"record_time", "move", "recorded_as",
                                       "record_kind", "read_class"}));
                }))
      .Flag("--move", "move");
}

}  // namespace entente
