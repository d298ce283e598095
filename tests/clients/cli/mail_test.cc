#include "clients/cli/mail.h"

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/safe_text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/support/proto_time.h"

namespace entente {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr Language kLanguages[] = {Language::English(), Language::French(),
                                   Language::FrenchOfFrance()};

// What a reader of mail makes of a header: encoded words side by side are one
// text.
std::string Decoded(absl::string_view header) {
  std::string text;
  for (absl::string_view line : absl::StrSplit(header, '\n')) {
    if (line.empty()) continue;
    EXPECT_LE(line.size(), 76u) << line;
    const size_t begin = line.find("=?UTF-8?B?");
    EXPECT_NE(begin, absl::string_view::npos) << line;
    absl::string_view word = line.substr(begin);
    EXPECT_LE(word.size(), 75u) << word;
    EXPECT_TRUE(absl::ConsumePrefix(&word, "=?UTF-8?B?"));
    EXPECT_TRUE(absl::ConsumeSuffix(&word, "?="));
    std::string part;
    EXPECT_TRUE(absl::Base64Unescape(word, &part)) << word;
    // Each word is whole characters.
    EXPECT_TRUE(IsUtf8(part)) << word;
    text += part;
  }
  return text;
}

v1::GetDigestResponse Digest() {
  v1::GetDigestResponse digest;
  digest.set_as_of_date("2012-11-26");
  digest.set_overdue_count(2);
  digest.set_due_today_count(1);
  digest.set_due_within_week_count(3);
  digest.set_due_within_month_count(4);
  digest.set_undetermined_count(5);
  digest.set_next_due_date("2012-11-26");
  return digest;
}

v1::GetDigestResponse WithToken(v1::GetDigestResponse digest, int days) {
  *digest.mutable_digest_token_expire_time() = ToProto(absl::FromCivil(
      absl::CivilHour(2012, 11, 26 + days, 12), absl::UTCTimeZone()));
  return digest;
}

std::string Mail(const Language& language,
                 const v1::GetDigestResponse& digest) {
  return DigestMail(language, absl::UTCTimeZone(), digest);
}

TEST(MailHeader, LeavesAsciiAsItIs) {
  EXPECT_EQ(MailHeader("Subject", "Entente: 2 overdue"),
            "Subject: Entente: 2 overdue\n");
  EXPECT_EQ(MailHeader("Subject", ""), "Subject: \n");
}

TEST(MailHeader, EncodesOtherTextsSoThatTheyAreReadAsWritten) {
  for (const std::string& text :
       {std::string("Entente : 2 échéances"), std::string("é"),
        std::string("œuvre 中文 🙂"), std::string("line\r\nBcc: x"),
        std::string("=?UTF-8?B?eA==?=")}) {
    const std::string header = MailHeader("Subject", text);
    EXPECT_THAT(header, StartsWith("Subject: =?UTF-8?B?"));
    EXPECT_EQ(header.back(), '\n');
    EXPECT_EQ(Decoded(header), text);
    for (const char c : header) {
      EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~')) << header;
    }
  }
}

TEST(MailHeader, FoldsLongTextsBetweenCharacters) {
  for (int ascii = 0; ascii < 8; ++ascii) {
    std::string text(ascii, 'a');
    for (int i = 0; i < 60; ++i) text += i % 3 == 0 ? "é" : "中";
    const std::string header = MailHeader("Subject", text);
    EXPECT_EQ(Decoded(header), text);
    const std::vector<std::string> lines = absl::StrSplit(header, '\n');
    ASSERT_GT(lines.size(), 3u);
    for (size_t i = 1; i + 1 < lines.size(); ++i) {
      EXPECT_THAT(lines[i], StartsWith(" =?UTF-8?B?"));
    }
  }
}

TEST(DigestMail, SaysInItsHeadersWhatItIs) {
  for (const Language& language : kLanguages) {
    const std::string mail = Mail(language, Digest());
    EXPECT_THAT(mail, StartsWith("Subject: "));
    EXPECT_THAT(mail, HasSubstr("\nMIME-Version: 1.0\n"
                                "Content-Type: text/plain; charset=utf-8\n"
                                "Content-Transfer-Encoding: 8bit\n"));
    EXPECT_THAT(mail, HasSubstr("\n\n"));
    EXPECT_THAT(mail, Not(HasSubstr("[cli/")));
    EXPECT_THAT(mail, Not(HasSubstr("{")));
    EXPECT_TRUE(IsUtf8(mail));
    EXPECT_EQ(mail.back(), '\n');
    for (absl::string_view line : absl::StrSplit(mail, '\n')) {
      EXPECT_LT(line.size(), 998u);
    }
  }
}

TEST(DigestMail, CountsWhatIsDueInEnglishAndFrench) {
  const std::string english = Mail(Language::English(), Digest());
  EXPECT_THAT(english, HasSubstr("2 overdue, 1 due today, 3 within 7 days"));
  EXPECT_THAT(english, HasSubstr("Monday, November 26, 2012"));
  EXPECT_THAT(english, HasSubstr("\n  2  overdue\n  1  due today\n  3  due "
                                 "after today, within 7 days\n  4  due after "
                                 "that, within 30 days\n  5  uncertain"));
  EXPECT_THAT(english, HasSubstr("entente today\n"));
  const std::string french = Mail(Language::French(), Digest());
  EXPECT_THAT(french, HasSubstr("\n  2  en retard\n  1  pour aujourd'hui\n"));
  EXPECT_THAT(french, HasSubstr("lundi 26 novembre 2012"));
  EXPECT_THAT(french, HasSubstr("entente today\n"));
  v1::GetDigestResponse few = Digest();
  few.set_overdue_count(0);
  EXPECT_THAT(Mail(Language::English(), few), Not(HasSubstr("\n  0  ")));
}

TEST(DigestMail, ComesAlsoWhenNothingIsDue) {
  v1::GetDigestResponse digest;
  digest.set_as_of_date("2012-11-26");
  const std::string mail = Mail(Language::English(), digest);
  EXPECT_THAT(mail, HasSubstr("nothing is due within 30 days"));
  EXPECT_THAT(mail, HasSubstr("shows that the timer runs"));
  EXPECT_THAT(mail, Not(HasSubstr("Next date")));
  // Nor is a date that is far off.
  digest.set_next_due_date("2013-05-21");
  EXPECT_THAT(Mail(Language::English(), digest),
              HasSubstr("Next date: Tuesday, May 21, 2013."));
  EXPECT_TRUE(SaysNothing(absl::UTCTimeZone(), digest));
}

TEST(DigestMail, WarnsInTheLastFourteenDaysOfItsToken) {
  EXPECT_THAT(Mail(Language::English(), WithToken(Digest(), 15)),
              Not(HasSubstr("token of this timer")));
  for (const int days : {14, 1, 0}) {
    EXPECT_THAT(Mail(Language::English(), WithToken(Digest(), days)),
                HasSubstr("token of this timer"));
  }
  EXPECT_THAT(Mail(Language::English(), WithToken(Digest(), 14)),
              HasSubstr("Monday, December 10, 2012"));
  EXPECT_THAT(Mail(Language::English(), Digest()),
              Not(HasSubstr("token of this timer")));
}

TEST(SaysNothing, IsTrueOnlyWhenNobodyNeedsTheMessage) {
  const absl::TimeZone zone = absl::UTCTimeZone();
  v1::GetDigestResponse nothing;
  nothing.set_as_of_date("2012-11-26");
  EXPECT_TRUE(SaysNothing(zone, nothing));
  EXPECT_TRUE(SaysNothing(zone, WithToken(nothing, 15)));
  EXPECT_FALSE(SaysNothing(zone, WithToken(nothing, 14)));
  for (int field = 2; field <= 6; ++field) {
    v1::GetDigestResponse digest = nothing;
    digest.GetReflection()->SetUInt32(
        &digest, digest.GetDescriptor()->FindFieldByNumber(field), 1);
    EXPECT_FALSE(SaysNothing(zone, digest)) << field;
  }
}

}  // namespace
}  // namespace entente
