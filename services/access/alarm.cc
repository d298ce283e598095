#include "services/access/alarm.h"

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"

namespace entente {
namespace {

constexpr absl::string_view kAlarmUrl = "entente/code-used-twice";

}  // namespace

absl::Status WithAlarm(absl::Status refusal) {
  refusal.SetPayload(kAlarmUrl, absl::Cord());
  return refusal;
}

bool IsAlarm(const absl::Status& status) {
  return status.GetPayload(kAlarmUrl).has_value();
}

}  // namespace entente
