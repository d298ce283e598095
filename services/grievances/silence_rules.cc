#include "services/grievances/silence_rules.h"

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "services/grievances/file_deadline_rules.h"

namespace entente {

using v1::Grievance;
using R = v1::Refusal;

const v1::Step* FindStep(const v1::Profile& profile, uint32_t number) {
  for (const v1::Step& step : profile.steps()) {
    if (step.number() == static_cast<int>(number)) return &step;
  }
  return nullptr;
}

bool LetsGoOn(v1::Step::Silence silence) {
  return silence == v1::Step::DEEMED_DENIAL ||
         silence == v1::Step::RIGHT_TO_ADVANCE ||
         silence == v1::Step::AUTOMATIC_ADVANCE;
}

bool WaitsForNoReply(const v1::Profile& profile, const Grievance& grievance) {
  const v1::Step* const step = FindStep(profile, grievance.step());
  return step != nullptr && step->silence() == v1::Step::NO_REPLY_PERIOD;
}

absl::StatusOr<std::string> ClauseOfSilence(const Grievance& current,
                                            const Procedure& procedure,
                                            absl::string_view date) {
  const v1::Deadline* reply = FindDeadline(current, v1::TimeLimit::REPLY,
                                           static_cast<int>(current.step()));
  const v1::Step* step = FindStep(*procedure.profile, current.step());
  if (reply == nullptr || step == nullptr || !LetsGoOn(step->silence())) {
    return Refuse(R::REPLY_AWAITED, {{"step", absl::StrCat(current.step())}});
  }
  const absl::optional<SilenceAllows> allows =
      MeaningOfSilence(*procedure.profile, *reply, *ParseDay(date));
  if (!allows.has_value()) {
    return Refuse(R::REPLY_NOT_DUE, {{"date", reply->due_date()}});
  }
  return allows->clause.empty() ? reply->clause() : allows->clause;
}

}  // namespace entente
