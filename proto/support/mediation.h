// What can be told of a mediation from its own fields.

#ifndef ENTENTE_PROTO_SUPPORT_MEDIATION_H_
#define ENTENTE_PROTO_SUPPORT_MEDIATION_H_

#include <cstdint>
#include <string>

#include "absl/types/optional.h"
#include "entente/v1/mediation.pb.h"

namespace entente {

// What the party on `side` said last; null before it said anything.
inline const v1::Mediation::Answer* LastAnswer(const v1::Mediation& mediation,
                                               uint32_t side) {
  const v1::Mediation::Answer* last = nullptr;
  for (const v1::Mediation::Answer& each : mediation.answers()) {
    if (each.side() == side) last = &each;
  }
  return last;
}

// The day on which that party refused, or took its consent back; none while it
// is in it.
inline absl::optional<std::string> LeftOn(const v1::Mediation& mediation,
                                          uint32_t side) {
  const v1::Mediation::Answer* const last = LastAnswer(mediation, side);
  if (last == nullptr || (last->value() != v1::Mediation::Answer::REFUSED &&
                          last->value() != v1::Mediation::Answer::WITHDRAWN)) {
    return absl::nullopt;
  }
  return last->answer_date();
}

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_MEDIATION_H_
