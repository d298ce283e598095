#include "proto/support/field_classes.h"

#include <memory>
#include <mutex>
#include <shared_mutex>

#include "absl/container/flat_hash_map.h"

namespace entente {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

class Types {
 public:
  const TypeClasses& Of(const Descriptor* type) {
    {
      std::shared_lock lock(mutex_);
      const auto found = types_.find(type);
      if (found != types_.end()) return *found->second;
    }
    std::unique_lock lock(mutex_);
    return Make(type);
  }

 private:
  const TypeClasses& Make(const Descriptor* type) {
    const auto found = types_.find(type);
    if (found != types_.end()) return *found->second;
    TypeClasses& made =
        *types_.emplace(type, std::make_unique<TypeClasses>()).first->second;
    // A type that contains itself sees this while it is made, and is then
    // never passed over.
    made.classes_below = ClassSet::Bit(v1::Confidentiality::CLASS_UNSPECIFIED);
    uint32_t classes = 0;
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      const google::protobuf::FieldOptions& options = field->options();
      TypeClasses::Field entry{
          field, ClassSet::Bit(options.GetExtension(v1::field_class)), nullptr};
      classes |= entry.class_bit;
      if (options.GetExtension(v1::names_side)) made.names_side = field;
      if (field->message_type() != nullptr &&
          IsOurType(*field->message_type())) {
        entry.type = &Make(field->message_type());
        classes |= entry.type->classes_below;
      }
      made.fields.push_back(entry);
    }
    made.classes_below = classes;
    return made;
  }

  std::shared_mutex mutex_;
  absl::flat_hash_map<const Descriptor*, std::unique_ptr<TypeClasses>> types_;
};

void Keep(uint32_t kept, const TypeClasses& type, Message& message) {
  if ((type.classes_below & ~kept) == 0) return;
  const Reflection* reflection = message.GetReflection();
  for (const TypeClasses::Field& entry : type.fields) {
    if ((entry.class_bit & kept) == 0) {
      reflection->ClearField(&message, entry.field);
    } else if (entry.type == nullptr) {
      continue;
    } else if (entry.field->is_repeated()) {
      const int count = reflection->FieldSize(message, entry.field);
      for (int i = 0; i < count; ++i) {
        Keep(kept, *entry.type,
             *reflection->MutableRepeatedMessage(&message, entry.field, i));
      }
    } else if (reflection->HasField(message, entry.field)) {
      Keep(kept, *entry.type,
           *reflection->MutableMessage(&message, entry.field));
    }
  }
}

}  // namespace

bool IsOurType(const Descriptor& type) {
  return type.file()->package() == "entente.v1";
}

const TypeClasses& ClassesOf(const Descriptor* type) {
  static Types* const types = new Types;
  return types->Of(type);
}

void KeepClasses(const ClassSet& kept, Message& message) {
  Keep(kept.bits(), ClassesOf(message.GetDescriptor()), message);
}

}  // namespace entente
