#include "services/grievances/procedures.h"

#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/time_limits/profile_text.h"
#include "storage/profile_store.h"

namespace entente {

absl::StatusOr<std::unique_ptr<Procedures>> Procedures::Make() {
  std::unique_ptr<Procedures> made(new Procedures);
  ASSIGN_OR_RETURN(made->calendars_, ShippedCalendars());
  ASSIGN_OR_RETURN(std::vector<v1::Profile> profiles,
                   ShippedProfiles(made->calendars_));
  for (v1::Profile& profile : profiles) {
    const Key key(profile.code(), profile.version());
    made->shipped_[key] =
        std::make_shared<const v1::Profile>(std::move(profile));
  }
  return made;
}

absl::StatusOr<HeldProcedure> Procedures::Hold(ProfilePtr profile,
                                               int calendar_version) const {
  HeldProcedure held;
  if (!absl::LoadTimeZone(profile->time_zone(), &held.time_zone)) {
    return absl::InternalError(
        absl::StrCat("no time zone ", profile->time_zone()));
  }
  held.profile = std::move(profile);
  held.procedure.profile = held.profile.get();
  held.procedure.calendars = &calendars_;
  held.procedure.calendar_version = calendar_version;
  return held;
}

absl::StatusOr<HeldProcedure> Procedures::Version(Snapshot& snapshot,
                                                  absl::string_view code,
                                                  int version) const {
  const auto shipped = shipped_.find(Key(code, version));
  if (shipped != shipped_.end()) return Hold(shipped->second, 0);
  ASSIGN_OR_RETURN(absl::optional<v1::Profile> stored,
                   FindProfile(snapshot, code, version));
  if (!stored.has_value()) {
    return absl::NotFoundError(absl::StrCat("no profile ", code));
  }
  return Hold(std::make_shared<const v1::Profile>(*std::move(stored)), 0);
}

absl::StatusOr<HeldProcedure> Procedures::Newest(Snapshot& snapshot,
                                                 absl::string_view code) const {
  ASSIGN_OR_RETURN(absl::optional<v1::Profile> stored,
                   FindProfile(snapshot, code, 0));
  // The last of this code has the highest version.
  auto shipped =
      shipped_.upper_bound(Key(code, std::numeric_limits<int>::max()));
  const bool is_shipped =
      shipped != shipped_.begin() && (--shipped)->first.first == code;
  if (is_shipped &&
      (!stored.has_value() || stored->version() < shipped->first.second)) {
    return Hold(shipped->second, 0);
  }
  if (!stored.has_value()) {
    return absl::NotFoundError(absl::StrCat("no profile ", code));
  }
  return Hold(std::make_shared<const v1::Profile>(*std::move(stored)), 0);
}

absl::StatusOr<HeldProcedure> Procedures::NewestFor(
    Snapshot& snapshot, const v1::Agreement& agreement) const {
  ASSIGN_OR_RETURN(HeldProcedure held,
                   Newest(snapshot, agreement.profile_code()));
  // No call enters such an agreement; without a limit for filing, or a step,
  // everything that follows would be wrong in silence.
  if (held.profile->has_scheme()) {
    return Refuse(
        v1::Refusal::PROFILE_OF_MEDIATIONS,
        {{"field", "agreement_id"}, {"value", agreement.profile_code()}});
  }
  return held;
}

absl::StatusOr<HeldProcedure> Procedures::Pinned(
    Snapshot& snapshot, const v1::Grievance& grievance) const {
  return Pinned(snapshot, grievance.profile_code(),
                static_cast<int>(grievance.profile_version()),
                static_cast<int>(grievance.calendar_version()));
}

absl::StatusOr<HeldProcedure> Procedures::Pinned(Snapshot& snapshot,
                                                 absl::string_view code,
                                                 int version,
                                                 int calendar_version) const {
  ASSIGN_OR_RETURN(HeldProcedure held, Version(snapshot, code, version));
  held.procedure.calendar_version = calendar_version;
  return held;
}

}  // namespace entente
