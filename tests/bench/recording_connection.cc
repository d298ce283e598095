#include "tests/bench/recording_connection.h"

#include <utility>

namespace entente::bench {

// Hands everything on, and notes it down at the first Step.
class RecordingConnection::RecordingStatement : public Statement {
 public:
  explicit RecordingStatement(RecordingConnection& owner) : owner_(owner) {}

  bool idle() const { return inner_ == nullptr; }
  void Take(Statement* inner, int sql) {
    inner_ = inner;
    recorded_ = RecordedStatement();
    recorded_.sql = sql;
  }

  absl::Status BindNull(int index) override {
    Value(index) = RecordedValue();
    return inner_->BindNull(index);
  }
  absl::Status BindInt(int index, int64_t value) override {
    Value(index) = {RecordedValue::Kind::kInt, value, ""};
    return inner_->BindInt(index, value);
  }
  absl::Status BindText(int index, absl::string_view value) override {
    Value(index) = {RecordedValue::Kind::kText, 0, std::string(value)};
    return inner_->BindText(index, value);
  }
  absl::Status BindBlob(int index, absl::string_view value) override {
    Value(index) = {RecordedValue::Kind::kBlob, 0, std::string(value)};
    return inner_->BindBlob(index, value);
  }
  absl::StatusOr<bool> Step() override {
    absl::StatusOr<bool> more = inner_->Step();
    if (more.ok() && *more) ++recorded_.rows;
    stepped_ = true;
    return more;
  }
  bool IsNull(int column) const override { return inner_->IsNull(column); }
  int64_t Int(int column) const override { return inner_->Int(column); }
  absl::string_view Text(int column) const override {
    return inner_->Text(column);
  }
  absl::string_view Blob(int column) const override {
    return inner_->Blob(column);
  }
  bool reads_only() const override { return inner_->reads_only(); }
  void Reset() override {
    inner_->Reset();
    inner_ = nullptr;
    if (owner_.recording_ != nullptr && stepped_) {
      owner_.recording_->statements.push_back(std::move(recorded_));
    }
    stepped_ = false;
  }

 private:
  RecordedValue& Value(int index) {
    if (recorded_.values.size() < static_cast<std::size_t>(index)) {
      recorded_.values.resize(index);
    }
    return recorded_.values[index - 1];
  }

  RecordingConnection& owner_;
  Statement* inner_ = nullptr;
  RecordedStatement recorded_;
  bool stepped_ = false;
};

RecordingConnection::RecordingConnection(Connection& inner,
                                         Recording*& recording)
    : inner_(inner), recording_(recording) {}

RecordingConnection::~RecordingConnection() = default;

int RecordingConnection::IndexOf(absl::string_view sql) {
  const auto [found, is_new] =
      indexes_.try_emplace(std::string(sql), static_cast<int>(indexes_.size()));
  if (recording_ != nullptr) {
    if (recording_->sqls.size() <= static_cast<std::size_t>(found->second)) {
      recording_->sqls.resize(found->second + 1);
    }
    recording_->sqls[found->second] = std::string(sql);
  }
  return found->second;
}

absl::StatusOr<Statement*> RecordingConnection::Prepare(absl::string_view sql) {
  absl::StatusOr<Statement*> inner = inner_.Prepare(sql);
  if (!inner.ok()) return inner;
  RecordingStatement* free = nullptr;
  for (const auto& statement : statements_) {
    if (statement->idle()) free = statement.get();
  }
  if (free == nullptr) {
    statements_.push_back(std::make_unique<RecordingStatement>(*this));
    free = statements_.back().get();
  }
  free->Take(*inner, IndexOf(sql));
  return free;
}

absl::Status RecordingConnection::Execute(absl::string_view sql) {
  return inner_.Execute(sql);
}

}  // namespace entente::bench
