#include "storage/profile_store.h"

#include "absl/strings/str_cat.h"
#include "storage/record_row.h"

namespace entente {

std::string ProfileId(absl::string_view code, int version) {
  return absl::StrCat(code, ".", version);
}

absl::Status PutProfile(Transaction& transaction, const v1::Profile& profile) {
  return transaction
      .Execute(
          "INSERT INTO profiles"
          " (profile_id, code, version, record)"
          " VALUES ($1, $2, $3, $4)"
          " ON CONFLICT (profile_id) DO UPDATE SET"
          " code = excluded.code, version = excluded.version,"
          " record = excluded.record",
          ProfileId(profile.code(), profile.version()), profile.code(),
          profile.version(), BlobView{profile.SerializeAsString()})
      .status();
}

absl::StatusOr<absl::optional<v1::Profile>> FindProfile(Snapshot& snapshot,
                                                        absl::string_view code,
                                                        int version) {
  return FindRecord<v1::Profile>(
      snapshot.Query("SELECT record FROM profiles"
                     " WHERE code = $1 AND ($2 = 0 OR version = $2)"
                     " ORDER BY version DESC LIMIT 1",
                     code, version));
}

absl::StatusOr<std::vector<v1::Profile>> ListNewestProfiles(
    Snapshot& snapshot) {
  return ReadRecords<v1::Profile>(
      snapshot.Query("SELECT p.record FROM profiles AS p"
                     " WHERE NOT EXISTS (SELECT 1 FROM profiles AS newer"
                     " WHERE newer.code = p.code AND newer.version > p.version)"
                     " ORDER BY p.code"));
}

}  // namespace entente
