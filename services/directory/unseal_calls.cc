#include "services/directory/unseal_calls.h"

#include <string>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/directory/directory_answers.h"
#include "services/directory/unseal_rules.h"
#include "services/events/history_page.h"
#include "storage/event_log.h"
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

// Whether the caller was refused this name today already.
absl::StatusOr<bool> WasDeniedToday(ReadCall& call,
                                    absl::string_view person_id) {
  constexpr int kEventsAtOnce = 200;
  const std::string today = DayIso(call.actor.today);
  int64_t sequence = 0;
  while (true) {
    ASSIGN_OR_RETURN(const EventPage page, ListEvents(call.snapshot, person_id,
                                                      sequence, kEventsAtOnce));
    for (const v1::Event& event : page.events) {
      if (event.move() == v1::Event::UNSEAL_DENIED &&
          event.recorded_by_id() == call.actor.person_id &&
          event.effective_date() == today) {
        return true;
      }
    }
    if (!page.has_more) return false;
    sequence = page.last_sequence;
  }
}

// Keeps a trace of a refusal that concerns a sealed name, one for each day, and
// sees to it that the refusal is answered nonetheless: then OK. Whatever else
// went wrong is returned.
absl::Status KeepDenial(WriteCall& call,
                        const absl::optional<v1::Person>& person,
                        const absl::Status& refusal) {
  if (RefusalReason(refusal) == v1::Refusal::REASON_UNSPECIFIED ||
      !person.has_value() || !person->sealed()) {
    return refusal;
  }
  ASSIGN_OR_RETURN(const bool denied,
                   WasDeniedToday(call, person->person_id()));
  if (denied) return refusal;
  // The trace is no outcome of the request id: the same call is judged again.
  WriteCall trace(call.transaction, call.actor, call.keyring, NewId());
  RETURN_IF_ERROR(RecordReading(trace, person->person_id(),
                                v1::Confidentiality::SEALED_ID, M::CUSTODIAN,
                                "", v1::Event::UNSEAL_DENIED));
  call.refusal_after_commit = refusal;
  return absl::OkStatus();
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
  absl::StatusOr<v1::Event> event =
      RequestUnseal(call.actor, request.reason(), facts, kLimits);
  if (!event.ok()) {
    RETURN_IF_ERROR(KeepDenial(call, facts.person, event.status()));
    return std::string();
  }
  RETURN_IF_ERROR(RecordChange(call, nullptr, *std::move(event), M::CUSTODIAN));
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

absl::Status UnsealHistory(ReadCall& call,
                           const v1::ListUnsealHistoryRequest& request,
                           v1::ListUnsealHistoryResponse& response) {
  ASSIGN_OR_RETURN(const v1::UnsealRequest found,
                   RequestFor(call, request.unseal_request_id()));
  const Reader reader = UnsealReader(call.actor, found);
  return FillHistoryPage(
      call, request, found.unseal_request_id(), absl::InfiniteFuture(),
      [&reader](v1::Event& event) {
        Redact(reader, event);
        return !event.set_fields().empty();
      },
      response);
}

absl::StatusOr<bool> UseUnsealApproval(
    WriteCall& call, const std::string& person_id,
    const absl::optional<v1::Person>& person) {
  ASSIGN_OR_RETURN(const UnsealFacts facts, FactsOf(call, person, person_id));
  absl::StatusOr<v1::Event> event = ReadUnsealed(call.actor, facts);
  if (!event.ok()) {
    RETURN_IF_ERROR(KeepDenial(call, person, event.status()));
    return false;
  }
  RETURN_IF_ERROR(
      RecordChange(call, &*facts.latest, *std::move(event), M::CUSTODIAN));
  return true;
}

}  // namespace entente
