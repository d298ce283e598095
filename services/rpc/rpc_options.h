// What every call of the server has in common.

#ifndef ENTENTE_SERVICES_RPC_RPC_OPTIONS_H_
#define ENTENTE_SERVICES_RPC_RPC_OPTIONS_H_

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/rpc/call_log.h"
#include "storage/engine/database.h"

namespace entente {

class Keyring;

// Nothing of it is owned; all outlives the Rpc that is made of it.
struct RpcOptions {
  Database* database = nullptr;
  Keyring* keyring = nullptr;
  CallLog* log = nullptr;  // Null: no log.
  // Says which day "today" is.
  absl::TimeZone time_zone;
  int running_max = 4096;            // Calls that run or wait, in all.
  int running_per_caller_max = 256;  // The same, for one credential.
  // Streams are few and long: each holds memory, and may hold a file.
  int streams_max = 64;
  int streams_per_caller_max = 8;
  // Takes the place of what the policies say, for tests.
  absl::optional<absl::Duration> stream_idle_max;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_RPC_OPTIONS_H_
