#include "proto/support/text/explanation_text.h"

#include <mutex>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

using v1::ExplanationStep;

using Clocks = google::protobuf::RepeatedPtrField<v1::ClockResult>;

std::string DayOr(const Language& language, const std::string& iso) {
  absl::CivilDay day;
  return absl::ParseCivilTime(iso, &day) ? DayText(language, day) : iso;
}

std::string CountText(const Language& language, int count,
                      v1::Period::Unit unit) {
  return Text(language,
              absl::StrCat("deadline/PERIOD_", v1::Period::Unit_Name(unit)),
              {{"count", count}});
}

std::string ClosedText(const Language& language, const v1::ClosedDay& closed) {
  const std::string date = DayOr(language, closed.date());
  const std::string& name =
      language == Language::English() ? closed.name().en() : closed.name().fr();
  if (name.empty()) return date;
  if (closed.observed_for_date().empty()) {
    return Text(language, "deadline/CLOSED_NAMED",
                {{"date", date}, {"name", name}});
  }
  return Text(language, "deadline/CLOSED_OBSERVED",
              {{"date", date},
               {"name", name},
               {"origin", DayOr(language, closed.observed_for_date())}});
}

// The text of a kind may differ by what was counted or passed over.
std::string KeyOf(const ExplanationStep& step) {
  const std::string kind =
      absl::StrCat("deadline/", ExplanationStep::Kind_Name(step.kind()));
  const bool clear = step.unit() == v1::Period::CLEAR_DAYS;
  if (clear && (step.kind() == ExplanationStep::ENDS_OPEN ||
                step.kind() == ExplanationStep::NOT_CARRIED)) {
    return absl::StrCat(kind, "_CLEAR");
  }
  if (step.kind() != ExplanationStep::COUNTED) return kind;
  if (clear) return absl::StrCat(kind, "_CLEAR");
  if (step.unit() == v1::Period::CALENDAR_DAYS) {
    return absl::StrCat(kind, "_EVERY_DAY");
  }
  return step.closed_days().empty() ? kind : absl::StrCat(kind, "_PASSING");
}

std::string Sentence(const Language& language, const ExplanationStep& step,
                     const std::string& clause) {
  std::vector<std::string> closed;
  for (const v1::ClosedDay& day : step.closed_days()) {
    closed.push_back(ClosedText(language, day));
  }
  // To look for words that there are not costs as much as a sentence.
  const std::string trigger = step.trigger() == v1::Clock::TRIGGER_UNSPECIFIED
                                  ? ""
                                  : EnumText(language, step.trigger());
  const std::string period =
      step.unit() == v1::Period::UNIT_UNSPECIFIED
          ? ""
          : CountText(language, step.count(), step.unit());
  return Text(language, KeyOf(step),
              {{"date", DayOr(language, step.date())},
               {"from", DayOr(language, step.from_date())},
               {"trigger", trigger},
               {"period", period},
               {"closed", ListText(language, closed)},
               {"calendar", step.calendar_code()},
               {"clause", clause},
               {"has_clause", clause.empty() ? "no" : "yes"},
               {"clock", step.clock()}});
}

// Sentences once made. The deadlines of many files share their days and
// clauses, and to make a sentence anew costs more than all the rest of a call
// that opens a file.
class Sentences {
 public:
  std::string Of(const Language& language, const ExplanationStep& step,
                 const std::string& clause) {
    std::string key =
        absl::StrCat(language.tag(), " ", clause.size(), " ", clause);
    step.AppendToString(&key);
    {
      std::lock_guard<std::mutex> lock(mutex_);
      const auto found = made_.find(key);
      if (found != made_.end()) return found->second;
    }
    std::string sentence = Sentence(language, step, clause);
    std::lock_guard<std::mutex> lock(mutex_);
    // A few megabytes at most; what is asked for comes back soon.
    if (made_.size() >= kSentencesMax) made_.clear();
    made_[std::move(key)] = sentence;
    return sentence;
  }

 private:
  static constexpr std::size_t kSentencesMax = 8192;

  std::mutex mutex_;
  absl::flat_hash_map<std::string, std::string> made_;
};

std::string SentenceOf(const Language& language, const ExplanationStep& step,
                       const std::string& clause) {
  static Sentences* const sentences = new Sentences;
  return sentences->Of(language, step, clause);
}

}  // namespace

std::vector<std::string> ExplanationText(
    const Language& language,
    const google::protobuf::RepeatedPtrField<ExplanationStep>& steps,
    const Clocks& clocks) {
  std::vector<std::string> sentences;
  for (const ExplanationStep& step : steps) {
    const bool of_clock = step.clock() >= 1 && step.clock() <= clocks.size();
    std::string sentence = SentenceOf(
        language, step, of_clock ? clocks.Get(step.clock() - 1).clause() : "");
    // The earliest names its clock itself.
    if (of_clock && clocks.size() > 1 &&
        step.kind() != ExplanationStep::EARLIEST) {
      sentence = Text(language, "deadline/OF_CLOCK",
                      {{"clock", step.clock()}, {"sentence", sentence}});
    }
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

std::string PeriodText(const Language& language, const v1::Period& period) {
  return CountText(language, period.count(), period.unit());
}

}  // namespace entente
