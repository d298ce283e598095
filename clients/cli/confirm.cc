#include "clients/cli/confirm.h"

#include "clients/cli/output.h"
#include "clients/cli/secret_input.h"
#include "clients/cli/typed_reference.h"

namespace entente {

ExitCode ConfirmNumber(const Session& session, absl::string_view key,
                       const std::string& number, bool yes) {
  if (yes) return ExitCode::kDone;
  if (!InputIsTerminal()) {
    Say(session.Words("CONFIRM_WITH_YES"));
    return ExitCode::kUsage;
  }
  const std::string typed = ReadLine(session.Words(key, {{"number", number}}));
  if (TypedReference("number", typed) == number) {
    return ExitCode::kDone;
  }
  Say(session.Words("NOT_CONFIRMED"));
  return ExitCode::kFailed;
}

ExitCode ConfirmOwnWall(Session& session, const std::string& number,
                        const std::string& person_id, bool yes) {
  if (yes || person_id != session.CallerId()) return ExitCode::kDone;
  Say(session.Words("OWN_WALL"));
  return ConfirmNumber(session, "CONFIRM.wall", number, false);
}

void AddYesFlag(const CommandLine& line, RequestFlags& flags, bool& yes) {
  flags.command()->add_flag("--yes", yes, Text(line.language(), "help/--yes"));
}

}  // namespace entente
