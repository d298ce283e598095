// What was measured, line by line, and the ratios at the end.

#ifndef ENTENTE_TESTS_BENCH_REPORT_H_
#define ENTENTE_TESTS_BENCH_REPORT_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/load.h"

namespace entente::bench {

// Ends the process with this sentence unless it holds.
void Demand(bool holds, const std::string& what);

// Every line is measured once in each round, the lines in turns, so that what
// else the machine does meets all of them alike.
class Report {
 public:
  // Adds what one round measured of a line. Failed calls end the process.
  void Add(const std::string& name, int in_flight, Measure measure);

  // The rate of the round in the middle, calls a second.
  double Rate(const std::string& name, int in_flight) const;

  // Prints the lines in the order of their first round: the rate of the round
  // in the middle, with the slowest and the fastest, and the times of the
  // calls of all rounds. `p99_aim_ms` of a line is printed beside it.
  void AimP99(const std::string& name, int in_flight, double milliseconds);
  void PrintLines() const;

  static void PrintRatio(const std::string& what, double value,
                         const std::string& aim);

 private:
  using Key = std::pair<std::string, int>;
  struct Line {
    std::vector<double> rates;
    std::vector<absl::Duration> times;
    double p99_aim_ms = 0;
  };

  std::vector<Key> order_;
  std::map<Key, Line> lines_;
};

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_REPORT_H_
