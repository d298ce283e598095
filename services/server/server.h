// The server in one object: the store, the services on it, and a socket.

#ifndef ENTENTE_SERVICES_SERVER_SERVER_H_
#define ENTENTE_SERVICES_SERVER_SERVER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/access/access_rules.h"
#include "services/documents/document_rules.h"
#include "services/rpc/call_log.h"
#include "storage/store.h"

namespace entente {

struct ServerOptions {
  // The folder of the store.
  std::string folder;
  // "unix:PATH"; empty for entente.sock in the folder.
  std::string listen;
  Clock* clock = nullptr;  // Not owned; outlives the server.
  CallLog* log = nullptr;  // Not owned; null for no log.
  // Says which day "today" is, for mandates and for acts.
  absl::TimeZone time_zone;
  CredentialLimits credentials;
  int running_max = 4096;            // Calls at once, in all.
  int running_per_caller_max = 256;  // Calls at once of one credential.
  // The largest content of a document.
  int64_t document_bytes_max = kDocumentBytesMax;
  // As in RpcOptions.
  absl::optional<absl::Duration> stream_idle_max;
  // Changes how the store is opened: for measuring, and for faults.
  std::function<void(StoreOptions&)> tune_store;
  // As in DatabaseOptions; when empty a failed sync ends the process.
  std::function<void(const absl::Status&)> fatal;
  // Called once, on a thread of the server, when the check of the store's
  // contents (StoreCheck) has ended by itself. After DATA_LOSS, a sentence for
  // the person who runs the server, every call is already refused and health
  // says NOT_SERVING: the server is to be stopped, and the process to end with
  // a failure. It must not stop the server itself.
  std::function<void(const absl::Status&)> contents_checked;
  // Called, on a thread of the server, when mediators' notes whose day has come
  // could not be destroyed, or their keys; it is tried again within the hour.
  std::function<void(const absl::Status&)> destruction_failed;
};

// Serves from Start until Stop.
class Server {
 public:
  // Opens the store and answers calls when it returns. Errors are sentences
  // for the person who starts the server; an RPC without a policy or a field
  // without a class is one of them.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const ServerOptions& options);

  virtual ~Server() = default;

  // Health says NOT_SERVING and new calls are refused; those that run finish.
  virtual void Drain() = 0;

  // Drains, waits at most `grace` for the calls that run, cancels what still
  // runs then, and closes the store. Called once, by one thread.
  virtual void Stop(absl::Duration grace) = 0;

  // What a client connects to: "unix:PATH".
  virtual const std::string& address() const = 0;
  virtual Store& store() = 0;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_SERVER_SERVER_H_
