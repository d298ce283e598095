#include "services/time_limits/profile_path_rules.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "proto/support/status_macros.h"
#include "services/time_limits/profile_checks.h"
#include "services/time_limits/rule_text_check.h"
#include "services/time_limits/scheme_rules.h"

namespace entente {
namespace {

using v1::ObjectionCutOff;
using v1::TimeLimit;

bool IsOfArbitration(TimeLimit::Act act) {
  return act == TimeLimit::REFER || act == TimeLimit::NAME_ARBITRATOR ||
         act == TimeLimit::FIX_HEARING || act == TimeLimit::AWARD;
}

bool IsOfCommittee(TimeLimit::Act act) {
  return act == TimeLimit::COMMITTEE_MEETING ||
         act == TimeLimit::COMMITTEE_DECISION;
}

absl::Status CheckReferral(const v1::Profile& profile) {
  if (!profile.has_referral()) {
    for (const TimeLimit& limit : profile.limits()) {
      if (IsOfArbitration(limit.act())) {
        return InvalidProfile("referral", "MISSING");
      }
    }
    return absl::OkStatus();
  }
  const v1::ReferralRule& referral = profile.referral();
  RETURN_IF_ERROR(CheckStated(TimeLimit::Owner_IsValid(referral.by()),
                              referral.by(), "referral.by"));
  if (referral.by() != TimeLimit::FILING_SIDE &&
      referral.by() != TimeLimit::EITHER_SIDE) {
    return InvalidProfile("referral.by", "CONTRADICTS");
  }
  return CheckPresent(referral.clause(), "referral.clause");
}

absl::Status CheckCutOff(const ObjectionCutOff& cut_off,
                         const v1::Profile& profile, const std::string& where) {
  RETURN_IF_ERROR(CheckStated(v1::Objection::Kind_IsValid(cut_off.kind()),
                              cut_off.kind(), where + ".kind"));
  RETURN_IF_ERROR(CheckStated(ObjectionCutOff::Until_IsValid(cut_off.until()),
                              cut_off.until(), where + ".until"));
  const bool of_a_step =
      cut_off.until() == ObjectionCutOff::STEP_OR_STEP_OF_FAILURE;
  if (of_a_step ? cut_off.step() < 1 || cut_off.step() > profile.steps_size()
                : cut_off.step() != 0) {
    return InvalidProfile(where + ".step", "OUT_OF_RANGE");
  }
  if (!of_a_step && !profile.has_referral()) {
    return InvalidProfile(where + ".until", "CONTRADICTS");
  }
  return CheckPresent(cut_off.clause(), where + ".clause");
}

absl::Status CheckCutOffs(const v1::Profile& profile) {
  absl::flat_hash_set<int> kinds;
  for (int i = 0; i < profile.objection_cut_offs_size(); ++i) {
    const ObjectionCutOff& cut_off = profile.objection_cut_offs(i);
    const std::string where = Indexed("objection_cut_offs", i);
    RETURN_IF_ERROR(CheckCutOff(cut_off, profile, where));
    if (!kinds.insert(cut_off.kind()).second) {
      return InvalidProfile(where + ".kind", "DUPLICATE");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPrerequisites(const v1::Profile& profile) {
  absl::flat_hash_set<std::string> codes;
  for (int i = 0; i < profile.prerequisites_size(); ++i) {
    const v1::Prerequisite& each = profile.prerequisites(i);
    const std::string where = Indexed("prerequisites", i);
    if (!IsRuleCode(each.code())) {
      return InvalidProfile(where + ".code", "NOT_A_CODE");
    }
    if (!codes.insert(each.code()).second) {
      return InvalidProfile(where + ".code", "DUPLICATE");
    }
    if (each.issue_codes().empty()) {
      return InvalidProfile(where + ".issue_codes", "MISSING");
    }
    RETURN_IF_ERROR(
        CheckIssueCodes(each.issue_codes(), where + ".issue_codes"));
    RETURN_IF_ERROR(CheckNames(each.name(), where + ".name"));
    RETURN_IF_ERROR(CheckPresent(each.clause(), where + ".clause"));
  }
  if (!profile.prerequisites().empty()) return absl::OkStatus();
  for (int i = 0; i < profile.limits_size(); ++i) {
    if (IsOfCommittee(profile.limits(i).act())) {
      return InvalidProfile(Indexed("limits", i), "CONTRADICTS");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckClosures(const v1::Profile& profile) {
  absl::flat_hash_set<int> acts;
  for (int i = 0; i < profile.closure_rules_size(); ++i) {
    const v1::ClosureRule& rule = profile.closure_rules(i);
    const std::string where = Indexed("closure_rules", i);
    if (rule.acts().empty()) return InvalidProfile(where + ".acts", "MISSING");
    for (int j = 0; j < rule.acts_size(); ++j) {
      const std::string place = Indexed(where + ".acts", j);
      RETURN_IF_ERROR(CheckStated(TimeLimit::Act_IsValid(rule.acts(j)),
                                  rule.acts(j), place));
      if (IsOfMediation(rule.acts(j))) {
        return InvalidProfile(place, "CONTRADICTS");
      }
      if (!acts.insert(rule.acts(j)).second) {
        return InvalidProfile(place, "DUPLICATE");
      }
    }
    RETURN_IF_ERROR(CheckPresent(rule.clause(), where + ".clause"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckProcedurePaths(const v1::Profile& profile) {
  RETURN_IF_ERROR(CheckReferral(profile));
  RETURN_IF_ERROR(CheckCutOffs(profile));
  RETURN_IF_ERROR(CheckPrerequisites(profile));
  return CheckClosures(profile);
}

}  // namespace entente
