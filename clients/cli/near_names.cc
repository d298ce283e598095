#include "clients/cli/near_names.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"

namespace entente {
namespace {

// Insertions, deletions, substitutions and swaps of neighbours.
size_t Slips(absl::string_view a, absl::string_view b) {
  std::vector<std::vector<size_t>> slips(a.size() + 1,
                                         std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) slips[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) slips[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      slips[i][j] = std::min({slips[i - 1][j] + 1, slips[i][j - 1] + 1,
                              slips[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        slips[i][j] = std::min(slips[i][j], slips[i - 2][j - 2] + 1);
      }
    }
  }
  return slips[a.size()][b.size()];
}

}  // namespace

std::vector<std::string> NearNames(absl::string_view typed,
                                   const std::vector<std::string>& known) {
  constexpr size_t kMost = 3;
  const size_t allowed = typed.size() <= 3 ? 1 : 2;
  std::vector<std::pair<size_t, std::string>> near;
  for (const std::string& name : known) {
    size_t slips = Slips(typed, name);
    if (typed.size() >= 2 && absl::StartsWith(name, typed)) slips = 1;
    if (slips <= allowed) near.emplace_back(slips, name);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> names;
  for (auto& [slips, name] : near) {
    if (names.size() < kMost) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace entente
