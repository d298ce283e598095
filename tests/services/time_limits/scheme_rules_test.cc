#include "services/time_limits/scheme_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "services/time_limits/profile_rules.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {
namespace {

using M = v1::Mediation;
using P = v1::Profile;
using S = v1::MediationScheme;
using T = v1::TimeLimit;

// Levels, an acknowledgement and an end; no time to answer.
P Hospital() { return ShippedProfile("FR-MED-FPH"); }
// One level, and fifteen days to answer.
P Centre() { return ShippedProfile("FR-MED-CMAP"); }

struct Damage {
  const char* complaint;
  std::function<void(P&)> damage;
};

void ExpectComplaints(const std::function<P()>& sound,
                      const std::vector<Damage>& damages) {
  for (const Damage& damage : damages) {
    P profile = sound();
    ASSERT_EQ(Complaint(CheckProfile(profile, Calendars())), "OK");
    damage.damage(profile);
    EXPECT_EQ(Complaint(CheckProfile(profile, Calendars())),
              std::string("PROFILE_INVALID ") + damage.complaint);
  }
}

TEST(ShippedSchemes, SayWhoConsentsAndWhatSilenceMeans) {
  struct Example {
    const char* code;
    S::Consent consent;
    S::Silence silence;
    int levels;
    int limits;
  };
  const Example kExamples[] = {
      {"FR-MED-FPH", S::EACH_PARTY, S::SILENCE_UNSPECIFIED, 3, 2},
      {"FR-MED-CMAP", S::EACH_PARTY, S::REFUSAL, 1, 1},
      {"QC-MED-PREARB", S::JOINT_REQUEST, S::SILENCE_UNSPECIFIED, 1, 0},
      {"FR-MISSION-2017", S::NOT_NEEDED, S::SILENCE_UNSPECIFIED, 1, 0},
      {"FR-MED-COLL", S::NOT_NEEDED, S::SILENCE_UNSPECIFIED, 1, 0},
      {"CH-CANTON", S::EACH_PARTY, S::SILENCE_UNSPECIFIED, 1, 0},
  };
  for (const Example& example : kExamples) {
    const P profile = ShippedProfile(example.code);
    ASSERT_TRUE(profile.has_scheme()) << example.code;
    EXPECT_EQ(profile.scheme().consent(), example.consent) << example.code;
    EXPECT_EQ(profile.scheme().silence(), example.silence) << example.code;
    EXPECT_EQ(profile.scheme().levels_size(), example.levels) << example.code;
    EXPECT_EQ(profile.limits_size(), example.limits) << example.code;
  }
}

TEST(ShippedSchemes, AskForAnAttemptBelowInFrenchPublicHospitals) {
  const S scheme = Hospital().scheme();
  ASSERT_EQ(scheme.levels_size(), 3);
  EXPECT_EQ(scheme.levels(0).level(), M::LOCAL);
  EXPECT_FALSE(scheme.levels(0).prior_attempt());
  EXPECT_EQ(scheme.levels(1).level(), M::REGIONAL);
  EXPECT_TRUE(scheme.levels(1).prior_attempt());
  EXPECT_EQ(scheme.levels(2).level(), M::NATIONAL);
  EXPECT_TRUE(scheme.levels(2).prior_attempt());
  EXPECT_EQ(scheme.challenges_per_party(), 1);
  EXPECT_TRUE(scheme.certified_mediator());
  EXPECT_TRUE(scheme.undertaking());
  EXPECT_TRUE(scheme.entry_agreement());
}

TEST(ShippedSchemes, KnowTheMissionsOfBeforeTheDecreeWithoutItsLimits) {
  const P profile = ShippedProfile("FR-MISSION-2017");
  ASSERT_EQ(profile.scheme().kinds_size(), 2);
  EXPECT_EQ(profile.scheme().kinds(0), M::ENQUIRY);
  EXPECT_EQ(profile.scheme().kinds(1), M::MISSION);
  EXPECT_TRUE(profile.limits().empty());
  EXPECT_FALSE(profile.scheme().entry_agreement());
}

TEST(CheckScheme, KnowsNoPartOfAProcedureOfGrievances) {
  const P grievances = ShippedProfile("QC-SSS-30");
  ExpectComplaints(
      Hospital,
      {
          {"steps CONTRADICTS",
           [&](P& p) { *p.add_steps() = grievances.steps(0); }},
          {"late_protection CONTRADICTS",
           [](P& p) { p.mutable_late_protection(); }},
          {"referral CONTRADICTS", [](P& p) { p.mutable_referral(); }},
          {"objection_cut_offs CONTRADICTS",
           [](P& p) { p.add_objection_cut_offs(); }},
          {"prerequisites CONTRADICTS", [](P& p) { p.add_prerequisites(); }},
          {"closure_rules CONTRADICTS", [](P& p) { p.add_closure_rules(); }},
          {"repudiation_clause CONTRADICTS",
           [](P& p) { p.set_repudiation_clause("1"); }},
          {"member_complaint CONTRADICTS",
           [](P& p) { p.mutable_member_complaint(); }},
          {"limits[1].act CONTRADICTS",
           [](P& p) { p.mutable_limits(0)->set_act(T::FILE); }},
          {"limits[1].act CONTRADICTS",
           [](P& p) { p.mutable_limits(0)->set_act(T::REPLY); }},
          {"limits[2].act CONTRADICTS",
           [](P& p) { p.mutable_limits(1)->set_act(T::REFER); }},
      });
}

TEST(CheckScheme, NamesThePartThatIsMissing) {
  const auto scheme = [](P& p) { return p.mutable_scheme(); };
  const auto level = [](P& p, int i) {
    return p.mutable_scheme()->mutable_levels(i);
  };
  ExpectComplaints(
      Hospital,
      {
          {"scheme.kinds MISSING", [&](P& p) { scheme(p)->clear_kinds(); }},
          {"scheme.kinds[1] MISSING",
           [&](P& p) { scheme(p)->set_kinds(0, M::KIND_UNSPECIFIED); }},
          {"scheme.kinds[1] UNKNOWN",
           [&](P& p) { scheme(p)->set_kinds(0, static_cast<M::Kind>(99)); }},
          {"scheme.kinds[2] DUPLICATE",
           [&](P& p) { scheme(p)->add_kinds(M::MEDIATION); }},
          {"scheme.levels MISSING", [&](P& p) { scheme(p)->clear_levels(); }},
          {"scheme.levels[2].level MISSING",
           [&](P& p) { level(p, 1)->clear_level(); }},
          {"scheme.levels[2].level UNKNOWN",
           [&](P& p) { level(p, 1)->set_level(static_cast<M::Level>(99)); }},
          {"scheme.levels[2].level DUPLICATE",
           [&](P& p) { level(p, 1)->set_level(M::LOCAL); }},
          {"scheme.levels[3].level NOT_IN_ORDER",
           [&](P& p) { level(p, 2)->set_level(M::LOCAL); }},
          {"scheme.levels[3].level CONTRADICTS",
           [&](P& p) { level(p, 2)->set_level(M::SINGLE); }},
          {"scheme.levels[1].name.fr MISSING",
           [&](P& p) { level(p, 0)->clear_name(); }},
          {"scheme.levels[1].name.en MISSING",
           [&](P& p) { level(p, 0)->mutable_name()->clear_en(); }},
          {"scheme.levels[1].clause MISSING",
           [&](P& p) { level(p, 0)->clear_clause(); }},
          {"scheme.levels[3].requesters[1] MISSING",
           [&](P& p) {
             level(p, 2)->set_requesters(0, v1::Party::KIND_UNSPECIFIED);
           }},
          {"scheme.levels[3].requesters[2] UNKNOWN",
           [&](P& p) {
             level(p, 2)->add_requesters(static_cast<v1::Party::Kind>(99));
           }},
          {"scheme.levels[3].requesters[2] DUPLICATE",
           [&](P& p) { level(p, 2)->add_requesters(v1::Party::AUTHORITY); }},
          {"scheme.consent MISSING", [&](P& p) { scheme(p)->clear_consent(); }},
          {"scheme.consent UNKNOWN",
           [&](P& p) { scheme(p)->set_consent(static_cast<S::Consent>(99)); }},
          {"scheme.consent_clause MISSING",
           [&](P& p) { scheme(p)->clear_consent_clause(); }},
          {"scheme.silence UNKNOWN",
           [&](P& p) { scheme(p)->set_silence(static_cast<S::Silence>(99)); }},
          {"scheme.mediator_clause MISSING",
           [&](P& p) { scheme(p)->clear_mediator_clause(); }},
          {"scheme.confidentiality_clause MISSING",
           [&](P& p) { scheme(p)->clear_confidentiality_clause(); }},
          {"scheme.challenges_per_party OUT_OF_RANGE",
           [&](P& p) { scheme(p)->set_challenges_per_party(4); }},
          {"scheme.challenges_per_party OUT_OF_RANGE",
           [&](P& p) { scheme(p)->set_challenges_per_party(-1); }},
          {"scheme.conflict_years OUT_OF_RANGE",
           [&](P& p) { scheme(p)->set_conflict_years(31); }},
          {"scheme.conflict_years OUT_OF_RANGE",
           [&](P& p) { scheme(p)->set_conflict_years(-1); }},
      });
}

TEST(CheckScheme, AsksForAClauseForWhateverItSaysOfMediators) {
  for (const std::function<void(S&)>& says :
       {std::function<void(S&)>([](S& s) { s.set_challenges_per_party(1); }),
        std::function<void(S&)>([](S& s) { s.set_certified_mediator(true); }),
        std::function<void(S&)>([](S& s) { s.set_undertaking(true); })}) {
    P profile = Centre();
    ASSERT_TRUE(profile.scheme().mediator_clause().empty());
    says(*profile.mutable_scheme());
    EXPECT_EQ(Complaint(CheckProfile(profile, Calendars())),
              "PROFILE_INVALID scheme.mediator_clause MISSING");
    profile.mutable_scheme()->set_mediator_clause("6");
    EXPECT_EQ(Complaint(CheckProfile(profile, Calendars())), "OK");
  }
}

TEST(CheckScheme, GivesSilenceAMeaningAndATimeTogether) {
  ExpectComplaints(
      Centre,
      {
          {"limits.CONSENT MISSING", [](P& p) { p.clear_limits(); }},
          {"limits[1] CONTRADICTS",
           [](P& p) { p.mutable_scheme()->clear_silence(); }},
          {"scheme.silence CONTRADICTS",
           [](P& p) { p.mutable_scheme()->set_consent(S::JOINT_REQUEST); }},
          {"scheme.silence CONTRADICTS",
           [](P& p) { p.mutable_scheme()->set_consent(S::NOT_NEEDED); }},
          // Nobody is asked, and yet has a time to answer.
          {"limits[1] CONTRADICTS",
           [](P& p) {
             p.mutable_scheme()->set_consent(S::NOT_NEEDED);
             p.mutable_scheme()->clear_silence();
           }},
      });
}

TEST(CheckScheme, NamesThePartOfALimitThatDoesNotFit) {
  const auto limit = [](P& p) { return p.mutable_limits(0); };
  const auto from = [](v1::Clock::Trigger trigger) {
    return [trigger](P& p) {
      p.mutable_limits(0)->mutable_clocks(0)->set_trigger(trigger);
    };
  };
  ExpectComplaints(
      Centre,
      {
          {"limits[1].owner CONTRADICTS",
           [&](P& p) { limit(p)->set_owner(T::OFFICE); }},
          {"limits[1].owner CONTRADICTS",
           [&](P& p) { limit(p)->set_owner(T::RESPONDING_SIDE); }},
          {"limits[1].owner MISSING", [&](P& p) { limit(p)->clear_owner(); }},
          {"limits[1].missed CONTRADICTS",
           [&](P& p) { limit(p)->set_missed(T::NOTHING); }},
          {"limits[1].missed MISSING", [&](P& p) { limit(p)->clear_missed(); }},
          {"limits[1].clause MISSING", [&](P& p) { limit(p)->clear_clause(); }},
          {"limits[1].nature MISSING", [&](P& p) { limit(p)->clear_nature(); }},
          {"limits[1].clocks MISSING", [&](P& p) { limit(p)->clear_clocks(); }},
          {"limits[1].step OUT_OF_RANGE", [&](P& p) { limit(p)->set_step(1); }},
          {"limits[1].clocks[1].trigger CONTRADICTS",
           from(v1::Clock::CONSENTS)},
          {"limits[1].clocks[1].trigger CONTRADICTS",
           from(v1::Clock::SUBMISSION)},
          {"limits[1].clocks[1].trigger CONTRADICTS",
           from(v1::Clock::KNOWLEDGE)},
          // A mediation has no issue, no class and no day of a fact.
          {"limits[1].issue_codes CONTRADICTS",
           [&](P& p) { limit(p)->add_issue_codes("PAY-*"); }},
          {"limits[1].grievance_classes CONTRADICTS",
           [&](P& p) {
             limit(p)->add_grievance_classes(v1::GrievanceClass::UNION);
           }},
          {"limits[1].in_force.basis CONTRADICTS",
           [&](P& p) {
             limit(p)->mutable_in_force()->set_from_date("2026-01-01");
           }},
          {"limits[1].prudent_from_fact CONTRADICTS",
           [&](P& p) {
             *limit(p)->mutable_prudent_from_fact() =
                 p.limits(0).clocks(0).period();
           }},
          {"limits[2] UNREACHABLE",
           [](P& p) {
             *p.add_limits() = p.limits(0);
             p.mutable_limits(1)->set_code("CONSENT-2");
           }},
      });
  ExpectComplaints(
      Hospital,
      {
          {"limits[1].owner CONTRADICTS",
           [](P& p) { p.mutable_limits(0)->set_owner(T::MEDIATORS); }},
          {"limits[2].owner CONTRADICTS",
           [](P& p) { p.mutable_limits(1)->set_owner(T::EACH_PARTY); }},
          {"limits[1].missed CONTRADICTS",
           [](P& p) { p.mutable_limits(0)->set_missed(T::REFUSAL); }},
          {"limits[2].missed CONTRADICTS",
           [](P& p) { p.mutable_limits(1)->set_missed(T::OBJECTION); }},
          {"limits[1].clocks[1].trigger CONTRADICTS", from(v1::Clock::ENTRY)},
          {"limits[2].clocks[1].trigger CONTRADICTS",
           [](P& p) {
             p.mutable_limits(1)->mutable_clocks(0)->set_trigger(
                 v1::Clock::REFERRAL);
           }},
      });
}

TEST(CheckScheme, LetsALimitDependOnTheDayOfTheRequest) {
  P profile = Hospital();
  T older = profile.limits(1);
  older.set_code("CONCLUDE-OLD");
  older.mutable_in_force()->set_until_date("2020-12-31");
  older.mutable_in_force()->set_basis(v1::InForce::DAY_OF_REQUEST);
  *profile.add_limits() = profile.limits(1);
  *profile.mutable_limits(1) = older;
  EXPECT_EQ(Complaint(CheckProfile(profile, Calendars())), "OK");
}

TEST(CheckProfile, KeepsWhatIsOfMediationsOutOfProceduresOfGrievances) {
  const auto limit = [](P& p) { return p.mutable_limits(4); };
  ExpectComplaints(
      [] { return ShippedProfile("QC-SSS-30"); },
      {
          {"limits[5].act CONTRADICTS",
           [&](P& p) { limit(p)->set_act(T::ACKNOWLEDGE); }},
          {"limits[5].act CONTRADICTS",
           [&](P& p) { limit(p)->set_act(T::CONSENT); }},
          {"limits[5].act CONTRADICTS",
           [&](P& p) { limit(p)->set_act(T::CONCLUDE); }},
          {"limits[5].owner CONTRADICTS",
           [&](P& p) { limit(p)->set_owner(T::OFFICE); }},
          {"limits[5].owner CONTRADICTS",
           [&](P& p) { limit(p)->set_owner(T::EACH_PARTY); }},
          {"limits[5].owner CONTRADICTS",
           [&](P& p) { limit(p)->set_owner(T::MEDIATORS); }},
          {"limits[5].missed CONTRADICTS",
           [&](P& p) { limit(p)->set_missed(T::REFUSAL); }},
          {"limits[5].clocks[1].trigger CONTRADICTS",
           [&](P& p) {
             limit(p)->mutable_clocks(0)->set_trigger(v1::Clock::REQUEST);
           }},
          {"closure_rules[1].acts[1] CONTRADICTS",
           [](P& p) {
             v1::ClosureRule& rule = *p.add_closure_rules();
             rule.add_acts(T::CONCLUDE);
             rule.set_clause("1");
           }},
      });
}

TEST(CheckProfile, RefusesAnyShippedSchemeThatLacksAField) {
  // What need not be there: nothing is said of it then.
  const std::vector<std::string> optional = {
      "requesters",           "prior_attempt",
      "challenges_per_party", "conflict_years",
      "certified_mediator",   "undertaking",
      "entry_agreement",      "note"};
  const auto needed = [&optional](const std::string& name) {
    return std::find(optional.begin(), optional.end(), name) == optional.end();
  };
  int cleared = 0;
  const auto lacks = [&](const P& sound, const auto& part) {
    std::vector<const google::protobuf::FieldDescriptor*> fields;
    P profile = sound;
    part(profile).GetReflection()->ListFields(part(profile), &fields);
    for (const auto* field : fields) {
      if (!needed(field->name())) continue;
      // Limits are asked for only where silence is a refusal.
      if (field->name() == "limits" && !sound.scheme().silence()) continue;
      profile = sound;
      google::protobuf::Message& message = part(profile);
      message.GetReflection()->ClearField(&message, field);
      ++cleared;
      EXPECT_EQ(RefusalReason(CheckProfile(profile, Calendars())),
                v1::Refusal::PROFILE_INVALID)
          << sound.code() << " " << field->name();
    }
  };
  for (const char* code : {"CH-CANTON", "FR-MED-CMAP", "FR-MED-COLL",
                           "FR-MED-FPH", "FR-MISSION-2017", "QC-MED-PREARB"}) {
    const P sound = ShippedProfile(code);
    lacks(sound, [](P& p) -> google::protobuf::Message& { return p; });
    lacks(sound, [](P& p) -> google::protobuf::Message& {
      return *p.mutable_scheme();
    });
    for (int i = 0; i < sound.scheme().levels_size(); ++i) {
      lacks(sound, [i](P& p) -> google::protobuf::Message& {
        return *p.mutable_scheme()->mutable_levels(i);
      });
    }
    for (int i = 0; i < sound.limits_size(); ++i) {
      lacks(sound, [i](P& p) -> google::protobuf::Message& {
        return *p.mutable_limits(i);
      });
    }
  }
  EXPECT_GT(cleared, 100);
}

}  // namespace
}  // namespace entente
