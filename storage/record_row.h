// What the stores of all nouns do alike with their rows: a row is the record's
// message, serialized, beside the columns by which it is found.

#ifndef ENTENTE_STORAGE_RECORD_ROW_H_
#define ENTENTE_STORAGE_RECORD_ROW_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "proto/support/status_macros.h"
#include "storage/engine/transaction.h"

namespace entente {

// The message in `column` of the present row. DATA_LOSS when it cannot be
// read.
template <typename Record>
absl::StatusOr<Record> ReadRecord(const Rows& rows, int column) {
  Record record;
  if (!record.ParseFromString(rows.Blob(column))) {
    return absl::DataLossError(absl::StrCat(
        "a stored ", Record::descriptor()->name(), " cannot be read"));
  }
  return record;
}

// The records in the first column of `rows`, all of them.
template <typename Record>
absl::StatusOr<std::vector<Record>> ReadRecords(absl::StatusOr<Rows> rows) {
  if (!rows.ok()) return std::move(rows).status();
  std::vector<Record> records;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return records;
    ASSIGN_OR_RETURN(Record record, ReadRecord<Record>(*rows, 0));
    records.push_back(std::move(record));
  }
}

// The record in the first column of the only row; empty when there is none.
template <typename Record>
absl::StatusOr<absl::optional<Record>> FindRecord(absl::StatusOr<Rows> rows) {
  if (!rows.ok()) return std::move(rows).status();
  ASSIGN_OR_RETURN(const bool found, rows->Next());
  if (!found) return absl::optional<Record>();
  ASSIGN_OR_RETURN(Record record, ReadRecord<Record>(*rows, 0));
  return absl::optional<Record>(std::move(record));
}

// The same; NOT_FOUND when there is none.
template <typename Record>
absl::StatusOr<Record> GetRecord(absl::StatusOr<Rows> rows) {
  ASSIGN_OR_RETURN(absl::optional<Record> record,
                   FindRecord<Record>(std::move(rows)));
  if (!record.has_value()) {
    return absl::NotFoundError(
        absl::StrCat("no such ", Record::descriptor()->name()));
  }
  return *std::move(record);
}

// NULL for an empty text: an empty id or day stands for none.
inline absl::optional<absl::string_view> OrNull(absl::string_view text) {
  if (text.empty()) return absl::nullopt;
  return text;
}

// Whether two lists of messages hold the same, in the same order.
template <typename Messages>
bool SameEntries(const Messages& a, const Messages& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) {
                      return x.SerializeAsString() == y.SerializeAsString();
                    });
}

}  // namespace entente

#endif  // ENTENTE_STORAGE_RECORD_ROW_H_
