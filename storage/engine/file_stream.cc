#include "storage/engine/file_stream.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/escaping.h"
#include "storage/engine/durable_file.h"

namespace entente {

absl::StatusOr<std::unique_ptr<FileOutput>> FileOutput::Create(
    std::string path) {
  const int fd =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return SystemError("creating", path);
  return absl::WrapUnique(new FileOutput(std::move(path), fd));
}

FileOutput::~FileOutput() { close(fd_); }

absl::Status FileOutput::Append(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return SystemError("writing", path_);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status FileOutput::Sync() {
  if (fsync(fd_) != 0) return SystemError("syncing", path_);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<FileInput>> FileInput::Open(std::string path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return SystemError("opening", path);
  return absl::WrapUnique(new FileInput(std::move(path), fd));
}

FileInput::~FileInput() { close(fd_); }

absl::StatusOr<std::string> FileInput::Read(std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t count = read(fd_, &bytes[filled], size - filled);
    if (count < 0) {
      if (errno == EINTR) continue;
      return SystemError("reading", path_);
    }
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  bytes.resize(filled);
  return bytes;
}

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr);
}

Sha256::~Sha256() = default;

void Sha256::Add(absl::string_view bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

std::string Sha256::Hex() {
  std::string hash(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  EVP_DigestFinal_ex(state_->context,
                     reinterpret_cast<unsigned char*>(hash.data()), &size);
  hash.resize(size);
  return absl::BytesToHexString(hash);
}

}  // namespace entente
