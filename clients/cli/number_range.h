// Numbers of files that follow each other, named by the first and the last.

#ifndef ENTENTE_CLIENTS_CLI_NUMBER_RANGE_H_
#define ENTENTE_CLIENTS_CLI_NUMBER_RANGE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace entente {

// "QN-G-2011-0002..QN-G-2011-0005" or "QN-G-2011-0002..0005" as the four
// numbers; what is no such range, or one of more than 10,000, as it is.
std::vector<std::string> NumbersOfRange(absl::string_view text);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_NUMBER_RANGE_H_
