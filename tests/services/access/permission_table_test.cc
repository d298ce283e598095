// Who may make which call: the table of the design, typed by hand. Flipping
// one entry must turn this red. Whether the call then succeeds depends on the
// record; here it only counts whether the caller may ask at all.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "google/protobuf/text_format.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "services/access/policy.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

// Columns: no token, no mandate, UNION_REP, EMPLOYER_REP, PARTY, MEDIATOR,
// ASSISTANT, REGISTRAR, SECRETARY, MEMBER, KEEPER, ADMINISTRATOR, AUDITOR,
// CUSTODIAN. x: may ask; -: may not.
const std::map<std::string, std::string> kTable = {
    // clang-format off
    //                                                 no nm U E P M A R S m K A u C
    {"AccessService/ExchangeCode",                    "x x x x x x x x x x x x x x"},
    {"AccessService/IssueCode",                       "- - - - - - - - - - x x - -"},
    {"AccessService/IssueDigestToken",                "- x x x x x x x x x x x x x"},
    {"AccessService/RevokeToken",                     "- x x x x x x x x x x x x x"},
    {"AccessService/ListTokens",                      "- x x x x x x x x x x x x x"},
    {"AccessService/WhoAmI",                          "- x x x x x x x x x x x x x"},
    {"DirectoryService/CreateOrganization",           "- - - - - - - - - - x x - -"},
    {"DirectoryService/GetOrganization",              "- x x x x x x x x x x x x x"},
    {"DirectoryService/ListOrganizations",            "- x x x x x x x x x x x x x"},
    {"DirectoryService/CreatePerson",                 "- - x x - - - - - - x x - -"},
    {"DirectoryService/CorrectPerson",                "- - x x - - - - - - x x - -"},
    {"DirectoryService/GetPerson",                    "- x x x x x x x x x x x x x"},
    {"DirectoryService/ListPersons",                  "- x x x x x x x x x x x x x"},
    {"DirectoryService/UnsealPerson",                 "- - x x - - - - - - - - - x"},
    {"DirectoryService/RequestUnseal",                "- - - - - - - - - - - - - x"},
    {"DirectoryService/ApproveUnseal",                "- - - - - - - - - - x - - -"},
    {"DirectoryService/RefuseUnseal",                 "- - - - - - - - - - x - - -"},
    {"DirectoryService/ListUnsealRequests",           "- - x x - - - - - - x - x x"},
    {"DirectoryService/ListUnsealHistory",            "- - x x - - - - - - x - x x"},
    {"DirectoryService/GrantMandate",                 "- - - - - - - - - - x x - -"},
    {"DirectoryService/RevokeMandate",                "- - - - - - - - - - x x - -"},
    {"DirectoryService/ListMandates",                 "- x x x x x x x x x x x x x"},
    {"DirectoryService/CreateAgreement",              "- - x x - - - - - - x - - -"},
    {"DirectoryService/EndAgreement",                 "- - x x - - - - - - x - - -"},
    {"DirectoryService/GetAgreement",                 "- x x x x x x x x x x x x x"},
    {"DirectoryService/ListAgreements",               "- x x x x x x x x x x x x x"},
    {"EventService/ListPersonHistory",                "- - x x - - - - - - x - - -"},
    {"EventService/ListEvents",                       "- - - - - - - - - - - - x -"},
    {"CalendarService/ListCalendars",                 "- x x x x x x x x x x x x x"},
    {"CalendarService/GetCalendar",                   "- x x x x x x x x x x x x x"},
    {"CalendarService/CheckCalendar",                 "- x x x x x x x x x x x x x"},
    {"ProfileService/ImportProfile",                  "- - - - - - - - - - - x - -"},
    {"ProfileService/GetProfile",                     "- x x x x x x x x x x x x x"},
    {"ProfileService/ListProfiles",                   "- x x x x x x x x x x x x x"},
    {"DeadlineService/ComputeDeadline",               "- x x x x x x x x x x x x x"},
    {"DeadlineService/ListDeadlines",                 "- - x x x x - x - - - - - -"},
    {"DeadlineService/GetDigest",                     "- - x x x x - x - - - - - -"},
    {"DeadlineService/ExplainDeadline",               "- - x x x x - x - - - - - -"},
    {"MemberFileService/ListMemberFiles",            "- - x - - - - - - - - - - -"},
    {"NoteService/WriteNote",                        "- - x x - - - - - - - - - -"},
    {"NoteService/ReadNotes",                        "- - x x - - - - - - - - - -"},
    {"ConsultationService/OpenConsultation",         "- - x - - - - - - - - - - -"},
    {"ConsultationService/CorrectConsultation",      "- - x - - - - - - - - - - -"},
    {"ConsultationService/CloseConsultation",        "- - x - - - - - - - - - - -"},
    {"ConsultationService/AssignConsultation",       "- - x - - - - - - - x - - -"},
    {"ConsultationService/WallConsultation",         "- - x - - - - - - - - - - -"},
    {"ConsultationService/GetConsultation",          "- - x - - - - - - - - - - -"},
    {"ConsultationService/ListConsultations",        "- - x - - - - - - - - - - -"},
    {"TimeLedgerService/ExtendDeadline",             "- - x x - - - - - - - - - -"},
    {"TimeLedgerService/WaiveLimit",                 "- - x x - - - - - - - - - -"},
    {"TimeLedgerService/SuspendLimits",              "- - x x - - - - - - - - - -"},
    {"TimeLedgerService/ResumeLimits",               "- - x x - - - - - - - - - -"},
    {"TimeLedgerService/RecordPriorStep",            "- - x x - - - - - - - - - -"},
    {"GrievanceService/FileGrievance",                "- - x x - - - - - - - - - -"},
    {"GrievanceService/ReceiveGrievance",             "- - x x - - - - - - - - - -"},
    {"GrievanceService/ReplyGrievance",               "- - x x - - - - - - - - - -"},
    {"GrievanceService/AdvanceGrievance",             "- - x x - - - - - - - - - -"},
    {"GrievanceService/WithdrawGrievance",            "- - x x - - - - - - - - - -"},
    {"GrievanceService/SeverGrievance",               "- - x x - - - - - - - - - -"},
    {"GrievanceService/JoinGrievances",               "- - x x - - - - - - - - - -"},
    {"GrievanceService/RelieveGrievance",             "- - x x - - - - - - - - - -"},
    {"GrievanceService/LapseGrievance",               "- - x x - - - - - - - - - -"},
    {"GrievanceService/CorrectGrievance",             "- - x x - - - - - - - - - -"},
    {"GrievanceService/ContestAct",                   "- - x x - - - - - - - - - -"},
    {"GrievanceService/AssignGrievance",              "- - x x - - - - - - x - - -"},
    {"GrievanceService/WallGrievance",               "- - x x - - - - - - - - - -"},
    {"GrievanceService/HandOverFiles",                "- - x x - - - - - - x - - -"},
    {"GrievanceService/GetGrievance",                 "- - x x - - - - - - - - - -"},
    {"GrievanceService/UnsealGrievancePersons",       "- - x x - - - - - - - - - -"},
    {"GrievanceService/ListGrievances",               "- - x x - - - - - - - - - -"},
    {"GrievanceService/ListGrievanceHistory",         "- - x x - - - - - - - - - -"},
    {"GrievanceService/ListIssues",                   "- x x x x x x x x x x x x x"},
    {"ImportService/CheckImportRows",                 "- - x x - - - - - - - - - -"},
    {"ImportService/BeginImport",                     "- - x x - - - - - - - - - -"},
    {"ImportService/StageImportRows",                 "- - x x - - - - - - - - - -"},
    {"ImportService/PublishImport",                   "- - x x - - - - - - - - - -"},
    {"ImportService/AbandonImport",                   "- - x x - - - - - - - - - -"},
    {"ImportService/GetImport",                       "- - x x - - - - - - - - - -"},
    {"ImportService/ListImports",                     "- - x x - - - - - - - - - -"},
    {"ArbitrationService/ReferGrievance",             "- - x x - - - - - - - - - -"},
    {"ArbitrationService/NameArbitrator",             "- - x x - - - - - - - - - -"},
    {"ArbitrationService/EndArbitrator",              "- - x x - - - - - - - - - -"},
    {"ArbitrationService/FixHearing",                 "- - x x - - - - - - - - - -"},
    {"ArbitrationService/HoldHearing",                "- - x x - - - - - - - - - -"},
    {"ArbitrationService/MoveHearing",                "- - x x - - - - - - - - - -"},
    {"ArbitrationService/FileExhibit",                "- - x x - - - - - - - - - -"},
    {"ArbitrationService/TakeUnderAdvisement",        "- - x x - - - - - - - - - -"},
    {"ArbitrationService/ReopenHearing",              "- - x x - - - - - - - - - -"},
    {"ArbitrationService/RenderAward",                "- - x x - - - - - - - - - -"},
    {"ArbitrationService/SeekReview",                 "- - x x - - - - - - - - - -"},
    {"ArbitrationService/DecideReview",               "- - x x - - - - - - - - - -"},
    {"ArbitrationService/RaiseObjection",             "- - x x - - - - - - - - - -"},
    {"ArbitrationService/RuleObjection",              "- - x x - - - - - - - - - -"},
    {"SettlementService/ProposeSettlement",            "- - x x - - - - - - - - - -"},
    {"SettlementService/SignSettlement",               "- - x x - - - - - - - - - -"},
    {"SettlementService/ContestSignature",             "- - x x - - - - - - - - - -"},
    {"SettlementService/AbandonSettlement",            "- - x x - - - - - - - - - -"},
    {"SettlementService/ReportCommitment",             "- - x x - - - - - - - - - -"},
    {"SettlementService/RepudiateSettlement",          "- - x x - - - - - - - - - -"},
    {"SettlementService/ReinstateGrievance",           "- - x x - - - - - - - - - -"},
    {"SettlementService/GetSettlement",                "- - x x - - - - - - - - - -"},
    {"SettlementService/ListSettlements",              "- - x x - - - - - - - - - -"},
    {"SettlementService/ListSettlementHistory",        "- - x x - - - - - - - - - -"},
    {"SettlementService/CloseGrievance",               "- - x x - - - - - - - - - -"},
    {"SettlementService/NoteEnd",                      "- - x x - - - - - - - - - -"},
    {"MediationService/RequestMediation",              "- - x x x - - x - - - - - -"},
    {"MediationService/AcknowledgeMediation",          "- - x x x x - x - - - - - -"},
    {"MediationService/AdmitMediation",                "- - x x x x - x - - - - - -"},
    {"MediationService/RejectMediation",               "- - x x x x - x - - - - - -"},
    {"MediationService/AnswerMediation",               "- - x x x x - x - - - - - -"},
    {"MediationService/WithdrawFromMediation",         "- - x x x x - x - - - - - -"},
    {"MediationService/ProposeMediator",               "- - x x x x - x - - - - - -"},
    {"MediationService/DiscloseInterests",             "- - x x x x - x - - - - - -"},
    {"MediationService/AcceptInterests",               "- - x x x x - x - - - - - -"},
    {"MediationService/ChallengeMediator",             "- - x x x x - x - - - - - -"},
    {"MediationService/EndMediator",                   "- - x x x x - x - - - - - -"},
    {"MediationService/ConfirmMediators",              "- - x x x x - x - - - - - -"},
    {"MediationService/SignEntry",                     "- - x x x x - x - - - - - -"},
    {"MediationService/HoldSession",                   "- - x x x x - x - - - - - -"},
    {"MediationService/PauseMediation",                "- - x x x x - x - - - - - -"},
    {"MediationService/ResumeMediation",               "- - x x x x - x - - - - - -"},
    {"MediationService/EndMediation",                  "- - x x x x - x - - - - - -"},
    {"MediationService/GetMediation",                  "- - x x x x x x - - - - - -"},
    {"MediationService/ListMediations",                "- - x x x x x x - - - - - -"},
    {"MediationService/ListMediationHistory",          "- - x x x x x x - - - - - -"},
    {"MediationContentService/AddItem",                "- - x x x x - - - - - - - -"},
    {"MediationContentService/ReleaseItem",            "- - x x x x - - - - - - - -"},
    {"MediationContentService/ReadItems",              "- - x x x x - - - - - - - -"},
    {"MediationContentService/WriteMediatorNote",      "- - - - - x - - - - - - - -"},
    {"MediationContentService/ReadMediatorNotes",      "- - - - - x - - - - - - - -"},
    {"MediationContentService/DestroyMediatorNote",    "- - - - - x - - - - - - - -"},
    {"DocumentService/AddDocument",                    "- - x x - - - - - - - - - -"},
    {"DocumentService/GetDocument",                    "- - x x - - - - - - - - - -"},
    {"DocumentService/GetDocumentContent",             "- - x x - - - - - - - - - -"},
    {"DocumentService/ListDocuments",                  "- - x x - - - - - - - - - -"},
    {"DocumentService/ListDocumentHistory",            "- - x x - - - - - - - - - -"},
    // clang-format on
};

const char kPackage[] = "/entente.v1.";

// For each call a request whose shape is right, so that it gets as far as the
// policy. No record has the id "absent".
const std::map<std::string, std::string> kRequests = {
    {"AccessService/ExchangeCode", "code: 'absent'"},
    {"AccessService/IssueCode", "person_id: 'absent'"},
    {"AccessService/RevokeToken", "token_id: 'absent'"},
    {"DirectoryService/CreateOrganization",
     "organization { kind: FIRM code: 'QN' name: 'n' }"},
    {"DirectoryService/GetOrganization", "organization_id: 'QN'"},
    {"DirectoryService/CreatePerson",
     "person { public_name: 'n' organization_id: 'absent' }"},
    {"DirectoryService/GetPerson", "person_id: 'absent'"},
    {"DirectoryService/UnsealPerson", "person_id: 'absent'"},
    {"DirectoryService/RequestUnseal", "person_id: 'absent' reason: 'r'"},
    {"DirectoryService/ApproveUnseal", "unseal_request_id: 'absent'"},
    {"DirectoryService/RefuseUnseal",
     "unseal_request_id: 'absent' reason: 'r'"},
    {"DirectoryService/GrantMandate",
     "mandate { person_id: 'absent' role: MEMBER organization_id: 'absent' }"},
    {"DirectoryService/RevokeMandate", "mandate_id: 'absent'"},
    {"DirectoryService/CreateAgreement",
     "agreement { local_id: 'absent' employer_id: 'absent' title: 't'"
     " profile_code: 'QC-SSS-30' from_date: '2010-01-01' }"},
    {"DirectoryService/EndAgreement",
     "agreement_id: 'absent' until_date: '2012-11-20' reason: 'r'"},
    {"DirectoryService/GetAgreement", "agreement_id: 'absent'"},
    {"EventService/ListPersonHistory", "person_id: 'absent'"},
    {"CalendarService/GetCalendar", "code: 'QC-TRIB'"},
    {"CalendarService/CheckCalendar", "textproto: 'absent'"},
    {"ProfileService/ImportProfile", "textproto: 'absent'"},
    {"ProfileService/GetProfile", "code: 'QC-SSS-30'"},
    {"DeadlineService/ComputeDeadline",
     "starts { from_date: '2012-11-22' period: '30 days' }"
     " calendar_code: 'QC-TRIB'"},
    {"DeadlineService/ExplainDeadline", "deadline_id: 'absent'"},
    {"ConsultationService/OpenConsultation",
     "local_id: 'absent' issue_code: 'ORG-TIM' summary: 's'"
     " consulted_date: '2012-11-20'"},
    {"ConsultationService/CorrectConsultation",
     "consultation_id: 'absent' field: 'known_date' value: '2012-11-20'"
     " reason: 'r'"},
    {"ConsultationService/CloseConsultation",
     "consultation_id: 'absent' reason: 'r'"},
    {"ConsultationService/AssignConsultation",
     "consultation_id: 'absent' person_id: 'absent'"},
    {"ConsultationService/WallConsultation",
     "consultation_id: 'absent' person_id: 'absent'"},
    {"ConsultationService/GetConsultation", "consultation_id: 'absent'"},
    {"DirectoryService/CorrectPerson",
     "person_id: 'absent' field: 'service' value: 'v'"},
    {"MemberFileService/ListMemberFiles", "person_id: 'absent'"},
    {"NoteService/WriteNote", "file_id: 'absent' kind: REMARK text: 't'"},
    {"NoteService/ReadNotes", "file_id: 'absent'"},
    {"TimeLedgerService/ExtendDeadline",
     "grievance_id: 'absent' act: REPLY new_due_date: '2013-01-31'"},
    {"TimeLedgerService/WaiveLimit", "grievance_id: 'absent' act: REPLY"},
    {"TimeLedgerService/SuspendLimits",
     "grievance_id: 'absent' ground: AGREED"},
    {"TimeLedgerService/ResumeLimits", "grievance_id: 'absent'"},
    {"TimeLedgerService/RecordPriorStep",
     "grievance_id: 'absent' days { complaint_date: '2012-11-20' }"},
    {"GrievanceService/ContestAct",
     "grievance_id: 'absent' act: WITHDRAWAL text: 't'"},
    {"GrievanceService/HandOverFiles", "to_person_id: 'absent'"},
    {"GrievanceService/GetGrievance", "grievance_id: 'absent'"},
    {"GrievanceService/UnsealGrievancePersons", "grievance_id: 'absent'"},
    {"GrievanceService/ListGrievanceHistory", "grievance_id: 'absent'"},
    {"ImportService/BeginImport",
     "row_count: 1 digest: "
     "'0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'"},
    {"ImportService/StageImportRows",
     "import_id: 'absent' group_number: 1 rows { line: 2 }"},
    {"ImportService/PublishImport", "import_id: 'absent'"},
    {"ImportService/AbandonImport", "import_id: 'absent'"},
    {"ImportService/GetImport", "import_id: 'absent'"},
    {"SettlementService/ProposeSettlement",
     "grievance_ids: 'absent' terms: 't' precedent: CITABLE"},
    {"SettlementService/SignSettlement", "settlement_id: 'absent'"},
    {"SettlementService/ContestSignature", "settlement_id: 'absent' text: 't'"},
    {"SettlementService/AbandonSettlement",
     "settlement_id: 'absent' reason: 'r'"},
    {"SettlementService/ReportCommitment",
     "settlement_id: 'absent' commitment: 1 status: RELEASED"},
    {"SettlementService/RepudiateSettlement",
     "settlement_id: 'absent' reason: 'r'"},
    {"SettlementService/ReinstateGrievance", "settlement_id: 'absent'"},
    {"SettlementService/GetSettlement", "settlement_id: 'absent'"},
    {"SettlementService/ListSettlementHistory", "settlement_id: 'absent'"},
    {"SettlementService/CloseGrievance", "grievance_id: 'absent'"},
    {"SettlementService/NoteEnd", "grievance_id: 'absent'"},
    {"MediationService/RequestMediation",
     "profile_code: 'FR-MED-FPH' office_id: 'absent' level: REGIONAL parties { "
     "organization_id: 'absent' } parties { person_id: 'absent' } object: 'o'"},
    {"MediationService/AcknowledgeMediation", "mediation_id: 'absent'"},
    {"MediationService/AdmitMediation", "mediation_id: 'absent'"},
    {"MediationService/RejectMediation",
     "mediation_id: 'absent' ground: DUPLICATE"},
    {"MediationService/AnswerMediation",
     "mediation_id: 'absent' value: CONSENTED"},
    {"MediationService/WithdrawFromMediation", "mediation_id: 'absent'"},
    {"MediationService/ProposeMediator",
     "mediation_id: 'absent' person_id: 'absent'"},
    {"MediationService/DiscloseInterests",
     "mediation_id: 'absent' nothing_to_disclose: true"},
    {"MediationService/AcceptInterests", "mediation_id: 'absent'"},
    {"MediationService/ChallengeMediator", "mediation_id: 'absent'"},
    {"MediationService/EndMediator", "mediation_id: 'absent'"},
    {"MediationService/ConfirmMediators", "mediation_id: 'absent'"},
    {"MediationService/SignEntry", "mediation_id: 'absent'"},
    {"MediationService/HoldSession", "mediation_id: 'absent' kind: JOINT"},
    {"MediationService/PauseMediation", "mediation_id: 'absent' reason: 'r'"},
    {"MediationService/ResumeMediation", "mediation_id: 'absent'"},
    {"MediationService/EndMediation", "mediation_id: 'absent' code: MOOT"},
    {"MediationService/GetMediation", "mediation_id: 'absent'"},
    {"MediationService/ListMediationHistory", "mediation_id: 'absent'"},
    {"MediationContentService/AddItem", "mediation_id: 'absent' text: 't'"},
    {"MediationContentService/ReleaseItem", "item_id: 'absent' to_sides: 1"},
    {"MediationContentService/ReadItems", "mediation_id: 'absent'"},
    {"MediationContentService/WriteMediatorNote",
     "mediation_id: 'absent' text: 't' destroy_date: '2013-01-31'"},
    {"MediationContentService/ReadMediatorNotes", "mediation_id: 'absent'"},
    {"MediationContentService/DestroyMediatorNote", "note_id: 'absent'"},
    {"DocumentService/AddDocument",
     "header { request_id: 'r' file_id: 'absent' title: 't' file_name: 'f' }"},
    {"DocumentService/GetDocument", "document_id: 'absent'"},
    {"DocumentService/GetDocumentContent", "document_id: 'absent'"},
    {"DocumentService/ListDocuments", "file_id: 'absent'"},
    {"DocumentService/ListDocumentHistory", "document_id: 'absent'"},
};

// Makes the call of `policy` with the request above.
grpc::Status MakeCall(SmallWorld& world, const Policy& policy,
                      const std::string& token) {
  const std::vector<std::string> parts =
      absl::StrSplit(policy.method.substr(1), '/');
  const google::protobuf::MethodDescriptor* method =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
          parts[0] + "." + parts[1]);
  google::protobuf::MessageFactory* factory =
      google::protobuf::MessageFactory::generated_factory();
  std::unique_ptr<google::protobuf::Message> request(
      factory->GetPrototype(method->input_type())->New());
  std::unique_ptr<google::protobuf::Message> response(
      factory->GetPrototype(method->output_type())->New());
  const auto shape =
      kRequests.find(std::string(absl::StripPrefix(policy.method, kPackage)));
  if (shape != kRequests.end()) {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(shape->second,
                                                              request.get()))
        << policy.method;
  }
  const google::protobuf::FieldDescriptor* request_id =
      method->input_type()->FindFieldByName("request_id");
  if (request_id != nullptr) {
    request->GetReflection()->SetString(request.get(), request_id,
                                        world.Fresh());
  }
  grpc::ClientContext context;
  if (!token.empty()) {
    context.AddMetadata("authorization", "Bearer " + token);
  }
  const std::string name(policy.method);
  const grpc::internal::RpcMethod rpc(
      name.c_str(), grpc::internal::RpcMethod::NORMAL_RPC, world.channel());
  return grpc::internal::BlockingUnaryCall<google::protobuf::MessageLite,
                                           google::protobuf::MessageLite>(
      world.channel().get(), rpc, &context, *request, response.get());
}

std::vector<std::string> Row(const std::string& method) {
  const auto found = kTable.find(method);
  if (found == kTable.end()) return {};
  return absl::StrSplit(found->second, ' ');
}

TEST(PermissionTable, HasEveryCallAndNoOther) {
  std::size_t count = 0;
  for (const Policy& policy : Policies()) {
    ++count;
    const std::string method(absl::StripPrefix(policy.method, kPackage));
    EXPECT_EQ(Row(method).size(), 14u) << method;
  }
  EXPECT_EQ(count, kTable.size());
}

TEST(PermissionTable, SaysWhichRolesMayMakeEachCall) {
  for (const Policy& policy : Policies()) {
    const std::string method(absl::StripPrefix(policy.method, kPackage));
    const std::vector<std::string> row = Row(method);
    ASSERT_EQ(row.size(), 14u);
    EXPECT_EQ(policy.caller == Policy::Caller::kAnyone, row[0] == "x")
        << method;
    Actor actor;
    EXPECT_EQ(CheckCaller(policy, actor).ok(), row[1] == "x") << method;
    for (int role = 1; role < v1::Mandate::Role_ARRAYSIZE; ++role) {
      v1::Mandate mandate;
      mandate.set_role(static_cast<v1::Mandate::Role>(role));
      actor.mandates = {mandate};
      EXPECT_EQ(CheckCaller(policy, actor).ok(), row[role + 1] == "x")
          << method << " " << v1::Mandate::Role_Name(role);
    }
  }
}

// The same through the server. A call without an entry in kRequests either
// needs no field or is left to the tests of its own area.
TEST(PermissionTable, HoldsAtTheServer) {
  SmallWorld world;
  const std::string custodian =
      world.EnterPublicPerson(world.admin, "Dépositaire");
  world.Grant(world.admin, custodian, v1::Mandate::CUSTODIAN);
  const std::string office = world.EnterOrganization(
      world.admin, v1::Organization::AUTHORITY, "MED", "Bureau");
  const SmallWorldPerson office_keeper =
      world.EnterActor(world.admin, "Gardienne", v1::Mandate::KEEPER, office);
  const auto of_office = [&](const char* name, v1::Mandate::Role role) {
    return world.EnterActor(office_keeper, name, role, office).token;
  };
  const struct {
    const char* who;
    std::string token;
    int column;
  } people[] = {{"nobody", "", 0},
                {"union rep", world.union_rep.token, 2},
                {"employer rep", world.employer_rep.token, 3},
                {"party", of_office("Partie", v1::Mandate::PARTY), 4},
                {"mediator", of_office("Médiatrice", v1::Mandate::MEDIATOR), 5},
                {"assistant", of_office("Adjoint", v1::Mandate::ASSISTANT), 6},
                {"registrar", of_office("Greffier", v1::Mandate::REGISTRAR), 7},
                {"keeper", world.keeper.token, 10},
                {"administrator", world.admin.token, 11},
                {"auditor", world.auditor.token, 12},
                {"custodian", world.SignIn(world.admin, custodian).token, 13}};
  int judged = 0;
  for (const Policy& policy : Policies()) {
    const std::string method(absl::StripPrefix(policy.method, kPackage));
    for (const auto& person : people) {
      const Refused refused = RefusedBy(MakeCall(world, policy, person.token));
      const std::string where = method + " by " + person.who + ": " +
                                refused.reason + " " + refused.field;
      EXPECT_NE(refused.code, grpc::StatusCode::INTERNAL) << where;
      EXPECT_NE(refused.code, grpc::StatusCode::UNIMPLEMENTED) << where;
      const bool is_shaped = kRequests.count(method) > 0 ||
                             refused.code != grpc::StatusCode::INVALID_ARGUMENT;
      if (!is_shaped) continue;
      ++judged;
      const bool may = Row(method)[person.column] == "x";
      if (may) {
        EXPECT_NE(refused.reason, "NOT_SIGNED_IN") << where;
        // By a rule about the organisation named, not by the policy.
        if (refused.reason == "ROLE_REQUIRED") {
          EXPECT_EQ(method, "DirectoryService/GrantMandate") << where;
        }
      } else if (person.column == 0) {
        EXPECT_EQ(refused.reason, "NOT_SIGNED_IN") << where;
      } else if (policy.kind == Policy::Kind::kWrite) {
        EXPECT_EQ(refused.reason, "ROLE_REQUIRED") << where;
      } else {
        EXPECT_EQ(refused.reason, "NOT_AVAILABLE") << where;
      }
    }
  }
  EXPECT_GE(judged, 11 * 100);
}

// The calls that a token for the digest opens, typed by hand.
const std::set<std::string> kByDigestToken = {"DeadlineService/GetDigest"};

// To every other call it is no valid credential, and is answered like one.
TEST(PermissionTable, ATokenForTheDigestOpensOneCallOnly) {
  SmallWorld world;
  v1::IssueDigestTokenRequest request;
  request.set_request_id(world.Fresh());
  v1::IssueDigestTokenResponse issued;
  ASSERT_EQ(ReasonOf(world.Call(world.union_rep,
                                &v1::AccessService::Stub::IssueDigestToken,
                                request, issued)),
            "OK");
  ASSERT_EQ(issued.secret().size(), 43u);
  int closed = 0;
  for (const Policy& policy : Policies()) {
    const std::string method(absl::StripPrefix(policy.method, kPackage));
    const Refused refused = RefusedBy(MakeCall(world, policy, issued.secret()));
    EXPECT_EQ(policy.accepts_digest_token, kByDigestToken.count(method) == 1)
        << method;
    if (kByDigestToken.count(method) == 1) {
      EXPECT_EQ(refused.code, grpc::StatusCode::OK) << method;
      continue;
    }
    const Refused unknown =
        RefusedBy(MakeCall(world, policy, std::string(43, 'A')));
    EXPECT_NE(refused.code, grpc::StatusCode::OK) << method;
    EXPECT_EQ(refused.code, unknown.code) << method;
    EXPECT_EQ(refused.details, unknown.details) << method;
    if (refused.reason == "NOT_SIGNED_IN") ++closed;
  }
  EXPECT_GE(closed, 60);
  // The person's sign-in opens the same call, and all that it opened before.
  v1::GetDigestResponse digest;
  EXPECT_EQ(ReasonOf(world.Call(world.union_rep,
                                &v1::DeadlineService::Stub::GetDigest,
                                v1::GetDigestRequest(), digest)),
            "OK");
  EXPECT_FALSE(digest.has_digest_token_expire_time());
}

}  // namespace
}  // namespace entente
