// What is said in a mediation, through the real server: each text is found by
// its readers and by nobody else, in no file as bytes, and once it is destroyed
// nowhere at all.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "entente/v1/event_service.grpc.pb.h"
#include "entente/v1/mediation_content_service.grpc.pb.h"
#include "services/mediations/note_destruction.h"
#include "storage/mediator_note_store.h"
#include "storage/store.h"
#include "tests/services/mediations/mediation_world.h"

namespace entente {
namespace {

using C = v1::MediationContentService::Stub;
using M = v1::Mediation;

constexpr char kSharedCanary[] = "canary given to all";
constexpr char kApartCanary1[] = "canary of side 1 apart";
constexpr char kApartCanary2[] = "canary of side 2 apart";
constexpr char kReleasedCanary[] = "canary that side 1 released to side 2";
constexpr char kNoteCanary[] = "canary of a note of the mediator alone";
constexpr char kSharedNoteCanary[] = "canary of a note for co-mediators";

class MediationContentTest : public MediationTest {
 protected:
  MediationContentTest() : id_(Reach(M::OPEN)) {}

  template <typename Method, typename Request, typename Answer>
  std::string Send(const Person& as, Method method, Request request,
                   Answer& answer) {
    request.set_request_id(world_.Fresh());
    answer.Clear();
    return ReasonOf(world_.Call(as, method, request, answer));
  }
  std::string Add(const Person& as, const std::string& text, bool apart,
                  uint32_t side = 0, std::string* item_id = nullptr,
                  bool summary = false) {
    v1::AddItemRequest request;
    request.set_mediation_id(id_);
    request.set_text(text);
    request.set_apart(apart);
    request.set_side(side);
    request.set_summary(summary);
    v1::ItemAnswer answer;
    const std::string reason = Send(as, &C::AddItem, request, answer);
    if (item_id != nullptr) *item_id = answer.item().item_id();
    return reason;
  }
  std::string ReleaseTo(const Person& as, const std::string& item_id,
                        uint32_t side) {
    v1::ReleaseItemRequest request;
    request.set_item_id(item_id);
    request.add_to_sides(side);
    v1::ItemAnswer answer;
    return Send(as, &C::ReleaseItem, request, answer);
  }
  std::string Write(const Person& as, const std::string& text,
                    const std::string& destroy_date,
                    bool for_co_mediators = false,
                    std::string* note_id = nullptr) {
    v1::WriteMediatorNoteRequest request;
    request.set_mediation_id(id_);
    request.set_text(text);
    request.set_destroy_date(destroy_date);
    request.set_for_co_mediators(for_co_mediators);
    v1::MediatorNoteAnswer answer;
    const std::string reason = Send(as, &C::WriteMediatorNote, request, answer);
    if (note_id != nullptr) *note_id = answer.note().note_id();
    return reason;
  }
  v1::ReadItemsResponse Items(const Person& as, std::string* reason = nullptr) {
    v1::ReadItemsRequest request;
    request.set_mediation_id(id_);
    v1::ReadItemsResponse response;
    const grpc::Status status =
        world_.Call(as, &C::ReadItems, request, response);
    if (reason != nullptr) *reason = ReasonOf(status);
    return response;
  }
  v1::ReadMediatorNotesResponse Notes(const Person& as,
                                      std::string* reason = nullptr) {
    v1::ReadMediatorNotesRequest request;
    request.set_mediation_id(id_);
    v1::ReadMediatorNotesResponse response;
    const grpc::Status status =
        world_.Call(as, &C::ReadMediatorNotes, request, response);
    if (reason != nullptr) *reason = ReasonOf(status);
    return response;
  }

  // The mediator's own note of this number: entered at one instant, they come
  // in no order.
  v1::MediatorNote Note(uint32_t number) {
    const v1::ReadMediatorNotesResponse all = Notes(mediator_);
    for (const v1::MediatorNote& note : all.notes()) {
      if (note.number() == number) return note;
    }
    ADD_FAILURE() << "no note " << number;
    return {};
  }

  // The names of the files below `folder` that hold these bytes.
  static std::vector<std::string> FilesWith(const std::string& folder,
                                            const std::string& bytes) {
    std::vector<std::string> names;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string all((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
      if (absl::StrContains(all, bytes)) {
        names.push_back(entry.path().filename().string());
      }
    }
    return names;
  }

  const std::string id_;
};

TEST_F(MediationContentTest, EachTextIsFoundByItsReadersAndByNobodyElse) {
  // A co-mediator, confirmed with the first.
  auto propose = Of<v1::ProposeMediatorRequest>(id_);
  std::string released;
  ASSERT_EQ(Add(mediator_, kSharedCanary, false), "OK");
  ASSERT_EQ(Add(employee_, kApartCanary1, true), "OK");
  ASSERT_EQ(Add(mediator_, kApartCanary2, true, 2), "OK");
  ASSERT_EQ(Add(employee_, kReleasedCanary, true, 0, &released), "OK");
  ASSERT_EQ(ReleaseTo(employee_, released, 2), "OK");
  ASSERT_EQ(Write(mediator_, kNoteCanary, "2021-12-31"), "OK");
  ASSERT_EQ(Write(mediator_, kSharedNoteCanary, "2021-12-31", true), "OK");

  // Typed by hand from the table of classes: E the employee, R the employer, M
  // the mediator.
  const std::map<std::string, std::string> readers = {
      {kSharedCanary, "ERM"}, {kApartCanary1, "EM"},
      {kApartCanary2, "RM"},  {kReleasedCanary, "ERM"},
      {kNoteCanary, "M"},     {kSharedNoteCanary, "M"}};
  const std::vector<std::pair<char, Person>> persons = Everybody();
  int calls = 0;
  for (const auto& [letter, person] : persons) {
    const std::string all = absl::StrCat(
        Items(person).DebugString(), Notes(person).DebugString(),
        Show(person, id_).DebugString(), List(person).DebugString(),
        History(person, id_).DebugString());
    calls += 5;
    for (const auto& [canary, who] : readers) {
      EXPECT_EQ(absl::StrContains(all, canary),
                who.find(letter) != std::string::npos)
          << canary << " " << letter;
    }
    // Nor does anything but the two calls for it carry content.
    EXPECT_FALSE(
        absl::StrContains(absl::StrCat(Show(person, id_).DebugString(),
                                       List(person).DebugString(),
                                       History(person, id_).DebugString()),
                          "canary"))
        << letter;
  }
  EXPECT_EQ(calls, 70);
  // The other side's items are not even counted, and their numbers show no gap.
  const v1::ReadItemsResponse of_employer = Items(world_.employer_rep);
  ASSERT_EQ(of_employer.items_size(), 3);
  EXPECT_EQ(of_employer.received_size(), 0);
  EXPECT_EQ(of_employer.items(2).releases_size(), 0);
  EXPECT_EQ(Items(mediator_).items_size(), 4);

  // In no file as bytes, but what is shared by all.
  for (const auto& [canary, who] : readers) {
    const bool shared = canary == kSharedCanary;
    EXPECT_EQ(FilesWith(world_.folder(), canary).empty(), !shared) << canary;
  }
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(MediationContentTest, OnlyTheGiverReleasesAndOnlyWhoReadsIsToldWhy) {
  std::string item;
  ASSERT_EQ(Add(employee_, kApartCanary1, true, 0, &item), "OK");
  // Who does not read it learns nothing, as of one that is not there.
  for (const Person* as : {&world_.employer_rep, &registrar_, &stranger_}) {
    EXPECT_EQ(ReleaseTo(*as, item, 2), ReleaseTo(*as, "no-such-item", 2));
    EXPECT_NE(ReleaseTo(*as, item, 2), "OK");
  }
  EXPECT_EQ(ReleaseTo(mediator_, item, 2), "INSTRUMENT_REQUIRED");
  EXPECT_EQ(ReleaseTo(employee_, item, 2), "OK");
  EXPECT_EQ(ReleaseTo(world_.employer_rep, item, 1), "GIVER_ONLY");
  EXPECT_EQ(ReleaseTo(employee_, item, 2), "NOTHING_TO_CORRECT");
}

TEST_F(MediationContentTest, AMediatorIsWarnedWhenOneSideAloneHasASummary) {
  std::string summary;
  ASSERT_EQ(Add(mediator_, "what was said", true, 1, &summary, true), "OK");
  EXPECT_FALSE(Items(mediator_).summaries_differ());
  ASSERT_EQ(ReleaseTo(employee_, summary, 2), "OK");
  const v1::ReadItemsResponse seen = Items(mediator_);
  EXPECT_TRUE(seen.summaries_differ());
  ASSERT_EQ(seen.received_size(), 2);
  EXPECT_EQ(seen.received(1).summary_count(), 1u);
}

TEST_F(MediationContentTest, WhoLeftReadsWhatWasGivenByThatDay) {
  ASSERT_EQ(Add(mediator_, kSharedCanary, false), "OK");
  ASSERT_EQ(Do(world_.employer_rep, &Stub::WithdrawFromMediation,
               Of<v1::WithdrawFromMediationRequest>(id_))
                .mediation()
                .state(),
            M::CLOSED);
  EXPECT_EQ(Items(world_.employer_rep).items_size(), 1);
  EXPECT_EQ(Add(mediator_, "after the end", false), "MEDIATION_STATE");
}

TEST_F(MediationContentTest, EachReadingOfWhatIsSealedIsRecorded) {
  ASSERT_EQ(Add(employee_, kApartCanary1, true), "OK");
  const auto readings = [&](const Person& as) {
    int count = 0;
    const v1::ListMediationHistoryResponse history = History(as, id_);
    for (const v1::Event& event : history.events()) {
      if (event.move() == v1::Event::READ) ++count;
    }
    return count;
  };
  Items(employee_);
  Items(mediator_);
  Items(mediator_);
  // Each side sees its own, and the mediators theirs.
  EXPECT_EQ(readings(employee_), 1);
  EXPECT_EQ(readings(mediator_), 2);
  EXPECT_EQ(readings(world_.employer_rep), 0);
  EXPECT_EQ(readings(registrar_), 0);
  // What holds nothing sealed is read without a trace.
  Items(world_.employer_rep);
  EXPECT_EQ(readings(world_.employer_rep), 0);
}

TEST_F(MediationContentTest, TheAuditorSeesThatItWasAndNothingOfIt) {
  std::string item;
  ASSERT_EQ(Add(employee_, kApartCanary1, true, 0, &item), "OK");
  ASSERT_EQ(Write(mediator_, kNoteCanary, "2021-12-31"), "OK");
  Items(mediator_);
  Notes(mediator_);
  v1::ListEventsRequest request;
  request.set_page_size(4);
  v1::ListEventsResponse log;
  ASSERT_EQ(
      ReasonOf(world_.Call(world_.auditor, &v1::EventService::Stub::ListEvents,
                           request, log)),
      "OK");
  ASSERT_EQ(log.events_size(), 4);
  using Kind = v1::EventMetadata;
  using Class = v1::Confidentiality;
  const struct {
    v1::Event::Move move;
    Kind::RecordKind kind;
    Class::Class read;
  } expected[] = {
      {v1::Event::READ, Kind::MEDIATION, Class::MEDIATOR_ONLY},
      {v1::Event::READ, Kind::MEDIATION, Class::CAUCUS},
      {v1::Event::MEDIATOR_NOTE_WRITTEN, Kind::MEDIATOR_NOTE,
       Class::CLASS_UNSPECIFIED},
      {v1::Event::ITEM_GIVEN, Kind::MEDIATION_ITEM, Class::CLASS_UNSPECIFIED}};
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(log.events(i).move(), expected[i].move) << i;
    EXPECT_EQ(log.events(i).record_kind(), expected[i].kind) << i;
    EXPECT_EQ(log.events(i).read_class(), expected[i].read) << i;
  }
  for (const std::string& hidden :
       {std::string(kApartCanary1), std::string(kNoteCanary),
        std::string("MED-M-"), std::string("2021-12-31"), id_, item,
        employee_.id, mediator_.id}) {
    EXPECT_FALSE(absl::StrContains(log.DebugString(), hidden)) << hidden;
  }
}

TEST_F(MediationContentTest, ANoteIsItsAuthorsAndIsGoneOnceItIsDestroyed) {
  std::string note;
  ASSERT_EQ(Write(mediator_, kNoteCanary, "2021-12-31", false, &note), "OK");
  EXPECT_EQ(Write(mediator_, "x", "2021-03-01"), "DATE_ORDER");
  for (const Person* as : {&employee_, &world_.employer_rep, &registrar_}) {
    std::string reason;
    Notes(*as, &reason);
    EXPECT_EQ(reason, "NOT_AVAILABLE");
    EXPECT_NE(Write(*as, "x", "2021-12-31"), "OK");
  }
  Store& store = world_.server().store();
  const auto keys = [&] {
    std::vector<std::string> standing;
    EXPECT_TRUE(store.database()
                    .Read([&](Snapshot& snapshot) -> absl::Status {
                      auto found =
                          KeysOfDestroyedNotes(snapshot, store.keyring());
                      if (!found.ok()) return found.status();
                      standing = *std::move(found);
                      return absl::OkStatus();
                    })
                    .ok());
    return standing;
  };
  EXPECT_EQ(Notes(mediator_).notes(0).text(), kNoteCanary);
  v1::DestroyMediatorNoteRequest destroy;
  destroy.set_note_id(note);
  v1::MediatorNoteAnswer answer;
  EXPECT_EQ(Send(employee_, &C::DestroyMediatorNote, destroy, answer),
            "ROLE_REQUIRED");
  EXPECT_EQ(Send(co_mediator_, &C::DestroyMediatorNote, destroy, answer),
            "NOT_AVAILABLE");
  ASSERT_EQ(Send(mediator_, &C::DestroyMediatorNote, destroy, answer), "OK");
  EXPECT_EQ(answer.note().destroyed_date(), "2021-03-01");
  ASSERT_EQ(Send(mediator_, &C::DestroyMediatorNote, destroy, answer),
            "NOTE_DESTROYED");
  // What stays is that there was one.
  const v1::ReadMediatorNotesResponse after = Notes(mediator_);
  ASSERT_EQ(after.notes_size(), 1);
  EXPECT_EQ(after.notes(0).text(), "");
  EXPECT_EQ(after.notes(0).destroyed_date(), "2021-03-01");
  // Its key goes by itself, soon.
  for (int tries = 0; tries < 200 && !keys().empty(); ++tries) {
    absl::SleepFor(absl::Milliseconds(50));
  }
  EXPECT_TRUE(keys().empty());
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(MediationContentTest, ANoteIsDestroyedOnItsDay) {
  ASSERT_EQ(Write(mediator_, kNoteCanary, "2021-03-02"), "OK");
  ASSERT_EQ(Write(mediator_, kSharedNoteCanary, "2021-03-03"), "OK");
  Store& store = world_.server().store();
  const auto run = [&] {
    ASSERT_TRUE(
        DestroyDueNotes(store.database(), store.keyring(), absl::UTCTimeZone())
            .ok());
  };
  run();
  EXPECT_EQ(Note(1).text(), kNoteCanary);
  world_.clock().Set(absl::FromCivil(absl::CivilSecond(2021, 3, 2, 1, 0, 0),
                                     absl::UTCTimeZone()));
  // In Paris it is that day: nobody reads it, though nothing destroyed it yet.
  EXPECT_EQ(Note(1).text(), "");
  EXPECT_EQ(Note(1).destroyed_date(), "");
  run();
  EXPECT_EQ(Note(1).destroyed_date(), "2021-03-02");
  EXPECT_EQ(Note(2).text(), kSharedNoteCanary);
  run();
  EXPECT_EQ(Note(2).text(), kSharedNoteCanary);
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

}  // namespace
}  // namespace entente
