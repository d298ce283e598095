// The count of a time limit, told as sentences.

#ifndef ENTENTE_PROTO_SUPPORT_TEXT_EXPLANATION_TEXT_H_
#define ENTENTE_PROTO_SUPPORT_TEXT_EXPLANATION_TEXT_H_

#include <string>
#include <utility>
#include <vector>

#include "entente/v1/deadline.pb.h"
#include "entente/v1/time_limit.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "proto/support/text/language.h"

namespace entente {

// One sentence for each step, in its order. `clocks` are the periods that the
// steps number from 1: with several, each sentence says which one it is about.
// Both stand in a v1::Deadline and in a v1::ComputeDeadlineResponse. Any
// thread.
std::vector<std::string> ExplanationText(
    const Language& language,
    const google::protobuf::RepeatedPtrField<v1::ExplanationStep>& steps,
    const google::protobuf::RepeatedPtrField<v1::ClockResult>& clocks);

// Adds these sentences to `counted`, a v1::Deadline or a
// v1::ComputeDeadlineResponse that has none yet. Any thread.
template <typename Counted>
void AddExplanation(const Language& language, Counted& counted) {
  for (std::string& sentence :
       ExplanationText(language, counted.steps(), counted.clocks())) {
    counted.add_explanation(std::move(sentence));
  }
}

// « 30 jours », "5 working days"; the count and unit of `period` alone.
std::string PeriodText(const Language& language, const v1::Period& period);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_TEXT_EXPLANATION_TEXT_H_
