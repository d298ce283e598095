// Calls that are refused, and what leads to them: one situation for each
// reason of the vocabulary, in several files.

#ifndef ENTENTE_TESTS_SERVICES_REFUSALS_SITUATIONS_H_
#define ENTENTE_TESTS_SERVICES_REFUSALS_SITUATIONS_H_

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "entente/v1/consultation_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/import_service.grpc.pb.h"
#include "entente/v1/refusal.pb.h"
#include "entente/v1/settlement_service.grpc.pb.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "tests/testing/small_world.h"
#include "tests/testing/union_filing.h"

namespace entente::refusals {

using R = v1::Refusal;
using Directory = v1::DirectoryService::Stub;
using Grievances = v1::GrievanceService::Stub;
using Profiles = v1::ProfileService::Stub;
using Person = SmallWorld::Person;

// A call that is refused, in a language; may be made again.
using Ask = std::function<grpc::Status(absl::string_view language)>;

// `request` as `person`, under a new request id when it takes one.
template <typename Stub, typename Request, typename Response>
grpc::Status Send(SmallWorld& world, const Person& person,
                  grpc::Status (Stub::*method)(grpc::ClientContext*,
                                               const Request&, Response*),
                  Request request, absl::string_view language,
                  Response* answer = nullptr) {
  if constexpr (requires { request.set_request_id(std::string()); }) {
    if (request.request_id().empty()) request.set_request_id(world.Fresh());
  }
  Response own;
  return world.Call(person, method, request, answer != nullptr ? *answer : own,
                    language);
}

template <typename Stub, typename Request, typename Response>
Ask Asking(SmallWorld& world, const Person& person,
           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                        Response*),
           const Request& request) {
  return [&world, &person, method, request](absl::string_view language) {
    return Send(world, person, method, request, language);
  };
}

inline void Demand(const grpc::Status& status) {
  ASSERT_TRUE(status.ok()) << status.error_message();
}

// Leads to the refusal in `world`, or in a world of its own.
using Producer = std::function<Ask(SmallWorld& world)>;
using Situations = std::map<R::Reason, Producer>;

Situations OfBadValues();
Situations OfRights();
Situations OfFiles();
Situations OfImports();
Situations OfDocuments();
Situations OfMediations();
Situations OfSettlements();
Situations OfTheServer();
Situations OfArbitration();
Situations OfTimeLimits();

// What several of them need.

inline std::string File(SmallWorld& world, const Person& person,
                        const v1::FileGrievanceRequest& request) {
  v1::GrievanceAnswer answer;
  Demand(
      Send(world, person, &Grievances::FileGrievance, request, "en", &answer));
  return answer.grievance().grievance_id();
}

inline Ask Filing(SmallWorld& world, const v1::FileGrievanceRequest& request) {
  return Asking(world, world.union_rep, &Grievances::FileGrievance, request);
}

inline v1::CreatePersonRequest NewMember(const std::string& name) {
  v1::CreatePersonRequest request;
  request.mutable_person()->set_member_name(name);
  return request;
}

inline Ask Entering(SmallWorld& world, const v1::CreatePersonRequest& request) {
  return Asking(world, world.union_rep, &Directory::CreatePerson, request);
}

inline v1::WithdrawGrievanceRequest Withdrawal(
    const std::string& grievance_id) {
  v1::WithdrawGrievanceRequest request;
  request.set_grievance_id(grievance_id);
  request.set_reason("Entente");
  return request;
}

}  // namespace entente::refusals

#endif  // ENTENTE_TESTS_SERVICES_REFUSALS_SITUATIONS_H_
