// What a settlement, or what it ended, does not admit.

#include <string>

#include "tests/services/refusals/situations.h"

namespace entente::refusals {
namespace {

using Settlements = v1::SettlementService::Stub;
using C = v1::Commitment;

v1::ProposeSettlementRequest Proposal(const std::string& grievance_id) {
  v1::ProposeSettlementRequest request;
  request.add_grievance_ids(grievance_id);
  request.set_precedent(v1::Settlement::CITABLE);
  auto& commitment = *request.add_commitments();
  commitment.set_owner_kind(v1::Party::EMPLOYER);
  commitment.set_text("Verser trois jours");
  commitment.set_due_date("2100-01-01");
  return request;
}

std::string Propose(SmallWorld& world, const std::string& grievance_id) {
  v1::SettlementAnswer answer;
  Demand(Send(world, world.union_rep, &Settlements::ProposeSettlement,
              Proposal(grievance_id), "en", &answer));
  return answer.settlement().settlement_id();
}

v1::SignSettlementRequest Signing(const std::string& settlement_id) {
  v1::SignSettlementRequest request;
  request.set_settlement_id(settlement_id);
  return request;
}

std::string Settle(SmallWorld& world, const std::string& grievance_id) {
  const std::string id = Propose(world, grievance_id);
  for (const Person* person : {&world.union_rep, &world.employer_rep}) {
    Demand(
        Send(world, *person, &Settlements::SignSettlement, Signing(id), "en"));
  }
  return id;
}

std::string SettleOne(SmallWorld& world) {
  return Settle(world, File(world, world.union_rep, UnionFiling()));
}

v1::ReportCommitmentRequest Saying(const std::string& settlement_id,
                                   C::Status status) {
  v1::ReportCommitmentRequest request;
  request.set_settlement_id(settlement_id);
  request.set_commitment(1);
  request.set_status(status);
  request.set_evidence("Relevé de paie");
  return request;
}

}  // namespace

Situations OfSettlements() {
  return {
      {R::PARTIES_DIFFER,
       [](SmallWorld& world) {
         // Another employer, in other years.
         v1::CreateAgreementRequest agreement;
         agreement.mutable_agreement()->set_local_id(world.local);
         agreement.mutable_agreement()->set_employer_id(world.other_employer);
         agreement.mutable_agreement()->set_profile_code("QC-SSS-30");
         agreement.mutable_agreement()->set_title("Ancienne convention");
         agreement.mutable_agreement()->set_from_date("2005-01-01");
         agreement.mutable_agreement()->set_until_date("2006-12-31");
         Demand(Send(world, world.keeper, &Directory::CreateAgreement,
                     agreement, "en"));
         v1::FileGrievanceRequest elsewhere = UnionFiling();
         elsewhere.set_occurred_date("2005-06-01");
         elsewhere.set_known_date("2005-06-03");
         elsewhere.set_submitted_date("2005-06-20");
         v1::ProposeSettlementRequest request =
             Proposal(File(world, world.union_rep, UnionFiling()));
         request.add_grievance_ids(File(world, world.union_rep, elsewhere));
         return Asking(world, world.union_rep, &Settlements::ProposeSettlement,
                       request);
       }},
      {R::SETTLEMENT_STANDS,
       [](SmallWorld& world) {
         const std::string id = File(world, world.union_rep, UnionFiling());
         Propose(world, id);
         return Asking(world, world.employer_rep,
                       &Settlements::ProposeSettlement, Proposal(id));
       }},
      {R::SETTLEMENT_STATE,
       [](SmallWorld& world) {
         return Asking(world, world.union_rep, &Settlements::SignSettlement,
                       Signing(SettleOne(world)));
       }},
      {R::ALREADY_SIGNED,
       [](SmallWorld& world) {
         const v1::SignSettlementRequest request = Signing(
             Propose(world, File(world, world.union_rep, UnionFiling())));
         Demand(Send(world, world.union_rep, &Settlements::SignSettlement,
                     request, "en"));
         return Asking(world, world.union_rep, &Settlements::SignSettlement,
                       request);
       }},
      {R::COMMITMENT_STATUS,
       [](SmallWorld& world) {
         const std::string id = SettleOne(world);
         Demand(Send(world, world.union_rep, &Settlements::ReportCommitment,
                     Saying(id, C::RELEASED), "en"));
         return Asking(world, world.union_rep, &Settlements::ReportCommitment,
                       Saying(id, C::FULFILLED));
       }},
      {R::OWED_SIDE_ONLY,
       [](SmallWorld& world) {
         return Asking(world, world.employer_rep,
                       &Settlements::ReportCommitment,
                       Saying(SettleOne(world), C::RELEASED));
       }},
      {R::COMMITMENT_NOT_DUE,
       [](SmallWorld& world) {
         return Asking(world, world.union_rep, &Settlements::ReportCommitment,
                       Saying(SettleOne(world), C::BREACHED));
       }},
      {R::COMMITMENT_OPEN,
       [](SmallWorld& world) {
         v1::CloseGrievanceRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         Settle(world, request.grievance_id());
         return Asking(world, world.union_rep, &Settlements::CloseGrievance,
                       request);
       }},
      {R::NOT_REOPENED,
       [](SmallWorld& world) {
         v1::ReinstateGrievanceRequest request;
         request.set_settlement_id(SettleOne(world));
         return Asking(world, world.union_rep, &Settlements::ReinstateGrievance,
                       request);
       }},
      {R::END_NOT_NOTED,
       [](SmallWorld& world) {
         v1::NoteEndRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         Settle(world, request.grievance_id());
         return Asking(world, world.union_rep, &Settlements::NoteEnd, request);
       }},
  };
}

}  // namespace entente::refusals
