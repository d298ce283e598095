#include "clients/cli/document_transfer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <utility>

#include "clients/cli/file_digest.h"
#include "clients/cli/request_flags.h"
#include "clients/cli/saved_file.h"
#include "clients/cli/system_problem.h"
#include "entente/v1/document_service.grpc.pb.h"

namespace entente {
namespace {

using Documents = v1::DocumentService::Stub;

constexpr size_t kChunkBytes = 64 << 10;
// As long as the server lets a stream last.
constexpr std::chrono::seconds kPatience{2 * 60 * 60};

// How much is done, on one line that is written over.
class Progress {
 public:
  Progress(const Session& session, int64_t total)
      : session_(session), total_(total), on_(::isatty(STDERR_FILENO) == 1) {}
  ~Progress() {
    if (shown_percent_ >= 0) std::fputc('\n', stderr);
  }
  void Add(size_t bytes) {
    done_ += static_cast<int64_t>(bytes);
    const int64_t percent = total_ > 0 ? done_ * 100 / total_ : 100;
    if (!on_ || percent == shown_percent_) return;
    shown_percent_ = percent;
    const std::string words = session_.Words(
        "DOCUMENT_PROGRESS",
        {{"percent", percent}, {"size", SizeWords(session_, total_)}});
    std::fprintf(stderr, "\r%s", words.c_str());
  }

 private:
  const Session& session_;
  const int64_t total_;
  const bool on_;
  int64_t done_ = 0;
  int64_t shown_percent_ = -1;
};

// The file that is sent. It must not change on its way.
class SentFile {
 public:
  ~SentFile() {
    if (fd_ >= 0) close(fd_);
  }

  absl::Status Open(const std::string& path) {
    // A pipe without a writer must not hold us.
    fd_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd_ < 0 || fstat(fd_, &before_) != 0) {
      return absl::ErrnoToStatus(errno, path);
    }
    if (S_ISDIR(before_.st_mode)) return absl::ErrnoToStatus(EISDIR, path);
    return absl::OkStatus();
  }
  bool is_regular() const { return S_ISREG(before_.st_mode); }
  int64_t size() const { return before_.st_size; }

  // False when it cannot be read. Empty at the end.
  bool Read(std::string& bytes) {
    bytes.resize(kChunkBytes);
    ssize_t count = 0;
    do {
      count = read(fd_, bytes.data(), bytes.size());
    } while (count < 0 && errno == EINTR);
    bytes.resize(count < 0 ? 0 : static_cast<size_t>(count));
    return count >= 0;
  }

  bool IsAsItWas() const {
    struct stat now;
    return fstat(fd_, &now) == 0 && now.st_size == before_.st_size &&
           now.st_mtim.tv_sec == before_.st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == before_.st_mtim.tv_nsec;
  }

 private:
  int fd_ = -1;
  struct stat before_ = {};
};

// Sends header, content and end; false when it gives up by itself, having said
// why to nobody yet: `problem` is then the key of the text.
bool SendAll(Session& session, const v1::AddDocumentRequest::Header& header,
             SentFile& file, grpc::ClientWriter<v1::AddDocumentRequest>& writer,
             const char*& problem) {
  v1::AddDocumentRequest part;
  *part.mutable_header() = header;
  // A part that does not go out was refused: the server says why at the end.
  if (!writer.Write(part)) return true;
  RunningDigest digest;
  int64_t sent = 0;
  {
    Progress progress(session, file.size());
    std::string chunk;
    while (true) {
      if (!file.Read(chunk)) {
        problem = "DOCUMENT_UNREADABLE";
        return false;
      }
      if (chunk.empty()) break;
      digest.Add(chunk);
      sent += static_cast<int64_t>(chunk.size());
      progress.Add(chunk.size());
      part.set_chunk(chunk);
      if (!writer.Write(part)) return true;
    }
  }
  if (sent != file.size() || !file.IsAsItWas()) {
    problem = "DOCUMENT_CHANGED";
    return false;
  }
  part.mutable_end()->set_sha256(digest.Hex());
  part.mutable_end()->set_size_bytes(sent);
  if (writer.Write(part)) writer.WritesDone();
  return true;
}

// What is fetched, on its way to where it is to be.
class Fetched {
 public:
  Fetched(Session& session, const DocumentTarget& target)
      : session_(session), target_(target), to_output_(target.path == "-") {}

  // The first part: the document. kDone when its content can be taken.
  ExitCode Begin(const v1::Document& document) {
    document_ = document;
    progress_ = std::make_unique<Progress>(session_, document.size_bytes());
    if (to_output_) return ExitCode::kDone;
    path_ = target_.path.empty()
                ? SafeFileName(DescriptionOf(document).file_name(), "document")
                : target_.path;
    return Open();
  }

  ExitCode Open() {
    absl::StatusOr<std::unique_ptr<SavedFile>> file =
        SavedFile::Begin(path_, target_.replace);
    if (!file.ok()) return SayProblem(file.status());
    file_ = *std::move(file);
    return ExitCode::kDone;
  }

  ExitCode Take(absl::string_view chunk) {
    digest_.Add(chunk);
    progress_->Add(chunk.size());
    if (!to_output_) return SayProblem(file_->Write(chunk));
    if (std::fwrite(chunk.data(), 1, chunk.size(), stdout) == chunk.size()) {
      return ExitCode::kDone;
    }
    return SayProblem(absl::ErrnoToStatus(errno, "-"));
  }

  // After the last part.
  ExitCode End() {
    progress_.reset();
    if (digest_.Hex() != DescriptionOf(document_).sha256()) {
      Say(session_.Words("DOCUMENT_DIFFERS"));
      return ExitCode::kFailed;
    }
    if (!to_output_) return SayProblem(file_->Keep());
    if (std::fflush(stdout) == 0) return ExitCode::kDone;
    return SayProblem(absl::ErrnoToStatus(errno, "-"));
  }

  const v1::Document& document() const { return document_; }
  const std::string& path() const { return path_; }

 private:
  ExitCode SayProblem(const absl::Status& status) {
    if (status.ok()) return ExitCode::kDone;
    progress_.reset();
    if (absl::IsAlreadyExists(status)) {
      Say(session_.Words("DOCUMENT_FILE_EXISTS", {{"file", path_}}));
      return ExitCode::kUsage;
    }
    Say(session_.Words(
        "DOCUMENT_NOT_WRITTEN",
        {{"file", path_},
         {"detail", SystemProblem(session_.language(), status)}}));
    return ExitCode::kFailed;
  }

  Session& session_;
  const DocumentTarget& target_;
  const bool to_output_;
  v1::Document document_;
  std::string path_;
  std::unique_ptr<SavedFile> file_;
  std::unique_ptr<Progress> progress_;
  RunningDigest digest_;
};

}  // namespace

std::string SizeWords(const Session& session, int64_t bytes) {
  if (bytes < 1000) return session.Words("SIZE_BYTES", {{"count", bytes}});
  const bool mega = bytes >= 1000 * 1000;
  const double unit = mega ? 1e6 : 1e3;
  return session.Words(mega ? "SIZE_MEGABYTES" : "SIZE_KILOBYTES",
                       {{"count", static_cast<double>(bytes) / unit}});
}

const v1::Document::Description& DescriptionOf(const v1::Document& document) {
  return document.has_shared() ? document.shared() : document.own();
}

ExitCode SendDocument(Session& session,
                      const v1::AddDocumentRequest::Header& header,
                      const std::string& path, const CommandInfo& info,
                      v1::DocumentAnswer& answer) {
  SentFile file;
  const absl::Status opened = file.Open(path);
  if (!opened.ok()) {
    SayUnreadable(session.language(), "file", path, opened);
    return ExitCode::kUsage;
  }
  if (!file.is_regular()) {
    Say(session.Words("DOCUMENT_NO_FILE", {{"file", path}}));
    return ExitCode::kUsage;
  }
  session.set_patience(kPatience);
  const char* problem = nullptr;
  const ExitCode code =
      session.Send(header, info, [&](grpc::ClientContext& context) {
        Documents stub(session.channel());
        const auto writer = stub.AddDocument(&context, &answer);
        if (SendAll(session, header, file, *writer, problem)) {
          return writer->Finish();
        }
        context.TryCancel();
        writer->Finish();
        return grpc::Status();
      });
  if (problem == nullptr) return code;
  Say(session.Words(problem, {{"file", path}}));
  return ExitCode::kFailed;
}

ExitCode FetchDocument(Session& session,
                       const v1::GetDocumentContentRequest& request,
                       const DocumentTarget& target, const CommandInfo& info,
                       v1::Document& document, std::string& path) {
  // Nobody's reading is recorded for what then cannot be kept.
  if (!target.path.empty() && target.path != "-" && !target.replace &&
      ::access(target.path.c_str(), F_OK) == 0) {
    Say(session.Words("DOCUMENT_FILE_EXISTS", {{"file", target.path}}));
    return ExitCode::kUsage;
  }
  session.set_patience(kPatience);
  Fetched fetched(session, target);
  ExitCode own = ExitCode::kDone;
  const ExitCode code =
      session.Send(request, info, [&](grpc::ClientContext& context) {
        Documents stub(session.channel());
        const auto reader = stub.GetDocumentContent(&context, request);
        v1::DocumentPart part;
        while (own == ExitCode::kDone && reader->Read(&part)) {
          own = part.has_document() ? fetched.Begin(part.document())
                                    : fetched.Take(part.chunk());
        }
        if (own == ExitCode::kDone) return reader->Finish();
        context.TryCancel();
        reader->Finish();
        return grpc::Status();
      });
  if (own != ExitCode::kDone) return own;
  if (code != ExitCode::kDone) return code;
  document = fetched.document();
  path = fetched.path();
  return fetched.End();
}

}  // namespace entente
