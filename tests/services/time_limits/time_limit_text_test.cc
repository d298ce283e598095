// What people read of time limits: from the rules, through the texts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "proto/support/text/explanation_text.h"
#include "proto/support/text/text.h"
#include "services/time_limits/deadline_rules.h"
#include "services/time_limits/ledger_rules.h"
#include "services/time_limits/procedure_rules.h"
#include "services/time_limits/profile_rules.h"
#include "services/time_limits/rule_text_check.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> Explain(const Language& language,
                                 const char* calendar) {
  v1::ComputeDeadlineRequest request;
  request.set_calendar_code(calendar);
  request.add_starts()->set_from_date("2012-11-22");
  request.mutable_starts(0)->set_period("30 days");
  const auto response = AnswerComputeDeadline(request, Calendar(calendar));
  EXPECT_TRUE(response.ok());
  return ExplanationText(language, response->steps(), response->clocks());
}

TEST(Explanation, TellsEachStepOfTheCountInEnglish) {
  EXPECT_THAT(
      Explain(Language::English(), "QC-TRIB"),
      ElementsAre(
          HasSubstr("Start: Thursday, November 22, 2012"),
          HasSubstr("30 days, every day counted: Saturday, December 22, 2012"),
          testing::AllOf(HasSubstr("to Thursday, December 27, 2012"),
                         HasSubstr("December 24, 2012 (Christmas Eve)"),
                         HasSubstr("December 26, 2012 (Boxing Day)")),
          HasSubstr("Prudent date: Friday, December 21, 2012")));
}

TEST(Explanation, TellsEachStepOfTheCountInFrench) {
  EXPECT_THAT(Explain(Language::French(), "QC-TRIB"),
              ElementsAre(HasSubstr("jeudi 22 novembre 2012"),
                          testing::AllOf(HasSubstr("30 jours"),
                                         HasSubstr("samedi 22 décembre 2012")),
                          testing::AllOf(HasSubstr("au jeudi 27 décembre 2012"),
                                         HasSubstr("(Veille de Noël)"),
                                         HasSubstr("(Lendemain de Noël)")),
                          HasSubstr("vendredi 21 décembre 2012")));
}

TEST(Explanation, DoesNotEndClearDaysOnTheDayWhenOneMayAct) {
  v1::ComputeDeadlineRequest request;
  request.set_calendar_code("QC-CODE");
  request.add_starts()->set_from_date("2012-11-05");
  request.mutable_starts(0)->set_period("3 clear days");
  for (const v1::Period::Roll roll :
       {v1::Period::NEXT_OPEN, v1::Period::NONE}) {
    request.set_roll(roll);
    const auto response = AnswerComputeDeadline(request, Calendar("QC-CODE"));
    ASSERT_TRUE(response.ok());
    for (const auto& [language, ends] :
         {std::pair(Language::English(), "ends there"),
          std::pair(Language::French(), "prend fin"),
          std::pair(Language::FrenchOfFrance(), "prend fin")}) {
      for (const std::string& sentence :
           ExplanationText(language, response->steps(), response->clocks())) {
        EXPECT_THAT(sentence, Not(HasSubstr(ends)));
        EXPECT_THAT(sentence, Not(testing::ContainsRegex("[A-Z]+_[A-Z]+")));
      }
    }
    // From Tuesday, the day after lies on a Saturday.
    request.mutable_starts(0)->set_from_date("2012-11-06");
  }
}

TEST(Explanation, LeavesNoStepOfAnyShippedProfileWithoutASentence) {
  const auto profiles = ShippedProfiles(Calendars());
  ASSERT_TRUE(profiles.ok());
  FileFacts facts;
  facts.issue_code = "ORG-TIM";
  facts.grievance_class = v1::GrievanceClass::UNION;
  for (const char* occurred : {"", "2012-06-01", "2012-11-22"}) {
    facts.occurred = ParseDay(occurred);
    facts.known = Day("2012-11-22");
    // Of the last one, it is unknown since when.
    if (facts.occurred == Day("2012-11-22")) {
      facts.known = absl::nullopt;
      facts.known_by = Day("2012-11-26");
    }
    for (const v1::Profile& profile : *profiles) {
      if (profile.has_scheme()) continue;
      const auto deadline =
          FilingDeadline(Procedure{&profile, &Calendars()}, facts);
      ASSERT_TRUE(deadline.ok());
      for (const Language& language : {Language::English(), Language::French(),
                                       Language::FrenchOfFrance()}) {
        const auto sentences =
            ExplanationText(language, deadline->steps(), deadline->clocks());
        EXPECT_EQ(static_cast<int>(sentences.size()), deadline->steps_size());
        for (const std::string& sentence : sentences) {
          EXPECT_THAT(sentence, Not(HasSubstr("[")));
          EXPECT_THAT(sentence, Not(HasSubstr("{")));
          EXPECT_THAT(sentence, Not(testing::ContainsRegex("[A-Z]+_[A-Z]+")));
        }
      }
    }
  }
}

TEST(Explanation, TellsInWordsWhatAMediationIsCountedFrom) {
  const v1::Profile profile = ShippedProfile("FR-MED-FPH");
  FileDays days;
  days.request = Day("2021-03-01");
  days.consents = Day("2021-11-30");
  const auto explain = [&](const Language& language, v1::TimeLimit::Act act) {
    const auto deadline = OpenDeadline(Procedure{&profile, &Calendars()}, act,
                                       0, FileFacts(), days);
    EXPECT_TRUE(deadline.ok() && deadline->has_value());
    return ExplanationText(language, (*deadline)->steps(),
                           (*deadline)->clocks());
  };
  EXPECT_THAT(
      explain(Language::French(), v1::TimeLimit::CONCLUDE),
      ElementsAre(
          testing::AllOf(HasSubstr("mardi 30 novembre 2021"),
                         HasSubstr("dernier consentement")),
          testing::AllOf(HasSubstr("3 mois"), HasSubstr("décret, art. 13"),
                         HasSubstr("lundi 28 février 2022")),
          HasSubstr("lundi 28 février 2022"), HasSubstr("Date prudente")));
  EXPECT_THAT(explain(Language::FrenchOfFrance(), v1::TimeLimit::CONCLUDE)[0],
              HasSubstr("dernier accord recueilli"));
  EXPECT_THAT(
      explain(Language::FrenchOfFrance(), v1::TimeLimit::ACKNOWLEDGE)[0],
      HasSubstr("saisine"));
  EXPECT_THAT(explain(Language::English(), v1::TimeLimit::ACKNOWLEDGE)[0],
              HasSubstr("request for mediation"));
}

TEST(RuleProblem, ReadsAsASentenceInBothLanguages) {
  for (const char* problem :
       {"MISSING",     "UNKNOWN",      "UNKNOWN_CALENDAR", "NOT_A_DATE",
        "NOT_A_CODE",  "OUT_OF_RANGE", "DUPLICATE",        "UNREACHABLE",
        "NOT_GENERAL", "CONTRADICTS",  "STEP_MISSING",     "NAMES_NO_DAY",
        "NO_OPEN_DAY", "UNKNOWN_NAME", "UNREADABLE",       "BAD_CHARACTER",
        "TOO_LONG",    "TOO_MANY",     "NOT_IN_ORDER",     "OTHER_PURPOSE"}) {
    for (const v1::Refusal::Reason reason :
         {v1::Refusal::PROFILE_INVALID, v1::Refusal::CALENDAR_INVALID}) {
      const auto refusal =
          FindRefusal(RuleProblem{reason, "limits[2]", problem}.Refused());
      for (const Language& language :
           {Language::English(), Language::French()}) {
        const std::string text = RefusalText(language, *refusal);
        EXPECT_THAT(text, HasSubstr("limits[2]"));
        EXPECT_THAT(text, Not(HasSubstr(problem)));
      }
    }
  }
}

TEST(RuleProblem, TellsWhichStepOfAProfileIsMissing) {
  v1::Profile profile = ShippedProfile("QC-SSS-30");
  profile.mutable_steps(0)->set_number(2);
  const auto refusal = FindRefusal(CheckProfile(profile, Calendars()));
  ASSERT_TRUE(refusal.has_value());
  EXPECT_THAT(RefusalText(Language::French(), *refusal),
              HasSubstr("les étapes doivent être numérotées 1, 2, 3"));
  EXPECT_THAT(RefusalText(Language::English(), *refusal),
              HasSubstr("steps[1]: the steps must be numbered 1, 2, 3"));
}

// The deadline of a file with `count` suspensions, of one day a week each.
v1::Deadline WithSuspensions(absl::CivilDay start, int count) {
  TimeLedger ledger;
  for (int i = 0; i < count; ++i) {
    v1::Suspension& each = *ledger.suspensions.Add();
    each.set_number(static_cast<uint32_t>(i + 1));
    each.set_from_date(DayIso(start + 7 * i + 1));
    each.set_until_date(DayIso(start + 7 * i + 1));
  }
  StartedClock clock;
  clock.clock.set_trigger(v1::Clock::SUBMISSION);
  clock.clock.mutable_period()->set_count(365);
  clock.clock.mutable_period()->set_unit(v1::Period::CALENDAR_DAYS);
  clock.clock.mutable_period()->set_roll(v1::Period::NEXT_OPEN);
  clock.day = start;
  clock.calendar = &Calendar("QC-CODE");
  return ComputeByLedger({clock}, v1::TimeLimit::REFER, 0,
                         v1::TimeLimit::CONVENTIONAL, ledger,
                         Calendar("QC-CODE"))
      .value_or(v1::Deadline());
}

TEST(ExplanationText, TellsOfEveryOneOfManySuspensions) {
  v1::Deadline deadline = WithSuspensions(Day("2012-11-22"), 30);
  ASSERT_EQ(deadline.applied_size(), 30);
  EXPECT_EQ(deadline.raw_date(), DayIso(Day("2012-11-22") + 365 + 30));
  AddExplanation(Language::French(), deadline);
  EXPECT_EQ(deadline.explanation(2),
            "Suspension du vendredi 23 novembre 2012 au vendredi 23 novembre "
            "2012\u00A0: 1 jour à ne pas compter.");
}

// Six months from 22 June end on a Saturday, and Monday is suspended.
TEST(ExplanationText, TellsThatNothingEndsDuringASuspension) {
  TimeLedger ledger;
  v1::Suspension& pause = *ledger.suspensions.Add();
  pause.set_number(1);
  pause.set_from_date("2012-12-24");
  pause.set_until_date("2013-01-11");
  StartedClock clock;
  clock.clock.mutable_period()->set_count(6);
  clock.clock.mutable_period()->set_unit(v1::Period::MONTHS);
  clock.clock.mutable_period()->set_roll(v1::Period::NEXT_OPEN);
  clock.day = Day("2012-06-22");
  clock.calendar = &Calendar("QC-CODE");
  v1::Deadline deadline = *ComputeByLedger({clock}, v1::TimeLimit::REFER, 0,
                                           v1::TimeLimit::CONVENTIONAL, ledger,
                                           Calendar("QC-CODE"));
  EXPECT_EQ(deadline.due_date(), "2013-01-14");
  AddExplanation(Language::English(), deadline);
  EXPECT_THAT(
      deadline.explanation(),
      ElementsAre(HasSubstr("June 22, 2012"), HasSubstr("December 22, 2012"),
                  HasSubstr("to Monday, December 24, 2012"),
                  "No limit ends during the suspension from Monday, December "
                  "24, 2012 to Friday, January 11, 2013, in which that day "
                  "lies: it ends after it.",
                  HasSubstr("to Monday, January 14, 2013"),
                  HasSubstr("Friday, December 21, 2012")));
  deadline.clear_explanation();
  AddExplanation(Language::French(), deadline);
  EXPECT_THAT(deadline.explanation(3),
              HasSubstr("du lundi 24 décembre 2012 au vendredi 11 janvier "
                        "2013, où tombe ce jour\u00A0: il prend fin après"));
}

// What it costs is printed; how fast a machine is no test can know.
TEST(ExplanationText, OfManySuspensionsIsMeasured) {
  constexpr int kRounds = 50;
  const auto measure = [](const char* what, int days_apart) {
    std::clock_t spent = 0;
    for (int i = 0; i < kRounds; ++i) {
      const std::clock_t before = std::clock();
      v1::Deadline deadline =
          WithSuspensions(Day("2012-11-22") + i * days_apart, 50);
      AddExplanation(Language::French(), deadline);
      spent += std::clock() - before;
      EXPECT_GT(deadline.explanation_size(), 50);
    }
    std::printf("measured: a deadline with 50 suspensions, %s: %.3f ms\n", what,
                1000.0 * static_cast<double>(spent) / CLOCKS_PER_SEC / kRounds);
  };
  measure("every sentence made anew", 400);
  measure("asked for again", 0);
}

}  // namespace
}  // namespace entente
