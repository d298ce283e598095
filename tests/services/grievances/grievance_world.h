// The small world with the people of the story of Québec-Nord, whom tests call
// by name. Fictional.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_WORLD_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_WORLD_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "entente/v1/consultation_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "tests/testing/small_world.h"

namespace entente {

// People by what they are.
inline constexpr char kAnn[] = "ann";    // Represents local QN.
inline constexpr char kBea[] = "bea";    // Represents local QN too.
inline constexpr char kKarl[] = "karl";  // Represents the employer.
inline constexpr char kPaul[] = "paul";  // Represents its one establishment.
inline constexpr char kZoe[] = "zoe";    // Represents another local.
inline constexpr char kOtto[] = "otto";  // Represents another employer.
inline constexpr char kFay[] = "fay";    // Adviser of the federation.
inline constexpr char kKim[] = "kim";    // Keeps the employer's mandates.
inline constexpr char kAda[] = "ada";    // Administrator.
inline constexpr char kAuditor[] = "audi";
// Members of local QN, who make no calls.
inline constexpr char kMember[] = "member-1";
inline constexpr char kMember2[] = "member-2";
inline constexpr char kSealedMember[] = "member-3";
inline constexpr char kWitness[] = "witness-1";

// Names that must show to their readers only.
inline constexpr char kMemberName[] = "Canari Membre";
inline constexpr char kMember2Name[] = "Canari Collegue";
inline constexpr char kSealedName[] = "Canari Scelle";
inline constexpr char kWitnessName[] = "Canari Temoin";

class GrievanceWorld : public SmallWorld {
 public:
  GrievanceWorld()
      // A story lasts months.
      : SmallWorld([](ServerOptions& options) {
          options.credentials.token_lifetime = absl::Hours(24 * 365);
        }) {
    using M = v1::Mandate;
    people_ = {
        {kAnn, union_rep},
        {kBea, EnterActor(keeper, "Agente", M::UNION_REP, local)},
        {kKarl, employer_rep},
        {kPaul, establishment_rep},
        {kZoe, other_rep},
        {kFay, federation_rep},
        {kKim, employer_keeper},
        {kAda, admin},
        {kAuditor, auditor},
        {kMember, {EnterMember(keeper, kMemberName, local), ""}},
        {kMember2, {EnterMember(keeper, kMember2Name, local), ""}},
        {kSealedMember,
         {EnterSealedPerson(keeper, kSealedName, "Infirmière A", local), ""}},
        {kWitness, {EnterMember(keeper, kWitnessName, local), ""}},
    };
    const Person other_employer_keeper =
        EnterActor(admin, "Gardienne d'ailleurs", M::KEEPER, other_employer);
    people_[kOtto] = EnterActor(other_employer_keeper, "Conseiller d'ailleurs",
                                M::EMPLOYER_REP, other_employer);
    EnterAgreement(other_keeper, other_local, other_employer);
  }

  // Entrusts a file to somebody, or takes it from them: the reason.
  std::string Assign(absl::string_view by, const std::string& grievance_id,
                     absl::string_view person, bool remove = false) {
    v1::AssignGrievanceRequest request;
    request.set_request_id(Fresh());
    request.set_grievance_id(grievance_id);
    request.set_person_id(Id(person));
    request.set_remove(remove);
    v1::GrievanceAnswer answer;
    return ReasonOf(Call(by, &v1::GrievanceService::Stub::AssignGrievance,
                         request, answer));
  }

  // Walls somebody off from a grievance, or lets them back: the reason.
  std::string Wall(absl::string_view by, const std::string& grievance_id,
                   absl::string_view person, bool remove = false) {
    v1::WallGrievanceRequest request;
    request.set_request_id(Fresh());
    request.set_grievance_id(grievance_id);
    request.set_person_id(Id(person));
    request.set_remove(remove);
    v1::GrievanceAnswer answer;
    return ReasonOf(
        Call(by, &v1::GrievanceService::Stub::WallGrievance, request, answer));
  }
  std::string WallConsultation(absl::string_view by,
                               const std::string& consultation_id,
                               absl::string_view person) {
    v1::WallConsultationRequest request;
    request.set_request_id(Fresh());
    request.set_consultation_id(consultation_id);
    request.set_person_id(Id(person));
    v1::ConsultationAnswer answer;
    return ReasonOf(Call(by, &v1::ConsultationService::Stub::WallConsultation,
                         request, answer));
  }

  // Sets the day on which calls are made, at noon in Québec.
  void SetDay(int year, int month, int day) {
    clock().Set(absl::FromCivil(absl::CivilHour(year, month, day, 12),
                                absl::FixedTimeZone(-5 * 60 * 60)));
  }

  // The id of the person called `name` here.
  const std::string& Id(absl::string_view name) const {
    return people_.find(name)->second.id;
  }

  const std::string& TokenAs(absl::string_view name) const {
    return people_.find(name)->second.token;
  }

  // With a code that `by` issues.
  void SignInAnew(const Person& by, absl::string_view name) {
    Person& person = people_.find(name)->second;
    person = SignIn(by, person.id);
  }

  // Calls as the person called `name` here, in French.
  template <typename Method, typename Request, typename Response>
  grpc::Status Call(absl::string_view name, Method method,
                    const Request& request, Response& response) {
    return SmallWorld::Call(people_.find(name)->second, method, request,
                            response, "fr-CA");
  }

 private:
  std::map<std::string, Person, std::less<>> people_;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_WORLD_H_
