#include "services/grievances/entrusting_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/grievances/consultation_rules.h"
#include "tests/services/grievances/three_steps.h"

namespace entente {
namespace {

using C = v1::Consultation;
using G = v1::Grievance;
using Answer = v1::HandOverFilesResponse::File;
using R = v1::Refusal;

constexpr char kToday[] = "2013-06-10";
constexpr char kYesterday[] = "2013-06-09";
constexpr char kEarlier[] = "2013-01-07";
constexpr char kFrom[] = "from";
constexpr char kTo[] = "to";

// An assignment that is not there, and one without an end.
constexpr char kNone[] = "none";
constexpr char kForGood[] = "";

template <typename File>
void Entrust(absl::string_view person, absl::string_view until, uint32_t side,
             File& file, absl::string_view from = kEarlier) {
  if (until == kNone) return;
  G::Assignment& assignment = *file.add_assignments();
  assignment.set_side(side);
  assignment.set_person_id(std::string(person));
  assignment.set_from_date(std::string(from));
  assignment.set_until_date(std::string(until));
}

template <typename File>
void WallOff(absl::string_view person, uint32_t side, File& file) {
  G::Wall& wall = *file.add_walls();
  wall.set_side(side);
  wall.set_person_id(std::string(person));
  wall.set_from_date(kEarlier);
}

// The last day of the person's assignment: of the last one, where there are
// several.
template <typename File>
std::string LastDay(const File& file, absl::string_view person, uint32_t side) {
  std::string last = kNone;
  for (const G::Assignment& each : file.assignments()) {
    if (each.side() == side && each.person_id() == person) {
      last = each.until_date();
    }
  }
  return last;
}

v1::AssignGrievanceRequest Assigning(absl::string_view person,
                                     bool remove = false) {
  v1::AssignGrievanceRequest request;
  request.set_person_id(std::string(person));
  request.set_remove(remove);
  return request;
}

HandOver Passing(absl::string_view until) {
  HandOver hand_over;
  hand_over.from_person_id = kFrom;
  hand_over.to_person_id = kTo;
  if (until != kForGood) hand_over.until = Day(until);
  return hand_over;
}

C Consulted() {
  C consultation;
  consultation.set_consultation_id("c");
  consultation.set_local_id("qn");
  consultation.set_state(C::OPEN);
  return consultation;
}

// Until 2012-12-31 an assignment has ended long ago; what ends on kToday ends
// tonight.
TEST(AssignGrievance, EndsEarlyWhatWasToEndWithALeave) {
  for (const char* until : {kToday, "2013-07-31"}) {
    G file = Filed();
    Entrust(kTo, until, 1, file);
    const G after =
        After(AssignGrievance(file, Assigning(kTo, true), EntryOn(kToday, 1)));
    EXPECT_EQ(LastDay(after, kTo, 1), kYesterday);
  }
  G over = Filed();
  Entrust(kTo, kYesterday, 1, over);
  EXPECT_EQ(
      ReasonOf(AssignGrievance(over, Assigning(kTo, true), EntryOn(kToday, 1))),
      R::ENTRUSTED_SO_ALREADY);
}

TEST(AssignGrievance, MakesLastingWhatWasToEndWithALeave) {
  G file = Filed();
  Entrust(kTo, "2013-07-31", 1, file);
  const int entries = file.assignments_size();
  const G after =
      After(AssignGrievance(file, Assigning(kTo), EntryOn(kToday, 1)));
  EXPECT_EQ(LastDay(after, kTo, 1), kForGood);
  EXPECT_EQ(after.assignments_size(), entries);
  EXPECT_EQ(
      ReasonOf(AssignGrievance(after, Assigning(kTo), EntryOn(kToday, 1))),
      R::ENTRUSTED_SO_ALREADY);
}

TEST(AssignGrievance, BeginsAnewOnceALeaveIsOver) {
  G file = Filed();
  Entrust(kTo, kYesterday, 1, file);
  const int entries = file.assignments_size();
  const G after =
      After(AssignGrievance(file, Assigning(kTo), EntryOn(kToday, 1)));
  EXPECT_EQ(after.assignments_size(), entries + 1);
  EXPECT_EQ(LastDay(after, kTo, 1), kForGood);
  EXPECT_EQ(after.assignments(entries).from_date(), kToday);
}

// Ann stands in until the end of July.
G StoodInForByAnn() {
  G file = Filed();
  file.clear_assignments();
  Entrust("holder", kForGood, 1, file);
  Entrust("ann", "2013-07-31", 1, file);
  return file;
}

TEST(AssignGrievance, WhoStandsInGivesNoMoreThanTheyHave) {
  const Entry ann = EntryOn(kToday, 1);
  const G file = StoodInForByAnn();
  EXPECT_EQ(ReasonOf(AssignGrievance(file, Assigning("ann"), ann)),
            R::STANDS_IN);
  const G given = After(AssignGrievance(file, Assigning(kTo), ann));
  EXPECT_EQ(LastDay(given, kTo, 1), "2013-07-31");
  EXPECT_EQ(given.assignments(2).entrusted_by_id(), "ann");
  EXPECT_EQ(ReasonOf(AssignGrievance(given, Assigning(kTo), ann)),
            R::ENTRUSTED_SO_ALREADY);
  G shorter = StoodInForByAnn();
  Entrust(kTo, "2013-06-30", 1, shorter);
  EXPECT_EQ(
      LastDay(After(AssignGrievance(shorter, Assigning(kTo), ann)), kTo, 1),
      "2013-07-31");
}

TEST(AssignGrievance, WhoStandsInTakesBackWhatTheyGaveAlone) {
  const Entry ann = EntryOn(kToday, 1);
  G file = StoodInForByAnn();
  Entrust(kTo, "2013-07-31", 1, file);
  file.mutable_assignments(2)->set_entrusted_by_id("ann");
  for (const auto& [person, reason] :
       {std::pair("holder", R::STANDS_IN),
        std::pair(kTo, R::REASON_UNSPECIFIED),
        std::pair("ann", R::REASON_UNSPECIFIED),
        std::pair("nobody", R::ENTRUSTED_SO_ALREADY)}) {
    EXPECT_EQ(ReasonOf(AssignGrievance(file, Assigning(person, true), ann)),
              reason)
        << person;
    if (person == std::string("nobody")) continue;
    v1::WallGrievanceRequest wall;
    wall.set_person_id(person);
    EXPECT_EQ(ReasonOf(WallGrievance(file, wall, ann)), reason) << person;
  }
  // Once it is theirs for good they do as they see fit.
  file.mutable_assignments(1)->clear_until_date();
  EXPECT_EQ(ReasonOf(AssignGrievance(file, Assigning("holder", true), ann)),
            R::REASON_UNSPECIFIED);
}

TEST(WallGrievance, EndsAnAssignmentThatWasToEndWithALeave) {
  G file = Filed();
  Entrust(kTo, "2013-07-31", 1, file);
  v1::WallGrievanceRequest request;
  request.set_person_id(kTo);
  const G after = After(WallGrievance(file, request, EntryOn(kToday, 1)));
  EXPECT_EQ(LastDay(after, kTo, 1), kYesterday);
}

TEST(FileGrievance, KeepsWhoHasTheConsultationDuringALeave) {
  FilingFacts facts = Facts(EntryOn("2012-11-20", 1));
  facts.consultation = Consulted();
  Entrust("stands-in", "2012-12-31", 1, *facts.consultation, "2012-11-05");
  Entrust("over", "2012-11-19", 1, *facts.consultation, "2012-11-05");
  const auto changes = FileGrievance(UnionFiling(), facts);
  ASSERT_TRUE(changes.ok()) << changes.status();
  const G& filed = (*changes)[0].grievance();
  EXPECT_EQ(LastDay(filed, "stands-in", 1), "2012-12-31");
  EXPECT_EQ(LastDay(filed, "over", 1), kNone);
  EXPECT_EQ(LastDay(filed, "ann", 1), kForGood);
}

TEST(RestrictConsultation, LeavesItToWhoHasTheGrievanceDuringALeave) {
  G grievance = Filed();
  grievance.set_restricted(true);
  Entrust("stands-in", "2013-07-31", 1, grievance);
  Entrust("over", kYesterday, 1, grievance);
  const absl::optional<v1::Event> event =
      RestrictConsultation(Consulted(), grievance, EntryOn(kToday, 1));
  ASSERT_TRUE(event.has_value());
  const C& after = event->consultation();
  EXPECT_TRUE(after.restricted());
  EXPECT_EQ(LastDay(after, "stands-in", 1), "2013-07-31");
  EXPECT_EQ(LastDay(after, "over", 1), kNone);
  EXPECT_EQ(LastDay(after, "ann", 1), kForGood);
}

// Typed by hand: how long each person has the file before and after. What
// `from` hands over ends on July 15 at the latest where their own assignment
// does.
struct Row {
  const char* from;
  const char* to;
  const char* until;
  Answer::Outcome outcome;
  const char* from_after;
  const char* to_after;
};
constexpr Row kRows[] = {
    // During a leave until July 31.
    {kForGood, kNone, "2013-07-31", Answer::HANDED_OVER, kForGood,
     "2013-07-31"},
    {kForGood, kForGood, "2013-07-31", Answer::ALREADY_THERE, kForGood,
     kForGood},
    {kForGood, "2013-07-01", "2013-07-31", Answer::HANDED_OVER, kForGood,
     "2013-07-31"},
    {kForGood, "2013-07-20", "2013-07-31", Answer::HANDED_OVER, kForGood,
     "2013-07-31"},
    {kForGood, "2013-08-31", "2013-07-31", Answer::ALREADY_THERE, kForGood,
     "2013-08-31"},
    {"2013-07-15", kNone, "2013-07-31", Answer::HANDED_OVER, "2013-07-15",
     "2013-07-15"},
    {"2013-07-15", kForGood, "2013-07-31", Answer::ALREADY_THERE, "2013-07-15",
     kForGood},
    {"2013-07-15", "2013-07-01", "2013-07-31", Answer::HANDED_OVER,
     "2013-07-15", "2013-07-15"},
    {"2013-07-15", "2013-07-20", "2013-07-31", Answer::ALREADY_THERE,
     "2013-07-15", "2013-07-20"},
    {"2013-07-15", "2013-08-31", "2013-07-31", Answer::ALREADY_THERE,
     "2013-07-15", "2013-08-31"},
    // For good.
    {kForGood, kNone, kForGood, Answer::HANDED_OVER, kYesterday, kForGood},
    {kForGood, kForGood, kForGood, Answer::ALREADY_THERE, kYesterday, kForGood},
    {kForGood, "2013-07-01", kForGood, Answer::HANDED_OVER, kYesterday,
     kForGood},
    {kForGood, "2013-07-20", kForGood, Answer::HANDED_OVER, kYesterday,
     kForGood},
    {kForGood, "2013-08-31", kForGood, Answer::HANDED_OVER, kYesterday,
     kForGood},
    {"2013-07-15", kNone, kForGood, Answer::HANDED_OVER, kYesterday,
     "2013-07-15"},
    {"2013-07-15", kForGood, kForGood, Answer::ALREADY_THERE, kYesterday,
     kForGood},
    {"2013-07-15", "2013-07-01", kForGood, Answer::HANDED_OVER, kYesterday,
     "2013-07-15"},
    {"2013-07-15", "2013-07-20", kForGood, Answer::ALREADY_THERE, kYesterday,
     "2013-07-20"},
    {"2013-07-15", "2013-08-31", kForGood, Answer::ALREADY_THERE, kYesterday,
     "2013-08-31"},
};

const G& FileOf(const v1::Event& event, const G&) { return event.grievance(); }
const C& FileOf(const v1::Event& event, const C&) {
  return event.consultation();
}

HandedOver Pass(const G& file, const HandOver& hand_over, const Entry& entry) {
  absl::StatusOr<HandedOver> result = HandOverGrievance(file, hand_over, entry);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *std::move(result) : HandedOver();
}
HandedOver Pass(const C& file, const HandOver& hand_over, const Entry& entry) {
  return HandOverConsultation(file, hand_over, entry);
}

template <typename File>
void CheckRow(const Row& row, File file, uint32_t side) {
  SCOPED_TRACE(absl::StrCat("from ", row.from, " to ", row.to, " until ",
                            row.until, " side ", side));
  file.clear_assignments();
  // What stands on the other side, or is over, is nobody's business here.
  Entrust(kTo, kForGood, 3 - side, file);
  Entrust(kFrom, kForGood, 3 - side, file);
  Entrust(kTo, kYesterday, side, file, "2012-12-03");
  Entrust(kFrom, row.from, side, file);
  Entrust(kTo, row.to, side, file);
  const Entry entry = EntryOn(kToday, side);
  const HandedOver result = Pass(file, Passing(row.until), entry);
  EXPECT_EQ(result.outcome, row.outcome);
  const bool same = row.outcome == Answer::ALREADY_THERE &&
                    row.until != std::string(kForGood);
  ASSERT_EQ(result.changes.size(), same ? 0u : 1u);
  if (!same) {
    const auto& after = FileOf(result.changes[0], file);
    EXPECT_EQ(LastDay(after, kFrom, side), row.from_after);
    EXPECT_EQ(LastDay(after, kTo, side), row.to_after);
    EXPECT_EQ(LastDay(after, kTo, 3 - side), kForGood);
    EXPECT_EQ(LastDay(after, kFrom, 3 - side), kForGood);
    // What is new begins today.
    for (const G::Assignment& each : after.assignments()) {
      EXPECT_LE(each.from_date(), kToday);
    }
    EXPECT_EQ(after.assignments_size(),
              file.assignments_size() + (row.to == std::string(kNone) ? 1 : 0));
  } else {
    EXPECT_EQ(row.from, std::string(row.from_after));
    EXPECT_EQ(row.to, std::string(row.to_after));
  }
  // A wall keeps the file where it is, whoever has it.
  WallOff(kTo, side, file);
  const HandedOver walled = Pass(file, Passing(row.until), entry);
  EXPECT_EQ(walled.outcome, Answer::WALLED_OFF);
  EXPECT_TRUE(walled.changes.empty());
}

TEST(HandOver, GivesEachFileForAsLongAsItMay) {
  for (const Row& row : kRows) {
    CheckRow(row, Filed(), 1);
    CheckRow(row, Filed(), 2);
    CheckRow(row, Consulted(), 1);
  }
}

TEST(HandOver, LeavesWhatIsNotEntrustedToTheFirstPerson) {
  for (const char* until : {kForGood, "2013-07-31"}) {
    for (const char* to : {kNone, kForGood, "2013-07-20"}) {
      for (const char* from : {kNone, kYesterday}) {
        for (const bool walled : {false, true}) {
          G file = Filed();
          file.clear_assignments();
          Entrust(kFrom, from, 1, file);
          Entrust(kFrom, kForGood, 2, file);
          Entrust(kTo, to, 1, file);
          if (walled) WallOff(kTo, 1, file);
          const HandedOver result =
              Pass(file, Passing(until), EntryOn(kToday, 1));
          EXPECT_EQ(result.outcome, Answer::NOT_ENTRUSTED);
          EXPECT_TRUE(result.changes.empty());
        }
      }
    }
  }
}

TEST(HandOver, LeavesNoTraceInTheFileOfWhatBeganAndEndedToday) {
  G file = Filed();
  file.clear_assignments();
  Entrust(kFrom, kForGood, 1, file, kToday);
  const HandedOver result = Pass(file, Passing(kForGood), EntryOn(kToday, 1));
  EXPECT_EQ(result.outcome, Answer::HANDED_OVER);
  ASSERT_EQ(result.changes.size(), 1u);
  const G& after = result.changes[0].grievance();
  EXPECT_EQ(LastDay(after, kFrom, 1), kNone);
  EXPECT_EQ(LastDay(after, kTo, 1), kForGood);
}

// A wall that was taken away, or that stands on the other side, keeps nobody.
TEST(HandOver, PassesAWallThatIsNotThereAnyMore) {
  G file = Filed();
  file.clear_assignments();
  Entrust(kFrom, kForGood, 1, file);
  WallOff(kTo, 1, file);
  file.mutable_walls(0)->set_until_date(kYesterday);
  EXPECT_EQ(Pass(file, Passing(kForGood), EntryOn(kToday, 1)).outcome,
            Answer::HANDED_OVER);
}

TEST(HandOver, SaysOfTheMoveWhoEnteredItAndWhen) {
  G file = Filed();
  file.clear_assignments();
  Entrust(kFrom, kForGood, 1, file);
  const HandedOver result = Pass(file, Passing(kForGood), EntryOn(kToday, 1));
  ASSERT_EQ(result.changes.size(), 1u);
  const v1::Event& event = result.changes[0];
  EXPECT_EQ(event.move(), v1::Event::GRIEVANCE_ASSIGNED);
  EXPECT_EQ(event.recorded_by_id(), "ann");
  EXPECT_EQ(event.effective_date(), kToday);
  EXPECT_EQ(event.grievance().state(), file.state());
}

}  // namespace
}  // namespace entente
