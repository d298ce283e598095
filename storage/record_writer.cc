#include "storage/record_writer.h"

#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"
#include "storage/agreement_store.h"
#include "storage/consultation_store.h"
#include "storage/document_store.h"
#include "storage/grievance_store.h"
#include "storage/import_store.h"
#include "storage/mandate_store.h"
#include "storage/mediation_item_store.h"
#include "storage/mediation_store.h"
#include "storage/mediator_note_store.h"
#include "storage/note_store.h"
#include "storage/organization_store.h"
#include "storage/person_store.h"
#include "storage/profile_store.h"
#include "storage/settlement_store.h"
#include "storage/token_store.h"
#include "storage/unseal_request_store.h"

namespace entente {
namespace {

template <typename Record>
const Record& As(const google::protobuf::Message& record) {
  return *google::protobuf::internal::DownCast<const Record*>(&record);
}

// The number that the first side gave it.
template <typename File>
std::string FirstNumber(const File& file) {
  for (const v1::Party& party : file.parties()) {
    if (!party.number().empty()) return party.number();
  }
  return "";
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
    case v1::Event::kUnsealRequest:
      return PutUnsealRequest(transaction, As<v1::UnsealRequest>(record));
    case v1::Event::kSettlement:
      return PutSettlement(transaction, As<v1::Settlement>(record));
    case v1::Event::kGrievanceImport:
      return PutImport(transaction, As<v1::Import>(record));
    case v1::Event::kNote:
      return PutNote(transaction, As<v1::Note>(record));
    case v1::Event::kDocument:
      return PutDocument(transaction, As<v1::Document>(record));
    case v1::Event::kMediation:
      return PutMediation(transaction, As<v1::Mediation>(record));
    case v1::Event::kMediationItem:
      return PutMediationItem(transaction, As<v1::MediationItem>(record));
    case v1::Event::kMediatorNote:
      return PutMediatorNote(transaction, As<v1::MediatorNote>(record));
    default:
      return absl::InternalError(
          absl::StrCat("no store keeps a record ", kind));
  }
}

absl::StatusOr<v1::Event> FindStoredRecord(Snapshot& snapshot,
                                           absl::string_view record_id) {
  // The first column is the number of the record's field in an event.
  static_assert(v1::Event::kOrganization == 20);
  static_assert(v1::Event::kPerson == 21);
  static_assert(v1::Event::kMandate == 22);
  static_assert(v1::Event::kAgreement == 23);
  static_assert(v1::Event::kToken == 24);
  static_assert(v1::Event::kProfile == 25);
  static_assert(v1::Event::kConsultation == 26);
  static_assert(v1::Event::kGrievance == 27);
  static_assert(v1::Event::kUnsealRequest == 28);
  static_assert(v1::Event::kSettlement == 29);
  static_assert(v1::Event::kGrievanceImport == 30);
  static_assert(v1::Event::kNote == 31);
  static_assert(v1::Event::kDocument == 32);
  static_assert(v1::Event::kMediation == 33);
  static_assert(v1::Event::kMediationItem == 34);
  static_assert(v1::Event::kMediatorNote == 35);
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT 20 AS field, record FROM organizations"
                     " WHERE organization_id = $1"
                     " UNION ALL SELECT 21, record FROM persons"
                     " WHERE person_id = $1"
                     " UNION ALL SELECT 22, record FROM mandates"
                     " WHERE mandate_id = $1"
                     " UNION ALL SELECT 23, record FROM agreements"
                     " WHERE agreement_id = $1"
                     " UNION ALL SELECT 24, record FROM tokens"
                     " WHERE token_id = $1"
                     " UNION ALL SELECT 25, record FROM profiles"
                     " WHERE profile_id = $1"
                     " UNION ALL SELECT 26, record FROM consultations"
                     " WHERE consultation_id = $1"
                     " UNION ALL SELECT 27, record FROM grievances"
                     " WHERE grievance_id = $1"
                     " UNION ALL SELECT 28, record FROM unseal_requests"
                     " WHERE unseal_request_id = $1"
                     " UNION ALL SELECT 29, record FROM settlements"
                     " WHERE settlement_id = $1"
                     " UNION ALL SELECT 30, record FROM imports"
                     " WHERE import_id = $1"
                     " UNION ALL SELECT 31, record FROM notes"
                     " WHERE note_id = $1"
                     " UNION ALL SELECT 32, record FROM documents"
                     " WHERE document_id = $1"
                     " UNION ALL SELECT 33, record FROM mediations"
                     " WHERE mediation_id = $1"
                     " UNION ALL SELECT 34, record FROM mediation_items"
                     " WHERE item_id = $1"
                     " UNION ALL SELECT 35, record FROM mediator_notes"
                     " WHERE note_id = $1 ORDER BY field",
                     record_id));
  ASSIGN_OR_RETURN(const bool found, rows.Next());
  v1::Event event;
  if (!found) return event;
  const google::protobuf::FieldDescriptor* const field =
      v1::Event::descriptor()->FindFieldByNumber(static_cast<int>(rows.Int(0)));
  if (!event.GetReflection()
           ->MutableMessage(&event, field)
           ->ParseFromString(rows.Blob(1))) {
    event.Clear();
  }
  return event;
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
    case v1::Event::kGrievance:
      return FirstNumber(As<v1::Grievance>(record));
    case v1::Event::kSettlement:
      return FirstNumber(As<v1::Settlement>(record));
    case v1::Event::kMediation:
      return As<v1::Mediation>(record).office_number();
    default:
      return "";
  }
}

}  // namespace entente
