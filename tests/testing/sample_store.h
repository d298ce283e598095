// A store with some of every noun, made through ApplyChange.

#ifndef ENTENTE_TESTS_TESTING_SAMPLE_STORE_H_
#define ENTENTE_TESTS_TESTING_SAMPLE_STORE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "entente/v1/event.pb.h"
#include "google/protobuf/message.h"
#include "storage/store.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temporary_folder.h"

namespace entente {

// Ids in the sample store, which tests refer to.
inline constexpr char kLocalId[] = "org-local";
inline constexpr char kEmployerId[] = "org-employer";
inline constexpr char kEstablishmentId[] = "org-place";
inline constexpr char kRepId[] = "person-rep";
inline constexpr char kMemberId[] = "person-member";
inline constexpr char kSealedPersonId[] = "person-sealed";
inline constexpr char kConsultationId[] = "consultation-1";
inline constexpr char kGrievanceId[] = "grievance-1";
inline constexpr char kImportId[] = "import-1";
inline constexpr char kPublishedImportId[] = "import-2";
inline constexpr char kSettlementId[] = "settlement-1";
inline constexpr char kNoteId[] = "note-1";
inline constexpr char kDocumentId[] = "document-1";
inline constexpr char kSharedDocumentId[] = "document-2";
inline constexpr char kProfileRecordId[] = "QC-TEST.1";
inline constexpr char kOfficeId[] = "org-office";
inline constexpr char kMediatorId[] = "person-mediator";
inline constexpr char kMediationId[] = "mediation-1";
inline constexpr char kItemId[] = "item-1";
inline constexpr char kMediatorNoteId[] = "mediator-note-1";
inline constexpr char kDestroyedNoteId[] = "mediator-note-2";

// What the sample holds.
inline constexpr int kSampleEvents = 36;
inline constexpr int kSampleRecords = 25;

// Secrets that must never stand in a file of the store.
inline constexpr char kSealedName[] = "Canari Scelle";
inline constexpr char kSummary[] = "canari du recit";
inline constexpr char kStagedRow[] = "Canari Importe";
inline constexpr char kWitness[] = "Canari Temoin";
inline constexpr char kNote[] = "canari de la note";
inline constexpr char kNoteTitle[] = "canari du titre";
inline constexpr char kApart[] = "canari de l'aparte";
inline constexpr char kMediatorText[] = "canari du mediateur";

// A store in a folder of its own, open until Close.
class SampleStore {
 public:
  // Empty but for what Init makes.
  SampleStore();

  // An event of `move` for a record that the caller puts into it.
  static v1::Event EventOf(v1::Event::Move move, const std::string& record_id);

  // One ApplyChange in one Write.
  absl::Status Apply(const google::protobuf::Message* before,
                     const v1::Event& event);

  // The same for a new record, as a call does that has a request id.
  absl::Status ApplyOnce(const std::string& request_id, v1::Event event);

  // Two organisations and an establishment, persons, a mandate, an agreement,
  // a credential, a profile, a consultation that became a grievance, a
  // settlement of that, documents, a mediation with what was said in it, and a
  // reading of the consultation; and the request ids of two calls. Some records
  // changed after they were made.
  absl::Status Fill();

  // An import whose one group of rows waits.
  absl::Status FillImport();
  absl::Status FillImport(const char* id, v1::Import::State state);

  // A document of the union's own and a shared one, of the grievance.
  absl::Status FillDocuments();

  // A mediation with its office and its mediator, what a side gave apart and
  // released, and two notes of the mediator, of which one was destroyed: its
  // key is still there.
  absl::Status FillMediation();

  const std::string& folder() const { return folder_; }
  FakeClock& clock() { return clock_; }
  Store& store() { return *store_; }
  void Close() { store_.reset(); }
  absl::Status Open();

 private:
  TemporaryFolder temporary_;
  std::string folder_;
  FakeClock clock_;
  std::unique_ptr<Store> store_;
};

// The grievance of Fill as it was filed, with its sealed fields.
v1::Grievance SampleGrievance();
v1::Consultation SampleConsultation();
v1::Note SampleNote();
// Its settlement, as it was signed.
v1::Settlement SampleSettlement();
// As it was admitted.
v1::Mediation SampleMediation();
v1::MediatorNote SampleMediatorNote(const char* id, uint32_t number);

}  // namespace entente

#endif  // ENTENTE_TESTS_TESTING_SAMPLE_STORE_H_
