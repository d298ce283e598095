// Imports of many grievances, from begin to publication, through the calls.

#ifndef ENTENTE_TESTS_BENCH_IMPORTS_H_
#define ENTENTE_TESTS_BENCH_IMPORTS_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "tests/bench/recording_connection.h"

namespace entente::bench {

inline constexpr int kImportedRows = 10000;
inline constexpr int kRowsInGroup = 256;

// Begins an import of kImportedRows individual grievances, each of a new
// person, and sends all its groups; its id. `name` tells imports apart.
std::string StageImport(const std::shared_ptr<grpc::Channel>& channel,
                        const std::string& token,
                        const std::string& agreement_id,
                        const std::string& name);

// Publishes it; how long the call took, and other writers waited.
absl::Duration PublishImport(const std::shared_ptr<grpc::Channel>& channel,
                             const std::string& token,
                             const std::string& import_id);

// Of what a publication ran only that which inserts a row that stays.
Recording RowsOf(const Recording& publication);

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_IMPORTS_H_
