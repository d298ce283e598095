#include <string>

#include "clients/cli/mediation_words.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using v1::Mediation;

// What a party reads of a mediation under way; nobody is there to tell the
// names behind the identifiers, which are shown themselves.
constexpr char kOfParty[] = R"pb(
  mediation {
    mediation_id: "id-1"
    kind: MEDIATION
    level: NATIONAL
    state: OPEN
    parties {
      side: 1
      kind: UNION
      organization_id: "SYN"
      number: "SYN-M-2021-0003"
    }
    parties { side: 2 kind: EMPLOYER organization_id: "CHU" }
    parties {
      side: 3
      kind: NATURAL_PERSON
      person_id: "person-3"
      allied_side: 1
    }
    profile_code: "FR-MED-FPH"
    profile_version: 1
    office_id: "MNFPH"
    requester_side: 1
    requested_date: "2021-03-01"
    object: "Le service de nuit"
    prior_attempt { text: "Rencontre locale" failed_date: "2021-02-10" }
    litigation: "aucune"
    recorded_for { kind: LETTER instrument_date: "2021-03-01" }
    answers { side: 1 value: CONSENTED answer_date: "2021-11-02" }
    answers {
      side: 2
      value: CONSENTED
      answer_date: "2021-11-30"
      recorded_for { by_side: 1 kind: EMAIL instrument_date: "2021-11-30" }
    }
    mediators {
      number: 1
      person_id: "person-9"
      certified: true
      proposed_date: "2021-12-01"
      disclosed_date: "2021-12-02"
      accepted_by_sides: [ 1, 2 ]
      confirmed_date: "2021-12-06"
    }
    mediators {
      number: 2
      person_id: "person-8"
      disclosed_date: "2021-12-02"
      disclosure: "A conseillé le CHU en 2012"
      ended_date: "2021-12-04"
      end: CHALLENGED
      challenged_by_side: 1
    }
    entry_signatures { side: 2 signed_date: "2021-12-10" }
    entry_signatures { mediator: 1 signed_date: "2021-12-10" }
    sessions {
      side: 1
      number: 2
      kind: CAUCUS
      session_date: "2022-01-12"
      duration_minutes: 90
      place: "Limoges"
      attendances { side: 1 quality: LAWYER who: "Me Roy" }
    }
    pauses { from_date: "2022-02-01" reason: "Chiffres attendus" }
    deadlines {
      act: CONSENT
      step: 3
      owner: EACH_PARTY
      owed_by_side: 3
      due_date: "2021-12-15"
    }
  }
  part: PARTY
  side: 1
  next_moves: MEDIATION_LEFT
  next_moves: MEDIATION_ENDED
)pb";

v1::MediationAnswer AnswerOf(const std::string& text) {
  v1::MediationAnswer answer;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &answer));
  return answer;
}

std::string Sheet(const v1::MediationAnswer& answer,
                  const Language& language = Language::French()) {
  Settings settings;
  settings.server = "unix:/nowhere/entente.sock";
  Session session(settings, language, OutputFormat::kTable);
  testing::internal::CaptureStdout();
  ShowMediation(session, answer);
  return testing::internal::GetCapturedStdout();
}

TEST(MediationSheet, ShowsAPartyWhatIsSaidAndWhatTheyMayDo) {
  const std::string sheet = Sheet(AnswerOf(kOfParty));
  for (const char* words :
       {"Médiation no SYN-M-2021-0003",
        "partie no 1",
        "1 (demande)",
        "person-3",
        "Le service de nuit",
        "Rencontre locale",
        "Elle a échoué le mercredi 10 février 2021.",
        "aucune",
        "Demandée le lundi 1er mars 2021.",
        "SYN — consent, mardi 2 novembre 2021",
        "CHU — consent, mardi 30 novembre 2021",
        "A conseillé le CHU en 2012",
        "Médiateur·rice no 2, récusation par\u00A0: SYN.",
        "Déclaration no 1 acceptée par\u00A0: SYN et CHU.",
        "CHU, vendredi 10 décembre 2021",
        "person-9 (médiateur·rice), vendredi 10 décembre 2021",
        "No 2\u00A0: caucus, mercredi 12 janvier 2022 — avec SYN, 90 minutes, "
        "Limoges",
        "SYN\u00A0: Me Roy (avocat·e)",
        "Chiffres attendus",
        "entente mediation leave SYN-M-2021-0003",
        "entente mediation end SYN-M-2021-0003"}) {
    EXPECT_THAT(sheet, HasSubstr(words));
  }
}

TEST(MediationSheet, NamesWithWhomAPartyStandsTogether) {
  const std::string sheet = Sheet(AnswerOf(kOfParty), Language::English());
  EXPECT_THAT(sheet, ContainsRegex("person-3 +person +SYN"));
}

// The paper of another is named, and who entered it: a party, or who is none.
TEST(MediationSheet, MarksWhatWasEnteredForAnother) {
  const std::string sheet = Sheet(AnswerOf(kOfParty), Language::English());
  EXPECT_THAT(sheet, HasSubstr("Entered by the office or a mediator, from a "
                               "paper: letter, Monday, March 1, 2021."));
  EXPECT_THAT(sheet, HasSubstr("Entered by SYN, from a paper: e-mail, Tuesday, "
                               "November 30, 2021."));
}

// There may be more than two parties: who must act is named.
TEST(MediationSheet, NamesThePartyThatOwesAnAnswer) {
  const std::string sheet = Sheet(AnswerOf(kOfParty), Language::English());
  const size_t deadlines = sheet.find("Deadlines");
  ASSERT_NE(deadlines, std::string::npos);
  EXPECT_THAT(sheet.substr(deadlines), HasSubstr("person-3"));
  EXPECT_THAT(sheet.substr(deadlines), Not(HasSubstr("step 3")));
}

// An empty text says that there is nothing only to who would read one.
TEST(MediationSheet, SaysThatNothingWasDisclosedToWhoReadsDisclosures) {
  v1::MediationAnswer answer = AnswerOf(kOfParty);
  EXPECT_THAT(Sheet(answer, Language::English()),
              HasSubstr("Mediator no. 1 has nothing to disclose."));
  answer.set_part(Mediation::REGISTRAR);
  EXPECT_THAT(Sheet(answer, Language::English()),
              Not(HasSubstr("nothing to disclose")));
}

TEST(MediationSheet, TellsWhoIsNoPartyDaysAndAnEndAlone) {
  const std::string sheet =
      Sheet(AnswerOf(R"pb(
              mediation {
                mediation_id: "id-1"
                kind: MEDIATION
                level: SINGLE
                state: CLOSED
                office_number: "MNFPH-M-2021-0001"
                parties { side: 1 organization_id: "SYN" }
                parties { side: 2 organization_id: "CHU" }
                answers { answer_date: "2021-11-02" }
                entry_signatures { signed_date: "2021-12-10" }
                outcome { end: NONE end_date: "2022-03-01" }
              }
              part: REGISTRAR
              session_dates: "2022-01-12"
              session_dates: "2022-01-19"
            )pb"),
            Language::English());
  EXPECT_THAT(
      sheet,
      AllOf(HasSubstr("Mediation no. MNFPH-M-2021-0001"),
            HasSubstr("A party answered on Tuesday, November 2, 2021."),
            HasSubstr("Signed on Friday, December 10, 2021."),
            HasSubstr("Sessions were held on: Wednesday, January 12, 2022 and "
                      "Wednesday, January 19, 2022."),
            HasSubstr("no agreement, Tuesday, March 1, 2022\n")));
  EXPECT_THAT(sheet, Not(HasSubstr("What you may do next")));
  EXPECT_THAT(sheet, Not(HasSubstr("UNSPECIFIED")));
}

TEST(MediationSheet, HasATextForAllThatItShows) {
  for (const Language& language :
       {Language::English(), Language::French(), Language::FrenchOfFrance()}) {
    const std::string sheet = Sheet(AnswerOf(kOfParty), language);
    EXPECT_THAT(sheet, Not(HasSubstr("[cli/")));
    EXPECT_THAT(sheet, Not(HasSubstr("{")));
  }
}

TEST(MediationSheet, GivesAProgramTheHeaderAlone) {
  Settings settings;
  settings.server = "unix:/nowhere/entente.sock";
  Session session(settings, Language::French(), OutputFormat::kCsv);
  testing::internal::CaptureStdout();
  ShowMediation(session, AnswerOf(kOfParty));
  const std::string csv = testing::internal::GetCapturedStdout();
  EXPECT_THAT(csv, HasSubstr("number,part,state,kind,level"));
  EXPECT_THAT(csv, HasSubstr("SYN-M-2021-0003,party,open,mediation,national"));
}

TEST(NumberOf, IsTheNumberOfTheReaderElseOfTheOfficeElseTheIdentifier) {
  Mediation mediation;
  mediation.set_mediation_id("id-1");
  mediation.add_parties();
  EXPECT_EQ(NumberOf(mediation), "id-1");
  mediation.set_office_number("MNFPH-M-2021-0001");
  EXPECT_EQ(NumberOf(mediation), "MNFPH-M-2021-0001");
  mediation.add_parties()->set_number("CHU-M-2021-0002");
  EXPECT_EQ(NumberOf(mediation), "CHU-M-2021-0002");
}

TEST(ShowChanged, SaysWhatComesNextInTheNewState) {
  Settings settings;
  settings.server = "unix:/nowhere/entente.sock";
  Session session(settings, Language::English(), OutputFormat::kTable);
  v1::MediationAnswer answer = AnswerOf(kOfParty);
  answer.mutable_mediation()->set_state(Mediation::READY);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  ShowChanged()(session, answer);
  testing::internal::GetCapturedStdout();
  EXPECT_THAT(
      testing::internal::GetCapturedStderr(),
      HasSubstr("each party and each mediator signs the entry agreement. "
                "To follow it: entente mediation show SYN-M-2021-0003"));
}

}  // namespace
}  // namespace entente
