// Credentials, and where they are kept: digests only, never the secrets.

#ifndef ENTENTE_STORAGE_TOKEN_STORE_H_
#define ENTENTE_STORAGE_TOKEN_STORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/access.pb.h"
#include "storage/engine/transaction.h"

namespace entente {

// Writes the row, new or changed. ApplyChange calls it; nobody else.
absl::Status PutToken(Transaction& transaction, const v1::Token& token);

absl::StatusOr<absl::optional<v1::Token>> FindToken(Snapshot& snapshot,
                                                    absl::string_view id);

// By the digest of the secret. Looking up a digest tells by its time nothing
// of how near a guess came.
absl::StatusOr<absl::optional<v1::Token>> FindTokenByTokenDigest(
    Snapshot& snapshot, absl::string_view token_digest);
absl::StatusOr<absl::optional<v1::Token>> FindTokenByCodeDigest(
    Snapshot& snapshot, absl::string_view code_digest);

// All that a person ever had, the newest first.
absl::StatusOr<std::vector<v1::Token>> ListTokensOf(
    Snapshot& snapshot, absl::string_view person_id);

// Which credentials to list.
struct TokenList {
  std::string person_id;  // Only of this person, when not empty.
  // Whether those of all are shown; else those of the caller, and of everyone
  // who holds a live mandate of an organisation whose keeper the caller is.
  bool all = false;
  std::string caller_id;
  absl::CivilDay today;
  // Begin after this one; an empty id begins with the newest.
  absl::Time after_time;
  std::string after_id;
  int limit = 0;
};

// The newest first.
absl::StatusOr<std::vector<v1::Token>> ListTokens(Snapshot& snapshot,
                                                  const TokenList& list);

}  // namespace entente

#endif  // ENTENTE_STORAGE_TOKEN_STORE_H_
