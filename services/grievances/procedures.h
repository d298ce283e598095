// The rules that files are under: shipped with the program, or imported.

#ifndef ENTENTE_SERVICES_GRIEVANCES_PROCEDURES_H_
#define ENTENTE_SERVICES_GRIEVANCES_PROCEDURES_H_

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/profile.pb.h"
#include "services/time_limits/calendar_book.h"
#include "services/time_limits/procedure_rules.h"
#include "storage/engine/transaction.h"

namespace entente {

// A profile with what computing by it needs. It holds the profile; the
// calendars are those of the Procedures that it comes from.
struct HeldProcedure {
  std::shared_ptr<const v1::Profile> profile;
  Procedure procedure;
  // The profile's time zone: it says which day an instant falls on.
  absl::TimeZone time_zone;
};

// Thread-safe.
class Procedures {
 public:
  // With the shipped calendars and profiles. An error is a bug in their data.
  static absl::StatusOr<std::unique_ptr<Procedures>> Make();

  // The newest version of a profile, shipped or imported; NOT_FOUND when
  // there is none.
  absl::StatusOr<HeldProcedure> Newest(Snapshot& snapshot,
                                       absl::string_view code) const;

  // The newest version of the profile under which grievances of the agreement
  // are filed: PROFILE_OF_MEDIATIONS (agreement_id) where that has a scheme of
  // mediations.
  absl::StatusOr<HeldProcedure> NewestFor(Snapshot& snapshot,
                                          const v1::Agreement& agreement) const;

  // The versions that a grievance pinned when it was filed.
  absl::StatusOr<HeldProcedure> Pinned(Snapshot& snapshot,
                                       const v1::Grievance& grievance) const;

  // The versions that a record pinned.
  absl::StatusOr<HeldProcedure> Pinned(Snapshot& snapshot,
                                       absl::string_view code, int version,
                                       int calendar_version) const;

  // Any one version.
  absl::StatusOr<HeldProcedure> Version(Snapshot& snapshot,
                                        absl::string_view code,
                                        int version) const;

  const CalendarBook& calendars() const { return calendars_; }

 private:
  using Key = std::pair<std::string, int>;
  using ProfilePtr = std::shared_ptr<const v1::Profile>;

  Procedures() = default;

  absl::StatusOr<HeldProcedure> Hold(ProfilePtr profile,
                                     int calendar_version) const;

  CalendarBook calendars_;
  // The shipped ones; filled by Make and then only read.
  std::map<Key, ProfilePtr> shipped_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_PROCEDURES_H_
