#include "clients/cli/file_kind.h"

#include "gtest/gtest.h"

namespace entente {
namespace {

TEST(KindOfNumber, TellsWhatTheServerNumbersSo) {
  EXPECT_EQ(KindOfNumber("QN-G-2012-0001"), 'G');
  EXPECT_EQ(KindOfNumber("CSSS-QN-C-2012-0001"), 'C');
  EXPECT_EQ(KindOfNumber("QN-E-2012-12345"), 'E');
  EXPECT_EQ(KindOfNumber("MNFPH-M-2021-0001"), 'M');
  EXPECT_EQ(KindOfNumber("QN-G-2012-0001/P1"), 'D');
  for (const char* other : {"", "0001", "2012-0001", "QN-X-2012-0001",
                            "QN-G-12-0001", "QN-G-2012-1", "QN-G-2012-000x"}) {
    EXPECT_EQ(KindOfNumber(other), 0) << other;
  }
}

TEST(AdviceForUnavailable, SendsToTheListOfTheKindThatWasMeant) {
  const auto advice = [](absl::string_view key, absl::string_view number) {
    return AdviceForUnavailable(key, number);
  };
  EXPECT_EQ(advice("grievance.show", "QN-G-2012-0001"),
            "NEXT.NOT_AVAILABLE.GRIEVANCE");
  EXPECT_EQ(advice("grievance.reply", "QN-C-2012-0001"),
            "NEXT.NOT_AVAILABLE.CONSULTATION");
  EXPECT_EQ(advice("grievance.show", "QN-E-2012-0001"),
            "NEXT.NOT_AVAILABLE.IS_SETTLEMENT");
  EXPECT_EQ(advice("settlement.show", "QN-E-2012-0001"),
            "NEXT.NOT_AVAILABLE.SETTLEMENT");
  EXPECT_EQ(advice("settlement.show", "QN-G-2012-0001"),
            "NEXT.NOT_AVAILABLE.IS_GRIEVANCE");
  EXPECT_EQ(advice("mediation.consent", "MNFPH-M-2021-0001"),
            "NEXT.NOT_AVAILABLE.MEDIATION");
  EXPECT_EQ(advice("mediation.show", "0c3z9k"), "NEXT.NOT_AVAILABLE.MEDIATION");
  EXPECT_EQ(advice("mediation.show", "QN-G-2012-0001"),
            "NEXT.NOT_AVAILABLE.NO_MEDIATION");
  EXPECT_EQ(advice("grievance.show", "MNFPH-M-2021-0001"),
            "NEXT.NOT_AVAILABLE.IS_MEDIATION");
  // What is named by an identifier is found in the list that shows it.
  EXPECT_EQ(advice("mediation.release", ""), "NEXT.NOT_AVAILABLE.ITEM");
  EXPECT_EQ(advice("mediation.destroy-note", ""),
            "NEXT.NOT_AVAILABLE.MEDIATOR_NOTE");
  EXPECT_EQ(advice("document.get", "QN-G-2012-0001/P1"),
            "NEXT.NOT_AVAILABLE.DOCUMENT");
  EXPECT_EQ(advice("document.get", "QN-G-2012-0001"),
            "NEXT.NOT_AVAILABLE.NO_DOCUMENT");
  EXPECT_EQ(advice("grievance.show", "QN-G-2012-0001/P1"),
            "NEXT.NOT_AVAILABLE.IS_DOCUMENT");
  EXPECT_EQ(advice("document.list", "QN-E-2012-0001"),
            "NEXT.NOT_AVAILABLE.SETTLEMENT");
  EXPECT_EQ(advice("grievance.show", "2012-0001"), "NEXT.NOT_AVAILABLE.NUMBER");
  EXPECT_EQ(advice("person.show", ""), "NEXT.NOT_AVAILABLE.person");
  EXPECT_EQ(advice("whoami", ""), "NEXT.NOT_AVAILABLE");
}

}  // namespace
}  // namespace entente
