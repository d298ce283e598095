// The due list of many grievances, and of as many that are over.

#ifndef ENTENTE_TESTS_BENCH_DEADLINES_H_
#define ENTENTE_TESTS_BENCH_DEADLINES_H_

#include <cstdint>
#include <string>

namespace entente::bench {

// Lists deadlines of `live` grievances, page by page from the first and out of
// the middle: alone in their store, beside as many that were withdrawn, and of
// `few` alone. Prints the rates and their ratios.
void MeasureDeadlines(const std::string& self, int64_t few, int64_t live);

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_DEADLINES_H_
