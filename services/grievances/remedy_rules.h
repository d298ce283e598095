// What an arbitrator may order, and how it is written down.

#ifndef ENTENTE_SERVICES_GRIEVANCES_REMEDY_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_REMEDY_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/arbitration.pb.h"
#include "entente/v1/grievance.pb.h"

namespace entente {

// A decimal number as it is kept: "1250.50" for "1250,5" too. At most twelve
// digits before the comma or point and two after it, without signs or blanks;
// empty for anything else.
absl::optional<std::string> NormalDecimal(absl::string_view typed);

// The shape of one order; `field` is its place in the request. FIELD_REQUIRED
// of the text of an order of another kind, of the currency of an amount, and
// of a number of posts; VALUE_UNKNOWN of a number or currency that is none;
// FIELDS_CONFLICT of what an order of this kind does not have.
absl::Status CheckRemedy(absl::string_view field, const v1::Remedy& remedy);

// Whether the order goes with an award that has this outcome. What is granted
// may bring any; a grievance that is dismissed leaves a declaration, and the
// terms by which an overpayment is paid back; one that is inadmissible nothing,
// but the committee that had to come first; a moot one a declaration.
bool RemedyFits(v1::Disposition::Value disposition, v1::Remedy::Kind remedy);

// The same for an award without an outcome: an interlocutory one orders what
// holds until the award, or sends the question to the committee; one on
// quantum fixes amounts and leave.
bool RemedyFits(v1::Award::Kind award, v1::Remedy::Kind remedy);

// The order as it is kept: numbers as NormalDecimal has them, and for back pay
// the day from which interest runs, which is that of the submission unless the
// award says another (invariant A-11). CheckRemedy accepts `typed`.
v1::Remedy KeptRemedy(const v1::Remedy& typed, const v1::Grievance& grievance);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_REMEDY_RULES_H_
