#include "clients/cli/text_encoding.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace entente {
namespace {

using std::literals::string_literals::operator""s;

// The text, or the name and line of the problem.
std::string Decoded(const std::string& bytes,
                    const std::string& encoding = "") {
  std::string text;
  const absl::optional<FileProblem> problem = DecodeText(bytes, encoding, text);
  if (!problem.has_value()) return text;
  return absl::StrCat(problem->key, " ", problem->line);
}

TEST(DecodeText, TakesUtf8WithAndWithoutAMark) {
  EXPECT_EQ(Decoded("Née;l'été\n"), "Née;l'été\n");
  EXPECT_EQ(Decoded("\xEF\xBB\xBFNée\n"), "Née\n");
  EXPECT_EQ(Decoded("Née\n", "utf-8"), "Née\n");
  EXPECT_EQ(Decoded("abc\n", "windows-1252"), "abc\n");
}

TEST(DecodeText, SeesWindows1252ByItsBytes) {
  EXPECT_EQ(Decoded("N\xE9"
                    "e \x96 \x8C"
                    "uvre \x80\n"),
            "Née – Œuvre €\n");
  EXPECT_EQ(Decoded("N\xE9"
                    "e\n",
                    "Windows-1252"),
            "Née\n");
}

TEST(DecodeText, RefusesWhatIsNotWhatItIsSaidToBe) {
  EXPECT_EQ(Decoded("a\nN\xE9"
                    "e\n",
                    "UTF-8"),
            "FILE_NOT_UTF8 2");
  EXPECT_EQ(Decoded("\xEF\xBB\xBF"
                    "a\nN\xE9"
                    "e\n"),
            "FILE_NOT_UTF8 2");
  EXPECT_EQ(Decoded("a\nb\nNée\n", "windows-1252"), "FILE_IS_UTF8 3");
  EXPECT_EQ(Decoded("a\n\x81\n"), "FILE_NOT_WINDOWS 2");
  EXPECT_EQ(Decoded("a\n", "latin-9"), "MAPPING_ENCODING 0");
}

TEST(DecodeText, NamesBothLinesWhereTwoEncodingsAreMixed) {
  std::string text;
  const absl::optional<FileProblem> problem = DecodeText(
      "a\nNée\nN\xE9"
      "e\n",
      "", text);
  ASSERT_TRUE(problem.has_value());
  EXPECT_EQ(problem->key, "FILE_MIXED");
  EXPECT_EQ(problem->line, 3u);
  EXPECT_EQ(problem->details[0].second, "2");
  EXPECT_EQ(problem->details[1].second, "3");
}

TEST(DecodeText, RefusesNulBytesAndUtf16) {
  EXPECT_EQ(Decoded("a\nb\0c\n"s), "FILE_NUL 2");
  EXPECT_EQ(Decoded("\xFF\xFE"
                    "a\0\n\0"s),
            "FILE_UTF16 1");
  EXPECT_EQ(Decoded("\xFE\xFF\0a\0\n"s), "FILE_UTF16 1");
}

}  // namespace
}  // namespace entente
