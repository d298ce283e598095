#include "storage/store_check.h"

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"
#include "storage/log_check.h"
#include "storage/log_head.h"

namespace entente {
namespace {

// Some milliseconds.
constexpr int64_t kLeavesInSnapshot = 500;

// A page that the disk does not give back is as lost as one that is wrong.
absl::Status InFile(const absl::Status& status, absl::string_view file) {
  if (status.ok() || absl::IsCancelled(status)) return status;
  return absl::Status(
      absl::IsUnknown(status) ? absl::StatusCode::kDataLoss : status.code(),
      absl::StrCat(file, ": ", status.message()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<StoreCheck>> StoreCheck::Open(
    const std::string& folder, const Keyring& keyring) {
  ASSIGN_OR_RETURN(std::unique_ptr<Inspection> store,
                   Inspection::Open(absl::StrCat(folder, "/store.db")));
  ASSIGN_OR_RETURN(std::unique_ptr<Inspection> keys,
                   Inspection::Open(absl::StrCat(folder, "/keys.db")));
  return absl::WrapUnique(
      new StoreCheck(keyring, std::move(store), std::move(keys)));
}

absl::Status StoreCheck::Run() {
  RETURN_IF_ERROR(InFile(store_->CheckContents(), "store.db"));
  RETURN_IF_ERROR(InFile(keys_->CheckContents(), "keys.db"));
  return InFile(CheckWholeLog(), "store.db");
}

absl::Status StoreCheck::CheckWholeLog() {
  absl::Status found;
  LogCheck check(keyring_, [&found](const BadLeaf& leaf) {
    found.Update(absl::DataLossError(absl::StrCat(
        "event ", leaf.sequence, " of the log",
        leaf.record_id.empty() ? "" : absl::StrCat(", of ", leaf.record_id),
        ": ", leaf.what)));
  });
  bool more = true;
  while (more && found.ok()) {
    RETURN_IF_ERROR(store_->Read([&](Snapshot& snapshot) -> absl::Status {
      ASSIGN_OR_RETURN(more, check.Visit(snapshot, kLeavesInSnapshot));
      if (more) return absl::OkStatus();
      ASSIGN_OR_RETURN(const LogHead head, GetLogHead(snapshot, keyring_));
      if (check.End(&head) < head.sequence) {
        found.Update(absl::DataLossError("the end of the log is missing"));
      }
      return absl::OkStatus();
    }));
  }
  return found;
}

void StoreCheck::Cancel() {
  store_->Cancel();
  keys_->Cancel();
}

}  // namespace entente
