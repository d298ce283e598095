// The server's log: one JSON object a line, without any content of a call.

#ifndef ENTENTE_SERVICES_SERVER_JSON_LOG_H_
#define ENTENTE_SERVICES_SERVER_JSON_LOG_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/rpc/call_log.h"
#include "spdlog/logger.h"

namespace entente {

// Thread-safe. Keys: time, level, event; for a call method, code, reason,
// duration_us, caller (a pseudonym), and for an internal error its detail. A
// code that is used twice has a line of its own, event "alarm", whatever is
// logged of calls: whose it was, `entente token list` says.
class JsonLog final : public CallLog {
 public:
  // Which calls are logged; errors of the server always are.
  enum class Calls { kErrors, kChanges, kAll };

  // Writes to stderr, and never waits for whoever reads it: lines that find no
  // room are left out, and counted. kChanges: calls that write, and all that
  // are refused.
  explicit JsonLog(Calls calls);

  bool Wants(const Policy& policy, const absl::Status& status) const override;
  void Answered(const Policy& policy, absl::string_view caller,
                const absl::Status& status, const absl::Status& hidden,
                absl::Duration duration) override;

  // Something that happened to the server itself.
  void Event(absl::string_view event, absl::string_view detail);
  void Error(absl::string_view event, absl::string_view detail);

 private:
  const Calls calls_;
  const std::shared_ptr<spdlog::logger> logger_;
};

// `text` as the inside of a JSON string.
std::string JsonEscape(absl::string_view text);

}  // namespace entente

#endif  // ENTENTE_SERVICES_SERVER_JSON_LOG_H_
