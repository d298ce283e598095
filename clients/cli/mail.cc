#include "clients/cli/mail.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

// Of one encoded word: 75 characters with "=?UTF-8?B?" and "?=" around it, and
// base64 makes four of three.
constexpr size_t kEncodedBytesMax = (75 - 12) / 4 * 3;
// The name of the header stands on the line of the first one.
constexpr size_t kFirstLineBytesMax = (75 - 12 - 16) / 4 * 3;
constexpr int kWarnedDays = 14;

// Printable, so that neither a line break nor an encoded word is made up.
bool IsPlain(absl::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return absl::ascii_isprint(c); }) &&
         value.find("=?") == absl::string_view::npos;
}

// How many bytes of `text` come before a character that has no room.
size_t WholeCharacters(absl::string_view text, size_t bytes_max) {
  size_t bytes = std::min(text.size(), bytes_max);
  const auto is_inside = [&](size_t at) {
    return at < text.size() &&
           (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  while (bytes > 0 && is_inside(bytes)) --bytes;
  return bytes;
}

bool WarnsOfToken(const v1::GetDigestResponse& digest, absl::TimeZone zone) {
  if (!digest.has_digest_token_expire_time()) return false;
  const absl::optional<absl::CivilDay> today = ParseDay(digest.as_of_date());
  return today.has_value() &&
         absl::ToCivilDay(FromProto(digest.digest_token_expire_time()), zone) -
                 *today <=
             kWarnedDays;
}

bool NothingIsDue(const v1::GetDigestResponse& digest) {
  return digest.overdue_count() == 0 && digest.due_today_count() == 0 &&
         digest.due_within_week_count() == 0 &&
         digest.due_within_month_count() == 0 &&
         digest.undetermined_count() == 0;
}

// A line of the body for each count that is not zero.
std::string CountLines(const Language& language,
                       const v1::GetDigestResponse& digest) {
  const struct {
    const char* key;
    uint32_t count;
  } counts[] = {{"cli/MAIL_OVERDUE", digest.overdue_count()},
                {"cli/MAIL_TODAY", digest.due_today_count()},
                {"cli/MAIL_WEEK", digest.due_within_week_count()},
                {"cli/MAIL_MONTH", digest.due_within_month_count()},
                {"cli/MAIL_UNDETERMINED", digest.undetermined_count()}};
  std::string lines;
  for (const auto& [key, count] : counts) {
    if (count == 0) continue;
    absl::StrAppend(&lines, "  ", NumberText(language, int64_t{count}), "  ",
                    Text(language, key), "\n");
  }
  return lines;
}

std::string DayWords(const Language& language, const std::string& iso) {
  const absl::optional<absl::CivilDay> day = ParseDay(iso);
  return day.has_value() ? DayText(language, *day) : iso;
}

}  // namespace

std::string MailHeader(absl::string_view name, absl::string_view value) {
  if (IsPlain(value)) return absl::StrCat(name, ": ", value, "\n");
  std::vector<std::string> words;
  while (!value.empty()) {
    const size_t bytes = WholeCharacters(
        value, words.empty() ? kFirstLineBytesMax : kEncodedBytesMax);
    words.push_back(absl::StrCat(
        "=?UTF-8?B?", absl::Base64Escape(value.substr(0, bytes)), "?="));
    value.remove_prefix(bytes);
  }
  return absl::StrCat(name, ": ", absl::StrJoin(words, "\n "), "\n");
}

bool SaysNothing(absl::TimeZone zone, const v1::GetDigestResponse& digest) {
  return NothingIsDue(digest) && !WarnsOfToken(digest, zone);
}

std::string DigestMail(const Language& language, absl::TimeZone zone,
                       const v1::GetDigestResponse& digest) {
  const bool nothing = NothingIsDue(digest);
  const std::string subject =
      nothing ? Text(language, "cli/MAIL_SUBJECT_NOTHING")
              : Text(language, "cli/MAIL_SUBJECT",
                     {{"overdue", digest.overdue_count()},
                      {"today", digest.due_today_count()},
                      {"week", digest.due_within_week_count()}});
  std::string mail =
      absl::StrCat(MailHeader("Subject", subject), "MIME-Version: 1.0\n",
                   "Content-Type: text/plain; charset=utf-8\n",
                   "Content-Transfer-Encoding: 8bit\n",
                   // So that nobody's absence is answered to it (RFC 3834).
                   "Auto-Submitted: auto-generated\n\n",
                   Text(language, "cli/MAIL_DAY",
                        {{"day", DayWords(language, digest.as_of_date())}}),
                   "\n\n");
  absl::StrAppend(
      &mail, nothing ? absl::StrCat(Text(language, "cli/MAIL_NOTHING"), "\n")
                     : CountLines(language, digest));
  absl::StrAppend(&mail, "\n");
  if (!digest.next_due_date().empty()) {
    absl::StrAppend(&mail,
                    Text(language, "cli/MAIL_NEXT",
                         {{"day", DayWords(language, digest.next_due_date())}}),
                    "\n");
  }
  absl::StrAppend(&mail, Text(language, "cli/MAIL_SEE"), "\n");
  if (WarnsOfToken(digest, zone)) {
    const absl::CivilDay end =
        absl::ToCivilDay(FromProto(digest.digest_token_expire_time()), zone);
    absl::StrAppend(&mail, "\n",
                    Text(language, "cli/MAIL_TOKEN_ENDS",
                         {{"day", DayText(language, end)}}),
                    "\n");
  }
  return mail;
}

}  // namespace entente
