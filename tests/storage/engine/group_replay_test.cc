// A group in which operations are refused after they wrote is the same, to
// everybody, as its operations one by one.

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/engine/group_commit.h"
#include "tests/storage/engine/connect.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

enum class Kind {
  kWrite,
  kOnlyRead,
  kRefusedBeforeWriting,
  kRefusedAfterWriting,
  kRefusedByTheEngineAfterWriting,  // The second of two inserts.
};

// What one operation was answered and how often it ran.
struct Outcome {
  absl::Status status;
  int64_t seen = -1;  // The sum that it read before it wrote.
  int runs = 0;
};

// A writer on a database of its own.
class World {
 public:
  World() {
    connection_ =
        ConnectTo(folder_ / "store.db", SqliteOptions::Access::kWriter);
    EXPECT_TRUE(connection_
                    ->ExecuteScript("CREATE TABLE item (id INTEGER PRIMARY KEY,"
                                    " amount INTEGER NOT NULL,"
                                    " name TEXT NOT NULL UNIQUE) STRICT")
                    .ok());
    GroupCommit::Options group;
    group.clock = &clock_;
    group.before_commit = [this](Transaction&) {
      ++commits_;
      return absl::OkStatus();
    };
    writer_ = std::make_unique<GroupCommit>(*connection_, std::move(group));
  }

  // Runs `kinds` in groups of `size`, each operation depending on what those
  // before it left.
  std::vector<Outcome> Run(const std::vector<Kind>& kinds, std::size_t size) {
    std::vector<Outcome> outcomes(kinds.size());
    for (std::size_t begin = 0; begin < kinds.size(); begin += size) {
      const std::size_t end = std::min(begin + size, kinds.size());
      // Holds the writer until the whole group waits behind it.
      std::promise<void> all_wait;
      std::promise<void> held;
      writer_->SubmitBetween(
          [&](Connection&) {
            held.set_value();
            all_wait.get_future().wait();
            return absl::OkStatus();
          },
          [](absl::Status) {});
      held.get_future().wait();
      std::vector<std::promise<void>> answered(end - begin);
      for (std::size_t i = begin; i < end; ++i) {
        writer_->Submit(
            OperationOf(kinds[i], i, outcomes[i]),
            [&outcomes, &answered, begin, i](absl::Status status) {
              outcomes[i].status = std::move(status);
              answered[i - begin].set_value();
            },
            0);
      }
      all_wait.set_value();
      for (std::promise<void>& each : answered) each.get_future().wait();
    }
    return outcomes;
  }

  std::vector<std::string> Rows() {
    writer_.reset();
    Snapshot snapshot(*connection_, clock_.Now());
    auto rows = snapshot.Query("SELECT id, amount, name FROM item ORDER BY id");
    std::vector<std::string> found;
    while (*rows->Next()) {
      found.push_back(
          absl::StrCat(rows->Int(0), " ", rows->Int(1), " ", rows->Text(2)));
    }
    return found;
  }

  // Transactions that reached their COMMIT.
  int commits() const { return commits_; }

 private:
  static Database::Operation OperationOf(Kind kind, std::size_t number,
                                         Outcome& outcome) {
    return [kind, number, &outcome](Transaction& tx) -> absl::Status {
      ++outcome.runs;
      {
        ASSIGN_OR_RETURN(::entente::Rows rows,
                         tx.Query("SELECT coalesce(sum(amount), 0) FROM item"));
        RETURN_IF_ERROR(rows.Next().status());
        outcome.seen = rows.Int(0);
      }
      if (kind == Kind::kOnlyRead) return absl::OkStatus();
      if (kind == Kind::kRefusedBeforeWriting) {
        return Refuse(v1::Refusal::NOT_AVAILABLE);
      }
      const std::string name = absl::StrCat("name ", number);
      for (int i = 0; i < 2; ++i) {
        RETURN_IF_ERROR(
            tx.Execute("INSERT INTO item (amount, name) VALUES ($1, $2)",
                       outcome.seen % 1000 + 1,
                       kind == Kind::kRefusedByTheEngineAfterWriting
                           ? name
                           : absl::StrCat(name, ".", i))
                .status());
      }
      if (kind == Kind::kRefusedAfterWriting) {
        return Refuse(v1::Refusal::WRONG_STATE, {{"state", "CLOSED"}});
      }
      return absl::OkStatus();
    };
  }

  TemporaryFolder folder_;
  FakeClock clock_;
  std::unique_ptr<SqliteConnection> connection_;
  int commits_ = 0;
  std::unique_ptr<GroupCommit> writer_;
};

void ExpectSame(const std::vector<Outcome>& group,
                const std::vector<Outcome>& alone) {
  ASSERT_EQ(group.size(), alone.size());
  for (std::size_t i = 0; i < group.size(); ++i) {
    EXPECT_EQ(group[i].status, alone[i].status) << i;
    EXPECT_EQ(group[i].seen, alone[i].seen) << i;
  }
}

TEST(GroupReplay, RunsAgainWhatCameBeforeTheOneThatIsUndone) {
  const std::vector<Kind> kinds = {
      Kind::kWrite, Kind::kWrite, Kind::kRefusedAfterWriting,
      Kind::kWrite, Kind::kWrite, Kind::kRefusedByTheEngineAfterWriting,
      Kind::kWrite};
  World together;
  World one_by_one;
  const std::vector<Outcome> group = together.Run(kinds, kinds.size());
  ExpectSame(group, one_by_one.Run(kinds, 1));
  std::vector<int> runs;
  for (const Outcome& each : group) runs.push_back(each.runs);
  // The third is refused: back to the beginning, now with savepoints.
  EXPECT_EQ(runs, (std::vector<int>{2, 2, 2, 1, 1, 1, 1}));
  EXPECT_EQ(together.commits(), 1);
  EXPECT_EQ(together.Rows(), one_by_one.Rows());
}

TEST(GroupReplay, RunsEachOnceWhereNothingIsUndone) {
  const std::vector<Kind> kinds = {Kind::kWrite, Kind::kRefusedBeforeWriting,
                                   Kind::kOnlyRead, Kind::kWrite};
  World together;
  for (const Outcome& each : together.Run(kinds, kinds.size())) {
    EXPECT_EQ(each.runs, 1);
  }
  EXPECT_EQ(together.commits(), 1);
}

TEST(GroupReplay, KeepsSavepointsForTheGroupsThatFollowAndRunsThemOnce) {
  std::vector<Kind> kinds(8, Kind::kWrite);
  kinds[1] = Kind::kRefusedAfterWriting;
  kinds[5] = Kind::kRefusedAfterWriting;
  World together;
  const std::vector<Outcome> outcomes = together.Run(kinds, 4);
  EXPECT_EQ(outcomes[0].runs, 2);
  for (std::size_t i = 4; i < 8; ++i) EXPECT_EQ(outcomes[i].runs, 1) << i;
}

TEST(GroupReplay, GivesEachOperationTheResultItWouldHaveAlone) {
  std::mt19937 random(20121122);
  for (int round = 0; round < 60; ++round) {
    std::vector<Kind> kinds(std::uniform_int_distribution<int>(2, 40)(random));
    // Rounds with few refusals and with many.
    const double refused = (round % 4) * 0.15;
    for (Kind& kind : kinds) {
      kind = std::bernoulli_distribution(refused)(random)
                 ? static_cast<Kind>(
                       std::uniform_int_distribution<int>(2, 4)(random))
                 : static_cast<Kind>(
                       std::uniform_int_distribution<int>(0, 1)(random));
    }
    World together;
    World one_by_one;
    ExpectSame(together.Run(kinds, 1 + round % 13), one_by_one.Run(kinds, 1));
    ASSERT_EQ(together.Rows(), one_by_one.Rows()) << "round " << round;
  }
}

}  // namespace
}  // namespace entente
