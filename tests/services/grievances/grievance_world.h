// A server in this process with the people of the story of Québec-Nord, made
// by writing the directory straight into its store. Fictional.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_WORLD_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_WORLD_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/grpcpp.h"
#include "proto/support/proto_time.h"
#include "services/access/credential.h"
#include "services/server/server.h"
#include "storage/change_store.h"
#include "storage/random_id.h"
#include "storage/verify.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temporary_folder.h"

namespace entente {

// People by what they are; each is also the id of the person.
inline constexpr char kAnn[] = "ann";    // Represents local QN.
inline constexpr char kBea[] = "bea";    // Represents local QN too.
inline constexpr char kKarl[] = "karl";  // Represents the employer.
inline constexpr char kPaul[] = "paul";  // Represents its one establishment.
inline constexpr char kZoe[] = "zoe";    // Represents another local.
inline constexpr char kOtto[] = "otto";  // Represents another employer.
inline constexpr char kFay[] = "fay";    // Adviser of the federation.
inline constexpr char kKim[] = "kim";    // Keeps the employer's mandates.
inline constexpr char kAda[] = "ada";    // Administrator.
inline constexpr char kAuditor[] = "audi";
inline constexpr char kMember[] = "member-1";
inline constexpr char kMember2[] = "member-2";
inline constexpr char kSealedMember[] = "member-3";
inline constexpr char kWitness[] = "witness-1";

// Names that must show to their readers only.
inline constexpr char kMemberName[] = "Canari Membre";
inline constexpr char kMember2Name[] = "Canari Collegue";
inline constexpr char kSealedName[] = "Canari Scelle";
inline constexpr char kWitnessName[] = "Canari Temoin";

class GrievanceWorld {
 public:
  GrievanceWorld() {
    const std::string folder = temporary_ / "store";
    EXPECT_TRUE(Store::Init(folder, clock_).ok());
    ServerOptions options;
    options.folder = folder;
    options.clock = &clock_;
    options.time_zone = absl::FixedTimeZone(-5 * 60 * 60);
    auto server = Server::Start(options);
    if (!server.ok()) {
      ADD_FAILURE() << server.status();
      return;
    }
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(server_->address(),
                                   grpc::InsecureChannelCredentials());
    stub_ = v1::GrievanceService::NewStub(channel_);
    deadline_stub_ = v1::DeadlineService::NewStub(channel_);
    EnterDirectory();
  }

  FakeClock& clock() { return clock_; }
  Server& server() { return *server_; }
  // Sets the day on which calls are made, at noon in Québec.
  void SetDay(int year, int month, int day) {
    clock_.Set(absl::FromCivil(absl::CivilHour(year, month, day, 12),
                               absl::FixedTimeZone(-5 * 60 * 60)));
  }

  // Calls as `person`, in French.
  template <typename Method, typename Request, typename Response>
  grpc::Status Call(absl::string_view person, Method method,
                    const Request& request, Response& response) {
    grpc::ClientContext context;
    context.AddMetadata("authorization",
                        absl::StrCat("Bearer token-of-", person));
    context.AddMetadata("accept-language", "fr-CA");
    if constexpr (std::is_invocable_v<Method, v1::GrievanceService::Stub*,
                                      grpc::ClientContext*, const Request&,
                                      Response*>) {
      return (stub_.get()->*method)(&context, request, &response);
    } else {
      return (deadline_stub_.get()->*method)(&context, request, &response);
    }
  }

  // Ends the server, and verifies what it left.
  VerifyReport StopAndVerify() {
    server_->Stop(absl::Seconds(5));
    server_.reset();
    return VerifyStore(temporary_ / "store");
  }

  // A new request id.
  std::string Fresh() { return absl::StrCat("r", ++requests_); }

  absl::Status Apply(v1::Event event) {
    return server_->store().database().Write([&](Transaction& transaction) {
      return ApplyChange(transaction, server_->store().keyring(), nullptr,
                         event);
    });
  }
  absl::Status Read(absl::FunctionRef<absl::Status(Snapshot&)> body) {
    return server_->store().database().Read(body);
  }

  void EnterMandate(const std::string& person, v1::Mandate::Role role,
                    const std::string& organization) {
    v1::Event event = NewEvent(v1::Event::MANDATE_GRANTED);
    v1::Mandate& mandate = *event.mutable_mandate();
    mandate.set_mandate_id(NewId());
    mandate.set_person_id(person);
    mandate.set_organization_id(organization);
    mandate.set_role(role);
    mandate.set_from_date("2010-01-01");
    *mandate.mutable_create_time() = ToProto(clock_.Now());
    event.set_record_id(mandate.mandate_id());
    EXPECT_TRUE(Apply(event).ok());
  }

  void EnterAgreement(const std::string& id, const std::string& local,
                      const std::string& employer,
                      const std::string& from = "2010-01-01",
                      const std::string& until = "") {
    v1::Event event = NewEvent(v1::Event::AGREEMENT_CREATED);
    v1::Agreement& agreement = *event.mutable_agreement();
    agreement.set_agreement_id(id);
    agreement.set_local_id(local);
    agreement.set_employer_id(employer);
    agreement.set_profile_code("QC-SSS-30");
    agreement.set_from_date(from);
    agreement.set_until_date(until);
    *agreement.mutable_create_time() = ToProto(clock_.Now());
    event.set_record_id(id);
    EXPECT_TRUE(Apply(event).ok());
  }

 private:
  v1::Event NewEvent(v1::Event::Move move) {
    v1::Event event;
    event.set_move(move);
    event.set_operation_id("setting");
    event.set_effective_date("2012-11-01");
    event.set_recorded_by_id(kAda);
    return event;
  }

  void EnterOrganization(const std::string& id, v1::Organization::Kind kind,
                         const std::string& code, const std::string& parent) {
    v1::Event event = NewEvent(v1::Event::ORGANIZATION_CREATED);
    v1::Organization& organization = *event.mutable_organization();
    organization.set_organization_id(id);
    organization.set_kind(kind);
    organization.set_code(code);
    organization.set_name(code);
    organization.set_parent_id(parent);
    event.set_record_id(id);
    EXPECT_TRUE(Apply(event).ok()) << id;
  }

  v1::Event PersonEvent(const std::string& id, const std::string& home) {
    v1::Event event = NewEvent(v1::Event::PERSON_CREATED);
    v1::Person& person = *event.mutable_person();
    person.set_person_id(id);
    person.set_organization_id(home);
    *person.mutable_create_time() = ToProto(clock_.Now());
    event.set_record_id(id);
    return event;
  }

  // A person who may call, with a mandate.
  void EnterActor(const std::string& id, const std::string& home,
                  v1::Mandate::Role role) {
    v1::Event event = PersonEvent(id, home);
    event.mutable_person()->set_public_name(absl::StrCat("M. ", id));
    EXPECT_TRUE(Apply(event).ok()) << id;
    EnterMandate(id, role, home);
    event = NewEvent(v1::Event::CODE_EXCHANGED);
    v1::Token& token = *event.mutable_token();
    token.set_token_id(NewId());
    token.set_person_id(id);
    token.set_state(v1::Token::ACTIVE);
    token.set_code_digest(SecretDigest(absl::StrCat("code-of-", id)));
    token.set_token_digest(SecretDigest(absl::StrCat("token-of-", id)));
    *token.mutable_issue_time() = ToProto(clock_.Now());
    *token.mutable_expire_time() =
        ToProto(clock_.Now() + absl::Hours(24 * 365 * 5));
    event.set_record_id(token.token_id());
    EXPECT_TRUE(Apply(event).ok()) << id;
  }

  void EnterMember(const std::string& id, const std::string& name,
                   bool sealed) {
    v1::Event event = PersonEvent(id, "qn");
    v1::Person& person = *event.mutable_person();
    person.set_sealed(sealed);
    if (sealed) {
      person.set_sealed_name(name);
      person.set_pseudonym("Infirmière A");
    } else {
      person.set_member_name(name);
    }
    EXPECT_TRUE(Apply(event).ok()) << id;
  }

  void EnterDirectory() {
    using O = v1::Organization;
    using M = v1::Mandate;
    EnterOrganization("fed", O::FEDERATION, "FSSS", "");
    EnterOrganization("qn", O::UNION_LOCAL, "QN", "fed");
    EnterOrganization("ah", O::UNION_LOCAL, "AH", "fed");
    EnterOrganization("csss", O::EMPLOYER, "CSSSN", "");
    EnterOrganization("place", O::ESTABLISHMENT, "CSSSN-SAD", "csss");
    EnterOrganization("other", O::EMPLOYER, "CSSSA", "");
    EnterActor(kAda, "", M::ADMINISTRATOR);
    EnterActor(kAuditor, "", M::AUDITOR);
    EnterActor(kAnn, "qn", M::UNION_REP);
    EnterActor(kBea, "qn", M::UNION_REP);
    EnterActor(kKarl, "csss", M::EMPLOYER_REP);
    EnterActor(kPaul, "place", M::EMPLOYER_REP);
    EnterActor(kZoe, "ah", M::UNION_REP);
    EnterActor(kOtto, "other", M::EMPLOYER_REP);
    EnterActor(kFay, "fed", M::UNION_REP);
    EnterActor(kKim, "csss", M::KEEPER);
    EnterMember(kMember, kMemberName, false);
    EnterMember(kMember2, kMember2Name, false);
    EnterMember(kSealedMember, kSealedName, true);
    EnterMember(kWitness, kWitnessName, false);
    EnterAgreement("agreement-qn", "qn", "csss");
    EnterAgreement("agreement-ah", "ah", "other");
  }

  TemporaryFolder temporary_;
  FakeClock clock_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::GrievanceService::Stub> stub_;
  std::unique_ptr<v1::DeadlineService::Stub> deadline_stub_;
  int requests_ = 0;
};

// The refusal that a call was answered with; empty for any other status.
inline google::rpc::ErrorInfo RefusalOf(const grpc::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  if (!details.ParseFromString(status.error_details())) return info;
  for (const auto& detail : details.details()) {
    if (detail.UnpackTo(&info)) return info;
  }
  return info;
}
inline std::string ReasonOf(const grpc::Status& status) {
  if (status.ok()) return "OK";
  const std::string reason = RefusalOf(status).reason();
  return reason.empty() ? absl::StrCat("code ", status.error_code(), " ",
                                       status.error_message())
                        : reason;
}

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_WORLD_H_
