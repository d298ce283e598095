// A small world with the representatives of two sides, one of which files
// grievances against the other. Fictional.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_TWO_SIDES_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_TWO_SIDES_H_

#include <gtest/gtest.h>

#include <string>

#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "tests/testing/small_world.h"

namespace entente {

// A paper that says all that it has to.
inline v1::Instrument Paper() {
  v1::Instrument paper;
  paper.set_kind(v1::Instrument::ORDER);
  paper.set_instrument_date("2012-11-22");
  paper.set_way(v1::Delivery::EMAIL);
  return paper;
}

class TwoSides {
 public:
  using Person = SmallWorld::Person;

  // `files` is UNION or EMPLOYER: that side owns the grievances.
  explicit TwoSides(v1::GrievanceClass::Value files)
      : files_(files), world_([](ServerOptions& options) {
          options.credentials.token_lifetime = absl::Hours(24 * 365);
        }) {
    using M = v1::Mandate;
    const auto enter_union_rep = [this](const char* name) {
      return world_.EnterActor(world_.keeper, name, M::UNION_REP, world_.local);
    };
    const auto enter_employer_rep = [this](const char* name) {
      return world_.EnterActor(world_.employer_keeper, name, M::EMPLOYER_REP,
                               world_.employer);
    };
    owner = OwnerIsUnion() ? world_.union_rep : world_.employer_rep;
    other = OwnerIsUnion() ? world_.employer_rep : world_.union_rep;
    const Person agent = enter_union_rep("Agente");
    const Person assistant = enter_employer_rep("Adjointe");
    colleague = OwnerIsUnion() ? agent : assistant;
    other_colleague = OwnerIsUnion() ? assistant : agent;
    walled =
        OwnerIsUnion() ? enter_union_rep("Agent") : enter_employer_rep("Agent");
    custodian = world_.EnterActor(world_.admin, "Dépositaire", M::CUSTODIAN);
    // With a token that lasts as long as those of the others.
    administrator =
        world_.EnterActor(world_.admin, "Administratrice", M::ADMINISTRATOR);
    mediator = world_.EnterActor(world_.keeper, "Médiatrice", M::MEDIATOR,
                                 world_.local);
    const Person keeper = world_.EnterActor(
        world_.admin, "Gardienne d'ailleurs", M::KEEPER, world_.other_employer);
    other_employer = world_.EnterActor(keeper, "Conseiller d'ailleurs",
                                       M::EMPLOYER_REP, world_.other_employer);
    EnterAgreement();
  }

  SmallWorld& world() { return world_; }
  const std::string& agreement_id() const { return agreement_id_; }

  v1::GrievanceClass::Value files() const { return files_; }
  bool OwnerIsUnion() const { return files_ == v1::GrievanceClass::UNION; }
  // Who represents the union, and its side in a grievance.
  const Person& OfUnion() const { return OwnerIsUnion() ? owner : other; }
  uint32_t UnionSide() const { return OwnerIsUnion() ? 1 : 2; }
  // Whether the person works for the side that owns the grievances.
  bool IsOfOwner(const Person& person) const {
    const bool is_of_employer = person.id == world_.employer_rep.id ||
                                person.id == world_.employer_keeper.id;
    return is_of_employer != OwnerIsUnion();
  }

  // Makes the call, which must be accepted; with the paper, where the request
  // takes one and `paper` says so.
  template <typename Stub, typename Request, typename Answer>
  Answer Do(const Person& as,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                         Answer*),
            Request request, bool paper = true) {
    request.set_request_id(world_.Fresh());
    if constexpr (requires { request.mutable_instrument(); }) {
      if (paper) *request.mutable_instrument() = Paper();
    }
    Answer answer;
    const grpc::Status status = world_.Call(as, method, request, answer);
    EXPECT_EQ(ReasonOf(status), "OK")
        << request.GetTypeName() << " " << RefusedBy(status).field << " "
        << RefusedBy(status).sentence;
    return answer;
  }

  // Representatives of the two sides, and one more of each.
  Person owner;
  Person other;
  Person colleague;
  Person other_colleague;
  // Of the owner's organisation, walled off from every file here.
  Person walled;
  Person other_employer;
  Person mediator;
  Person custodian;
  Person administrator;

 private:
  static void AddLimit(const char* code, v1::TimeLimit::Act act, int step,
                       v1::Clock::Trigger trigger, v1::Profile& profile) {
    v1::TimeLimit& limit = *profile.add_limits();
    limit.set_code(code);
    limit.set_act(act);
    limit.set_step(step);
    limit.set_clause("14.07");
    limit.set_nature(v1::TimeLimit::CONVENTIONAL);
    limit.set_owner(v1::TimeLimit::FILING_SIDE);
    limit.set_missed(v1::TimeLimit::OBJECTION);
    v1::Clock& clock = *limit.add_clocks();
    clock.set_trigger(trigger);
    clock.mutable_period()->set_count(30);
    clock.mutable_period()->set_unit(v1::Period::CALENDAR_DAYS);
    clock.mutable_period()->set_roll(v1::Period::NEXT_OPEN);
  }

  // QC-SSS-30 with a second step, and a limit for taking up again what was
  // breached.
  void EnterAgreement() {
    v1::GetProfileRequest get;
    get.set_code("QC-SSS-30");
    v1::GetProfileResponse shipped;
    EXPECT_EQ(
        ReasonOf(world_.Call(
            world_.admin, &v1::ProfileService::Stub::GetProfile, get, shipped)),
        "OK");
    v1::Profile& profile = *shipped.mutable_profile();
    profile.set_code("QC-TWO-STEPS");
    v1::Step& second = *profile.add_steps();
    second = profile.steps(0);
    second.set_number(2);
    for (v1::TimeLimit& limit : *profile.mutable_limits()) {
      if (limit.act() == v1::TimeLimit::REPLY) limit.clear_step();
    }
    AddLimit("ADVANCE", v1::TimeLimit::ADVANCE, 1, v1::Clock::REPLY, profile);
    *profile.mutable_limits()->rbegin()->add_clocks() =
        profile.limits().rbegin()->clocks(0);
    profile.mutable_limits()->rbegin()->mutable_clocks(1)->set_trigger(
        v1::Clock::REPLY_DUE);
    AddLimit("REINSTATE", v1::TimeLimit::REINSTATE, 0, v1::Clock::BREACH_KNOWN,
             profile);
    v1::ImportProfileRequest import;
    import.set_textproto(profile.DebugString());
    Do(world_.admin, &v1::ProfileService::Stub::ImportProfile, import);
    v1::CreateAgreementRequest create;
    create.mutable_agreement()->set_local_id(world_.local);
    create.mutable_agreement()->set_employer_id(world_.employer);
    create.mutable_agreement()->set_title("Convention à deux étapes");
    create.mutable_agreement()->set_profile_code("QC-TWO-STEPS");
    create.mutable_agreement()->set_from_date("2010-01-01");
    agreement_id_ =
        Do(OfUnion(), &v1::DirectoryService::Stub::CreateAgreement, create)
            .agreement()
            .agreement_id();
  }

  const v1::GrievanceClass::Value files_;
  SmallWorld world_;
  std::string agreement_id_;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_TWO_SIDES_H_
