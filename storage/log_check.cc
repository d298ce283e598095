#include "storage/log_check.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "entente/v1/event.pb.h"
#include "proto/support/status_macros.h"
#include "storage/event_log.h"

namespace entente {
namespace {

// Whose event a row is, although something in it was altered: the payload
// says it when the leaf vouches for the payload, else the row's own column.
std::string RecordOfRow(const std::string& record_id, const std::string& leaf,
                        const std::string& payload) {
  const absl::StatusOr<Leaf> fields = DecodeLeaf(leaf);
  v1::Event event;
  if (fields.ok() && fields->payload_hash == PayloadHash(payload) &&
      event.ParseFromString(payload)) {
    return event.record_id();
  }
  return record_id;
}

}  // namespace

class LogCheck::Walk {
 public:
  Walk(const Keyring& keyring, std::function<void(const BadLeaf&)> bad)
      : keyring_(keyring), bad_(std::move(bad)) {}

  // The least sequence that a leaf not yet visited can have; a row that does
  // not belong there may have any.
  int64_t next() const { return next_; }

  void Visit(int64_t sequence, const std::string& record_id,
             const std::string& leaf, const std::string& payload) {
    if (sequence != expected_) Skip(sequence);
    const BadLeaf present = {sequence, RecordOfRow(record_id, leaf, payload),
                             "is not the one that was appended"};
    const absl::StatusOr<Leaf> chained = DecodeLeaf(leaf);
    Follow(!chained.ok() || chained->previous_hash == previous_hash_, present);
    const absl::Status status =
        CheckLeaf(keyring_, sequence, record_id, leaf, payload).status();
    if (!status.ok()) {
      in_doubt_ = false;
      bad_({sequence, present.record_id, std::string(status.message())});
      explained_ = true;
    }
    previous_hash_ = LeafHash(leaf);
    next_ = sequence == INT64_MAX ? sequence : sequence + 1;
    expected_ = next_;
  }

  // The end: log_head follows the last leaf, if it could be read and the log
  // was not cut short.
  int64_t End(const LogHead* head) {
    const int64_t last = expected_ - 1;
    const bool follows = head != nullptr && head->sequence == last;
    Follow(!follows || head->leaf_hash == previous_hash_, last_);
    if (in_doubt_) bad_(before_last_);
    if (head != nullptr && last > head->sequence) {
      bad_({head->sequence + 1, "", "was appended without the server"});
    }
    return last;
  }

 private:
  void Skip(int64_t sequence) {
    if (in_doubt_) bad_(before_last_);
    in_doubt_ = false;
    bad_({expected_, "",
          sequence == expected_ + 1
              ? std::string("is missing")
              : absl::StrCat("and those up to event ", sequence - 1,
                             " are missing")});
    explained_ = true;
  }

  // `present` comes after the last leaf. Where they do not fit, either the
  // last one was rewritten, or `present` names another one before it: then
  // what comes next does not fit `present` either, since its hash is another.
  void Follow(bool fits, const BadLeaf& present) {
    bool explained = false;
    if (in_doubt_) {
      bad_(fits ? before_last_ : last_);
      in_doubt_ = false;
    } else if (!fits && !explained_) {
      if (last_.sequence > 0) {
        in_doubt_ = true;
      } else {
        bad_(present);
        explained = true;
      }
    }
    explained_ = explained;
    before_last_ = last_;
    last_ = present;
  }

  const Keyring& keyring_;
  const std::function<void(const BadLeaf&)> bad_;
  int64_t next_ = INT64_MIN;
  int64_t expected_ = 1;
  std::string previous_hash_ = NoLeafHash();
  BadLeaf before_last_;
  BadLeaf last_;            // sequence 0 at the beginning.
  bool in_doubt_ = false;   // last_ does not fit before_last_.
  bool explained_ = false;  // What follows last_ need not fit it.
};

LogCheck::LogCheck(const Keyring& keyring,
                   std::function<void(const BadLeaf&)> bad)
    : walk_(std::make_unique<Walk>(keyring, std::move(bad))) {}

LogCheck::~LogCheck() = default;

absl::StatusOr<bool> LogCheck::Visit(Snapshot& snapshot, int64_t leaves_max) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT sequence, record_id, leaf, payload FROM events "
                     "WHERE sequence >= $1 ORDER BY sequence LIMIT $2",
                     walk_->next(), leaves_max));
  for (int64_t i = 0; i < leaves_max; ++i) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return false;
    const int64_t sequence = rows.Int(0);
    walk_->Visit(sequence, rows.Text(1), rows.Blob(2), rows.Blob(3));
    if (sequence == INT64_MAX) return false;
  }
  return true;
}

int64_t LogCheck::End(const LogHead* head) { return walk_->End(head); }

absl::StatusOr<int64_t> CheckLog(
    Snapshot& snapshot, const Keyring& keyring, const LogHead* head,
    const std::function<void(const BadLeaf&)>& bad) {
  LogCheck check(keyring, bad);
  RETURN_IF_ERROR(check.Visit(snapshot, INT64_MAX).status());
  return check.End(head);
}

}  // namespace entente
