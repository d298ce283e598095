// Notes through the server: who reads and writes them, the days that they set,
// and what they say of the duty to members.

#include <gtest/gtest.h>

#include "entente/v1/event_service.grpc.pb.h"
#include "entente/v1/note_service.grpc.pb.h"
#include "entente/v1/settlement_service.grpc.pb.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using v1::Note;
using Notes = v1::NoteService::Stub;

constexpr char kTextCanary[] = "canari d'une note";
constexpr char kProofCanary[] = "canari d'une preuve";

class NoteServiceTest : public GrievanceServiceTest {
 protected:
  v1::WriteNoteRequest Request(const std::string& file, Note::Kind kind) {
    v1::WriteNoteRequest request;
    request.set_request_id(world_.Fresh());
    request.set_file_id(file);
    request.set_kind(kind);
    request.set_text(kTextCanary);
    if (kind == Note::DECISION) request.set_decision(Note::DROP);
    if (kind == Note::TOLD) request.set_proof(kProofCanary);
    return request;
  }
  std::string Write(absl::string_view as, const v1::WriteNoteRequest& request,
                    v1::NoteAnswer* answer = nullptr) {
    v1::NoteAnswer own;
    return ReasonOf(world_.Call(as, &Notes::WriteNote, request,
                                answer == nullptr ? own : *answer));
  }
  std::string Write(absl::string_view as, const std::string& file,
                    Note::Kind kind) {
    return Write(as, Request(file, kind));
  }
  std::string Read(absl::string_view as, const std::string& file,
                   v1::ReadNotesResponse& response) {
    v1::ReadNotesRequest request;
    request.set_file_id(file);
    return ReasonOf(world_.Call(as, &Notes::ReadNotes, request, response));
  }
  std::string FileOne() {
    return File(kAnn, IndividualRequest()).grievance().grievance_id();
  }
  v1::GrievanceAnswer Withdraw(absl::string_view as, const std::string& id) {
    v1::WithdrawGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(id);
    request.set_reason("r");
    v1::GrievanceAnswer answer;
    EXPECT_EQ(
        ReasonOf(world_.Call(as, &v1::GrievanceService::Stub::WithdrawGrievance,
                             request, answer)),
        "OK");
    return answer;
  }
};

TEST_F(NoteServiceTest, EachSideReadsItsOwnAlone) {
  const std::string id = FileOne();
  v1::NoteAnswer written;
  ASSERT_EQ(Write(kAnn, Request(id, Note::CONTACT), &written), "OK");
  // What was just written is not read back: that would be a reading.
  EXPECT_EQ(written.DebugString().find(kTextCanary), std::string::npos);
  v1::ReadNotesResponse own;
  ASSERT_EQ(Read(kBea, id, own), "OK");
  ASSERT_EQ(own.notes_size(), 1);
  EXPECT_EQ(own.notes(0).text(), kTextCanary);
  EXPECT_EQ(own.notes(0).person_id(), world_.Id(kMember));
  EXPECT_EQ(own.file_number(), "QN-G-2012-0001");

  v1::ReadNotesResponse others;
  ASSERT_EQ(Read(kKarl, id, others), "OK");
  EXPECT_EQ(others.notes_size(), 0);
  // The employer's first note is no. 1 too: numbers tell of nothing hidden.
  v1::NoteAnswer karls;
  ASSERT_EQ(Write(kKarl, Request(id, Note::REMARK), &karls), "OK");
  EXPECT_EQ(karls.note().number(), 1u);
  EXPECT_EQ(Write(kKarl, id, Note::DECISION), "ROLE_REQUIRED");
  for (const char* stranger : {kZoe, kOtto, kFay}) {
    v1::ReadNotesResponse none;
    EXPECT_EQ(Read(stranger, id, none), "NOT_AVAILABLE") << stranger;
    EXPECT_EQ(Write(stranger, id, Note::REMARK), "NOT_AVAILABLE") << stranger;
  }
  // Nothing of it in what the other side can obtain.
  const std::string seen =
      Get(kKarl, id).DebugString() + History(kKarl, id).DebugString() +
      List(kKarl).DebugString() + Due(world_, kKarl, {}).DebugString();
  EXPECT_EQ(seen.find("canari d'une"), std::string::npos);
  EXPECT_EQ(seen.find("NOTE_"), std::string::npos);
}

TEST_F(NoteServiceTest, AReadingIsRecordedUnderTheFileForTheOwnSide) {
  const std::string id = FileOne();
  ASSERT_EQ(Write(kAnn, id, Note::REMARK), "OK");
  const int before = History(kAnn, id).events_size();
  v1::ReadNotesResponse read;
  ASSERT_EQ(Read(kBea, id, read), "OK");
  const auto history = History(kAnn, id);
  ASSERT_EQ(history.events_size(), before + 1);
  EXPECT_EQ(history.events(before).move(), v1::Event::READ);
  EXPECT_EQ(history.events(before).recorded_by_id(), world_.Id(kBea));
  const std::string karls = History(kKarl, id).DebugString();
  EXPECT_EQ(karls.find("READ"), std::string::npos);
}

TEST_F(NoteServiceTest, WhoIsWalledOffHasNoNotes) {
  const std::string id = FileOne();
  ASSERT_EQ(Write(kAnn, id, Note::REMARK), "OK");
  ASSERT_EQ(world_.Wall(kAnn, id, kBea), "OK");
  v1::ReadNotesResponse none;
  EXPECT_EQ(Read(kBea, id, none), "NOT_AVAILABLE");
  EXPECT_EQ(Write(kBea, id, Note::REMARK), "NOT_AVAILABLE");
}

TEST_F(NoteServiceTest, ASettlementHasNone) {
  v1::ProposeSettlementRequest propose;
  propose.set_request_id(world_.Fresh());
  propose.add_grievance_ids(FileOne());
  propose.set_terms("Retrait de l'outil");
  propose.set_precedent(v1::Settlement::WITHOUT_PRECEDENT);
  v1::SettlementAnswer proposed;
  ASSERT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::SettlementService::Stub::ProposeSettlement, propose,
                proposed)),
            "OK");
  const std::string id = proposed.settlement().settlement_id();
  EXPECT_EQ(Write(kAnn, id, Note::REMARK), "NOT_AVAILABLE");
  v1::ReadNotesResponse none;
  EXPECT_EQ(Read(kAnn, id, none), "NOT_AVAILABLE");
}

TEST_F(NoteServiceTest, TheNextContactIsDueUntilItTookPlace) {
  const std::string id = FileOne();
  v1::WriteNoteRequest contact = Request(id, Note::CONTACT);
  contact.set_next_date("2012-12-05");
  ASSERT_EQ(Write(kAnn, contact), "OK");
  const auto contacts = [&](absl::string_view as) {
    std::vector<v1::DeadlineItem> found;
    const v1::ListDeadlinesResponse due = Due(world_, as, {});
    for (const auto& item : due.items()) {
      if (item.deadline().act() == v1::TimeLimit::CONTACT_MEMBER) {
        found.push_back(item);
      }
    }
    return found;
  };
  ASSERT_EQ(contacts(kBea).size(), 1u);
  const v1::DeadlineItem item = contacts(kBea)[0];
  EXPECT_EQ(item.file_number(), "QN-G-2012-0001");
  EXPECT_EQ(item.file_id(), id);
  EXPECT_EQ(item.deadline().due_date(), "2012-12-05");
  ASSERT_GE(item.deadline().explanation_size(), 1);
  EXPECT_TRUE(contacts(kKarl).empty());
  // Of this file alone, and explained by its own name.
  v1::ListDeadlinesRequest of_file;
  of_file.set_file_id(id);
  of_file.set_due_before_date("2012-12-05");
  bool listed = false;
  const v1::ListDeadlinesResponse on_file = Due(world_, kAnn, of_file);
  for (const auto& each : on_file.items()) {
    listed = listed ||
             each.deadline().deadline_id() == item.deadline().deadline_id();
  }
  EXPECT_TRUE(listed);
  v1::ExplainDeadlineRequest explain;
  explain.set_deadline_id(item.deadline().deadline_id());
  v1::ExplainDeadlineResponse explained;
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &v1::DeadlineService::Stub::ExplainDeadline,
                           explain, explained)),
      "OK");
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &v1::DeadlineService::Stub::ExplainDeadline,
                           explain, explained)),
      "NOT_AVAILABLE");
  world_.SetDay(2012, 12, 4);
  ASSERT_EQ(Write(kBea, id, Note::CONTACT), "OK");
  EXPECT_TRUE(contacts(kAnn).empty());
}

TEST_F(NoteServiceTest, NotesOnAConsultationGoWithTheGrievance) {
  const auto consultation = Consult(kAnn).consultation();
  v1::WriteNoteRequest contact = Request(consultation.number(), Note::CONTACT);
  contact.set_next_date("2012-12-05");
  ASSERT_EQ(Write(kAnn, contact), "OK");
  bool due = false;
  const v1::ListDeadlinesResponse list = Due(world_, kBea, {});
  for (const auto& item : list.items()) {
    due = due || item.deadline().act() == v1::TimeLimit::CONTACT_MEMBER;
  }
  EXPECT_TRUE(due);
  v1::FileGrievanceRequest filing = IndividualRequest();
  filing.set_consultation_id(consultation.consultation_id());
  filing.clear_grievor_ids();
  filing.clear_issue_code();
  const std::string id = File(kAnn, filing).grievance().grievance_id();
  world_.SetDay(2012, 11, 23);
  ASSERT_EQ(Write(kAnn, id, Note::REMARK), "OK");
  v1::ReadNotesResponse both;
  ASSERT_EQ(Read(kAnn, id, both), "OK");
  ASSERT_EQ(both.notes_size(), 2);
  EXPECT_EQ(both.notes(0).file_kind(), Note::GRIEVANCE);
  EXPECT_EQ(both.notes(1).file_kind(), Note::CONSULTATION);
}

TEST_F(NoteServiceTest, NotesOnAConsultationShowToThoseAloneWhoSeeIt) {
  const auto consultation = Consult(kAnn).consultation();
  ASSERT_EQ(Write(kAnn, consultation.number(), Note::REMARK), "OK");
  v1::FileGrievanceRequest filing = IndividualRequest();
  filing.set_consultation_id(consultation.consultation_id());
  filing.clear_grievor_ids();
  filing.clear_issue_code();
  const std::string id = File(kAnn, filing).grievance().grievance_id();
  ASSERT_EQ(Write(kAnn, id, Note::REMARK), "OK");
  // An adviser of the federation is entrusted with the grievance, and has no
  // consultation.
  ASSERT_EQ(world_.Assign(kAnn, id, kFay), "OK");
  v1::ReadNotesResponse fays;
  ASSERT_EQ(Read(kFay, id, fays), "OK");
  ASSERT_EQ(fays.notes_size(), 1) << fays.DebugString();
  EXPECT_EQ(fays.notes(0).file_kind(), Note::GRIEVANCE);
  // Who reads notes of both has read in both.
  const auto readings = [&] {
    v1::ListEventsRequest request;
    request.set_move(v1::Event::READ);
    request.set_page_size(200);
    v1::ListEventsResponse response;
    EXPECT_EQ(
        ReasonOf(world_.Call(kAuditor, &v1::EventService::Stub::ListEvents,
                             request, response)),
        "OK");
    return response.events_size();
  };
  const int before = readings();
  v1::ReadNotesResponse beas;
  ASSERT_EQ(Read(kBea, id, beas), "OK");
  EXPECT_EQ(beas.notes_size(), 2);
  EXPECT_EQ(readings(), before + 2);
}

TEST_F(NoteServiceTest, NotesArePagedTheNewestFirst) {
  const std::string id = FileOne();
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(Write(kAnn, id, Note::REMARK), "OK");
  }
  v1::ReadNotesRequest request;
  request.set_file_id(id);
  request.set_page_size(2);
  v1::ReadNotesResponse page;
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Notes::ReadNotes, request, page)),
            "OK");
  ASSERT_EQ(page.notes_size(), 2);
  request.set_page_token(page.next_page_token());
  v1::ReadNotesResponse rest;
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Notes::ReadNotes, request, rest)),
            "OK");
  ASSERT_EQ(rest.notes_size(), 1);
  EXPECT_TRUE(rest.next_page_token().empty());
}

TEST_F(NoteServiceTest, ARepeatedNoteIsOneNote) {
  const std::string id = FileOne();
  const v1::WriteNoteRequest request = Request(id, Note::REMARK);
  v1::NoteAnswer first;
  v1::NoteAnswer again;
  ASSERT_EQ(Write(kAnn, request, &first), "OK");
  ASSERT_EQ(Write(kAnn, request, &again), "OK");
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.note().note_id(), first.note().note_id());
  v1::ReadNotesResponse read;
  ASSERT_EQ(Read(kAnn, id, read), "OK");
  EXPECT_EQ(read.notes_size(), 1);
}

// Whoever wrote it: what may be seen today decides what a repeated call shows.
TEST_F(NoteServiceTest, ARepeatedNoteIsForWhoStillSeesItsFileOnThatSide) {
  const std::string id = FileOne();
  const v1::WriteNoteRequest of_ann = Request(id, Note::REMARK);
  const v1::WriteNoteRequest of_bea = Request(id, Note::REMARK);
  ASSERT_EQ(Write(kAnn, of_ann), "OK");
  ASSERT_EQ(Write(kBea, of_bea), "OK");
  ASSERT_EQ(world_.Wall(kAnn, id, kBea), "OK");
  v1::NoteAnswer none;
  EXPECT_EQ(Write(kBea, of_bea, &none), "NOT_AVAILABLE");
  EXPECT_FALSE(none.has_note());
  // Who went over to the employer sees the file, and no note of the union.
  world_.RevokeMandateOf(world_.keeper, world_.Id(kAnn));
  world_.MakeKeeper(world_.keeper.id, world_.employer);
  world_.Grant(world_.keeper, world_.Id(kAnn), v1::Mandate::EMPLOYER_REP,
               world_.employer);
  ASSERT_EQ(Write(kAnn, id, Note::REMARK), "OK");
  EXPECT_EQ(Write(kAnn, of_ann, &none), "NOT_AVAILABLE");
  EXPECT_FALSE(none.has_note());
}

TEST_F(NoteServiceTest, AWithdrawalWarnsTheUnionOfWhatItsFileLacks) {
  const std::string id = FileOne();
  const v1::GrievanceAnswer withdrawn = Withdraw(kAnn, id);
  ASSERT_TRUE(withdrawn.has_member_duty());
  EXPECT_TRUE(withdrawn.member_duty().decision_missing());
  EXPECT_EQ(withdrawn.member_duty().untold_pseudonyms_size(), 1);
  EXPECT_FALSE(Get(kKarl, id).has_member_duty());

  ASSERT_EQ(Write(kAnn, id, Note::DECISION), "OK");
  EXPECT_FALSE(Get(kAnn, id).member_duty().decision_missing());
  ASSERT_EQ(Write(kAnn, id, Note::TOLD), "OK");
  const v1::MemberDuty duty = Get(kBea, id).member_duty();
  EXPECT_EQ(duty.untold_pseudonyms_size(), 0);
  EXPECT_EQ(duty.told_date(), "2012-11-22");
  EXPECT_EQ(duty.complaint_until_date(), "2013-05-22");
}

TEST_F(NoteServiceTest, ADecisionNotedBeforeTheWithdrawalLeavesNoWarning) {
  const std::string id = FileOne();
  ASSERT_EQ(Write(kAnn, id, Note::DECISION), "OK");
  ASSERT_EQ(Write(kAnn, id, Note::TOLD), "OK");
  EXPECT_FALSE(Get(kAnn, id).has_member_duty());
  const v1::MemberDuty duty = Withdraw(kAnn, id).member_duty();
  EXPECT_FALSE(duty.decision_missing());
  EXPECT_EQ(duty.untold_pseudonyms_size(), 0);
}

TEST_F(NoteServiceTest, TheStoreIsSoundAndHoldsNoTextOfANote) {
  const std::string id = FileOne();
  v1::WriteNoteRequest contact = Request(id, Note::CONTACT);
  contact.set_next_date("2012-12-05");
  ASSERT_EQ(Write(kAnn, contact), "OK");
  ASSERT_EQ(Write(kAnn, id, Note::CONTACT), "OK");
  ASSERT_EQ(Write(kAnn, id, Note::DECISION), "OK");
  ASSERT_EQ(Write(kAnn, id, Note::TOLD), "OK");
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

}  // namespace
}  // namespace entente
