// What the server or its disk cannot do now.

#include <sqlite3.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "tests/services/refusals/situations.h"
#include "tests/testing/fault_vfs.h"

namespace entente::refusals {
namespace {

// A world whose disk obeys `disk`, the writer at a held sync and one more call
// waiting, so that the next one finds no place.
grpc::Status CallBehindAHeldWriter(
    const std::function<void(ServerOptions&)>& limits,
    absl::string_view language) {
  FaultVfs disk;
  SmallWorld world(limits);
  const v1::CreatePersonRequest request = NewMember("Membre");
  disk.HoldLogSyncs();
  std::thread first([&] {
    Demand(
        Send(world, world.union_rep, &Directory::CreatePerson, request, "en"));
  });
  disk.WaitForHeldSync();
  {
    // Its caller goes away; its place is taken until the writer comes to it.
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::milliseconds(500));
    context.AddMetadata("authorization", "Bearer " + world.union_rep.token);
    v1::CreatePersonRequest second = request;
    second.set_request_id(world.Fresh());
    v1::PersonAnswer answer;
    EXPECT_EQ(Directory(world.channel())
                  .CreatePerson(&context, second, &answer)
                  .error_code(),
              grpc::StatusCode::DEADLINE_EXCEEDED);
  }
  const grpc::Status refused =
      Send(world, world.union_rep, &Directory::CreatePerson, request, language);
  disk.ReleaseLogSyncs();
  first.join();
  return refused;
}

void Execute(const std::string& path, const char* sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(db);
  sqlite3_close(db);
}

}  // namespace

Situations OfTheServer() {
  return {
      {R::QUEUE_FULL,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           return CallBehindAHeldWriter(
               [](ServerOptions& options) {
                 options.tune_store = [](StoreOptions& store) {
                   store.queue_depth_max = 1;
                 };
               },
               language);
         });
       }},
      {R::TOO_MANY_CALLS,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           return CallBehindAHeldWriter(
               [](ServerOptions& options) {
                 options.running_per_caller_max = 2;
               },
               language);
         });
       }},
      {R::STORE_FULL,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           FaultVfs disk;
           SmallWorld world;
           disk.SetRoom(0);
           const grpc::Status refused =
               Entering(world, NewMember("Membre"))(language);
           disk.SetRoomUnlimited();
           Demand(Entering(world, NewMember("Membre"))(language));
           return refused;
         });
       }},
      {R::STORE_READ_ONLY,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           FaultVfs disk;
           SmallWorld world;
           disk.ProtectFromWriting(true);
           const grpc::Status refused =
               Entering(world, NewMember("Membre"))(language);
           disk.ProtectFromWriting(false);
           Demand(Entering(world, NewMember("Membre"))(language));
           return refused;
         });
       }},
      {R::DRAINING,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           SmallWorld world;
           world.server().Drain();
           return Entering(world, NewMember("Membre"))(language);
         });
       }},
      {R::OUTCOME_UNKNOWN,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           FaultVfs disk;
           SmallWorld world([](ServerOptions& options) {
             options.fatal = [](const absl::Status&) {};
           });
           disk.FailLogSyncs(true);
           return Entering(world, NewMember("Membre"))(language);
         });
       }},
      {R::INTERNAL_ERROR,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           SmallWorld world;
           Execute(world.folder() + "/store.db",
                   "UPDATE persons SET record = X'FF'");
           v1::GetPersonRequest request;
           request.set_person_id(world.keeper.id);
           return Asking(world, world.keeper, &Directory::GetPerson,
                         request)(language);
         });
       }},
  };
}

}  // namespace entente::refusals
