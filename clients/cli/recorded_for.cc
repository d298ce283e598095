// Who entered an act of another, and from which paper.

#include "clients/cli/grievance_words.h"
#include "clients/cli/values.h"

namespace entente {

std::string PartyName(
    Session& session,
    const google::protobuf::RepeatedPtrField<v1::Party>& parties,
    uint32_t side) {
  for (const v1::Party& party : parties) {
    if (party.side() != side) continue;
    return party.person_id().empty()
               ? session.names().Organization(party.organization_id())
               : session.names().Person(party.person_id());
  }
  return "";
}

void ShowRecordedFor(
    Session& session, const v1::RecordedFor& recorded_for,
    const google::protobuf::RepeatedPtrField<v1::Party>& parties) {
  session.output().Paragraph(session.Words(
      "ENTERED_FROM",
      {{"party", PartyName(session, parties, recorded_for.by_side())},
       {"paper", EnumText(session.language(), recorded_for.kind())},
       {"day", DayWords(session, recorded_for.instrument_date())}}));
}

}  // namespace entente
