#include "services/grievances/remedy_rules.h"

#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/grievance_checks.h"

namespace entente {
namespace {

using A = v1::Award;
using D = v1::Disposition;
using K = v1::Remedy;
using R = v1::Refusal;

constexpr int kWholeDigitsMax = 12;
constexpr int kDecimalsMax = 2;
constexpr size_t kCurrencyLetters = 3;

// Kinds of order, as bits.
using Kinds = uint32_t;
template <typename... Kind>
constexpr Kinds Of(Kind... kinds) {
  return ((Kinds{1} << kinds) | ... | Kinds{0});
}
constexpr Kinds kAll = ~Kinds{1};

struct WithDisposition {
  D::Value disposition;
  Kinds kinds;
};
constexpr WithDisposition kByDisposition[] = {
    {D::GRANTED, kAll},
    {D::GRANTED_IN_PART, kAll},
    {D::DENIED, Of(K::DECLARATION, K::REPAYMENT_TERMS)},
    {D::INADMISSIBLE_LATE, Of()},
    {D::INADMISSIBLE_PREMATURE, Of(K::COMMITTEE_REFERRAL)},
    {D::INADMISSIBLE_OTHER, Of()},
    {D::MOOT, Of(K::DECLARATION)},
};

struct WithKind {
  A::Kind award;
  Kinds kinds;
};
constexpr WithKind kByKind[] = {
    {A::INTERLOCUTORY,
     Of(K::PROVISIONAL_ORDER, K::COMMITTEE_REFERRAL, K::OTHER)},
    {A::QUANTUM, Of(K::BACK_PAY, K::RECREDIT_LEAVE, K::DAMAGES,
                    K::REPAYMENT_TERMS, K::OTHER)},
};

// What an order of each kind may hold besides its text.
constexpr Kinds kWithAmount = Of(K::BACK_PAY, K::DAMAGES, K::REPAYMENT_TERMS,
                                 K::PROVISIONAL_ORDER, K::OTHER);
constexpr Kinds kWithInterest = Of(K::BACK_PAY, K::DAMAGES);
constexpr Kinds kWithPosts = Of(K::POST_CREATION);

bool Has(Kinds kinds, K::Kind kind) {
  return (kinds & (Kinds{1} << kind)) != 0;
}

std::string In(absl::string_view field, absl::string_view part) {
  return absl::StrCat(field, ".", part);
}

// A part that orders of other kinds have.
absl::Status CheckBelongs(absl::string_view field, absl::string_view part,
                          const std::string& value, Kinds kinds, K::Kind kind) {
  if (value.empty() || Has(kinds, kind)) return absl::OkStatus();
  return Refuse(R::FIELDS_CONFLICT,
                {{"field", In(field, part)}, {"other_field", "kind"}});
}

absl::Status CheckDecimal(const std::string& field, const std::string& value) {
  if (value.empty() || NormalDecimal(value).has_value()) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(CheckText(field, value, kNumberCharactersMax, false));
  return Refuse(R::VALUE_UNKNOWN, {{"field", field}, {"value", value}});
}

absl::Status CheckCurrency(absl::string_view field, const K& remedy) {
  const std::string name = In(field, "currency_code");
  const std::string& code = remedy.currency_code();
  if (remedy.amount().empty() != code.empty()) {
    return Refuse(R::FIELD_REQUIRED,
                  {{"field", code.empty() ? name : In(field, "amount")}});
  }
  bool is_code = code.empty() || code.size() == kCurrencyLetters;
  for (const char c : code) {
    is_code = is_code && absl::ascii_isalpha(static_cast<unsigned char>(c));
  }
  if (is_code) return absl::OkStatus();
  RETURN_IF_ERROR(CheckText(name, code, kNumberCharactersMax, false));
  return Refuse(R::VALUE_UNKNOWN, {{"field", name}, {"value", code}});
}

}  // namespace

absl::optional<std::string> NormalDecimal(absl::string_view typed) {
  const size_t mark = typed.find_first_of(".,");
  absl::string_view whole = typed.substr(0, mark);
  absl::string_view decimals;
  if (mark != absl::string_view::npos) {
    decimals = typed.substr(mark + 1);
    if (decimals.empty()) return absl::nullopt;
  }
  for (const absl::string_view digits : {whole, decimals}) {
    for (const char c : digits) {
      if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) {
        return absl::nullopt;
      }
    }
  }
  if (whole.empty() || whole.size() > kWholeDigitsMax ||
      decimals.size() > kDecimalsMax) {
    return absl::nullopt;
  }
  while (whole.size() > 1 && whole[0] == '0') whole.remove_prefix(1);
  if (decimals.empty()) return std::string(whole);
  // "1250.5" is "1250.50": amounts are compared as they are written.
  return absl::StrCat(whole, ".", decimals, decimals.size() == 1 ? "0" : "");
}

absl::Status CheckRemedy(absl::string_view field, const K& remedy) {
  const K::Kind kind = remedy.kind();
  RETURN_IF_ERROR(CheckKnownEnum(In(field, "kind"), kind, true));
  RETURN_IF_ERROR(CheckLongText(In(field, "text"), remedy.text(),
                                kRemedyCharactersMax, kind == K::OTHER));
  RETURN_IF_ERROR(
      CheckBelongs(field, "amount", remedy.amount(), kWithAmount, kind));
  RETURN_IF_ERROR(CheckDecimal(In(field, "amount"), remedy.amount()));
  RETURN_IF_ERROR(CheckCurrency(field, remedy));
  RETURN_IF_ERROR(CheckBelongs(field, "interest_from_date",
                               remedy.interest_from_date(), kWithInterest,
                               kind));
  RETURN_IF_ERROR(CheckDay(In(field, "interest_from_date"),
                           remedy.interest_from_date(), false)
                      .status());
  RETURN_IF_ERROR(
      CheckBelongs(field, "posts", remedy.posts(), kWithPosts, kind));
  if (Has(kWithPosts, kind) && remedy.posts().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", In(field, "posts")}});
  }
  return CheckDecimal(In(field, "posts"), remedy.posts());
}

bool RemedyFits(D::Value disposition, K::Kind remedy) {
  for (const WithDisposition& row : kByDisposition) {
    if (row.disposition == disposition) return Has(row.kinds, remedy);
  }
  return false;
}

bool RemedyFits(A::Kind award, K::Kind remedy) {
  for (const WithKind& row : kByKind) {
    if (row.award == award) return Has(row.kinds, remedy);
  }
  return false;
}

K KeptRemedy(const K& typed, const v1::Grievance& grievance) {
  K kept = typed;
  kept.set_amount(NormalDecimal(typed.amount()).value_or(""));
  kept.set_posts(NormalDecimal(typed.posts()).value_or(""));
  kept.set_currency_code(absl::AsciiStrToUpper(typed.currency_code()));
  if (kept.kind() == K::BACK_PAY && kept.interest_from_date().empty()) {
    kept.set_interest_from_date(grievance.submitted_date());
  }
  return kept;
}

}  // namespace entente
