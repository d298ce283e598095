#include "clients/cli/session.h"

#include <chrono>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
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

// The last name of a path, without its place in a list: "amount" of
// "decisions[0].remedies[1].amount".
std::string LastName(absl::string_view path) {
  path = path.substr(path.rfind('.') + 1);
  return std::string(path.substr(0, path.find('[')));
}

// The text at `path` in a list of `message`: the third of "file_ids[2]"; empty
// where there is none.
std::string TextOfList(const google::protobuf::Message& message,
                       absl::string_view path) {
  const google::protobuf::FieldDescriptor* const list =
      message.GetDescriptor()->FindFieldByName(LastName(path));
  const size_t open = path.find('[');
  int index = -1;
  if (absl::StrContains(path, '.') || list == nullptr || !list->is_repeated() ||
      list->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING ||
      open == absl::string_view::npos || path.back() != ']' ||
      !absl::SimpleAtoi(path.substr(open + 1, path.size() - open - 2),
                        &index) ||
      index < 0 || index >= message.GetReflection()->FieldSize(message, list)) {
    return "";
  }
  return message.GetReflection()->GetRepeatedString(message, list, index);
}

// The part of `typed` that a request holds as `value`, whatever its case and
// hyphens; empty when there is none.
std::string AsTyped(const std::string& typed, const std::string& value) {
  const auto plain = [](const std::string& text) {
    return absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{"-", "_"}});
  };
  const size_t at =
      value.empty() ? std::string::npos : plain(typed).find(plain(value));
  return at == std::string::npos ? "" : typed.substr(at, value.size());
}

// Whether a field that the refusal names is called otherwise in `request`.
bool HasOwnLabel(const Language& language,
                 const google::rpc::ErrorInfo& refusal,
                 const std::string& request) {
  for (const char* key : {"field", "other_field"}) {
    const auto field = refusal.metadata().find(key);
    if (field != refusal.metadata().end() &&
        FindText(language,
                 absl::StrCat("field/", request, ".", LastName(field->second)))
            .has_value()) {
      return true;
    }
  }
  return false;
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

std::string Session::Sentence(const google::rpc::ErrorInfo& refusal,
                              const std::string& localized,
                              const google::protobuf::Message& message,
                              const CommandInfo& command) const {
  const std::string& request = message.GetDescriptor()->name();
  google::rpc::ErrorInfo shown = refusal;
  const auto field = refusal.metadata().find("field");
  const auto value = refusal.metadata().find("value");
  const std::string flag =
      field == refusal.metadata().end() || !command.flag_of_field
          ? std::string()
          : command.flag_of_field(field->second);
  std::string typed;
  if (!flag.empty() && command.typed) {
    const std::vector<std::string> all = command.typed(flag);
    if (!all.empty()) typed = all.front();
    for (const std::string& each : all) {
      // Elsewhere the value is not one that was typed: the code of a profile is
      // not the name of its file.
      if (value == refusal.metadata().end() ||
          refusal.reason() != "VALUE_UNKNOWN") {
        break;
      }
      // The request holds NATURAL_PERSON where "natural-person" was typed.
      const std::string as_typed = AsTyped(each, value->second);
      if (!as_typed.empty()) (*shown.mutable_metadata())["value"] = as_typed;
    }
  }
  if (field != refusal.metadata().end()) {
    const std::string of_list = TextOfList(message, field->second);
    const absl::optional<std::string> own =
        FindText(language_,
                 absl::StrCat("cli/SENTENCE.", refusal.reason(), ".", request,
                              ".", LastName(field->second)),
                 {{"typed", typed},
                  {"given", typed.empty() ? "no" : "yes"},
                  {"value", value == refusal.metadata().end()
                                ? absl::string_view(of_list)
                                : absl::string_view(value->second)},
                  {"number", command.number}});
    if (own.has_value()) return *own;
  }
  const bool has_text =
      FindText(language_, absl::StrCat("refusal/", refusal.reason()))
          .has_value();
  // What the server said holds, unless this command has better words for it.
  const bool changed = shown.SerializeAsString() != refusal.SerializeAsString();
  if (has_text && (localized.empty() || changed ||
                   HasOwnLabel(language_, refusal, request))) {
    return RefusalText(language_, shown, request);
  }
  return localized.empty() ? RefusalText(language_, refusal) : localized;
}

void Session::SayField(const std::string& field, const std::string& reason,
                       const CommandInfo& command) const {
  // Where one of several flags would do.
  const absl::optional<std::string> several = FindText(
      language_, absl::StrCat("cli/FLAGS.", command.key, ".", LastName(field)));
  const std::string flag =
      several.has_value() ? *several : command.flag_of_field(field);
  if (flag.empty()) return;
  Say(absl::StartsWith(flag, "-")
          ? Words("REFUSAL_FLAG", {{"flag", flag}})
          : Words("REFUSAL_WORD", {{"word", ShownName(language_, flag)}}));
  if (reason != "VALUE_UNKNOWN" && reason != "REFERENCE_UNKNOWN" &&
      reason != "FIELD_REQUIRED" && reason != "AWARD_WITHOUT_DISPOSITION") {
    return;
  }
  absl::optional<std::string> list =
      FindText(language_, absl::StrCat("cli/LIST.", command.key, ".", flag),
               {{"number", command.number}});
  if (!list.has_value()) {
    list = FindText(language_, absl::StrCat("cli/LIST.", flag));
  }
  if (list.has_value()) Say(*list);
  const std::string values =
      command.values_of_flag ? command.values_of_flag(flag) : std::string();
  if (!values.empty()) Say(Words("VALUES", {{"values", values}}));
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

std::string Session::CallerId() {
  v1::AccessService::Stub stub(channel());
  grpc::ClientContext context;
  Prepare(context);
  v1::WhoAmIResponse caller;
  return stub.WhoAmI(&context, {}, &caller).ok() ? caller.person().person_id()
                                                 : "";
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
    sentence = Sentence(info, sentence, request, command);
    Say(Words("REFUSAL", {{"reason", info.reason()}, {"sentence", sentence}}));
    const auto field = info.metadata().find("field");
    if (field != info.metadata().end() && command.flag_of_field) {
      SayField(field->second, info.reason(), command);
    }
    // The server read nothing of it; which text is to blame is known here.
    if (info.reason() == "REQUEST_TOO_LARGE" && command.flag_of_field) {
      SayField(Longest(request).path, info.reason(), command);
    }
  }
  const std::string reason =
      info.reason().empty() ? "UNREACHABLE" : info.reason();
  // The number tells what was meant, and where to look for it.
  std::string number = command.number;
  if (number.empty() && command.typed) {
    const std::vector<std::string> documents = command.typed("document");
    if (!documents.empty()) number = documents.front();
  }
  const std::string advice = reason == "NOT_AVAILABLE"
                                 ? AdviceForUnavailable(command.key, number)
                                 : absl::StrCat("NEXT.", reason);
  // A noun may have advice of its own: its records are read by other commands.
  const std::string noun = command.key.substr(0, command.key.find('.'));
  absl::optional<std::string> next;
  for (const std::string& key : {absl::StrCat("cli/", advice, ".", noun),
                                 absl::StrCat("cli/", advice)}) {
    if (next.has_value()) break;
    next = FindText(language_, key,
                    {{"command", command.command},
                     {"number", number},
                     {"file", number.substr(0, number.find('/'))}});
  }
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
