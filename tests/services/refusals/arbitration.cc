// What an arbitration does not admit.

#include <algorithm>
#include <string>

#include "entente/v1/arbitration_service.grpc.pb.h"
#include "tests/services/refusals/situations.h"

namespace entente::refusals {
namespace {

using Arbitration = v1::ArbitrationService::Stub;

v1::Instrument Order() {
  v1::Instrument order;
  order.set_kind(v1::Instrument::ORDER);
  order.set_instrument_date("2012-11-21");
  order.set_way(v1::Delivery::EMAIL);
  return order;
}

// As the union's representative, from a paper that shows the act.
template <typename Method, typename Request>
void Do(SmallWorld& world, const std::string& id, Method method,
        Request request) {
  request.set_grievance_id(id);
  *request.mutable_instrument() = Order();
  Demand(Send(world, world.union_rep, method, request, "en"));
}

template <typename Method, typename Request>
Ask DoingIn(SmallWorld& world, const std::string& id, Method method,
            Request request) {
  request.set_grievance_id(id);
  *request.mutable_instrument() = Order();
  return Asking(world, world.union_rep, method, request);
}

// Received and answered at its last step, in the world of the shipped profile.
std::string Answered(SmallWorld& world) {
  const std::string id = File(world, world.union_rep, UnionFiling());
  v1::ReplyGrievanceRequest reply;
  reply.set_reply_date("2012-11-20");
  reply.set_answer(v1::Grievance::Reply::DENIED);
  Do(world, id, &Grievances::ReplyGrievance, reply);
  return id;
}

std::string Referred(SmallWorld& world) {
  const std::string id = Answered(world);
  v1::ReferGrievanceRequest refer;
  refer.set_referral_date("2012-11-20");
  Do(world, id, &Arbitration::ReferGrievance, refer);
  return id;
}

v1::NameArbitratorRequest Naming() {
  v1::NameArbitratorRequest name;
  name.set_name("Me Arbitre");
  name.set_mode(v1::Arbitrator::AGREED);
  name.set_named_date("2012-11-20");
  return name;
}

std::string Named(SmallWorld& world) {
  const std::string id = Referred(world);
  Do(world, id, &Arbitration::NameArbitrator, Naming());
  return id;
}

v1::HoldHearingRequest Hearing() {
  v1::HoldHearingRequest hear;
  hear.set_hearing_date("2012-11-21");
  return hear;
}

std::string Deliberating(SmallWorld& world) {
  const std::string id = Named(world);
  Do(world, id, &Arbitration::HoldHearing, Hearing());
  Do(world, id, &Arbitration::TakeUnderAdvisement,
     v1::TakeUnderAdvisementRequest());
  return id;
}

v1::RenderAwardRequest Merits(v1::Disposition::Value disposition) {
  v1::RenderAwardRequest award;
  award.set_kind(v1::Award::MERITS);
  award.set_award_date("2012-11-21");
  award.add_decisions()->set_disposition(disposition);
  return award;
}

v1::RaiseObjectionRequest Objecting() {
  v1::RaiseObjectionRequest raise;
  raise.set_kind(v1::Objection::TIMELINESS);
  raise.set_by(v1::Whose::EMPLOYER);
  raise.set_raised_date("2012-11-21");
  return raise;
}

bool IsOfArbitration(const v1::TimeLimit& limit) {
  return limit.act() == v1::TimeLimit::REFER ||
         limit.act() == v1::TimeLimit::NAME_ARBITRATOR ||
         limit.act() == v1::TimeLimit::FIX_HEARING ||
         limit.act() == v1::TimeLimit::AWARD;
}

// A limit to go on from the first step, without which no profile is complete.
void AddAdvanceLimit(v1::Profile& profile) {
  for (const v1::TimeLimit& limit : profile.limits()) {
    if (limit.act() != v1::TimeLimit::REPLY) continue;
    v1::TimeLimit advance = limit;
    advance.set_code("ADVANCE");
    advance.set_act(v1::TimeLimit::ADVANCE);
    advance.set_owner(v1::TimeLimit::FILING_SIDE);
    advance.set_missed(v1::TimeLimit::OBJECTION);
    *profile.add_limits() = advance;
    return;
  }
}

// A file under a profile like the shipped one, but for what `change` does.
template <typename Change>
std::string Under(SmallWorld& world, const std::string& code, Change change) {
  v1::GetProfileRequest get;
  get.set_code("QC-SSS-30");
  v1::GetProfileResponse got;
  Demand(Send(world, world.admin, &Profiles::GetProfile, get, "en", &got));
  v1::Profile profile = got.profile();
  profile.set_code(code);
  change(profile);
  v1::ImportProfileRequest import;
  import.set_textproto(profile.DebugString());
  Demand(Send(world, world.admin, &Profiles::ImportProfile, import, "en"));
  v1::CreateAgreementRequest agreement;
  agreement.mutable_agreement()->set_local_id(world.local);
  agreement.mutable_agreement()->set_employer_id(world.employer);
  agreement.mutable_agreement()->set_profile_code(code);
  agreement.mutable_agreement()->set_title("Convention (fictive) " + code);
  agreement.mutable_agreement()->set_from_date("1990-01-01");
  agreement.mutable_agreement()->set_until_date("1999-12-31");
  v1::AgreementAnswer created;
  Demand(Send(world, world.keeper, &Directory::CreateAgreement, agreement, "en",
              &created));
  v1::FileGrievanceRequest filing = UnionFiling();
  filing.set_agreement_id(created.agreement().agreement_id());
  const std::string id = File(world, world.union_rep, filing);
  v1::ReplyGrievanceRequest reply;
  reply.set_reply_date("2012-11-20");
  reply.set_answer(v1::Grievance::Reply::DENIED);
  Do(world, id, &Grievances::ReplyGrievance, reply);
  return id;
}

}  // namespace

Situations OfArbitration() {
  return {
      {R::NO_ARBITRATION,
       [](SmallWorld& world) {
         return DoingIn(
             world,
             Under(world, "SANS-ARBITRAGE",
                   [](v1::Profile& profile) {
                     profile.clear_referral();
                     auto& limits = *profile.mutable_limits();
                     limits.erase(std::remove_if(limits.begin(), limits.end(),
                                                 IsOfArbitration),
                                  limits.end());
                   }),
             &Arbitration::ReferGrievance, v1::ReferGrievanceRequest());
       }},
      {R::NOT_LAST_STEP,
       [](SmallWorld& world) {
         return DoingIn(world,
                        Under(world, "DEUX-ETAPES",
                              [](v1::Profile& profile) {
                                v1::Step second = profile.steps(0);
                                second.set_number(2);
                                second.set_silence(v1::Step::NO_REPLY_PERIOD);
                                second.clear_silence_clause();
                                *profile.add_steps() = second;
                                AddAdvanceLimit(profile);
                              }),
                        &Arbitration::ReferGrievance,
                        v1::ReferGrievanceRequest());
       }},
      {R::ARBITRATOR_INVOLVED,
       [](SmallWorld& world) {
         v1::NameArbitratorRequest request = Naming();
         request.set_person_id(world.employer_rep.id);
         return DoingIn(world, Referred(world), &Arbitration::NameArbitrator,
                        request);
       }},
      {R::HEARING_DAY_STATE,
       [](SmallWorld& world) {
         const std::string id = Named(world);
         Do(world, id, &Arbitration::HoldHearing, Hearing());
         v1::HoldHearingRequest again;
         again.set_number(1);
         return DoingIn(world, id, &Arbitration::HoldHearing, again);
       }},
      {R::DAY_ON_ROLL,
       [](SmallWorld& world) {
         const std::string id = Named(world);
         v1::FixHearingRequest fix;
         fix.set_hearing_date("2013-02-04");
         Do(world, id, &Arbitration::FixHearing, fix);
         return DoingIn(world, id, &Arbitration::FixHearing, fix);
       }},
      {R::AWARD_WITHOUT_DISPOSITION,
       [](SmallWorld& world) {
         return DoingIn(world, Deliberating(world), &Arbitration::RenderAward,
                        Merits(v1::Disposition::VALUE_UNSPECIFIED));
       }},
      {R::REMEDY_UNFIT,
       [](SmallWorld& world) {
         v1::RenderAwardRequest request = Merits(v1::Disposition::DENIED);
         request.mutable_decisions(0)->add_remedies()->set_kind(
             v1::Remedy::REINSTATEMENT);
         return DoingIn(world, Deliberating(world), &Arbitration::RenderAward,
                        request);
       }},
      {R::NO_RESERVED_QUANTUM,
       [](SmallWorld& world) {
         v1::RenderAwardRequest request;
         request.set_kind(v1::Award::QUANTUM);
         request.set_award_date("2012-11-21");
         request.add_decisions()->add_remedies()->set_kind(
             v1::Remedy::RECREDIT_LEAVE);
         return DoingIn(world, Deliberating(world), &Arbitration::RenderAward,
                        request);
       }},
      {R::MERITS_DECIDED,
       [](SmallWorld& world) {
         const std::string id = Deliberating(world);
         v1::RenderAwardRequest reserved = Merits(v1::Disposition::GRANTED);
         reserved.set_quantum_reserved(true);
         Do(world, id, &Arbitration::RenderAward, reserved);
         v1::TakeUnderAdvisementRequest deliberate;
         deliberate.set_from_date("2012-11-21");
         Do(world, id, &Arbitration::TakeUnderAdvisement, deliberate);
         return DoingIn(world, id, &Arbitration::RenderAward,
                        Merits(v1::Disposition::DENIED));
       }},
      {R::NOTHING_TO_REVIEW,
       [](SmallWorld& world) {
         const std::string id = Deliberating(world);
         Do(world, id, &Arbitration::RenderAward,
            Merits(v1::Disposition::GRANTED));
         v1::SeekReviewRequest seek;
         seek.set_court("C.S. 200-17-0");
         seek.set_sought_date("2012-11-21");
         Do(world, id, &Arbitration::SeekReview, seek);
         v1::DecideReviewRequest decide;
         decide.set_outcome(v1::Review::SET_ASIDE);
         decide.set_disposition(v1::Disposition::DENIED);
         decide.set_outcome_date("2012-11-21");
         Do(world, id, &Arbitration::DecideReview, decide);
         return DoingIn(world, id, &Arbitration::SeekReview, seek);
       }},
      {R::OBJECTION_PENDING,
       [](SmallWorld& world) {
         const std::string id = Named(world);
         Do(world, id, &Arbitration::RaiseObjection, Objecting());
         return DoingIn(world, id, &Arbitration::RaiseObjection, Objecting());
       }},
      {R::OBJECTION_DECIDED,
       [](SmallWorld& world) {
         const std::string id = Named(world);
         Do(world, id, &Arbitration::RaiseObjection, Objecting());
         v1::RuleObjectionRequest rule;
         rule.set_number(1);
         rule.set_outcome(v1::Objection::DISMISSED);
         rule.set_outcome_date("2012-11-22");
         Do(world, id, &Arbitration::RuleObjection, rule);
         return DoingIn(world, id, &Arbitration::RuleObjection, rule);
       }},
  };
}

}  // namespace entente::refusals
