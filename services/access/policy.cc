#include "services/access/policy.h"

#include <cstdio>
#include <cstdlib>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "entente/v1/access_service.pb.h"
#include "entente/v1/arbitration_service.pb.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/directory_service.pb.h"
#include "entente/v1/document_service.pb.h"
#include "entente/v1/event_service.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "entente/v1/import_service.pb.h"
#include "entente/v1/mediation_content_service.pb.h"
#include "entente/v1/mediation_service.pb.h"
#include "entente/v1/member_file_service.pb.h"
#include "entente/v1/note_service.pb.h"
#include "entente/v1/settlement_service.pb.h"
#include "entente/v1/time_ledger_service.pb.h"
#include "entente/v1/time_limit_service.pb.h"
#include "google/protobuf/descriptor.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/redact.h"
#include "services/access/role_refusal.h"

namespace entente {
namespace {

using Kind = Policy::Kind;
using Caller = Policy::Caller;
using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;
using M = v1::Mandate;

constexpr RoleSet kNoRoles;
constexpr RoleSet kUnion = {M::UNION_REP};
constexpr RoleSet kUnionAndKeepers = {M::UNION_REP, M::KEEPER};
constexpr RoleSet kSides = {M::UNION_REP, M::EMPLOYER_REP};
// Who stands in a mediation and enters acts in it; assistants read.
constexpr RoleSet kMediation = {M::UNION_REP, M::EMPLOYER_REP, M::PARTY,
                                M::MEDIATOR, M::REGISTRAR};
constexpr RoleSet kHasDue = kMediation;
constexpr RoleSet kMediationContent = {M::UNION_REP, M::EMPLOYER_REP, M::PARTY,
                                       M::MEDIATOR};
constexpr RoleSet kMediators = {M::MEDIATOR};
constexpr RoleSet kInMediation = {M::UNION_REP, M::EMPLOYER_REP, M::PARTY,
                                  M::MEDIATOR,  M::ASSISTANT,    M::REGISTRAR};
constexpr RoleSet kMayAskForMediation = {M::UNION_REP, M::EMPLOYER_REP,
                                         M::PARTY, M::REGISTRAR};
constexpr RoleSet kSidesAndKeepers = {M::UNION_REP, M::EMPLOYER_REP, M::KEEPER};
constexpr RoleSet kKeepers = {M::KEEPER, M::ADMINISTRATOR};
constexpr RoleSet kOwnPeople = {M::KEEPER, M::UNION_REP, M::EMPLOYER_REP};
constexpr RoleSet kEnterPeople = {M::KEEPER, M::UNION_REP, M::EMPLOYER_REP,
                                  M::ADMINISTRATOR};
constexpr RoleSet kAdministrator = {M::ADMINISTRATOR};
constexpr RoleSet kUnseal = {M::UNION_REP, M::EMPLOYER_REP, M::CUSTODIAN};
constexpr RoleSet kCustodian = {M::CUSTODIAN};
constexpr RoleSet kKeeper = {M::KEEPER};
constexpr RoleSet kAuditor = {M::AUDITOR};
constexpr RoleSet kReadUnseal = {M::KEEPER, M::AUDITOR, M::CUSTODIAN,
                                 M::UNION_REP, M::EMPLOYER_REP};

constexpr Policy Open(absl::string_view method) {
  return {method, Kind::kOpen, Caller::kAnyone, kNoRoles};
}
constexpr Policy Account(absl::string_view method, Kind kind = Kind::kRead) {
  return {method, kind, Caller::kAccount, kNoRoles};
}
constexpr Policy Roles(absl::string_view method, Kind kind, RoleSet roles) {
  return {method, kind, Caller::kRoles, roles};
}
Policy AlsoByDigestToken(Policy policy) {
  policy.accepts_digest_token = true;
  return policy;
}
// Large contents come and go in streams.
Policy Stream(Policy policy) {
  policy.deadline_max = absl::Hours(2);
  policy.idle_max = absl::Seconds(30);
  return policy;
}
Policy WithRequestBytes(Policy policy, std::size_t request_bytes_max) {
  policy.request_bytes_max = request_bytes_max;
  return policy;
}

// From the table of access.md; tests/services/access holds the same typed by
// hand.
const Policy kPolicies[] = {
    Roles("/entente.v1.AccessService/IssueCode", Kind::kWrite, kKeepers),
    Open("/entente.v1.AccessService/ExchangeCode"),
    Account("/entente.v1.AccessService/IssueDigestToken", Kind::kWrite),
    Account("/entente.v1.AccessService/RevokeToken", Kind::kWrite),
    Account("/entente.v1.AccessService/ListTokens"),
    Account("/entente.v1.AccessService/WhoAmI"),

    Roles("/entente.v1.DirectoryService/CreateOrganization", Kind::kWrite,
          kKeepers),
    Account("/entente.v1.DirectoryService/GetOrganization"),
    Account("/entente.v1.DirectoryService/ListOrganizations"),
    Roles("/entente.v1.DirectoryService/CreatePerson", Kind::kWrite,
          kEnterPeople),
    Roles("/entente.v1.DirectoryService/CorrectPerson", Kind::kWrite,
          kEnterPeople),
    Account("/entente.v1.DirectoryService/GetPerson"),
    Account("/entente.v1.DirectoryService/ListPersons"),
    Roles("/entente.v1.DirectoryService/UnsealPerson", Kind::kSealedRead,
          kUnseal),
    Roles("/entente.v1.DirectoryService/RequestUnseal", Kind::kWrite,
          kCustodian),
    Roles("/entente.v1.DirectoryService/ApproveUnseal", Kind::kWrite, kKeeper),
    Roles("/entente.v1.DirectoryService/RefuseUnseal", Kind::kWrite, kKeeper),
    Roles("/entente.v1.DirectoryService/ListUnsealRequests", Kind::kRead,
          kReadUnseal),
    Roles("/entente.v1.DirectoryService/ListUnsealHistory", Kind::kRead,
          kReadUnseal),
    Roles("/entente.v1.DirectoryService/GrantMandate", Kind::kWrite, kKeepers),
    Roles("/entente.v1.DirectoryService/RevokeMandate", Kind::kWrite, kKeepers),
    Account("/entente.v1.DirectoryService/ListMandates"),
    Roles("/entente.v1.DirectoryService/CreateAgreement", Kind::kWrite,
          kOwnPeople),
    Roles("/entente.v1.DirectoryService/EndAgreement", Kind::kWrite,
          kOwnPeople),
    Account("/entente.v1.DirectoryService/GetAgreement"),
    Account("/entente.v1.DirectoryService/ListAgreements"),

    Roles("/entente.v1.EventService/ListPersonHistory", Kind::kRead,
          kOwnPeople),
    Roles("/entente.v1.EventService/ListEvents", Kind::kRead, kAuditor),

    Account("/entente.v1.CalendarService/ListCalendars"),
    Account("/entente.v1.CalendarService/GetCalendar"),
    // A whole calendar or profile, and what goes around it.
    WithRequestBytes(Account("/entente.v1.CalendarService/CheckCalendar"),
                     (256 << 10) + 1024),
    WithRequestBytes(Roles("/entente.v1.ProfileService/ImportProfile",
                           Kind::kWrite, kAdministrator),
                     (256 << 10) + 1024),
    Account("/entente.v1.ProfileService/GetProfile"),
    Account("/entente.v1.ProfileService/ListProfiles"),
    Account("/entente.v1.DeadlineService/ComputeDeadline"),
    Roles("/entente.v1.DeadlineService/ListDeadlines", Kind::kRead, kHasDue),
    AlsoByDigestToken(
        Roles("/entente.v1.DeadlineService/GetDigest", Kind::kRead, kHasDue)),
    Roles("/entente.v1.DeadlineService/ExplainDeadline", Kind::kRead, kHasDue),

    Roles("/entente.v1.ConsultationService/OpenConsultation", Kind::kWrite,
          kUnion),
    Roles("/entente.v1.ConsultationService/CorrectConsultation", Kind::kWrite,
          kUnion),
    Roles("/entente.v1.ConsultationService/CloseConsultation", Kind::kWrite,
          kUnion),
    Roles("/entente.v1.ConsultationService/AssignConsultation", Kind::kWrite,
          kUnionAndKeepers),
    Roles("/entente.v1.ConsultationService/WallConsultation", Kind::kWrite,
          kUnion),
    Roles("/entente.v1.ConsultationService/GetConsultation", Kind::kSealedRead,
          kUnion),
    Roles("/entente.v1.ConsultationService/ListConsultations", Kind::kRead,
          kUnion),
    Roles("/entente.v1.MemberFileService/ListMemberFiles", Kind::kSealedRead,
          kUnion),
    Roles("/entente.v1.NoteService/WriteNote", Kind::kWrite, kSides),
    Roles("/entente.v1.NoteService/ReadNotes", Kind::kSealedRead, kSides),
    Roles("/entente.v1.TimeLedgerService/ExtendDeadline", Kind::kWrite, kSides),
    Roles("/entente.v1.TimeLedgerService/WaiveLimit", Kind::kWrite, kSides),
    Roles("/entente.v1.TimeLedgerService/SuspendLimits", Kind::kWrite, kSides),
    Roles("/entente.v1.TimeLedgerService/ResumeLimits", Kind::kWrite, kSides),
    Roles("/entente.v1.TimeLedgerService/RecordPriorStep", Kind::kWrite,
          kSides),
    Roles("/entente.v1.GrievanceService/FileGrievance", Kind::kWrite, kSides),
    Roles("/entente.v1.GrievanceService/ReceiveGrievance", Kind::kWrite,
          kSides),
    Roles("/entente.v1.GrievanceService/ReplyGrievance", Kind::kWrite, kSides),
    Roles("/entente.v1.GrievanceService/AdvanceGrievance", Kind::kWrite,
          kSides),
    Roles("/entente.v1.GrievanceService/WithdrawGrievance", Kind::kWrite,
          kSides),
    Roles("/entente.v1.GrievanceService/LapseGrievance", Kind::kWrite, kSides),
    Roles("/entente.v1.GrievanceService/RelieveGrievance", Kind::kWrite,
          kSides),
    Roles("/entente.v1.GrievanceService/JoinGrievances", Kind::kWrite, kSides),
    Roles("/entente.v1.GrievanceService/SeverGrievance", Kind::kWrite, kSides),
    Roles("/entente.v1.GrievanceService/CorrectGrievance", Kind::kWrite,
          kSides),
    Roles("/entente.v1.GrievanceService/ContestAct", Kind::kWrite, kSides),
    Roles("/entente.v1.GrievanceService/AssignGrievance", Kind::kWrite,
          kSidesAndKeepers),
    Roles("/entente.v1.GrievanceService/WallGrievance", Kind::kWrite, kSides),
    Roles("/entente.v1.GrievanceService/HandOverFiles", Kind::kWrite,
          kSidesAndKeepers),
    Roles("/entente.v1.GrievanceService/GetGrievance", Kind::kRead, kSides),
    Roles("/entente.v1.GrievanceService/UnsealGrievancePersons",
          Kind::kSealedRead, kSides),
    Roles("/entente.v1.GrievanceService/ListGrievances", Kind::kRead, kSides),
    Account("/entente.v1.GrievanceService/ListIssues"),
    Roles("/entente.v1.GrievanceService/ListGrievanceHistory", Kind::kRead,
          kSides),

    // A group of rows; to check one also takes the keys of all before it.
    WithRequestBytes(
        Roles("/entente.v1.ImportService/CheckImportRows", Kind::kRead, kSides),
        (1 << 20) + (512 << 10)),
    Roles("/entente.v1.ImportService/BeginImport", Kind::kWrite, kSides),
    WithRequestBytes(Roles("/entente.v1.ImportService/StageImportRows",
                           Kind::kWrite, kSides),
                     1 << 20),
    Roles("/entente.v1.ImportService/PublishImport", Kind::kWrite, kSides),
    Roles("/entente.v1.ImportService/AbandonImport", Kind::kWrite, kSides),
    Roles("/entente.v1.ImportService/GetImport", Kind::kRead, kSides),
    Roles("/entente.v1.ImportService/ListImports", Kind::kRead, kSides),

    Roles("/entente.v1.ArbitrationService/ReferGrievance", Kind::kWrite,
          kSides),
    Roles("/entente.v1.ArbitrationService/NameArbitrator", Kind::kWrite,
          kSides),
    Roles("/entente.v1.ArbitrationService/EndArbitrator", Kind::kWrite, kSides),
    Roles("/entente.v1.ArbitrationService/FixHearing", Kind::kWrite, kSides),
    Roles("/entente.v1.ArbitrationService/HoldHearing", Kind::kWrite, kSides),
    Roles("/entente.v1.ArbitrationService/MoveHearing", Kind::kWrite, kSides),
    Roles("/entente.v1.ArbitrationService/FileExhibit", Kind::kWrite, kSides),
    Roles("/entente.v1.ArbitrationService/TakeUnderAdvisement", Kind::kWrite,
          kSides),
    Roles("/entente.v1.ArbitrationService/ReopenHearing", Kind::kWrite, kSides),
    Roles("/entente.v1.ArbitrationService/RenderAward", Kind::kWrite, kSides),
    Roles("/entente.v1.ArbitrationService/SeekReview", Kind::kWrite, kSides),
    Roles("/entente.v1.ArbitrationService/DecideReview", Kind::kWrite, kSides),
    Roles("/entente.v1.ArbitrationService/RaiseObjection", Kind::kWrite,
          kSides),
    Roles("/entente.v1.ArbitrationService/RuleObjection", Kind::kWrite, kSides),
    Roles("/entente.v1.MediationService/RequestMediation", Kind::kWrite,
          kMayAskForMediation),
    Roles("/entente.v1.MediationService/AcknowledgeMediation", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/AdmitMediation", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/RejectMediation", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/AnswerMediation", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/WithdrawFromMediation", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/ProposeMediator", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/DiscloseInterests", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/AcceptInterests", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/ChallengeMediator", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/EndMediator", Kind::kWrite, kMediation),
    Roles("/entente.v1.MediationService/ConfirmMediators", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/SignEntry", Kind::kWrite, kMediation),
    Roles("/entente.v1.MediationService/HoldSession", Kind::kWrite, kMediation),
    Roles("/entente.v1.MediationService/PauseMediation", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/ResumeMediation", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/EndMediation", Kind::kWrite,
          kMediation),
    Roles("/entente.v1.MediationService/GetMediation", Kind::kRead,
          kInMediation),
    Roles("/entente.v1.MediationService/ListMediations", Kind::kRead,
          kInMediation),
    Roles("/entente.v1.MediationService/ListMediationHistory", Kind::kRead,
          kInMediation),
    Roles("/entente.v1.MediationContentService/AddItem", Kind::kWrite,
          kMediationContent),
    Roles("/entente.v1.MediationContentService/ReleaseItem", Kind::kWrite,
          kMediationContent),
    Roles("/entente.v1.MediationContentService/ReadItems", Kind::kSealedRead,
          kMediationContent),
    Roles("/entente.v1.MediationContentService/WriteMediatorNote", Kind::kWrite,
          kMediators),
    Roles("/entente.v1.MediationContentService/ReadMediatorNotes",
          Kind::kSealedRead, kMediators),
    Roles("/entente.v1.MediationContentService/DestroyMediatorNote",
          Kind::kWrite, kMediators),

    Roles("/entente.v1.SettlementService/ProposeSettlement", Kind::kWrite,
          kSides),
    Roles("/entente.v1.SettlementService/SignSettlement", Kind::kWrite, kSides),
    Roles("/entente.v1.SettlementService/ContestSignature", Kind::kWrite,
          kSides),
    Roles("/entente.v1.SettlementService/AbandonSettlement", Kind::kWrite,
          kSides),
    Roles("/entente.v1.SettlementService/ReportCommitment", Kind::kWrite,
          kSides),
    Roles("/entente.v1.SettlementService/RepudiateSettlement", Kind::kWrite,
          kSides),
    Roles("/entente.v1.SettlementService/ReinstateGrievance", Kind::kWrite,
          kSides),
    Roles("/entente.v1.SettlementService/GetSettlement", Kind::kRead, kSides),
    Roles("/entente.v1.SettlementService/ListSettlements", Kind::kRead, kSides),
    Roles("/entente.v1.SettlementService/ListSettlementHistory", Kind::kRead,
          kSides),
    Roles("/entente.v1.SettlementService/CloseGrievance", Kind::kWrite, kSides),
    Roles("/entente.v1.SettlementService/NoteEnd", Kind::kWrite, kSides),

    // A piece of the content, and what goes around it.
    WithRequestBytes(Stream(Roles("/entente.v1.DocumentService/AddDocument",
                                  Kind::kWrite, kSides)),
                     (64 << 10) + 1024),
    Roles("/entente.v1.DocumentService/GetDocument", Kind::kSealedRead, kSides),
    Stream(Roles("/entente.v1.DocumentService/GetDocumentContent",
                 Kind::kSealedRead, kSides)),
    Roles("/entente.v1.DocumentService/ListDocuments", Kind::kRead, kSides),
    Roles("/entente.v1.DocumentService/ListDocumentHistory", Kind::kRead,
          kSides),
};

// Policies by the request message that their RPC takes.
using PolicyMap = absl::flat_hash_map<const Descriptor*, const Policy*>;

const MethodDescriptor* MethodOf(const Policy& policy) {
  // Makes the linker keep the descriptors of every service file.
  (void)v1::WhoAmIRequest::descriptor();
  (void)v1::GetPersonRequest::descriptor();
  (void)v1::ListEventsRequest::descriptor();
  (void)v1::GetConsultationRequest::descriptor();
  (void)v1::GetGrievanceRequest::descriptor();
  (void)v1::GetImportRequest::descriptor();
  (void)v1::ListMemberFilesRequest::descriptor();
  (void)v1::ReadNotesRequest::descriptor();
  (void)v1::ReferGrievanceRequest::descriptor();
  (void)v1::GetSettlementRequest::descriptor();
  (void)v1::GetDocumentRequest::descriptor();
  (void)v1::ComputeDeadlineRequest::descriptor();
  const std::vector<std::string> parts =
      absl::StrSplit(policy.method.substr(1), '/');
  return DescriptorPool::generated_pool()->FindMethodByName(
      absl::StrCat(parts[0], ".", parts[1]));
}

const PolicyMap& PoliciesByRequest() {
  static const PolicyMap* const map = [] {
    auto* policies = new PolicyMap;
    for (const Policy& policy : kPolicies) {
      const MethodDescriptor* method = MethodOf(policy);
      if (method != nullptr) policies->emplace(method->input_type(), &policy);
    }
    return policies;
  }();
  return *map;
}

}  // namespace

absl::Span<const Policy> Policies() { return kPolicies; }

const Policy& PolicyFor(const Descriptor& request) {
  const auto found = PoliciesByRequest().find(&request);
  if (found == PoliciesByRequest().end()) {
    std::fprintf(stderr, "no policy for a call that takes %s\n",
                 request.full_name().c_str());
    std::abort();
  }
  return *found->second;
}

absl::Status CheckPolicies(const google::protobuf::ServiceDescriptor& service) {
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    const std::string name =
        absl::StrCat("/", service.full_name(), "/", method.name());
    const auto found = PoliciesByRequest().find(method.input_type());
    if (found == PoliciesByRequest().end() || found->second->method != name) {
      return absl::FailedPreconditionError(
          absl::StrCat("the call ", name, " has no policy"));
    }
    RETURN_IF_ERROR(CheckFieldClasses(*method.input_type()));
    RETURN_IF_ERROR(CheckFieldClasses(*method.output_type()));
  }
  return absl::OkStatus();
}

absl::Status CheckCaller(const Policy& policy, const Actor& actor) {
  if (policy.caller != Caller::kRoles) return absl::OkStatus();
  for (const v1::Mandate& mandate : actor.mandates) {
    if (policy.roles.contains(mandate.role())) return absl::OkStatus();
  }
  if (policy.kind != Kind::kWrite) return Refuse(v1::Refusal::NOT_AVAILABLE);
  std::vector<M::Role> roles;
  for (int role = 1; role < M::Role_ARRAYSIZE; ++role) {
    if (policy.roles.contains(static_cast<M::Role>(role))) {
      roles.push_back(static_cast<M::Role>(role));
    }
  }
  return RoleRequired(roles);
}

}  // namespace entente
