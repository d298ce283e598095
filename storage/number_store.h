// The numbers that organisations give their files: "QN-G-2012-0042".

#ifndef ENTENTE_STORAGE_NUMBER_STORE_H_
#define ENTENTE_STORAGE_NUMBER_STORE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/engine/transaction.h"

namespace entente {

// The kinds of files that are numbered, each in its own sequence.
inline constexpr absl::string_view kConsultationSeries = "C";
inline constexpr absl::string_view kGrievanceSeries = "G";
inline constexpr absl::string_view kSettlementSeries = "E";
inline constexpr absl::string_view kMediationSeries = "M";

// The number that comes next for the organisation: its code, the series, the
// year and four digits or more. Without gap, since it counts only once the
// file that bears it is written (KeepNumber) in the same transaction. NOT_FOUND
// when there is no such organisation.
absl::StatusOr<std::string> NextNumber(Snapshot& snapshot,
                                       absl::string_view organization_id,
                                       absl::string_view series, int year);

// Marks `number`, one that NextNumber made for the organisation, as given, so
// that it is never given again. The stores of files call it with the record;
// a number that is not of that form was never counted.
absl::Status KeepNumber(Transaction& transaction,
                        absl::string_view organization_id,
                        absl::string_view number);

}  // namespace entente

#endif  // ENTENTE_STORAGE_NUMBER_STORE_H_
