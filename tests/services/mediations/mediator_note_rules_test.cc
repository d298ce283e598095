#include "services/mediations/mediator_note_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/services/mediations/sample_mediation.h"

namespace entente {
namespace {

using M = v1::Mediation;
using N = v1::MediatorNote;
using R = v1::Refusal;

constexpr char kDay[] = "2021-06-01";

absl::StatusOr<v1::Event> Write(const MediationEntry& entry,
                                const std::string& destroy_date) {
  v1::WriteMediatorNoteRequest request;
  request.set_text("Pour moi seul");
  request.set_destroy_date(destroy_date);
  return WriteMediatorNote(MediationIn(M::OPEN), request, "note-1", 1, entry);
}

TEST(WriteMediatorNote, IsForConfirmedMediatorsAlone) {
  EXPECT_EQ(WhyNot(Write(ByMediator(kDay), "2021-12-31")),
            R::REASON_UNSPECIFIED);
  for (const MediationEntry& entry :
       {ByMediator(kDay, kLise), ByParty(1, kDay), ByRegistrar(kDay)}) {
    EXPECT_EQ(WhyNot(Write(entry, "2021-12-31")), R::MAY_NOT_ENTER);
  }
}

TEST(WriteMediatorNote, HasADayAfterToday) {
  EXPECT_EQ(WhyNot(Write(ByMediator(kDay), "2021-06-01")), R::DATE_ORDER);
  EXPECT_EQ(WhyNot(Write(ByMediator(kDay), "2021-06-02")),
            R::REASON_UNSPECIFIED);
}

TEST(IsReadable, EndsOnItsDay) {
  N note;
  note.set_destroy_date("2021-06-02");
  EXPECT_TRUE(IsReadable(note, "2021-06-01"));
  EXPECT_FALSE(IsReadable(note, "2021-06-02"));
  note.set_destroyed_date("2021-06-01");
  EXPECT_FALSE(IsReadable(note, "2021-06-01"));
}

TEST(DestroyMediatorNote, LeavesThatThereWasOne) {
  const auto written = Write(ByMediator(kDay), "2021-12-31");
  ASSERT_TRUE(written.ok()) << written.status();
  const auto event =
      DestroyMediatorNote(written->mediator_note(), ByMediator("2021-06-03"));
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->mediator_note().text(), "");
  EXPECT_EQ(event->mediator_note().destroyed_date(), "2021-06-03");
  EXPECT_EQ(event->mediator_note().number(), 1u);
  EXPECT_EQ(WhyNot(DestroyMediatorNote(event->mediator_note(),
                                       ByMediator("2021-06-04"))),
            R::NOTE_DESTROYED);
}

}  // namespace
}  // namespace entente
