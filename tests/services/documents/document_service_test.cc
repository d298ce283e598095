// Documents through the real server: who reads what, and what is left of a
// stream that does not come to its end.

#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "entente/v1/event_service.grpc.pb.h"
#include "entente/v1/settlement_service.grpc.pb.h"
#include "storage/content_files.h"
#include "tests/services/grievances/grievance_service_fixture.h"
#include "tests/testing/document_calls.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

using Documents = v1::DocumentService::Stub;
using Header = v1::AddDocumentRequest::Header;
using Parts = std::vector<v1::AddDocumentRequest>;
using v1::Document;

constexpr char kContentCanary[] = "canari du contenu de la note";
constexpr char kTitleCanary[] = "canari du titre de la note";
constexpr char kNameCanary[] = "canari-du-nom.odt";

class DocumentServiceTest : public GrievanceServiceTest {
 protected:
  DocumentServiceTest() {
    file_ = File(kAnn, IndividualRequest()).grievance().grievance_id();
  }

  Header HeaderFor(const std::string& file_id,
                   Document::Audience audience = Document::SHARED) {
    Header header;
    header.set_request_id(world_.Fresh());
    header.set_file_id(file_id);
    header.set_title("Lettre du 12 novembre");
    header.set_file_name("lettre.txt");
    header.set_media_type("text/plain");
    header.set_audience(audience);
    return header;
  }

  std::string Send(absl::string_view as, const Parts& parts,
                   Document* document = nullptr, bool* replayed = nullptr) {
    v1::DocumentAnswer answer;
    const grpc::Status status =
        SendParts(world_.channel(), world_.TokenAs(as), parts, answer);
    if (document != nullptr) *document = answer.document();
    if (replayed != nullptr) *replayed = answer.replayed();
    return ReasonOf(status);
  }

  Document Add(absl::string_view as, const Header& header,
               const std::string& content) {
    Document document;
    EXPECT_EQ(Send(as, PartsOf(header, content), &document), "OK");
    return document;
  }

  // The union's note, with a canary in all that is said of it.
  Document AddNote() {
    Header header = HeaderFor(file_, Document::SIDE);
    header.set_title(kTitleCanary);
    header.set_file_name(kNameCanary);
    return Add(kAnn, header, kContentCanary);
  }

  ReadDocument Read(absl::string_view as, const std::string& id) {
    return ReadWhole(world_.channel(), world_.TokenAs(as), id);
  }
  std::string ReadReason(absl::string_view as, const std::string& id) {
    return ReasonOf(Read(as, id).status);
  }

  std::string GetReason(absl::string_view as, const std::string& id,
                        Document* document = nullptr) {
    v1::GetDocumentRequest request;
    request.set_document_id(id);
    v1::DocumentAnswer answer;
    const std::string reason =
        ReasonOf(world_.Call(as, &Documents::GetDocument, request, answer));
    if (document != nullptr) *document = answer.document();
    return reason;
  }

  v1::ListDocumentsResponse ListOf(absl::string_view as,
                                   const std::string& file_id,
                                   std::string* reason = nullptr) {
    v1::ListDocumentsRequest request;
    request.set_file_id(file_id);
    v1::ListDocumentsResponse response;
    const std::string said =
        ReasonOf(world_.Call(as, &Documents::ListDocuments, request, response));
    if (reason != nullptr) {
      *reason = said;
    } else {
      EXPECT_EQ(said, "OK") << as;
    }
    return response;
  }

  v1::ListDocumentHistoryResponse HistoryOf(absl::string_view as,
                                            const std::string& id,
                                            std::string* reason = nullptr) {
    v1::ListDocumentHistoryRequest request;
    request.set_document_id(id);
    v1::ListDocumentHistoryResponse response;
    const std::string said = ReasonOf(
        world_.Call(as, &Documents::ListDocumentHistory, request, response));
    if (reason != nullptr) *reason = said;
    return response;
  }

  // What there is below documents/.
  std::vector<std::string> StoredFiles() {
    std::vector<std::string> found;
    const std::string folder = world_.folder() + "/documents";
    if (!fs::exists(folder)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) found.push_back(entry.path().string());
    }
    return found;
  }

  // Nothing is left of a stream a moment after its end.
  void ExpectNoFiles() {
    for (int i = 0; i < 200 && !StoredFiles().empty(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_TRUE(StoredFiles().empty()) << StoredFiles().front();
  }

  std::string file_;
};

TEST_F(DocumentServiceTest, ASharedDocumentIsReadByAllWhoReadTheFile) {
  const std::string content = std::string(200000, 'a') + "fin";
  const Document added = Add(kAnn, HeaderFor("QN-G-2012-0001"), content);
  EXPECT_EQ(added.reference(), "QN-G-2012-0001/P1");
  EXPECT_EQ(added.size_bytes(), 200003);
  EXPECT_EQ(added.shared().sha256(), Sha256Of(content));
  EXPECT_EQ(added.added_by_id(), world_.Id(kAnn));
  EXPECT_TRUE(added.stored_name().empty());
  for (const char* as : {kAnn, kBea}) {
    const ReadDocument read = Read(as, "QN-G-2012-0001/P1");
    EXPECT_EQ(ReasonOf(read.status), "OK") << as;
    EXPECT_EQ(read.content, content);
    EXPECT_EQ(read.document.shared().title(), "Lettre du 12 novembre");
    EXPECT_TRUE(read.document.stored_name().empty());
  }
  // Under the number of their own side, or by its id.
  const ReadDocument read = Read(kKarl, "CSSSN-G-2012-0001/p1");
  EXPECT_EQ(ReasonOf(read.status), "OK");
  EXPECT_EQ(read.content, content);
  EXPECT_EQ(read.document.reference(), "CSSSN-G-2012-0001/P1");
  EXPECT_EQ(ReadReason(kKarl, added.document_id()), "OK");
  ASSERT_EQ(ListOf(kKarl, file_).documents_size(), 1);
  EXPECT_EQ(ListOf(kKarl, file_).documents(0).shared().title(),
            "Lettre du 12 novembre");
  // Reading what is shared is no event.
  EXPECT_EQ(HistoryOf(kKarl, added.document_id()).events_size(), 1);
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

// A unique text for the content, the title and the name of one side's document
// is looked for in all that the other side can obtain; its own side finds it.
TEST_F(DocumentServiceTest, ASidesOwnDocumentShowsToNoOther) {
  const Document note = AddNote();
  EXPECT_EQ(note.reference(), "QN-G-2012-0001/I1");
  Add(kKarl, HeaderFor("CSSSN-G-2012-0001"), "réponse");
  const std::string& id = note.document_id();
  for (const char* as : {kKarl, kZoe, kOtto, kKim, kAda, kAuditor, kFay}) {
    SCOPED_TRACE(as);
    std::string obtained;
    std::string reason;
    for (const std::string& reference : {id, std::string("QN-G-2012-0001/I1"),
                                         std::string("CSSSN-G-2012-0001/I1")}) {
      const ReadDocument read = Read(as, reference);
      EXPECT_NE(ReasonOf(read.status), "OK");
      absl::StrAppend(&obtained, read.content,
                      read.document.ShortDebugString());
      Document shown;
      EXPECT_EQ(GetReason(as, reference, &shown), "NOT_AVAILABLE");
      absl::StrAppend(&obtained, shown.ShortDebugString());
      const auto events = HistoryOf(as, reference, &reason);
      EXPECT_EQ(reason, "NOT_AVAILABLE");
      absl::StrAppend(&obtained, events.ShortDebugString());
    }
    for (const std::string& file : {file_, std::string("CSSSN-G-2012-0001")}) {
      absl::StrAppend(&obtained, ListOf(as, file, &reason).ShortDebugString(),
                      History(as, file).ShortDebugString(),
                      Get(as, file, &reason).ShortDebugString());
    }
    v1::ListEventsResponse events;
    (void)world_.Call(as, &v1::EventService::Stub::ListEvents,
                      v1::ListEventsRequest(), events);
    absl::StrAppend(&obtained, events.ShortDebugString());
    for (const std::string& canary :
         {std::string(kContentCanary), std::string(kTitleCanary),
          std::string(kNameCanary), id, Sha256Of(kContentCanary)}) {
      EXPECT_FALSE(absl::StrContains(obtained, canary)) << canary;
    }
  }
  // The other side counts its own from 1 on, and so does what is shared.
  EXPECT_EQ(Add(kKarl, HeaderFor(file_, Document::SIDE), "à nous").reference(),
            "CSSSN-G-2012-0001/I1");
  ASSERT_EQ(ListOf(kKarl, file_).documents_size(), 2);
  EXPECT_EQ(ListOf(kKarl, file_).documents(0).reference(),
            "CSSSN-G-2012-0001/P1");
  // Both representatives of its own side find it.
  for (const char* as : {kAnn, kBea}) {
    const ReadDocument read = Read(as, id);
    EXPECT_EQ(ReasonOf(read.status), "OK");
    EXPECT_EQ(read.content, kContentCanary);
    EXPECT_EQ(read.document.own().title(), kTitleCanary);
    EXPECT_EQ(read.document.own().file_name(), kNameCanary);
    EXPECT_EQ(read.document.own().sha256(), Sha256Of(kContentCanary));
    Document shown;
    EXPECT_EQ(GetReason(as, "QN-G-2012-0001/I1", &shown), "OK");
    EXPECT_EQ(shown.own().title(), kTitleCanary);
  }
}

TEST_F(DocumentServiceTest, AListNeverSaysWhatASidesOwnIsCalled) {
  AddNote();
  const v1::ListDocumentsResponse list = ListOf(kAnn, file_);
  ASSERT_EQ(list.documents_size(), 1);
  EXPECT_FALSE(list.documents(0).has_own());
  EXPECT_EQ(list.documents(0).audience(), Document::SIDE);
}

TEST_F(DocumentServiceTest, EachReadingOfASidesOwnIsRecordedForThatSide) {
  const Document note = AddNote();
  EXPECT_EQ(ReadReason(kBea, note.document_id()), "OK");
  EXPECT_EQ(GetReason(kAnn, note.document_id()), "OK");
  const v1::ListDocumentHistoryResponse history =
      HistoryOf(kAnn, note.document_id());
  ASSERT_EQ(history.events_size(), 3);
  EXPECT_EQ(history.events(0).move(), v1::Event::DOCUMENT_ADDED);
  EXPECT_FALSE(history.events(0).document().has_own());
  EXPECT_EQ(history.events(1).move(), v1::Event::READ);
  EXPECT_EQ(history.events(1).recorded_by_id(), world_.Id(kBea));
  EXPECT_EQ(history.events(1).recorded_as(), v1::Mandate::UNION_REP);
  EXPECT_EQ(history.events(1).acted_by_id(), world_.local);
  EXPECT_EQ(history.events(2).recorded_by_id(), world_.Id(kAnn));
  // The auditor sees that something of the kind was read, and of which class.
  v1::ListEventsRequest request;
  request.set_move(v1::Event::READ);
  v1::ListEventsResponse events;
  ASSERT_TRUE(
      world_
          .Call(kAuditor, &v1::EventService::Stub::ListEvents, request, events)
          .ok());
  ASSERT_GE(events.events_size(), 2);
  EXPECT_EQ(events.events(0).record_kind(), v1::EventMetadata::DOCUMENT);
  EXPECT_EQ(events.events(0).read_class(), v1::Confidentiality::SIDE);
}

TEST_F(DocumentServiceTest, NoWordOfASidesOwnStandsInTheStore) {
  AddNote();
  Add(kAnn, HeaderFor(file_), "canari partagé");
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(world_.folder())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  EXPECT_TRUE(absl::StrContains(all, "canari partagé"));
  EXPECT_FALSE(absl::StrContains(all, kContentCanary));
  EXPECT_FALSE(absl::StrContains(all, kTitleCanary));
  EXPECT_FALSE(absl::StrContains(all, kNameCanary));
  EXPECT_FALSE(absl::StrContains(all, Sha256Of(kContentCanary)));
}

TEST_F(DocumentServiceTest, AWallAndARestrictedFileHoldForTheirDocuments) {
  const Document shared = Add(kAnn, HeaderFor(file_), "lettre");
  EXPECT_EQ(ReadReason(kBea, shared.document_id()), "OK");
  ASSERT_EQ(world_.Wall(kAnn, file_, kBea), "OK");
  v1::FileGrievanceRequest request = IndividualRequest();
  request.set_restricted(true);
  const std::string closed = File(kAnn, request).grievance().grievance_id();
  const Document restricted = Add(kAnn, HeaderFor(closed), "secret");
  EXPECT_EQ(ReadReason(kAnn, restricted.document_id()), "OK");
  for (const auto& [file, document] :
       {std::pair<std::string, Document>{file_, shared},
        {closed, restricted}}) {
    SCOPED_TRACE(file);
    std::string reason;
    EXPECT_EQ(ReadReason(kBea, document.document_id()), "NOT_AVAILABLE");
    EXPECT_EQ(GetReason(kBea, document.document_id()), "NOT_AVAILABLE");
    ListOf(kBea, file, &reason);
    EXPECT_EQ(reason, "NOT_AVAILABLE");
    HistoryOf(kBea, document.document_id(), &reason);
    EXPECT_EQ(reason, "NOT_AVAILABLE");
    EXPECT_EQ(Send(kBea, PartsOf(HeaderFor(file), "intrus")), "NOT_AVAILABLE");
  }
  EXPECT_EQ(StoredFiles().size(), 2u);
}

TEST_F(DocumentServiceTest, AllOfAConsultationIsItsSidesOwn) {
  const v1::ConsultationAnswer consulted = Consult(kAnn);
  const std::string& number = consulted.consultation().number();
  EXPECT_EQ(Send(kAnn, PartsOf(HeaderFor(number), "x")), "FIELDS_CONFLICT");
  const Document note =
      Add(kAnn, HeaderFor(number, Document::AUDIENCE_UNSPECIFIED), "récit");
  EXPECT_EQ(note.audience(), Document::SIDE);
  EXPECT_EQ(note.reference(), number + "/I1");
  EXPECT_EQ(note.file_kind(), Document::CONSULTATION);
  EXPECT_EQ(Read(kBea, number + "/I1").content, "récit");
  EXPECT_EQ(ReadReason(kKarl, note.document_id()), "NOT_AVAILABLE");
  EXPECT_EQ(Send(kKarl, PartsOf(HeaderFor(number), "x")), "NOT_AVAILABLE");
}

TEST_F(DocumentServiceTest, ASettlementHasDocumentsOfItsOwn) {
  v1::ProposeSettlementRequest propose;
  propose.set_request_id(world_.Fresh());
  propose.add_grievance_ids(file_);
  propose.set_terms("conditions");
  propose.set_precedent(v1::Settlement::WITHOUT_PRECEDENT);
  v1::SettlementAnswer proposed;
  ASSERT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::SettlementService::Stub::ProposeSettlement, propose,
                proposed)),
            "OK");
  const std::string& id = proposed.settlement().settlement_id();
  const Document paper = Add(kKarl, HeaderFor(id), "signé");
  EXPECT_EQ(paper.file_kind(), Document::SETTLEMENT);
  EXPECT_TRUE(absl::StartsWith(paper.reference(), "CSSSN-E-"))
      << paper.reference();
  EXPECT_EQ(Read(kAnn, paper.document_id()).content, "signé");
  EXPECT_EQ(ListOf(kAnn, id).documents_size(), 1);
  EXPECT_EQ(ListOf(kAnn, file_).documents_size(), 0);
  EXPECT_EQ(ReadReason(kZoe, paper.document_id()), "NOT_AVAILABLE");
}

TEST_F(DocumentServiceTest, TheSameCallGivesTheSameDocument) {
  for (const Document::Audience audience : {Document::SHARED, Document::SIDE}) {
    const Header header = HeaderFor(file_, audience);
    const Document first = Add(kAnn, header, "contenu");
    const size_t files = StoredFiles().size();
    Document again;
    bool replayed = false;
    EXPECT_EQ(Send(kAnn, PartsOf(header, "contenu"), &again, &replayed), "OK");
    EXPECT_TRUE(replayed);
    EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
    EXPECT_EQ(Send(kAnn, PartsOf(header, "autre")), "REQUEST_ID_REUSED");
    Header other = header;
    other.set_title("Autre titre");
    EXPECT_EQ(Send(kAnn, PartsOf(other, "contenu")), "REQUEST_ID_REUSED");
    EXPECT_EQ(StoredFiles().size(), files);
    EXPECT_EQ(Read(kAnn, first.document_id()).content, "contenu");
  }
  EXPECT_EQ(ListOf(kAnn, file_).documents_size(), 2);
}

TEST_F(DocumentServiceTest, TheSameContentTwiceIsTwoDocuments) {
  Add(kAnn, HeaderFor(file_), "contenu");
  EXPECT_EQ(Add(kKarl, HeaderFor(file_), "contenu").number(), 2u);
  EXPECT_EQ(StoredFiles().size(), 1u);
  EXPECT_EQ(Read(kAnn, "QN-G-2012-0001/P1").content, "contenu");
  EXPECT_EQ(Read(kAnn, "QN-G-2012-0001/P2").content, "contenu");
}

TEST_F(DocumentServiceTest, ATrialChecksEverythingAndKeepsNothing) {
  Header header = HeaderFor(file_);
  header.set_validate_only(true);
  Document document;
  EXPECT_EQ(Send(kAnn, PartsOf(header, "contenu"), &document), "OK");
  EXPECT_EQ(document.reference(), "QN-G-2012-0001/P1");
  EXPECT_EQ(Send(kAnn, PartsOf(header, "")), "DOCUMENT_EMPTY");
  header.set_file_id("QN-G-2012-0099");
  EXPECT_EQ(Send(kAnn, PartsOf(header, "contenu")), "NOT_AVAILABLE");
  ExpectNoFiles();
  EXPECT_EQ(ListOf(kAnn, file_).documents_size(), 0);
}

TEST_F(DocumentServiceTest, NothingIsLeftOfAStreamThatEndsEarly) {
  const Parts whole = PartsOf(HeaderFor(file_), std::string(300000, 'x'));
  // Half-closed after each part but the last.
  for (size_t count = 0; count < whole.size(); ++count) {
    EXPECT_EQ(Send(kAnn, Parts(whole.begin(), whole.begin() + count)),
              "STREAM_ORDER")
        << count;
  }
  // Torn by the client.
  for (size_t count = 1; count < whole.size(); ++count) {
    grpc::ClientContext context;
    PrepareCall(world_.TokenAs(kAnn), "en", context);
    v1::DocumentAnswer answer;
    Documents stub(world_.channel());
    const auto writer = stub.AddDocument(&context, &answer);
    for (size_t i = 0; i < count; ++i) ASSERT_TRUE(writer->Write(whole[i]));
    context.TryCancel();
    EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  ExpectNoFiles();
  EXPECT_EQ(ListOf(kAnn, file_).documents_size(), 0);
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(DocumentServiceTest, WhatIsNotAsItShouldBeIsRefused) {
  const std::string content = std::string(70000, 'x') + std::string(30000, 'y');
  const Parts whole = PartsOf(HeaderFor(file_), content);
  const struct {
    const char* expected;
    std::function<void(Parts&)> change;
  } cases[] = {
      {"STREAM_ORDER", [](Parts& p) { p.erase(p.begin()); }},
      {"STREAM_ORDER", [](Parts& p) { p.insert(p.begin() + 1, p[0]); }},
      {"STREAM_ORDER", [](Parts& p) { p[1].Clear(); }},
      {"DOCUMENT_HASH_DIFFERS", [](Parts& p) { p.erase(p.begin() + 1); }},
      {"DOCUMENT_HASH_DIFFERS", [](Parts& p) { std::swap(p[1], p[2]); }},
      {"DOCUMENT_HASH_DIFFERS",
       [](Parts& p) { p.back().mutable_end()->set_size_bytes(99999); }},
      {"FIELD_REQUIRED",
       [](Parts& p) { p.back().mutable_end()->clear_sha256(); }},
      {"REQUEST_TOO_LARGE",
       [](Parts& p) { p[1].set_chunk(std::string(70000, 'x')); }},
      {"FIELD_REQUIRED",
       [](Parts& p) { p[0].mutable_header()->clear_title(); }},
      {"FIELD_BAD_CHARACTER",
       [](Parts& p) { p[0].mutable_header()->set_file_name("../lettre"); }},
      {"FIELD_REQUIRED",
       [](Parts& p) { p[0].mutable_header()->clear_request_id(); }},
      {"NOT_AVAILABLE",
       [](Parts& p) { p[0].mutable_header()->set_file_id("absent"); }},
      {"OK", [](Parts&) {}},
      // In capital letters it is the same hash.
      {"OK",
       [](Parts& p) {
         p[0].mutable_header()->set_request_id("capitals");
         std::string& hash = *p.back().mutable_end()->mutable_sha256();
         for (char& c : hash) c = static_cast<char>(toupper(c));
       }},
  };
  for (const auto& each : cases) {
    Parts parts = whole;
    each.change(parts);
    EXPECT_EQ(Send(kAnn, parts), each.expected);
  }
  EXPECT_EQ(StoredFiles().size(), 1u);
}

TEST_F(DocumentServiceTest, NobodyUnknownHoldsAStreamOpen) {
  // Refused before anything is sent.
  for (const auto& [token, expected] :
       {std::pair<std::string, std::string>{"", "NOT_SIGNED_IN"},
        {"no-such-token", "NOT_SIGNED_IN"},
        {world_.admin.token, "ROLE_REQUIRED"}}) {
    grpc::ClientContext context;
    PrepareCall(token, "en", context);
    v1::DocumentAnswer answer;
    Documents stub(world_.channel());
    const auto writer = stub.AddDocument(&context, &answer);
    EXPECT_EQ(ReasonOf(writer->Finish()), expected);
  }
  EXPECT_EQ(ReasonOf(ReadWhole(world_.channel(), "", file_).status),
            "NOT_SIGNED_IN");
}

TEST_F(DocumentServiceTest, StreamsOfOneCallerAreCounted) {
  struct Stream {
    grpc::ClientContext context;
    v1::DocumentAnswer answer;
    std::unique_ptr<grpc::ClientWriter<v1::AddDocumentRequest>> writer;
  };
  v1::AddDocumentRequest header;
  Documents stub(world_.channel());
  std::vector<std::unique_ptr<Stream>> streams;
  for (int i = 0; i < 8; ++i) {
    auto stream = std::make_unique<Stream>();
    PrepareCall(world_.TokenAs(kAnn), "en", stream->context);
    stream->writer = stub.AddDocument(&stream->context, &stream->answer);
    *header.mutable_header() = HeaderFor(file_);
    ASSERT_TRUE(stream->writer->Write(header));
    v1::AddDocumentRequest chunk;
    chunk.set_chunk("x");
    ASSERT_TRUE(stream->writer->Write(chunk));
    streams.push_back(std::move(stream));
  }
  // Each holds a file once it was taken.
  for (int i = 0; i < 200 && StoredFiles().size() < 8; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(Send(kAnn, PartsOf(HeaderFor(file_), "x")), "TOO_MANY_CALLS");
  // Another caller is not concerned, nor are other calls.
  EXPECT_EQ(Send(kKarl, PartsOf(HeaderFor(file_), "y")), "OK");
  EXPECT_EQ(ListOf(kAnn, file_).documents_size(), 1);
  for (const auto& stream : streams) stream->context.TryCancel();
  for (const auto& stream : streams) (void)stream->writer->Finish();
  for (int i = 0; i < 200 && StoredFiles().size() > 1; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(StoredFiles().size(), 1u);
  EXPECT_EQ(Send(kAnn, PartsOf(HeaderFor(file_), "x")), "OK");
}

TEST_F(DocumentServiceTest, ARightLostWhileTheStreamLastsKeepsNothing) {
  const Parts parts = PartsOf(HeaderFor(file_), "contenu");
  grpc::ClientContext context;
  PrepareCall(world_.TokenAs(kBea), "en", context);
  v1::DocumentAnswer answer;
  Documents stub(world_.channel());
  const auto writer = stub.AddDocument(&context, &answer);
  ASSERT_TRUE(writer->Write(parts[0]));
  ASSERT_TRUE(writer->Write(parts[1]));
  for (int i = 0; i < 200 && StoredFiles().empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ASSERT_EQ(world_.Wall(kAnn, file_, kBea), "OK");
  (void)writer->Write(parts[2]);
  writer->WritesDone();
  EXPECT_EQ(ReasonOf(writer->Finish()), "NOT_AVAILABLE");
  ExpectNoFiles();
}

TEST_F(DocumentServiceTest, ADamagedContentEndsItsStreamWithARefusal) {
  const std::string content(150000, 'x');
  const Document shared = Add(kAnn, HeaderFor(file_), content);
  const std::string path =
      world_.folder() + "/" + ContentPath(Sha256Of(content));
  {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(149999);
    file << 'y';
  }
  const ReadDocument read = Read(kKarl, shared.document_id());
  EXPECT_EQ(ReasonOf(read.status), "DOCUMENT_DAMAGED");
  EXPECT_EQ(read.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_NE(Sha256Of(read.content), read.document.shared().sha256());
  const VerifyReport altered = world_.StopAndVerify();
  EXPECT_EQ(altered.outcome, VerifyReport::Outcome::kAltered);
  ASSERT_EQ(altered.findings.size(), 1u);
  EXPECT_EQ(altered.findings[0].record_kind, "Document");
  EXPECT_EQ(altered.findings[0].record_id, shared.document_id());
  fs::remove(path);
  const VerifyReport missing = VerifyStore(world_.folder());
  EXPECT_EQ(missing.outcome, VerifyReport::Outcome::kAltered);
  EXPECT_TRUE(absl::StrContains(missing.sentence, "missing"))
      << missing.sentence;
}

TEST_F(DocumentServiceTest, ADamagedPieceOfASidesOwnIsNeverSent) {
  Header header = HeaderFor(file_, Document::SIDE);
  const std::string content(200000, 'x');
  const Document note = Add(kAnn, header, content);
  ASSERT_EQ(StoredFiles().size(), 1u);
  {
    std::fstream file(StoredFiles()[0],
                      std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(100000);
    file << "yyyy";
  }
  const ReadDocument read = Read(kAnn, note.document_id());
  EXPECT_EQ(ReasonOf(read.status), "DOCUMENT_DAMAGED");
  EXPECT_EQ(read.content, content.substr(0, kContentPieceBytes));
}

TEST_F(DocumentServiceTest, AListIsReadInPages) {
  for (int i = 0; i < 3; ++i) {
    Add(kAnn, HeaderFor(file_), absl::StrCat("commun ", i));
    Add(kAnn, HeaderFor(file_, Document::SIDE), absl::StrCat("propre ", i));
    Add(kKarl, HeaderFor(file_, Document::SIDE), absl::StrCat("autre ", i));
  }
  std::vector<std::string> references;
  v1::ListDocumentsRequest request;
  request.set_file_id(file_);
  request.set_page_size(2);
  do {
    v1::ListDocumentsResponse page;
    ASSERT_TRUE(
        world_.Call(kAnn, &Documents::ListDocuments, request, page).ok());
    EXPECT_LE(page.documents_size(), 2);
    for (const Document& each : page.documents()) {
      references.push_back(each.reference().substr(15));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(references,
            (std::vector<std::string>{"P1", "P2", "P3", "I1", "I2", "I3"}));
}

// Whoever fetches and then reads nothing does not hold the stream for ever.
TEST(Streams, AReaderThatStandsStillIsCutOff) {
  SmallWorld world([](ServerOptions& options) {
    options.stream_idle_max = absl::Seconds(1);
  });
  v1::FileGrievanceRequest filing = UnionFiling();
  filing.set_request_id(world.Fresh());
  v1::GrievanceAnswer filed;
  ASSERT_TRUE(world
                  .Call(world.union_rep,
                        &v1::GrievanceService::Stub::FileGrievance, filing,
                        filed)
                  .ok());
  Header header;
  header.set_request_id(world.Fresh());
  header.set_file_id(filed.grievance().grievance_id());
  header.set_title("Long");
  header.set_file_name("long");
  v1::DocumentAnswer added;
  ASSERT_TRUE(SendParts(world.channel(), world.union_rep.token,
                        PartsOf(header, std::string(20 << 20, 'x')), added)
                  .ok());
  grpc::ClientContext context;
  PrepareCall(world.union_rep.token, "en", context);
  v1::GetDocumentContentRequest request;
  request.set_document_id(added.document().document_id());
  Documents stub(world.channel());
  const auto reader = stub.GetDocumentContent(&context, request);
  v1::DocumentPart part;
  ASSERT_TRUE(reader->Read(&part));
  std::this_thread::sleep_for(std::chrono::seconds(3));
  size_t read = 0;
  while (reader->Read(&part)) read += part.chunk().size();
  EXPECT_FALSE(reader->Finish().ok());
  EXPECT_LT(read, size_t{20} << 20);
}

TEST(Streams, AServerThatStopsWaitsForNoneThatStandsStill) {
  SmallWorld world;
  grpc::ClientContext context;
  PrepareCall(world.union_rep.token, "en", context);
  v1::DocumentAnswer answer;
  Documents stub(world.channel());
  const auto writer = stub.AddDocument(&context, &answer);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const absl::Time begin = absl::Now();
  world.server().Stop(absl::Seconds(1));
  EXPECT_LT(absl::Now() - begin, absl::Seconds(8));
  EXPECT_FALSE(writer->Finish().ok());
}

}  // namespace
}  // namespace entente
