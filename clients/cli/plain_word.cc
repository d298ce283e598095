#include "clients/cli/plain_word.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace entente {

std::string PlainWord(absl::string_view typed) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(
      typed,
      {{"é", "e"}, {"è", "e"}, {"ê", "e"}, {"ë", "e"}, {"É", "e"},  {"È", "e"},
       {"Ê", "e"}, {"à", "a"}, {"â", "a"}, {"À", "a"}, {"Â", "a"},  {"ç", "c"},
       {"Ç", "c"}, {"î", "i"}, {"ï", "i"}, {"Î", "i"}, {"Ï", "i"},  {"ô", "o"},
       {"Ô", "o"}, {"û", "u"}, {"ù", "u"}, {"ü", "u"}, {"œ", "oe"}, {"Œ", "oe"},
       {"'", ""},  {"’", ""}}));
}

}  // namespace entente
