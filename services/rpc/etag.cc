#include "services/rpc/etag.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "storage/keyring.h"

namespace entente {

std::string Etag(const Keyring& keyring,
                 const google::protobuf::Message& redacted) {
  const std::string mac =
      keyring.Mac("etag", absl::StrCat(redacted.GetDescriptor()->full_name(),
                                       "\n", redacted.SerializeAsString()));
  return absl::WebSafeBase64Escape(absl::string_view(mac).substr(0, 15));
}

absl::Status CheckEtag(const Keyring& keyring, absl::string_view given,
                       const google::protobuf::Message& redacted) {
  if (given.empty() || given == Etag(keyring, redacted)) {
    return absl::OkStatus();
  }
  return Refuse(v1::Refusal::CHANGED_MEANWHILE);
}

}  // namespace entente
