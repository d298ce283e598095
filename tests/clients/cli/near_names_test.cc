#include "clients/cli/near_names.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<std::string>& Verbs() {
  static const auto& verbs = *new std::vector<std::string>{
      "open", "close", "file", "receive", "reply", "advance", "withdraw"};
  return verbs;
}

TEST(NearNames, SuggestsWhatIsASlipAway) {
  EXPECT_THAT(NearNames("fiel", Verbs()), ElementsAre("file"));
  EXPECT_THAT(NearNames("recieve", Verbs()), ElementsAre("receive"));
  EXPECT_THAT(NearNames("widraw", Verbs()), ElementsAre("withdraw"));
}

TEST(NearNames, SuggestsWhatBeginsSo) {
  EXPECT_THAT(NearNames("re", Verbs()), ElementsAre("receive", "reply"));
}

TEST(NearNames, SuggestsNothingFarFetched) {
  EXPECT_THAT(NearNames("arbitrate", Verbs()), IsEmpty());
  EXPECT_THAT(NearNames("", Verbs()), IsEmpty());
  EXPECT_THAT(NearNames("x", Verbs()), IsEmpty());
}

}  // namespace
}  // namespace entente
