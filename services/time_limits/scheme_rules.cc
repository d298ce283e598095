#include "services/time_limits/scheme_rules.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "proto/support/status_macros.h"
#include "services/time_limits/profile_checks.h"
#include "services/time_limits/rule_text_check.h"

namespace entente {
namespace {

using v1::Clock;
using v1::Mediation;
using v1::MediationScheme;
using v1::TimeLimit;

constexpr int kChallengesMax = 3;
constexpr int kConflictYearsMax = 30;

TimeLimit::Owner OwnerOf(TimeLimit::Act act) {
  switch (act) {
    case TimeLimit::ACKNOWLEDGE:
      return TimeLimit::OFFICE;
    case TimeLimit::CONSENT:
      return TimeLimit::EACH_PARTY;
    default:
      return TimeLimit::MEDIATORS;
  }
}

// The parts of a profile that only a procedure of grievances has.
absl::Status CheckNothingOfGrievances(const v1::Profile& profile) {
  const std::pair<const char*, bool> parts[] = {
      {"steps", !profile.steps().empty()},
      {"late_protection", profile.has_late_protection()},
      {"referral", profile.has_referral()},
      {"objection_cut_offs", !profile.objection_cut_offs().empty()},
      {"prerequisites", !profile.prerequisites().empty()},
      {"closure_rules", !profile.closure_rules().empty()},
      {"repudiation_clause", !profile.repudiation_clause().empty()},
      {"member_complaint", profile.has_member_complaint()},
  };
  for (const auto& [name, is_there] : parts) {
    if (is_there) return InvalidProfile(name, "CONTRADICTS");
  }
  return absl::OkStatus();
}

absl::Status CheckKinds(const MediationScheme& scheme) {
  if (scheme.kinds().empty()) return InvalidProfile("scheme.kinds", "MISSING");
  absl::flat_hash_set<int> kinds;
  for (int i = 0; i < scheme.kinds_size(); ++i) {
    const int kind = scheme.kinds(i);
    const std::string where = Indexed("scheme.kinds", i);
    RETURN_IF_ERROR(CheckStated(Mediation::Kind_IsValid(kind), kind, where));
    if (!kinds.insert(kind).second) return InvalidProfile(where, "DUPLICATE");
  }
  return absl::OkStatus();
}

absl::Status CheckLevel(const MediationScheme::Level& level,
                        const std::string& where) {
  RETURN_IF_ERROR(CheckStated(Mediation::Level_IsValid(level.level()),
                              level.level(), where + ".level"));
  RETURN_IF_ERROR(CheckNames(level.name(), where + ".name"));
  absl::flat_hash_set<int> requesters;
  for (int i = 0; i < level.requesters_size(); ++i) {
    const int kind = level.requesters(i);
    const std::string place = Indexed(where + ".requesters", i);
    RETURN_IF_ERROR(CheckStated(v1::Party::Kind_IsValid(kind), kind, place));
    if (!requesters.insert(kind).second) {
      return InvalidProfile(place, "DUPLICATE");
    }
  }
  return CheckPresent(level.clause(), where + ".clause");
}

absl::Status CheckLevels(const MediationScheme& scheme) {
  const std::string levels = "scheme.levels";
  if (scheme.levels().empty()) return InvalidProfile(levels, "MISSING");
  for (int i = 0; i < scheme.levels_size(); ++i) {
    const MediationScheme::Level& level = scheme.levels(i);
    const std::string where = Indexed(levels, i);
    RETURN_IF_ERROR(CheckLevel(level, where));
    if (level.level() == Mediation::SINGLE && scheme.levels_size() > 1) {
      return InvalidProfile(where + ".level", "CONTRADICTS");
    }
    if (i == 0) continue;
    // The numbers of the levels go from the lowest to the highest.
    const Mediation::Level before = scheme.levels(i - 1).level();
    if (level.level() <= before) {
      return InvalidProfile(where + ".level", level.level() == before
                                                  ? "DUPLICATE"
                                                  : "NOT_IN_ORDER");
    }
  }
  return absl::OkStatus();
}

// Silence has a meaning, and its time, where a party is asked that may let the
// time pass; one without the other would end a mediation at no known day.
absl::Status CheckConsent(const v1::Profile& profile) {
  const MediationScheme& scheme = profile.scheme();
  RETURN_IF_ERROR(
      CheckStated(MediationScheme::Consent_IsValid(scheme.consent()),
                  scheme.consent(), "scheme.consent"));
  RETURN_IF_ERROR(
      CheckPresent(scheme.consent_clause(), "scheme.consent_clause"));
  if (!MediationScheme::Silence_IsValid(scheme.silence())) {
    return InvalidProfile("scheme.silence", "UNKNOWN");
  }
  const bool refuses = scheme.silence() == MediationScheme::REFUSAL;
  if (refuses && scheme.consent() != MediationScheme::EACH_PARTY) {
    return InvalidProfile("scheme.silence", "CONTRADICTS");
  }
  const auto& limits = profile.limits();
  const auto found = std::find_if(
      limits.begin(), limits.end(),
      [](const TimeLimit& limit) { return limit.act() == TimeLimit::CONSENT; });
  if (refuses && found == limits.end()) {
    return InvalidProfile("limits.CONSENT", "MISSING");
  }
  if (!refuses && found != limits.end()) {
    return InvalidProfile(
        Indexed("limits", static_cast<int>(found - limits.begin())),
        "CONTRADICTS");
  }
  return absl::OkStatus();
}

absl::Status CheckNumber(int number, int maximum, std::string where) {
  return number < 0 || number > maximum
             ? InvalidProfile(std::move(where), "OUT_OF_RANGE")
             : absl::OkStatus();
}

absl::Status CheckMediators(const MediationScheme& scheme) {
  RETURN_IF_ERROR(CheckNumber(scheme.challenges_per_party(), kChallengesMax,
                              "scheme.challenges_per_party"));
  RETURN_IF_ERROR(CheckNumber(scheme.conflict_years(), kConflictYearsMax,
                              "scheme.conflict_years"));
  const bool says_something = scheme.challenges_per_party() > 0 ||
                              scheme.certified_mediator() ||
                              scheme.undertaking();
  if (says_something && scheme.mediator_clause().empty()) {
    return InvalidProfile("scheme.mediator_clause", "MISSING");
  }
  if (scheme.consent() == MediationScheme::NOT_NEEDED) return absl::OkStatus();
  return CheckPresent(scheme.confidentiality_clause(),
                      "scheme.confidentiality_clause");
}

}  // namespace

bool IsOfMediation(TimeLimit::Act act) {
  return act == TimeLimit::ACKNOWLEDGE || act == TimeLimit::CONSENT ||
         act == TimeLimit::CONCLUDE;
}

bool IsOfMediation(TimeLimit::Owner owner) {
  return owner == TimeLimit::OFFICE || owner == TimeLimit::EACH_PARTY ||
         owner == TimeLimit::MEDIATORS;
}

bool MayRunFromInMediation(Clock::Trigger trigger, TimeLimit::Act act) {
  switch (act) {
    case TimeLimit::ACKNOWLEDGE:
      return trigger == Clock::REQUEST;
    case TimeLimit::CONSENT:
      return trigger == Clock::REQUEST || trigger == Clock::ADMISSION;
    case TimeLimit::CONCLUDE:
      return trigger == Clock::REQUEST || trigger == Clock::ADMISSION ||
             trigger == Clock::CONSENTS || trigger == Clock::ENTRY;
    default:
      return false;
  }
}

absl::Status CheckMediationLimit(const TimeLimit& limit,
                                 const std::string& where) {
  if (!limit.issue_codes().empty()) {
    return InvalidProfile(where + ".issue_codes", "CONTRADICTS");
  }
  if (!limit.grievance_classes().empty()) {
    return InvalidProfile(where + ".grievance_classes", "CONTRADICTS");
  }
  if (limit.has_in_force() &&
      limit.in_force().basis() != v1::InForce::DAY_OF_REQUEST) {
    return InvalidProfile(where + ".in_force.basis", "CONTRADICTS");
  }
  if (limit.owner() != OwnerOf(limit.act())) {
    return InvalidProfile(where + ".owner", "CONTRADICTS");
  }
  const TimeLimit::Missed missed = limit.act() == TimeLimit::CONSENT
                                       ? TimeLimit::REFUSAL
                                       : TimeLimit::NOTHING;
  return limit.missed() == missed
             ? absl::OkStatus()
             : InvalidProfile(where + ".missed", "CONTRADICTS");
}

absl::Status CheckScheme(const v1::Profile& profile) {
  RETURN_IF_ERROR(CheckNothingOfGrievances(profile));
  RETURN_IF_ERROR(CheckKinds(profile.scheme()));
  RETURN_IF_ERROR(CheckLevels(profile.scheme()));
  RETURN_IF_ERROR(CheckConsent(profile));
  return CheckMediators(profile.scheme());
}

}  // namespace entente
