#include "proto/support/day.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "proto/support/refusal.h"

namespace entente {

absl::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  constexpr absl::string_view kShape = "dddd-dd-dd";
  if (text.size() != kShape.size()) return absl::nullopt;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool fits =
        kShape[i] == 'd' ? absl::ascii_isdigit(text[i]) : text[i] == kShape[i];
    if (!fits) return absl::nullopt;
  }
  int year = 0, month = 0, day = 0;
  if (!absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &day)) {
    return absl::nullopt;
  }
  const absl::CivilDay result(year, month, day);
  // CivilDay carries 30 February into March; such a day does not exist.
  if (result.month() != month || result.day() != day) return absl::nullopt;
  return result;
}

std::string DayIso(absl::CivilDay day) {
  if (day.year() < 0 || day.year() > 9999) {
    return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(),
                           day.day());
  }
  // Dozens of days are written in each answer, and a format string is read
  // anew each time.
  std::string iso = "0000-00-00";
  const auto put = [&iso](int end, int number) {
    for (; number > 0; number /= 10) {
      iso[--end] = static_cast<char>('0' + number % 10);
    }
  };
  put(4, static_cast<int>(day.year()));
  put(7, day.month());
  put(10, day.day());
  return iso;
}

absl::Status CheckDayInRange(absl::string_view field, absl::CivilDay day,
                             int first_year) {
  const absl::CivilDay first(first_year, 1, 1);
  const absl::CivilDay last(kLastYear, 12, 31);
  if (day >= first && day <= last) return absl::OkStatus();
  return Refuse(v1::Refusal::DATE_OUT_OF_RANGE, {{"field", field},
                                                 {"date", DayIso(day)},
                                                 {"first", DayIso(first)},
                                                 {"last", DayIso(last)}});
}

}  // namespace entente
