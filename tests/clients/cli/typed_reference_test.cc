#include "clients/cli/typed_reference.h"

#include "gtest/gtest.h"

namespace entente {
namespace {

constexpr char kId[] = "0c3z9k2m4n5p6q7r8s9t0v1w2x3y4z5a6b";

TEST(TypedReference, TakesCodesInSmallLettersAndWithBlanksAround) {
  EXPECT_EQ(TypedReference("calendar_code", "qc-trib"), "QC-TRIB");
  EXPECT_EQ(TypedReference("agreement.local_id", " qn\t"), "QN");
  EXPECT_EQ(TypedReference("issue_code", "Org-Tim"), "ORG-TIM");
  EXPECT_EQ(TypedReference("code", "qn"), "QN");
  EXPECT_EQ(TypedReference("office_id", "mnfph"), "MNFPH");
}

TEST(TypedReference, TakesTheNumbersOfThisSystemInSmallLetters) {
  EXPECT_EQ(TypedReference("grievance_id", " qn-g-2012-0001 "),
            "QN-G-2012-0001");
  EXPECT_EQ(TypedReference("consultation_id", "csss-qn-c-2012-10000"),
            "CSSS-QN-C-2012-10000");
  EXPECT_EQ(TypedReference("number", "qn-g-2012-0001"), "QN-G-2012-0001");
  EXPECT_EQ(TypedReference("mediation_id", "mnfph-m-2021-0001"),
            "MNFPH-M-2021-0001");
}

TEST(TypedReference, LeavesIdentifiersAndTheNumbersOfOthersAsTheyAre) {
  for (const char* field : {"organization_id", "grievance_id", "person_id"}) {
    EXPECT_EQ(TypedReference(field, kId), kId) << field;
  }
  EXPECT_EQ(TypedReference("grievor_ids", std::string(kId) + " "), kId);
  EXPECT_EQ(TypedReference("grievance_id", " Rh-2012-77a "), "Rh-2012-77a");
  EXPECT_EQ(TypedReference("external_number", " rh 77"), " rh 77");
}

TEST(TypedReference, LeavesTextsAsTheyAre) {
  EXPECT_EQ(TypedReference("statement", " qc-trib "), " qc-trib ");
  EXPECT_EQ(TypedReference("reason", "qn-g-2012-0001"), "qn-g-2012-0001");
}

}  // namespace
}  // namespace entente
