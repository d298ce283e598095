#include "services/notes/note_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "proto/support/refusal.h"
#include "tests/services/settlements/sample_settlement.h"

namespace entente {
namespace {

using v1::Note;
using R = v1::Refusal;

constexpr Note::Kind kKinds[] = {Note::CONTACT, Note::DECISION, Note::TOLD,
                                 Note::REMARK};

R::Reason ReasonOf(const absl::Status& status) {
  return status.ok() ? R::REASON_UNSPECIFIED : RefusalReason(status);
}

// A request of this kind with all that it needs, and nothing else.
v1::WriteNoteRequest Complete(Note::Kind kind) {
  v1::WriteNoteRequest request;
  request.set_file_id("QN-G-2012-0001");
  request.set_kind(kind);
  request.set_note_date("2012-11-22");
  if (kind != Note::TOLD) request.set_text("un texte");
  if (kind == Note::DECISION) request.set_decision(Note::DROP);
  if (kind == Note::TOLD) request.set_proof("RN 123");
  return request;
}

Note Earlier(uint32_t number, Note::Kind kind, const std::string& day) {
  Note note;
  note.set_note_id(absl::StrCat("note-", number));
  note.set_number(number);
  note.set_side(1);
  note.set_kind(kind);
  note.set_note_date(day);
  return note;
}

NoteFacts Facts(std::vector<std::string> members = {"member-1"}) {
  NoteFacts facts;
  facts.note_id = "note-9";
  facts.file_kind = Note::GRIEVANCE;
  facts.file_id = "grievance-1";
  facts.organization_id = "local-1";
  facts.is_union = true;
  facts.member_ids = std::move(members);
  facts.procedure = TestProcedure();
  return facts;
}

absl::StatusOr<Changes> Write(const v1::WriteNoteRequest& request,
                              const NoteFacts& facts) {
  return WriteNote(request, facts, EntryOn("2012-11-23", 1));
}

// An earlier contact that set a day for the next one with this member.
Note Awaiting(uint32_t number, const std::string& member) {
  v1::WriteNoteRequest request = Complete(Note::CONTACT);
  request.set_person_id(member);
  request.set_next_date("2012-12-01");
  NoteFacts facts = Facts();
  facts.note_id = absl::StrCat("note-", number);
  const absl::StatusOr<Changes> changes = Write(request, facts);
  EXPECT_TRUE(changes.ok()) << changes.status();
  Note note = (*changes)[0].note();
  note.set_number(number);
  return note;
}

TEST(CheckWriteNote, AcceptsEachKindWithWhatItNeeds) {
  for (const Note::Kind kind : kKinds) {
    EXPECT_TRUE(CheckWriteNote(Complete(kind)).ok()) << Note::Kind_Name(kind);
  }
}

TEST(CheckWriteNote, RefusesWhatLacks) {
  for (const Note::Kind kind : kKinds) {
    v1::WriteNoteRequest request = Complete(kind);
    request.clear_text();
    EXPECT_EQ(ReasonOf(CheckWriteNote(request)),
              kind == Note::TOLD ? R::REASON_UNSPECIFIED : R::FIELD_REQUIRED);
  }
  v1::WriteNoteRequest request = Complete(Note::DECISION);
  request.clear_decision();
  EXPECT_EQ(ReasonOf(CheckWriteNote(request)), R::FIELD_REQUIRED);
  request = Complete(Note::TOLD);
  request.clear_proof();
  EXPECT_EQ(ReasonOf(CheckWriteNote(request)), R::FIELD_REQUIRED);
  request = Complete(Note::REMARK);
  request.clear_kind();
  EXPECT_EQ(ReasonOf(CheckWriteNote(request)), R::FIELD_REQUIRED);
}

// One letter for each kind, in the order of kKinds: x where the field has a
// place.
TEST(CheckWriteNote, RefusesWhatAKindHasNoPlaceFor) {
  using Put = void (*)(v1::WriteNoteRequest&);
  const struct {
    const char* name;
    const char* places;
    Put put;
  } fields[] = {
      {"way", "x-x-", [](auto& r) { r.set_way(Note::CALL); }},
      {"decision", "-x--", [](auto& r) { r.set_decision(Note::SETTLE); }},
      {"told_of", "--x-", [](auto& r) { r.set_told_of(1); }},
      {"proof", "--x-", [](auto& r) { r.set_proof("p"); }},
      {"sha256", "--x-", [](auto& r) { r.set_sha256(std::string(64, 'a')); }},
      {"next_date", "x-x-", [](auto& r) { r.set_next_date("2012-12-01"); }},
      {"person_id", "xxxx", [](auto& r) { r.set_person_id("member-1"); }},
  };
  for (const auto& field : fields) {
    for (int i = 0; i < 4; ++i) {
      v1::WriteNoteRequest request = Complete(kKinds[i]);
      field.put(request);
      EXPECT_EQ(ReasonOf(CheckWriteNote(request)), field.places[i] == 'x'
                                                       ? R::REASON_UNSPECIFIED
                                                       : R::FIELDS_CONFLICT)
          << field.name << " of " << Note::Kind_Name(kKinds[i]);
    }
  }
}

TEST(WriteNote, NumbersNotesOnAFileFromOne) {
  NoteFacts facts = Facts();
  absl::StatusOr<Changes> changes = Write(Complete(Note::REMARK), facts);
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ((*changes)[0].note().number(), 1u);
  facts.notes = {Earlier(1, Note::REMARK, "2012-11-01"),
                 Earlier(2, Note::REMARK, "2012-11-02")};
  changes = Write(Complete(Note::REMARK), facts);
  ASSERT_TRUE(changes.ok());
  EXPECT_EQ((*changes)[0].note().number(), 3u);
}

TEST(WriteNote, TakesTheOnlyMemberAndAsksWhichOfSeveral) {
  EXPECT_EQ((*Write(Complete(Note::CONTACT), Facts()))[0].note().person_id(),
            "member-1");
  for (const Note::Kind kind : {Note::CONTACT, Note::TOLD}) {
    NoteFacts facts = Facts({"member-1", "member-2"});
    facts.notes = {Earlier(1, Note::DECISION, "2012-11-01")};
    EXPECT_EQ(ReasonOf(Write(Complete(kind), facts).status()),
              R::FIELD_REQUIRED);
  }
  // A union's own grievance has none.
  EXPECT_EQ((*Write(Complete(Note::CONTACT), Facts({})))[0].note().person_id(),
            "");
  EXPECT_TRUE(
      Write(Complete(Note::DECISION), Facts({"member-1", "member-2"})).ok());
}

TEST(WriteNote, KeepsDecisionsAndTellingsForTheUnion) {
  for (const Note::Kind kind : kKinds) {
    NoteFacts facts = Facts();
    facts.is_union = false;
    facts.notes = {Earlier(1, Note::DECISION, "2012-11-01")};
    EXPECT_EQ(ReasonOf(Write(Complete(kind), facts).status()),
              kind == Note::DECISION || kind == Note::TOLD
                  ? R::ROLE_REQUIRED
                  : R::REASON_UNSPECIFIED);
  }
}

TEST(WriteNote, RefusesDaysThatCannotBe) {
  v1::WriteNoteRequest request = Complete(Note::CONTACT);
  request.set_note_date("2012-11-24");
  EXPECT_EQ(ReasonOf(Write(request, Facts()).status()), R::DATE_IN_FUTURE);
  request = Complete(Note::CONTACT);
  request.set_next_date("2012-11-21");
  EXPECT_EQ(ReasonOf(Write(request, Facts()).status()), R::DATE_ORDER);
  request.set_next_date("2012-11-22");
  EXPECT_TRUE(Write(request, Facts()).ok());
}

TEST(WriteNote, TellsOfTheLastDecisionUnlessOneIsNamed) {
  NoteFacts facts = Facts();
  EXPECT_EQ(ReasonOf(Write(Complete(Note::TOLD), facts).status()),
            R::REFERENCE_UNKNOWN);
  facts.notes = {Earlier(1, Note::DECISION, "2012-11-01"),
                 Earlier(2, Note::DECISION, "2012-11-20"),
                 Earlier(3, Note::REMARK, "2012-11-21")};
  EXPECT_EQ((*Write(Complete(Note::TOLD), facts))[0].note().told_of(), 2u);
  v1::WriteNoteRequest request = Complete(Note::TOLD);
  request.set_told_of(1);
  EXPECT_EQ((*Write(request, facts))[0].note().told_of(), 1u);
  request.set_told_of(3);
  EXPECT_EQ(ReasonOf(Write(request, facts).status()), R::REFERENCE_UNKNOWN);
  request.set_told_of(2);
  request.set_note_date("2012-11-19");
  EXPECT_EQ(ReasonOf(Write(request, facts).status()), R::DATE_ORDER);
}

TEST(WriteNote, PutsTheNextContactAmongWhatIsDue) {
  const Note note = Awaiting(1, "member-1");
  ASSERT_EQ(note.deadlines_size(), 1);
  const v1::Deadline& due = note.deadlines(0);
  EXPECT_EQ(due.act(), v1::TimeLimit::CONTACT_MEMBER);
  EXPECT_EQ(due.due_date(), "2012-12-01");
  // A Saturday: the last open day before it is safe.
  EXPECT_EQ(due.prudent_date(), "2012-11-30");
  EXPECT_EQ(due.owed_by_side(), 1u);
}

TEST(WriteNote, AContactMeetsTheDaySetForTheSameMemberAlone) {
  NoteFacts facts = Facts({"member-1", "member-2"});
  facts.notes = {Awaiting(1, "member-1"), Awaiting(2, "member-2")};
  v1::WriteNoteRequest request = Complete(Note::CONTACT);
  request.set_person_id("member-2");
  const absl::StatusOr<Changes> changes = Write(request, facts);
  ASSERT_TRUE(changes.ok()) << changes.status();
  ASSERT_EQ(changes->size(), 2u);
  const v1::Event& met = (*changes)[1];
  EXPECT_EQ(met.move(), v1::Event::NOTE_FOLLOWED_UP);
  EXPECT_EQ(met.record_id(), "note-2");
  EXPECT_EQ(met.note().deadlines(0).met_date(), "2012-11-22");
  // What is not a contact meets nothing.
  request = Complete(Note::REMARK);
  request.set_person_id("member-2");
  EXPECT_EQ(Write(request, facts)->size(), 1u);
}

TEST(WriteNote, AContactOfAnEarlierDayMeetsNothing) {
  NoteFacts facts = Facts();
  facts.notes = {Awaiting(1, "member-1")};
  v1::WriteNoteRequest request = Complete(Note::CONTACT);
  request.set_note_date("2012-11-21");
  EXPECT_EQ(Write(request, facts)->size(), 1u);
}

}  // namespace
}  // namespace entente
