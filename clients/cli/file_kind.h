// Which kind of file a number names, as far as it tells.

#ifndef ENTENTE_CLIENTS_CLI_FILE_KIND_H_
#define ENTENTE_CLIENTS_CLI_FILE_KIND_H_

#include "absl/strings/string_view.h"

namespace entente {

// Whether the server numbers consultations so: "QN-C-2026-0001". Of an opaque
// identifier nothing can be told.
bool IsConsultationNumber(absl::string_view number);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_FILE_KIND_H_
