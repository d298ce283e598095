#include "services/server/json_log.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/support/refusal.h"
#include "services/access/alarm.h"
#include "spdlog/sinks/stdout_sinks.h"

namespace entente {

std::string JsonEscape(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      escaped.push_back('\\');
      escaped.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(&escaped, "\\u%04x", c);
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

JsonLog::JsonLog(Calls calls)
    : calls_(calls),
      logger_(std::make_shared<spdlog::logger>(
          "entented", std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  logger_->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l",%v})",
                       spdlog::pattern_time_type::utc);
  logger_->flush_on(spdlog::level::info);
}

bool JsonLog::Wants(const Policy& policy, const absl::Status& status) const {
  if (RefusalReason(status) == v1::Refusal::INTERNAL_ERROR) return true;
  if (IsAlarm(status)) return true;
  if (calls_ == Calls::kErrors) return false;
  return calls_ == Calls::kAll || policy.kind != Policy::Kind::kRead ||
         !status.ok();
}

void JsonLog::Answered(const Policy& policy, absl::string_view caller,
                       const absl::Status& status, const absl::Status& hidden,
                       absl::Duration duration) {
  if (IsAlarm(status)) {
    // Of its own, so that a filter finds it among refused calls.
    logger_->warn("{}",
                  R"("event":"alarm","detail":"a one-time code was used a )"
                  R"(second time; the token that it opened was revoked")");
  }
  const std::string line = absl::StrCat(
      R"("event":"call","method":")", policy.method, R"(","code":")",
      absl::StatusCodeToString(status.code()), R"(","reason":")",
      status.ok() ? "" : v1::Refusal::Reason_Name(RefusalReason(status)),
      R"(","duration_us":)", absl::ToInt64Microseconds(duration),
      R"(,"caller":")", caller, "\"",
      hidden.ok() ? ""
                  : absl::StrCat(R"(,"detail":")",
                                 JsonEscape(hidden.ToString()), "\""));
  if (hidden.ok()) {
    logger_->info("{}", line);
  } else {
    logger_->error("{}", line);
  }
}

void JsonLog::Event(absl::string_view event, absl::string_view detail) {
  logger_->info(
      "{}", absl::StrCat(R"("event":")", JsonEscape(event), R"(","detail":")",
                         JsonEscape(detail), "\""));
}

void JsonLog::Error(absl::string_view event, absl::string_view detail) {
  logger_->error(
      "{}", absl::StrCat(R"("event":")", JsonEscape(event), R"(","detail":")",
                         JsonEscape(detail), "\""));
}

}  // namespace entente
