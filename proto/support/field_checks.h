// The checks of shape that every CheckX is made of: what is wrong with one
// field of a request, whatever the records say. Pure.

#ifndef ENTENTE_PROTO_SUPPORT_FIELD_CHECKS_H_
#define ENTENTE_PROTO_SUPPORT_FIELD_CHECKS_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "proto/support/day.h"

namespace entente {

// The limits that several requests share, in characters or entries.
inline constexpr int kNameCharactersMax = 200;
inline constexpr int kLongTextCharactersMax = 20000;
inline constexpr int kReasonCharactersMax = 2000;
inline constexpr int kPageSizeDefault = 50;
inline constexpr int kPageSizeMax = 200;

// A text of one line: FIELD_REQUIRED when it is required and holds nothing but
// white space, FIELD_TOO_LONG counted in Unicode characters,
// FIELD_BAD_CHARACTER for a control character, or for one that reverses or
// hides text (bidirectional controls, line separators, byte order mark).
absl::Status CheckText(absl::string_view field, absl::string_view value,
                       int limit_characters, bool required);

// The same for a text of several lines: newline and tab are accepted too.
absl::Status CheckLongText(absl::string_view field, absl::string_view value,
                           int limit_characters, bool required);

// A day of law written YYYY-MM-DD (see day.h); empty when `value` is.
// FIELD_REQUIRED, DATE_MALFORMED, DATE_OUT_OF_RANGE outside 1900-01-01 to
// 2100-12-31.
absl::StatusOr<absl::optional<absl::CivilDay>> CheckDay(absl::string_view field,
                                                        absl::string_view value,
                                                        bool required);

// DATE_ORDER when `date` is before `other`. Both are days that CheckDay
// accepts, or empty: then there is no order to keep.
absl::Status CheckDateOrder(absl::string_view field, absl::string_view date,
                            absl::string_view other_field,
                            absl::string_view other);

// The id of a record, or a code or number that stands for it: one line of at
// most 100 characters.
absl::Status CheckReference(absl::string_view field, absl::string_view value,
                            bool required);

// How many entries a page may have: `value`, or `page_size_default` for 0.
// NUMBER_OUT_OF_RANGE (field page_size) when negative or above the maximum.
absl::StatusOr<int> CheckPageSize(int32_t value,
                                  int page_size_max = kPageSizeMax,
                                  int page_size_default = kPageSizeDefault);

// The size and the token of a page that a request asks for. No token of ours is
// as long as 2,000 bytes: PAGE_TOKEN_INVALID.
absl::Status CheckPageToken(absl::string_view token);
template <typename Request>
absl::Status CheckPage(const Request& request) {
  absl::Status status = CheckPageSize(request.page_size()).status();
  if (status.ok()) status = CheckPageToken(request.page_token());
  return status;
}

// 1 to 64 letters, digits, '-' or '_': FIELD_REQUIRED, FIELD_TOO_LONG or
// FIELD_BAD_CHARACTER (field request_id). The write adapter calls it for
// every request.
absl::Status CheckRequestId(absl::string_view value);

// FIELD_TOO_MANY when `count` is above `limit`.
absl::Status CheckCount(absl::string_view field, std::size_t count,
                        std::size_t limit);

// A number of an enumeration: VALUE_UNKNOWN when the enumeration does not have
// it, FIELD_REQUIRED when it is zero and required.
absl::Status CheckKnownEnum(absl::string_view field,
                            const google::protobuf::EnumDescriptor& type,
                            int number, bool required);
template <typename Enum>
absl::Status CheckKnownEnum(absl::string_view field, Enum value,
                            bool required) {
  return CheckKnownEnum(field, *google::protobuf::GetEnumDescriptor<Enum>(),
                        static_cast<int>(value), required);
}

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_FIELD_CHECKS_H_
