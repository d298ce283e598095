#include "proto/support/text/bundle.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "unicode/localpointer.h"
#include "unicode/udata.h"
#include "unicode/ures.h"

// The bytes that genccode wrote; its type says nothing that we need.
extern "C" const char entente_dat[];

namespace entente {
namespace {

// The name under which ICU finds the bundles of an area in our bytes.
std::string PathOf(absl::string_view area) {
  static const bool registered = [] {
    UErrorCode status = U_ZERO_ERROR;
    udata_setAppData("entente", entente_dat, &status);
    // Only a broken build makes ICU refuse the bytes that it packed.
    if (U_FAILURE(status)) std::abort();
    return true;
  }();
  static_cast<void>(registered);
  return absl::StrCat("entente-", area);
}

}  // namespace

absl::optional<icu::UnicodeString> FindPattern(const Language& language,
                                               absl::string_view key) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(key, absl::MaxSplits('/', 1));
  UErrorCode status = U_ZERO_ERROR;
  // ICU keeps opened bundles: opening again is a look-up.
  icu::LocalUResourceBundlePointer bundle(
      ures_open(PathOf(parts.first).c_str(), language.bundle(), &status));
  if (U_FAILURE(status)) return absl::nullopt;
  int32_t length = 0;
  const UChar* text = ures_getStringByKey(
      bundle.getAlias(), std::string(parts.second).c_str(), &length, &status);
  if (U_FAILURE(status)) return absl::nullopt;
  return icu::UnicodeString(text, length);
}

std::vector<std::string> TextAreas() {
  return absl::StrSplit(ENTENTE_TEXT_AREAS, ',');
}

std::vector<std::string> KeysOfBundle(absl::string_view area,
                                      absl::string_view bundle) {
  std::vector<std::string> keys;
  UErrorCode status = U_ZERO_ERROR;
  icu::LocalUResourceBundlePointer table(ures_openDirect(
      PathOf(area).c_str(), std::string(bundle).c_str(), &status));
  if (U_FAILURE(status)) return keys;
  icu::LocalUResourceBundlePointer entry;
  while (ures_hasNext(table.getAlias())) {
    entry.adoptInstead(
        ures_getNextResource(table.getAlias(), nullptr, &status));
    if (U_FAILURE(status)) break;
    // ICU adds keys of its own, such as %%ParentIsRoot.
    const absl::string_view key = ures_getKey(entry.getAlias());
    if (!key.empty() && key[0] != '%') {
      keys.push_back(absl::StrCat(area, "/", key));
    }
  }
  return keys;
}

}  // namespace entente
