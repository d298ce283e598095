// Where the server says which calls it answered: never what was in them.

#ifndef ENTENTE_SERVICES_RPC_CALL_LOG_H_
#define ENTENTE_SERVICES_RPC_CALL_LOG_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/access/policy.h"

namespace entente {

// Implementations are thread-safe and do not block for long.
class CallLog {
 public:
  virtual ~CallLog() = default;

  // Whether Answered is to be called for such a call: what would not be
  // written need not be made.
  virtual bool Wants(const Policy& policy,
                     const absl::Status& status) const = 0;

  // One call that was answered. `caller` is a pseudonym, empty for nobody;
  // `status` is the answer, `hidden` the error that an INTERNAL answer does
  // not show, OK for any other.
  virtual void Answered(const Policy& policy, absl::string_view caller,
                        const absl::Status& status, const absl::Status& hidden,
                        absl::Duration duration) = 0;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_CALL_LOG_H_
