// The calls that are measured, each as a StartCall of the closed loop.

#ifndef ENTENTE_TESTS_BENCH_CALLS_H_
#define ENTENTE_TESTS_BENCH_CALLS_H_

#include <memory>
#include <string>
#include <vector>

#include "grpcpp/grpcpp.h"
#include "tests/bench/load.h"

namespace entente::bench {

// A channel of its own to "unix:PATH", once the server there answers.
std::shared_ptr<grpc::Channel> Connect(const std::string& address);

// Echoes 600 bytes.
StartCall Echo(const std::shared_ptr<grpc::Channel>& channel);

// Files a union's own grievance of the agreement: new content at each call.
StartCall File(const std::shared_ptr<grpc::Channel>& channel,
               const std::string& token, const std::string& agreement_id);

// Reads one of `ids`, another at each call.
StartCall Get(const std::shared_ptr<grpc::Channel>& channel,
              const std::string& token, std::vector<std::string> ids);

// Lists the newest 50.
StartCall List(const std::shared_ptr<grpc::Channel>& channel,
               const std::string& token);

// Withdraws the grievances of `ids`, one at each call.
StartCall Withdraw(const std::shared_ptr<grpc::Channel>& channel,
                   const std::string& token, std::vector<std::string> ids);

// Lists 50 deadlines, at each call from another of `page_tokens`.
StartCall ListDue(const std::shared_ptr<grpc::Channel>& channel,
                  const std::string& token,
                  std::vector<std::string> page_tokens);

// The ids of about `count` grievances, spread over all of them.
std::vector<std::string> SomeIds(const std::shared_ptr<grpc::Channel>& channel,
                                 const std::string& token, int count);

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_CALLS_H_
