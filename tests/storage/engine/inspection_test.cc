#include "storage/engine/inspection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "storage/engine/database.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

using ::testing::HasSubstr;
using SteadyClock = std::chrono::steady_clock;

// A store of one table, served by a database as the server does it.
class InspectionTest : public testing::Test {
 protected:
  InspectionTest() {
    options_.path = folder_ / "store.db";
    options_.clock = &clock_;
    options_.application_id = 7;
    options_.migrations = {
        {1, 1, "first",
         "CREATE TABLE item (item_id INTEGER PRIMARY KEY, text TEXT NOT NULL)"
         " STRICT; CREATE INDEX item_by_text ON item (text)"}};
    Serve();
  }

  void Serve() {
    auto database = OpenDatabase(options_);
    ASSERT_TRUE(database.ok()) << database.status();
    database_ = *std::move(database);
  }

  void Insert(int64_t rows) {
    const absl::Status status = database_->Write([rows](Transaction& tx) {
      return tx
          .Execute(
              "WITH RECURSIVE n (i) AS "
              "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) "
              "INSERT INTO item (text) SELECT 'row number ' || i FROM n",
              rows)
          .status();
    });
    ASSERT_TRUE(status.ok()) << status;
  }

  std::unique_ptr<Inspection> Open() {
    auto inspection = Inspection::Open(options_.path);
    EXPECT_TRUE(inspection.ok()) << inspection.status();
    return *std::move(inspection);
  }

  TemporaryFolder folder_;
  FakeClock clock_;
  DatabaseOptions options_;
  std::unique_ptr<Database> database_;
};

TEST_F(InspectionTest, FindsAStoreSoundWhileItIsServed) {
  Insert(1000);
  const auto inspection = Open();
  EXPECT_TRUE(inspection->CheckContents().ok());
  Insert(1);
  EXPECT_TRUE(inspection->CheckContents().ok());
}

TEST_F(InspectionTest, FindsADamagedPageAfterACleanStop) {
  Insert(1000);
  database_.reset();
  {
    // The middle of a page: its cells.
    std::fstream file(options_.path,
                      std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(8 * 4096 + 1500);
    file << std::string(1500, '\xff');
  }
  Serve();
  const absl::Status status = Open()->CheckContents();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("quick_check"));
}

TEST_F(InspectionTest, IsCancelledSoonWhateverItIsDoing) {
  Insert(1000000);
  SteadyClock::duration whole_time{};
  for (int i = 0; i < 2; ++i) {  // The second time from memory.
    const auto begin = SteadyClock::now();
    const absl::Status whole = Open()->CheckContents();
    EXPECT_TRUE(whole.ok()) << whole;
    whole_time = SteadyClock::now() - begin;
  }
  int cancelled_count = 0;
  for (const double part : {0.02, 0.1, 0.2, 0.4, 0.6}) {
    const auto again = Open();
    std::atomic<bool> ended{false};
    absl::Status status;
    std::thread checking([&] {
      status = again->CheckContents();
      ended = true;
    });
    std::this_thread::sleep_for(
        std::chrono::duration_cast<SteadyClock::duration>(whole_time * part));
    const auto cancelled = SteadyClock::now();
    while (!ended) {
      again->Cancel();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    checking.join();
    EXPECT_LT(SteadyClock::now() - cancelled, std::chrono::milliseconds(500));
    // It may have been quicker than before, and done.
    EXPECT_TRUE(status.ok() || absl::IsCancelled(status)) << status;
    cancelled_count += absl::IsCancelled(status) ? 1 : 0;
    again->Cancel();
    EXPECT_TRUE(absl::IsCancelled(
        again->Read([](Snapshot&) { return absl::OkStatus(); })));
  }
  EXPECT_GE(cancelled_count, 2);
}

TEST_F(InspectionTest, ADistrustedStoreIsCheckedBeforeItIsServedAgain) {
  Insert(1000);
  database_->Distrust();
  database_.reset();
  // What was acknowledged is still in the log, which nobody touched.
  std::ifstream log(options_.path + "-wal", std::ios::ate);
  EXPECT_GT(log.tellg(), 0);
  std::ifstream marker(options_.path + ".stopped-cleanly");
  EXPECT_FALSE(marker.good());
  Serve();
  ASSERT_TRUE(database_
                  ->Read([](Snapshot& snapshot) -> absl::Status {
                    auto rows = snapshot.Query("SELECT count(*) FROM item");
                    EXPECT_TRUE(rows.ok() && *rows->Next());
                    EXPECT_EQ(rows->Int(0), 1000);
                    return absl::OkStatus();
                  })
                  .ok());
}

}  // namespace
}  // namespace entente
