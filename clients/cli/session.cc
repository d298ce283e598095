#include "clients/cli/session.h"

#include <chrono>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/help_format.h"
#include "clients/cli/long_text.h"
#include "clients/cli/token_file.h"
#include "entente/v1/access_service.grpc.pb.h"
#include "entente/v1/consultation_service.grpc.pb.h"
#include "entente/v1/directory_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "google/rpc/status.pb.h"

namespace entente {
namespace {

std::string Target(const std::string& server) {
  return absl::StartsWith(server, "/") ? absl::StrCat("unix:", server) : server;
}

struct LongText {
  std::string path;
  size_t bytes = 0;
};

// The longest text of `message`, by the path that flags name.
LongText Longest(const google::protobuf::Message& message,
                 const std::string& holder = "") {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  LongText longest;
  for (const google::protobuf::FieldDescriptor* field : fields) {
    if (field->is_repeated()) continue;
    const std::string path = absl::StrCat(holder, field->name());
    LongText found{path, 0};
    switch (field->cpp_type()) {
      case google::protobuf::FieldDescriptor::CPPTYPE_STRING:
        found.bytes = reflection.GetString(message, field).size();
        break;
      case google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE:
        found = Longest(reflection.GetMessage(message, field),
                        absl::StrCat(path, "."));
        break;
      default:
        break;
    }
    if (found.bytes > longest.bytes) longest = found;
  }
  return longest;
}

}  // namespace

bool RepresentsASide(const v1::WhoAmIResponse& caller) {
  return absl::c_any_of(caller.mandates(), [](const auto& held) {
    const v1::Mandate::Role role = held.mandate().role();
    return role == v1::Mandate::UNION_REP || role == v1::Mandate::EMPLOYER_REP;
  });
}

google::rpc::ErrorInfo RefusalOf(const grpc::Status& status,
                                 std::string& localized) {
  google::rpc::ErrorInfo info;
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return info;
  google::rpc::LocalizedMessage message;
  for (const google::protobuf::Any& detail : details.details()) {
    if (detail.Is<google::rpc::ErrorInfo>()) detail.UnpackTo(&info);
    if (detail.UnpackTo(&message)) localized = message.message();
  }
  return info;
}

Session::Session(Settings settings, Language language, OutputFormat format)
    : settings_(std::move(settings)),
      language_(language),
      output_(format, language),
      token_(ReadToken(settings_.token_file)) {
  names_ = std::make_unique<Names>(
      [this](const std::string& id) -> absl::optional<v1::Organization> {
        v1::DirectoryService::Stub stub(channel());
        grpc::ClientContext context;
        Prepare(context);
        v1::GetOrganizationRequest request;
        request.set_organization_id(id);
        v1::OrganizationAnswer answer;
        if (!stub.GetOrganization(&context, request, &answer).ok()) {
          return absl::nullopt;
        }
        return answer.organization();
      },
      [this](const std::string& id) -> absl::optional<v1::Person> {
        v1::DirectoryService::Stub stub(channel());
        grpc::ClientContext context;
        Prepare(context);
        v1::GetPersonRequest request;
        request.set_person_id(id);
        v1::PersonAnswer answer;
        if (!stub.GetPerson(&context, request, &answer).ok()) {
          return absl::nullopt;
        }
        return answer.person();
      },
      [this](const std::string& id) -> absl::optional<v1::Agreement> {
        v1::DirectoryService::Stub stub(channel());
        grpc::ClientContext context;
        Prepare(context);
        v1::GetAgreementRequest request;
        request.set_agreement_id(id);
        v1::AgreementAnswer answer;
        if (!stub.GetAgreement(&context, request, &answer).ok()) {
          return absl::nullopt;
        }
        return answer.agreement();
      },
      [this](const std::string& id) -> std::string {
        v1::GrievanceService::Stub stub(channel());
        grpc::ClientContext context;
        Prepare(context);
        v1::GetGrievanceRequest request;
        request.set_grievance_id(id);
        v1::GrievanceAnswer answer;
        if (!stub.GetGrievance(&context, request, &answer).ok()) return "";
        for (const v1::Party& party : answer.grievance().parties()) {
          // Only the own side's can be read.
          if (!party.number().empty()) return party.number();
        }
        return "";
      },
      [this] {
        v1::GrievanceService::Stub stub(channel());
        grpc::ClientContext context;
        Prepare(context);
        v1::ListIssuesResponse answer;
        std::map<std::string, std::string> labels;
        const bool french = absl::StartsWith(language_.tag(), "fr");
        if (stub.ListIssues(&context, {}, &answer).ok()) {
          for (const v1::Issue& issue : answer.taxonomy().issues()) {
            labels[issue.code()] =
                french ? issue.label().fr() : issue.label().en();
          }
        }
        return labels;
      });
}

std::string Session::Words(
    absl::string_view key,
    std::initializer_list<TextArgument> arguments) const {
  return Text(language_, absl::StrCat("cli/", key), arguments);
}

std::shared_ptr<grpc::Channel> Session::channel() {
  if (channel_ == nullptr) {
    channel_ = grpc::CreateChannel(Target(settings_.server),
                                   grpc::InsecureChannelCredentials());
  }
  return channel_;
}

void Session::Prepare(grpc::ClientContext& context) const {
  context.set_deadline(std::chrono::system_clock::now() + patience_);
  context.AddMetadata("accept-language", std::string(language_.tag()));
  if (!token_.empty()) {
    context.AddMetadata("authorization", absl::StrCat("Bearer ", token_));
  }
}

void Session::SayField(const std::string& flag,
                       const std::string& reason) const {
  Say(absl::StartsWith(flag, "-")
          ? Words("REFUSAL_FLAG", {{"flag", flag}})
          : Words("REFUSAL_WORD", {{"word", ShownName(language_, flag)}}));
  if (reason != "VALUE_UNKNOWN" && reason != "REFERENCE_UNKNOWN" &&
      reason != "FIELD_REQUIRED") {
    return;
  }
  const absl::optional<std::string> list =
      FindText(language_, absl::StrCat("cli/LIST.", flag));
  if (list.has_value()) Say(*list);
}

void Session::SayNext(absl::string_view key,
                      std::initializer_list<TextArgument> arguments) const {
  if (!dry_run_) Say(Words(key, arguments));
}

bool Session::RepresentsASide() {
  v1::AccessService::Stub stub(channel());
  grpc::ClientContext context;
  Prepare(context);
  v1::WhoAmIResponse caller;
  return stub.WhoAmI(&context, {}, &caller).ok() &&
         entente::RepresentsASide(caller);
}

ExitCode Session::Send(
    const google::protobuf::Message& request, const CommandInfo& command,
    const std::function<grpc::Status(grpc::ClientContext&)>& call) {
  // A token must not travel in the clear between machines.
  if (!absl::StartsWith(Target(settings_.server), "unix:")) {
    Say(Words("SERVER_NOT_UNIX", {{"server", settings_.server}}));
    return ExitCode::kUsage;
  }
  if (request.ByteSizeLong() > kMostBytes) {
    Say(Words("REQUEST_TOO_LARGE",
              {{"mebibytes", static_cast<int64_t>(kMostBytes >> 20)}}));
    return ExitCode::kUsage;
  }
  grpc::ClientContext context;
  Prepare(context);
  const grpc::Status status = call(context);
  if (status.ok()) return ExitCode::kDone;

  std::string sentence;
  const google::rpc::ErrorInfo info = RefusalOf(status, sentence);
  const ExitCode code = ExitCodeOf(status.error_code(), info.reason());
  if (command.answers && !info.reason().empty() && command.answers(info)) {
    return code;
  }
  if (info.reason().empty()) {
    // Nobody but the transport spoke.
    Say(code == ExitCode::kUnreachable
            ? Words("UNREACHABLE", {{"server", settings_.server}})
            : Words("TRANSPORT", {{"detail", status.error_message()}}));
  } else {
    if (sentence.empty()) sentence = RefusalText(language_, info);
    Say(Words("REFUSAL", {{"reason", info.reason()}, {"sentence", sentence}}));
    const auto field = info.metadata().find("field");
    if (field != info.metadata().end() && command.flag_of_field) {
      const std::string flag = command.flag_of_field(field->second);
      if (!flag.empty()) SayField(flag, info.reason());
    }
    // The server read nothing of it; which text is to blame is known here.
    if (info.reason() == "REQUEST_TOO_LARGE" && command.flag_of_field) {
      const std::string flag = command.flag_of_field(Longest(request).path);
      if (!flag.empty()) SayField(flag, info.reason());
    }
  }
  const std::string reason =
      info.reason().empty() ? "UNREACHABLE" : info.reason();
  // Most verbs are for grievances, and only the number tells the other kind.
  const bool of_consultation =
      reason == "NOT_AVAILABLE" && IsConsultationNumber(command.number);
  const absl::optional<std::string> next = FindText(
      language_,
      absl::StrCat("cli/NEXT.", reason, of_consultation ? ".CONSULTATION" : ""),
      {{"command", command.command}, {"number", command.number}});
  if (next.has_value() &&
      (!info.reason().empty() || code == ExitCode::kUnreachable)) {
    Say(*next);
  }
  // A change whose answer was lost is repeated safely under its own name.
  const google::protobuf::FieldDescriptor* id =
      request.GetDescriptor()->FindFieldByName("request_id");
  if (code == ExitCode::kUnreachable && id != nullptr &&
      !command.command.empty()) {
    Say(Words(command.repeat,
              {{"id", request.GetReflection()->GetString(request, id)}}));
  }
  return code;
}

}  // namespace entente
