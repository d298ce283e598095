// Keeps the statements that the writer runs, with their values, so that they
// can be run again on bare SQLite.

#ifndef ENTENTE_TESTS_BENCH_RECORDING_CONNECTION_H_
#define ENTENTE_TESTS_BENCH_RECORDING_CONNECTION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "storage/engine/connection.h"

namespace entente::bench {

// One value of one parameter.
struct RecordedValue {
  enum class Kind { kNull, kInt, kText, kBlob };
  Kind kind = Kind::kNull;
  int64_t number = 0;
  std::string bytes;
};

// One run of one statement; `rows` is how many it was stepped through.
struct RecordedStatement {
  int sql = 0;  // Index into Recording::sqls.
  int rows = 0;
  std::vector<RecordedValue> values;
};

// What the writer ran between two COMMITs, in order. Transaction control is
// left out.
struct Recording {
  std::vector<std::string> sqls;
  std::vector<RecordedStatement> statements;
};

// A connection that hands everything on to another, and keeps what it ran
// while `recording` is set.
class RecordingConnection : public Connection {
 public:
  // `recording` is not owned; it is touched on the writer's thread only.
  RecordingConnection(Connection& inner, Recording*& recording);
  ~RecordingConnection() override;

  absl::StatusOr<Statement*> Prepare(absl::string_view sql) override;
  absl::Status Execute(absl::string_view sql) override;
  absl::Status ExecuteScript(absl::string_view script) override {
    return inner_.ExecuteScript(script);
  }
  bool in_transaction() const override { return inner_.in_transaction(); }
  bool disk_failed() const override { return inner_.disk_failed(); }
  absl::Status Upkeep() override { return inner_.Upkeep(); }
  absl::Status TruncateLog() override { return inner_.TruncateLog(); }
  int64_t changes() const override { return inner_.changes(); }

 private:
  class RecordingStatement;

  int IndexOf(absl::string_view sql);

  Connection& inner_;
  Recording*& recording_;
  absl::flat_hash_map<std::string, int> indexes_;
  // Statements in use, and those that wait to be used again.
  std::vector<std::unique_ptr<RecordingStatement>> statements_;
};

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_RECORDING_CONNECTION_H_
