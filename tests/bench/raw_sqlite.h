// The floor under every call: the same statements on bare SQLite.

#ifndef ENTENTE_TESTS_BENCH_RAW_SQLITE_H_
#define ENTENTE_TESTS_BENCH_RAW_SQLITE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/bench/load.h"
#include "tests/bench/recording_connection.h"

struct sqlite3;
struct sqlite3_stmt;

namespace entente::bench {

// Runs recorded statements on a database file, in one thread, prepared once,
// synchronous=FULL. An operation begins at each run of the first statement of
// the recording.
class RawSqlite {
 public:
  // `recording` is not owned, and does not change any more.
  static absl::StatusOr<std::unique_ptr<RawSqlite>> Open(
      const Recording& recording, const std::string& path);

  // Runs the next `operations` of the recording, `per_transaction` to a
  // COMMIT; from the first again when `again`, for those that only read. The
  // times of the answer are those of an operation with its COMMIT. What a
  // group does once before its COMMIT, the head of the log, is run once for
  // each COMMIT here too.
  absl::StatusOr<Measure> Run(int64_t operations, int per_transaction,
                              bool again = false);

  int64_t operations() const {
    return static_cast<int64_t>(starts_.size()) - 1;
  }
  // Pages that the COMMITs of Run wrote into the log, in all.
  int64_t frames() const { return frames_; }

 private:
  struct Close {
    void operator()(sqlite3* db) const;
    void operator()(sqlite3_stmt* statement) const;
  };

  explicit RawSqlite(const Recording& recording) : recording_(recording) {}

  absl::Status Prepare();
  absl::Status RunOne(const RecordedStatement& recorded);
  absl::Status RunStatements(std::size_t operation, bool at_end);
  absl::Status Execute(const char* sql);
  static int AfterCommit(void* self, sqlite3* db, const char* name, int frames);

  const Recording& recording_;
  std::unique_ptr<sqlite3, Close> db_;
  std::vector<std::unique_ptr<sqlite3_stmt, Close>> prepared_;
  std::vector<std::size_t> starts_;     // Of each operation, and the end.
  std::vector<std::size_t> group_end_;  // Where what a group does once begins.
  std::size_t next_ = 0;
  int64_t frames_ = 0;
  int log_frames_ = 0;
};

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_RAW_SQLITE_H_
