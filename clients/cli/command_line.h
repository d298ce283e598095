// The nouns and verbs of the program, and what each of them runs.

#ifndef ENTENTE_CLIENTS_CLI_COMMAND_LINE_H_
#define ENTENTE_CLIENTS_CLI_COMMAND_LINE_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "CLI/App.hpp"
#include "absl/types/optional.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/request_flags.h"
#include "clients/cli/session.h"
#include "clients/cli/settings.h"
#include "proto/support/text/language.h"

namespace entente {

// What a command does once everything was read.
using Action = std::function<ExitCode(Session&)>;

// Built once for each run; the chosen action is run after the parse.
class CommandLine {
 public:
  explicit CommandLine(const Language& language);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  CLI::App& app() { return app_; }
  const CLI::App& app() const { return app_; }
  const Language& language() const { return language_; }
  // What the flags for the settings say.
  const Settings& flags() const { return flags_; }
  // What the person asked for; empty when no verb was given.
  const Action& action() const { return action_; }

  // A noun; its help is the text `help/NOUN`.
  CLI::App* Noun(const std::string& name);
  // A verb of a noun, or of the program itself; its help is the text
  // `help/NOUN.VERB`, led by the example `help/NOUN.VERB.example`.
  CLI::App* Verb(CLI::App* noun, const std::string& name, Action action);

  // A verb that sends one request and shows its answer. Flags for what many
  // requests have in common are added: --dry-run, --request-id, --etag, and
  // for lists --all, --page-size and --page-token.
  //   prepare  asks for what no flag may carry; may be null
  //   show     shows the answer as a table or as CSV
  //   instead  makes another call when the request asks for one, and gives its
  //            outcome; may be null
  template <typename Stub, typename Request, typename Response>
  RequestFlags& Call(
      CLI::App* noun, const std::string& name,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      std::function<void(Session&, const Response&)> show,
      std::type_identity_t<
          std::function<ExitCode(Session&, Request&, const RequestFlags&)>>
          prepare = nullptr,
      std::type_identity_t<std::function<absl::optional<ExitCode>(
          Session&, const Request&, const CommandInfo&)>>
          instead = nullptr) {
    auto request = std::make_shared<Request>();
    std::shared_ptr<RequestFlags> flags;
    CLI::App* verb = Verb(noun, name, nullptr);
    flags = std::make_shared<RequestFlags>(verb, request.get(), language_);
    kept_.push_back(request);
    kept_.push_back(flags);
    flags_of_[verb] = flags.get();
    auto common = std::make_shared<CommonFlags>();
    kept_.push_back(common);
    AddCommonFlags(*flags, *request, *common);
    RequestFlags* filled = flags.get();
    SetAction(verb,
              [=, request = request.get(),
               common = common.get()](Session& session) -> ExitCode {
                ExitCode code = filled->Fill();
                if (code != ExitCode::kDone) return code;
                if (prepare != nullptr)
                  code = prepare(session, *request, *filled);
                if (code != ExitCode::kDone) return code;
                FillRequestId(*request);
                session.set_dry_run(IsDryRun(*request));
                const CommandInfo info = Info(*filled);
                session.set_typed_number(info.number);
                if (instead != nullptr) {
                  const absl::optional<ExitCode> other =
                      instead(session, *request, info);
                  if (other.has_value()) return *other;
                }
                return Exchange(session, method, *request, info, common->all,
                                show);
              });
    return *flags;
  }

  // The flags of a verb that sends one request; null for any other command.
  const RequestFlags* FlagsOf(const CLI::App& command) const;

  // Sends the request and shows its answer; with `all`, of all its pages.
  template <typename Stub, typename Request, typename Response>
  static ExitCode Exchange(
      Session& session,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      Request& request, const CommandInfo& info, bool all,
      const std::function<void(Session&, const Response&)>& show) {
    Response response;
    do {
      Response page;
      const ExitCode code = session.Call(method, request, page, info);
      if (code != ExitCode::kDone) return code;
      response.MergeFrom(page);
    } while (all && TakeNextPage(response, request));
    if (session.output().format() == OutputFormat::kJson) {
      session.output().Json(response);
    } else {
      show(session, response);
    }
    SayAfterwards(session, request, response);
    return ExitCode::kDone;
  }

  // What advice after a refusal may name.
  static CommandInfo Info(const RequestFlags& flags);
  // Names the call, unless the person did or the request has no such field.
  static void FillRequestId(google::protobuf::Message& request);
  // That nothing was written, that it had been before, that there is more.
  static void SayAfterwards(const Session& session,
                            const google::protobuf::Message& request,
                            const google::protobuf::Message& response);

 private:
  struct CommonFlags {
    bool all = false;
  };

  // The flags for the settings; without a group the help leaves them out.
  void AddSettingsFlags(CLI::App& app, const std::string& group);
  void SetAction(CLI::App* verb, Action action);
  void AddCommonFlags(RequestFlags& flags,
                      const google::protobuf::Message& request,
                      CommonFlags& common);

  static bool IsDryRun(const google::protobuf::Message& request);
  // Moves the mark of the next page from the answer to the request; false
  // when there is none.
  static bool TakeNextPage(google::protobuf::Message& response,
                           google::protobuf::Message& request);

  Language language_;
  Settings flags_;
  CLI::App app_;
  Action action_;
  // Requests and flags that the actions use.
  std::vector<std::shared_ptr<void>> kept_;
  std::map<const CLI::App*, const RequestFlags*> flags_of_;
};

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_COMMAND_LINE_H_
