#include "proto/support/text/plain_word.h"

#include "gtest/gtest.h"

namespace entente {
namespace {

TEST(PlainWord, LeavesOutAccentsApostrophesAndCapitals) {
  EXPECT_EQ(PlainWord("Élise L'Écuyer"), "elise lecuyer");
  EXPECT_EQ(PlainWord("aujourd’hui"), "aujourdhui");
  EXPECT_EQ(PlainWord("Maëlle Œuvrard"), "maelle oeuvrard");
  EXPECT_EQ(PlainWord("régler"), "regler");
  EXPECT_EQ(PlainWord("Ñuñez-Ångström"), "nunez-angstrom");
  // An accent of its own beside its letter.
  EXPECT_EQ(PlainWord("e\u0301lève"), "eleve");
  EXPECT_EQ(PlainWord(""), "");
}

}  // namespace
}  // namespace entente
