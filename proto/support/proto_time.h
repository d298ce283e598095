// Instants: google.protobuf.Timestamp in the vocabulary, absl::Time in C++.

#ifndef ENTENTE_PROTO_SUPPORT_PROTO_TIME_H_
#define ENTENTE_PROTO_SUPPORT_PROTO_TIME_H_

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace entente {

// `time` in whole microseconds, which is what the store keeps.
inline google::protobuf::Timestamp ToProto(absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  int64_t seconds = micros / 1000000;
  int64_t rest = micros % 1000000;
  if (rest < 0) {
    rest += 1000000;
    --seconds;
  }
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(rest * 1000));
  return timestamp;
}

inline absl::Time FromProto(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) +
         absl::Nanoseconds(timestamp.nanos());
}

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_PROTO_TIME_H_
