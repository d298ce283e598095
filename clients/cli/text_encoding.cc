#include "clients/cli/text_encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <cstdint>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/cli/safe_text.h"

namespace entente {
namespace {

constexpr absl::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr char kWindows1252[] = "windows-1252";

uint32_t LineOf(absl::string_view bytes, size_t position) {
  return 1 + static_cast<uint32_t>(
                 std::count(bytes.begin(), bytes.begin() + position, '\n'));
}

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// How many bytes the UTF-8 character at the front takes; 0 when it is none.
size_t Utf8Length(absl::string_view bytes) {
  for (size_t length = 1; length <= 4 && length <= bytes.size(); ++length) {
    if (IsUtf8(bytes.substr(0, length))) return length;
  }
  return 0;
}

// Where the first byte stands that is not UTF-8, and the first character of
// several bytes that is; npos for none.
struct Findings {
  size_t not_utf8 = absl::string_view::npos;
  size_t utf8 = absl::string_view::npos;
};

Findings Look(absl::string_view bytes) {
  Findings found;
  for (size_t i = 0; i < bytes.size();) {
    if (IsAscii(bytes[i])) {
      ++i;
      continue;
    }
    const size_t length = Utf8Length(bytes.substr(i));
    if (length == 0) {
      found.not_utf8 = std::min(found.not_utf8, i);
      ++i;
    } else {
      found.utf8 = std::min(found.utf8, i);
      i += length;
    }
  }
  return found;
}

FileProblem ProblemAt(absl::string_view bytes, size_t position,
                      const char* key) {
  FileProblem problem;
  problem.line = LineOf(bytes, position);
  problem.key = key;
  return problem;
}

absl::optional<FileProblem> FromWindows(absl::string_view bytes,
                                        std::string& utf8) {
  // The five that stand for nothing.
  const size_t none = bytes.find_first_of("\x81\x8D\x8F\x90\x9D");
  if (none != absl::string_view::npos) {
    return ProblemAt(bytes, none, "FILE_NOT_WINDOWS");
  }
  UErrorCode error = U_ZERO_ERROR;
  // Each byte gives three at most.
  utf8.resize(bytes.size() * 3);
  const int32_t length = ucnv_convert(
      "UTF-8", kWindows1252, utf8.data(), static_cast<int32_t>(utf8.size()),
      bytes.data(), static_cast<int32_t>(bytes.size()), &error);
  if (error > U_ZERO_ERROR) return ProblemAt(bytes, 0, "FILE_NOT_WINDOWS");
  utf8.resize(static_cast<size_t>(length));
  return absl::nullopt;
}

}  // namespace

absl::optional<FileProblem> DecodeText(absl::string_view bytes,
                                       absl::string_view encoding,
                                       std::string& utf8) {
  if (absl::StartsWith(bytes, "\xFF\xFE") ||
      absl::StartsWith(bytes, "\xFE\xFF")) {
    return ProblemAt(bytes, 0, "FILE_UTF16");
  }
  const size_t nul = bytes.find('\0');
  if (nul != absl::string_view::npos) {
    return ProblemAt(bytes, nul, "FILE_NUL");
  }
  const bool marked = absl::ConsumePrefix(&bytes, kUtf8Mark);
  const bool says_windows = absl::EqualsIgnoreCase(encoding, kWindows1252);
  const bool says_utf8 = absl::EqualsIgnoreCase(encoding, "UTF-8");
  if (!encoding.empty() && !says_windows && !says_utf8) {
    FileProblem problem;
    problem.key = "MAPPING_ENCODING";
    problem.details = {{"value", std::string(encoding)}};
    return problem;
  }
  const Findings found = Look(bytes);
  const bool is_utf8 = found.not_utf8 == absl::string_view::npos;
  if (!is_utf8 && found.utf8 != absl::string_view::npos) {
    FileProblem mixed = ProblemAt(
        bytes, says_windows ? found.utf8 : found.not_utf8, "FILE_MIXED");
    mixed.details = {
        {"utf8_line", absl::StrCat(LineOf(bytes, found.utf8))},
        {"other_line", absl::StrCat(LineOf(bytes, found.not_utf8))}};
    return mixed;
  }
  if (is_utf8) {
    // As Windows-1252, « é » would be read as « Ã© ».
    if (says_windows && (marked || found.utf8 != absl::string_view::npos)) {
      return ProblemAt(bytes, marked ? 0 : found.utf8, "FILE_IS_UTF8");
    }
    utf8 = std::string(bytes);
    return absl::nullopt;
  }
  if (says_utf8 || marked) {
    return ProblemAt(bytes, found.not_utf8, "FILE_NOT_UTF8");
  }
  return FromWindows(bytes, utf8);
}

}  // namespace entente
