// What the body of an RPC is given.

#ifndef ENTENTE_SERVICES_RPC_CALL_H_
#define ENTENTE_SERVICES_RPC_CALL_H_

#include <string>

#include "absl/status/status.h"
#include "services/access/actor.h"
#include "storage/engine/transaction.h"

namespace entente {

class Keyring;

// A call that reads. Lives as long as the body that is given it.
struct ReadCall {
  Snapshot& snapshot;
  // Authenticated in `snapshot`, and allowed to make this call by the policy
  // of the RPC.
  const Actor& actor;
  Keyring& keyring;
};

// A call that writes; `snapshot` is the transaction.
struct WriteCall : ReadCall {
  WriteCall(Transaction& write_transaction, const Actor& caller, Keyring& keys,
            std::string operation)
      : ReadCall{write_transaction, caller, keys},
        transaction(write_transaction),
        operation_id(std::move(operation)) {}

  Transaction& transaction;
  // Common to all events of this call, and to no other.
  std::string operation_id;
  // A refusal that is answered although what the body wrote is kept: set by
  // the calls whose refusal is itself recorded (a code presented twice, a
  // sealed name that is refused to a custodian).
  absl::Status refusal_after_commit;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_CALL_H_
