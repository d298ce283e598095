#include "clients/cli/long_text.h"

#include <cstdlib>
#include <fstream>

#include "clients/cli/file_digest.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

std::string FileWith(const std::string& content) {
  const std::string path = ::testing::TempDir() + "/long_text_test.txt";
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

TEST(ReadLongText, TakesAValueAsItIs) {
  EXPECT_EQ(*ReadLongText("un texte\n"), "un texte\n");
  EXPECT_EQ(*ReadLongText(""), "");
  EXPECT_EQ(*ReadLongText("@@nom"), "@nom");
}

TEST(ReadLongText, ReadsAFileWithoutItsLastNewline) {
  EXPECT_EQ(*ReadLongText("@" + FileWith("un\n\ndeux\n")), "un\n\ndeux");
}

TEST(ReadLongText, NamesTheFileThatCannotBeRead) {
  const absl::StatusOr<std::string> text = ReadLongText("@/no/such/file");
  EXPECT_FALSE(text.ok());
  EXPECT_NE(text.status().message().find("/no/such/file"), std::string::npos);
}

TEST(ReadLongText, RefusesAFileThatNoServerTakes) {
  const std::string path = FileWith(std::string(kMostBytes + 1, 'x'));
  EXPECT_TRUE(absl::IsResourceExhausted(ReadLongText("@" + path).status()));
  EXPECT_EQ(ReadWholeFile(FileWith(std::string(kMostBytes, 'x')))->size(),
            kMostBytes);
}

TEST(ReadLongText, TakesWhatTheEditorWrote) {
  const std::string editor = FileWith("#!/bin/sh\necho 'écrit ici' > \"$1\"\n");
  setenv("VISUAL", ("sh " + editor).c_str(), 1);
  EXPECT_EQ(*ReadLongText("@"), "écrit ici");
  setenv("VISUAL", "false", 1);
  EXPECT_FALSE(ReadLongText("@").ok());
}

TEST(FileDigest, IsTheSha256OfTheFile) {
  EXPECT_EQ(*FileDigest(FileWith("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_FALSE(FileDigest("/no/such/file").ok());
}

}  // namespace
}  // namespace entente
