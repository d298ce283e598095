// From what a rule decided to what is kept.

#ifndef ENTENTE_SERVICES_ACCESS_RECORD_CHANGE_H_
#define ENTENTE_SERVICES_ACCESS_RECORD_CHANGE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "entente/v1/event.pb.h"
#include "google/protobuf/message.h"
#include "services/rpc/call.h"

namespace entente {

// Records one event of a rule of the directory or of access: fills in who
// entered it, in which role, for whom (`acted_by_id`, an organisation, or the
// caller when it is empty), on which day and in which operation, and applies
// it. `before` is the record as it was, null for a new one. `recorded_as` is
// the role that gave the caller the right to this act, which only the rule
// that judged it knows: a person may hold several at one organisation.
// ROLE_UNSPECIFIED for what somebody does as themself, by no mandate.
absl::Status RecordChange(WriteCall& call,
                          const google::protobuf::Message* before,
                          v1::Event event, v1::Mandate::Role recorded_as,
                          absl::string_view acted_by_id = {});

// Records that the caller was shown one sealed class of a record; or was
// refused it, with UNSEAL_DENIED for `move`.
absl::Status RecordReading(WriteCall& call, absl::string_view record_id,
                           v1::Confidentiality::Class sealed_class,
                           v1::Mandate::Role recorded_as,
                           absl::string_view acted_by_id,
                           v1::Event::Move move = v1::Event::READ);

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_RECORD_CHANGE_H_
