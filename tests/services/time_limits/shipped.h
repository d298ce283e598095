// The shipped calendars and profiles, for tests of the rules on them.

#ifndef ENTENTE_TESTS_SERVICES_TIME_LIMITS_SHIPPED_H_
#define ENTENTE_TESTS_SERVICES_TIME_LIMITS_SHIPPED_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "services/time_limits/profile_text.h"

namespace entente {

// The shipped calendars, read once.
inline const CalendarBook& Calendars() {
  static const CalendarBook* const book = [] {
    absl::StatusOr<CalendarBook> read = ShippedCalendars();
    if (!read.ok()) {
      ADD_FAILURE() << FindRefusal(read.status())->ShortDebugString();
      return new CalendarBook();
    }
    return new CalendarBook(*std::move(read));
  }();
  return *book;
}

// A shipped calendar, which must be there.
inline const CalendarDays& Calendar(absl::string_view code) {
  const CalendarDays* const calendar = Calendars().Find(code);
  if (calendar == nullptr) {
    ADD_FAILURE() << "no calendar " << code;
    return *Calendars().Newest().at(0);
  }
  return *calendar;
}

// A copy of a shipped profile, which must be there.
inline v1::Profile ShippedProfile(absl::string_view code) {
  absl::StatusOr<std::vector<v1::Profile>> profiles =
      ShippedProfiles(Calendars());
  if (!profiles.ok()) {
    ADD_FAILURE() << FindRefusal(profiles.status())->ShortDebugString();
    return v1::Profile();
  }
  for (v1::Profile& profile : *profiles) {
    if (profile.code() == code) return std::move(profile);
  }
  ADD_FAILURE() << "no profile " << code;
  return v1::Profile();
}

// The day that a test names; it must exist.
inline absl::CivilDay Day(absl::string_view iso) {
  const absl::optional<absl::CivilDay> day = ParseDay(iso);
  if (!day.has_value()) ADD_FAILURE() << "no day " << iso;
  return day.value_or(absl::CivilDay());
}

// "REASON where problem" of a refused calendar or profile; "OK" when it is
// accepted.
inline std::string Complaint(const absl::Status& status) {
  if (status.ok()) return "OK";
  const auto refusal = FindRefusal(status);
  if (!refusal.has_value()) return status.ToString();
  std::string result = refusal->reason();
  for (const char* key : {"where", "problem"}) {
    const auto found = refusal->metadata().find(key);
    if (found != refusal->metadata().end()) result += " " + found->second;
  }
  return result;
}

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_TIME_LIMITS_SHIPPED_H_
