#include "storage/record_writer.h"

#include "absl/strings/str_cat.h"
#include "storage/agreement_store.h"
#include "storage/consultation_store.h"
#include "storage/grievance_store.h"
#include "storage/mandate_store.h"
#include "storage/organization_store.h"
#include "storage/person_store.h"
#include "storage/profile_store.h"
#include "storage/token_store.h"

namespace entente {
namespace {

template <typename Record>
const Record& As(const google::protobuf::Message& record) {
  return *google::protobuf::internal::DownCast<const Record*>(&record);
}

}  // namespace

absl::Status PutRecord(Transaction& transaction, v1::Event::RecordCase kind,
                       const google::protobuf::Message& record) {
  switch (kind) {
    case v1::Event::kOrganization:
      return PutOrganization(transaction, As<v1::Organization>(record));
    case v1::Event::kPerson:
      return PutPerson(transaction, As<v1::Person>(record));
    case v1::Event::kMandate:
      return PutMandate(transaction, As<v1::Mandate>(record));
    case v1::Event::kAgreement:
      return PutAgreement(transaction, As<v1::Agreement>(record));
    case v1::Event::kToken:
      return PutToken(transaction, As<v1::Token>(record));
    case v1::Event::kProfile:
      return PutProfile(transaction, As<v1::Profile>(record));
    case v1::Event::kConsultation:
      return PutConsultation(transaction, As<v1::Consultation>(record));
    case v1::Event::kGrievance:
      return PutGrievance(transaction, As<v1::Grievance>(record));
    default:
      return absl::InternalError(
          absl::StrCat("no store keeps a record ", kind));
  }
}

std::string NumberOfRecord(v1::Event::RecordCase kind,
                           const google::protobuf::Message& record) {
  switch (kind) {
    case v1::Event::kOrganization:
      return As<v1::Organization>(record).code();
    case v1::Event::kProfile:
      return ProfileId(As<v1::Profile>(record).code(),
                       As<v1::Profile>(record).version());
    case v1::Event::kConsultation:
      return As<v1::Consultation>(record).number();
    case v1::Event::kGrievance: {
      const v1::Grievance& grievance = As<v1::Grievance>(record);
      for (const v1::Party& party : grievance.parties()) {
        if (!party.number().empty()) return party.number();
      }
      return "";
    }
    default:
      return "";
  }
}

}  // namespace entente
