#include "clients/cli/fold.h"

#include <cstdlib>
#include <cwchar>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace entente {
namespace {

std::string FoldLine(absl::string_view line, size_t width) {
  std::string out;
  size_t used = 0;
  for (absl::string_view word : absl::StrSplit(line, ' ')) {
    const size_t wide = TextWidth(word);
    if (used > 0 && used + 1 + wide > width) {
      absl::StrAppend(&out, "\n", word);
      used = wide;
      continue;
    }
    absl::StrAppend(&out, out.empty() ? "" : " ", word);
    used += (used > 0 ? 1 : 0) + wide;
  }
  return out;
}

}  // namespace

size_t TextWidth(absl::string_view line) {
  const std::string bytes(line);
  std::vector<wchar_t> wide(bytes.size() + 1);
  const size_t length = std::mbstowcs(wide.data(), bytes.c_str(), wide.size());
  if (length == static_cast<size_t>(-1)) return bytes.size();
  const int columns = ::wcswidth(wide.data(), length);
  return columns < 0 ? length : static_cast<size_t>(columns);
}

std::string Fold(absl::string_view text, size_t width) {
  std::vector<std::string> lines;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    lines.push_back(FoldLine(line, width));
  }
  return absl::StrJoin(lines, "\n");
}

}  // namespace entente
