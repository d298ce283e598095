#include "proto/support/sealed_fields.h"

#include <cstdint>
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "entente/v1/event.pb.h"

namespace entente {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using v1::Confidentiality;

// A set of classes, one bit each.
using Mask = uint32_t;
Mask BitOf(Confidentiality::Class field_class) { return 1u << field_class; }

using MaskTable = absl::flat_hash_map<const Descriptor*, Mask>;

Confidentiality::Class ClassOf(const FieldDescriptor& field) {
  return field.options().GetExtension(v1::field_class);
}

bool IsMessage(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

// Messages of the package do not contain themselves, so this ends; a table
// entry made first would end it even if one did.
Mask FindMask(const Descriptor& type, MaskTable& table) {
  const auto [entry, is_new] = table.try_emplace(&type, 0);
  if (!is_new) return entry->second;
  Mask mask = 0;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (IsSealedClass(ClassOf(field))) {
      mask |= BitOf(ClassOf(field));
    } else if (IsMessage(field)) {
      mask |= FindMask(*field.message_type(), table);
    }
  }
  table[&type] = mask;
  return mask;
}

Mask MaskOf(const Descriptor& type) {
  // All records are within an event. Built once, since it is asked for on
  // every change.
  static const MaskTable* const kTable = [] {
    auto* table = new MaskTable;
    FindMask(*v1::Event::descriptor(), *table);
    return table;
  }();
  const auto found = kTable->find(&type);
  if (found != kTable->end()) return found->second;
  MaskTable own;
  return FindMask(type, own);
}

bool TakeFromRepeated(Confidentiality::Class sealed_class,
                      const FieldDescriptor& field, Message& record,
                      Message& part) {
  const Reflection& reflection = *record.GetReflection();
  bool took = false;
  const int size = reflection.FieldSize(record, &field);
  for (int i = 0; i < size; ++i) {
    took |= TakeSealedFields(
        sealed_class, *reflection.MutableRepeatedMessage(&record, &field, i),
        *reflection.AddMessage(&part, &field));
  }
  if (!took) reflection.ClearField(&part, &field);
  return took;
}

bool TakeFromMessage(Confidentiality::Class sealed_class,
                     const FieldDescriptor& field, Message& record,
                     Message& part) {
  const Reflection& reflection = *record.GetReflection();
  const bool took = TakeSealedFields(
      sealed_class, *reflection.MutableMessage(&record, &field),
      *reflection.MutableMessage(&part, &field));
  if (!took) reflection.ClearField(&part, &field);
  return took;
}

bool IsSet(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                             : reflection.HasField(message, &field);
}

void MergeField(const FieldDescriptor& field, const Message& part,
                Message& record) {
  const Reflection& reflection = *record.GetReflection();
  if (!field.is_repeated()) {
    MergeSealedFields(reflection.GetMessage(part, &field),
                      *reflection.MutableMessage(&record, &field));
    return;
  }
  for (int i = 0; i < reflection.FieldSize(part, &field) &&
                  i < reflection.FieldSize(record, &field);
       ++i) {
    MergeSealedFields(reflection.GetRepeatedMessage(part, &field, i),
                      *reflection.MutableRepeatedMessage(&record, &field, i));
  }
}

}  // namespace

std::vector<Confidentiality::Class> SealedClassesOf(const Descriptor& type) {
  const Mask mask = MaskOf(type);
  std::vector<Confidentiality::Class> classes;
  for (int value = 0; value < Confidentiality::Class_ARRAYSIZE; ++value) {
    const auto each = static_cast<Confidentiality::Class>(value);
    if ((mask & BitOf(each)) != 0) classes.push_back(each);
  }
  return classes;
}

bool TakeSealedFields(Confidentiality::Class sealed_class, Message& record,
                      Message& part) {
  const Descriptor& type = *record.GetDescriptor();
  if ((MaskOf(type) & BitOf(sealed_class)) == 0) return false;
  bool took = false;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (!IsSet(record, field)) continue;
    const Confidentiality::Class field_class = ClassOf(field);
    if (field_class == sealed_class) {
      record.GetReflection()->SwapFields(&record, &part, {&field});
      took = true;
    } else if (IsMessage(field) && !IsSealedClass(field_class)) {
      took |= field.is_repeated()
                  ? TakeFromRepeated(sealed_class, field, record, part)
                  : TakeFromMessage(sealed_class, field, record, part);
    }
  }
  return took;
}

void MergeSealedFields(const Message& part, Message& record) {
  const Reflection& reflection = *record.GetReflection();
  std::unique_ptr<Message> copy;
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(part, &fields);
  for (const FieldDescriptor* field : fields) {
    if (!IsSealedClass(ClassOf(*field))) {
      MergeField(*field, part, record);
      continue;
    }
    if (copy == nullptr) {
      copy.reset(part.New());
      copy->CopyFrom(part);
    }
    reflection.ClearField(&record, field);
    reflection.SwapFields(&record, copy.get(), {field});
  }
}

}  // namespace entente
