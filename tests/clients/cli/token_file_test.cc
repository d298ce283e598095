#include "clients/cli/token_file.h"

#include <sys/stat.h>
#include <unistd.h>

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

TEST(NewTokenFile, IsReadableByItsOwnerAloneAndReplacesNone) {
  const std::string path =
      ::testing::TempDir() + "/entente_new_token_file_test";
  ::unlink(path.c_str());
  ::umask(0);
  {
    NewTokenFile file;
    ASSERT_TRUE(file.Make(path).ok());
    EXPECT_EQ(ModeOf(path), 0600u);
    ASSERT_TRUE(file.Fill("secret").ok());
  }
  EXPECT_EQ(ModeOf(path), 0600u);
  EXPECT_EQ(ReadToken(path), "secret");
  {
    NewTokenFile again;
    EXPECT_FALSE(again.Make(path).ok());
  }
  EXPECT_EQ(ReadToken(path), "secret");
  ::unlink(path.c_str());
  {
    NewTokenFile empty;
    ASSERT_TRUE(empty.Make(path).ok());
  }
  EXPECT_NE(::access(path.c_str(), F_OK), 0);
  NewTokenFile nowhere;
  EXPECT_FALSE(nowhere.Make(path + "/no/such/folder").ok());
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
