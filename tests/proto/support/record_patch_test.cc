#include "proto/support/record_patch.h"

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::ElementsAre;

v1::Grievance Filed() {
  v1::Grievance grievance;
  grievance.set_grievance_id("g1");
  grievance.set_state(v1::Grievance::FILED);
  grievance.set_statement("Minutage des interventions");
  grievance.set_known_date("2012-10-01");
  grievance.add_grievors()->set_pseudonym("P-1");
  grievance.set_etag("never kept");
  return grievance;
}

TEST(KeepOnlyChanges, KeepsAllButTheEtagOfANewRecord) {
  v1::Event event;
  *event.mutable_grievance() = Filed();
  KeepOnlyChanges(nullptr, event);
  EXPECT_THAT(event.set_fields(),
              ElementsAre("grievance_id", "state", "statement", "known_date",
                          "grievors"));
  EXPECT_EQ(event.grievance().etag(), "");
}

TEST(FoldEvent, MakesTheRecordThatTheChangesWereTakenFrom) {
  v1::Event filed;
  *filed.mutable_grievance() = Filed();
  KeepOnlyChanges(nullptr, filed);

  v1::Grievance after = Filed();
  after.set_state(v1::Grievance::RECEIVED);
  after.set_step(1);
  after.clear_known_date();
  after.add_grievors()->set_pseudonym("P-2");
  v1::Event received;
  *received.mutable_grievance() = after;
  const v1::Grievance before = Filed();
  KeepOnlyChanges(&before, received);
  EXPECT_THAT(received.set_fields(),
              ElementsAre("state", "step", "known_date", "grievors"));
  EXPECT_EQ(received.grievance().statement(), "");

  v1::Grievance folded;
  ASSERT_TRUE(FoldEvent(filed, folded).ok());
  ASSERT_TRUE(FoldEvent(received, folded).ok());
  after.clear_etag();
  EXPECT_TRUE(MessageDifferencer::Equals(folded, after))
      << folded.DebugString();
}

TEST(FoldEvent, RefusesAnEventOfAnotherRecord) {
  v1::Event event;
  event.mutable_person()->set_person_id("p1");
  KeepOnlyChanges(nullptr, event);
  v1::Grievance grievance;
  EXPECT_FALSE(FoldEvent(event, grievance).ok());
}

}  // namespace
}  // namespace entente
