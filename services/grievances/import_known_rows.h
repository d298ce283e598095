// The rows that an import knows already: those that came before in its file,
// and those that the caller's imports made grievances of before. Both are known
// by keyed hashes, which tell who has them nothing of a name.

#ifndef ENTENTE_SERVICES_GRIEVANCES_IMPORT_KNOWN_ROWS_H_
#define ENTENTE_SERVICES_GRIEVANCES_IMPORT_KNOWN_ROWS_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "entente/v1/import.pb.h"
#include "entente/v1/import_service.pb.h"
#include "services/rpc/call.h"

namespace entente {

// Lives within one call.
class KnownRows {
 public:
  // Knows what the caller's imports filed. With `repeats_allowed`, one person
  // may come again in a file.
  static absl::StatusOr<KnownRows> Read(ReadCall& call, bool repeats_allowed);

  // A row of an earlier group of the same file, by what Take returned for it.
  void AddSeen(std::string key, uint32_t line) {
    seen_.emplace(std::move(key), line);
  }

  // Takes the row as seen, and returns its key, which is empty when it has no
  // grievor. ROW_FILED_BEFORE when an import filed it; ROW_REPEATED when a row
  // before has the same grievors on the same issue.
  absl::StatusOr<std::string> Take(const v1::ImportRow& row,
                                   const v1::FileGrievanceRequest& filing);

 private:
  struct Place {
    std::string filed_date;
    uint32_t line = 0;
  };

  KnownRows(const ReadCall& call, bool repeats_allowed)
      : call_(&call), repeats_allowed_(repeats_allowed) {}

  const ReadCall* call_;
  bool repeats_allowed_;
  absl::flat_hash_map<std::string, uint32_t> seen_;
  absl::flat_hash_map<std::string, Place> filed_;
};

// Adds the row to those that an import files.
void AddFiledRow(const ReadCall& call, const v1::ImportRow& row,
                 const v1::FileGrievanceRequest& filing, v1::FiledRows& filed);

// Keeps what `import` files today beside its record, for KnownRows. The caller
// puts the group into the record.
absl::StatusOr<v1::Import::Group> KeepFiledRows(WriteCall& call,
                                                const v1::Import& import,
                                                v1::FiledRows filed);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_IMPORT_KNOWN_ROWS_H_
