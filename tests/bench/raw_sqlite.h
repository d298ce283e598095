// The floor under every filing: the same statements on bare SQLite.

#ifndef ENTENTE_TESTS_BENCH_RAW_SQLITE_H_
#define ENTENTE_TESTS_BENCH_RAW_SQLITE_H_

#include <string>

#include "absl/status/statusor.h"
#include "tests/bench/load.h"
#include "tests/bench/recording_connection.h"

namespace entente::bench {

// Runs the recorded statements on the database file `path`, in one thread,
// prepared once, synchronous=FULL, `per_transaction` operations to a COMMIT.
// An operation begins at each run of the first statement of the recording.
// The times of the answer are those of an operation with its COMMIT.
absl::StatusOr<Measure> ReplayRecording(const Recording& recording,
                                        const std::string& path,
                                        int per_transaction);

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_RAW_SQLITE_H_
