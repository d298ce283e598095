#include "clients/cli/mediation_content_sheet.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/mediation_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

using v1::Mediation;
using v1::MediationItem;
using v1::MediatorNote;

const char* YesNo(bool value) { return value ? "yes" : "no"; }

// "SYN — Syndicat (party no. 1)"; without the name where it is not known.
std::string SideWords(Session& session, const Mediation& mediation,
                      uint32_t side) {
  if (side == 0) return session.Words("MEDIATORS");
  const std::string party = PartyName(session, mediation.parties(), side);
  return session.Words(
      "PARTY_IS",
      {{"named", YesNo(!party.empty())}, {"party", party}, {"side", side}});
}

// A line of `label: value` below the head of an item or a note.
void ShowLine(const Session& session, const std::string& label,
              const std::string& value) {
  if (value.empty()) return;
  session.output().Line(
      session.Words("NOTE_LINE", {{"label", label}, {"value", value}}));
}

void ShowHead(Session& session, const Mediation& mediation,
              const MediationItem& item) {
  session.output().Line(session.Words(
      "ITEM_HEAD", {{"number", NumberOf(item)},
                    {"who", SideWords(session, mediation, item.side())},
                    {"apart", YesNo(item.apart())},
                    {"summary", YesNo(item.summary())},
                    {"day", DayWords(session, item.given_date())}}));
}

void ShowReleases(Session& session, const Mediation& mediation,
                  const MediationItem& item) {
  for (const MediationItem::Release& release : item.releases()) {
    std::vector<std::string> parties;
    for (const uint32_t side : release.to_sides()) {
      parties.push_back(SideWords(session, mediation, side));
    }
    session.output().Line(session.Words(
        "ITEM_RELEASED", {{"parties", ListText(session.language(), parties)},
                          {"day", DayWords(session, release.release_date())}}));
    if (release.has_recorded_for()) {
      ShowEnteredBy(session, mediation, release.recorded_for());
    }
  }
}

// Who wrote it down, and by which identifier it is named.
void ShowFoot(Session& session, const MediationItem& item) {
  if (!item.written_by_id().empty()) {
    ShowLine(session,
             FieldText(session.language(), "written_by_id", "MediationItem"),
             session.names().Person(item.written_by_id()));
  }
  ShowLine(session, session.Words("IDENTIFIER"), item.item_id());
}

const std::string& TextOf(const MediationItem& item) {
  return item.apart() ? item.caucus_text() : item.text();
}

void ShowOne(Session& session, const v1::MediationAnswer& reader,
             const MediationItem& item) {
  const Mediation& mediation = reader.mediation();
  ShowHead(session, mediation, item);
  ShowReleases(session, mediation, item);
  // To whom else it was released is for its giver and the mediators.
  if (item.apart() && reader.part() == Mediation::PARTY &&
      item.side() != reader.side()) {
    session.output().Line(session.Words("ITEM_RELEASED_TO_YOU"));
  }
  ShowFoot(session, item);
  if (!TextOf(item).empty()) session.output().Paragraph(TextOf(item));
}

void ShowReceived(Session& session, const Mediation& mediation,
                  const v1::ReadItemsResponse& answer) {
  if (answer.received().empty()) return;
  ShowHeading(session, "SECTION.ITEMS_RECEIVED");
  Table table =
      TableOfAll(session, answer.received(),
                 {"side=cli/PARTY_NUMBER", "item_count", "summary_count"});
  table.columns[0].heading = EnumText(session.language(), Mediation::PARTY);
  for (int i = 0; i < answer.received_size(); ++i) {
    const auto& received = answer.received(i);
    table.rows[i] = {
        {SideWords(session, mediation, received.side()), ""},
        {NumberText(session.language(), int64_t{received.item_count()}), ""},
        {NumberText(session.language(), int64_t{received.summary_count()}),
         ""}};
  }
  session.output().Rows(table);
  if (!answer.summaries_differ()) return;
  session.output().Line("");
  session.output().Paragraph(
      session.Words("SUMMARIES_DIFFER", {{"number", NumberOf(mediation)}}));
}

// One row for each, the texts of both kinds in one column.
Table TableOfItems(Session& session, const v1::ReadItemsResponse& answer) {
  Table table = TableOfAll(
      session, answer.items(),
      {"number", "side", "apart", "summary", "given_date", "written_by_id",
       "releases", "text", "item_id=cli/IDENTIFIER"});
  for (int i = 0; i < answer.items_size(); ++i) {
    const MediationItem& item = answer.items(i);
    std::vector<uint32_t> sides;
    for (const MediationItem::Release& release : item.releases()) {
      sides.insert(sides.end(), release.to_sides().begin(),
                   release.to_sides().end());
    }
    table.rows[i][0] = {NumberOf(item), NumberOf(item)};
    table.rows[i][6] = {absl::StrJoin(sides, ", "), absl::StrJoin(sides, " ")};
    table.rows[i][7] = {TextOf(item), TextOf(item)};
  }
  return table;
}

const char* EndOf(const MediatorNote& note, bool was_read) {
  if (!note.destroyed_date().empty()) return "DESTROYED";
  return was_read ? "KEPT" : "PAST";
}

// `readable` is whether its day has not come.
void ShowHead(Session& session, const MediatorNote& note, bool readable) {
  session.output().Line(
      session.Words("MEDIATOR_NOTE_HEAD",
                    {{"number", note.number()},
                     {"author", session.names().Person(note.author_id())},
                     {"day", DayWords(session, note.written_date())},
                     {"shared", YesNo(note.for_co_mediators())}}));
  session.output().Line(
      session.Words("MEDIATOR_NOTE_END",
                    {{"end", EndOf(note, readable)},
                     {"day", DayWords(session, note.destroyed_date().empty()
                                                   ? note.destroy_date()
                                                   : note.destroyed_date())}}));
  ShowLine(session, session.Words("IDENTIFIER"), note.note_id());
}

}  // namespace

std::string NumberOf(const MediationItem& item) {
  return item.apart() ? absl::StrCat(item.side(), "-", item.number())
                      : absl::StrCat(item.number());
}

void ShowAddedItem(Session& session, const v1::ItemAnswer& answer) {
  const MediationItem& item = answer.item();
  ShowHead(session, Mediation(), item);
  ShowFoot(session, item);
  session.SayNext(
      item.apart() ? "AFTER.mediation.add.apart" : "AFTER.mediation.add",
      {{"id", item.item_id()}, {"number", session.typed_number()}});
}

void ShowReleasedItem(Session& session, const v1::ItemAnswer& answer) {
  const MediationItem& item = answer.item();
  ShowHead(session, Mediation(), item);
  ShowReleases(session, Mediation(), item);
  ShowFoot(session, item);
  session.SayNext("AFTER.mediation.release", {{"number", item.mediation_id()}});
}

void ShowItems(Session& session, const v1::MediationAnswer& mediation,
               const v1::ReadItemsResponse& answer) {
  bool apart = false;
  for (const MediationItem& item : answer.items()) {
    apart = apart || item.apart();
  }
  if (session.output().is_spreadsheet()) {
    session.output().Rows(TableOfItems(session, answer));
  } else {
    session.output().Line(session.Words(
        "ITEMS_TITLE", {{"number", NumberOf(mediation.mediation())}}));
    if (answer.items().empty()) Say(session.Words("NOTHING_FOUND"));
    for (const MediationItem& item : answer.items()) {
      session.output().Line("");
      ShowOne(session, mediation, item);
    }
    ShowReceived(session, mediation.mediation(), answer);
  }
  // Who reads what was given to all leaves no trace.
  if (apart) Say(session.Words("READING_RECORDED"));
}

void ShowChangedNote(Session& session, const char* key,
                     const v1::MediatorNoteAnswer& answer) {
  const MediatorNote& note = answer.note();
  ShowHead(session, note, true);
  session.SayNext(key, {{"number", session.typed_number().empty()
                                       ? note.mediation_id()
                                       : session.typed_number()}});
}

void ShowMediatorNotes(Session& session,
                       const v1::ReadMediatorNotesResponse& answer) {
  bool was_read = false;
  for (const MediatorNote& note : answer.notes()) {
    was_read = was_read || !note.text().empty();
  }
  if (session.output().is_spreadsheet()) {
    session.output().Rows(TableOfAll(
        session, answer.notes(),
        {"number", "author_id", "for_co_mediators", "written_date",
         "destroy_date", "destroyed_date", "text", "note_id=cli/IDENTIFIER"}));
  } else {
    session.output().Line(session.Words("MEDIATOR_NOTES_TITLE",
                                        {{"number", session.typed_number()}}));
    if (answer.notes().empty()) Say(session.Words("NOTHING_FOUND"));
    for (const MediatorNote& note : answer.notes()) {
      session.output().Line("");
      // A note always says something: without a text its day has come.
      ShowHead(session, note, !note.text().empty());
      if (!note.text().empty()) session.output().Paragraph(note.text());
    }
  }
  if (was_read) Say(session.Words("READING_RECORDED"));
}

}  // namespace entente
