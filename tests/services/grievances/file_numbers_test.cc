// By which number a file is found: a number of one's own side is never taken
// for another file, whatever the other side says.

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/services/grievances/grievance_service_fixture.h"
#include "tests/testing/document_calls.h"

namespace entente {
namespace {

using Stub = v1::GrievanceService::Stub;
using Documents = v1::DocumentService::Stub;
using G = v1::Grievance;

class FileNumbersTest : public GrievanceServiceTest {
 protected:
  FileNumbersTest() {
    world_.SetDay(2012, 11, 22);
    consultation_ = Consult(kAnn).consultation().consultation_id();
    file_ = File(kAnn, UnionRequest()).grievance().grievance_id();
    other_ = File(kAnn, UnionRequest()).grievance().grievance_id();
  }

  Refused Receive(const std::string& their_number) {
    v1::ReceiveGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id("CSSSN-G-2012-0001");
    request.set_external_number(their_number);
    v1::GrievanceAnswer answer;
    return RefusedBy(
        world_.Call(kKarl, &Stub::ReceiveGrievance, request, answer));
  }

  // Puts the number beside the file as if an earlier version had let it in.
  void KeepExternal(const std::string& number) {
    const absl::Status status =
        world_.server().store().database().Write([&](Transaction& transaction) {
          return transaction
              .Execute(
                  "INSERT INTO file_numbers (number, organization_id, file_id)"
                  " VALUES ($1, '', $2)",
                  number, file_)
              .status();
        });
    ASSERT_TRUE(status.ok()) << status;
  }

  void WallBeaOff() {
    ASSERT_EQ(world_.WallConsultation(kAnn, consultation_, kBea), "OK");
  }

  // To which file a paper goes that Ann adds to `number`.
  std::string WhereAPaperGoes(absl::string_view as, const std::string& number) {
    v1::AddDocumentRequest::Header header;
    header.set_request_id(world_.Fresh());
    header.set_file_id(number);
    header.set_title("Notes de l'entrevue");
    header.set_file_name("notes.txt");
    header.set_media_type("text/plain");
    header.set_audience(v1::Document::SIDE);
    v1::DocumentAnswer answer;
    const grpc::Status status =
        SendParts(world_.channel(), world_.TokenAs(as),
                  PartsOf(header, "canari du récit"), answer);
    return status.ok() ? answer.document().file_id() : ReasonOf(status);
  }

  std::string consultation_;
  std::string file_;
  std::string other_;
};

TEST_F(FileNumbersTest, ANumberOfThePartiesOwnIsNoNumberGivenByOthers) {
  for (const char* number :
       {"QN-C-2012-0001", "QN-G-2012-0002", "QN-G-2031-12345", "QN-E-2012-0007",
        "CSSSN-G-2012-0002", " qn-c-2012-0001 "}) {
    const Refused refused = Receive(number);
    EXPECT_EQ(refused.reason, "NUMBER_OF_PARTY") << number;
    EXPECT_EQ(refused.field, "external_number") << number;
  }
  v1::FileGrievanceRequest filing = UnionRequest();
  auto& external = *filing.add_external_numbers();
  external.set_issuer(G::ExternalNumber::EMPLOYER);
  external.set_number("QN-C-2012-0001");
  v1::GrievanceAnswer answer;
  const Refused refused =
      RefusedBy(world_.Call(kKarl, &Stub::FileGrievance, filing, answer));
  EXPECT_EQ(refused.reason, "NUMBER_OF_PARTY");
  EXPECT_EQ(refused.field, "external_numbers[0].number");
  // What merely begins alike is somebody else's.
  EXPECT_EQ(Receive("QN-2012-77").reason, "");
}

TEST_F(FileNumbersTest, APaperNeverGoesToAFileThatAnotherSideNumberedSo) {
  KeepExternal("QN-C-2012-0001");
  EXPECT_EQ(WhereAPaperGoes(kAnn, "QN-C-2012-0001"), consultation_);
  v1::GetConsultationRequest get;
  get.set_consultation_id("QN-C-2012-0001");
  v1::ConsultationAnswer consulted;
  EXPECT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::ConsultationService::Stub::GetConsultation, get,
                consulted)),
            "OK");
  // The side that numbered it so finds the grievance by it.
  EXPECT_EQ(WhereAPaperGoes(kKarl, "QN-C-2012-0001"), file_);
}

TEST_F(FileNumbersTest, AnExternalNumberDoesNotMakeAnOwnOneAmbiguous) {
  KeepExternal("QN-G-2012-0002");
  EXPECT_EQ(Get(kAnn, "QN-G-2012-0002").grievance().grievance_id(), other_);
  v1::ListGrievancesRequest list;
  list.set_number("QN-G-2012-0002");
  v1::ListGrievancesResponse found;
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::ListGrievances, list, found)),
            "OK");
  ASSERT_EQ(found.grievances_size(), 1);
  EXPECT_EQ(found.grievances(0).grievance_id(), other_);
}

TEST_F(FileNumbersTest, ANumberOfAnOwnFileThatIsNotSeenLeadsToNoOther) {
  WallBeaOff();
  KeepExternal("QN-C-2012-0001");
  EXPECT_EQ(WhereAPaperGoes(kBea, "QN-C-2012-0001"), "NOT_AVAILABLE");
}

TEST_F(FileNumbersTest, ADocumentIsOnTheFileOfItsIdWhateverIsNumberedSo) {
  v1::AddDocumentRequest::Header header;
  header.set_request_id(world_.Fresh());
  header.set_file_id(consultation_);
  header.set_title("Notes de l'entrevue");
  header.set_file_name("notes.txt");
  header.set_media_type("text/plain");
  header.set_audience(v1::Document::SIDE);
  v1::DocumentAnswer added;
  ASSERT_TRUE(SendParts(world_.channel(), world_.TokenAs(kAnn),
                        PartsOf(header, "canari du récit"), added)
                  .ok());
  WallBeaOff();
  KeepExternal(consultation_);
  v1::GetDocumentRequest get;
  get.set_document_id(added.document().document_id());
  v1::DocumentAnswer answer;
  // She sees the grievance that is numbered as the consultation's id is.
  EXPECT_EQ(ReasonOf(world_.Call(kBea, &Documents::GetDocument, get, answer)),
            "NOT_AVAILABLE");
  EXPECT_EQ(ReasonOf(world_.Call(kAnn, &Documents::GetDocument, get, answer)),
            "OK");
}

}  // namespace
}  // namespace entente
