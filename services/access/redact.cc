#include "services/access/redact.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "entente/v1/event.pb.h"
#include "google/protobuf/descriptor.h"
#include "proto/support/record_patch.h"
#include "proto/support/sealed_fields.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using Class = v1::Confidentiality;

constexpr uint32_t Bit(Class::Class field_class) {
  return uint32_t{1} << field_class;
}

constexpr uint32_t kSides = Bit(Class::SIDE) | Bit(Class::SIDE_ADMIN);
constexpr uint32_t kSealed = [] {
  uint32_t bits = 0;
  for (int value = 0; value < Class::Class_ARRAYSIZE; ++value) {
    const auto each = static_cast<Class::Class>(value);
    if (IsSealedClass(each)) bits |= Bit(each);
  }
  return bits;
}();
constexpr uint32_t kNever =
    Bit(Class::CLASS_UNSPECIFIED) | Bit(Class::INTERNAL);
constexpr uint32_t kFirstSide = 1;

bool IsOurs(const Descriptor& type) {
  return type.file()->package() == "entente.v1";
}

// What the options of a message type say, read once: reading them for each
// message would cost more than all the rest of a call.
struct TypePlan {
  struct Field {
    const FieldDescriptor* field;
    uint32_t class_bit;
    const TypePlan* type;  // Null unless it holds messages of ours.
  };
  std::vector<Field> fields;
  const FieldDescriptor* names_side = nullptr;
  // The classes of all fields here and below: where the reader reads all of
  // them there is nothing to look for.
  uint32_t classes_below = 0;
  bool is_event = false;
};

class Plans {
 public:
  const TypePlan& Of(const Descriptor* type) {
    {
      std::shared_lock lock(mutex_);
      const auto found = plans_.find(type);
      if (found != plans_.end()) return *found->second;
    }
    std::unique_lock lock(mutex_);
    return Make(type);
  }

 private:
  const TypePlan& Make(const Descriptor* type) {
    const auto found = plans_.find(type);
    if (found != plans_.end()) return *found->second;
    TypePlan& plan =
        *plans_.emplace(type, std::make_unique<TypePlan>()).first->second;
    plan.is_event = type == v1::Event::descriptor();
    // A type that contains itself sees this while it is made, and is then
    // never passed over.
    plan.classes_below = kNever;
    uint32_t classes = 0;
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      const google::protobuf::FieldOptions& options = field->options();
      TypePlan::Field entry{field, Bit(options.GetExtension(v1::field_class)),
                            nullptr};
      classes |= entry.class_bit;
      if (options.GetExtension(v1::names_side)) plan.names_side = field;
      if (field->message_type() != nullptr && IsOurs(*field->message_type())) {
        entry.type = &Make(field->message_type());
        classes |= entry.type->classes_below;
      }
      plan.fields.push_back(entry);
    }
    plan.classes_below = classes;
    return plan;
  }

  std::shared_mutex mutex_;
  absl::flat_hash_map<const Descriptor*, std::unique_ptr<TypePlan>> plans_;
};

const TypePlan& PlanOf(const Descriptor* type) {
  static Plans* const plans = new Plans;
  return plans->Of(type);
}

// One walk through one message for one reader.
class Redaction {
 public:
  explicit Redaction(const Reader& reader)
      : reader_(reader),
        readable_(reader.classes.bits() & ~kNever &
                  ~(reader.sealed_content ? 0 : kSealed)) {}

  // Returns whether something was cleared.
  bool Clear(const TypePlan& plan, uint32_t side, Message& message) const {
    if ((plan.classes_below & ~(readable_ & ~kSides)) == 0) return false;
    const Reflection* reflection = message.GetReflection();
    if (plan.names_side != nullptr) {
      side = reflection->GetUInt32(message, plan.names_side);
    }
    if (plan.is_event) return ClearEvent(plan, side, message);
    return ClearFields(plan, side, message);
  }

 private:
  bool MayRead(uint32_t class_bit, uint32_t side) const {
    if ((class_bit & readable_) == 0) return false;
    if ((class_bit & kSides) == 0) return true;
    return side != 0 && std::find(reader_.sides.begin(), reader_.sides.end(),
                                  side) != reader_.sides.end();
  }

  bool ClearFields(const TypePlan& plan, uint32_t side,
                   Message& message) const {
    const Reflection* reflection = message.GetReflection();
    bool cleared = false;
    // A field that this program does not know has no class.
    if (!reflection->GetUnknownFields(message).empty()) {
      reflection->MutableUnknownFields(&message)->Clear();
      cleared = true;
    }
    for (const TypePlan::Field& entry : plan.fields) {
      const bool is_present =
          entry.field->is_repeated()
              ? reflection->FieldSize(message, entry.field) > 0
              : reflection->HasField(message, entry.field);
      if (!is_present) continue;
      if (!MayRead(entry.class_bit, side)) {
        reflection->ClearField(&message, entry.field);
        cleared = true;
      } else if (entry.type != nullptr) {
        cleared |= entry.field->is_repeated() ? ClearEach(entry, side, message)
                                              : ClearOne(entry, side, message);
      }
    }
    return cleared;
  }

  bool ClearOne(const TypePlan::Field& entry, uint32_t side,
                Message& message) const {
    const Reflection* reflection = message.GetReflection();
    Message& part = *reflection->MutableMessage(&message, entry.field);
    if (!Clear(*entry.type, side, part)) return false;
    if (part.ByteSizeLong() == 0) reflection->ClearField(&message, entry.field);
    return true;
  }

  bool ClearEach(const TypePlan::Field& entry, uint32_t side,
                 Message& message) const {
    const Reflection* reflection = message.GetReflection();
    bool cleared = false;
    int kept = 0;
    const int count = reflection->FieldSize(message, entry.field);
    for (int i = 0; i < count; ++i) {
      Message& part =
          *reflection->MutableRepeatedMessage(&message, entry.field, i);
      const bool lost = Clear(*entry.type, side, part);
      cleared |= lost;
      if (lost && part.ByteSizeLong() == 0) continue;
      if (kept != i) {
        reflection->SwapElements(&message, entry.field, kept, i);
      }
      ++kept;
    }
    for (int i = kept; i < count; ++i) {
      reflection->RemoveLast(&message, entry.field);
    }
    return cleared;
  }

  // The names of the fields that an event set tell, too, what there is.
  bool ClearEvent(const TypePlan& plan, uint32_t side, Message& message) const {
    v1::Event& event = static_cast<v1::Event&>(message);
    std::vector<std::string> with_content;
    if (const Message* record = RecordOf(event); record != nullptr) {
      for (const std::string& name : event.set_fields()) {
        if (HasContent(*record, name)) with_content.push_back(name);
      }
    }
    const bool cleared = ClearFields(plan, side, message);
    const Message* record = RecordOf(event);
    v1::Event shown;
    for (const std::string& name : event.set_fields()) {
      if (record == nullptr || !MayReadNamed(*record, name, side)) continue;
      const bool had_content =
          std::find(with_content.begin(), with_content.end(), name) !=
          with_content.end();
      if (had_content && !HasContent(*record, name)) continue;
      shown.add_set_fields(name);
    }
    event.mutable_set_fields()->Swap(shown.mutable_set_fields());
    return cleared;
  }

  static bool HasContent(const Message& record, const std::string& name) {
    const FieldDescriptor* field =
        record.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) return false;
    const Reflection* reflection = record.GetReflection();
    return field->is_repeated() ? reflection->FieldSize(record, field) > 0
                                : reflection->HasField(record, field);
  }

  bool MayReadNamed(const Message& record, const std::string& name,
                    uint32_t side) const {
    const TypePlan& plan = PlanOf(record.GetDescriptor());
    if (plan.names_side != nullptr) {
      side = record.GetReflection()->GetUInt32(record, plan.names_side);
    }
    for (const TypePlan::Field& entry : plan.fields) {
      if (entry.field->name() == name) return MayRead(entry.class_bit, side);
    }
    return false;
  }

  const Reader& reader_;
  const uint32_t readable_;
};

absl::Status CheckType(const Descriptor& type,
                       std::vector<const Descriptor*>& seen) {
  if (!IsOurs(type) ||
      std::find(seen.begin(), seen.end(), &type) != seen.end()) {
    return absl::OkStatus();
  }
  seen.push_back(&type);
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.options().GetExtension(v1::field_class) ==
        Class::CLASS_UNSPECIFIED) {
      return absl::FailedPreconditionError(absl::StrCat(
          "the field ", field.full_name(), " has no confidentiality class"));
    }
    if (field.options().GetExtension(v1::names_side) &&
        field.type() != FieldDescriptor::TYPE_UINT32) {
      return absl::FailedPreconditionError(absl::StrCat(
          "the field ", field.full_name(), " names a side and is no uint32"));
    }
    if (field.message_type() != nullptr) {
      RETURN_IF_ERROR(CheckType(*field.message_type(), seen));
    }
  }
  return absl::OkStatus();
}

}  // namespace

void Redact(const Reader& reader, Message& message) {
  Redaction(reader).Clear(PlanOf(message.GetDescriptor()), kFirstSide, message);
}

absl::Status CheckFieldClasses(const Descriptor& message) {
  std::vector<const Descriptor*> seen;
  return CheckType(message, seen);
}

}  // namespace entente
