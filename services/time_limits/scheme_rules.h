// Whether the rules of a mediation are complete.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_SCHEME_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_SCHEME_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "entente/v1/profile.pb.h"
#include "entente/v1/time_limit.pb.h"

namespace entente {

// Whether the act, or who must act, is one of a mediation.
bool IsOfMediation(v1::TimeLimit::Act act);
bool IsOfMediation(v1::TimeLimit::Owner owner);

// Whether `trigger` can come before `act`, an act of a mediation.
bool MayRunFromInMediation(v1::Clock::Trigger trigger, v1::TimeLimit::Act act);

// What is particular to a time limit of a mediation. Refuses with
// PROFILE_INVALID, naming the place and the problem, one that somebody else
// owes than who does the act, that follows from missing it otherwise than as a
// refusal for a consent and as nothing for the rest, or that depends on what a
// mediation has not: an issue, a class, the day of a fact.
absl::Status CheckMediationLimit(const v1::TimeLimit& limit,
                                 const std::string& where);

// Refuses with PROFILE_INVALID, naming the place and the problem, a profile
// with a scheme that
//  - has a part that only a procedure of grievances knows;
//  - names no kind of mediation, or one twice;
//  - has no level, levels that are not in order, once each, or other levels
//    beside the single one; one without its names or clause, or with a kind of
//    requester twice;
//  - does not say who consents, by which clause, or in how long where silence
//    is a refusal; or says what silence means, or how long an answer may take,
//    where it is not a refusal of a party that was asked;
//  - lacks the clause on mediators where it says something of them, or that on
//    confidence, which only where nobody's consent is needed may be silent;
//  - gives more than 3 challenges, or looks back more than 30 years.
absl::Status CheckScheme(const v1::Profile& profile);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_SCHEME_RULES_H_
