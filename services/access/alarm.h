// What the server's log has to say besides that a call was refused.

#ifndef ENTENTE_SERVICES_ACCESS_ALARM_H_
#define ENTENTE_SERVICES_ACCESS_ALARM_H_

#include "absl/status/status.h"

namespace entente {

// The refusal, marked: a code was presented again after its exchange, so that
// somebody has it who should not. The mark does not leave the server: the
// client is told the one text for all causes.
absl::Status WithAlarm(absl::Status refusal);

// Whether the status bears that mark.
bool IsAlarm(const absl::Status& status);

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_ALARM_H_
