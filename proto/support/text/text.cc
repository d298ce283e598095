#include "proto/support/text/text.h"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "proto/support/text/bundle.h"
#include "proto/support/text/format.h"
#include "unicode/fmtable.h"
#include "unicode/msgfmt.h"

namespace entente {
namespace {

icu::Formattable ToFormattable(const Language& language,
                               const TextArgument::Value& value) {
  if (const auto* text = absl::get_if<absl::string_view>(&value)) {
    return icu::Formattable(ToUnicode(*text));
  }
  if (const auto* number = absl::get_if<int64_t>(&value)) {
    return icu::Formattable(*number);
  }
  if (const auto* number = absl::get_if<double>(&value)) {
    return icu::Formattable(*number);
  }
  // Days become words here: MessageFormat's own {x, date} would read the
  // machine's time zone.
  if (const auto* day = absl::get_if<absl::CivilDay>(&value)) {
    return icu::Formattable(FormatDay(language, *day, DayStyle::kLong));
  }
  return icu::Formattable(
      FormatInstant(language, absl::get<ZonedInstant>(value)));
}

// A pattern made ready, which costs more than all the rest of a text.
struct ReadyPattern {
  icu::UnicodeString pattern;
  std::unique_ptr<icu::MessageFormat> format;  // Null when it is broken.
};

constexpr std::size_t kReadyPatternsMax = 256;

// Null when there is no such text. Valid until the thread asks again.
const ReadyPattern* FindReadyPattern(const Language& language,
                                     absl::string_view key) {
  // A format may be used by one thread at a time only.
  thread_local absl::flat_hash_map<std::string, ReadyPattern> ready;
  std::string name = absl::StrCat(language.tag(), "/", key);
  const auto found = ready.find(name);
  if (found != ready.end()) return &found->second;
  absl::optional<icu::UnicodeString> pattern = FindPattern(language, key);
  if (!pattern.has_value()) return nullptr;
  if (ready.size() >= kReadyPatternsMax) ready.clear();
  UErrorCode status = U_ZERO_ERROR;
  auto format = std::make_unique<icu::MessageFormat>(
      *pattern, LocaleOf(language), status);
  if (U_FAILURE(status)) format.reset();
  ReadyPattern& added = ready[std::move(name)];
  added = {*std::move(pattern), std::move(format)};
  return &added;
}

}  // namespace

absl::optional<std::string> FindText(const Language& language,
                                     absl::string_view key,
                                     absl::Span<const TextArgument> arguments) {
  const ReadyPattern* const ready = FindReadyPattern(language, key);
  if (ready == nullptr) return absl::nullopt;
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const TextArgument& argument : arguments) {
    names.push_back(ToUnicode(argument.name()));
    values.push_back(ToFormattable(language, argument.value()));
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  if (ready->format != nullptr) {
    ready->format->format(names.data(), values.data(),
                          static_cast<int32_t>(names.size()), out, status);
  }
  // A broken pattern is better shown than hidden.
  const bool is_broken = ready->format == nullptr || U_FAILURE(status);
  return ToUtf8(is_broken ? ready->pattern : out);
}

std::string TextOf(const Language& language, absl::string_view key,
                   absl::Span<const TextArgument> arguments) {
  absl::optional<std::string> text = FindText(language, key, arguments);
  return text.has_value() ? *std::move(text) : absl::StrCat("[", key, "]");
}

std::string Text(const Language& language, absl::string_view key,
                 std::initializer_list<TextArgument> arguments) {
  return TextOf(language, key,
                absl::MakeConstSpan(arguments.begin(), arguments.size()));
}

std::string EnumText(const Language& language,
                     const google::protobuf::EnumValueDescriptor& value) {
  absl::string_view type = value.type()->full_name();
  absl::ConsumePrefix(&type, "entente.v1.");
  return FindText(language, absl::StrCat("enum/", type, ".", value.name()))
      .value_or(value.name());
}

namespace {

// "remedies.amount" of "decisions[0].remedies[1].amount": the last name, and
// that of what holds it; the second is empty where nothing does.
std::pair<std::string, std::string> LastNames(absl::string_view field) {
  const auto name_of = [](absl::string_view part) {
    return std::string(part.substr(0, part.find('[')));
  };
  const std::vector<absl::string_view> parts = absl::StrSplit(field, '.');
  return {name_of(parts.back()),
          parts.size() > 1 ? name_of(parts[parts.size() - 2]) : ""};
}

}  // namespace

std::string FieldText(const Language& language, absl::string_view field) {
  const auto [name, holder] = LastNames(field);
  absl::optional<std::string> label;
  if (!holder.empty()) {
    label = FindText(language, absl::StrCat("field/", holder, ".", name));
  }
  if (!label.has_value()) {
    label = FindText(language, absl::StrCat("field/", name));
  }
  return label.value_or(std::string(field));
}

std::string FieldText(const Language& language, absl::string_view field,
                      absl::string_view request) {
  return FindText(language,
                  absl::StrCat("field/", request, ".", LastNames(field).first))
      .value_or(FieldText(language, field));
}

}  // namespace entente
