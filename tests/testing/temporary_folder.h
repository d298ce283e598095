// A folder for one test, removed with all that is in it.

#ifndef ENTENTE_TESTS_TESTING_TEMPORARY_FOLDER_H_
#define ENTENTE_TESTS_TESTING_TEMPORARY_FOLDER_H_

#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>

namespace entente {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    path_ =
        (std::filesystem::temp_directory_path() / "entente-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr) {
      std::perror("mkdtemp");
      std::abort();
    }
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  // The path of `name` in this folder.
  std::string operator/(const std::string& name) const {
    return path_ + "/" + name;
  }

 private:
  std::string path_;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_TESTING_TEMPORARY_FOLDER_H_
