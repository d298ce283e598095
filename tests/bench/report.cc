#include "tests/bench/report.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace entente::bench {
namespace {

double Middle(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

void Demand(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "bench: %s\n", what.c_str());
  std::exit(1);
}

void Report::Add(const std::string& name, int in_flight, Measure measure) {
  Demand(measure.failures == 0,
         absl::StrCat(name, ": ", measure.failures,
                      " calls failed, first: ", measure.first_failure));
  const Key key(name, in_flight);
  Line& line = lines_[key];
  if (line.rates.empty()) order_.push_back(key);
  line.rates.push_back(static_cast<double>(measure.calls) /
                       absl::ToDoubleSeconds(measure.wall));
  line.times.insert(line.times.end(), measure.times.begin(),
                    measure.times.end());
}

double Report::Rate(const std::string& name, int in_flight) const {
  const auto found = lines_.find(Key(name, in_flight));
  return found == lines_.end() ? 0 : Middle(found->second.rates);
}

void Report::AimP99(const std::string& name, int in_flight,
                    double milliseconds) {
  lines_[Key(name, in_flight)].p99_aim_ms = milliseconds;
}

void Report::PrintLines() const {
  for (const Key& key : order_) {
    const Line& line = lines_.at(key);
    const auto [least, most] =
        std::minmax_element(line.rates.begin(), line.rates.end());
    const Measure all = Summary(line.times, absl::ZeroDuration());
    std::printf("%-54s %3d %7.0f/s (%.0f to %.0f)  p50 %.3f ms  p99 %.3f ms",
                key.first.c_str(), key.second, Middle(line.rates), *least,
                *most, absl::ToDoubleMilliseconds(all.Within(0.5)),
                absl::ToDoubleMilliseconds(all.Within(0.99)));
    if (line.p99_aim_ms > 0) std::printf("  aim p99 <= %.0f", line.p99_aim_ms);
    std::printf("\n");
  }
}

void Report::PrintRatio(const std::string& what, double value,
                        const std::string& aim) {
  std::printf("%-62s %8.2f   aim %s\n", what.c_str(), value, aim.c_str());
}

}  // namespace entente::bench
