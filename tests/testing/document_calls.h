// Documents as tests send and read them, through the real server.

#ifndef ENTENTE_TESTS_TESTING_DOCUMENT_CALLS_H_
#define ENTENTE_TESTS_TESTING_DOCUMENT_CALLS_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "entente/v1/document_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "storage/engine/file_stream.h"

namespace entente {

inline void PrepareCall(const std::string& token, absl::string_view language,
                        grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(60));
  if (!token.empty()) {
    context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
  }
  context.AddMetadata("accept-language", std::string(language));
}

inline std::string Sha256Of(absl::string_view content) {
  Sha256 digest;
  digest.Add(content);
  return digest.Hex();
}

// What is sent as a whole: header, content in chunks, and the end.
inline std::vector<v1::AddDocumentRequest> PartsOf(
    const v1::AddDocumentRequest::Header& header, absl::string_view content) {
  constexpr size_t kChunk = 64 << 10;
  std::vector<v1::AddDocumentRequest> parts(1);
  *parts[0].mutable_header() = header;
  for (size_t at = 0; at < content.size(); at += kChunk) {
    parts.emplace_back().set_chunk(std::string(content.substr(at, kChunk)));
  }
  v1::AddDocumentRequest::End& end = *parts.emplace_back().mutable_end();
  end.set_sha256(Sha256Of(content));
  end.set_size_bytes(static_cast<int64_t>(content.size()));
  return parts;
}

// Sends the parts, and no more.
inline grpc::Status SendParts(const std::shared_ptr<grpc::Channel>& channel,
                              const std::string& token,
                              const std::vector<v1::AddDocumentRequest>& parts,
                              v1::DocumentAnswer& answer,
                              absl::string_view language = "en") {
  grpc::ClientContext context;
  PrepareCall(token, language, context);
  v1::DocumentService::Stub stub(channel);
  const auto writer = stub.AddDocument(&context, &answer);
  for (const v1::AddDocumentRequest& part : parts) {
    if (!writer->Write(part)) break;
  }
  writer->WritesDone();
  return writer->Finish();
}

// What was received before the stream ended, and how it did.
struct ReadDocument {
  grpc::Status status;
  v1::Document document;
  std::string content;
};
inline ReadDocument ReadWhole(const std::shared_ptr<grpc::Channel>& channel,
                              const std::string& token, const std::string& id,
                              absl::string_view language = "en") {
  grpc::ClientContext context;
  PrepareCall(token, language, context);
  v1::DocumentService::Stub stub(channel);
  v1::GetDocumentContentRequest request;
  request.set_document_id(id);
  const auto reader = stub.GetDocumentContent(&context, request);
  ReadDocument read;
  v1::DocumentPart part;
  while (reader->Read(&part)) {
    if (part.has_document()) read.document = part.document();
    read.content += part.chunk();
  }
  read.status = reader->Finish();
  return read;
}

}  // namespace entente

#endif  // ENTENTE_TESTS_TESTING_DOCUMENT_CALLS_H_
