#include "proto/support/sealed_fields.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/container/node_hash_map.h"
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

// What the options of a type and of those within it say.
struct TypeSeals {
  struct Field {
    const FieldDescriptor* field;
    // The sealed classes of the field itself, or of what is within it.
    Mask mask;
    bool is_sealed;
  };
  Mask mask = 0;
  // Only those that have a mask.
  std::vector<Field> fields;
};

using SealTable = absl::node_hash_map<const Descriptor*, TypeSeals>;

Confidentiality::Class ClassOf(const FieldDescriptor& field) {
  return field.options().GetExtension(v1::field_class);
}

bool IsMessage(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

// Messages of the package do not contain themselves, so this ends; a table
// entry made first would end it even if one did.
Mask FindSeals(const Descriptor& type, SealTable& table) {
  const auto [entry, is_new] = table.try_emplace(&type);
  if (!is_new) return entry->second.mask;
  TypeSeals seals;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool is_sealed = IsSealedClass(ClassOf(field));
    Mask mask = 0;
    if (is_sealed) {
      mask = BitOf(ClassOf(field));
    } else if (IsMessage(field)) {
      mask = FindSeals(*field.message_type(), table);
    }
    seals.mask |= mask;
    if (mask != 0) seals.fields.push_back({&field, mask, is_sealed});
  }
  const Mask mask = seals.mask;
  table[&type] = std::move(seals);
  return mask;
}

const TypeSeals& SealsOf(const Descriptor& type) {
  // All records are within an event. Built once, since it is asked for on
  // every change and options are slow to read.
  static const SealTable* const kTable = [] {
    auto* table = new SealTable;
    FindSeals(*v1::Event::descriptor(), *table);
    return table;
  }();
  const auto found = kTable->find(&type);
  if (found != kTable->end()) return found->second;
  // Another type than a record's. Nothing is ever taken out of this table, and
  // what is within a type enters it with the type.
  thread_local SealTable own;
  FindSeals(type, own);
  return own[&type];
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
  const Mask mask = SealsOf(type).mask;
  std::vector<Confidentiality::Class> classes;
  for (int value = 0; value < Confidentiality::Class_ARRAYSIZE; ++value) {
    const auto each = static_cast<Confidentiality::Class>(value);
    if ((mask & BitOf(each)) != 0) classes.push_back(each);
  }
  return classes;
}

bool TakeSealedFields(Confidentiality::Class sealed_class, Message& record,
                      Message& part) {
  bool took = false;
  for (const TypeSeals::Field& entry :
       SealsOf(*record.GetDescriptor()).fields) {
    const FieldDescriptor& field = *entry.field;
    if ((entry.mask & BitOf(sealed_class)) == 0) continue;
    if (!IsSet(record, field)) continue;
    if (entry.is_sealed) {
      record.GetReflection()->SwapFields(&record, &part, {&field});
      took = true;
    } else {
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
