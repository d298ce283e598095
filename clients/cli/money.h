// Amounts of money as people write them.

#ifndef ENTENTE_CLIENTS_CLI_MONEY_H_
#define ENTENTE_CLIENTS_CLI_MONEY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace entente {

struct Money {
  // Digits with a decimal mark, "1250,50"; what was typed where it is none,
  // which the server then refuses.
  std::string amount;
  // "CAD".
  std::string currency_code;
};

// Reads « 1 250,50 $ » (also with no-break spaces), "$1,250.50", "1250,50 CAD"
// and "1250,50", which is in `currency_unsaid`; a dollar is that of Canada.
Money ReadMoney(absl::string_view typed, absl::string_view currency_unsaid);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_MONEY_H_
