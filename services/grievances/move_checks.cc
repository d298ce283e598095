#include "services/grievances/move_checks.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "services/grievances/grievance_checks.h"

namespace entente {

using R = v1::Refusal;

std::string At(absl::string_view field, int index) {
  return absl::StrCat(field, "[", index, "]");
}

absl::Status CheckOptionalDay(absl::string_view field, absl::string_view date) {
  return CheckDay(field, date, false).status();
}

absl::Status CheckDigest(absl::string_view field, absl::string_view sha256) {
  bool is_digest = sha256.empty() || sha256.size() == 64;
  for (const char c : sha256) {
    is_digest =
        is_digest && absl::ascii_isxdigit(static_cast<unsigned char>(c));
  }
  if (is_digest) return absl::OkStatus();
  RETURN_IF_ERROR(CheckText(field, sha256, 64, false));
  return Refuse(R::VALUE_UNKNOWN, {{"field", field}, {"value", sha256}});
}

absl::Status CheckInstrument(bool given, const v1::Instrument& instrument) {
  if (!given) return absl::OkStatus();
  RETURN_IF_ERROR(CheckKnownEnum("instrument.kind", instrument.kind(), false));
  RETURN_IF_ERROR(CheckOptionalDay("instrument.instrument_date",
                                   instrument.instrument_date()));
  RETURN_IF_ERROR(CheckKnownEnum("instrument.way", instrument.way(), false));
  RETURN_IF_ERROR(CheckText("instrument.reference", instrument.reference(),
                            kProofCharactersMax, false));
  return CheckDigest("instrument.sha256", instrument.sha256());
}

}  // namespace entente
