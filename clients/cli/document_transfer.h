// The content of a document on its way to the server, and back.

#ifndef ENTENTE_CLIENTS_CLI_DOCUMENT_TRANSFER_H_
#define ENTENTE_CLIENTS_CLI_DOCUMENT_TRANSFER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/session.h"
#include "entente/v1/document_service.pb.h"

namespace entente {

// Sends the file at `path` with its header. When anything fails, the file
// among it, says why and returns how the program ends; kDone when `answer` is
// filled. Shows progress on standard error when that is a terminal.
ExitCode SendDocument(Session& session,
                      const v1::AddDocumentRequest::Header& header,
                      const std::string& path, const CommandInfo& info,
                      v1::DocumentAnswer& answer);

// Where to put what is fetched.
struct DocumentTarget {
  // "-" for standard output; empty for the document's own name, made safe, in
  // the present folder.
  std::string path;
  bool replace = false;
};

// Fetches a document with its content, and holds that against its hash: what
// differs is not kept. As above; `document` is what was fetched, `path` where
// it is.
ExitCode FetchDocument(Session& session,
                       const v1::GetDocumentContentRequest& request,
                       const DocumentTarget& target, const CommandInfo& info,
                       v1::Document& document, std::string& path);

// "1.4 MB".
std::string SizeWords(const Session& session, int64_t bytes);

// What a document is called, by whichever of the two the reader may see.
const v1::Document::Description& DescriptionOf(const v1::Document& document);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_DOCUMENT_TRANSFER_H_
