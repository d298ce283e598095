// One import of a spreadsheet, from its files to the grievances.

#ifndef ENTENTE_CLIENTS_CLI_IMPORT_RUN_H_
#define ENTENTE_CLIENTS_CLI_IMPORT_RUN_H_

#include <string>

#include "clients/cli/exit_code.h"
#include "clients/cli/session.h"
#include "entente/v1/import_service.pb.h"

namespace entente {

// The two files as they were read.
struct ImportFiles {
  std::string sheet;
  std::string mapping;
};

// With `dry_run`, says of every row that would be refused why, and writes
// nothing. Else files them all, or says the same and files none. What was
// begun before and cut off goes on; what is published already is only shown.
// With `only_new`, rows that the caller's imports filed before are left aside
// instead of refused.
ExitCode RunImport(Session& session, const ImportFiles& files, bool dry_run,
                   bool only_new);

// The outcome of an import that is over, for people.
void ShowImportEnd(Session& session, const v1::Import& import);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_IMPORT_RUN_H_
