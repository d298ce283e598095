// The part of a grievance's sheet that tells of its arbitration.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

using v1::Grievance;
using Contest = v1::Grievance::Contest;

void Heading(Session& session, const char* key) {
  session.output().Line("");
  session.output().Line(session.Words(key));
}

// Whose it is: the party; for that of neither, who that is.
std::string WhoseWords(Session& session, const Grievance& grievance,
                       uint32_t side, const char* neither) {
  return side == 0 ? session.Words(neither)
                   : PartyName(session, grievance.parties(), side);
}

template <typename Act>
void ShowWho(Session& session, const Grievance& grievance, const Act& act) {
  if (!act.has_recorded_for()) return;
  ShowRecordedFor(session, act.recorded_for(), grievance.parties());
}

void ShowReferral(Session& session, const Grievance& grievance) {
  if (!grievance.has_referral()) return;
  const v1::Referral& referral = grievance.referral();
  session.output().Line("");
  session.output().Line(session.Words(
      "REFERRED",
      {{"day", DayWords(session, referral.referral_date())},
       {"party", PartyName(session, grievance.parties(), referral.by_side())},
       {"silence", referral.after_silence() ? "yes" : "no"},
       {"has_clause", referral.clause().empty() ? "no" : "yes"},
       {"clause", referral.clause()}}));
  if (referral.track() != v1::Referral::TRACK_UNSPECIFIED) {
    session.output().Paragraph(EnumText(session.language(), referral.track()));
  }
  if (referral.notice().way() != v1::Delivery::WAY_UNSPECIFIED ||
      !referral.notice().proof().empty()) {
    session.output().Paragraph(session.Words(
        "NOTICE_WENT",
        {{"way", referral.notice().way() == v1::Delivery::WAY_UNSPECIFIED
                     ? std::string()
                     : EnumText(session.language(), referral.notice().way())},
         {"has_proof", referral.notice().proof().empty() ? "no" : "yes"},
         {"proof", referral.notice().proof()}}));
  }
  ShowWho(session, grievance, referral);
  ShowContestsOf(session, grievance, Contest::REFERRAL);
}

void ShowArbitrators(Session& session, const Grievance& grievance) {
  for (const v1::Arbitrator& each : grievance.arbitrators()) {
    session.output().Line("");
    session.output().Line(session.Words(
        "ARBITRATOR_IS", {{"name", each.name()},
                          {"mode", EnumText(session.language(), each.mode())},
                          {"day", DayWords(session, each.named_date())}}));
    if (!each.ended_date().empty()) {
      session.output().Paragraph(session.Words(
          "ARBITRATOR_ENDED",
          {{"day", DayWords(session, each.ended_date())},
           {"ending", EnumText(session.language(), each.ending())}}));
    }
    ShowWho(session, grievance, each);
  }
}

void ShowWitnesses(Session& session, const Grievance& grievance,
                   const v1::HearingDay& day) {
  for (const v1::HearingDay::Witness& witness : day.witnesses()) {
    session.output().Paragraph(session.Words(
        "WITNESS_HEARD",
        {{"name", witness.name()},
         {"party", WhoseWords(session, grievance, witness.called_by_side(),
                              "BY_ARBITRATOR")},
         {"day", DayWords(session, day.hearing_date())}}));
  }
}

void ShowRoll(Session& session, const Grievance& grievance) {
  const auto& days = grievance.hearing_days();
  if (days.empty()) return;
  Heading(session, "SECTION.HEARINGS");
  Table table = TableOfAll(
      session, days,
      {"number", "hearing_date", "kind", "state", "place", "moved_by_side",
       "moved_date", "reason", "replaced_by_number"});
  for (int i = 0; i < days.size(); ++i) {
    const bool moved = !days[i].moved_date().empty();
    table.rows[i][5].shown =
        moved ? WhoseWords(session, grievance, days[i].moved_by_side(),
                           "BY_NEITHER")
              : std::string();
    if (days[i].replaced_by_number() == 0) table.rows[i][8].shown.clear();
  }
  session.output().Rows(table);
  for (const v1::HearingDay& day : days) {
    ShowWitnesses(session, grievance, day);
    ShowContestsOf(session, grievance, Contest::HEARING_MOVE, day.number());
  }
}

void ShowExhibits(Session& session, const Grievance& grievance) {
  const auto& exhibits = grievance.exhibits();
  if (exhibits.empty()) return;
  Heading(session, "SECTION.EXHIBITS");
  Table table = TableOfAll(
      session, exhibits,
      {"label=cli/EXHIBIT_MARK", "title", "side=cli/FILED_BY", "filed_date"});
  for (int i = 0; i < exhibits.size(); ++i) {
    table.rows[i][2].shown =
        WhoseWords(session, grievance, exhibits[i].side(), "BY_BOTH");
  }
  session.output().Rows(table);
  ShowContestsOf(session, grievance, Contest::EXHIBIT);
}

void ShowDeliberations(Session& session, const Grievance& grievance) {
  for (const v1::Deliberation& each : grievance.deliberations()) {
    session.output().Line("");
    session.output().Line(session.Words(
        "DELIBERATED", {{"from", DayWords(session, each.from_date())},
                        {"ended", each.until_date().empty() ? "no" : "yes"},
                        {"until", DayWords(session, each.until_date())}}));
    ShowWho(session, grievance, each);
  }
}

void ShowRemedy(Session& session, const v1::Remedy& remedy) {
  std::string line = EnumText(session.language(), remedy.kind());
  const auto add = [&](const char* key, const std::string& value) {
    line = session.Words(key, {{"remedy", line}, {"value", value}});
  };
  if (!remedy.amount().empty()) {
    line = session.Words("REMEDY_AMOUNT",
                         {{"remedy", line},
                          {"money", MoneyWords(session, remedy.amount(),
                                               remedy.currency_code())}});
  }
  if (!remedy.posts().empty()) {
    add("REMEDY_POSTS", DecimalWords(session, remedy.posts()));
  }
  if (!remedy.interest_from_date().empty()) {
    add("REMEDY_INTEREST", DayWords(session, remedy.interest_from_date()));
  }
  if (!remedy.text().empty()) add("REMEDY_TEXT", remedy.text());
  session.output().Line(absl::StrCat("  · ", line));
}

void ShowAward(Session& session, const Grievance& grievance,
               const v1::Award& award) {
  const bool decides =
      award.disposition() != v1::Disposition::VALUE_UNSPECIFIED;
  session.output().Line("");
  session.output().Line(session.Words(
      "AWARD_IS",
      {{"number", award.number()},
       {"kind", EnumText(session.language(), award.kind())},
       {"day", DayWords(session, award.award_date())},
       {"decides", decides ? "yes" : "no"},
       {"outcome", decides ? EnumText(session.language(), award.disposition())
                           : std::string()}}));
  for (const v1::Remedy& remedy : award.remedies()) ShowRemedy(session, remedy);
  if (award.quantum_reserved()) {
    session.output().Paragraph(session.Words("QUANTUM_RESERVED"));
  }
  if (award.corrects_number() != 0) {
    session.output().Paragraph(
        session.Words("CORRECTS", {{"number", award.corrects_number()}}));
  }
  if (!award.text().empty()) session.output().Paragraph(award.text());
  if (!award.reference().empty()) {
    session.output().Paragraph(
        session.Words("REFERENCE", {{"reference", award.reference()}}));
  }
  if (award.set_aside_by_review() != 0) {
    session.output().Paragraph(
        session.Words("SET_ASIDE", {{"number", award.set_aside_by_review()}}));
  }
  ShowWho(session, grievance, award);
}

void ShowReview(Session& session, const Grievance& grievance,
                const v1::Review& review) {
  session.output().Line("");
  session.output().Line(session.Words(
      "REVIEW_IS",
      {{"number", review.number()},
       {"day", DayWords(session, review.sought_date())},
       {"party", PartyName(session, grievance.parties(), review.by_side())},
       {"court", review.court()}}));
  ShowWho(session, grievance, review);
  if (!review.outcome_date().empty()) {
    const bool decides =
        review.disposition() != v1::Disposition::VALUE_UNSPECIFIED;
    session.output().Paragraph(session.Words(
        "REVIEW_OUTCOME",
        {{"outcome", EnumText(session.language(), review.outcome())},
         {"day", DayWords(session, review.outcome_date())},
         {"decides", decides ? "yes" : "no"},
         {"disposition",
          decides ? EnumText(session.language(), review.disposition())
                  : std::string()}}));
    if (!review.text().empty()) session.output().Paragraph(review.text());
    if (review.has_outcome_recorded_for()) {
      ShowRecordedFor(session, review.outcome_recorded_for(),
                      grievance.parties());
    }
  }
  ShowContestsOf(session, grievance, Contest::REVIEW, review.number());
}

void ShowObjection(Session& session, const Grievance& grievance,
                   const v1::Objection& objection) {
  session.output().Line("");
  session.output().Line(session.Words(
      "OBJECTION_IS",
      {{"number", objection.number()},
       {"kind", EnumText(session.language(), objection.kind())},
       {"party",
        PartyName(session, grievance.parties(), objection.raised_by_side())},
       {"day", DayWords(session, objection.raised_date())},
       {"outcome", EnumText(session.language(), objection.outcome())}}));
  if (!objection.text().empty()) session.output().Paragraph(objection.text());
  ShowWho(session, grievance, objection);
  if (!objection.cut_off_clause().empty()) {
    session.output().Paragraph(session.Words(
        "OBJECTION_TOO_LATE", {{"clause", objection.cut_off_clause()}}));
  } else if (!objection.outcome_date().empty()) {
    session.output().Paragraph(session.Words(
        "OBJECTION_OUTCOME",
        {{"outcome", EnumText(session.language(), objection.outcome())},
         {"day", DayWords(session, objection.outcome_date())}}));
  }
  if (!objection.outcome_text().empty()) {
    session.output().Paragraph(objection.outcome_text());
  }
  if (objection.has_outcome_recorded_for()) {
    ShowRecordedFor(session, objection.outcome_recorded_for(),
                    grievance.parties());
  }
  ShowContestsOf(session, grievance, Contest::OBJECTION, objection.number());
  ShowContestsOf(session, grievance, Contest::OBJECTION_WAIVER,
                 objection.number());
}

}  // namespace

void ShowArbitration(Session& session, const Grievance& grievance) {
  for (const v1::Objection& objection : grievance.objections()) {
    ShowObjection(session, grievance, objection);
  }
  ShowReferral(session, grievance);
  ShowArbitrators(session, grievance);
  ShowRoll(session, grievance);
  ShowExhibits(session, grievance);
  ShowDeliberations(session, grievance);
  for (const v1::Award& award : grievance.awards()) {
    ShowAward(session, grievance, award);
  }
  for (const v1::Review& review : grievance.reviews()) {
    ShowReview(session, grievance, review);
  }
}

}  // namespace entente
