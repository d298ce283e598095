// What the tables of state, event and role are made of. They are typed by hand
// from the domain and the decisions, one for each side that may own a
// grievance; flipping one letter must turn state_event_role_test red.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_STATE_EVENT_ROLE_TABLE_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_STATE_EVENT_ROLE_TABLE_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "entente/v1/grievance_class.pb.h"
#include "grpcpp/grpcpp.h"

namespace entente {

// What the letters of the tables stand for.
struct Outcome {
  std::string reason;
  grpc::StatusCode code;
};
inline const std::map<char, Outcome> kOutcomes = {
    {'A', {"OK", grpc::OK}},
    {'.', {"WRONG_STATE", grpc::FAILED_PRECONDITION}},
    {'f', {"FOLLOWS_LEAD", grpc::FAILED_PRECONDITION}},
    {'y', {"REPLY_NOT_DUE", grpc::FAILED_PRECONDITION}},
    {'l', {"LAST_STEP", grpc::FAILED_PRECONDITION}},
    {'m', {"NOT_LAST_STEP", grpc::FAILED_PRECONDITION}},
    {'n', {"NOTHING_LAPSED", grpc::FAILED_PRECONDITION}},
    {'t', {"JOIN_DEPTH", grpc::FAILED_PRECONDITION}},
    {'g', {"JOIN_STAGE", grpc::FAILED_PRECONDITION}},
    {'-', {"NOT_JOINED", grpc::FAILED_PRECONDITION}},
    {'b', {"NOT_ATTRIBUTED", grpc::FAILED_PRECONDITION}},
    {'k', {"MERITS_DECIDED", grpc::FAILED_PRECONDITION}},
    {'q', {"NO_RESERVED_QUANTUM", grpc::FAILED_PRECONDITION}},
    {'r', {"REFERENCE_UNKNOWN", grpc::INVALID_ARGUMENT}},
    {'N', {"NOTHING_TO_REVIEW", grpc::FAILED_PRECONDITION}},
    {'v', {"SUSPENSION_OVERLAPS", grpc::FAILED_PRECONDITION}},
    {'u', {"NOT_SUSPENDED", grpc::FAILED_PRECONDITION}},
    {'2', {"SETTLEMENT_STANDS", grpc::FAILED_PRECONDITION}},
    {'z', {"SETTLEMENT_STATE", grpc::FAILED_PRECONDITION}},
    {'i', {"ALREADY_SIGNED", grpc::FAILED_PRECONDITION}},
    {'w', {"NOT_REOPENED", grpc::FAILED_PRECONDITION}},
    {'c', {"COMMITMENT_OPEN", grpc::FAILED_PRECONDITION}},
    {'e', {"END_NOT_NOTED", grpc::FAILED_PRECONDITION}},
    {'p', {"INSTRUMENT_REQUIRED", grpc::FAILED_PRECONDITION}},
    {'E', {"ALREADY_ENTRUSTED", grpc::FAILED_PRECONDITION}},
    {'o', {"OWNER_SIDE_ONLY", grpc::PERMISSION_DENIED}},
    {'h', {"NOT_AVAILABLE", grpc::PERMISSION_DENIED}},
    {'R', {"ROLE_REQUIRED", grpc::PERMISSION_DENIED}},
    {'S', {"NOT_SIGNED_IN", grpc::UNAUTHENTICATED}},
};

// Rows: one call each. Columns: the states of every_state.h; made with the
// paper that shows the act.
//
//   of_owner, of_other: what the representative of each side is answered; of
//   the other side the same as of the owner, where nothing is written.
struct StateRow {
  const char* call;
  const char* of_owner;
  const char* of_other = "";
};

// What becomes of an accepted act without its paper, of either side's
// representative: A it needs none; p it needs one; P the same, asked for even
// where the settlement allows the act, and only its grievance would not; o it
// is not theirs, in whatever state. Calls that take no paper are left out.
struct PaperRow {
  const char* call;
  char owner;
  char other;
};

// Everyone else, in every state.
//
//   z represents another local          K keeper of the local's mandates
//   o represents another employer       k keeper of the employer's
//   f adviser of the federation         a administrator
//   w of the owner's, but walled off    u auditor
//   m mediator                          c identity custodian
//                                       - without a token
struct RoleRow {
  const char* call;
  const char* expected;
};
inline constexpr absl::string_view kOutsiders = "zofwmKkauc-";

// All there is to say of the grievances that one side files.
struct Table {
  v1::GrievanceClass::Value files;
  absl::Span<const StateRow> states;
  absl::Span<const PaperRow> papers;
  absl::Span<const RoleRow> roles;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_STATE_EVENT_ROLE_TABLE_H_
