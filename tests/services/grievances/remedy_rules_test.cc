#include "services/grievances/remedy_rules.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "proto/support/refusal.h"

namespace entente {
namespace {

using A = v1::Award;
using D = v1::Disposition;
using K = v1::Remedy;
using R = v1::Refusal;

// Typed by hand: what an arbitrator orders with each outcome.
const std::map<D::Value, std::set<K::Kind>> kWithOutcome = {
    {D::DENIED, {K::DECLARATION, K::REPAYMENT_TERMS}},
    {D::INADMISSIBLE_LATE, {}},
    {D::INADMISSIBLE_PREMATURE, {K::COMMITTEE_REFERRAL}},
    {D::INADMISSIBLE_OTHER, {}},
    {D::MOOT, {K::DECLARATION}},
    {D::VALUE_UNSPECIFIED, {}},
};
const std::map<A::Kind, std::set<K::Kind>> kWithKind = {
    {A::INTERLOCUTORY, {K::PROVISIONAL_ORDER, K::COMMITTEE_REFERRAL, K::OTHER}},
    {A::QUANTUM,
     {K::BACK_PAY, K::RECREDIT_LEAVE, K::DAMAGES, K::REPAYMENT_TERMS,
      K::OTHER}},
    {A::MERITS, {}},
    {A::CORRECTION, {}},
};

TEST(RemedyFits, EachOutcomeAsTheFieldKnowsIt) {
  int pairs = 0;
  for (int kind = 1; kind < K::Kind_ARRAYSIZE; ++kind) {
    const auto remedy = static_cast<K::Kind>(kind);
    EXPECT_TRUE(RemedyFits(D::GRANTED, remedy)) << kind;
    EXPECT_TRUE(RemedyFits(D::GRANTED_IN_PART, remedy)) << kind;
    for (const auto& [disposition, kinds] : kWithOutcome) {
      ++pairs;
      EXPECT_EQ(RemedyFits(disposition, remedy), kinds.count(remedy) == 1)
          << D::Value_Name(disposition) << " " << K::Kind_Name(remedy);
    }
    for (const auto& [award, kinds] : kWithKind) {
      ++pairs;
      EXPECT_EQ(RemedyFits(award, remedy), kinds.count(remedy) == 1)
          << A::Kind_Name(award) << " " << K::Kind_Name(remedy);
    }
  }
  EXPECT_EQ(pairs, 15 * (6 + 4));
  EXPECT_FALSE(RemedyFits(D::GRANTED, K::KIND_UNSPECIFIED));
}

TEST(NormalDecimal, TakesACommaOrAPointAndNothingElse) {
  const std::pair<const char*, const char*> good[] = {
      {"1250.50", "1250.50"},
      {"1250,50", "1250.50"},
      {"1250,5", "1250.50"},
      {"1250", "1250"},
      {"0", "0"},
      {"0,05", "0.05"},
      {"007.10", "7.10"},
      {"999999999999", "999999999999"}};
  for (const auto& [typed, kept] : good) {
    EXPECT_EQ(NormalDecimal(typed).value_or("none"), kept) << typed;
  }
  for (const char* typed :
       {"", ".", ",5", "5,", "1 250", "1.250,50", "-5", "+5", "1e3", "1250$",
        "1.234", "1234567890123", "\xC2\xA0", "１２"}) {
    EXPECT_FALSE(NormalDecimal(typed).has_value()) << typed;
  }
}

K BackPay() {
  K remedy;
  remedy.set_kind(K::BACK_PAY);
  remedy.set_amount("1250,50");
  remedy.set_currency_code("cad");
  return remedy;
}

std::string FieldOf(const absl::Status& status) {
  const auto refusal = FindRefusal(status);
  return refusal.has_value() ? refusal->metadata().at("field") : "";
}

TEST(CheckRemedy, NamesWhatLacksAndWhatDoesNotBelong) {
  EXPECT_TRUE(CheckRemedy("r", BackPay()).ok());
  K remedy = BackPay();
  remedy.clear_kind();
  EXPECT_EQ(RefusalReason(CheckRemedy("r", remedy)), R::FIELD_REQUIRED);
  EXPECT_EQ(FieldOf(CheckRemedy("r", remedy)), "r.kind");
  remedy = BackPay();
  remedy.clear_currency_code();
  EXPECT_EQ(RefusalReason(CheckRemedy("r", remedy)), R::FIELD_REQUIRED);
  EXPECT_EQ(FieldOf(CheckRemedy("r", remedy)), "r.currency_code");
  remedy = BackPay();
  remedy.clear_amount();
  EXPECT_EQ(FieldOf(CheckRemedy("r", remedy)), "r.amount");
  remedy = BackPay();
  remedy.set_currency_code("dollars");
  EXPECT_EQ(RefusalReason(CheckRemedy("r", remedy)), R::VALUE_UNKNOWN);
  remedy.set_currency_code("C4D");
  EXPECT_EQ(RefusalReason(CheckRemedy("r", remedy)), R::VALUE_UNKNOWN);
  remedy = BackPay();
  remedy.set_amount("beaucoup");
  EXPECT_EQ(RefusalReason(CheckRemedy("r", remedy)), R::VALUE_UNKNOWN);
  EXPECT_EQ(FieldOf(CheckRemedy("r", remedy)), "r.amount");
  remedy = BackPay();
  remedy.set_interest_from_date("2012-13-01");
  EXPECT_EQ(RefusalReason(CheckRemedy("r", remedy)), R::DATE_MALFORMED);
  remedy = BackPay();
  remedy.set_posts("1.4");
  EXPECT_EQ(RefusalReason(CheckRemedy("r", remedy)), R::FIELDS_CONFLICT);
  remedy = BackPay();
  remedy.set_kind(K::DECLARATION);
  EXPECT_EQ(RefusalReason(CheckRemedy("r", remedy)), R::FIELDS_CONFLICT);
  remedy.clear_amount();
  remedy.clear_currency_code();
  remedy.set_interest_from_date("2012-01-01");
  EXPECT_EQ(RefusalReason(CheckRemedy("r", remedy)), R::FIELDS_CONFLICT);
  K other;
  other.set_kind(K::OTHER);
  EXPECT_EQ(FieldOf(CheckRemedy("r", other)), "r.text");
  K posts;
  posts.set_kind(K::POST_CREATION);
  EXPECT_EQ(FieldOf(CheckRemedy("r", posts)), "r.posts");
  posts.set_posts("8,2");
  EXPECT_TRUE(CheckRemedy("r", posts).ok());
}

TEST(InvariantA11, InterestRunsFromTheSubmissionUnlessTheAwardSaysAnother) {
  v1::Grievance grievance;
  grievance.set_submitted_date("2012-11-22");
  EXPECT_EQ(KeptRemedy(BackPay(), grievance).interest_from_date(),
            "2012-11-22");
  K remedy = BackPay();
  remedy.set_interest_from_date("2012-12-24");
  EXPECT_EQ(KeptRemedy(remedy, grievance).interest_from_date(), "2012-12-24");
  K damages = BackPay();
  damages.set_kind(K::DAMAGES);
  EXPECT_EQ(KeptRemedy(damages, grievance).interest_from_date(), "");
}

TEST(KeptRemedy, WritesNumbersAndCurrenciesInOneWay) {
  const K kept = KeptRemedy(BackPay(), v1::Grievance());
  EXPECT_EQ(kept.amount(), "1250.50");
  EXPECT_EQ(kept.currency_code(), "CAD");
  K posts;
  posts.set_kind(K::POST_CREATION);
  posts.set_posts("8,2");
  EXPECT_EQ(KeptRemedy(posts, v1::Grievance()).posts(), "8.20");
}

}  // namespace
}  // namespace entente
