#include "proto/support/sealed_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/v1/event.pb.h"
#include "google/protobuf/util/message_differencer.h"

namespace entente {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using v1::Confidentiality;

v1::Grievance WithWitnesses() {
  v1::Grievance grievance;
  grievance.set_grievance_id("g1");
  for (const char* const name : {"", "Temoin", ""}) {
    v1::Grievance::ProtectedPerson& person = *grievance.add_protected_persons();
    person.set_pseudonym("T");
    person.set_name(name);
  }
  grievance.mutable_protected_persons(1)->set_person_id("p1");
  return grievance;
}

TEST(SealedFields, AreTakenOutAndPutBackAtTheirIndex) {
  v1::Grievance open = WithWitnesses();
  v1::Grievance part;
  ASSERT_TRUE(TakeSealedFields(Confidentiality::SEALED_ID, open, part));
  EXPECT_EQ(open.protected_persons(1).name(), "");
  EXPECT_EQ(open.protected_persons(1).pseudonym(), "T");
  ASSERT_EQ(part.protected_persons_size(), 3);
  EXPECT_EQ(part.protected_persons(1).name(), "Temoin");
  EXPECT_EQ(part.protected_persons(1).person_id(), "p1");
  EXPECT_EQ(part.protected_persons(1).pseudonym(), "");
  EXPECT_EQ(part.grievance_id(), "");

  MergeSealedFields(part, open);
  EXPECT_TRUE(MessageDifferencer::Equals(open, WithWitnesses()));
}

TEST(SealedFields, OfTheTopLevelAreTakenWhole) {
  v1::Consultation open;
  open.set_consultation_id("c1");
  open.add_member_ids("p1");
  open.add_member_ids("p2");
  open.set_summary("recit");
  const v1::Consultation whole = open;
  v1::Consultation part;
  ASSERT_TRUE(TakeSealedFields(Confidentiality::SIDE, open, part));
  EXPECT_EQ(open.member_ids_size(), 0);
  EXPECT_EQ(open.summary(), "");
  EXPECT_EQ(part.consultation_id(), "");
  EXPECT_EQ(part.member_ids_size(), 2);
  MergeSealedFields(part, open);
  EXPECT_TRUE(MessageDifferencer::Equals(open, whole));
}

TEST(SealedFields, OfAnotherClassStay) {
  v1::Grievance open = WithWitnesses();
  v1::Grievance part;
  EXPECT_FALSE(TakeSealedFields(Confidentiality::CAUCUS, open, part));
  EXPECT_TRUE(MessageDifferencer::Equals(open, WithWitnesses()));
  EXPECT_EQ(part.ByteSizeLong(), 0u);
}

TEST(SealedFields, BeyondTheEntriesOfTheRecordAreLeftOut) {
  v1::Grievance open = WithWitnesses();
  v1::Grievance part;
  ASSERT_TRUE(TakeSealedFields(Confidentiality::SEALED_ID, open, part));
  v1::Grievance shorter;
  shorter.add_protected_persons()->set_pseudonym("T");
  MergeSealedFields(part, shorter);
  EXPECT_EQ(shorter.protected_persons_size(), 1);
}

TEST(SealedClasses, AreThoseOfTheWholeRecord) {
  EXPECT_THAT(SealedClassesOf(*v1::Consultation::descriptor()),
              ElementsAre(Confidentiality::SIDE));
  EXPECT_THAT(SealedClassesOf(*v1::Person::descriptor()),
              ElementsAre(Confidentiality::SEALED_ID));
  EXPECT_THAT(SealedClassesOf(*v1::Grievance::descriptor()),
              ElementsAre(Confidentiality::SEALED_ID));
  EXPECT_THAT(SealedClassesOf(*v1::Token::descriptor()), ElementsAre());
}

}  // namespace
}  // namespace entente
