#include "proto/support/record_patch.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "entente/v1/field_class.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/message_differencer.h"

namespace entente {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

const FieldDescriptor* RecordField(const v1::Event& event) {
  static const google::protobuf::OneofDescriptor* const kRecord =
      v1::Event::descriptor()->FindOneofByName("record");
  return event.GetReflection()->GetOneofFieldDescriptor(event, kRecord);
}

using Fields = std::vector<const FieldDescriptor*>;

Fields FindUnkept(const google::protobuf::Descriptor& type) {
  Fields unkept;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (field->name() == "etag" ||
        field->options().GetExtension(v1::field_class) ==
            v1::Confidentiality::ONCE) {
      unkept.push_back(field);
    }
  }
  return unkept;
}

// The fields of a record that are never stored.
const Fields& UnkeptFields(const google::protobuf::Descriptor& type) {
  using Table =
      absl::flat_hash_map<const google::protobuf::Descriptor*, Fields>;
  // Built once, since it is asked for on every change and options are slow to
  // read. All records are in an event.
  static const Table* const kTable = [] {
    auto* table = new Table;
    const google::protobuf::OneofDescriptor& records =
        *v1::Event::descriptor()->FindOneofByName("record");
    for (int i = 0; i < records.field_count(); ++i) {
      const auto* record = records.field(i)->message_type();
      (*table)[record] = FindUnkept(*record);
    }
    return table;
  }();
  static const Fields* const kNone = new Fields;
  const auto found = kTable->find(&type);
  return found == kTable->end() ? *kNone : found->second;
}

bool IsKept(const FieldDescriptor& field) {
  const Fields& unkept = UnkeptFields(*field.containing_type());
  return std::find(unkept.begin(), unkept.end(), &field) == unkept.end();
}

bool IsSet(const Message& message, const FieldDescriptor* field) {
  const Reflection* reflection = message.GetReflection();
  return field->is_repeated() ? reflection->FieldSize(message, field) > 0
                              : reflection->HasField(message, field);
}

}  // namespace

const Message* RecordOf(const v1::Event& event) {
  const FieldDescriptor* field = RecordField(event);
  if (field == nullptr) return nullptr;
  return &event.GetReflection()->GetMessage(event, field);
}

Message* MutableRecordOf(v1::Event& event) {
  const FieldDescriptor* field = RecordField(event);
  if (field == nullptr) return nullptr;
  return event.GetReflection()->MutableMessage(&event, field);
}

void DropUnstored(Message& record) {
  for (const FieldDescriptor* field : UnkeptFields(*record.GetDescriptor())) {
    if (IsSet(record, field)) {
      record.GetReflection()->ClearField(&record, field);
    }
  }
}

void KeepOnlyChanges(const Message* before, v1::Event& event) {
  event.clear_set_fields();
  Message* record = MutableRecordOf(event);
  if (record == nullptr) return;
  DropUnstored(*record);
  if (before == nullptr) {
    std::vector<const FieldDescriptor*> fields;
    record->GetReflection()->ListFields(*record, &fields);
    for (const FieldDescriptor* field : fields) {
      event.add_set_fields(field->name());
    }
    return;
  }
  google::protobuf::util::MessageDifferencer differencer;
  const google::protobuf::Descriptor* type = record->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const bool was_set = IsSet(*before, field);
    const bool is_set = IsSet(*record, field);
    if (!was_set && !is_set) continue;
    if (was_set && (!IsKept(*field) ||
                    (is_set && differencer.CompareWithFields(
                                   *before, *record, {field}, {field})))) {
      record->GetReflection()->ClearField(record, field);
    } else {
      event.add_set_fields(field->name());
    }
  }
}

absl::Status FoldEvent(const v1::Event& event, Message& record) {
  const Message* patch = RecordOf(event);
  if (patch == nullptr) return absl::OkStatus();
  const google::protobuf::Descriptor* type = record.GetDescriptor();
  if (patch->GetDescriptor() != type) {
    return absl::InvalidArgumentError(
        absl::StrCat("event of a ", patch->GetDescriptor()->name(),
                     " folded into a ", type->name()));
  }
  std::vector<const FieldDescriptor*> fields;
  for (const std::string& name : event.set_fields()) {
    const FieldDescriptor* field = type->FindFieldByName(name);
    if (field == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("no field ", name, " in ", type->name()));
    }
    record.GetReflection()->ClearField(&record, field);
    fields.push_back(field);
  }
  std::unique_ptr<Message> copy(patch->New());
  copy->CopyFrom(*patch);
  record.GetReflection()->SwapFields(&record, copy.get(), fields);
  return absl::OkStatus();
}

}  // namespace entente
