// How the program ends, for scripts.

#ifndef ENTENTE_CLIENTS_CLI_EXIT_CODE_H_
#define ENTENTE_CLIENTS_CLI_EXIT_CODE_H_

#include "absl/strings/string_view.h"
#include "grpcpp/support/status_code_enum.h"

namespace entente {

// The numbers are part of the interface: scripts test them.
enum class ExitCode {
  kDone = 0,
  // Any other failure: the server's limits, a bug, a file of the client.
  kFailed = 1,
  kUsage = 2,
  kNotAvailable = 3,
  kNotSignedIn = 4,
  // Stale, or a duplicate.
  kConflict = 5,
  kRefusedByRule = 6,
  kUnreachable = 7,
  kInterrupted = 130,
};

// How a call that ended with `code` ends the program. `reason` is the name of
// a Refusal.Reason, empty when the answer carried none; it decides where one
// code stands for several ends.
ExitCode ExitCodeOf(grpc::StatusCode code, absl::string_view reason);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_EXIT_CODE_H_
