// Every sentence that a person reads, in French and in English, from one
// source: the resource bundles in proto/support/text/messages.
//
// A text has a key `area/NAME`: `area` is a folder of messages/, NAME a key
// of the files in it. root.txt is English, fr.txt is French with the words of
// Québec, fr_FR.txt holds only what is said otherwise in France. The patterns
// are those of ICU MessageFormat with named arguments. All functions here may
// be called from any thread; none fails: what has no text shows its key.

#ifndef ENTENTE_PROTO_SUPPORT_TEXT_TEXT_H_
#define ENTENTE_PROTO_SUPPORT_TEXT_TEXT_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "absl/types/variant.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/rpc/error_details.pb.h"
#include "proto/support/text/language.h"

namespace entente {

// An instant and the time zone whose clock shows it.
struct ZonedInstant {
  absl::Time time;
  absl::TimeZone zone;
};

// One named argument of a pattern. A day shows long ("jeudi 22 novembre
// 2012"), an instant with its hour, a number by the habits of the language;
// plurals need an integer. Views must outlive the call.
class TextArgument {
 public:
  using Value = absl::variant<absl::string_view, int64_t, double,
                              absl::CivilDay, ZonedInstant>;

  TextArgument(absl::string_view name, absl::string_view value)
      : name_(name), value_(value) {}
  TextArgument(absl::string_view name, const char* value)
      : TextArgument(name, absl::string_view(value)) {}
  TextArgument(absl::string_view name, const std::string& value)
      : TextArgument(name, absl::string_view(value)) {}
  TextArgument(absl::string_view name, absl::CivilDay value)
      : name_(name), value_(value) {}
  TextArgument(absl::string_view name, const ZonedInstant& value)
      : name_(name), value_(value) {}
  TextArgument(absl::string_view name, double value)
      : name_(name), value_(value) {}
  template <typename Integer,
            std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
  TextArgument(absl::string_view name, Integer value)
      : name_(name), value_(static_cast<int64_t>(value)) {}

  absl::string_view name() const { return name_; }
  const Value& value() const { return value_; }

 private:
  absl::string_view name_;
  Value value_;
};

// The text of `key` with its arguments put in; "[key]" when there is none.
std::string Text(const Language& language, absl::string_view key,
                 std::initializer_list<TextArgument> arguments = {});
// The same for arguments collected at run time.
std::string TextOf(const Language& language, absl::string_view key,
                   absl::Span<const TextArgument> arguments);

// As TextOf; empty when no text has this key.
absl::optional<std::string> FindText(
    const Language& language, absl::string_view key,
    absl::Span<const TextArgument> arguments = {});

// How a day is written.
enum class DayStyle {
  kLong,   // jeudi 22 novembre 2012 · Thursday, November 22, 2012
  kPlain,  // 22 novembre 2012 · November 22, 2012
  kIso,    // 2012-11-22
};

// A day in the reader's language; the first of a month is « 1er » in French.
std::string DayText(const Language& language, absl::CivilDay day,
                    DayStyle style = DayStyle::kLong);

// A day and an hour: « jeudi 22 novembre 2012, 14 h 05 ».
std::string InstantText(const Language& language, const ZonedInstant& instant);

// « 7 300 », « 0,5 »; "7,300", "0.5".
std::string NumberText(const Language& language, int64_t number);
std::string NumberText(const Language& language, double number);

// « a, b et c »; "a, b and c".
std::string ListText(const Language& language,
                     absl::Span<const std::string> items);

// The label of a value of an enumeration: key
// `enum/<Message>.<Enum>.<VALUE>`; the value's own name when it has none.
std::string EnumText(const Language& language,
                     const google::protobuf::EnumValueDescriptor& value);
template <
    typename Enum,
    std::enable_if_t<google::protobuf::is_proto_enum<Enum>::value, int> = 0>
std::string EnumText(const Language& language, Enum value) {
  const google::protobuf::EnumValueDescriptor* descriptor =
      google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value);
  return descriptor == nullptr ? std::to_string(static_cast<int>(value))
                               : EnumText(language, *descriptor);
}

// The label of a field by its proto name or path: « date de connaissance »
// for `known_date`, also for `grievance.known_date` and `grievors[2].name`
// (the last name of the path counts); the name itself when it has no label.
std::string FieldText(const Language& language, absl::string_view field);

// The label of a field in one request, `field/<Request>.<field>`, where it is
// called otherwise there: « à l'initiative de qui » for `basis`. Else as above.
std::string FieldText(const Language& language, absl::string_view field,
                      absl::string_view request);

// The sentence of a refusal: what is wrong, in which field, and what to do.
// Field names show as labels, dates written YYYY-MM-DD long, and values of
// enumerations as their labels (see refusal_text.cc for the keys).
// With the name of the request that was refused, its fields are called as they
// are called there.
std::string RefusalText(const Language& language,
                        const google::rpc::ErrorInfo& refusal,
                        absl::string_view request = "");

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_TEXT_TEXT_H_
