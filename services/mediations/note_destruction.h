// The end of mediators' notes: those whose day has come are destroyed, and the
// keys of what is destroyed are taken out of keys.db.

#ifndef ENTENTE_SERVICES_MEDIATIONS_NOTE_DESTRUCTION_H_
#define ENTENTE_SERVICES_MEDIATIONS_NOTE_DESTRUCTION_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "storage/engine/database.h"
#include "storage/keyring.h"

namespace entente {

// Once: says of each note whose day has come in `time_zone` that it is
// destroyed, and then destroys the keys of all that is. UNAVAILABLE of the
// database or the keys: what is left is done the next time.
absl::Status DestroyDueNotes(Database& database, Keyring& keyring,
                             const absl::TimeZone& time_zone);

// A thread that does so at once, when it is woken, and every hour: a day of law
// begins at another instant in each time zone. Nobody reads a note past its
// day, whether or not it was destroyed yet.
class NoteDestruction {
 public:
  // Neither is owned. `failed` is called, on that thread, with what went wrong.
  NoteDestruction(Database& database, Keyring& keyring,
                  absl::TimeZone time_zone,
                  std::function<void(const absl::Status&)> failed);

  // Waits for what is being destroyed.
  ~NoteDestruction();
  NoteDestruction(const NoteDestruction&) = delete;
  NoteDestruction& operator=(const NoteDestruction&) = delete;

  // A note was destroyed by an operation that is running, or was committed.
  // Thread-safe.
  void Wake();

 private:
  void Run();

  Database& database_;
  Keyring& keyring_;
  const absl::TimeZone time_zone_;
  const std::function<void(const absl::Status&)> failed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_woken_ = false;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_NOTE_DESTRUCTION_H_
