#include "services/mediations/note_destruction.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "entente/v1/mediation_content.pb.h"
#include "proto/support/status_macros.h"
#include "services/mediations/mediator_note_rules.h"
#include "storage/change_store.h"
#include "storage/mediator_note_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::MediatorNote;

constexpr std::chrono::hours kBetween(1);
// One operation does not hold the writer for long.
constexpr int kNotesAtOnce = 100;

// Says of the next of them that they are destroyed; how many.
absl::Status DestroySome(Transaction& transaction, Keyring& keyring,
                         const absl::TimeZone& time_zone, int& count) {
  Entry entry;
  entry.now = transaction.now();
  entry.today = absl::ToCivilDay(entry.now, time_zone);
  entry.access_day = entry.today;
  entry.operation_id = NewId();
  ASSIGN_OR_RETURN(
      std::vector<MediatorNote> notes,
      ListDueMediatorNotes(transaction, entry.today, kNotesAtOnce));
  count = static_cast<int>(notes.size());
  for (MediatorNote& note : notes) {
    entry.event_id = NewId();
    entry.person_id = note.author_id();
    entry.role = v1::Mandate::MEDIATOR;
    ASSIGN_OR_RETURN(v1::Event event, DestroyMediatorNote(note, entry));
    RETURN_IF_ERROR(OpenNoteToDestroy(transaction, keyring, note));
    RETURN_IF_ERROR(ApplyChange(transaction, keyring, &note, std::move(event)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status DestroyDueNotes(Database& database, Keyring& keyring,
                             const absl::TimeZone& time_zone) {
  // Nothing is written where nothing is due.
  int count = 0;
  RETURN_IF_ERROR(database.Read([&](Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(
        const std::vector<MediatorNote> due,
        ListDueMediatorNotes(snapshot,
                             absl::ToCivilDay(snapshot.now(), time_zone), 1));
    count = due.empty() ? 0 : kNotesAtOnce;
    return absl::OkStatus();
  }));
  while (count == kNotesAtOnce) {
    RETURN_IF_ERROR(database.Write([&](Transaction& transaction) {
      return DestroySome(transaction, keyring, time_zone, count);
    }));
  }
  std::vector<std::string> keys;
  RETURN_IF_ERROR(database.Read([&](Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(keys, KeysOfDestroyedNotes(snapshot, keyring));
    return absl::OkStatus();
  }));
  for (const std::string& key_id : keys) {
    RETURN_IF_ERROR(keyring.Destroy(key_id));
  }
  return absl::OkStatus();
}

NoteDestruction::NoteDestruction(
    Database& database, Keyring& keyring, absl::TimeZone time_zone,
    std::function<void(const absl::Status&)> failed)
    : database_(database),
      keyring_(keyring),
      time_zone_(time_zone),
      failed_(std::move(failed)),
      thread_([this] { Run(); }) {}

NoteDestruction::~NoteDestruction() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void NoteDestruction::Wake() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    is_woken_ = true;
  }
  changed_.notify_all();
}

void NoteDestruction::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!ends_) {
    const bool was_woken = std::exchange(is_woken_, false);
    lock.unlock();
    absl::Status status;
    if (was_woken) {
      // Who woke it may not be committed yet: what is queued after that is
      // answered when it is.
      status = database_.Write([](Transaction&) { return absl::OkStatus(); });
    }
    status.Update(DestroyDueNotes(database_, keyring_, time_zone_));
    if (!status.ok() && failed_) failed_(status);
    lock.lock();
    changed_.wait_for(lock, kBetween, [this] { return is_woken_ || ends_; });
  }
}

}  // namespace entente
