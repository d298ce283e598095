// call: any RPC of the vocabulary, by its name, with JSON.

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/long_text.h"
#include "clients/cli/near_names.h"
#include "clients/cli/safe_text.h"
#include "entente/v1/access_service.pb.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/directory_service.pb.h"
#include "entente/v1/event_service.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "entente/v1/import_service.pb.h"
#include "entente/v1/time_ledger_service.pb.h"
#include "entente/v1/time_limit_service.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/json_util.h"
#include "grpcpp/generic/generic_stub.h"

namespace entente {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(type)
          ->New());
}

// Every "Service.Method" that this program was built with.
std::vector<std::string> KnownMethods() {
  std::vector<std::string> names;
  for (const google::protobuf::FileDescriptor* file :
       {v1::FileGrievanceRequest::descriptor()->file(),
        v1::BeginImportRequest::descriptor()->file(),
        v1::WhoAmIRequest::descriptor()->file(),
        v1::OpenConsultationRequest::descriptor()->file(),
        v1::ExtendDeadlineRequest::descriptor()->file(),
        v1::GetPersonRequest::descriptor()->file(),
        v1::ListEventsRequest::descriptor()->file(),
        v1::GetCalendarRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j) {
        names.push_back(absl::StrCat(file->service(i)->name(), ".",
                                     file->service(i)->method(j)->name()));
      }
    }
  }
  return names;
}

const MethodDescriptor* FindMethod(const std::string& name) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  const MethodDescriptor* method =
      pool->FindMethodByName(absl::StrCat("entente.v1.", name));
  return method != nullptr ? method : pool->FindMethodByName(name);
}

ExitCode SayUnknownMethod(const Session& session, const std::string& name) {
  const std::vector<std::string> methods = KnownMethods();
  const std::vector<std::string> near = NearNames(name, methods);
  Say(session.Words("METHOD_UNKNOWN", {{"method", name}}));
  if (near.empty()) {
    for (const std::string& method : methods) Say(absl::StrCat("  ", method));
  } else {
    Say(session.Words("NEAR", {{"names", absl::StrJoin(near, ", ")}}));
  }
  return ExitCode::kUsage;
}

// One unary call without generated code for it, waited for here.
grpc::Status CallByName(Session& session, const std::string& path,
                        grpc::ClientContext& context, const Message& request,
                        Message& response) {
  const grpc::Slice bytes(request.SerializeAsString());
  grpc::GenericStub stub(session.channel());
  grpc::CompletionQueue queue;
  const auto call = stub.PrepareUnaryCall(&context, path,
                                          grpc::ByteBuffer(&bytes, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->Finish(&answer, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  grpc::Slice whole;
  if (status.ok() && (!answer.DumpToSingleSlice(&whole).ok() ||
                      !response.ParseFromArray(
                          whole.begin(), static_cast<int>(whole.size())))) {
    return grpc::Status(grpc::StatusCode::INTERNAL, path);
  }
  return status;
}

ExitCode CallMethod(Session& session, const std::string& name,
                    const std::string& json) {
  const MethodDescriptor* method = FindMethod(name);
  if (method == nullptr) return SayUnknownMethod(session, name);
  if (method->client_streaming() || method->server_streaming()) {
    Say(session.Words("METHOD_STREAMS", {{"method", name}}));
    return ExitCode::kUsage;
  }
  absl::StatusOr<std::string> text = ReadLongText(json.empty() ? "{}" : json);
  if (absl::IsResourceExhausted(text.status())) {
    Say(session.Words("FLAG_TOO_LARGE",
                      {{"flag", "json"},
                       {"detail", text.status().message()},
                       {"mebibytes", static_cast<int64_t>(kMostBytes >> 20)}}));
    return ExitCode::kUsage;
  }
  if (!text.ok() || !IsUtf8(*text)) {
    Say(session.Words(
        "FLAG_UNREADABLE",
        {{"flag", "json"},
         {"detail", text.ok() ? "UTF-8" : text.status().message()}}));
    return ExitCode::kUsage;
  }
  const std::unique_ptr<Message> request = NewMessage(method->input_type());
  const std::unique_ptr<Message> response = NewMessage(method->output_type());
  const auto parsed =
      google::protobuf::util::JsonStringToMessage(*text, request.get());
  if (!parsed.ok()) {
    Say(session.Words("JSON_INVALID",
                      {{"type", method->input_type()->name()},
                       {"detail", parsed.message().as_string()}}));
    return ExitCode::kUsage;
  }
  CommandLine::FillRequestId(*request);
  const std::string path =
      absl::StrCat("/", method->service()->full_name(), "/", method->name());
  const ExitCode code =
      session.Send(*request, CommandInfo(), [&](grpc::ClientContext& context) {
        return CallByName(session, path, context, *request, *response);
      });
  if (code == ExitCode::kDone) session.output().Json(*response);
  return code;
}

}  // namespace

void AddCallCommand(CommandLine& line) {
  auto method = std::make_shared<std::string>();
  auto json = std::make_shared<std::string>();
  CLI::App* verb =
      line.Verb(&line.app(), "call", [method, json](Session& session) {
        return CallMethod(session, *method, *json);
      });
  verb->add_option("method", *method, Text(line.language(), "help/call.method"))
      ->required()
      ->type_name("");
  verb->add_option("json", *json, Text(line.language(), "help/call.json"))
      ->type_name("");
}

}  // namespace entente
