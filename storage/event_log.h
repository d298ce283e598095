// The event log: an append-only chain of leaves, each with its payload.

#ifndef ENTENTE_STORAGE_EVENT_LOG_H_
#define ENTENTE_STORAGE_EVENT_LOG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "entente/v1/event.pb.h"
#include "google/protobuf/message.h"
#include "storage/engine/transaction.h"
#include "storage/keyring.h"

namespace entente {

// The facts about one event that its hash covers. No name and no free text is
// among them.
struct Leaf {
  std::string log_id;
  int64_t sequence = 0;  // 1 for the first event of the log.
  absl::Time time;       // Whole microseconds.
  std::string actor;     // ActorPseudonym of the person who entered the act.
  int role = 0;          // v1::Mandate::Role.
  int move = 0;          // v1::Event::Move.
  std::string record_id;
  std::string classes;        // One byte for each sealed class, ascending.
  std::string previous_hash;  // LeafHash of the leaf before; kNoLeafHash.
  std::string payload_hash;   // PayloadHash.
};

// What stands for the leaf before the first: 32 zero bytes.
std::string NoLeafHash();

// The canonical form, stored exactly as hashed: for each field, in the order
// above and after the format version, its length as 4 bytes, big-endian, and
// its bytes; integers are 8 bytes, big-endian.
std::string EncodeLeaf(const Leaf& leaf);
// DATA_LOSS when `bytes` is not what EncodeLeaf makes.
absl::StatusOr<Leaf> DecodeLeaf(absl::string_view bytes);

// SHA-256 of 0x00 and the leaf, as in RFC 6962, section 2.1.
std::string LeafHash(absl::string_view leaf);
// SHA-256 of the payload.
std::string PayloadHash(absl::string_view payload);
// A keyed hash: who has the key file can tell whether a leaf is of a person
// that they know of, and nobody else can.
std::string ActorPseudonym(const Keyring& keyring, absl::string_view person_id);

// The leaf of a row of events, once it agrees with itself, with the columns of
// the row and with the payload. DATA_LOSS, with what does not agree.
absl::StatusOr<Leaf> CheckLeaf(const Keyring& keyring, int64_t sequence,
                               absl::string_view record_id,
                               absl::string_view leaf,
                               absl::string_view payload);

// Appends one event, whose event_id, record_id and record_time are set, after
// the last one that this transaction sees. Services call ApplyChange or
// AppendRead (change_store.h).
absl::Status AppendEvent(Transaction& transaction, const Keyring& keyring,
                         const v1::Event& event);

// Events of one record in their order, at most `limit`, from the one after
// `after_sequence` (0: from the first).
struct EventPage {
  std::vector<v1::Event> events;
  int64_t last_sequence = 0;  // For the next page. It never leaves the server.
  bool has_more = false;
};
absl::StatusOr<EventPage> ListEvents(Snapshot& snapshot,
                                     absl::string_view record_id,
                                     int64_t after_sequence, int limit);

// Events of all records, the newest first, at most `limit`, from the one
// before `before_sequence` (0: from the newest); has_more is not set when the
// page reaches the first event.
absl::StatusOr<EventPage> ListAllEvents(Snapshot& snapshot,
                                        int64_t before_sequence, int limit);

}  // namespace entente

#endif  // ENTENTE_STORAGE_EVENT_LOG_H_
