#include "tests/bench/base.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/access/authenticate.h"
#include "services/access/credential.h"
#include "services/access/policy.h"
#include "storage/engine/sqlite_connection.h"
#include "storage/grievance_store.h"
#include "storage/scope.h"
#include "storage/store.h"
#include "tests/bench/calls.h"
#include "tests/bench/imports.h"
#include "tests/bench/report.h"
#include "tests/testing/small_world.h"

namespace entente::bench {
namespace {

constexpr int kRecordedFilings = 4000;
constexpr int kRecordedGets = 2000;
// As many as the server lets one caller have.
constexpr int kFillInFlight = 250;

// What `body` runs on a connection that reads the store.
template <typename Body>
Recording Record(const std::string& store, const Body& body) {
  SqliteOptions reading;
  reading.path = store;
  auto connection = SqliteConnection::Open(reading);
  Demand(connection.ok(), connection.status().ToString());
  Recording recording;
  Recording* into = &recording;
  RecordingConnection recorder(**connection, into);
  Snapshot snapshot(recorder, absl::Now());
  body(snapshot);
  return recording;
}

void RecordReads(const Base& base, Scale& scale) {
  const Scope scope{base.person_id, absl::CivilDay(2099, 1, 1)};
  const std::string store = absl::StrCat(scale.folder, "/store.db");
  scale.list = Record(store, [&](Snapshot& snapshot) {
    GrievanceList list;
    list.limit = 51;  // One more than the page says whether there is more.
    const auto listed = ListGrievances(snapshot, scope, list);
    Demand(listed.ok() && listed->size() == 51, "the list has not 51");
  });
  const std::string digest = SecretDigest(base.token);
  const Policy& policy = PolicyFor(*v1::GetGrievanceRequest::descriptor());
  scale.gets = Record(store, [&](Snapshot& snapshot) {
    for (int i = 0; i < kRecordedGets; ++i) {
      Demand(Authenticate(snapshot, policy, digest, absl::UTCTimeZone(),
                          Language())
                 .ok(),
             "the token is not known");
      const auto found = FindGrievance(
          snapshot, scope, scale.ids[std::size_t{7919} * i % scale.ids.size()]);
      Demand(found.ok() && found->has_value(), "a grievance is not found");
    }
  });
}

}  // namespace

Base::Base(int64_t small_count, int64_t big_count) {
  small.grievances = small_count;
  big.grievances = big_count;
  empty = absl::StrCat(shelf.folder(), "/empty");
  SystemClock clock;
  Demand(Store::Init(empty, clock).ok(), "no empty store");

  Recording* recording = nullptr;
  SmallWorld world(
      [&](ServerOptions& options) {
        options.tune_store = [&](StoreOptions& store) {
          store.group_operations_max = kFillInFlight;
          store.wrap_writer = [&](Connection& inner) {
            return std::make_unique<RecordingConnection>(inner, recording);
          };
        };
      },
      absl::Now());
  token = world.union_rep.token;
  person_id = world.union_rep.id;
  agreement_id = world.agreement;
  const StartCall file = File(world.channel(), token, agreement_id);
  const auto fill = [&](int64_t count, int in_flight) {
    const Measure filled = RunLoop(count, in_flight, file);
    Demand(filled.failures == 0, "filling: " + filled.first_failure);
  };
  fill(small_count, kFillInFlight);
  small.folder = shelf.Keep(world, "small");
  small.ids = SomeIds(world.channel(), token, static_cast<int>(small_count));
  fill(big_count - small_count, kFillInFlight);
  big.folder = shelf.Keep(world, "big");
  big.ids = SomeIds(world.channel(), token, 10000);
  recording = &filings;
  fill(kRecordedFilings, 1);
  // After it the writer does not touch the recording any more.
  Demand(world.server().store().database().TruncateLog().ok(), "checkpoint");
  recording = nullptr;

  const std::string import =
      StageImport(world.channel(), token, agreement_id, "recorded");
  waiting = shelf.Keep(world, "waiting");
  Recording publication;
  recording = &publication;
  PublishImport(world.channel(), token, import);
  Demand(world.server().store().database().TruncateLog().ok(), "checkpoint");
  recording = nullptr;
  imported = RowsOf(publication);
  RecordReads(*this, small);
  RecordReads(*this, big);
}

}  // namespace entente::bench
