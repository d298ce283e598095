// The file that keeps a person's token between two commands.

#ifndef ENTENTE_CLIENTS_CLI_TOKEN_FILE_H_
#define ENTENTE_CLIENTS_CLI_TOKEN_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace entente {

// The token in the file; empty when there is no such file, or it cannot be
// read.
std::string ReadToken(const std::string& path);

// Replaces the file, readable by its owner alone; makes its folder (0700) when
// there is none. A reader sees the old token or the new one, never half of it.
absl::Status WriteToken(const std::string& path, absl::string_view token);

// Writes a file that must not exist yet, readable by its owner alone, in a
// folder that does. Made empty first, so that a token is asked for only when
// there is a place for it: Make, then Fill.
class NewTokenFile {
 public:
  NewTokenFile() = default;
  NewTokenFile(const NewTokenFile&) = delete;
  NewTokenFile& operator=(const NewTokenFile&) = delete;
  // Removes what was made and never filled.
  ~NewTokenFile();

  absl::Status Make(const std::string& path);
  absl::Status Fill(absl::string_view token);

 private:
  std::string path_;
  int file_ = -1;
};

// Removes the file. No error when there is none.
absl::Status ForgetToken(const std::string& path);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_TOKEN_FILE_H_
