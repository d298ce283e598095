#include "services/time_limits/profile_rules.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "ShippedRuleFiles.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {
namespace {

using P = v1::Profile;
using L = v1::TimeLimit;

TEST(ShippedProfiles, AreCompleteAndSayWhenTheyWereChecked) {
  const absl::StatusOr<std::vector<P>> profiles = ShippedProfiles(Calendars());
  ASSERT_TRUE(profiles.ok()) << Complaint(profiles.status());
  std::vector<std::string> codes;
  for (const P& profile : *profiles) {
    codes.push_back(profile.code());
    EXPECT_EQ(profile.version(), 1);
    EXPECT_EQ(profile.checked_date(),
              profile.has_scheme() ? "2026-11-23" : "2026-11-22");
    for (const L& limit : profile.limits())
      EXPECT_FALSE(limit.clause().empty());
  }
  EXPECT_EQ(codes,
            (std::vector<std::string>{
                "CA-3STEP-WD", "CH-CANTON", "FR-FPH", "FR-MED-CMAP",
                "FR-MED-COLL", "FR-MED-FPH", "FR-MISSION-2017", "QC-DEFAULT",
                "QC-MED-PREARB", "QC-SSS-30", "QC-SSS-60", "US-14D"}));
}

TEST(ShippedRuleFiles, AreCalendarsAndProfilesAndNothingElse) {
  for (const auto& [name, text] : ShippedRuleFiles()) {
    const bool calendar = name.substr(0, 9) == "calendar_";
    const bool profile = name.substr(0, 8) == "profile_";
    EXPECT_TRUE(calendar || profile) << name;
    EXPECT_FALSE(text.empty()) << name;
  }
  EXPECT_EQ(ShippedRuleFiles().size(), 21u);
}

// The profile of three steps that tests use.
P ThreeSteps() {
  std::ifstream file(TIME_LIMITS_TESTDATA "/test_3step.textproto");
  std::stringstream text;
  text << file.rdbuf();
  absl::StatusOr<P> profile = ParseProfile(text.str());
  EXPECT_TRUE(profile.ok()) << Complaint(profile.status());
  return profile.value_or(P());
}

TEST(CheckProfile, AcceptsTheProfileOfThreeSteps) {
  EXPECT_EQ(Complaint(CheckProfile(ThreeSteps(), Calendars())), "OK");
}

struct Damage {
  const char* complaint;
  std::function<void(P&)> damage;
};

void ExpectComplaints(const std::function<P()>& sound,
                      const std::vector<Damage>& damages) {
  for (const Damage& damage : damages) {
    P profile = sound();
    damage.damage(profile);
    EXPECT_EQ(Complaint(CheckProfile(profile, Calendars())),
              std::string("PROFILE_INVALID ") + damage.complaint);
  }
}

P Sss30() { return ShippedProfile("QC-SSS-30"); }

TEST(CheckProfile, NamesThePartOfTheHeadThatIsMissing) {
  ExpectComplaints(
      Sss30,
      {
          {"code NOT_A_CODE", [](P& p) { p.clear_code(); }},
          {"code NOT_A_CODE", [](P& p) { p.set_code("qc"); }},
          {"code NOT_A_CODE", [](P& p) { p.set_code("Q"); }},
          {"version OUT_OF_RANGE", [](P& p) { p.clear_version(); }},
          {"title.fr MISSING", [](P& p) { p.clear_title(); }},
          {"title.en MISSING", [](P& p) { p.mutable_title()->clear_en(); }},
          {"setting.fr MISSING", [](P& p) { p.clear_setting(); }},
          {"setting.en MISSING", [](P& p) { p.mutable_setting()->clear_en(); }},
          {"source MISSING", [](P& p) { p.clear_source(); }},
          {"checked_date MISSING", [](P& p) { p.clear_checked_date(); }},
          {"checked_date NOT_A_DATE",
           [](P& p) { p.set_checked_date("2026-02-30"); }},
          {"time_zone MISSING", [](P& p) { p.clear_time_zone(); }},
          {"time_zone UNKNOWN",
           [](P& p) { p.set_time_zone("America/Quebec_City"); }},
          {"calendar_code MISSING", [](P& p) { p.clear_calendar_code(); }},
          {"calendar_code UNKNOWN_CALENDAR",
           [](P& p) { p.set_calendar_code("QC-NONE"); }},
          {"due_soon_days MISSING", [](P& p) { p.clear_due_soon_days(); }},
          {"due_soon_days OUT_OF_RANGE", [](P& p) { p.set_due_soon_days(-1); }},
          {"steps MISSING", [](P& p) { p.clear_steps(); }},
          {"limits MISSING", [](P& p) { p.clear_limits(); }},
          {"limits TOO_MANY",
           [](P& p) {
             while (p.limits_size() <= 1000000) p.add_limits();
           }},
          {"title.fr BAD_CHARACTER",
           [](P& p) { p.mutable_title()->set_fr("a\x07"); }},
          {"title.fr BAD_CHARACTER",
           [](P& p) { p.mutable_title()->set_fr("\xc3"); }},
          {"title.fr TOO_LONG",
           [](P& p) { p.mutable_title()->set_fr(std::string(2001, 'x')); }},
          {"limits[4].clocks[2].clause BAD_CHARACTER",
           [](P& p) {
             p.mutable_limits(3)->mutable_clocks(1)->set_clause("\x1b[0m");
           }},
      });
}

TEST(CheckProfile, NamesTheStepThatIsMissingOrIncomplete) {
  ExpectComplaints(
      ThreeSteps,
      {
          {"steps[1] STEP_MISSING",
           [](P& p) {
             p.mutable_steps()->DeleteSubrange(0, 1);
             p.mutable_limits(4)->set_step(1);
           }},
          {"steps[2] STEP_MISSING",
           [](P& p) { p.mutable_steps()->DeleteSubrange(1, 1); }},
          {"limits[5].step OUT_OF_RANGE",
           [](P& p) { p.mutable_steps()->DeleteSubrange(1, 2); }},
          // Without its last step, the step before has nowhere to go on to.
          {"steps[2].ADVANCE CONTRADICTS",
           [](P& p) { p.mutable_steps()->DeleteSubrange(2, 1); }},
          {"steps[2].name.fr MISSING",
           [](P& p) { p.mutable_steps(1)->clear_name(); }},
          {"steps[2].name.en MISSING",
           [](P& p) { p.mutable_steps(1)->mutable_name()->clear_en(); }},
          {"steps[2].silence MISSING",
           [](P& p) { p.mutable_steps(1)->clear_silence(); }},
          {"steps[2].silence UNKNOWN",
           [](P& p) {
             p.mutable_steps(1)->set_silence(static_cast<v1::Step::Silence>(9));
           }},
          {"steps[2].silence_clause MISSING",
           [](P& p) { p.mutable_steps(1)->clear_silence_clause(); }},
          {"steps[1].REPLY MISSING",
           [](P& p) { p.mutable_limits()->DeleteSubrange(2, 1); }},
          {"steps[1].REPLY MISSING",
           [](P& p) { p.mutable_limits(2)->set_step(2); }},
          {"steps[1].REPLY CONTRADICTS",
           [](P& p) {
             p.mutable_steps(0)->set_silence(v1::Step::NO_REPLY_PERIOD);
           }},
          {"steps[1].ADVANCE MISSING",
           [](P& p) { p.mutable_limits()->DeleteSubrange(3, 1); }},
          {"steps[2].ADVANCE MISSING",
           [](P& p) { p.mutable_limits()->DeleteSubrange(4, 1); }},
          {"limits[5] UNREACHABLE",
           [](P& p) { p.mutable_limits(3)->clear_step(); }},
          {"limits.FILE MISSING",
           [](P& p) { p.mutable_limits()->DeleteSubrange(0, 2); }},
      });
}

TEST(CheckProfile, NamesThePartOfALimitThatIsMissing) {
  // Number 4 is the general filing limit: 30 days from knowledge, six months
  // from the last fact.
  const auto limit = [](P& p) { return p.mutable_limits(3); };
  ExpectComplaints(
      Sss30,
      {
          {"limits[4].code NOT_A_CODE", [&](P& p) { limit(p)->clear_code(); }},
          {"limits[4].code DUPLICATE",
           [&](P& p) { limit(p)->set_code("FILE-MONEY"); }},
          {"limits[4].act MISSING", [&](P& p) { limit(p)->clear_act(); }},
          {"limits[4].act UNKNOWN",
           [&](P& p) { limit(p)->set_act(static_cast<L::Act>(99)); }},
          {"limits[4].step OUT_OF_RANGE", [&](P& p) { limit(p)->set_step(1); }},
          {"limits[5].step OUT_OF_RANGE",
           [](P& p) { p.mutable_limits(4)->set_step(2); }},
          {"limits[5].step OUT_OF_RANGE",
           [](P& p) { p.mutable_limits(4)->set_step(-1); }},
          {"limits[3].issue_codes[1] NOT_A_CODE",
           [](P& p) { p.mutable_limits(2)->set_issue_codes(0, "*"); }},
          {"limits[3].issue_codes[1] NOT_A_CODE",
           [](P& p) { p.mutable_limits(2)->set_issue_codes(0, "pay-*"); }},
          {"limits[3].grievance_classes[1] MISSING",
           [](P& p) {
             p.mutable_limits(2)->add_grievance_classes(
                 v1::GrievanceClass::VALUE_UNSPECIFIED);
           }},
          {"limits[1].in_force MISSING",
           [](P& p) {
             p.mutable_limits(0)->mutable_in_force()->clear_from_date();
           }},
          {"limits[1].in_force.from_date NOT_A_DATE",
           [](P& p) {
             p.mutable_limits(0)->mutable_in_force()->set_from_date("2018");
           }},
          {"limits[1].in_force.until_date CONTRADICTS",
           [](P& p) {
             p.mutable_limits(0)->mutable_in_force()->set_until_date(
                 "2018-06-11");
           }},
          {"limits[1].in_force.basis UNKNOWN",
           [](P& p) {
             p.mutable_limits(0)->mutable_in_force()->set_basis(
                 static_cast<v1::InForce::Basis>(7));
           }},
          {"limits[4].clocks MISSING", [&](P& p) { limit(p)->clear_clocks(); }},
          {"limits[4].clocks[1].trigger MISSING",
           [&](P& p) { limit(p)->mutable_clocks(0)->clear_trigger(); }},
          {"limits[4].clocks[1].trigger CONTRADICTS",
           [&](P& p) {
             limit(p)->mutable_clocks(0)->set_trigger(v1::Clock::REPLY);
           }},
          {"limits[5].clocks[1].trigger CONTRADICTS",
           [](P& p) {
             p.mutable_limits(4)->mutable_clocks(0)->set_trigger(
                 v1::Clock::KNOWLEDGE);
           }},
          {"limits[4].clocks[1].trigger CONTRADICTS",
           [&](P& p) {
             limit(p)->mutable_clocks(0)->set_trigger(v1::Clock::GIVEN_DAY);
           }},
          {"limits[4].clocks[2].period.count MISSING",
           [&](P& p) { limit(p)->mutable_clocks(1)->clear_period(); }},
          {"limits[4].clocks[2].period.count OUT_OF_RANGE",
           [&](P& p) {
             limit(p)->mutable_clocks(1)->mutable_period()->set_count(-6);
           }},
          {"limits[4].clocks[2].period.count OUT_OF_RANGE",
           [&](P& p) {
             limit(p)->mutable_clocks(1)->mutable_period()->set_count(10000);
           }},
          {"limits[4].clocks[2].period.unit MISSING",
           [&](P& p) {
             limit(p)->mutable_clocks(1)->mutable_period()->clear_unit();
           }},
          {"limits[4].clocks[2].period.roll MISSING",
           [&](P& p) {
             limit(p)->mutable_clocks(1)->mutable_period()->clear_roll();
           }},
          {"limits[4].clocks[2].period.calendar_code UNKNOWN_CALENDAR",
           [&](P& p) {
             limit(p)->mutable_clocks(1)->mutable_period()->set_calendar_code(
                 "QC-NONE");
           }},
          {"limits[4].clocks[2].period.calendar_version MISSING",
           [&](P& p) {
             limit(p)->mutable_clocks(1)->mutable_period()->set_calendar_code(
                 "QC-TRIB");
           }},
          {"limits[4].clocks[2].period.calendar_version UNKNOWN_CALENDAR",
           [&](P& p) {
             v1::Period& period =
                 *limit(p)->mutable_clocks(1)->mutable_period();
             period.set_calendar_code("QC-TRIB");
             period.set_calendar_version(99);
           }},
          {"limits[4].clocks[2].period.calendar_version CONTRADICTS",
           [&](P& p) {
             v1::Period& period =
                 *limit(p)->mutable_clocks(1)->mutable_period();
             period.set_calendar_code(p.calendar_code());
             period.set_calendar_version(1);
           }},
          {"limits[4].prudent_from_fact.calendar_version MISSING",
           [&](P& p) {
             limit(p)->mutable_prudent_from_fact()->set_calendar_code(
                 "QC-TRIB");
           }},
          {"limits[4].clause MISSING", [&](P& p) { limit(p)->clear_clause(); }},
          {"limits[4].nature MISSING", [&](P& p) { limit(p)->clear_nature(); }},
          {"limits[4].owner MISSING", [&](P& p) { limit(p)->clear_owner(); }},
          {"limits[4].missed MISSING", [&](P& p) { limit(p)->clear_missed(); }},
          {"limits[4].missed CONTRADICTS",
           [&](P& p) { limit(p)->set_missed(L::SILENCE); }},
          {"limits[4].prudent_from_fact MISSING",
           [&](P& p) { limit(p)->clear_prudent_from_fact(); }},
          {"limits[4].prudent_from_fact.unit MISSING",
           [&](P& p) { limit(p)->mutable_prudent_from_fact()->clear_unit(); }},
          {"limits[3].prudent_from_fact CONTRADICTS",
           [](P& p) { p.mutable_limits(2)->mutable_prudent_from_fact(); }},
          {"limits[1].note.en MISSING",
           [](P& p) { p.mutable_limits(0)->mutable_note()->clear_en(); }},
          {"limits[4] NOT_GENERAL",
           [&](P& p) { limit(p)->add_issue_codes("ORG-*"); }},
          {"limits[4] NOT_GENERAL",
           [&](P& p) {
             limit(p)->add_grievance_classes(v1::GrievanceClass::UNION);
           }},
          {"limits[4] NOT_GENERAL",
           [&](P& p) {
             limit(p)->mutable_in_force()->set_from_date("2000-01-01");
           }},
          {"limits[4] UNREACHABLE",
           [](P& p) { p.mutable_limits(2)->clear_issue_codes(); }},
          {"limits[6].not_before.trigger MISSING",
           [](P& p) { p.mutable_limits(5)->mutable_not_before(); }},
          {"late_protection.clock.trigger MISSING",
           [](P& p) { p.mutable_late_protection()->clear_clock(); }},
          {"late_protection.clock.trigger CONTRADICTS",
           [](P& p) {
             p.mutable_late_protection()->mutable_clock()->set_trigger(
                 v1::Clock::REPLY);
           }},
          {"late_protection.nature MISSING",
           [](P& p) { p.mutable_late_protection()->clear_nature(); }},
          {"late_protection.clause MISSING",
           [](P& p) { p.mutable_late_protection()->clear_clause(); }},
          {"late_protection.in_force MISSING",
           [](P& p) { p.mutable_late_protection()->mutable_in_force(); }},
      });
}

// What the profile says of the ways beside its steps.
TEST(CheckProfile, NamesThePartOfAPathThatIsMissing) {
  using C = v1::ObjectionCutOff;
  const auto cut_off = [](P& p, C::Until until, int step) {
    C& added = *p.add_objection_cut_offs();
    added.set_kind(v1::Objection::TIMELINESS);
    added.set_until(until);
    added.set_step(step);
    added.set_clause("15.2");
    return &added;
  };
  const auto closure = [](P& p) {
    v1::ClosureRule& added = *p.add_closure_rules();
    added.add_acts(L::REPLY);
    added.set_clause("1.05");
    return &added;
  };
  ExpectComplaints(
      Sss30,
      {
          {"referral MISSING", [](P& p) { p.clear_referral(); }},
          {"referral.by MISSING",
           [](P& p) { p.mutable_referral()->clear_by(); }},
          {"referral.by CONTRADICTS",
           [](P& p) { p.mutable_referral()->set_by(L::ARBITRATOR); }},
          {"referral.clause MISSING",
           [](P& p) { p.mutable_referral()->clear_clause(); }},
          {"objection_cut_offs[1].kind MISSING",
           [&](P& p) { cut_off(p, C::REFERRAL, 0)->clear_kind(); }},
          {"objection_cut_offs[2].kind DUPLICATE",
           [&](P& p) {
             cut_off(p, C::REFERRAL, 0);
             cut_off(p, C::STEP_OR_STEP_OF_FAILURE, 1);
           }},
          {"objection_cut_offs[1].until MISSING",
           [&](P& p) { cut_off(p, C::UNTIL_UNSPECIFIED, 0); }},
          {"objection_cut_offs[1].step OUT_OF_RANGE",
           [&](P& p) { cut_off(p, C::STEP_OR_STEP_OF_FAILURE, 2); }},
          {"objection_cut_offs[1].step OUT_OF_RANGE",
           [&](P& p) { cut_off(p, C::STEP_OR_STEP_OF_FAILURE, 0); }},
          {"objection_cut_offs[1].step OUT_OF_RANGE",
           [&](P& p) { cut_off(p, C::FIRST_HEARING, 1); }},
          {"objection_cut_offs[1].clause MISSING",
           [&](P& p) { cut_off(p, C::FIRST_HEARING, 0)->clear_clause(); }},
          {"prerequisites[1].code NOT_A_CODE",
           [](P& p) { p.mutable_prerequisites(0)->clear_code(); }},
          {"prerequisites[2].code DUPLICATE",
           [](P& p) { *p.add_prerequisites() = p.prerequisites(0); }},
          {"prerequisites[1].issue_codes MISSING",
           [](P& p) { p.mutable_prerequisites(0)->clear_issue_codes(); }},
          {"prerequisites[1].issue_codes[1] NOT_A_CODE",
           [](P& p) { p.mutable_prerequisites(0)->set_issue_codes(0, "*"); }},
          {"prerequisites[1].name.en MISSING",
           [](P& p) {
             p.mutable_prerequisites(0)->mutable_name()->clear_en();
           }},
          {"prerequisites[1].clause MISSING",
           [](P& p) { p.mutable_prerequisites(0)->clear_clause(); }},
          // Its committee has limits, and nothing goes to it.
          {"limits[10] CONTRADICTS", [](P& p) { p.clear_prerequisites(); }},
          {"closure_rules[1].acts MISSING",
           [&](P& p) { closure(p)->clear_acts(); }},
          {"closure_rules[1].acts[1] MISSING",
           [&](P& p) { closure(p)->set_acts(0, L::ACT_UNSPECIFIED); }},
          {"closure_rules[2].acts[1] DUPLICATE",
           [&](P& p) {
             closure(p);
             closure(p);
           }},
          {"closure_rules[1].clause MISSING",
           [&](P& p) { closure(p)->clear_clause(); }},
      });
  // Where there is no arbitration, no objection ends with it.
  ExpectComplaints(
      [] {
        P profile = Sss30();
        profile.clear_referral();
        profile.mutable_limits()->DeleteSubrange(5, 4);
        return profile;
      },
      {{"objection_cut_offs[1].until CONTRADICTS",
        [&](P& p) { cut_off(p, C::FIRST_HEARING, 0); }}});
}

TEST(CheckProfile, KnowsFromWhatEachLimitOfArbitrationCanRun) {
  const auto from = [](int limit, v1::Clock::Trigger trigger) {
    return [limit, trigger](P& p) {
      p.mutable_limits(limit)->mutable_clocks(0)->set_trigger(trigger);
    };
  };
  ExpectComplaints(
      Sss30, {
                 {"limits[7].clocks[1].trigger CONTRADICTS",
                  from(6, v1::Clock::NAMING)},
                 {"limits[8].clocks[1].trigger CONTRADICTS",
                  from(7, v1::Clock::END_OF_HEARING)},
                 {"limits[9].clocks[1].trigger CONTRADICTS",
                  from(8, v1::Clock::NAMING)},
                 {"limits[10].clocks[1].trigger CONTRADICTS",
                  from(9, v1::Clock::SUBMISSION)},
                 {"limits[11].clocks[1].trigger CONTRADICTS",
                  from(10, v1::Clock::REFERRAL)},
                 // What a settlement asks for has its own date.
                 {"limits[11].clocks[1].trigger CONTRADICTS",
                  [](P& p) { p.mutable_limits(10)->set_act(L::PERFORM); }},
             });
}

TEST(CheckProfile, RefusesEveryShippedProfileThatLacksAField) {
  // Whatever single field of the top level or of a limit is taken away, the
  // profile is either refused, or the field is one that need not be there.
  const std::vector<std::string> optional = {
      "step", "issue_codes", "grievance_classes", "in_force", "mandatory",
      "note", "late_protection", "not_before",
      // A committee without limits, and objections that never end.
      "objection_cut_offs",
      // A law that revives a settled grievance.
      "repudiation_clause",
      // A law against a union that does not represent fairly.
      "member_complaint"};
  const auto needed = [&optional](const std::string& name) {
    return std::find(optional.begin(), optional.end(), name) == optional.end();
  };
  for (const char* code : {"CA-3STEP-WD", "FR-FPH", "QC-DEFAULT", "QC-SSS-30",
                           "QC-SSS-60", "US-14D"}) {
    const P sound = ShippedProfile(code);
    std::vector<const google::protobuf::FieldDescriptor*> fields;
    sound.GetReflection()->ListFields(sound, &fields);
    for (const auto* field : fields) {
      if (!needed(field->name())) continue;
      // Its model sets no limit that asks for an arbitration.
      if (field->name() == "referral" && sound.code() == "CA-3STEP-WD") {
        continue;
      }
      P profile = sound;
      profile.GetReflection()->ClearField(&profile, field);
      EXPECT_EQ(RefusalReason(CheckProfile(profile, Calendars())),
                v1::Refusal::PROFILE_INVALID)
          << code << " " << field->name();
    }
    for (int i = 0; i < sound.limits_size(); ++i) {
      fields.clear();
      sound.limits(i).GetReflection()->ListFields(sound.limits(i), &fields);
      for (const auto* field : fields) {
        if (!needed(field->name())) continue;
        P profile = sound;
        L& limit = *profile.mutable_limits(i);
        limit.GetReflection()->ClearField(&limit, field);
        EXPECT_EQ(RefusalReason(CheckProfile(profile, Calendars())),
                  v1::Refusal::PROFILE_INVALID)
            << code << " " << limit.code() << " " << field->name();
      }
    }
  }
}

TEST(ParseProfile, NamesTheLineThatCannotBeRead) {
  const auto complaint = [](const std::string& text) {
    return Complaint(ParseProfile(text).status());
  };
  EXPECT_EQ(complaint("code: \"XX\"\nstep {}"),
            "PROFILE_INVALID 2:6 step UNKNOWN_NAME");
  EXPECT_EQ(complaint("steps { silence: NEVER }"),
            "PROFILE_INVALID 1:24 NEVER UNKNOWN");
  EXPECT_EQ(complaint("code: \"XX"), "PROFILE_INVALID 1:10 UNREADABLE");
  // What the parser quotes stays readable, whatever the bytes.
  EXPECT_EQ(complaint("code\xe9: 1").find('\xe9'), std::string::npos);
  EXPECT_NE(complaint("code\xe9: 1"), "OK");
}

TEST(ParseProfile, RefusesWhatIsEmptyOrTooLargeOrTooDeep) {
  EXPECT_EQ(RefusalReason(ParseProfile("").status()),
            v1::Refusal::FIELD_REQUIRED);
  EXPECT_EQ(RefusalReason(
                ParseProfile(std::string(kRuleTextBytesMax + 1, '#')).status()),
            v1::Refusal::FIELD_TOO_LONG);
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "steps{";
  EXPECT_EQ(RefusalReason(ParseProfile(deep.substr(0, 60000)).status()),
            v1::Refusal::PROFILE_INVALID);
}

}  // namespace
}  // namespace entente
