#include "services/events/event_service.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/status_macros.h"
#include "services/directory/directory_answers.h"
#include "services/directory/directory_rules.h"
#include "services/events/history_page.h"
#include "services/rpc/page_token.h"
#include "storage/event_log.h"
#include "storage/person_store.h"
#include "storage/record_writer.h"

namespace entente {
namespace {

using v1::Event;
using Class = v1::Confidentiality;
using Kind = v1::EventMetadata;

constexpr int kEventsAtOnce = 200;
// Events that one call looks through for those that a filter asks for.
constexpr int kEventsSearchedMax = 5000;

// The kinds stand in the order of the records of an event.
constexpr int kFirstRecord =
    int{Event::kOrganization} - int{Kind::ORGANIZATION};
static_assert(Event::kPerson - kFirstRecord == Kind::PERSON);
static_assert(Event::kMandate - kFirstRecord == Kind::MANDATE);
static_assert(Event::kAgreement - kFirstRecord == Kind::AGREEMENT);
static_assert(Event::kToken - kFirstRecord == Kind::TOKEN);
static_assert(Event::kProfile - kFirstRecord == Kind::PROFILE);
static_assert(Event::kConsultation - kFirstRecord == Kind::CONSULTATION);
static_assert(Event::kGrievance - kFirstRecord == Kind::GRIEVANCE);
static_assert(Event::kUnsealRequest - kFirstRecord == Kind::UNSEAL_REQUEST);
static_assert(Event::kSettlement - kFirstRecord == Kind::SETTLEMENT);
static_assert(Event::kGrievanceImport - kFirstRecord == Kind::IMPORT);
static_assert(Event::kNote - kFirstRecord == Kind::NOTE);
static_assert(Event::kDocument - kFirstRecord == Kind::DOCUMENT);
static_assert(Event::kMediation - kFirstRecord == Kind::MEDIATION);
static_assert(Event::kMediationItem - kFirstRecord == Kind::MEDIATION_ITEM);
static_assert(Event::kMediatorNote - kFirstRecord == Kind::MEDIATOR_NOTE);

Kind::RecordKind KindOf(Event::RecordCase record) {
  if (record == Event::RECORD_NOT_SET) return Kind::RECORD_KIND_UNSPECIFIED;
  return static_cast<Kind::RecordKind>(record - kFirstRecord);
}

absl::Status CheckListPersonHistory(
    const v1::ListPersonHistoryRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status CheckListEvents(const v1::ListEventsRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckKnownEnum("move", request.move(), false);
}

// Makes `event` what the person's own organisation may see of it; false when
// that is nothing.
bool ShowEvent(Event& event) {
  const bool is_reading =
      event.move() == Event::READ || event.move() == Event::UNSEAL_DENIED;
  Reader reader = AccountReader();
  reader.classes.insert(Class::SIDE_ADMIN);
  reader.sides = {1};
  Redact(reader, event);
  return is_reading || !event.set_fields().empty();
}

absl::Status PersonHistory(ReadCall& call,
                           const v1::ListPersonHistoryRequest& request,
                           v1::ListPersonHistoryResponse& response) {
  ASSIGN_OR_RETURN(
      const v1::Person person,
      Readable(call, FindPerson(call.snapshot, request.person_id()),
               MayReadPersonHistory));
  return FillHistoryPage(call, request, person.person_id(),
                         absl::InfiniteFuture(), ShowEvent, response);
}

absl::StatusOr<v1::EventMetadata> MetadataOf(ReadCall& call,
                                             const Event& event) {
  v1::EventMetadata metadata;
  *metadata.mutable_record_time() = event.record_time();
  metadata.set_move(event.move());
  metadata.set_recorded_as(event.recorded_as());
  metadata.set_record_kind(KindOf(event.record_case()));
  if (event.move() == Event::READ || event.move() == Event::UNSEAL_DENIED) {
    ASSIGN_OR_RETURN(const Event stored,
                     FindStoredRecord(call.snapshot, event.record_id()));
    metadata.set_record_kind(KindOf(stored.record_case()));
    if (event.move() == Event::READ && event.sealed_size() > 0) {
      metadata.set_read_class(event.sealed(0).sealed_class());
    }
  }
  return metadata;
}

absl::Status List(ReadCall& call, const v1::ListEventsRequest& request,
                  v1::ListEventsResponse& response) {
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> before,
                   OpenPageToken(call, request, request.page_token()));
  int64_t sequence = 0;
  if (!before.empty() && !absl::SimpleAtoi(before[0], &sequence)) {
    return absl::InternalError("a page token of events holds no number");
  }
  bool has_more = true;
  for (int searched = 0; has_more && searched < kEventsSearchedMax &&
                         response.events_size() < limit;) {
    ASSIGN_OR_RETURN(const EventPage page,
                     ListAllEvents(call.snapshot, sequence, kEventsAtOnce));
    has_more = page.has_more;
    // The numbers of the log have no gaps.
    sequence = page.last_sequence + static_cast<int64_t>(page.events.size());
    for (const Event& event : page.events) {
      --sequence;
      ++searched;
      if (request.move() != Event::MOVE_UNSPECIFIED &&
          event.move() != request.move()) {
        continue;
      }
      ASSIGN_OR_RETURN(*response.add_events(), MetadataOf(call, event));
      if (response.events_size() < limit) continue;
      has_more = sequence > 1;
      break;
    }
  }
  Reader reader = AccountReader();
  reader.classes.insert(Class::AUDIT);
  Redact(reader, response);
  if (has_more) {
    response.set_next_page_token(
        SealPageToken(call, request, {absl::StrCat(sequence)}));
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* EventService::ListPersonHistory(
    grpc::CallbackServerContext* context,
    const v1::ListPersonHistoryRequest* request,
    v1::ListPersonHistoryResponse* response) {
  return rpc_.Read(context, request, response, CheckListPersonHistory,
                   PersonHistory);
}

grpc::ServerUnaryReactor* EventService::ListEvents(
    grpc::CallbackServerContext* context, const v1::ListEventsRequest* request,
    v1::ListEventsResponse* response) {
  return rpc_.Read(context, request, response, CheckListEvents, List);
}

}  // namespace entente
