#include "proto/support/refusal.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

TEST(Refuse, CarriesTheCodeTheReasonAndTheMetadata) {
  const absl::Status status =
      Refuse(v1::Refusal::DATE_MALFORMED,
             {{"field", "known_date"}, {"value", "2012-02-30"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(RefusalReason(status), v1::Refusal::DATE_MALFORMED);
  const auto info = FindRefusal(status);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->metadata().at("field"), "known_date");
  EXPECT_EQ(info->metadata().at("value"), "2012-02-30");
}

TEST(Refuse, LeavesOtherStatusesAlone) {
  EXPECT_FALSE(FindRefusal(absl::InternalError("disk")).has_value());
  EXPECT_EQ(RefusalReason(absl::OkStatus()), v1::Refusal::REASON_UNSPECIFIED);
}

TEST(RefusalReasons, AllHaveACode) {
  const auto* reasons = v1::Refusal::Reason_descriptor();
  for (int i = 1; i < reasons->value_count(); ++i) {
    const auto reason =
        static_cast<v1::Refusal::Reason>(reasons->value(i)->number());
    EXPECT_NE(RefusalCode(reason), absl::StatusCode::kOk)
        << v1::Refusal::Reason_Name(reason);
  }
}

}  // namespace
}  // namespace entente
