#include "storage/change_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "storage/event_log.h"
#include "storage/grievance_store.h"
#include "storage/person_store.h"
#include "storage/verify.h"
#include "tests/testing/sample_store.h"

namespace entente {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using v1::Confidentiality;

class ChangeStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    const absl::Status status = sample_.Fill();
    ASSERT_TRUE(status.ok()) << status;
  }

  // A snapshot is what both a reading and a destroyed key need.
  void Read(const std::function<absl::Status(Snapshot&)>& body) {
    const absl::Status status = sample_.store().database().Read(body);
    EXPECT_TRUE(status.ok()) << status;
  }

  v1::Grievance Stored(bool opened) {
    v1::Grievance grievance;
    Read([&](Snapshot& snapshot) -> absl::Status {
      grievance = GetGrievance(snapshot, kGrievanceId).value();
      if (!opened) return absl::OkStatus();
      return OpenSealed(snapshot, sample_.store().keyring(), kGrievanceId,
                        Confidentiality::SEALED_ID, grievance);
    });
    return grievance;
  }

  std::vector<v1::Event> Events(const std::string& record_id) {
    std::vector<v1::Event> events;
    Read([&](Snapshot& snapshot) -> absl::Status {
      events = ListEvents(snapshot, record_id, 0, 1000).value().events;
      return absl::OkStatus();
    });
    return events;
  }

  absl::Status Change(const v1::Grievance& before, const v1::Grievance& after) {
    v1::Event event =
        SampleStore::EventOf(v1::Event::GRIEVANCE_CORRECTED, kGrievanceId);
    *event.mutable_grievance() = after;
    return sample_.Apply(&before, event);
  }

  SampleStore sample_;
};

TEST_F(ChangeStoreTest, KeepsSealedFieldsOutOfTheRowAndGivesThemBack) {
  EXPECT_EQ(Stored(false).protected_persons(1).name(), "");
  EXPECT_EQ(Stored(false).protected_persons(1).pseudonym(), "T-2");
  const v1::Grievance opened = Stored(true);
  EXPECT_TRUE(MessageDifferencer::Equals(opened, SampleGrievance()))
      << opened.DebugString();
}

TEST_F(ChangeStoreTest, WritesNoSealedTextIntoAnyFile) {
  for (const bool closed : {false, true}) {
    if (closed) sample_.Close();
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(sample_.folder())) {
      if (entry.is_directory()) continue;
      std::stringstream buffer;
      buffer << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      for (const char* const canary : {kSealedName, kSummary, kWitness, kNote,
                                       kNoteTitle, kApart, kMediatorText}) {
        EXPECT_FALSE(absl::StrContains(buffer.str(), canary))
            << canary << " in " << entry.path();
      }
    }
  }
}

TEST_F(ChangeStoreTest, KeepsWhatWasNotOpened) {
  const v1::Grievance before = Stored(false);
  v1::Grievance after = before;
  after.set_state(v1::Grievance::RECEIVED);
  after.set_received_date("2012-12-04");
  ASSERT_TRUE(Change(before, after).ok());
  EXPECT_EQ(Stored(true).protected_persons(1).name(), kWitness);
  const v1::Event last = Events(kGrievanceId).back();
  EXPECT_THAT(last.set_fields(), ElementsAre("state", "received_date"));
  EXPECT_EQ(last.sealed_size(), 0);
  EXPECT_EQ(last.grievance().statement(), "");
}

TEST_F(ChangeStoreTest, SetsASealedFieldBesideOthersThatWereNotOpened) {
  v1::Consultation before = SampleConsultation();
  before.clear_member_ids();
  before.clear_summary();
  before.set_state(v1::Consultation::FILED);
  before.set_grievance_id(kGrievanceId);
  v1::Event event =
      SampleStore::EventOf(v1::Event::CONSULTATION_CLOSED, kConsultationId);
  *event.mutable_consultation() = before;
  event.mutable_consultation()->set_close_reason("reglee autrement");
  ASSERT_TRUE(sample_.Apply(&before, event).ok());
  v1::Consultation opened;
  Read([&](Snapshot& snapshot) {
    return OpenSealed(snapshot, sample_.store().keyring(), kConsultationId,
                      Confidentiality::SIDE, opened);
  });
  EXPECT_EQ(opened.summary(), kSummary);
  EXPECT_EQ(opened.close_reason(), "reglee autrement");
  EXPECT_THAT(opened.member_ids(), ElementsAre(kMemberId));
}

TEST_F(ChangeStoreTest, RefusesToChangeWhatWasNotOpened) {
  const v1::Grievance before = Stored(false);
  v1::Grievance after = before;
  after.mutable_protected_persons()->RemoveLast();
  const absl::Status status = Change(before, after);
  EXPECT_TRUE(absl::IsInternal(status)) << status;
  EXPECT_EQ(Events(kGrievanceId).size(), 1u) << "nothing was written";
  EXPECT_EQ(Stored(true).protected_persons(1).name(), kWitness);
}

TEST_F(ChangeStoreTest, EmptiesASealedClass) {
  const v1::Grievance before = Stored(true);
  v1::Grievance after = before;
  after.mutable_protected_persons(1)->clear_name();
  after.mutable_protected_persons(1)->clear_person_id();
  ASSERT_TRUE(Change(before, after).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(Stored(true), after));
  EXPECT_EQ(VerifyStore(sample_.folder()).outcome,
            VerifyReport::Outcome::kSound);
}

TEST_F(ChangeStoreTest, ShowsThePastOfSealedFields) {
  const v1::Grievance before = Stored(true);
  v1::Grievance after = before;
  after.mutable_protected_persons(1)->set_name("Another");
  ASSERT_TRUE(Change(before, after).ok());
  std::vector<v1::Event> events = Events(kGrievanceId);
  ASSERT_EQ(events.size(), 2u);
  for (v1::Event& event : events) {
    ASSERT_TRUE(OpenSealedInEvent(sample_.store().keyring(),
                                  Confidentiality::SEALED_ID, event)
                    .ok());
  }
  EXPECT_EQ(events[0].grievance().protected_persons(1).name(), kWitness);
  EXPECT_EQ(events[1].grievance().protected_persons(1).name(), "Another");
}

TEST_F(ChangeStoreTest, RecordsAReadingWithItsClasses) {
  const v1::Event read = Events(kConsultationId).back();
  EXPECT_EQ(read.move(), v1::Event::READ);
  ASSERT_EQ(read.sealed_size(), 1);
  EXPECT_EQ(read.sealed(0).sealed_class(), Confidentiality::SIDE);
  const absl::Status status =
      sample_.store().database().Write([&](Transaction& transaction) {
        return AppendRead(
            transaction, sample_.store().keyring(),
            SampleStore::EventOf(v1::Event::READ, kConsultationId));
      });
  EXPECT_TRUE(absl::IsInternal(status));
}

TEST_F(ChangeStoreTest, LeavesNoTraceOfAnOperationThatIsRefused) {
  const v1::Grievance before = Stored(false);
  v1::Event event =
      SampleStore::EventOf(v1::Event::GRIEVANCE_RECEIVED, kGrievanceId);
  *event.mutable_grievance() = before;
  event.mutable_grievance()->set_state(v1::Grievance::RECEIVED);
  const absl::Status status =
      sample_.store().database().Write([&](Transaction& transaction) {
        EXPECT_TRUE(
            ApplyChange(transaction, sample_.store().keyring(), &before, event)
                .ok());
        return absl::AbortedError("refused");
      });
  EXPECT_TRUE(absl::IsAborted(status));
  EXPECT_EQ(Stored(false).state(), v1::Grievance::FILED);
  v1::Grievance after = before;
  after.set_facts("later");
  ASSERT_TRUE(Change(before, after).ok());
  const VerifyReport report = VerifyStore(sample_.folder());
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

TEST_F(ChangeStoreTest, EventsCannotBeChangedByTheServer) {
  for (const bool update : {true, false}) {
    const absl::Status status =
        sample_.store().database().Write([&](Transaction& transaction) {
          return (update
                      ? transaction.Execute("UPDATE events SET record_id = 'x'")
                      : transaction.Execute("DELETE FROM events"))
              .status();
        });
    EXPECT_FALSE(status.ok());
  }
  EXPECT_EQ(Events(kGrievanceId).size(), 1u);
}

TEST_F(ChangeStoreTest, ListsEventsByPages) {
  v1::Grievance before = Stored(false);
  for (int i = 0; i < 4; ++i) {
    v1::Grievance after = before;
    after.set_facts(absl::StrCat("facts ", i));
    ASSERT_TRUE(Change(before, after).ok());
    before = after;
  }
  Read([&](Snapshot& snapshot) -> absl::Status {
    EventPage page = ListEvents(snapshot, kGrievanceId, 0, 3).value();
    EXPECT_EQ(page.events.size(), 3u);
    EXPECT_TRUE(page.has_more);
    page = ListEvents(snapshot, kGrievanceId, page.last_sequence, 3).value();
    EXPECT_EQ(page.events.size(), 2u);
    EXPECT_FALSE(page.has_more);
    EXPECT_EQ(page.events.back().grievance().facts(), "facts 3");
    return absl::OkStatus();
  });
}

TEST_F(ChangeStoreTest, EveryRowIsTheFoldOfManyRandomChanges) {
  std::mt19937 random(20121122);
  const auto below = [&random](int limit) {
    return static_cast<int>(random() % static_cast<unsigned>(limit));
  };
  v1::Grievance grievance = Stored(true);
  for (int i = 0; i < 300; ++i) {
    v1::Grievance after = grievance;
    for (int n = below(3); n >= 0; --n) {
      switch (below(9)) {
        case 0:
          after.set_statement(below(3) == 0 ? "" : absl::StrCat("text ", i));
          break;
        case 1: {
          v1::Grievance::ProtectedPerson& person =
              *after.add_protected_persons();
          person.set_pseudonym(absl::StrCat("T-", i));
          if (below(2) == 0) person.set_name(absl::StrCat("name ", i));
          break;
        }
        case 2:
          if (after.protected_persons_size() > 0) {
            after.mutable_protected_persons()->DeleteSubrange(
                below(after.protected_persons_size()), 1);
          }
          break;
        case 3:
          if (after.protected_persons_size() > 0) {
            after.mutable_protected_persons(0)->set_name(
                below(2) == 0 ? "" : absl::StrCat("name ", i));
          }
          break;
        case 4:
          after.add_replies()->set_text(absl::StrCat("reply ", i));
          break;
        case 5:
          after.clear_replies();
          break;
        case 6:
          if (after.has_withdrawal()) {
            after.clear_withdrawal();
          } else {
            // Present, and perhaps empty.
            after.mutable_withdrawal()->set_without_prejudice(below(2) == 0);
          }
          break;
        case 7:
          after.add_external_numbers()->set_number(absl::StrCat("X-", i));
          break;
        case 8:
          after.clear_external_numbers();
          break;
      }
    }
    const absl::Status status = Change(grievance, after);
    ASSERT_TRUE(status.ok()) << i << ": " << status;
    grievance = after;
    if (i % 50 == 0) {
      ASSERT_TRUE(MessageDifferencer::Equals(Stored(true), grievance)) << i;
    }
  }
  ASSERT_TRUE(MessageDifferencer::Equals(Stored(true), grievance));
  const VerifyReport report = VerifyStore(sample_.folder());
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
  EXPECT_EQ(report.event_count, kSampleEvents + 300);
}

TEST_F(ChangeStoreTest, ADestroyedKeyIsAPlainErrorAndContentBeginsAnew) {
  std::string key_id;
  Read([&](Snapshot& snapshot) -> absl::Status {
    absl::StatusOr<Rows> rows = snapshot.Query(
        "SELECT key_id FROM sealed_parts WHERE record_id = $1", kGrievanceId);
    EXPECT_TRUE(rows.ok() && *rows->Next());
    key_id = rows->Text(0);
    return absl::OkStatus();
  });
  ASSERT_TRUE(sample_.store().keyring().Destroy(key_id).ok());
  Read([&](Snapshot& snapshot) -> absl::Status {
    v1::Grievance grievance = GetGrievance(snapshot, kGrievanceId).value();
    EXPECT_TRUE(absl::IsFailedPrecondition(
        OpenSealed(snapshot, sample_.store().keyring(), kGrievanceId,
                   Confidentiality::SEALED_ID, grievance)));
    return absl::OkStatus();
  });
  const v1::Grievance before = Stored(false);
  v1::Grievance after = before;
  after.mutable_protected_persons(0)->set_name("New");
  ASSERT_TRUE(Change(before, after).ok());
  EXPECT_EQ(Stored(true).protected_persons(0).name(), "New");
  EXPECT_EQ(VerifyStore(sample_.folder()).outcome,
            VerifyReport::Outcome::kSound);
}

TEST_F(ChangeStoreTest, CiphertextMovedToAnotherRowDoesNotOpen) {
  ASSERT_TRUE(sample_.store()
                  .database()
                  .Write([](Transaction& transaction) {
                    return transaction
                        .Execute(
                            "INSERT INTO sealed_parts "
                            "(record_id, sealed_class, key_id, ciphertext) "
                            "SELECT $1, sealed_class, key_id, ciphertext "
                            "FROM sealed_parts WHERE record_id = $2",
                            kMemberId, kSealedPersonId)
                        .status();
                  })
                  .ok());
  Read([&](Snapshot& snapshot) -> absl::Status {
    v1::Person person = GetPerson(snapshot, kMemberId).value();
    EXPECT_TRUE(absl::IsDataLoss(
        OpenSealed(snapshot, sample_.store().keyring(), kMemberId,
                   Confidentiality::SEALED_ID, person)));
    EXPECT_EQ(person.sealed_name(), "");
    return absl::OkStatus();
  });
}

}  // namespace
}  // namespace entente
