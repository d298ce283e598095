// A grievance as the columns of its row, and back.

#ifndef ENTENTE_STORAGE_GRIEVANCE_ROW_H_
#define ENTENTE_STORAGE_GRIEVANCE_ROW_H_

#include <string>

#include "absl/status/statusor.h"
#include "entente/v1/grievance.pb.h"
#include "storage/engine/transaction.h"

namespace entente {

// Each a serialized Grievance.
struct GrievanceColumns {
  // All of it but the counts of its deadlines.
  std::string record;
  // Those counts, in the order of the deadlines, and nothing else.
  std::string counts;
  // What lists show: neither texts nor names, and of the deadlines those that
  // stand, without their counts.
  std::string header;
};

GrievanceColumns ColumnsOf(const v1::Grievance& grievance);

// Whether a grievance is read with the counts of its deadlines. Without them
// it can be shown, but not changed: the change would lose them.
enum class Counts { kWith, kWithout };

// The grievance of the present row: its record from `record_column`, and
// unless kWithout its counts from the column after. DATA_LOSS when they cannot
// be read.
absl::StatusOr<v1::Grievance> ReadGrievance(const Rows& rows, int record_column,
                                            Counts counts);

}  // namespace entente

#endif  // ENTENTE_STORAGE_GRIEVANCE_ROW_H_
