#include "clients/cli/request_flags.h"

#include <fstream>
#include <string>
#include <vector>

#include "entente/v1/grievance_service.pb.h"
#include "entente/v1/mediation_service.pb.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

// One command with flags for a request, and a line typed for it.
struct Typed {
  explicit Typed(const std::vector<std::string>& words) : words_(words) {}

  ExitCode Fill() {
    app.parse(std::vector<std::string>(words_.rbegin(), words_.rend()));
    testing::internal::CaptureStderr();
    const ExitCode code = flags.Fill();
    said = testing::internal::GetCapturedStderr();
    return code;
  }

  std::vector<std::string> words_;
  CLI::App app{"", "test"};
  v1::FileGrievanceRequest request;
  RequestFlags flags{&app, &request, Language::French()};
  std::string said;
};

TEST(RequestFlags, FillFieldsOfEveryKind) {
  Typed typed({"--class", "union", "--known", "2012-11-22", "--grievor", "p1",
               "--grievor", "p2", "--way", "registered-mail", "--reveal-sealed",
               "--not-restricted"});
  typed.flags.Flag("--class", "grievance_class")
      .Flag("--known", "known_date")
      .Flag("--grievor", "grievor_ids")
      .Flag("--way", "submission.way")
      .Flag("--reveal-sealed", "reveal_sealed_grievors")
      .Flag("--restricted,!--not-restricted", "restricted");
  EXPECT_EQ(typed.Fill(), ExitCode::kDone);
  EXPECT_EQ(typed.request.grievance_class(), v1::GrievanceClass::UNION);
  EXPECT_EQ(typed.request.known_date(), "2012-11-22");
  EXPECT_EQ(typed.request.grievor_ids_size(), 2);
  EXPECT_EQ(typed.request.submission().way(), v1::Delivery::REGISTERED_MAIL);
  EXPECT_TRUE(typed.request.reveal_sealed_grievors());
  EXPECT_TRUE(typed.request.has_restricted());
  EXPECT_FALSE(typed.request.restricted());
}

// Codes of records are written in capitals, and what an enumeration calls a
// code is not.
TEST(RequestFlags, TakeTheValueOfAnEnumerationThatIsCalledACode) {
  CLI::App app{"", "test"};
  v1::EndMediationRequest request;
  RequestFlags flags(&app, &request, Language::French());
  flags.Flag("--code", "code");
  app.parse("--code no-agreement");
  EXPECT_EQ(flags.Fill(), ExitCode::kDone);
  EXPECT_EQ(request.code(), v1::Mediation::Outcome::NO_AGREEMENT);
}

TEST(RequestFlags, AskForAFlagOnlyWithoutTheOneThatReplacesIt) {
  for (const bool nothing : {true, false}) {
    CLI::App app{"", "test"};
    v1::DiscloseInterestsRequest request;
    RequestFlags flags(&app, &request, Language::French());
    flags.Flag("--text", "disclosure")
        .RequiredWithout("--nothing")
        .Flag("--nothing", "nothing_to_disclose");
    app.parse(nothing ? "--nothing" : "");
    testing::internal::CaptureStderr();
    EXPECT_EQ(flags.SayWhatIsMissing(), !nothing);
    testing::internal::GetCapturedStderr();
  }
}

TEST(RequestFlags, LeaveOutWhatWasNotTyped) {
  Typed typed({});
  typed.flags.Flag("--restricted,!--not-restricted", "restricted")
      .Flag("--way", "submission.way");
  EXPECT_EQ(typed.Fill(), ExitCode::kDone);
  EXPECT_FALSE(typed.request.has_restricted());
  EXPECT_FALSE(typed.request.has_submission());
}

TEST(RequestFlags, NameTheFlagAndTheNearestValue) {
  Typed typed({"--class", "grop"});
  typed.flags.Flag("--class", "grievance_class");
  EXPECT_EQ(typed.Fill(), ExitCode::kUsage);
  EXPECT_NE(typed.said.find("--class"), std::string::npos) << typed.said;
  EXPECT_NE(typed.said.find("group"), std::string::npos) << typed.said;
  EXPECT_EQ(typed.said.find("employer"), std::string::npos) << typed.said;
}

TEST(RequestFlags, NameTheFlagThatIsMissingOrGivenTwice) {
  Typed missing({});
  missing.flags.Flag("--issue", "issue_code").Required();
  EXPECT_EQ(missing.Fill(), ExitCode::kUsage);
  EXPECT_NE(missing.said.find("--issue"), std::string::npos) << missing.said;

  Typed twice({"--issue", "A", "--issue", "B"});
  twice.flags.Flag("--issue", "issue_code");
  EXPECT_EQ(twice.Fill(), ExitCode::kUsage);
  EXPECT_NE(twice.said.find("--issue"), std::string::npos) << twice.said;
}

TEST(RequestFlags, NameAllThatIsMissingAtOnce) {
  Typed typed({"--facts", "x"});
  typed.flags.Flag("--class", "grievance_class")
      .Required()
      .Flag("--issue", "issue_code")
      .RequiredWithout("--consultation")
      .Flag("--consultation", "consultation_id")
      .LongText("--facts", "facts")
      .Required()
      .LongText("--remedy", "remedy_sought")
      .Required();
  EXPECT_EQ(typed.Fill(), ExitCode::kUsage);
  EXPECT_NE(typed.said.find("--class, --issue (ou --consultation), --remedy."),
            std::string::npos)
      << typed.said;

  Typed from_consultation({"--consultation", "QN-C-2012-0001"});
  from_consultation.flags.Flag("--issue", "issue_code")
      .RequiredWithout("--consultation")
      .Flag("--consultation", "consultation_id");
  EXPECT_EQ(from_consultation.Fill(), ExitCode::kDone);
}

TEST(RequestFlags, ListWhatAMissingFlagTakes) {
  Typed typed({});
  typed.flags.Flag("--class", "grievance_class").Required();
  EXPECT_EQ(typed.Fill(), ExitCode::kUsage);
  EXPECT_NE(typed.said.find("individual (individuel), group"),
            std::string::npos)
      << typed.said;
}

TEST(RequestFlags, TakeAndNameOnlyTheValuesOfTheirCommand) {
  Typed typed({"--class", "employer"});
  typed.flags.Flag("--class", "grievance_class")
      .Without({v1::GrievanceClass::EMPLOYER, v1::GrievanceClass::GROUP})
      .Required();
  EXPECT_EQ(typed.flags.ValuesOf("--class").find("employer"),
            std::string::npos);
  EXPECT_EQ(typed.app.help().find("employer"), std::string::npos);
  EXPECT_NE(typed.app.help().find("union"), std::string::npos);
  EXPECT_EQ(typed.Fill(), ExitCode::kUsage);
  EXPECT_NE(typed.said.find("employer n'est pas accepté ici"),
            std::string::npos)
      << typed.said;
  EXPECT_NE(typed.said.find("union (syndical)"), std::string::npos)
      << typed.said;
  EXPECT_EQ(typed.said.find("group"), std::string::npos) << typed.said;
}

TEST(RequestFlags, RefuseAFlagAndItsContraryTogether) {
  for (const std::vector<std::string>& line :
       {std::vector<std::string>{"--restricted", "--not-restricted"},
        {"--not-restricted", "--restricted"}}) {
    Typed typed(line);
    typed.flags.Flag("--restricted,!--not-restricted", "restricted");
    EXPECT_EQ(typed.Fill(), ExitCode::kUsage);
    EXPECT_NE(typed.said.find("--restricted et --not-restricted"),
              std::string::npos)
        << typed.said;
  }
  Typed twice({"--restricted", "--restricted"});
  twice.flags.Flag("--restricted,!--not-restricted", "restricted");
  EXPECT_EQ(twice.Fill(), ExitCode::kDone);
  EXPECT_TRUE(twice.request.restricted());
}

// Sent empty, a text counts as not given.
TEST(RequestFlags, RefuseATextThatIsEmpty) {
  const std::string path = testing::TempDir() + "/empty.txt";
  std::ofstream(path) << "\n";
  Typed file({"--facts", "@" + path});
  file.flags.LongText("--facts", "facts");
  EXPECT_EQ(file.Fill(), ExitCode::kUsage);
  EXPECT_NE(file.said.find("le fichier " + path + " est vide"),
            std::string::npos)
      << file.said;

  for (const char* empty : {"", "  "}) {
    Typed typed({"--known", empty});
    typed.flags.Flag("--known", "known_date");
    EXPECT_EQ(typed.Fill(), ExitCode::kUsage);
    EXPECT_NE(typed.said.find("le texte est vide"), std::string::npos)
        << typed.said;
  }
  // What a script passes on, empty or not.
  Typed script({"--request-id", ""});
  script.flags.Flag("--request-id", "request_id");
  EXPECT_EQ(script.Fill(), ExitCode::kDone);
}

// A word, then any number of others, with flags before, between and after.
TEST(RequestFlags, TakeSeveralWordsOrNone) {
  const std::vector<std::vector<std::string>> lines = {
      {"first"},
      {"first", "--facts", "f"},
      {"first", "b", "c"},
      {"--facts", "f", "first", "b", "c"},
      {"first", "--facts", "f", "b", "c"},
      {"first", "b", "c", "--facts", "f"}};
  for (const std::vector<std::string>& line : lines) {
    Typed typed(line);
    typed.flags.Word("number", "statement")
        .Custom("others", "grievor_ids",
                [&](google::protobuf::Message&, const std::string& id) {
                  typed.request.add_grievor_ids(id);
                })
        .Several()
        .LongText("--facts", "facts");
    EXPECT_EQ(typed.Fill(), ExitCode::kDone);
    EXPECT_FALSE(typed.flags.SayWhatIsMissing());
    EXPECT_EQ(typed.request.statement(), "first");
    const bool several =
        line.size() > 3 || (line.size() == 3 && line[1] == "b");
    ASSERT_EQ(typed.request.grievor_ids_size(), several ? 2 : 0);
    if (several) {
      EXPECT_EQ(typed.request.grievor_ids(1), "c");
    }
  }
}

TEST(RequestFlags, KeepTextsThatLookLikeLists) {
  Typed typed({"--facts", "[a, b]"});
  typed.flags.LongText("--facts", "facts");
  EXPECT_EQ(typed.Fill(), ExitCode::kDone);
  EXPECT_EQ(typed.request.facts(), "[a, b]");
}

TEST(RequestFlags, KnowWhichFlagARefusedFieldComesFrom) {
  Typed typed({});
  typed.flags.Flag("--known", "known_date")
      .Flag("--paper", "instrument.kind")
      .Flag("--class", "grievance_class");
  EXPECT_EQ(typed.flags.FlagOfField("known_date"), "--known");
  EXPECT_EQ(typed.flags.FlagOfField("grievance.known_date"), "--known");
  EXPECT_EQ(typed.flags.FlagOfField("instrument"), "--paper");
  EXPECT_EQ(typed.flags.FlagOfField("instrument.kind"), "--paper");
  EXPECT_EQ(typed.flags.FlagOfField("facts"), "");
}

TEST(RequestFlags, KnowWhichOfTwoFlagsFilledAPlaceInAList) {
  Typed typed({"--witness", "a", "--beneficiary", "b", "--witness", "c"});
  const auto add = [&](google::protobuf::Message&, const std::string& id) {
    typed.request.add_protected_persons()->set_person_id(id);
  };
  typed.flags.Custom("--witness", "protected_persons", add)
      .Custom("--beneficiary", "protected_persons", add);
  EXPECT_EQ(typed.Fill(), ExitCode::kDone);
  EXPECT_EQ(typed.flags.FlagOfField("protected_persons[1]"), "--witness");
  EXPECT_EQ(typed.flags.FlagOfField("protected_persons[2].person_id"),
            "--beneficiary");
}

TEST(RequestFlags, KnowWhichFlagFillsThePartOfAPart) {
  Typed typed({});
  const auto nothing = [](google::protobuf::Message&, const std::string&) {};
  typed.flags.Custom("--outcome", "decisions[0].disposition", nothing)
      .Custom("--remedy", "decisions[0].remedies", nothing)
      .Custom("--for", "decisions", nothing);
  EXPECT_EQ(typed.flags.FlagOfField("decisions[0].disposition"), "--outcome");
  EXPECT_EQ(typed.flags.FlagOfField("decisions[0].remedies"), "--remedy");
  EXPECT_EQ(typed.flags.FlagOfField("decisions[0].remedies[1].amount"),
            "--remedy");
  EXPECT_EQ(typed.flags.FlagOfField("decisions[1].disposition"), "--for");
}

TEST(RequestFlags, KnowWhichFlagIsMeantByFieldsThatNoneFills) {
  Typed typed({});
  typed.flags.Flag("--known", "known_date")
      .LongText("--facts", "facts")
      .ForOtherFields();
  EXPECT_EQ(typed.flags.FlagOfField("known_date"), "--known");
  EXPECT_EQ(typed.flags.FlagOfField("submitted_date"), "--facts");
}

}  // namespace
}  // namespace entente
