#include "clients/cli/money.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace entente {
namespace {

constexpr absl::string_view kDollar = "$";
constexpr absl::string_view kEuro = "€";

// Takes `sign` from the beginning or the end.
bool TakeSign(absl::string_view& text, absl::string_view sign) {
  return absl::ConsumePrefix(&text, sign) || absl::ConsumeSuffix(&text, sign);
}

}  // namespace

Money ReadMoney(absl::string_view typed, absl::string_view currency_unsaid) {
  // No-break, narrow no-break and thin spaces.
  const std::string joined = absl::StrReplaceAll(
      typed, {{" ", ""}, {"\u00A0", ""}, {"\u202F", ""}, {"\u2009", ""}});
  absl::string_view rest = joined;
  Money money;
  if (TakeSign(rest, kDollar)) {
    money.currency_code = "CAD";
  } else if (TakeSign(rest, kEuro)) {
    money.currency_code = "EUR";
  } else {
    size_t letters = 0;
    while (letters < rest.size() &&
           absl::ascii_isalpha(
               static_cast<unsigned char>(rest[rest.size() - 1 - letters]))) {
      ++letters;
    }
    money.currency_code = std::string(rest.substr(rest.size() - letters));
    rest.remove_suffix(letters);
  }
  if (money.currency_code.empty()) {
    money.currency_code = std::string(currency_unsaid);
  }
  // A comma before a point parts thousands.
  const bool english =
      absl::StrContains(rest, ",") && absl::StrContains(rest, ".");
  money.amount =
      english ? absl::StrReplaceAll(rest, {{",", ""}}) : std::string(rest);
  const bool is_amount =
      !money.amount.empty() &&
      money.amount.find_first_not_of("0123456789.,") == std::string::npos;
  if (!is_amount) money.amount = std::string(typed);
  return money;
}

}  // namespace entente
