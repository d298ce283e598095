// What is refused of documents and of streams.

#include <filesystem>
#include <string>

#include "tests/services/refusals/situations.h"
#include "tests/testing/document_calls.h"

namespace entente::refusals {
namespace {

using Parts = std::vector<v1::AddDocumentRequest>;

v1::AddDocumentRequest::Header HeaderIn(SmallWorld& world,
                                        const std::string& file_id) {
  v1::AddDocumentRequest::Header header;
  header.set_request_id(world.Fresh());
  header.set_file_id(file_id);
  header.set_title("Lettre");
  header.set_file_name("lettre.txt");
  return header;
}

// Sends what `parts` are to a grievance of its own.
Ask Sending(SmallWorld& world, const std::function<void(Parts&)>& change) {
  Parts parts = PartsOf(
      HeaderIn(world, File(world, world.union_rep, UnionFiling())), "contenu");
  change(parts);
  return [&world, parts](absl::string_view language) {
    v1::DocumentAnswer answer;
    return SendParts(world.channel(), world.union_rep.token, parts, answer,
                     language);
  };
}

}  // namespace

Situations OfDocuments() {
  return {
      {R::DOCUMENT_TOO_LARGE,
       [](SmallWorld&) -> Ask {
         return [](absl::string_view language) {
           SmallWorld world(
               [](ServerOptions& options) { options.document_bytes_max = 6; });
           return Sending(world, [](Parts&) {})(language);
         };
       }},
      {R::DOCUMENT_EMPTY,
       [](SmallWorld& world) {
         return Sending(world, [](Parts& parts) {
           parts.erase(parts.begin() + 1);
           parts.back().mutable_end()->set_size_bytes(0);
         });
       }},
      {R::DOCUMENT_HASH_DIFFERS,
       [](SmallWorld& world) {
         return Sending(world, [](Parts& parts) {
           parts.back().mutable_end()->set_sha256(std::string(64, 'a'));
         });
       }},
      {R::DOCUMENT_DAMAGED,
       [](SmallWorld& world) -> Ask {
         v1::DocumentAnswer answer;
         Demand(SendParts(world.channel(), world.union_rep.token,
                          PartsOf(HeaderIn(world, File(world, world.union_rep,
                                                       UnionFiling())),
                                  "perdu"),
                          answer));
         const std::string name = Sha256Of("perdu");
         std::filesystem::remove(world.folder() + "/" + ContentPath(name));
         const std::string id = answer.document().document_id();
         return [&world, id](absl::string_view language) {
           return ReadWhole(world.channel(), world.union_rep.token, id,
                            language)
               .status;
         };
       }},
      {R::STREAM_ORDER,
       [](SmallWorld& world) {
         return Sending(world, [](Parts& parts) { parts.pop_back(); });
       }},
      {R::STREAM_TOO_SLOW,
       [](SmallWorld&) -> Ask {
         return [](absl::string_view language) {
           SmallWorld world([](ServerOptions& options) {
             options.stream_idle_max = absl::Seconds(1);
           });
           grpc::ClientContext context;
           PrepareCall(world.union_rep.token, language, context);
           v1::DocumentAnswer answer;
           v1::DocumentService::Stub stub(world.channel());
           // Says nothing more.
           return stub.AddDocument(&context, &answer)->Finish();
         };
       }},
  };
}

}  // namespace entente::refusals
