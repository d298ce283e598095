#include "services/access/redact.h"

#include <algorithm>
#include <string>
#include <utility>

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

constexpr uint32_t kCaucus = ClassSet({Class::CAUCUS_ADMIN}).bits();
constexpr uint32_t kSides =
    ClassSet({Class::SIDE, Class::SIDE_ADMIN, Class::CAUCUS_ADMIN}).bits();
constexpr uint32_t kSealed = [] {
  uint32_t bits = 0;
  for (int value = 0; value < Class::Class_ARRAYSIZE; ++value) {
    const auto each = static_cast<Class::Class>(value);
    if (IsSealedClass(each)) bits |= ClassSet::Bit(each);
  }
  return bits;
}();
constexpr uint32_t kNever =
    ClassSet({Class::CLASS_UNSPECIFIED, Class::INTERNAL}).bits();
constexpr uint32_t kFirstSide = 1;

// One walk through one message for one reader.
class Redaction {
 public:
  explicit Redaction(const Reader& reader)
      : reader_(reader),
        readable_(reader.classes.bits() & ~kNever &
                  ~(reader.sealed_content ? 0 : kSealed)),
        on_any_side_(readable_ & ~kSides) {}

  // Returns whether something was cleared.
  bool Clear(const TypeClasses& type, uint32_t side, Message& message) const {
    if ((type.classes_below & ~on_any_side_) == 0) return false;
    const Reflection* reflection = message.GetReflection();
    if (type.names_side != nullptr) {
      side = reflection->GetUInt32(message, type.names_side);
    }
    static const TypeClasses& event = ClassesOf(v1::Event::descriptor());
    if (&type == &event) return ClearEvent(type, side, message);
    return ClearFields(type, side, message);
  }

 private:
  bool MayRead(uint32_t class_bit, uint32_t side) const {
    if ((class_bit & readable_) == 0) return false;
    if ((class_bit & kSides) == 0) return true;
    if (side == 0 && (class_bit & kCaucus) != 0) return true;
    return side != 0 && std::find(reader_.sides.begin(), reader_.sides.end(),
                                  side) != reader_.sides.end();
  }

  bool ClearFields(const TypeClasses& type, uint32_t side,
                   Message& message) const {
    const Reflection* reflection = message.GetReflection();
    bool cleared = false;
    // A field that this program does not know has no class.
    if (!reflection->GetUnknownFields(message).empty()) {
      reflection->MutableUnknownFields(&message)->Clear();
      cleared = true;
    }
    for (const TypeClasses::Field& entry : type.fields) {
      const uint32_t below =
          entry.type == nullptr ? 0 : entry.type->classes_below;
      if (((entry.class_bit | below) & ~on_any_side_) == 0) continue;
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

  bool ClearOne(const TypeClasses::Field& entry, uint32_t side,
                Message& message) const {
    const Reflection* reflection = message.GetReflection();
    Message& part = *reflection->MutableMessage(&message, entry.field);
    if (!Clear(*entry.type, side, part)) return false;
    if (part.ByteSizeLong() == 0) reflection->ClearField(&message, entry.field);
    return true;
  }

  bool ClearEach(const TypeClasses::Field& entry, uint32_t side,
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
  bool ClearEvent(const TypeClasses& type, uint32_t side,
                  Message& message) const {
    v1::Event& event = static_cast<v1::Event&>(message);
    std::vector<std::string> with_content;
    if (const Message* record = RecordOf(event); record != nullptr) {
      for (const std::string& name : event.set_fields()) {
        if (HasContent(*record, name)) with_content.push_back(name);
      }
    }
    const bool cleared = ClearFields(type, side, message);
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
    const TypeClasses& type = ClassesOf(record.GetDescriptor());
    if (type.names_side != nullptr) {
      side = record.GetReflection()->GetUInt32(record, type.names_side);
    }
    for (const TypeClasses::Field& entry : type.fields) {
      if (entry.field->name() == name) return MayRead(entry.class_bit, side);
    }
    return false;
  }

  const Reader& reader_;
  const uint32_t readable_;
  // What they read whichever side it belongs to: where there is nothing else,
  // there is nothing to look for.
  const uint32_t on_any_side_;
};

absl::Status CheckType(const Descriptor& type,
                       std::vector<const Descriptor*>& seen) {
  if (!IsOurType(type) ||
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
  Redaction(reader).Clear(ClassesOf(message.GetDescriptor()), kFirstSide,
                          message);
}

absl::Status CheckFieldClasses(const Descriptor& message) {
  std::vector<const Descriptor*> seen;
  return CheckType(message, seen);
}

}  // namespace entente
