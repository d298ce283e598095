#include "services/access/record_change.h"

#include <string>
#include <utility>

#include "proto/support/day.h"
#include "storage/change_store.h"

namespace entente {
namespace {

void FillIn(const WriteCall& call, v1::Mandate::Role recorded_as,
            absl::string_view acted_by_id, v1::Event& event) {
  const Actor& actor = call.actor;
  event.set_operation_id(call.operation_id);
  event.set_effective_date(DayIso(actor.today));
  event.set_recorded_by_id(actor.person_id);
  event.set_acted_by_id(acted_by_id.empty() ? actor.person_id
                                            : std::string(acted_by_id));
  event.set_recorded_as(recorded_as);
}

}  // namespace

absl::Status RecordChange(WriteCall& call,
                          const google::protobuf::Message* before,
                          v1::Event event, v1::Mandate::Role recorded_as,
                          absl::string_view acted_by_id) {
  FillIn(call, recorded_as, acted_by_id, event);
  return ApplyChange(call.transaction, call.keyring, before, std::move(event));
}

absl::Status RecordReading(WriteCall& call, absl::string_view record_id,
                           v1::Confidentiality::Class sealed_class,
                           v1::Mandate::Role recorded_as,
                           absl::string_view acted_by_id,
                           v1::Event::Move move) {
  v1::Event event;
  event.set_move(move);
  event.set_record_id(std::string(record_id));
  event.add_sealed()->set_sealed_class(sealed_class);
  FillIn(call, recorded_as, acted_by_id, event);
  return AppendRead(call.transaction, call.keyring, std::move(event));
}

}  // namespace entente
