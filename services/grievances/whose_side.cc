#include "services/grievances/whose_side.h"

#include <string>

namespace entente {

uint32_t SideOf(v1::Whose::Value whose, const v1::Grievance& grievance,
                uint32_t entering_side) {
  if (whose == v1::Whose::NEITHER) return 0;
  const v1::Party::Kind kind =
      whose == v1::Whose::UNION ? v1::Party::UNION : v1::Party::EMPLOYER;
  if (whose != v1::Whose::VALUE_UNSPECIFIED) {
    for (const v1::Party& party : grievance.parties()) {
      if (party.kind() == kind) return party.side();
    }
  }
  return entering_side;
}

void ActAs(uint32_t side, Move& move) {
  move.acting = side;
  move.event.set_acted_by_side(side);
  move.event.set_acted_by_id(std::string(PartyOf(move.after(), side)));
}

}  // namespace entente
