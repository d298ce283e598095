#include "clients/cli/safe_text.h"

#include "gtest/gtest.h"

namespace entente {
namespace {

TEST(ForTerminal, DropsControlsAndKeepsTextAndNewlines) {
  EXPECT_EQ(ForTerminal("é\x1b[31mrouge\x07\r\nœuvre\x7f"),
            "é[31mrouge\nœuvre");
  EXPECT_EQ(ForTerminal("a\tb"), "a b");
  EXPECT_EQ(ForTerminal("C1 \xC2\x9B"
                        "31m"),
            "C1 31m");
}

TEST(ForTerminal, DropsWhatTurnsTheDirectionOfText) {
  EXPECT_EQ(ForTerminal("a\u202Eb\u2066c\u200Fd\u061Ce"), "abcde");
}

TEST(ForTerminal, ShowsAReplacementForMalformedBytes) {
  EXPECT_EQ(ForTerminal("a\xFF"
                        "b"),
            "a\uFFFDb");
}

TEST(ForTerminalLine, PutsEverythingOnOneLine) {
  EXPECT_EQ(ForTerminalLine("un\ndeux\r\n"), "un deux ");
}

TEST(IsUtf8, RefusesOverlongFormsSurrogatesAndCutSequences) {
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8("délégué·e — 日本 \U0001F600"));
  EXPECT_FALSE(IsUtf8("\xC0\xAF"));
  EXPECT_FALSE(IsUtf8("\xED\xA0\x80"));
  EXPECT_FALSE(IsUtf8("\xF4\x90\x80\x80"));
  EXPECT_FALSE(IsUtf8("abc\xE2\x82"));
}

}  // namespace
}  // namespace entente
