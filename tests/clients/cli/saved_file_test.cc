#include "clients/cli/saved_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

std::string ContentOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int FilesIn(const TemporaryFolder& folder) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    static_cast<void>(entry);
    ++count;
  }
  return count;
}

// A name comes from somebody else: it must not leave the folder, hide, pass
// for a flag or act on a terminal.
TEST(SafeFileName, StaysInTheFolderAndInSight) {
  const struct {
    std::string name;
    std::string expected;
  } cases[] = {
      {"lettre.pdf", "lettre.pdf"},
      {"Procès-verbal n° 3.odt", "Procès-verbal n° 3.odt"},
      {"../../etc/passwd", "passwd"},
      {"/etc/shadow", "shadow"},
      {"C:\\Users\\moi\\lettre.doc", "lettre.doc"},
      {"..", "document"},
      {".", "document"},
      {"", "document"},
      {"dossier/", "document"},
      {".bashrc", "bashrc"},
      {"-rf", "rf"},
      {" - .x", "x"},
      {std::string("a\0b.txt", 7), "ab.txt"},
      {"a\x1b[31mb", "a[31mb"},
      {"a\u202Egpj.exe", "agpj.exe"},
      {"a\nb", "a b"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(SafeFileName(each.name, "document"), each.expected);
  }
}

TEST(SafeFileName, KeepsTheEndingOfALongName) {
  const std::string name =
      SafeFileName(std::string(300, 'a') + ".pdf", "document");
  EXPECT_EQ(name.size(), 200u);
  EXPECT_EQ(name.substr(196), ".pdf");
  std::string accents;
  for (int i = 0; i < 150; ++i) accents += "é";
  const std::string cut = SafeFileName("x" + accents, "document");
  EXPECT_LE(cut.size(), 200u);
  // No character is cut in two.
  EXPECT_EQ(cut.size() % 2, 1u);
}

TEST(SavedFile, IsThereOnceItIsKept) {
  TemporaryFolder folder;
  const std::string path = folder / "lettre.txt";
  auto file = SavedFile::Begin(path, false);
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_TRUE((*file)->Write("une ").ok());
  EXPECT_FALSE(fs::exists(path));
  ASSERT_TRUE((*file)->Write("lettre").ok());
  ASSERT_TRUE((*file)->Keep().ok());
  EXPECT_EQ(ContentOf(path), "une lettre");
  struct stat info {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(FilesIn(folder), 1);
}

TEST(SavedFile, LeavesNothingWhenItIsNotKept) {
  TemporaryFolder folder;
  {
    auto file = SavedFile::Begin(folder / "lettre.txt", false);
    ASSERT_TRUE((*file)->Write("à demi").ok());
  }
  EXPECT_EQ(FilesIn(folder), 0);
}

TEST(SavedFile, ReplacesAFileOnlyWhenItMay) {
  TemporaryFolder folder;
  const std::string path = folder / "lettre.txt";
  std::ofstream(path) << "mienne";
  EXPECT_TRUE(absl::IsAlreadyExists(SavedFile::Begin(path, false).status()));
  {
    auto file = SavedFile::Begin(path, true);
    ASSERT_TRUE((*file)->Write("autre").ok());
    EXPECT_EQ(ContentOf(path), "mienne");
    ASSERT_TRUE((*file)->Keep().ok());
  }
  EXPECT_EQ(ContentOf(path), "autre");
  // One that came to be meanwhile.
  fs::remove(path);
  auto file = SavedFile::Begin(path, false);
  ASSERT_TRUE((*file)->Write("tard").ok());
  std::ofstream(path) << "avant";
  EXPECT_TRUE(absl::IsAlreadyExists((*file)->Keep()));
  file->reset();
  EXPECT_EQ(ContentOf(path), "avant");
  EXPECT_EQ(FilesIn(folder), 1);
}

TEST(SavedFile, SaysWhereItCannotBeWritten) {
  TemporaryFolder folder;
  const auto status =
      SavedFile::Begin(folder / "absent/lettre", false).status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
}

TEST(SavedFile, LeavesNothingWhenTheProgramIsInterrupted) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    TemporaryFolder folder;
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto file = SavedFile::Begin(folder / "lettre.txt", false);
      if (!file.ok() || !(*file)->Write("à demi").ok()) _exit(1);
      raise(signal);
      _exit(2);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == signal) << status;
    EXPECT_EQ(FilesIn(folder), 0);
  }
}

}  // namespace
}  // namespace entente
