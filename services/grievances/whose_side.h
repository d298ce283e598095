// Whose act a request says that something is.

#ifndef ENTENTE_SERVICES_GRIEVANCES_WHOSE_SIDE_H_
#define ENTENTE_SERVICES_GRIEVANCES_WHOSE_SIDE_H_

#include <cstdint>

#include "entente/v1/arbitration_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "services/grievances/move_rules.h"

namespace entente {

// The side of the file: 0 for NEITHER, `entering_side` when it is not stated.
uint32_t SideOf(v1::Whose::Value whose, const v1::Grievance& grievance,
                uint32_t entering_side);

// Makes the move an act of `side`; 0 for that of neither.
void ActAs(uint32_t side, Move& move);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_WHOSE_SIDE_H_
