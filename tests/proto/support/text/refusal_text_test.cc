#include <set>
#include <string>

#include "absl/strings/match.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/refusal.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "proto/support/refusal.h"
#include "proto/support/text/bundle.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Language kLanguages[] = {Language::English(), Language::French(),
                               Language::FrenchOfFrance()};

std::string RefusalOf(const Language& language, v1::Refusal::Reason reason,
                      std::initializer_list<RefusalDetail> details) {
  return RefusalText(language, *FindRefusal(Refuse(reason, details)));
}

// A value that is right for `key`, and the words by which it must show.
std::pair<std::string, std::string> SampleOf(const Language& language,
                                             const std::string& key) {
  if (key == "field" || key == "other_field") {
    return {"known_date", FieldText(language, "known_date")};
  }
  if (key == "role" || key == "other_role") {
    return {"KEEPER", EnumText(language, v1::Mandate::KEEPER)};
  }
  if (key == "state")
    return {"ANSWERED", EnumText(language, v1::Grievance::ANSWERED)};
  if (key == "grievance_class") {
    return {"GROUP", EnumText(language, v1::GrievanceClass::GROUP)};
  }
  if (key == "date" || key == "first" || key == "last" || key == "today" ||
      absl::EndsWith(key, "_date")) {
    return {"2012-11-22", DayText(language, absl::CivilDay(2012, 11, 22))};
  }
  if (key == "count" || key == "limit" || key == "step") {
    return {"4321", NumberText(language, int64_t{4321})};
  }
  // Bounds may be years.
  if (key == "minimum" || key == "maximum") return {"2100", "2100"};
  return {"<" + key + ">", "<" + key + ">"};
}

TEST(RefusalText, SaysEveryReasonInEveryLanguageWithAllItsMetadata) {
  const google::protobuf::EnumDescriptor& reasons =
      *v1::Refusal::Reason_descriptor();
  for (int i = 0; i < reasons.value_count(); ++i) {
    const google::protobuf::EnumValueDescriptor& value = *reasons.value(i);
    if (value.number() == v1::Refusal::REASON_UNSPECIFIED) continue;
    for (const Language& language : kLanguages) {
      google::rpc::ErrorInfo refusal;
      refusal.set_reason(value.name());
      std::set<std::string> shown;
      for (const std::string& key :
           value.options().GetRepeatedExtension(v1::keys)) {
        const auto [given, words] = SampleOf(language, key);
        (*refusal.mutable_metadata())[key] = given;
        shown.insert(words);
      }
      const std::string text = RefusalText(language, refusal);
      EXPECT_THAT(text, Not(HasSubstr(value.name()))) << language.tag();
      EXPECT_THAT(text, Not(HasSubstr("{"))) << value.name();
      EXPECT_TRUE(absl::EndsWith(text, ".")) << text;
      for (const std::string& words : shown) {
        EXPECT_THAT(text, HasSubstr(words))
            << value.name() << " in " << language.tag();
      }
    }
  }
}

TEST(RefusalText, ShowsFieldsByTheirLabelAndDatesLong) {
  const std::initializer_list<RefusalDetail> details = {
      {"field", "submitted_date"},
      {"date", "2012-12-01"},
      {"today", "2012-11-22"}};
  EXPECT_EQ(RefusalOf(Language::French(), v1::Refusal::DATE_IN_FUTURE, details),
            "Le champ «\u00A0date de dépôt\u00A0» indique le samedi 1er "
            "décembre 2012, soit après aujourd'hui (jeudi 22 novembre 2012). "
            "Veuillez donner le jour où cela s'est passé.");
  EXPECT_EQ(
      RefusalOf(Language::English(), v1::Refusal::DATE_IN_FUTURE, details),
      "The field “date of submission” says Saturday, December 1, 2012, "
      "which is later than today (Thursday, November 22, 2012). Please "
      "give the day on which it happened.");
}

TEST(RefusalText, SaysInFranceWhatIsSaidInFrance) {
  const std::initializer_list<RefusalDetail> details = {{"step", "2"}};
  EXPECT_THAT(
      RefusalOf(Language::FrenchOfFrance(), v1::Refusal::LAST_STEP, details),
      HasSubstr("La réclamation peut être portée à l'arbitrage"));
  EXPECT_THAT(RefusalOf(Language::French(), v1::Refusal::LAST_STEP, details),
              HasSubstr("Le grief peut être déféré à l'arbitrage"));
}

TEST(RefusalText, NamesEveryRoleThatWouldDoAndSendsNobodyInACircle) {
  EXPECT_EQ(RefusalOf(Language::French(), v1::Refusal::ROLE_REQUIRED,
                      {{"role", "KEEPER,ADMINISTRATOR"}}),
            "Cet acte demande un rôle que vous n'exercez pas pour "
            "l'organisation en cause\u00A0: responsable des mandats ou "
            "administrateur·rice du système. Veuillez vous adresser à une "
            "personne qui "
            "l'exerce.");
  EXPECT_EQ(RefusalOf(Language::English(), v1::Refusal::ROLE_REQUIRED,
                      {{"role", "CUSTODIAN"}}),
            "This act needs a role that you do not hold for the organisation "
            "concerned: identity custodian. Please ask a person who holds it, "
            "or the keeper of mandates of your organisation.");
  EXPECT_THAT(RefusalOf(Language::English(), v1::Refusal::ROLE_REQUIRED,
                        {{"role", "UNION_REP,EMPLOYER_REP,KEEPER"}}),
              HasSubstr("union representative or employer representative or "
                        "keeper of mandates. Please ask a person who holds "
                        "it."));
}

TEST(RefusalText, NamesAStateWithItsWholeNameOrByItself) {
  EXPECT_THAT(RefusalOf(Language::French(), v1::Refusal::WRONG_STATE,
                        {{"state", "Consultation.State.FILED"}}),
              HasSubstr("déposée comme grief"));
  EXPECT_THAT(RefusalOf(Language::French(), v1::Refusal::WRONG_STATE,
                        {{"state", "WITHDRAWN"}}),
              HasSubstr("retiré (désistement)"));
  EXPECT_THAT(RefusalOf(Language::French(), v1::Refusal::WRONG_STATE,
                        {{"state", "NO_SUCH_STATE"}}),
              HasSubstr("NO_SUCH_STATE"));
}

TEST(RefusalText, TellsAnAnswerFromNone) {
  EXPECT_THAT(RefusalOf(Language::English(), v1::Refusal::ANSWER_STANDS,
                        {{"value", "Mediation.Answer.Value.REFUSED"},
                         {"date", "2021-11-30"}}),
              HasSubstr("on Tuesday, November 30, 2021: refuses."));
  EXPECT_THAT(RefusalOf(Language::English(), v1::Refusal::ANSWER_STANDS,
                        {{"value", "Mediation.Answer.Value.VALUE_UNSPECIFIED"},
                         {"date", ""}}),
              HasSubstr("This party gave no answer"));
}

TEST(RefusalText, NamesWhoEntersAnActOfAMediation) {
  EXPECT_THAT(RefusalOf(Language::French(), v1::Refusal::MAY_NOT_ENTER,
                        {{"part", "Mediation.Part.REGISTRAR"}}),
              HasSubstr("responsable des demandes de médiation"));
}

TEST(RefusalText, NamesTheStepWhereTheStateHasOne) {
  EXPECT_THAT(RefusalOf(Language::French(), v1::Refusal::WRONG_STATE,
                        {{"state", "RECEIVED"}, {"step", "2"}}),
              HasSubstr("actuel du dossier\u00A0: à l'étape 2. "));
  EXPECT_THAT(RefusalOf(Language::French(), v1::Refusal::WRONG_STATE,
                        {{"state", "ANSWERED"}, {"step", "2"}}),
              HasSubstr("réponse reçue, étape 2. "));
  EXPECT_THAT(RefusalOf(Language::English(), v1::Refusal::WRONG_STATE,
                        {{"state", "RECEIVED"}, {"step", "3"}}),
              HasSubstr("state of the file: at step 3. "));
  EXPECT_THAT(RefusalOf(Language::English(), v1::Refusal::WRONG_STATE,
                        {{"state", "ANSWERED"}, {"step", "1"}}),
              HasSubstr("answered, step 1. "));
  EXPECT_THAT(RefusalOf(Language::English(), v1::Refusal::JOIN_STAGE,
                        {{"field", "joined_ids[0]"},
                         {"state", "RECEIVED"},
                         {"lead_state", "RECEIVED"},
                         {"step", "2"},
                         {"lead_step", "1"}}),
              HasSubstr("(step 2 and step 1, "));
  EXPECT_THAT(RefusalOf(Language::English(), v1::Refusal::JOIN_STAGE,
                        {{"field", "joined_ids[0]"},
                         {"state", "FILED"},
                         {"lead_state", "ANSWERED"}}),
              HasSubstr("(filed and answered, "));
}

// A malformed value is what such a refusal is about: it shows as it came.
TEST(RefusalText, KeepsAValueThatIsNoDateOrNumber) {
  EXPECT_THAT(RefusalOf(Language::French(), v1::Refusal::DATE_MALFORMED,
                        {{"field", "known_date"}, {"value", "2012-02-30"}}),
              HasSubstr("2012-02-30"));
  EXPECT_THAT(RefusalOf(Language::English(), v1::Refusal::REPLY_NOT_DUE,
                        {{"date", "soon"}}),
              HasSubstr("soon"));
  EXPECT_NE(RefusalOf(Language::English(), v1::Refusal::FIELD_TOO_LONG,
                      {{"field", "facts"}, {"limit", "many"}}),
            "");
}

TEST(RefusalText, ShowsAReasonThatItDoesNotKnow) {
  google::rpc::ErrorInfo refusal;
  refusal.set_reason("FROM_A_NEWER_SERVER");
  EXPECT_EQ(RefusalText(Language::French(), refusal),
            "[refusal/FROM_A_NEWER_SERVER]");
}

}  // namespace
}  // namespace entente
