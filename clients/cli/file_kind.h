// Which kind of file a number names, as far as it tells.

#ifndef ENTENTE_CLIENTS_CLI_FILE_KIND_H_
#define ENTENTE_CLIENTS_CLI_FILE_KIND_H_

#include <string>

#include "absl/strings/string_view.h"

namespace entente {

// Whether the server numbers consultations so: "QN-C-2026-0001". Of an opaque
// identifier nothing can be told.
bool IsConsultationNumber(absl::string_view number);

// The letter of a number that is written as the server writes them: 'C' for
// consultations, 'G' for grievances, 'E' for settlements ("ententes"), 'M' for
// mediations, 'D' for a document of a file ("QN-G-2026-0001/P1"); 0 for
// anything else.
char KindOfNumber(absl::string_view number);

// The text `cli/NEXT.NOT_AVAILABLE.…` that tells somebody what to look at who
// gave `number` to the command `key` ("settlement.show") and may not have what
// it names, or gave it wrong.
std::string AdviceForUnavailable(absl::string_view key,
                                 absl::string_view number);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_FILE_KIND_H_
