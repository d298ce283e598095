#include "storage/event_log.h"

#include <openssl/sha.h>

#include <limits>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "proto/support/record_patch.h"
#include "proto/support/status_macros.h"
#include "storage/canonical_bytes.h"

namespace entente {
namespace {

constexpr int64_t kLeafVersion = 1;

// Not libsodium's, which does without the processor's own instructions for it:
// every payload is hashed while other callers wait for the writer.
std::string Sha256(absl::string_view bytes) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

// The leaf of `event` but for its place in the log.
Leaf LeafOf(const Keyring& keyring, const v1::Event& event,
            absl::string_view payload) {
  Leaf leaf;
  leaf.log_id = keyring.log_id();
  leaf.time = absl::FromUnixMicros(
      google::protobuf::util::TimeUtil::TimestampToMicroseconds(
          event.record_time()));
  leaf.actor = ActorPseudonym(keyring, event.recorded_by_id());
  leaf.role = event.recorded_as();
  leaf.move = event.move();
  leaf.record_id = event.record_id();
  for (const v1::Event::Sealed& sealed : event.sealed()) {
    leaf.classes.push_back(static_cast<char>(sealed.sealed_class()));
  }
  leaf.payload_hash = PayloadHash(payload);
  return leaf;
}

absl::Status ParsePayload(absl::string_view payload, int64_t sequence,
                          v1::Event& event) {
  if (event.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
    return absl::OkStatus();
  }
  return absl::DataLossError(
      absl::StrCat("the payload of event ", sequence, " cannot be read"));
}

// The page that begins with the next row, and is `last_sequence` when there is
// none.
absl::StatusOr<EventPage> ReadPage(Rows& rows, int64_t last_sequence,
                                   int limit) {
  EventPage page;
  page.last_sequence = last_sequence;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return page;
    if (page.events.size() == static_cast<std::size_t>(limit)) {
      page.has_more = true;
      return page;
    }
    page.last_sequence = rows.Int(0);
    RETURN_IF_ERROR(ParsePayload(rows.Blob(1), page.last_sequence,
                                 page.events.emplace_back()));
  }
}

}  // namespace

std::string NoLeafHash() { return std::string(SHA256_DIGEST_LENGTH, '\0'); }

std::string EncodeLeaf(const Leaf& leaf) {
  return CanonicalWriter(320)
      .AddInt(kLeafVersion)
      .Add(leaf.log_id)
      .AddInt(leaf.sequence)
      .AddInt(absl::ToUnixMicros(leaf.time))
      .Add(leaf.actor)
      .AddInt(leaf.role)
      .AddInt(leaf.move)
      .Add(leaf.record_id)
      .Add(leaf.classes)
      .Add(leaf.previous_hash)
      .Add(leaf.payload_hash)
      .Take();
}

absl::StatusOr<Leaf> DecodeLeaf(absl::string_view bytes) {
  CanonicalReader reader(bytes);
  const int64_t version = reader.ReadInt();
  Leaf leaf;
  leaf.log_id = std::string(reader.Read());
  leaf.sequence = reader.ReadInt();
  leaf.time = absl::FromUnixMicros(reader.ReadInt());
  leaf.actor = std::string(reader.Read());
  leaf.role = static_cast<int>(reader.ReadInt());
  leaf.move = static_cast<int>(reader.ReadInt());
  leaf.record_id = std::string(reader.Read());
  leaf.classes = std::string(reader.Read());
  leaf.previous_hash = std::string(reader.Read());
  leaf.payload_hash = std::string(reader.Read());
  // What would encode to other bytes, such as a role of more than 32 bits, is
  // no leaf either.
  if (!reader.done() || version != kLeafVersion || EncodeLeaf(leaf) != bytes) {
    return absl::DataLossError("a leaf of the log cannot be read");
  }
  return leaf;
}

std::string LeafHash(absl::string_view leaf) {
  return Sha256(absl::StrCat(absl::string_view("\0", 1), leaf));
}

std::string PayloadHash(absl::string_view payload) { return Sha256(payload); }

std::string ActorPseudonym(const Keyring& keyring,
                           absl::string_view person_id) {
  return keyring.Mac("actor", person_id);
}

absl::StatusOr<Leaf> CheckLeaf(const Keyring& keyring, int64_t sequence,
                               absl::string_view record_id,
                               absl::string_view leaf,
                               absl::string_view payload) {
  ASSIGN_OR_RETURN(Leaf found, DecodeLeaf(leaf));
  if (found.payload_hash != PayloadHash(payload)) {
    return absl::DataLossError(
        absl::StrCat("the payload of event ", sequence,
                     " is not the one that its leaf was made for"));
  }
  v1::Event event;
  RETURN_IF_ERROR(ParsePayload(payload, sequence, event));
  // Had the payload's facts been altered with its hash, the leaf would tell.
  Leaf expected = LeafOf(keyring, event, payload);
  expected.sequence = sequence;
  expected.previous_hash = found.previous_hash;
  if (EncodeLeaf(expected) != leaf) {
    return absl::DataLossError(absl::StrCat(
        "the leaf of event ", sequence, " does not agree with its payload"));
  }
  if (found.record_id != record_id) {
    return absl::DataLossError(absl::StrCat(
        "event ", sequence, " is entered under another record than its own"));
  }
  return found;
}

absl::Status AppendEvent(Transaction& transaction, const Keyring& keyring,
                         const v1::Event& event) {
  const std::string payload = event.SerializeAsString();
  Leaf leaf = LeafOf(keyring, event, payload);
  // Read in this transaction, so that an operation that is undone leaves no
  // trace in the chain.
  {
    ASSIGN_OR_RETURN(Rows last,
                     transaction.Query("SELECT sequence, leaf FROM events "
                                       "ORDER BY sequence DESC LIMIT 1"));
    ASSIGN_OR_RETURN(const bool found, last.Next());
    leaf.sequence = found ? last.Int(0) + 1 : 1;
    leaf.previous_hash = found ? LeafHash(last.Blob(1)) : NoLeafHash();
  }
  return transaction
      .Execute(
          "INSERT INTO events (sequence, record_id, leaf, payload) "
          "VALUES ($1, $2, $3, $4)",
          leaf.sequence, event.record_id(), BlobView{EncodeLeaf(leaf)},
          BlobView{payload})
      .status();
}

absl::StatusOr<EventPage> ListEvents(Snapshot& snapshot,
                                     absl::string_view record_id,
                                     int64_t after_sequence, int limit) {
  ASSIGN_OR_RETURN(
      Rows rows, snapshot.Query("SELECT sequence, payload FROM events "
                                "WHERE record_id = $1 AND sequence > $2 "
                                "ORDER BY sequence LIMIT $3",
                                record_id, after_sequence, int64_t{limit} + 1));
  return ReadPage(rows, after_sequence, limit);
}

absl::StatusOr<EventPage> ListAllEvents(Snapshot& snapshot,
                                        int64_t before_sequence, int limit) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT sequence, payload FROM events "
                     "WHERE sequence < $1 "
                     "ORDER BY sequence DESC LIMIT $2",
                     before_sequence == 0 ? std::numeric_limits<int64_t>::max()
                                          : before_sequence,
                     int64_t{limit} + 1));
  return ReadPage(rows, before_sequence, limit);
}

}  // namespace entente
