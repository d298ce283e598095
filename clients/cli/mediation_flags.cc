#include "clients/cli/mediation_flags.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/output.h"
#include "clients/cli/request_fields.h"
#include "clients/cli/typed_reference.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

using Attendance = v1::Mediation::Session::Attendance;
using v1::Mediation;

constexpr char kPartyFlag[] = "--party";
constexpr char kAttendanceFlag[] = "--with";

// "union officer" and "Union-Officer" are both UNION_OFFICER.
Mediation::Session::Quality QualityOf(absl::string_view typed) {
  const std::string name = absl::StrJoin(
      absl::StrSplit(absl::AsciiStrToLower(typed), ' ', absl::SkipWhitespace()),
      "-");
  const auto& qualities = *Mediation::Session::Quality_descriptor();
  for (int i = 0; i < qualities.value_count(); ++i) {
    if (qualities.value(i)->number() != 0 &&
        CommandName(*qualities.value(i)) == name) {
      return static_cast<Mediation::Session::Quality>(
          qualities.value(i)->number());
    }
  }
  return Mediation::Session::QUALITY_UNSPECIFIED;
}

}  // namespace

void PutParty(google::protobuf::Message& request, const std::string& typed) {
  auto& party =
      *static_cast<v1::RequestMediationRequest&>(request).add_parties();
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(typed, absl::MaxSplits('=', 1));
  uint32_t ally = 0;
  if (absl::SimpleAtoi(parts.second, &ally)) party.set_allied_side(ally);
  const std::string reference = TypedReference("organization_id", parts.first);
  if (IsIdentifier(reference)) {
    party.set_person_id(reference);
  } else {
    party.set_organization_id(reference);
  }
}

ExitCode ResolveParties(Session& session, v1::RequestMediationRequest& request,
                        const RequestFlags& flags) {
  const std::vector<std::string> all = flags.AllTyped(kPartyFlag);
  for (size_t i = 0; i < all.size(); ++i) {
    auto& party = *request.mutable_parties(static_cast<int>(i));
    if (absl::StrContains(all[i], '=') && party.allied_side() == 0) {
      Say(session.Words("PARTY_ALLY", {{"typed", all[i]}}));
      return ExitCode::kUsage;
    }
    if (!session.names().IsOrganization(party.person_id())) continue;
    party.set_organization_id(party.person_id());
    party.clear_person_id();
  }
  return ExitCode::kDone;
}

void PutAttendance(google::protobuf::Message& request,
                   const std::string& typed) {
  Attendance& attendance =
      *static_cast<v1::HoldSessionRequest&>(request).add_attendances();
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(typed, absl::MaxSplits(':', 1));
  attendance.set_who(std::string(absl::StripAsciiWhitespace(parts.second)));
  const std::pair<std::string, std::string> head = absl::StrSplit(
      absl::StripAsciiWhitespace(parts.first), absl::MaxSplits(' ', 1));
  uint32_t side = 0;
  if (absl::SimpleAtoi(head.first, &side)) attendance.set_side(side);
  attendance.set_quality(QualityOf(head.second));
}

absl::string_view AttendanceProblem(const Attendance& attendance) {
  if (attendance.side() == 0) return "SIDE";
  if (attendance.quality() == Mediation::Session::QUALITY_UNSPECIFIED) {
    return "QUALITY";
  }
  return attendance.who().empty() ? "WHO" : "";
}

ExitCode CheckAttendances(Session& session, v1::HoldSessionRequest& request,
                          const RequestFlags& flags) {
  const std::vector<std::string> all = flags.AllTyped(kAttendanceFlag);
  for (size_t i = 0; i < all.size(); ++i) {
    const absl::string_view problem =
        AttendanceProblem(request.attendances(static_cast<int>(i)));
    if (problem.empty()) continue;
    const std::vector<std::string> qualities = NamesWithWords(
        session.language(), *Mediation::Session::Quality_descriptor());
    Say(session.Words("ATTENDANCE_PART",
                      {{"typed", all[i]},
                       {"problem", problem},
                       {"qualities", absl::StrJoin(qualities, ", ")}}));
    return ExitCode::kUsage;
  }
  return ExitCode::kDone;
}

}  // namespace entente
