#include "clients/cli/mediation_content_sheet.h"

#include <functional>
#include <string>

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

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

// Nobody is there to tell the names behind the identifiers, which are shown
// themselves.
constexpr char kMediation[] = R"pb(
  mediation {
    mediation_id: "id-1"
    office_number: "MNFPH-M-2021-0001"
    parties { side: 1 organization_id: "SYN" }
    parties { side: 2 organization_id: "CHU" }
  }
)pb";

constexpr char kItems[] = R"pb(
  items {
    item_id: "item-1"
    mediation_id: "id-1"
    side: 1
    apart: true
    number: 3
    given_date: "2022-01-12"
    written_by_id: "person-9"
    caucus_text: "Le syndicat accepterait un palier"
    releases {
      to_sides: 2
      release_date: "2022-01-19"
      recorded_for { kind: LETTER instrument_date: "2022-01-18" }
    }
  }
  items {
    item_id: "item-2"
    mediation_id: "id-1"
    number: 3
    summary: true
    given_date: "2022-01-20"
    written_by_id: "person-9"
    text: "Les deux parties tiennent aux effectifs"
  }
)pb";

constexpr char kReceived[] = R"pb(
  received { side: 1 item_count: 1 summary_count: 0 }
  received { side: 2 item_count: 12 summary_count: 1 }
  summaries_differ: true
)pb";

constexpr char kNotes[] = R"pb(
  notes {
    note_id: "note-1"
    mediation_id: "id-1"
    author_id: "person-9"
    number: 1
    written_date: "2022-01-12"
    destroy_date: "2022-06-30"
    text: "Voir d'abord la directrice"
  }
  notes {
    note_id: "note-2"
    author_id: "person-8"
    number: 1
    for_co_mediators: true
    written_date: "2022-01-13"
    destroy_date: "2022-01-14"
  }
  notes {
    note_id: "note-3"
    author_id: "person-9"
    number: 2
    written_date: "2022-01-13"
    destroy_date: "2022-06-30"
    destroyed_date: "2022-02-01"
  }
)pb";

struct Said {
  std::string sheet;
  std::string talk;
};

Said Say(const Language& language, OutputFormat format,
         const std::function<void(Session&)>& show) {
  Settings settings;
  settings.server = "unix:/nowhere/entente.sock";
  Session session(settings, language, format);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  show(session);
  Said said;
  said.sheet = testing::internal::GetCapturedStdout();
  said.talk = testing::internal::GetCapturedStderr();
  return said;
}

v1::MediationAnswer Reader(Mediation::Part part, uint32_t side) {
  auto answer = Parse<v1::MediationAnswer>(kMediation);
  answer.set_part(part);
  answer.set_side(side);
  return answer;
}

Said Items(const v1::MediationAnswer& reader, const std::string& items,
           const Language& language = Language::English(),
           OutputFormat format = OutputFormat::kTable) {
  return Say(language, format, [&](Session& session) {
    ShowItems(session, reader, Parse<v1::ReadItemsResponse>(items));
  });
}

Said Notes(const Language& language,
           OutputFormat format = OutputFormat::kTable) {
  return Say(language, format, [&](Session& session) {
    session.set_typed_number("MNFPH-M-2021-0001");
    ShowMediatorNotes(session, Parse<v1::ReadMediatorNotesResponse>(kNotes));
  });
}

TEST(MediationItems, AreNumberedForAllOrForTheSideThatGaveThem) {
  v1::MediationItem item;
  item.set_number(3);
  EXPECT_EQ(NumberOf(item), "3");
  // Given to all by a side.
  item.set_side(1);
  EXPECT_EQ(NumberOf(item), "3");
  item.set_apart(true);
  EXPECT_EQ(NumberOf(item), "1-3");
}

TEST(MediationItems, SayWhoGaveWhatToWhomAndWhoMayKnowIt) {
  const std::string sheet =
      Items(Reader(Mediation::MEDIATOR, 0), kItems, Language::French()).sheet;
  for (const char* words :
       {"Ce qui a été dit dans la médiation no MNFPH-M-2021-0001",
        "1-3 — SYN (partie no 1), en caucus, mercredi 12 janvier 2022",
        "levée pour CHU (partie no 2), mercredi 19 janvier 2022",
        "Inscrit par le bureau ou un·e médiateur·rice, pièce à l'appui\u00A0: "
        "lettre, mardi 18 janvier 2022.",
        "consigné par\u00A0: person-9", "identifiant\u00A0: item-1",
        "    Le syndicat accepterait un palier",
        "3 — les médiateur·rices, à toutes les parties (résumé), jeudi 20 "
        "janvier 2022",
        "identifiant\u00A0: item-2",
        "    Les deux parties tiennent aux effectifs"}) {
    EXPECT_THAT(sheet, HasSubstr(words));
  }
}

TEST(MediationItems, AreGivenApartInFranceByItsOwnWord) {
  EXPECT_THAT(
      Items(Reader(Mediation::MEDIATOR, 0), kItems, Language::FrenchOfFrance())
          .sheet,
      HasSubstr("1-3 — SYN (partie n° 1), en aparté, mercredi"));
}

// A party is told nothing of what others received.
TEST(MediationItems, TellAMediatorWhatEachPartyReceivedAndWarn) {
  const std::string of_mediator =
      Items(Reader(Mediation::MEDIATOR, 0), std::string(kItems) + kReceived)
          .sheet;
  EXPECT_THAT(of_mediator,
              AllOf(HasSubstr("What each party has received from others"),
                    ContainsRegex("CHU \\(party no. 2\\) +12 +1"),
                    HasSubstr("Warning: a party has a summary, and another has "
                              "none."),
                    HasSubstr("entente mediation add MNFPH-M-2021-0001 "
                              "--summary")));
  const std::string of_party = Items(Reader(Mediation::PARTY, 1), kItems).sheet;
  EXPECT_THAT(of_party, Not(HasSubstr("What each party has received")));
  EXPECT_THAT(of_party, Not(HasSubstr("Warning")));
}

TEST(MediationItems, AreNotWarnedAboutWhenAllHaveASummary) {
  auto answer = Parse<v1::ReadItemsResponse>(kReceived);
  answer.set_summaries_differ(false);
  const std::string sheet =
      Items(Reader(Mediation::MEDIATOR, 0), answer.DebugString()).sheet;
  EXPECT_THAT(sheet, HasSubstr("What each party has received from others"));
  EXPECT_THAT(sheet, Not(HasSubstr("Warning")));
}

TEST(MediationItems, TellAPartyWhatAnotherReleasedToIt) {
  EXPECT_THAT(Items(Reader(Mediation::PARTY, 2), kItems).sheet,
              HasSubstr("released to you by the party that gave it"));
  EXPECT_THAT(Items(Reader(Mediation::PARTY, 1), kItems).sheet,
              Not(HasSubstr("released to you")));
}

// Only a reading of what was given apart leaves a trace.
TEST(MediationItems, SayThatAReadingWasRecordedWhenItWas) {
  const v1::MediationAnswer reader = Reader(Mediation::PARTY, 1);
  EXPECT_THAT(Items(reader, kItems).talk,
              HasSubstr("This reading was recorded."));
  EXPECT_THAT(Items(reader, "items { number: 1 text: 'x' }").talk,
              Not(HasSubstr("recorded")));
  EXPECT_THAT(Items(reader, "").talk, HasSubstr("Nothing matches."));
}

TEST(MediationItems, GiveAProgramBothKindsOfTextInOneColumn) {
  const std::string csv = Items(v1::MediationAnswer(), kItems,
                                Language::French(), OutputFormat::kCsv)
                              .sheet;
  EXPECT_EQ(csv,
            "number,side,apart,summary,given_date,written_by_id,releases,text,"
            "item_id\r\n"
            "1-3,1,true,,2022-01-12,person-9,2,Le syndicat accepterait un "
            "palier,item-1\r\n"
            "3,,,true,2022-01-20,person-9,,Les deux parties tiennent aux "
            "effectifs,item-2\r\n");
}

TEST(AddedItem, SaysItsNumberIdentifierAndWhoReadsIt) {
  v1::ItemAnswer answer;
  *answer.mutable_item() = Parse<v1::ReadItemsResponse>(kItems).items(0);
  answer.mutable_item()->clear_caucus_text();
  answer.mutable_item()->clear_releases();
  const auto show = [&](Session& session) {
    session.set_typed_number("MNFPH-M-2021-0001");
    ShowAddedItem(session, answer);
  };
  Said said = Say(Language::English(), OutputFormat::kTable, show);
  EXPECT_THAT(said.sheet, AllOf(HasSubstr("1-3 — party no. 1, apart, "),
                                HasSubstr("identifier: item-1")));
  EXPECT_THAT(said.talk, HasSubstr("entente mediation release item-1 --to …"));
  answer.mutable_item()->set_apart(false);
  said = Say(Language::English(), OutputFormat::kTable, show);
  EXPECT_THAT(said.talk, HasSubstr("Every party reads it: entente mediation "
                                   "items MNFPH-M-2021-0001"));
}

TEST(ReleasedItem, SaysToWhomAndWhereToReadIt) {
  v1::ItemAnswer answer;
  *answer.mutable_item() = Parse<v1::ReadItemsResponse>(kItems).items(0);
  const Said said =
      Say(Language::English(), OutputFormat::kTable,
          [&](Session& session) { ShowReleasedItem(session, answer); });
  EXPECT_THAT(said.sheet, HasSubstr("released to party no. 2 on Wednesday, "
                                    "January 19, 2022"));
  EXPECT_THAT(said.talk, HasSubstr("entente mediation items id-1"));
}

TEST(MediatorNotes, SayUntilWhenEachIsReadAndWhichAreReadNoMore) {
  const Said said = Notes(Language::English());
  for (const char* words :
       {"Your notes on mediation no. MNFPH-M-2021-0001",
        "no. 1 — person-9, Wednesday, January 12, 2022\n"
        "  to be destroyed on Thursday, June 30, 2022\n"
        "  identifier: note-1\n"
        "    Voir d'abord la directrice\n",
        "no. 1 — person-8, Thursday, January 13, 2022, for the co-mediators\n"
        "  nobody reads it any more: its day was Friday, January 14, 2022\n"
        "  identifier: note-2\n",
        "  destroyed on Tuesday, February 1, 2022\n"}) {
    EXPECT_THAT(said.sheet, HasSubstr(words));
  }
  EXPECT_THAT(said.talk, HasSubstr("This reading was recorded."));
}

TEST(MediatorNotes, GiveAProgramEveryDay) {
  EXPECT_THAT(Notes(Language::French(), OutputFormat::kCsv).sheet,
              HasSubstr("2,person-9,,2022-01-13,2022-06-30,2022-02-01,,"
                        "note-3\r\n"));
}

TEST(ChangedNote, SaysUntilWhenItIsKeptAndWhereToReadIt) {
  v1::MediatorNoteAnswer answer;
  *answer.mutable_note() =
      Parse<v1::ReadMediatorNotesResponse>(kNotes).notes(0);
  answer.mutable_note()->clear_text();
  const Said said =
      Say(Language::French(), OutputFormat::kTable, [&](Session& session) {
        ShowChangedNote(session, "AFTER.mediation.note", answer);
      });
  EXPECT_THAT(said.sheet, AllOf(HasSubstr("à détruire le jeudi 30 juin 2022"),
                                HasSubstr("identifiant\u00A0: note-1")));
  EXPECT_THAT(said.talk, HasSubstr("entente mediation notes id-1"));
}

TEST(MediationContentSheet, HasATextForAllThatItShows) {
  for (const Language& language :
       {Language::English(), Language::French(), Language::FrenchOfFrance()}) {
    for (const std::string& sheet :
         {Items(Reader(Mediation::MEDIATOR, 0), std::string(kItems) + kReceived,
                language)
              .sheet,
          Notes(language).sheet}) {
      EXPECT_THAT(sheet, Not(HasSubstr("[cli/")));
      EXPECT_THAT(sheet, Not(HasSubstr("{")));
    }
  }
}

}  // namespace
}  // namespace entente
