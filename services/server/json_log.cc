#include "services/server/json_log.h"

#include <poll.h>
#include <unistd.h>

#include <mutex>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/support/refusal.h"
#include "services/access/alarm.h"
#include "spdlog/sinks/base_sink.h"

namespace entente {
namespace {

// Writes to stderr without ever waiting for whoever reads it: a call must not
// stand still since a log does. What finds no room is left out, and counted in
// the next line that does.
class StderrSink final : public spdlog::sinks::base_sink<std::mutex> {
 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    if (!HasRoom()) {
      ++left_out_;
      return;
    }
    if (left_out_ > 0) {
      const uint64_t left_out = left_out_;
      left_out_ = 0;
      const std::string said =
          absl::StrCat(R"("event":"log","detail":"nobody read the log: )",
                       left_out, R"( lines were left out")");
      Write(spdlog::details::log_msg("entented", spdlog::level::warn, said));
      if (!HasRoom()) {
        ++left_out_;
        return;
      }
    }
    Write(message);
  }
  void flush_() override {}

  void Write(const spdlog::details::log_msg& message) {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    // Where it cannot be said, it cannot be said that it cannot.
    const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
    if (written < 0) ++left_out_;
  }

  static bool HasRoom() {
    pollfd error_output = {STDERR_FILENO, POLLOUT, 0};
    return poll(&error_output, 1, 0) > 0 &&
           (error_output.revents & POLLOUT) != 0;
  }

  uint64_t left_out_ = 0;
};

// The detail of a line, so short that a pipe which has room takes the whole
// line (PIPE_BUF) however much of it is escaped.
std::string Detail(absl::string_view text) {
  constexpr size_t kBytesMax = 600;
  if (text.size() <= kBytesMax) return JsonEscape(text);
  size_t end = kBytesMax;
  // Not in the middle of a character.
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return absl::StrCat(JsonEscape(text.substr(0, end)), "…");
}

}  // namespace

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
          "entented", std::make_shared<StderrSink>())) {
  logger_->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l",%v})",
                       spdlog::pattern_time_type::utc);
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
      hidden.ok()
          ? ""
          : absl::StrCat(R"(,"detail":")", Detail(hidden.ToString()), "\""));
  if (hidden.ok()) {
    logger_->info("{}", line);
  } else {
    logger_->error("{}", line);
  }
}

void JsonLog::Event(absl::string_view event, absl::string_view detail) {
  logger_->info("{}", absl::StrCat(R"("event":")", JsonEscape(event),
                                   R"(","detail":")", Detail(detail), "\""));
}

void JsonLog::Error(absl::string_view event, absl::string_view detail) {
  logger_->error("{}", absl::StrCat(R"("event":")", JsonEscape(event),
                                    R"(","detail":")", Detail(detail), "\""));
}

}  // namespace entente
