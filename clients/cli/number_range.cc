#include "clients/cli/number_range.h"

#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace entente {
namespace {

constexpr uint64_t kRangeMax = 10000;

// The digits at the end of a number, and what is before them.
struct Split {
  absl::string_view series;
  absl::string_view digits;
};

Split SplitNumber(absl::string_view number) {
  size_t first = number.size();
  while (first > 0 &&
         absl::ascii_isdigit(static_cast<unsigned char>(number[first - 1]))) {
    --first;
  }
  return {number.substr(0, first), number.substr(first)};
}

}  // namespace

std::vector<std::string> NumbersOfRange(absl::string_view text) {
  const std::vector<std::string> as_it_is = {std::string(text)};
  const size_t dots = text.find("..");
  if (dots == absl::string_view::npos) return as_it_is;
  const Split first = SplitNumber(text.substr(0, dots));
  const Split last = SplitNumber(text.substr(dots + 2));
  uint64_t from = 0;
  uint64_t until = 0;
  if (first.series.empty() ||
      (!last.series.empty() && last.series != first.series) ||
      first.digits.size() != last.digits.size() ||
      !absl::SimpleAtoi(first.digits, &from) ||
      !absl::SimpleAtoi(last.digits, &until) || until < from ||
      until - from >= kRangeMax) {
    return as_it_is;
  }
  std::vector<std::string> numbers;
  for (uint64_t number = from; number <= until; ++number) {
    numbers.push_back(absl::StrCat(
        first.series,
        absl::StrFormat("%0*u", static_cast<int>(first.digits.size()),
                        number)));
  }
  return numbers;
}

}  // namespace entente
