#include "services/directory/unseal_calls.h"

#include <string>
#include <utility>

#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/directory/directory_answers.h"
#include "services/directory/unseal_rules.h"
#include "storage/person_store.h"
#include "storage/random_id.h"
#include "storage/unseal_request_store.h"

namespace entente {
namespace {

using M = v1::Mandate;

constexpr UnsealLimits kLimits;

// Whose name it is, and why, stand on the side of those concerned.
Reader UnsealReader(const Actor& actor, const v1::UnsealRequest& request) {
  Reader reader = AccountReader();
  if (MayReadWhoIsUnsealed(actor, request)) {
    reader.classes.insert(v1::Confidentiality::SIDE_ADMIN);
    reader.sides = {1};
  }
  return reader;
}

v1::UnsealRequest ShownNow(const ReadCall& call, v1::UnsealRequest request) {
  const Reader reader = UnsealReader(call.actor, request);
  return Shown(call, UnsealRequestOn(std::move(request), call.snapshot.now()),
               reader);
}

absl::StatusOr<v1::UnsealRequest> RequestFor(ReadCall& call,
                                             absl::string_view id) {
  return Readable(call, FindUnsealRequest(call.snapshot, id),
                  MayReadUnsealRequest);
}

absl::StatusOr<UnsealFacts> FactsOf(ReadCall& call,
                                    absl::optional<v1::Person> person,
                                    const std::string& person_id) {
  UnsealFacts facts;
  facts.now = call.snapshot.now();
  if (person.has_value() && !person->organization_id().empty()) {
    ASSIGN_OR_RETURN(
        facts.works_on_their_files,
        WorksOnFilesOf(call.snapshot, call.actor.person_id,
                       person->organization_id(), call.actor.today));
  }
  facts.person = std::move(person);
  ASSIGN_OR_RETURN(
      facts.latest,
      FindLatestUnsealRequest(call.snapshot, call.actor.person_id, person_id));
  return facts;
}

absl::StatusOr<std::string> Decide(WriteCall& call, const std::string& id,
                                   const std::string& etag,
                                   v1::Event::Move move,
                                   const std::string& reason,
                                   v1::UnsealRequestAnswer& answer) {
  ASSIGN_OR_RETURN(const v1::UnsealRequest request, RequestFor(call, id));
  v1::UnsealRequest read = UnsealRequestOn(request, call.snapshot.now());
  Redact(UnsealReader(call.actor, request), read);
  RETURN_IF_ERROR(CheckEtag(call.keyring, etag, read));
  ASSIGN_OR_RETURN(v1::Event event,
                   DecideUnseal(call.actor, request, move, reason,
                                call.snapshot.now(), kLimits));
  RETURN_IF_ERROR(RecordChange(call, &request, std::move(event), M::KEEPER,
                               request.organization_id()));
  RETURN_IF_ERROR(ShowUnsealRequest(call, id, answer));
  return id;
}

}  // namespace

absl::Status ShowUnsealRequest(ReadCall& call, absl::string_view id,
                               v1::UnsealRequestAnswer& answer) {
  ASSIGN_OR_RETURN(v1::UnsealRequest request, RequestFor(call, id));
  *answer.mutable_unseal_request() = ShownNow(call, std::move(request));
  return absl::OkStatus();
}

absl::StatusOr<std::string> EnterUnsealRequest(
    WriteCall& call, const v1::RequestUnsealRequest& request,
    v1::UnsealRequestAnswer& answer) {
  ASSIGN_OR_RETURN(absl::optional<v1::Person> person,
                   FindPerson(call.snapshot, request.person_id()));
  ASSIGN_OR_RETURN(UnsealFacts facts,
                   FactsOf(call, std::move(person), request.person_id()));
  facts.id = NewId();
  ASSIGN_OR_RETURN(v1::Event event,
                   RequestUnseal(call.actor, request.reason(), facts, kLimits));
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event), M::CUSTODIAN));
  RETURN_IF_ERROR(ShowUnsealRequest(call, facts.id, answer));
  return facts.id;
}

absl::StatusOr<std::string> ApproveUnsealRequest(
    WriteCall& call, const v1::ApproveUnsealRequest& request,
    v1::UnsealRequestAnswer& answer) {
  return Decide(call, request.unseal_request_id(), request.etag(),
                v1::Event::UNSEAL_APPROVED, "", answer);
}

absl::StatusOr<std::string> RefuseUnsealRequest(
    WriteCall& call, const v1::RefuseUnsealRequest& request,
    v1::UnsealRequestAnswer& answer) {
  return Decide(call, request.unseal_request_id(), request.etag(),
                v1::Event::UNSEAL_REFUSED, request.reason(), answer);
}

absl::Status PageUnsealRequests(ReadCall& call,
                                const v1::ListUnsealRequestsRequest& request,
                                v1::ListUnsealRequestsResponse& response) {
  UnsealRequestList list;
  list.all = call.actor.HasRole(M::AUDITOR);
  list.caller_id = call.actor.person_id;
  list.today = call.actor.today;
  list.pending_only = request.pending_only();
  list.now = call.snapshot.now();
  return PageOf(
      call, request, response, &v1::UnsealRequest::unseal_request_id,
      [&](const EntryPosition& after, int limit) {
        list.after_time = after.time;
        list.after_id = after.id;
        list.limit = limit;
        return ListUnsealRequests(call.snapshot, list);
      },
      [&](v1::UnsealRequest each) {
        *response.add_unseal_requests() = ShownNow(call, std::move(each));
      });
}

absl::Status UseUnsealApproval(WriteCall& call, const std::string& person_id,
                               const absl::optional<v1::Person>& person) {
  ASSIGN_OR_RETURN(const UnsealFacts facts, FactsOf(call, person, person_id));
  ASSIGN_OR_RETURN(v1::Event event, ReadUnsealed(call.actor, facts));
  return RecordChange(call, &*facts.latest, std::move(event), M::CUSTODIAN);
}

}  // namespace entente
