#include "proto/support/text/text.h"

#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "entente/v1/access_service.pb.h"
#include "entente/v1/arbitration_service.pb.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/directory_service.pb.h"
#include "entente/v1/field_class.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "entente/v1/mediation_content_service.pb.h"
#include "entente/v1/mediation_service.pb.h"
#include "entente/v1/refusal.pb.h"
#include "entente/v1/settlement_service.pb.h"
#include "entente/v1/time_ledger_service.pb.h"
#include "entente/v1/time_limit_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "proto/support/refusal.h"
#include "proto/support/text/bundle.h"
#include "unicode/messagepattern.h"

namespace entente {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAreArray;

constexpr Language kEnglish = Language::English();
constexpr Language kFrench = Language::French();
constexpr Language kFrance = Language::FrenchOfFrance();
const Language kLanguages[] = {kEnglish, kFrench, kFrance};

std::set<std::string> ArgumentsOf(const Language& language,
                                  absl::string_view key) {
  std::set<std::string> names;
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern pattern(
      FindPattern(language, key).value_or(icu::UnicodeString()), nullptr,
      status);
  EXPECT_TRUE(U_SUCCESS(status)) << key << " in " << language.tag();
  for (int i = 0; i < pattern.countParts(); ++i) {
    const icu::MessagePattern::Part& part = pattern.getPart(i);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME) {
      std::string name;
      pattern.getSubstring(part).toUTF8String(name);
      names.insert(name);
    }
  }
  return names;
}

std::vector<std::string> AllKeys() {
  std::vector<std::string> keys;
  for (const std::string& area : TextAreas()) {
    for (std::string& key : KeysOfBundle(area, "root")) {
      keys.push_back(std::move(key));
    }
  }
  return keys;
}

TEST(Messages, HoldTheSameKeysInFrenchAndEnglish) {
  for (const std::string& area : TextAreas()) {
    const std::vector<std::string> english = KeysOfBundle(area, "root");
    EXPECT_THAT(english, Not(IsEmpty())) << area;
    EXPECT_THAT(KeysOfBundle(area, "fr"), UnorderedElementsAreArray(english))
        << area;
    EXPECT_THAT(english, IsSupersetOf(KeysOfBundle(area, "fr_FR"))) << area;
  }
}

// Words of Québec that mean something else in France, or nothing.
TEST(Messages, HelpInFranceWithTheWordsOfFrance) {
  for (const std::string& key : KeysOfBundle("help", "root")) {
    const std::string help = Text(kFrance, key);
    for (const char* word : {"grief", "plaignant", "inscri", "Inscri",
                             "ouvrable", "syndicat local", "Fermer une cons"}) {
      EXPECT_THAT(help, Not(HasSubstr(word))) << key;
    }
  }
}

TEST(Messages, TakeTheSameArgumentsInEveryLanguage) {
  for (const std::string& key : AllKeys()) {
    // Date patterns are no messages.
    if (absl::StartsWith(key, "date/")) continue;
    const std::set<std::string> english = ArgumentsOf(kEnglish, key);
    EXPECT_EQ(ArgumentsOf(kFrench, key), english) << key;
    EXPECT_EQ(ArgumentsOf(kFrance, key), english) << key;
  }
}

// To MessageFormat, an apostrophe before a brace quotes what follows: l'{x}
// would show its braces. It must be doubled there.
TEST(Messages, QuoteNoArgumentByAnApostrophe) {
  for (const std::string& key : AllKeys()) {
    if (absl::StartsWith(key, "date/")) continue;
    for (const Language& language : kLanguages) {
      std::string pattern;
      FindPattern(language, key)->toUTF8String(pattern);
      for (size_t i = 0; i + 1 < pattern.size(); ++i) {
        if (pattern[i] != '\'' || pattern[i + 1] != '{') continue;
        EXPECT_TRUE(i > 0 && pattern[i - 1] == '\'') << key << ": " << pattern;
      }
    }
  }
}

TEST(Messages, KeepFrenchPunctuationOnTheLineOfItsWord) {
  for (const std::string& key : AllKeys()) {
    for (const Language& language : {kFrench, kFrance}) {
      std::string pattern;
      FindPattern(language, key)->toUTF8String(pattern);
      for (const char* loose : {"« ", " »", " :", " %"}) {
        EXPECT_THAT(pattern, Not(HasSubstr(loose))) << key;
      }
    }
  }
}

TEST(Messages, ApostrophesInFrenchAreShownAsWritten) {
  EXPECT_EQ(EnumText(kFrance, v1::GrievanceClass::EMPLOYER), "de l'employeur");
  EXPECT_THAT(
      Text(kFrench, "refusal/SELF_GRANT"),
      HasSubstr("Personne ne s'accorde de mandat ni de code à soi-même"));
}

template <typename Visit>
void ForEachMessage(const google::protobuf::Descriptor& message, Visit visit) {
  visit(message);
  for (int i = 0; i < message.nested_type_count(); ++i) {
    ForEachMessage(*message.nested_type(i), visit);
  }
}

// The files of the vocabulary: those of the services, and all that they use.
std::map<std::string, const google::protobuf::FileDescriptor*> Files() {
  std::map<std::string, const google::protobuf::FileDescriptor*> files;
  std::vector<const google::protobuf::FileDescriptor*> left = {
      v1::ListTokensRequest::descriptor()->file(),
      v1::CreatePersonRequest::descriptor()->file(),
      v1::ListGrievancesRequest::descriptor()->file(),
      v1::ReferGrievanceRequest::descriptor()->file(),
      v1::ListSettlementsRequest::descriptor()->file(),
      v1::ListMediationsRequest::descriptor()->file(),
      v1::ReadItemsRequest::descriptor()->file(),
      v1::WaiveLimitRequest::descriptor()->file(),
      v1::ListDeadlinesRequest::descriptor()->file()};
  while (!left.empty()) {
    const google::protobuf::FileDescriptor* file = left.back();
    left.pop_back();
    if (file->package() != "entente.v1") continue;
    if (!files.emplace(file->name(), file).second) continue;
    for (int i = 0; i < file->dependency_count(); ++i) {
      left.push_back(file->dependency(i));
    }
  }
  return files;
}

TEST(EnumText, HasALabelForEveryValueOfTheVocabulary) {
  int labels = 0;
  for (const auto& [name, file] : Files()) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      ForEachMessage(*file->message_type(i),
                     [&](const google::protobuf::Descriptor& message) {
                       for (int j = 0; j < message.enum_type_count(); ++j) {
                         const google::protobuf::EnumDescriptor& type =
                             *message.enum_type(j);
                         for (int k = 0; k < type.value_count(); ++k) {
                           if (type.value(k)->number() == 0) continue;
                           ++labels;
                           for (const Language& language : kLanguages) {
                             EXPECT_NE(EnumText(language, *type.value(k)),
                                       type.value(k)->name())
                                 << type.full_name() << " in "
                                 << language.tag();
                           }
                         }
                       }
                     });
    }
  }
  EXPECT_GT(labels, 100);
}

TEST(EnumText, SpeaksTheWordsOfEachCountry) {
  EXPECT_EQ(EnumText(kFrench, v1::Grievance::FILED), "déposé");
  EXPECT_EQ(EnumText(kFrance, v1::Grievance::FILED), "déposée");
  EXPECT_EQ(EnumText(kEnglish, v1::Grievance::FILED), "filed");
  EXPECT_EQ(EnumText(kFrench, v1::Consultation::FILED), "déposée comme grief");
}

TEST(EnumText, ShowsTheNameOrNumberOfAValueWithoutLabel) {
  EXPECT_EQ(EnumText(kFrench, v1::Grievance::STATE_UNSPECIFIED),
            "STATE_UNSPECIFIED");
  EXPECT_EQ(EnumText(kFrench, static_cast<v1::Grievance::State>(999)), "999");
}

TEST(FieldText, HasALabelForEveryFieldOfTheVocabulary) {
  for (const auto& [name, file] : Files()) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      ForEachMessage(
          *file->message_type(i),
          [&](const google::protobuf::Descriptor& message) {
            for (int j = 0; j < message.field_count(); ++j) {
              const google::protobuf::FieldDescriptor& field =
                  *message.field(j);
              // Shown to nobody.
              if (field.options().GetExtension(v1::field_class) ==
                  v1::Confidentiality::INTERNAL) {
                continue;
              }
              EXPECT_TRUE(
                  FindText(kEnglish, absl::StrCat("field/", field.name()))
                      .has_value())
                  << field.full_name();
            }
          });
    }
  }
}

TEST(FieldText, TakesThePathOfAFieldAndKeepsWhatItDoesNotKnow) {
  EXPECT_EQ(FieldText(kFrench, "known_date"), "date de connaissance");
  EXPECT_EQ(FieldText(kEnglish, "consultation.known_date"),
            "date of knowledge");
  EXPECT_EQ(FieldText(kFrench, "grievor_ids[3]"), "personnes plaignantes");
  EXPECT_EQ(FieldText(kFrench, "no_such_field"), "no_such_field");
  // What holds a field may give it a name of its own.
  EXPECT_EQ(FieldText(kFrench, "instrument.way"),
            "façon dont la pièce a été reçue");
  EXPECT_EQ(FieldText(kFrench, "notice.way"), "moyen d'envoi");
  EXPECT_EQ(FieldText(kFrench, "witnesses[2].name"), "nom du témoin");
  EXPECT_EQ(FieldText(kFrench, ""), "");
}

TEST(FieldText, CallsAFieldAsTheRequestCallsIt) {
  EXPECT_EQ(FieldText(kFrench, "basis", "RelieveGrievanceRequest"),
            "à l'initiative de qui");
  EXPECT_EQ(FieldText(kFrench, "basis", "NoSuchRequest"),
            FieldText(kFrench, "basis"));
  EXPECT_EQ(FieldText(kFrench, "instrument.way", "RelieveGrievanceRequest"),
            "façon dont la pièce a été reçue");
}

// "RelieveGrievanceRequest.basis": a label that no message has a use for.
TEST(FieldText, HasNoLabelForAFieldThatAMessageHasNot) {
  std::set<std::string> names;
  for (const auto& [name, file] : Files()) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      ForEachMessage(
          *file->message_type(i),
          [&](const google::protobuf::Descriptor& message) {
            for (int j = 0; j < message.field_count(); ++j) {
              const auto& field = *message.field(j);
              names.insert(absl::StrCat(message.name(), ".", field.name()));
              // By the field that holds the message.
              const auto* part = field.message_type();
              for (int k = 0; part != nullptr && k < part->field_count(); ++k) {
                names.insert(
                    absl::StrCat(field.name(), ".", part->field(k)->name()));
              }
            }
          });
    }
  }
  for (const std::string& key : KeysOfBundle("field", "root")) {
    const std::string name(absl::StripPrefix(key, "field/"));
    if (!absl::StrContains(name, '.')) continue;
    EXPECT_EQ(names.count(name), 1u) << key;
  }
}

TEST(Language, IsReadFromTagsAndLocales) {
  EXPECT_EQ(Language::Parse("fr"), kFrench);
  EXPECT_EQ(Language::Parse("fr-CA"), kFrench);
  EXPECT_EQ(Language::Parse("fr_BE"), kFrench);
  EXPECT_EQ(Language::Parse("FR_fr.UTF-8@euro"), kFrance);
  EXPECT_EQ(Language::Parse("en_US.UTF-8"), kEnglish);
  EXPECT_EQ(Language::Parse("de, fr;q=0.8, en;q=0.5"), kFrench);
  for (const char* unknown :
       {"", "C", "C.UTF-8", "POSIX", "de", "french", ",,;", "\xff"}) {
    EXPECT_EQ(Language::Parse(unknown), absl::nullopt) << unknown;
  }
  EXPECT_EQ(Language(), kEnglish);
  EXPECT_EQ(kFrance.tag(), "fr-FR");
}

TEST(Language, OfTheEnvironmentIsWhatTheFirstSetVariableSays) {
  setenv("LC_ALL", "", 1);
  setenv("LC_MESSAGES", "fr_FR.UTF-8", 1);
  setenv("LANG", "en_CA.UTF-8", 1);
  EXPECT_EQ(Language::OfEnvironment(), kFrance);
  setenv("LC_ALL", "C.UTF-8", 1);
  EXPECT_EQ(Language::OfEnvironment(), kEnglish);
  unsetenv("LC_ALL");
  unsetenv("LC_MESSAGES");
  unsetenv("LANG");
  EXPECT_EQ(Language::OfEnvironment(), kEnglish);
}

TEST(DayText, SaysTheWeekdayInTheLanguageOfTheReader) {
  const absl::CivilDay day(2012, 11, 22);
  EXPECT_EQ(DayText(kFrench, day), "jeudi 22 novembre 2012");
  EXPECT_EQ(DayText(kFrance, day), "jeudi 22 novembre 2012");
  EXPECT_EQ(DayText(kEnglish, day), "Thursday, November 22, 2012");
  EXPECT_EQ(DayText(kFrench, day, DayStyle::kPlain), "22 novembre 2012");
  EXPECT_EQ(DayText(kEnglish, day, DayStyle::kPlain), "November 22, 2012");
  EXPECT_EQ(DayText(kFrench, day, DayStyle::kIso), "2012-11-22");
}

TEST(DayText, SaysPremierForTheFirstOfAMonthOnly) {
  EXPECT_EQ(DayText(kFrench, absl::CivilDay(2012, 12, 1)),
            "samedi 1er décembre 2012");
  EXPECT_EQ(DayText(kFrance, absl::CivilDay(2026, 7, 1), DayStyle::kPlain),
            "1er juillet 2026");
  EXPECT_EQ(DayText(kFrench, absl::CivilDay(2012, 12, 21)),
            "vendredi 21 décembre 2012");
  EXPECT_EQ(DayText(kEnglish, absl::CivilDay(2012, 12, 1)),
            "Saturday, December 1, 2012");
}

TEST(DayText, IsRightOverAllTheYearsThatCalendarsCover) {
  const char* weekdays[] = {"lundi",    "mardi",  "mercredi", "jeudi",
                            "vendredi", "samedi", "dimanche"};
  for (absl::CivilDay day(1970, 1, 1); day.year() <= 2100; day += 97) {
    const std::string text = DayText(kFrench, day);
    EXPECT_TRUE(absl::StartsWith(
        text, weekdays[static_cast<int>(absl::GetWeekday(day))]))
        << absl::FormatCivilTime(day) << " " << text;
    EXPECT_TRUE(absl::EndsWith(text, absl::StrCat(day.year()))) << text;
  }
}

TEST(InstantText, ShowsTheHourOfTheGivenZone) {
  absl::TimeZone montreal;
  ASSERT_TRUE(absl::LoadTimeZone("America/Toronto", &montreal));
  // Still the evening before in Montréal.
  const ZonedInstant instant{
      absl::FromCivil(absl::CivilSecond(2012, 11, 23, 3, 5, 0),
                      absl::UTCTimeZone()),
      montreal};
  EXPECT_EQ(InstantText(kFrench, instant),
            "jeudi 22 novembre 2012, 22\u00A0h\u00A005");
  EXPECT_THAT(InstantText(kEnglish, instant),
              HasSubstr("Thursday, November 22, 2012, 10:05"));
}

TEST(NumberText, FollowsTheHabitsOfTheLanguage) {
  EXPECT_EQ(NumberText(kFrench, int64_t{7300}), "7\u00A0300");
  EXPECT_EQ(NumberText(kFrench, 7300.5), "7\u00A0300,5");
  EXPECT_EQ(NumberText(kFrance, int64_t{7300}), "7\u202F300");
  EXPECT_EQ(NumberText(kEnglish, 7300.5), "7,300.5");
}

TEST(ListText, JoinsWithTheWordOfTheLanguage) {
  EXPECT_EQ(ListText(kFrench, {"a", "b", "c"}), "a, b et c");
  EXPECT_EQ(ListText(kEnglish, {"a", "b"}), "a and b");
  EXPECT_EQ(ListText(kFrench, {"a"}), "a");
  EXPECT_EQ(ListText(kFrench, {}), "");
}

TEST(Text, ShowsAKeyThatHasNoText) {
  for (const char* key : {"refusal/NO_SUCH", "nowhere/X", "no_area", "", "/",
                          "refusal/", "a/b/c", "refusal/%%ParentIsRoot"}) {
    EXPECT_EQ(Text(kFrench, key), absl::StrCat("[", key, "]"));
    EXPECT_EQ(FindText(kEnglish, key), absl::nullopt) << key;
  }
}

TEST(Text, LeavesABraceWhereAnArgumentIsMissing) {
  EXPECT_THAT(Text(kEnglish, "refusal/FIELD_REQUIRED"), HasSubstr("{field}"));
}

TEST(Text, ShowsArgumentsAsTheyAre) {
  EXPECT_THAT(
      Text(kFrench, "refusal/FIELD_REQUIRED", {{"field", "l'été {0} % \"œ\""}}),
      HasSubstr("l'été {0} % \"œ\""));
}

TEST(Text, CountsInPluralsOfEachLanguage) {
  const auto limit = [](const Language& language, int number) {
    return Text(language, "refusal/FIELD_TOO_LONG",
                {{"field", "x"}, {"limit", number}});
  };
  EXPECT_THAT(limit(kEnglish, 1), HasSubstr("1 character at most"));
  EXPECT_THAT(limit(kEnglish, 2), HasSubstr("2 characters at most"));
  EXPECT_THAT(limit(kFrench, 1), HasSubstr("1 caractère au plus"));
  EXPECT_THAT(limit(kFrench, 4000), HasSubstr("4\u00A0000 caractères au plus"));
  // French counts nought as one, English as several.
  EXPECT_THAT(limit(kFrench, 0), HasSubstr("0 caractère au plus"));
  EXPECT_THAT(limit(kEnglish, 0), HasSubstr("0 characters at most"));
}

TEST(Text, MayBeAskedForFromManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([i] {
      const Language& language = kLanguages[i % 3];
      const std::string first = Text(language, "refusal/REPLY_NOT_DUE",
                                     {{"date", absl::CivilDay(2013, 1, 7)}});
      for (int n = 0; n < 200; ++n) {
        EXPECT_EQ(Text(language, "refusal/REPLY_NOT_DUE",
                       {{"date", absl::CivilDay(2013, 1, 7)}}),
                  first);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace entente
