// What somebody may have meant who typed a name that does not exist.

#ifndef ENTENTE_CLIENTS_CLI_NEAR_NAMES_H_
#define ENTENTE_CLIENTS_CLI_NEAR_NAMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace entente {

// The names of `known` that are one or two slips of the finger away from
// `typed`, or begin with it, the nearest first; at most three.
std::vector<std::string> NearNames(absl::string_view typed,
                                   const std::vector<std::string>& known);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_NEAR_NAMES_H_
