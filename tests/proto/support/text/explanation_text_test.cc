#include "proto/support/text/explanation_text.h"

#include <string>

#include "entente/v1/deadline.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

v1::Deadline Parse(const std::string& text) {
  v1::Deadline deadline;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &deadline));
  return deadline;
}

std::vector<std::string> Explain(const Language& language,
                                 const v1::Deadline& deadline) {
  return ExplanationText(language, deadline.steps(), deadline.clocks());
}

// 30 days from Thursday 22 November 2012, by the calendar QC-TRIB.
v1::Deadline ThirtyDays() {
  return Parse(R"pb(
    clocks { trigger: KNOWLEDGE clause: "clause 10.02" }
    steps { kind: START clock: 1 trigger: KNOWLEDGE date: "2012-11-22" }
    steps {
      kind: COUNTED
      clock: 1
      count: 30
      unit: CALENDAR_DAYS
      date: "2012-12-22"
    }
    steps {
      kind: CARRIED_FORWARD
      clock: 1
      from_date: "2012-12-22"
      date: "2012-12-27"
      calendar_code: "QC-TRIB"
      closed_days { date: "2012-12-22" }
      closed_days { date: "2012-12-23" }
      closed_days {
        date: "2012-12-25"
        name { fr: "Noël" en: "Christmas Day" }
      }
    }
    steps { kind: PRUDENT date: "2012-12-21" }
  )pb");
}

TEST(ExplanationText, TellsTheCountInFrench) {
  EXPECT_THAT(
      Explain(Language::French(), ThirtyDays()),
      ElementsAre(
          "Point de départ\u00A0: jeudi 22 novembre 2012 (connaissance du "
          "fait). Ce jour lui-même ne compte pas.",
          "30 jours (clause 10.02), tous les jours étant comptés\u00A0: samedi "
          "22 décembre 2012.",
          "Report du samedi 22 décembre 2012 au jeudi 27 décembre 2012, "
          "premier jour ouvrable suivant selon le calendrier QC-TRIB. Jours "
          "non ouvrables\u00A0: samedi 22 décembre 2012, dimanche 23 décembre "
          "2012 et mardi 25 décembre 2012 (Noël).",
          "Date prudente\u00A0: vendredi 21 décembre 2012, dernier jour "
          "ouvrable qui ne dépasse pas l'échéance brute."));
}

TEST(ExplanationText, TellsTheCountInEnglish) {
  EXPECT_THAT(
      Explain(Language::English(), ThirtyDays()),
      ElementsAre(
          "Start: Thursday, November 22, 2012 (knowledge of the fact). This "
          "day itself is not counted.",
          "30 days (clause 10.02), every day counted: Saturday, December 22, "
          "2012.",
          "Rolled forward from Saturday, December 22, 2012 to Thursday, "
          "December 27, 2012, the next working day by calendar QC-TRIB. "
          "Closed: Saturday, December 22, 2012, Sunday, December 23, 2012 and "
          "Tuesday, December 25, 2012 (Christmas Day).",
          "Prudent date: Friday, December 21, 2012, the last working day that "
          "does not pass the raw date."));
}

TEST(ExplanationText, SaysJourOuvreInFrance) {
  EXPECT_THAT(Explain(Language::FrenchOfFrance(), ThirtyDays())[2],
              HasSubstr("premier jour ouvré suivant"));
}

TEST(ExplanationText, SaysWhichPeriodASentenceIsAboutWhenThereAreSeveral) {
  const v1::Deadline deadline = Parse(R"pb(
    clocks { trigger: KNOWLEDGE }
    clocks { trigger: OCCURRENCE }
    steps { kind: START_UNKNOWN clock: 1 trigger: KNOWLEDGE }
    steps { kind: COUNTED clock: 2 count: 6 unit: MONTHS date: "2012-12-01" }
    steps { kind: EARLIEST clock: 2 trigger: OCCURRENCE date: "2012-12-03" }
    steps { kind: AT_THE_LATEST date: "2012-12-03" }
  )pb");
  EXPECT_THAT(
      Explain(Language::French(), deadline),
      ElementsAre(
          "Délai 1. Le jour du point de départ est inconnu (connaissance du "
          "fait)\u00A0: rien ne peut être compté à partir de lui.",
          "Délai 2. 6 mois\u00A0: samedi 1er décembre 2012.",
          "Le délai 2 (survenance du fait) échoit le premier\u00A0: lundi 3 "
          "décembre 2012.",
          "Un point de départ étant inconnu, le délai prend fin au plus tard "
          "le lundi 3 décembre 2012, et peut-être plus tôt."));
}

TEST(ExplanationText, NamesTheHolidaysThatWorkingDaysPassOver) {
  const v1::Deadline deadline = Parse(R"pb(
    clocks { trigger: SUBMISSION }
    steps {
      kind: COUNTED
      clock: 1
      count: 5
      unit: WORKING_DAYS
      date: "2013-01-04"
      calendar_code: "QC-TRIB"
      closed_days {
        date: "2013-01-02"
        observed_for_date: "2013-01-01"
        name { fr: "Jour de l'An" en: "New Year's Day" }
      }
    }
  )pb");
  EXPECT_THAT(Explain(Language::French(), deadline)[0],
              HasSubstr("mercredi 2 janvier 2013 (Jour de l'An, observé pour "
                        "le mardi 1er janvier 2013)."));
  EXPECT_THAT(Explain(Language::English(), deadline)[0],
              HasSubstr("5 working days: Friday, January 4, 2013."));
}

TEST(ExplanationText, HasASentenceForEveryKindAndUnit) {
  const auto& kinds = *v1::ExplanationStep::Kind_descriptor();
  const auto& units = *v1::Period::Unit_descriptor();
  for (const Language& language :
       {Language::English(), Language::French(), Language::FrenchOfFrance()}) {
    for (int kind = 1; kind < kinds.value_count(); ++kind) {
      for (int unit = 1; unit < units.value_count(); ++unit) {
        v1::Deadline deadline;
        deadline.add_clocks();
        v1::ExplanationStep& step = *deadline.add_steps();
        step.set_kind(static_cast<v1::ExplanationStep::Kind>(
            kinds.value(kind)->number()));
        step.set_unit(
            static_cast<v1::Period::Unit>(units.value(unit)->number()));
        step.set_clock(1);
        step.set_count(1);
        step.set_trigger(v1::Clock::KNOWLEDGE);
        step.set_date("2012-12-01");
        step.set_from_date("2012-11-01");
        step.set_calendar_code("QC-CODE");
        const std::vector<std::string> sentences = Explain(language, deadline);
        EXPECT_THAT(sentences, Each(Not(HasSubstr("["))));
        EXPECT_THAT(sentences, Each(Not(HasSubstr("{"))));
      }
    }
  }
}

TEST(PeriodText, CountsTheUnitInItsOwnPlural) {
  v1::Period period;
  period.set_count(1);
  period.set_unit(v1::Period::WORKING_DAYS);
  EXPECT_EQ(PeriodText(Language::French(), period), "1 jour ouvrable");
  period.set_count(5);
  EXPECT_EQ(PeriodText(Language::FrenchOfFrance(), period), "5 jours ouvrés");
  EXPECT_EQ(PeriodText(Language::English(), period), "5 working days");
}

}  // namespace
}  // namespace entente
