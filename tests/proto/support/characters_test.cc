#include "proto/support/characters.h"

#include <gtest/gtest.h>

#include <string>

#include "proto/support/refusal.h"

namespace entente {
namespace {

TEST(TakeCharacter, TakesWholeCharactersAndStrayBytesAlone) {
  absl::string_view text = "aé—😀\xE9z";
  EXPECT_EQ(TakeCharacter(text), U'a');
  EXPECT_EQ(TakeCharacter(text), U'é');
  EXPECT_EQ(TakeCharacter(text), U'—');
  EXPECT_EQ(TakeCharacter(text), U'😀');
  EXPECT_EQ(TakeCharacter(text), kNoCharacter);
  EXPECT_EQ(TakeCharacter(text), U'z');
  EXPECT_TRUE(text.empty());
}

TEST(TakeCharacter, KnowsWhatIsNotUtf8) {
  for (const char* bytes :
       {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xFF", "\xC3", "\xE2\x80"}) {
    absl::string_view text = bytes;
    const size_t size = text.size();
    EXPECT_EQ(TakeCharacter(text), kNoCharacter);
    EXPECT_EQ(text.size(), size - 1);
  }
}

TEST(ShownPart, KeepsWordsAndReplacesWhatWouldMislead) {
  EXPECT_EQ(ShownPart("Côté d’ici"), "Côté d’ici");
  EXPECT_EQ(ShownPart("a\x1b[31m\nb\u202Ec\xE9"), "a?[31m?b?c?");
}

TEST(ShownPart, CutsBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "é";
  EXPECT_EQ(ShownPart(text), text);
  EXPECT_EQ(ShownPart(text + "é"), text + "…");
}

TEST(Refuse, RepeatsOnlyWhatMayBeShown) {
  const absl::Status status =
      Refuse(v1::Refusal::VALUE_UNKNOWN,
             {{"field", "code"}, {"value", std::string(9999, '\n')}});
  EXPECT_EQ(FindRefusal(status)->metadata().at("value"),
            std::string(200, '?') + "…");
}

}  // namespace
}  // namespace entente
