// One run of the program: the connection, the caller, and how to answer.

#ifndef ENTENTE_CLIENTS_CLI_SESSION_H_
#define ENTENTE_CLIENTS_CLI_SESSION_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/settings.h"
#include "entente/v1/access_service.pb.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/grpcpp.h"
#include "proto/support/text/language.h"
#include "proto/support/text/text.h"

namespace entente {

// What a command knows of itself, for the advice that follows a refusal.
struct CommandInfo {
  // "entente grievance file"; empty for none.
  std::string command;
  // The number or id that the command was given; empty for none.
  std::string number;
  // The flag that fills a field of the request; empty for none.
  std::function<std::string(absl::string_view field)> flag_of_field;
  // Whether the command itself answers a refusal for this reason: then nothing
  // is said of it. Null: it answers none.
  std::function<bool(const google::rpc::ErrorInfo& refusal)> answers;
  // The text `cli/KEY` that says how to repeat a change whose answer was lost.
  const char* repeat = "REPEAT_WITH";
  // The command in keys of texts: "grievance.file"; empty for none.
  std::string key = {};
  // All that was typed for a flag or word; null for nothing.
  std::function<std::vector<std::string>(absl::string_view flag)> typed = {};
  // The words that a flag takes, said as a list; null for none.
  std::function<std::string(absl::string_view flag)> values_of_flag = {};
};

// Not for several threads.
class Session {
 public:
  Session(Settings settings, Language language, OutputFormat format);

  const Settings& settings() const { return settings_; }
  const Language& language() const { return language_; }
  const Output& output() const { return output_; }
  Names& names() { return *names_; }
  absl::TimeZone zone() const { return absl::LocalTimeZone(); }

  // The text `cli/KEY` in the reader's language.
  std::string Words(absl::string_view key,
                    std::initializer_list<TextArgument> arguments = {}) const;

  // The text `cli/KEY`, which says what may come next; nothing after a dry run,
  // since what it would speak of does not exist.
  void SayNext(absl::string_view key,
               std::initializer_list<TextArgument> arguments = {}) const;
  // Whether the caller represents a side today; asks the server, and says
  // nothing when it cannot.
  bool RepresentsASide();
  // The caller's own identifier; empty when the server does not tell.
  std::string CallerId();
  void set_dry_run(bool dry_run) { dry_run_ = dry_run; }
  // The number or id that the command was given: an answer that says nothing
  // of a file is spoken of by it.
  const std::string& typed_number() const { return typed_number_; }
  void set_typed_number(const std::string& number) { typed_number_ = number; }
  // How long a call is waited for.
  void set_patience(std::chrono::seconds patience) { patience_ = patience; }

  // Sends one request. When it fails, says why and what can be done next, and
  // returns how the program ends; kDone when `response` is filled.
  template <typename Stub, typename Request, typename Response>
  ExitCode Call(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                             const Request&, Response*),
                const Request& request, Response& response,
                const CommandInfo& command) {
    return Send(request, command, [&](grpc::ClientContext& context) {
      Stub stub(channel());
      return (stub.*method)(&context, request, &response);
    });
  }

  // The same for any way of calling.
  ExitCode Send(const google::protobuf::Message& request,
                const CommandInfo& command,
                const std::function<grpc::Status(grpc::ClientContext&)>& call);

  std::shared_ptr<grpc::Channel> channel();

 private:
  // What a refusal says: in the words of this command, with what was typed.
  std::string Sentence(const google::rpc::ErrorInfo& refusal,
                       const std::string& localized,
                       const google::protobuf::Message& request,
                       const CommandInfo& command) const;
  // Names the flag that a refusal is about, and which values it takes.
  void SayField(const std::string& field, const std::string& reason,
                const CommandInfo& command) const;
  void Prepare(grpc::ClientContext& context) const;

  Settings settings_;
  Language language_;
  Output output_;
  std::string token_;
  bool dry_run_ = false;
  std::string typed_number_;
  std::chrono::seconds patience_{10};
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<Names> names_;
};

// Whether one of the caller's mandates is that of a representative.
bool RepresentsASide(const v1::WhoAmIResponse& caller);

// The reason and metadata that a failed call carries; an empty one when it
// carries none. `localized` takes the sentence in the caller's language.
google::rpc::ErrorInfo RefusalOf(const grpc::Status& status,
                                 std::string& localized);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_SESSION_H_
