#include "storage/change_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/protobuf/util/time_util.h"
#include "proto/support/record_patch.h"
#include "proto/support/sealed_fields.h"
#include "proto/support/status_macros.h"
#include "storage/event_log.h"
#include "storage/random_id.h"
#include "storage/record_writer.h"

namespace entente {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using v1::Confidentiality;

using MessagePtr = std::unique_ptr<Message>;

MessagePtr NewLike(const Message& message) { return MessagePtr(message.New()); }

MessagePtr CopyOf(const Message& message) {
  MessagePtr copy = NewLike(message);
  copy->CopyFrom(message);
  return copy;
}

// The event's ciphertext and the row's are the same bytes, so both belong to
// this place.
SealedPlace PlaceOf(absl::string_view record_id,
                    Confidentiality::Class sealed_class) {
  return {"sealed_parts", "ciphertext", record_id, sealed_class};
}

struct SealedRow {
  bool exists = false;
  std::string key_id;
  std::string ciphertext;
};

absl::StatusOr<SealedRow> FindSealedRow(Snapshot& snapshot,
                                        absl::string_view record_id,
                                        Confidentiality::Class sealed_class) {
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT key_id, ciphertext "
                                  "FROM sealed_parts WHERE record_id = $1 "
                                  "AND sealed_class = $2",
                                  record_id, sealed_class));
  ASSIGN_OR_RETURN(const bool found, rows.Next());
  SealedRow row;
  if (found) row = {true, rows.Text(0), rows.Blob(1)};
  return row;
}

absl::Status OpenInto(Keyring& keyring, absl::string_view record_id,
                      Confidentiality::Class sealed_class,
                      absl::string_view key_id, absl::string_view ciphertext,
                      Message& part) {
  ASSIGN_OR_RETURN(
      const std::string plaintext,
      keyring.Decrypt(key_id, PlaceOf(record_id, sealed_class), ciphertext));
  if (part.ParseFromString(plaintext)) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("the sealed content of ", record_id, " cannot be read"));
}

bool SameField(const Message& a, const Message& b,
               const FieldDescriptor& field) {
  google::protobuf::util::MessageDifferencer differencer;
  return differencer.CompareWithFields(a, b, {&field}, {&field});
}

bool HasContent(const Message& message, const FieldDescriptor& field) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                             : reflection.HasField(message, &field);
}

// One sealed class of one change.
class PartChange {
 public:
  PartChange(Transaction& transaction, Keyring& keyring,
             const std::string& record_id, Confidentiality::Class sealed_class)
      : transaction_(transaction),
        keyring_(keyring),
        record_id_(record_id),
        sealed_class_(sealed_class) {}

  // Puts into the event and the row what the class holds after a change of
  // the fields `set_fields` from `before` (null for a new record) to `after`,
  // which hold the fields of the class only. Nothing when none changed.
  absl::Status Apply(const Message* before, const Message& after,
                     v1::Event& event) {
    if (before == nullptr) {
      if (after.ByteSizeLong() == 0) return absl::OkStatus();
      return Write(after, event);
    }
    MessagePtr stored = NewLike(after);
    ASSIGN_OR_RETURN(const bool changed,
                     Patch(*before, after, event.set_fields(), *stored));
    if (!changed) return absl::OkStatus();
    if (stored->ByteSizeLong() == 0) return Empty(event);
    return Write(*stored, event);
  }

 private:
  absl::StatusOr<bool> Patch(
      const Message& before, const Message& after,
      const google::protobuf::RepeatedPtrField<std::string>& set_fields,
      Message& stored) {
    bool changed = false;
    MessagePtr values;
    for (const std::string& name : set_fields) {
      const FieldDescriptor& field =
          *after.GetDescriptor()->FindFieldByName(name);
      if (!MayHold(field)) continue;
      if (!row_was_read_) RETURN_IF_ERROR(ReadRow(stored));
      // What was not opened would be lost, or end up at another index.
      if (HasContent(stored, field) && !SameField(before, stored, field)) {
        return absl::InternalError(
            absl::StrCat("the sealed content of ", name,
                         " was changed without having been opened"));
      }
      if (SameField(before, after, field)) continue;
      changed = true;
      if (values == nullptr) values = CopyOf(after);
      stored.GetReflection()->ClearField(&stored, &field);
      stored.GetReflection()->SwapFields(&stored, values.get(), {&field});
    }
    return changed;
  }

  // Whether content of the class can stand in the field.
  bool MayHold(const FieldDescriptor& field) const {
    const Confidentiality::Class field_class =
        field.options().GetExtension(v1::field_class);
    if (IsSealedClass(field_class)) return field_class == sealed_class_;
    if (field.message_type() == nullptr) return false;
    for (const Confidentiality::Class inner :
         SealedClassesOf(*field.message_type())) {
      if (inner == sealed_class_) return true;
    }
    return false;
  }

  absl::Status ReadRow(Message& stored) {
    row_was_read_ = true;
    ASSIGN_OR_RETURN(row_,
                     FindSealedRow(transaction_, record_id_, sealed_class_));
    if (!row_.exists) return absl::OkStatus();
    ASSIGN_OR_RETURN(const bool destroyed, keyring_.IsDestroyed(row_.key_id));
    if (destroyed) {
      // What is gone cannot be kept: the content begins anew.
      row_.key_id.clear();
      return absl::OkStatus();
    }
    return OpenInto(keyring_, record_id_, sealed_class_, row_.key_id,
                    row_.ciphertext, stored);
  }

  absl::Status Write(const Message& part, v1::Event& event) {
    std::string key_id = row_.key_id;
    if (key_id.empty()) {
      ASSIGN_OR_RETURN(key_id, keyring_.NewKey());
    }
    ASSIGN_OR_RETURN(
        std::string ciphertext,
        keyring_.Encrypt(key_id, PlaceOf(record_id_, sealed_class_),
                         part.SerializeAsString()));
    RETURN_IF_ERROR(
        transaction_
            .Execute("INSERT INTO sealed_parts "
                     "(record_id, sealed_class, key_id, ciphertext) "
                     "VALUES ($1, $2, $3, $4) "
                     "ON CONFLICT (record_id, sealed_class) DO UPDATE SET "
                     "key_id = excluded.key_id, "
                     "ciphertext = excluded.ciphertext",
                     record_id_, sealed_class_, key_id, BlobView{ciphertext})
            .status());
    v1::Event::Sealed& sealed = *event.add_sealed();
    sealed.set_sealed_class(sealed_class_);
    sealed.set_key_id(key_id);
    sealed.set_ciphertext(std::move(ciphertext));
    return absl::OkStatus();
  }

  absl::Status Empty(v1::Event& event) {
    event.add_sealed()->set_sealed_class(sealed_class_);
    return transaction_
        .Execute(
            "DELETE FROM sealed_parts WHERE record_id = $1 "
            "AND sealed_class = $2",
            record_id_, sealed_class_)
        .status();
  }

  Transaction& transaction_;
  Keyring& keyring_;
  const std::string& record_id_;
  const Confidentiality::Class sealed_class_;
  bool row_was_read_ = false;
  SealedRow row_;
};

// Takes every sealed field out of `after`, the record after the change, and
// out of `patch`, the event's record (for a new record the two are one), and
// keeps it as ciphertext.
absl::Status SealAll(Transaction& transaction, Keyring& keyring,
                     const Message* before, Message& after, Message& patch,
                     v1::Event& event) {
  const std::vector<Confidentiality::Class> classes =
      SealedClassesOf(*after.GetDescriptor());
  if (classes.empty()) return absl::OkStatus();
  const MessagePtr before_copy = before == nullptr ? nullptr : CopyOf(*before);
  for (const Confidentiality::Class sealed_class : classes) {
    const MessagePtr part_after = NewLike(after);
    TakeSealedFields(sealed_class, after, *part_after);
    MessagePtr part_before;
    if (before != nullptr) {
      const MessagePtr dropped = NewLike(after);
      TakeSealedFields(sealed_class, patch, *dropped);
      part_before = NewLike(after);
      TakeSealedFields(sealed_class, *before_copy, *part_before);
    }
    RETURN_IF_ERROR(
        PartChange(transaction, keyring, event.record_id(), sealed_class)
            .Apply(part_before.get(), *part_after, event));
  }
  return absl::OkStatus();
}

void FillIn(const Transaction& transaction, v1::Event& event) {
  if (event.event_id().empty()) event.set_event_id(NewId());
  if (!event.has_record_time()) {
    *event.mutable_record_time() =
        google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
            absl::ToUnixMicros(transaction.now()));
  }
}

}  // namespace

absl::Status ApplyChange(Transaction& transaction, Keyring& keyring,
                         const Message* before, v1::Event event) {
  Message* const patch = MutableRecordOf(event);
  if (patch == nullptr || event.record_id().empty()) {
    return absl::InternalError("a change without its record");
  }
  FillIn(transaction, event);
  event.clear_sealed();
  DropUnstored(*patch);
  // All of a new record is changed: its event carries what its row does.
  const MessagePtr copy = before == nullptr ? nullptr : CopyOf(*patch);
  Message& after = before == nullptr ? *patch : *copy;
  KeepOnlyChanges(before, event);
  RETURN_IF_ERROR(SealAll(transaction, keyring, before, after, *patch, event));
  RETURN_IF_ERROR(AppendEvent(transaction, keyring, event));
  return PutRecord(transaction, event.record_case(), after);
}

absl::Status AppendRead(Transaction& transaction, Keyring& keyring,
                        v1::Event event) {
  if (event.sealed().empty() || event.record_id().empty() ||
      RecordOf(event) != nullptr) {
    return absl::InternalError("a reading names a record and its classes");
  }
  if (event.move() != v1::Event::UNSEAL_DENIED) {
    event.set_move(v1::Event::READ);
  }
  FillIn(transaction, event);
  return AppendEvent(transaction, keyring, event);
}

absl::Status OpenSealed(Snapshot& snapshot, Keyring& keyring,
                        absl::string_view record_id,
                        Confidentiality::Class sealed_class, Message& record) {
  ASSIGN_OR_RETURN(const SealedRow row,
                   FindSealedRow(snapshot, record_id, sealed_class));
  if (!row.exists) return absl::OkStatus();
  const MessagePtr part = NewLike(record);
  RETURN_IF_ERROR(OpenInto(keyring, record_id, sealed_class, row.key_id,
                           row.ciphertext, *part));
  MergeSealedFields(*part, record);
  return absl::OkStatus();
}

absl::Status OpenSealedInEvent(Keyring& keyring,
                               Confidentiality::Class sealed_class,
                               v1::Event& event) {
  Message* const record = MutableRecordOf(event);
  if (record == nullptr) return absl::OkStatus();
  for (const v1::Event::Sealed& sealed : event.sealed()) {
    if (sealed.sealed_class() != sealed_class || sealed.ciphertext().empty()) {
      continue;
    }
    const MessagePtr part = NewLike(*record);
    RETURN_IF_ERROR(OpenInto(keyring, event.record_id(), sealed_class,
                             sealed.key_id(), sealed.ciphertext(), *part));
    MergeSealedFields(*part, *record);
  }
  return absl::OkStatus();
}

}  // namespace entente
