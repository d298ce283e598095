#include "clients/cli/mediation_flags.h"

#include <string>
#include <vector>

#include "clients/cli/request_flags.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

using ::testing::HasSubstr;
using v1::Mediation;

constexpr char kId[] = "0c3z9k2m4n5p6q7r8s9t0v1w2x3y4z5a6b";

v1::RequestMediationRequest::NewParty Party(const std::string& typed) {
  v1::RequestMediationRequest request;
  PutParty(request, typed);
  return request.parties(0);
}

Mediation::Session::Attendance Attendance(const std::string& typed) {
  v1::HoldSessionRequest request;
  PutAttendance(request, typed);
  return request.attendances(0);
}

TEST(PutParty, TakesTheCodeOfAnOrganisationInSmallLetters) {
  EXPECT_EQ(Party(" chu-limoges ").organization_id(), "CHU-LIMOGES");
  EXPECT_EQ(Party(" chu-limoges ").person_id(), "");
}

TEST(PutParty, TakesAnIdentifierForThatOfAPerson) {
  EXPECT_EQ(Party(kId).person_id(), kId);
  EXPECT_EQ(Party(kId).organization_id(), "");
}

TEST(PutParty, TakesWithWhomItStandsTogether) {
  EXPECT_EQ(Party("syn=1").organization_id(), "SYN");
  EXPECT_EQ(Party("syn=1").allied_side(), 1u);
  EXPECT_EQ(Party(std::string(kId) + "=2").person_id(), kId);
  EXPECT_EQ(Party(std::string(kId) + "=2").allied_side(), 2u);
  EXPECT_EQ(Party("syn").allied_side(), 0u);
}

TEST(ResolveParties, SaysOfWhichPartyTheAllyCannotBeRead) {
  for (const char* typed : {"syn=chu", "syn=", "syn=0", "syn=-1"}) {
    CLI::App app{"", "test"};
    v1::RequestMediationRequest request;
    RequestFlags flags(&app, &request, Language::French());
    flags.Custom("--party", "parties", PutParty);
    app.parse(std::string("--party chu --party ") + typed);
    ASSERT_EQ(flags.Fill(), ExitCode::kDone);
    Session session(Settings{}, Language::French(), OutputFormat::kTable);
    testing::internal::CaptureStderr();
    EXPECT_EQ(ResolveParties(session, request, flags), ExitCode::kUsage);
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr(typed));
  }
}

TEST(PutAttendance, TakesSideQualityAndWho) {
  const auto attendance = Attendance("2 lawyer: Me Roy");
  EXPECT_EQ(attendance.side(), 2u);
  EXPECT_EQ(attendance.quality(), Mediation::Session::LAWYER);
  EXPECT_EQ(attendance.who(), "Me Roy");
  EXPECT_EQ(AttendanceProblem(attendance), "");
}

TEST(PutAttendance, TakesAQualityOfTwoWordsAndKeepsColonsOfWho) {
  const auto attendance = Attendance("  1  Union officer :  Section 12: Lima ");
  EXPECT_EQ(attendance.side(), 1u);
  EXPECT_EQ(attendance.quality(), Mediation::Session::UNION_OFFICER);
  EXPECT_EQ(attendance.who(), "Section 12: Lima");
  EXPECT_EQ(AttendanceProblem(attendance), "");
}

TEST(AttendanceProblem, NamesThePartThatCannotBeRead) {
  EXPECT_EQ(AttendanceProblem(Attendance("lawyer: Me Roy")), "SIDE");
  EXPECT_EQ(AttendanceProblem(Attendance("0 lawyer: Me Roy")), "SIDE");
  EXPECT_EQ(AttendanceProblem(Attendance("-1 lawyer: Me Roy")), "SIDE");
  EXPECT_EQ(AttendanceProblem(Attendance("")), "SIDE");
  EXPECT_EQ(AttendanceProblem(Attendance("2 avocat: Me Roy")), "QUALITY");
  EXPECT_EQ(AttendanceProblem(Attendance("2: Me Roy")), "QUALITY");
  EXPECT_EQ(AttendanceProblem(Attendance("2 quality-unspecified: x")),
            "QUALITY");
  EXPECT_EQ(AttendanceProblem(Attendance("2 lawyer")), "WHO");
  EXPECT_EQ(AttendanceProblem(Attendance("2 lawyer:  ")), "WHO");
}

// What is wrong is said in the words that were typed, and nothing is sent.
TEST(CheckAttendances, SaysWhichOneIsWrongAndWhatToWrite) {
  CLI::App app{"", "test"};
  v1::HoldSessionRequest request;
  RequestFlags flags(&app, &request, Language::French());
  flags.Custom("--with", "attendances", PutAttendance);
  app.parse("--with \"1 party: le directeur\" --with \"2 avocat: Me Roy\"");
  ASSERT_EQ(flags.Fill(), ExitCode::kDone);
  Session session(Settings{}, Language::French(), OutputFormat::kTable);
  testing::internal::CaptureStderr();
  EXPECT_EQ(CheckAttendances(session, request, flags), ExitCode::kUsage);
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, HasSubstr("2 avocat: Me Roy"));
  EXPECT_THAT(said, HasSubstr("lawyer (avocat·e)"));
}

}  // namespace
}  // namespace entente
