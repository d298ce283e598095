#include "proto/support/field_classes.h"

#include <gtest/gtest.h>

#include "entente/v1/event.pb.h"
#include "entente/v1/grievance.pb.h"

namespace entente {
namespace {

using Class = v1::Confidentiality;

TEST(KeepClasses, ClearsTheOthersAtAnyDepth) {
  v1::Grievance grievance;
  grievance.set_issue_code("ORG-TIM");  // ADMIN
  grievance.set_statement("minutage");  // SHARED
  grievance.set_consultation_id("c1");  // SIDE_ADMIN
  grievance.mutable_submission();       // SHARED, a message
  v1::Grievance::Grievor& grievor = *grievance.add_grievors();
  grievor.set_pseudonym("P-1");      // ADMIN
  grievor.set_name("Une personne");  // SHARED
  grievance.add_external_numbers();  // SHARED, repeated
  grievance.add_deadlines()->set_due_date("2012-12-27");
  grievance.mutable_create_time()->set_seconds(1);

  KeepClasses({Class::ADMIN}, grievance);

  EXPECT_EQ(grievance.issue_code(), "ORG-TIM");
  EXPECT_EQ(grievance.statement(), "");
  EXPECT_EQ(grievance.consultation_id(), "");
  EXPECT_FALSE(grievance.has_submission());
  ASSERT_EQ(grievance.grievors_size(), 1);
  EXPECT_EQ(grievance.grievors(0).pseudonym(), "P-1");
  EXPECT_EQ(grievance.grievors(0).name(), "");
  EXPECT_EQ(grievance.external_numbers_size(), 0);
  EXPECT_EQ(grievance.deadlines(0).due_date(), "2012-12-27");
  EXPECT_EQ(grievance.create_time().seconds(), 1);
}

TEST(KeepClasses, KeepsEmptyEntriesSoThatTheOthersKeepTheirPlace) {
  v1::Grievance grievance;
  grievance.add_grievors()->set_name("A");
  grievance.add_grievors()->set_pseudonym("P-2");
  KeepClasses({Class::ADMIN}, grievance);
  ASSERT_EQ(grievance.grievors_size(), 2);
  EXPECT_EQ(grievance.grievors(1).pseudonym(), "P-2");
}

TEST(ClassesOf, AnEventHoldsThoseOfAllRecords) {
  const TypeClasses& event = ClassesOf(v1::Event::descriptor());
  const TypeClasses& grievance = ClassesOf(v1::Grievance::descriptor());
  EXPECT_EQ(event.classes_below & grievance.classes_below,
            grievance.classes_below);
  EXPECT_NE(grievance.classes_below & ClassSet::Bit(Class::SEALED_ID), 0u);
  EXPECT_EQ(ClassesOf(v1::Grievance::Assignment::descriptor()).names_side,
            v1::Grievance::Assignment::descriptor()->FindFieldByName("side"));
}

}  // namespace
}  // namespace entente
