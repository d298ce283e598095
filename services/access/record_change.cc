#include "services/access/record_change.h"

#include <string>
#include <utility>

#include "proto/support/day.h"
#include "storage/change_store.h"

namespace entente {
namespace {

void FillIn(const WriteCall& call, absl::string_view acted_by_id,
            v1::Event& event) {
  const Actor& actor = call.actor;
  event.set_operation_id(call.operation_id);
  event.set_effective_date(DayIso(actor.today));
  event.set_recorded_by_id(actor.person_id);
  event.set_acted_by_id(acted_by_id.empty() ? actor.person_id
                                            : std::string(acted_by_id));
  v1::Mandate::Role role = actor.RoleAt(acted_by_id);
  if (role == v1::Mandate::ROLE_UNSPECIFIED && !actor.mandates.empty()) {
    role = actor.mandates.front().role();
  }
  event.set_recorded_as(role);
}

}  // namespace

absl::Status RecordChange(WriteCall& call,
                          const google::protobuf::Message* before,
                          v1::Event event, absl::string_view acted_by_id) {
  FillIn(call, acted_by_id, event);
  return ApplyChange(call.transaction, call.keyring, before, std::move(event));
}

absl::Status RecordReading(WriteCall& call, absl::string_view record_id,
                           v1::Confidentiality::Class sealed_class,
                           absl::string_view acted_by_id) {
  v1::Event event;
  event.set_move(v1::Event::READ);
  event.set_record_id(std::string(record_id));
  event.add_sealed()->set_sealed_class(sealed_class);
  FillIn(call, acted_by_id, event);
  return AppendRead(call.transaction, call.keyring, std::move(event));
}

}  // namespace entente
