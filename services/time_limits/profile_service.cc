#include "services/time_limits/profile_service.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/access/redact.h"
#include "services/time_limits/profile_checks.h"
#include "services/time_limits/profile_rules.h"
#include "services/time_limits/profile_text.h"
#include "storage/profile_store.h"

namespace entente {
namespace {

using R = v1::Refusal;

const Reader& PublishedReader() {
  static const Reader reader = {{v1::Confidentiality::PUBLISHED}, {}, false};
  return reader;
}

absl::Status CheckImportProfile(const v1::ImportProfileRequest& request) {
  if (request.textproto().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "textproto"}});
  }
  if (request.textproto().size() > kRuleTextBytesMax) {
    return Refuse(
        R::FIELD_TOO_LONG,
        {{"field", "textproto"}, {"limit", absl::StrCat(kRuleTextBytesMax)}});
  }
  return absl::OkStatus();
}

absl::Status CheckGetProfile(const v1::GetProfileRequest& request) {
  return CheckReference("code", request.code(), true);
}

absl::Status Show(ReadCall& call, const Procedures& procedures,
                  absl::string_view code, int version, v1::Profile& profile) {
  const absl::StatusOr<HeldProcedure> held =
      version == 0 ? procedures.Newest(call.snapshot, code)
                   : procedures.Version(call.snapshot, code, version);
  if (absl::IsNotFound(held.status())) {
    if (version != 0 && procedures.Newest(call.snapshot, code).ok()) {
      return Refuse(R::VALUE_UNKNOWN,
                    {{"field", "version"}, {"value", absl::StrCat(version)}});
    }
    return Refuse(R::VALUE_UNKNOWN, {{"field", "code"}, {"value", code}});
  }
  RETURN_IF_ERROR(held.status());
  profile = *held->profile;
  return absl::OkStatus();
}

// Files take the newest version of a code: what is one of mediations in one
// version is so in all.
absl::Status CheckPurpose(Snapshot& snapshot, const Procedures& procedures,
                          const v1::Profile& profile) {
  const absl::StatusOr<HeldProcedure> newest =
      procedures.Newest(snapshot, profile.code());
  if (absl::IsNotFound(newest.status())) return absl::OkStatus();
  RETURN_IF_ERROR(newest.status());
  return newest->profile->has_scheme() == profile.has_scheme()
             ? absl::OkStatus()
             : InvalidProfile("scheme", "OTHER_PURPOSE");
}

absl::StatusOr<std::string> Import(WriteCall& call,
                                   const Procedures& procedures,
                                   const v1::ImportProfileRequest& request,
                                   v1::ImportProfileResponse& response) {
  ASSIGN_OR_RETURN(v1::Profile profile, ParseProfile(request.textproto()));
  RETURN_IF_ERROR(CheckProfile(profile, procedures.calendars()));
  RETURN_IF_ERROR(CheckPurpose(call.snapshot, procedures, profile));
  const std::string id = ProfileId(profile.code(), profile.version());
  const absl::Status known =
      procedures.Version(call.snapshot, profile.code(), profile.version())
          .status();
  if (known.ok()) {
    return Refuse(R::VERSION_TAKEN,
                  {{"field", "textproto"},
                   {"value", profile.code()},
                   {"version", absl::StrCat(profile.version())}});
  }
  if (!absl::IsNotFound(known)) return known;
  *response.mutable_profile() = profile;
  Redact(PublishedReader(), response);
  v1::Event event;
  event.set_move(v1::Event::PROFILE_IMPORTED);
  event.set_record_id(id);
  *event.mutable_profile() = std::move(profile);
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event),
                               v1::Mandate::ADMINISTRATOR));
  return id;
}

}  // namespace

grpc::ServerUnaryReactor* ProfileService::ImportProfile(
    grpc::CallbackServerContext* context,
    const v1::ImportProfileRequest* request,
    v1::ImportProfileResponse* response) {
  return rpc_.Write(
      context, request, response, CheckImportProfile,
      [this](WriteCall& call, const v1::ImportProfileRequest& import,
             v1::ImportProfileResponse& answer) {
        return Import(call, procedures_, import, answer);
      },
      [this](ReadCall& call, absl::string_view id,
             v1::ImportProfileResponse& answer) {
        const std::size_t dot = id.rfind('.');
        int version = 0;
        if (!absl::SimpleAtoi(id.substr(dot + 1), &version)) {
          return absl::InternalError(
              absl::StrCat("the profile id ", id, " has no version"));
        }
        absl::Status status = Show(call, procedures_, id.substr(0, dot),
                                   version, *answer.mutable_profile());
        Redact(PublishedReader(), answer);
        return status;
      });
}

grpc::ServerUnaryReactor* ProfileService::GetProfile(
    grpc::CallbackServerContext* context, const v1::GetProfileRequest* request,
    v1::GetProfileResponse* response) {
  return rpc_.Read(context, request, response, CheckGetProfile,
                   [this](ReadCall& call, const v1::GetProfileRequest& get,
                          v1::GetProfileResponse& answer) {
                     absl::Status status =
                         Show(call, procedures_, get.code(), get.version(),
                              *answer.mutable_profile());
                     Redact(PublishedReader(), answer);
                     return status;
                   });
}

grpc::ServerUnaryReactor* ProfileService::ListProfiles(
    grpc::CallbackServerContext* context,
    const v1::ListProfilesRequest* request,
    v1::ListProfilesResponse* response) {
  return rpc_.Read(context, request, response, NoCheck(),
                   [this](ReadCall& call, const v1::ListProfilesRequest&,
                          v1::ListProfilesResponse& answer) -> absl::Status {
                     std::set<std::string> codes = shipped_codes_;
                     ASSIGN_OR_RETURN(const std::vector<v1::Profile> imported,
                                      ListNewestProfiles(call.snapshot));
                     for (const v1::Profile& profile : imported) {
                       codes.insert(profile.code());
                     }
                     for (const std::string& code : codes) {
                       RETURN_IF_ERROR(Show(call, procedures_, code, 0,
                                            *answer.add_profiles()));
                     }
                     Redact(PublishedReader(), answer);
                     return absl::OkStatus();
                   });
}

}  // namespace entente
