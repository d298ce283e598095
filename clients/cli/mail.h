// What is due as a mail message, for a timer that sends it.

#ifndef ENTENTE_CLIENTS_CLI_MAIL_H_
#define ENTENTE_CLIENTS_CLI_MAIL_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "entente/v1/time_limit_service.pb.h"
#include "proto/support/text/language.h"

namespace entente {

// A header with its line break. A value that is not plain ASCII is written in
// encoded words (RFC 2047), none of which ends within a character, folded so
// that no line is longer than 76.
std::string MailHeader(absl::string_view name, absl::string_view value);

// Whether nobody needs this message: nothing is due within 30 days or
// uncertain, and the token of the timer lasts a while.
bool SaysNothing(absl::TimeZone zone, const v1::GetDigestResponse& digest);

// The whole message, headers and body, in UTF-8: counts and days, and neither
// who nor what. `zone` says on which day the token of the timer ends.
std::string DigestMail(const Language& language, absl::TimeZone zone,
                       const v1::GetDigestResponse& digest);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_MAIL_H_
