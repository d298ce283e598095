// A server in this process, on a new store with a clock that stands still,
// and a small world entered through its own calls. Fictional.

#ifndef ENTENTE_TESTS_TESTING_SMALL_WORLD_H_
#define ENTENTE_TESTS_TESTING_SMALL_WORLD_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/access_service.grpc.pb.h"
#include "entente/v1/directory_service.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/grpcpp.h"
#include "services/server/server.h"
#include "storage/verify.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temporary_folder.h"

namespace entente {

// What a refused call told its client.
struct Refused {
  grpc::StatusCode code = grpc::StatusCode::OK;
  std::string reason;    // "NOT_AVAILABLE"; empty without an ErrorInfo.
  std::string field;     // metadata["field"].
  std::string sentence;  // The localized message.
  std::string locale;
  std::string details;  // All bytes of the details.
};
Refused RefusedBy(const grpc::Status& status);
// The reason alone: "OK" of an answer, and the words of a failure that is no
// refusal of ours.
std::string ReasonOf(const grpc::Status& status);

// A person and their token.
struct SmallWorldPerson {
  std::string id;
  std::string token;
};

// The folder of the store, the server and the people. Any failure while it is
// made ends the process: no test could go on.
class SmallWorld {
 public:
  using Person = SmallWorldPerson;

  // `change` may change the options before the server starts; the clock stands
  // at `now`, or where FakeClock begins.
  explicit SmallWorld(const std::function<void(ServerOptions&)>& change = {},
                      absl::optional<absl::Time> now = absl::nullopt);

  FakeClock& clock() { return clock_; }
  Server& server() { return *server_; }
  const std::string& folder() const { return folder_; }
  const std::shared_ptr<grpc::Channel>& channel() { return channel_; }

  // Calls any RPC as `person`, with a deadline of 20 s:
  //   world.Call(world.keeper, &v1::DirectoryService::Stub::GetPerson,
  //              request, answer)
  template <typename Stub, typename Request, typename Response>
  grpc::Status Call(const Person& person,
                    grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    const Request& request, Response& response,
                    absl::string_view language = "en") {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(20));
    if (!person.token.empty()) {
      context.AddMetadata("authorization",
                          absl::StrCat("Bearer ", person.token));
    }
    context.AddMetadata("accept-language", std::string(language));
    Stub stub(channel_);
    return (stub.*method)(&context, request, &response);
  }

  // Ends the server, and verifies what it left.
  VerifyReport StopAndVerify();

  // A request id that was not given before.
  std::string Fresh() { return absl::StrCat("request-", ++requests_); }

  // Entering more of the world; all through calls as `by`.
  std::string EnterOrganization(const Person& by, v1::Organization::Kind kind,
                                const std::string& code,
                                const std::string& name,
                                const std::string& parent_id = "");
  std::string EnterPublicPerson(const Person& by, const std::string& name,
                                const std::string& organization_id = "");
  std::string EnterMember(const Person& by, const std::string& name,
                          const std::string& organization_id);
  std::string EnterSealedPerson(const Person& by, const std::string& name,
                                const std::string& pseudonym,
                                const std::string& organization_id);
  // From 2010 on, under QC-SSS-30.
  std::string EnterAgreement(const Person& by, const std::string& local_id,
                             const std::string& employer_id);
  std::string Grant(const Person& by, const std::string& person_id,
                    v1::Mandate::Role role,
                    const std::string& organization_id = "");
  // Makes the person a keeper of the organisation too: a person who keeps the
  // mandates of several is made so by the administrator, where there is no
  // keeper. Those whom there were are so again afterwards.
  void MakeKeeper(const std::string& person_id,
                  const std::string& organization_id);
  // Enters somebody who is so, by no organisation, and signs them in.
  Person EnterKeeper(const std::string& name,
                     const std::string& organization_id);
  // The one mandate of a person, as `by` reads it.
  v1::Mandate MandateOf(const Person& by, const std::string& person_id);
  void RevokeMandateOf(const Person& by, const std::string& person_id);
  std::string IssueCode(const Person& by, const std::string& person_id);
  // Issues a code and exchanges it.
  Person SignIn(const Person& by, const std::string& person_id);
  // Enters a person with a mandate, and signs them in.
  Person EnterActor(const Person& by, const std::string& name,
                    v1::Mandate::Role role,
                    const std::string& organization_id = "");

  // Organisations, by id; codes in comments.
  std::string federation;      // FSQ
  std::string local;           // QN: Syndicat … du CSSS Québec-Nord
  std::string employer;        // CSSSN
  std::string establishment;   // CSSSN-SAD, of the employer
  std::string other_local;     // AUT
  std::string other_employer;  // CSSS-AUT
  std::string agreement;       // Of local and employer, QC-SSS-30.

  Person nobody;  // Without a token.
  Person admin;
  Person auditor;
  Person keeper;             // Of the local.
  Person union_rep;          // Of the local.
  Person employer_keeper;    // Of the employer.
  Person employer_rep;       // Of the employer.
  Person establishment_rep;  // Of the establishment.
  Person federation_rep;     // A union representative of the federation.
  Person other_keeper;       // Of the other local.
  Person other_rep;          // Union representative of the other local.

 private:
  void Populate();
  std::string EnterPerson(const Person& by, v1::Person person,
                          const std::string& organization_id);

  TemporaryFolder temporary_;
  std::string folder_;
  FakeClock clock_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  int requests_ = 0;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_TESTING_SMALL_WORLD_H_
