// What the machine refuses, in the reader's language.

#ifndef ENTENTE_CLIENTS_CLI_SYSTEM_PROBLEM_H_
#define ENTENTE_CLIENTS_CLI_SYSTEM_PROBLEM_H_

#include <string>

#include "absl/status/status.h"
#include "proto/support/text/language.h"

namespace entente {

// The word by which a text chooses what to say of a file that could not be
// opened, made, written or had from an editor: "MISSING", "FORBIDDEN"…; "OTHER"
// where there is none for it.
const char* ProblemWord(const absl::Status& status);

// What kept a file from being opened, made or written: « il n'existe pas »,
// « vous n'en avez pas le droit ». A status is one of absl::ErrnoToStatus; what
// no words are known for shows as the machine says it.
std::string SystemProblem(const Language& language, const absl::Status& status);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_SYSTEM_PROBLEM_H_
