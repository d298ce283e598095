#include "proto/support/record_patch.h"

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

bool IsKept(const FieldDescriptor& field) {
  return field.name() != "etag" &&
         field.options().GetExtension(v1::field_class) !=
             v1::Confidentiality::ONCE;
}

// Whether `field` has the same value in both; they are of the same type.
bool SameField(const Message& a, const Message& b,
               const FieldDescriptor* field) {
  google::protobuf::util::MessageDifferencer differencer;
  return differencer.CompareWithFields(a, b, {field}, {field});
}

// Makes `to` hold the value of `field` in `from`, which may be none.
void CopyField(const Message& from, const FieldDescriptor* field, Message& to) {
  const Reflection* reflection = to.GetReflection();
  reflection->ClearField(&to, field);
  std::unique_ptr<Message> copy(from.New());
  copy->CopyFrom(from);
  reflection->SwapFields(&to, copy.get(), {field});
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

void KeepOnlyChanges(const Message* before, v1::Event& event) {
  event.clear_set_fields();
  Message* record = MutableRecordOf(event);
  if (record == nullptr) return;
  std::unique_ptr<Message> nothing(record->New());
  if (before == nullptr) before = nothing.get();
  const google::protobuf::Descriptor* type = record->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (IsKept(*field) && !SameField(*before, *record, field)) {
      event.add_set_fields(field->name());
    } else {
      record->GetReflection()->ClearField(record, field);
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
  for (const std::string& name : event.set_fields()) {
    const FieldDescriptor* field = type->FindFieldByName(name);
    if (field == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("no field ", name, " in ", type->name()));
    }
    CopyField(*patch, field, record);
  }
  return absl::OkStatus();
}

}  // namespace entente
