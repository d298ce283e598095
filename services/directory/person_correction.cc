#include "services/directory/person_correction.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/directory/directory_rules.h"

namespace entente {
namespace {

using v1::Employment;
using v1::Person;
using R = v1::Refusal;

constexpr int kWorkCharactersMax = 200;

std::string* NameOf(Person& person) {
  if (person.sealed()) return person.mutable_sealed_name();
  return person.public_name().empty() ? person.mutable_member_name()
                                      : person.mutable_public_name();
}

Employment* WorkOf(Person& person) {
  return person.sealed() ? person.mutable_sealed_employment()
                         : person.mutable_employment();
}

Employment::Status StatusOf(const std::string& name) {
  Employment::Status status = Employment::STATUS_UNSPECIFIED;
  (void)Employment::Status_Parse(name, &status);
  return status;
}

}  // namespace

absl::Status CheckEmployment(absl::string_view field,
                             const Employment& employment) {
  const auto at = [&](absl::string_view part) {
    return absl::StrCat(field, ".", part);
  };
  RETURN_IF_ERROR(CheckText(at("job_title"), employment.job_title(),
                            kWorkCharactersMax, false));
  RETURN_IF_ERROR(CheckText(at("service"), employment.service(),
                            kWorkCharactersMax, false));
  RETURN_IF_ERROR(CheckKnownEnum(at("employment_status"),
                                 employment.employment_status(), false));
  return CheckDay(at("seniority_date"), employment.seniority_date(), false)
      .status();
}

absl::Status CheckCorrectPerson(const v1::CorrectPersonRequest& request) {
  RETURN_IF_ERROR(CheckReference("person_id", request.person_id(), true));
  RETURN_IF_ERROR(CheckReference("etag", request.etag(), false));
  RETURN_IF_ERROR(CheckText("field", request.field(), 100, true));
  const std::string& field = request.field();
  const std::string& value = request.value();
  if (field == "name" || field == "pseudonym") {
    return CheckText("value", value, kNameCharactersMax, true);
  }
  if (field == "job_title" || field == "service") {
    return CheckText("value", value, kWorkCharactersMax, false);
  }
  if (field == "seniority_date") {
    return CheckDay("value", value, false).status();
  }
  if (field == "employment_status") {
    RETURN_IF_ERROR(CheckText("value", value, 100, false));
    if (value.empty() || StatusOf(value) != Employment::STATUS_UNSPECIFIED) {
      return absl::OkStatus();
    }
    return Refuse(R::VALUE_UNKNOWN, {{"field", "value"}, {"value", value}});
  }
  return Refuse(R::VALUE_UNKNOWN, {{"field", "field"}, {"value", field}});
}

absl::Status CheckSeniority(absl::string_view field, absl::string_view date,
                            absl::CivilDay today) {
  const std::string last = DayIso(today);
  if (date <= last) return absl::OkStatus();
  return Refuse(R::DATE_IN_FUTURE,
                {{"field", field}, {"date", date}, {"today", last}});
}

absl::StatusOr<v1::Event> CorrectPerson(const Person& current,
                                        const v1::CorrectPersonRequest& request,
                                        absl::CivilDay today) {
  const std::string& field = request.field();
  if (field == "seniority_date") {
    RETURN_IF_ERROR(CheckSeniority("value", request.value(), today));
  }
  if (field == "pseudonym" && !current.sealed()) {
    return Refuse(R::FIELDS_CONFLICT,
                  {{"field", "field"}, {"other_field", "person.sealed"}});
  }
  v1::Event event;
  event.set_move(v1::Event::PERSON_CORRECTED);
  event.set_record_id(current.person_id());
  Person& person = *event.mutable_person();
  person = current;
  if (field == "name") {
    *NameOf(person) = request.value();
  } else if (field == "pseudonym") {
    person.set_pseudonym(request.value());
  } else if (field == "job_title") {
    WorkOf(person)->set_job_title(request.value());
  } else if (field == "service") {
    WorkOf(person)->set_service(request.value());
  } else if (field == "employment_status") {
    WorkOf(person)->set_employment_status(StatusOf(request.value()));
  } else {
    WorkOf(person)->set_seniority_date(request.value());
  }
  if (person.employment().ByteSizeLong() == 0) person.clear_employment();
  if (person.sealed_employment().ByteSizeLong() == 0) {
    person.clear_sealed_employment();
  }
  // Of what is sealed a refusal would tell whoever guesses that they are right:
  // it is corrected whatever was there.
  const bool is_sealed = current.sealed() && field != "pseudonym";
  if (!is_sealed && person.SerializeAsString() == current.SerializeAsString()) {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", "value"}});
  }
  return event;
}

}  // namespace entente
