#include "clients/cli/token_file.h"

#include <sys/stat.h>

#include <string>

#include "gtest/gtest.h"

namespace entente {
namespace {

std::string NewPath(const std::string& name) {
  return ::testing::TempDir() + "/entente_token_file_test_" + name +
         "/state/token";
}

mode_t ModeOf(const std::string& path) {
  struct stat info = {};
  EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 0777;
}

TEST(TokenFile, IsReadableByItsOwnerAlone) {
  const std::string path = NewPath("mode");
  ::umask(0);
  ASSERT_TRUE(WriteToken(path, "secret").ok());
  EXPECT_EQ(ModeOf(path), 0600u);
  EXPECT_EQ(ModeOf(path.substr(0, path.rfind('/'))), 0700u);
  EXPECT_EQ(ReadToken(path), "secret");
  EXPECT_TRUE(ForgetToken(path).ok());
}

TEST(TokenFile, IsReplacedAndForgotten) {
  const std::string path = NewPath("replaced");
  ASSERT_TRUE(WriteToken(path, "one").ok());
  ASSERT_TRUE(WriteToken(path, "two").ok());
  EXPECT_EQ(ReadToken(path), "two");
  EXPECT_TRUE(ForgetToken(path).ok());
  EXPECT_EQ(ReadToken(path), "");
  EXPECT_TRUE(ForgetToken(path).ok());
}

TEST(TokenFile, SaysWhyItCannotBeKept) {
  EXPECT_FALSE(WriteToken("/proc/entente/token", "x").ok());
}

}  // namespace
}  // namespace entente
