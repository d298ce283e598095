#include "clients/cli/file_kind.h"

#include <initializer_list>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace entente {

bool IsConsultationNumber(absl::string_view number) {
  // The code of a local may have hyphens of its own.
  const std::vector<absl::string_view> parts = absl::StrSplit(number, '-');
  return parts.size() >= 4 && parts[parts.size() - 3] == "C";
}

char KindOfNumber(absl::string_view number) {
  const std::pair<absl::string_view, absl::string_view> halves =
      absl::StrSplit(number, absl::MaxSplits('/', 1));
  const std::vector<absl::string_view> parts =
      absl::StrSplit(halves.first, '-');
  if (parts.size() < 4) return 0;
  const absl::string_view kind = parts[parts.size() - 3];
  const auto is_digits = [](absl::string_view part, size_t least) {
    return part.size() >= least && absl::c_all_of(part, absl::ascii_isdigit);
  };
  if ((kind != "C" && kind != "G" && kind != "E" && kind != "M") ||
      !is_digits(parts[parts.size() - 2], 4) || !is_digits(parts.back(), 4)) {
    return 0;
  }
  return halves.second.empty() ? kind[0] : 'D';
}

std::string AdviceForUnavailable(absl::string_view key,
                                 absl::string_view number) {
  const auto is_one_of = [&](std::initializer_list<absl::string_view> keys) {
    return absl::c_linear_search(keys, key);
  };
  const std::string base = "NEXT.NOT_AVAILABLE";
  for (const char* noun :
       {"deadline", "person", "mandate", "token", "agreement"}) {
    if (absl::StartsWith(key, absl::StrCat(noun, "."))) {
      return absl::StrCat(base, ".", noun);
    }
  }
  if (key == "mediation.release") return absl::StrCat(base, ".ITEM");
  if (key == "mediation.destroy-note") {
    return absl::StrCat(base, ".MEDIATOR_NOTE");
  }
  if (number.empty()) return base;
  const bool of_document =
      is_one_of({"document.get", "document.show", "document.history"});
  if (absl::StartsWith(key, "mediation.")) {
    const char kind = KindOfNumber(number);
    return absl::StrCat(
        base, kind == 'M' || kind == 0 ? ".MEDIATION" : ".NO_MEDIATION");
  }
  const bool of_settlement = absl::StartsWith(key, "settlement.");
  // What takes a file takes all kinds of them.
  const bool of_any = is_one_of(
      {"document.add", "document.list", "grievance.note", "grievance.notes"});
  switch (KindOfNumber(number)) {
    case 'C':
      return absl::StrCat(base, ".CONSULTATION");
    case 'E':
      return absl::StrCat(
          base, of_settlement || of_any ? ".SETTLEMENT" : ".IS_SETTLEMENT");
    case 'M':
      return absl::StrCat(base, ".IS_MEDIATION");
    case 'D':
      return absl::StrCat(base, of_document ? ".DOCUMENT" : ".IS_DOCUMENT");
    case 'G':
      return absl::StrCat(base, of_settlement ? ".IS_GRIEVANCE"
                                : of_document ? ".NO_DOCUMENT"
                                              : ".GRIEVANCE");
    default:
      return absl::StrCat(base, of_document ? ".NO_DOCUMENT" : ".NUMBER");
  }
}

}  // namespace entente
