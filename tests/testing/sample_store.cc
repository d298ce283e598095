#include "tests/testing/sample_store.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "storage/change_store.h"
#include "storage/document_store.h"
#include "storage/idempotency_store.h"
#include "storage/import_store.h"

namespace entente {
namespace {

google::protobuf::Timestamp SomeTime() {
  return ToProto(absl::FromUnixSeconds(1353596400));
}

v1::Organization MakeOrganization(const std::string& id,
                                  v1::Organization::Kind kind,
                                  const std::string& code,
                                  const std::string& parent_id) {
  v1::Organization organization;
  organization.set_organization_id(id);
  organization.set_kind(kind);
  organization.set_code(code);
  organization.set_name("Organisme " + code);
  organization.set_parent_id(parent_id);
  *organization.mutable_create_time() = SomeTime();
  return organization;
}

v1::Person MakePerson(const std::string& id) {
  v1::Person person;
  person.set_person_id(id);
  person.set_organization_id(kLocalId);
  *person.mutable_create_time() = SomeTime();
  return person;
}

v1::Deadline MakeDeadline(const std::string& id, bool met) {
  v1::Deadline deadline;
  deadline.set_deadline_id(id);
  deadline.set_limit_code("filing");
  deadline.set_owed_by_side(1);
  deadline.set_raw_date("2012-12-22");
  deadline.set_due_date("2012-12-27");
  *deadline.mutable_open_time() = SomeTime();
  if (met) {
    deadline.set_met_date("2012-12-03");
    *deadline.mutable_met_time() = SomeTime();
  }
  return deadline;
}

}  // namespace

v1::Consultation SampleConsultation() {
  v1::Consultation consultation;
  consultation.set_consultation_id(kConsultationId);
  consultation.set_number("QN-C-2012-0007");
  consultation.set_state(v1::Consultation::OPEN);
  consultation.set_local_id(kLocalId);
  consultation.set_agreement_id("agreement-1");
  consultation.set_issue_code("ORG-TIM");
  consultation.add_member_ids(kMemberId);
  consultation.add_person_tags("tag-of-member-1");
  consultation.set_summary(kSummary);
  consultation.set_consulted_date("2012-11-22");
  *consultation.add_deadlines() = MakeDeadline("deadline-1", false);
  *consultation.mutable_create_time() = SomeTime();
  return consultation;
}

v1::Grievance SampleGrievance() {
  v1::Grievance grievance;
  grievance.set_grievance_id(kGrievanceId);
  grievance.set_state(v1::Grievance::FILED);
  grievance.set_grievance_class(v1::GrievanceClass::UNION);
  grievance.set_issue_code("ORG-TIM");
  v1::Party& filing = *grievance.add_parties();
  filing.set_side(1);
  filing.set_kind(v1::Party::UNION);
  filing.set_organization_id(kLocalId);
  filing.set_number("QN-G-2012-0042");
  v1::Party& answering = *grievance.add_parties();
  answering.set_side(2);
  answering.set_kind(v1::Party::EMPLOYER);
  answering.set_organization_id(kEmployerId);
  answering.set_establishment_id(kEstablishmentId);
  grievance.set_agreement_id("agreement-1");
  grievance.set_profile_code("QC-TEST");
  grievance.set_profile_version(1);
  grievance.set_statement("Minutage des interventions a domicile.");
  grievance.set_known_date("2012-11-22");
  grievance.set_submitted_date("2012-12-03");
  for (const char* const pseudonym : {"T-1", "T-2"}) {
    v1::Grievance::ProtectedPerson& person = *grievance.add_protected_persons();
    person.set_pseudonym(pseudonym);
    person.set_part(v1::Grievance::ProtectedPerson::WITNESS);
  }
  grievance.mutable_protected_persons(1)->set_person_id(kSealedPersonId);
  grievance.mutable_protected_persons(1)->set_name(kWitness);
  v1::Grievance::ExternalNumber& number = *grievance.add_external_numbers();
  number.set_issuer(v1::Grievance::ExternalNumber::EMPLOYER);
  number.set_number("RH-2012-118");
  v1::Grievance::Assignment& assignment = *grievance.add_assignments();
  assignment.set_side(1);
  assignment.set_person_id(kRepId);
  assignment.set_from_date("2012-12-03");
  *grievance.add_deadlines() = MakeDeadline("deadline-2", true);
  *grievance.add_deadlines() = MakeDeadline("deadline-3", false);
  grievance.set_consultation_id(kConsultationId);
  *grievance.mutable_create_time() = SomeTime();
  return grievance;
}

v1::Note SampleNote() {
  v1::Note note;
  note.set_note_id(kNoteId);
  note.set_file_kind(v1::Note::GRIEVANCE);
  note.set_file_id(kGrievanceId);
  note.set_side(1);
  note.set_organization_id(kLocalId);
  note.set_number(1);
  note.set_kind(v1::Note::CONTACT);
  note.set_note_date("2012-12-03");
  note.set_text("Attend le dossier medical.");
  note.set_next_date("2012-12-10");
  *note.add_deadlines() = MakeDeadline("deadline-of-note-1", false);
  *note.mutable_create_time() = SomeTime();
  return note;
}

v1::Settlement SampleSettlement() {
  v1::Settlement settlement;
  settlement.set_settlement_id(kSettlementId);
  settlement.set_state(v1::Settlement::SIGNED);
  const v1::Grievance grievance = SampleGrievance();
  for (const v1::Party& party : grievance.parties()) {
    v1::Party& own = *settlement.add_parties();
    own = party;
    own.clear_number();
  }
  settlement.mutable_parties(0)->set_number("QN-E-2012-0003");
  settlement.add_grievance_ids(kGrievanceId);
  settlement.set_terms("Retrait de l'outil de minutage.");
  settlement.set_precedent(v1::Settlement::WITHOUT_PRECEDENT);
  settlement.set_proposed_date("2012-12-10");
  settlement.set_signed_date("2012-12-12");
  v1::Commitment& commitment = *settlement.add_commitments();
  commitment.set_number(1);
  commitment.set_owner_side(2);
  commitment.set_text("Cesser le minutage.");
  commitment.set_due_date("2013-01-15");
  commitment.set_status(v1::Commitment::PENDING);
  *settlement.add_deadlines() = MakeDeadline("deadline-4", false);
  *settlement.mutable_create_time() = SomeTime();
  return settlement;
}

v1::Mediation SampleMediation() {
  v1::Mediation mediation;
  mediation.set_mediation_id(kMediationId);
  mediation.set_kind(v1::Mediation::MEDIATION);
  mediation.set_level(v1::Mediation::SINGLE);
  mediation.set_state(v1::Mediation::OPEN);
  const v1::Grievance grievance = SampleGrievance();
  for (const v1::Party& party : grievance.parties()) {
    *mediation.add_parties() = party;
  }
  mediation.mutable_parties(0)->set_number("QN-M-2012-0001");
  mediation.mutable_parties(1)->set_number("CSSS-M-2012-0001");
  mediation.set_profile_code("QC-TEST-MED");
  mediation.set_profile_version(1);
  mediation.set_office_id(kOfficeId);
  mediation.set_office_number("MED-M-2012-0001");
  mediation.set_requester_side(1);
  mediation.set_requested_date("2012-12-03");
  mediation.set_object("Minutage des interventions.");
  mediation.set_admitted_date("2012-12-04");
  v1::Mediation::Mediator& mediator = *mediation.add_mediators();
  mediator.set_number(1);
  mediator.set_person_id(kMediatorId);
  mediator.set_proposed_date("2012-12-04");
  mediator.set_disclosed_date("2012-12-04");
  mediator.set_confirmed_date("2012-12-05");
  mediation.set_opened_date("2012-12-05");
  v1::Mediation::Session& session = *mediation.add_sessions();
  session.set_side(1);
  session.set_number(1);
  session.set_kind(v1::Mediation::Session::CAUCUS);
  session.set_session_date("2012-12-06");
  *mediation.add_deadlines() = MakeDeadline("deadline-5", false);
  *mediation.mutable_create_time() = SomeTime();
  return mediation;
}

v1::MediatorNote SampleMediatorNote(const char* id, uint32_t number) {
  v1::MediatorNote note;
  note.set_note_id(id);
  note.set_mediation_id(kMediationId);
  note.set_author_id(kMediatorId);
  note.set_number(number);
  note.set_for_co_mediators(true);
  note.set_written_date("2012-12-06");
  note.set_destroy_date("2013-12-06");
  note.set_text(kMediatorText);
  *note.mutable_create_time() = SomeTime();
  return note;
}

SampleStore::SampleStore() : folder_(temporary_ / "store") {
  absl::Status status = Store::Init(folder_, clock_);
  if (status.ok()) status = Open();
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::abort();
}

absl::Status SampleStore::Open() {
  StoreOptions options;
  options.folder = folder_;
  options.clock = &clock_;
  ASSIGN_OR_RETURN(store_, Store::Open(options));
  return absl::OkStatus();
}

v1::Event SampleStore::EventOf(v1::Event::Move move,
                               const std::string& record_id) {
  v1::Event event;
  event.set_operation_id("operation-1");
  event.set_move(move);
  event.set_record_id(record_id);
  event.set_effective_date("2012-12-03");
  event.set_acted_by_side(1);
  event.set_recorded_by_id(kRepId);
  event.set_recorded_as(v1::Mandate::UNION_REP);
  return event;
}

absl::Status SampleStore::Apply(const google::protobuf::Message* before,
                                const v1::Event& event) {
  clock_.Advance(absl::Seconds(1));
  return store_->database().Write([&](Transaction& transaction) {
    return ApplyChange(transaction, store_->keyring(), before, event);
  });
}

absl::Status SampleStore::ApplyOnce(const std::string& request_id,
                                    v1::Event event) {
  clock_.Advance(absl::Seconds(1));
  return store_->database().Write([&](Transaction& transaction) {
    const Keyring& keyring = store_->keyring();
    const IdempotencyKey key{kRepId, "SomeCall", request_id};
    const IdempotencyRecord record{std::string(32, 'd'), event.record_id()};
    event.set_operation_id(
        OperationIdOf(keyring, key, record.request_digest, transaction.now()));
    RETURN_IF_ERROR(
        ApplyChange(transaction, store_->keyring(), nullptr, event));
    return InsertIdempotency(transaction, keyring, key, record);
  });
}

absl::Status SampleStore::Fill() {
  const auto make_organization = [&](const v1::Organization& organization) {
    v1::Event event = EventOf(v1::Event::ORGANIZATION_CREATED,
                              organization.organization_id());
    *event.mutable_organization() = organization;
    return Apply(nullptr, event);
  };
  RETURN_IF_ERROR(make_organization(
      MakeOrganization(kLocalId, v1::Organization::UNION_LOCAL, "QN", "")));
  RETURN_IF_ERROR(make_organization(
      MakeOrganization(kEmployerId, v1::Organization::EMPLOYER, "CSSS", "")));
  RETURN_IF_ERROR(make_organization(MakeOrganization(
      kEstablishmentId, v1::Organization::ESTABLISHMENT, "CLSC", kEmployerId)));

  const auto make_person = [&](const v1::Person& person) {
    v1::Event event = EventOf(v1::Event::PERSON_CREATED, person.person_id());
    *event.mutable_person() = person;
    return Apply(nullptr, event);
  };
  v1::Person rep = MakePerson(kRepId);
  rep.set_public_name("Conseillere syndicale");
  RETURN_IF_ERROR(make_person(rep));
  v1::Person member = MakePerson(kMemberId);
  member.set_member_name("Auxiliaire A");
  RETURN_IF_ERROR(make_person(member));
  v1::Person sealed = MakePerson(kSealedPersonId);
  sealed.set_sealed(true);
  sealed.set_sealed_name(kSealedName);
  sealed.set_pseudonym("P-1");
  RETURN_IF_ERROR(make_person(sealed));

  v1::Event granted = EventOf(v1::Event::MANDATE_GRANTED, "mandate-1");
  v1::Mandate& mandate = *granted.mutable_mandate();
  mandate.set_mandate_id("mandate-1");
  mandate.set_person_id(kRepId);
  mandate.set_organization_id(kLocalId);
  mandate.set_role(v1::Mandate::UNION_REP);
  mandate.set_from_date("2012-01-01");
  mandate.set_until_date("2014-12-31");
  *mandate.mutable_create_time() = SomeTime();
  RETURN_IF_ERROR(Apply(nullptr, granted));
  v1::Event revoked = EventOf(v1::Event::MANDATE_REVOKED, "mandate-1");
  *revoked.mutable_mandate() = mandate;
  *revoked.mutable_mandate()->mutable_revoke_time() = SomeTime();
  RETURN_IF_ERROR(Apply(&mandate, revoked));

  v1::Event agreed = EventOf(v1::Event::AGREEMENT_CREATED, "agreement-1");
  v1::Agreement& agreement = *agreed.mutable_agreement();
  agreement.set_agreement_id("agreement-1");
  agreement.set_local_id(kLocalId);
  agreement.set_employer_id(kEmployerId);
  agreement.set_profile_code("QC-TEST");
  agreement.set_from_date("2011-01-01");
  agreement.set_until_date("2015-12-31");
  *agreement.mutable_create_time() = SomeTime();
  RETURN_IF_ERROR(Apply(nullptr, agreed));

  v1::Event issued = EventOf(v1::Event::CODE_ISSUED, "token-1");
  v1::Token& token = *issued.mutable_token();
  token.set_token_id("token-1");
  token.set_person_id(kRepId);
  token.set_state(v1::Token::ISSUED);
  token.set_code_digest(std::string(32, 'c'));
  *token.mutable_issue_time() = SomeTime();
  RETURN_IF_ERROR(ApplyOnce("request-1", issued));
  v1::Event exchanged = EventOf(v1::Event::CODE_EXCHANGED, "token-1");
  *exchanged.mutable_token() = token;
  exchanged.mutable_token()->set_state(v1::Token::ACTIVE);
  exchanged.mutable_token()->set_token_digest(std::string(32, 't'));
  RETURN_IF_ERROR(Apply(&token, exchanged));

  v1::Event imported = EventOf(v1::Event::PROFILE_IMPORTED, kProfileRecordId);
  imported.mutable_profile()->set_code("QC-TEST");
  imported.mutable_profile()->set_version(1);
  imported.mutable_profile()->set_calendar_code("QC-TRIB");
  RETURN_IF_ERROR(Apply(nullptr, imported));

  v1::Event asked = EventOf(v1::Event::UNSEAL_REQUESTED, "unseal-1");
  v1::UnsealRequest& unseal = *asked.mutable_unseal_request();
  unseal.set_unseal_request_id("unseal-1");
  unseal.set_person_id(kSealedPersonId);
  unseal.set_organization_id(kLocalId);
  unseal.set_requested_by_id(kRepId);
  unseal.set_reason("Ordonnance du tribunal");
  unseal.set_state(v1::UnsealRequest::PENDING);
  *unseal.mutable_create_time() = SomeTime();
  *unseal.mutable_expire_time() = SomeTime();
  RETURN_IF_ERROR(Apply(nullptr, asked));
  v1::Event approved = EventOf(v1::Event::UNSEAL_APPROVED, "unseal-1");
  *approved.mutable_unseal_request() = unseal;
  approved.mutable_unseal_request()->set_state(v1::UnsealRequest::APPROVED);
  approved.mutable_unseal_request()->set_decided_by_id(kMemberId);
  RETURN_IF_ERROR(Apply(&unseal, approved));

  RETURN_IF_ERROR(FillImport());

  const v1::Consultation consultation = SampleConsultation();
  v1::Event opened = EventOf(v1::Event::CONSULTATION_OPENED, kConsultationId);
  *opened.mutable_consultation() = consultation;
  RETURN_IF_ERROR(Apply(nullptr, opened));

  v1::Event filed = EventOf(v1::Event::GRIEVANCE_FILED, kGrievanceId);
  *filed.mutable_grievance() = SampleGrievance();
  RETURN_IF_ERROR(ApplyOnce("request-2", filed));

  // As a service that has not opened the sealed fields.
  v1::Consultation before = consultation;
  before.clear_member_ids();
  before.clear_summary();
  v1::Event became = EventOf(v1::Event::CONSULTATION_FILED, kConsultationId);
  *became.mutable_consultation() = before;
  became.mutable_consultation()->set_state(v1::Consultation::FILED);
  became.mutable_consultation()->set_grievance_id(kGrievanceId);
  RETURN_IF_ERROR(Apply(&before, became));

  RETURN_IF_ERROR(FillDocuments());

  v1::Settlement draft = SampleSettlement();
  draft.set_state(v1::Settlement::DRAFT);
  draft.clear_signed_date();
  draft.clear_deadlines();
  v1::Event proposed = EventOf(v1::Event::SETTLEMENT_PROPOSED, kSettlementId);
  *proposed.mutable_settlement() = draft;
  RETURN_IF_ERROR(Apply(nullptr, proposed));
  v1::Event signed_by_all =
      EventOf(v1::Event::SETTLEMENT_SIGNED, kSettlementId);
  *signed_by_all.mutable_settlement() = SampleSettlement();
  RETURN_IF_ERROR(Apply(&draft, signed_by_all));

  v1::Event noted = EventOf(v1::Event::NOTE_WRITTEN, kNoteId);
  *noted.mutable_note() = SampleNote();
  RETURN_IF_ERROR(Apply(nullptr, noted));

  RETURN_IF_ERROR(FillMediation());

  v1::Event read = EventOf(v1::Event::READ, kConsultationId);
  read.add_sealed()->set_sealed_class(v1::Confidentiality::SIDE);
  return store_->database().Write([&](Transaction& transaction) {
    return AppendRead(transaction, store_->keyring(), read);
  });
}

absl::Status SampleStore::FillMediation() {
  v1::Event office = EventOf(v1::Event::ORGANIZATION_CREATED, kOfficeId);
  *office.mutable_organization() =
      MakeOrganization(kOfficeId, v1::Organization::AUTHORITY, "MED", "");
  RETURN_IF_ERROR(Apply(nullptr, office));
  v1::Event entered = EventOf(v1::Event::PERSON_CREATED, kMediatorId);
  *entered.mutable_person() = MakePerson(kMediatorId);
  entered.mutable_person()->set_organization_id(kOfficeId);
  entered.mutable_person()->set_public_name("Mediatrice");
  RETURN_IF_ERROR(Apply(nullptr, entered));

  v1::Mediation asked_for = SampleMediation();
  asked_for.set_state(v1::Mediation::REQUESTED);
  asked_for.mutable_parties(1)->clear_number();
  asked_for.clear_admitted_date();
  asked_for.clear_mediators();
  asked_for.clear_opened_date();
  asked_for.clear_sessions();
  v1::Event requested = EventOf(v1::Event::MEDIATION_REQUESTED, kMediationId);
  *requested.mutable_mediation() = asked_for;
  RETURN_IF_ERROR(Apply(nullptr, requested));
  v1::Event held = EventOf(v1::Event::SESSION_HELD, kMediationId);
  *held.mutable_mediation() = SampleMediation();
  RETURN_IF_ERROR(Apply(&asked_for, held));

  v1::Event given = EventOf(v1::Event::ITEM_GIVEN, kItemId);
  v1::MediationItem& item = *given.mutable_mediation_item();
  item.set_item_id(kItemId);
  item.set_mediation_id(kMediationId);
  item.set_side(1);
  item.set_apart(true);
  item.set_number(1);
  item.set_given_date("2012-12-06");
  item.set_written_by_id(kMediatorId);
  item.set_caucus_text(kApart);
  *item.mutable_create_time() = SomeTime();
  RETURN_IF_ERROR(Apply(nullptr, given));
  v1::Event released = EventOf(v1::Event::ITEM_RELEASED, kItemId);
  *released.mutable_mediation_item() = item;
  v1::MediationItem::Release& release =
      *released.mutable_mediation_item()->add_releases();
  release.add_to_sides(2);
  release.set_release_date("2012-12-07");
  RETURN_IF_ERROR(Apply(&item, released));

  uint32_t number = 0;
  for (const char* const id : {kMediatorNoteId, kDestroyedNoteId}) {
    v1::Event written = EventOf(v1::Event::MEDIATOR_NOTE_WRITTEN, id);
    *written.mutable_mediator_note() = SampleMediatorNote(id, ++number);
    RETURN_IF_ERROR(Apply(nullptr, written));
  }
  const v1::MediatorNote before = SampleMediatorNote(kDestroyedNoteId, number);
  v1::Event destroyed =
      EventOf(v1::Event::MEDIATOR_NOTE_DESTROYED, kDestroyedNoteId);
  *destroyed.mutable_mediator_note() = before;
  destroyed.mutable_mediator_note()->clear_text();
  destroyed.mutable_mediator_note()->set_destroyed_date("2012-12-07");
  return Apply(&before, destroyed);
}

absl::Status SampleStore::FillDocuments() {
  for (const bool own : {true, false}) {
    v1::Event added = EventOf(v1::Event::DOCUMENT_ADDED,
                              own ? kDocumentId : kSharedDocumentId);
    v1::Document& document = *added.mutable_document();
    document.set_document_id(added.record_id());
    document.set_file_kind(v1::Document::GRIEVANCE);
    document.set_file_id(kGrievanceId);
    document.set_side(1);
    document.set_organization_id(kLocalId);
    document.set_audience(own ? v1::Document::SIDE : v1::Document::SHARED);
    document.set_number(1);
    v1::Document::Description& description =
        own ? *document.mutable_own() : *document.mutable_shared();
    description.set_title(own ? kNoteTitle : "Lettre");
    description.set_file_name("note.txt");
    document.set_added_by_id(kRepId);
    document.set_added_date("2012-11-22");
    *document.mutable_create_time() = SomeTime();
    absl::optional<ContentSeal> seal;
    if (own) {
      ASSIGN_OR_RETURN(*document.mutable_key_id(), store_->keyring().NewKey());
      seal = ContentSeal{&store_->keyring(), document.key_id(),
                         document.document_id()};
    }
    ASSIGN_OR_RETURN(const std::unique_ptr<IncomingContent> content,
                     store_->contents().Begin(seal));
    const std::string bytes = own ? kNote : "une lettre";
    document.set_size_bytes(static_cast<int64_t>(bytes.size()));
    RETURN_IF_ERROR(content->Append(bytes));
    ASSIGN_OR_RETURN(*document.mutable_stored_name(), content->Place());
    RETURN_IF_ERROR(Apply(nullptr, added));
    content->Settle([this](absl::string_view name) {
      return IsContentNamed(store_->database(), name);
    });
  }
  return absl::OkStatus();
}

absl::Status SampleStore::FillImport() {
  RETURN_IF_ERROR(FillImport(kImportId, v1::Import::STAGING));
  return FillImport(kPublishedImportId, v1::Import::PUBLISHED);
}

absl::Status SampleStore::FillImport(const char* id, v1::Import::State state) {
  v1::Event begun = EventOf(v1::Event::IMPORT_BEGUN, id);
  v1::Import import;
  import.set_import_id(id);
  import.set_state(v1::Import::STAGING);
  import.set_person_id(kRepId);
  import.set_digest("d");
  import.set_row_count(1);
  ASSIGN_OR_RETURN(*import.mutable_key_id(), store_->keyring().NewKey());
  *import.mutable_create_time() = SomeTime();
  *begun.mutable_grievance_import() = import;
  RETURN_IF_ERROR(Apply(nullptr, begun));
  return store_->database().Write([&](Transaction& transaction) {
    const bool published = state == v1::Import::PUBLISHED;
    v1::Event event = EventOf(
        published ? v1::Event::IMPORT_PUBLISHED : v1::Event::IMPORT_STAGED, id);
    v1::Import& after = *event.mutable_grievance_import();
    after = import;
    after.set_state(state);
    v1::Import::Group& group =
        published ? *after.mutable_filed_rows() : *after.add_groups();
    group.set_number(1);
    group.set_row_count(1);
    ASSIGN_OR_RETURN(
        *group.mutable_sha256(),
        PutImportGroup(transaction, store_->keyring(), import, 1, kStagedRow));
    return ApplyChange(transaction, store_->keyring(), &import,
                       std::move(event));
  });
}

}  // namespace entente
