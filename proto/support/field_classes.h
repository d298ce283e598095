// The confidentiality classes of the fields of a message, and of those within
// it.

#ifndef ENTENTE_PROTO_SUPPORT_FIELD_CLASSES_H_
#define ENTENTE_PROTO_SUPPORT_FIELD_CLASSES_H_

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "entente/v1/field_class.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace entente {

// A set of confidentiality classes.
class ClassSet {
 public:
  using Class = v1::Confidentiality::Class;

  constexpr ClassSet() = default;
  constexpr ClassSet(std::initializer_list<Class> classes) {
    for (const Class each : classes) insert(each);
  }
  constexpr void insert(Class each) { bits_ |= Bit(each); }
  constexpr void erase(Class each) { bits_ &= ~Bit(each); }
  constexpr bool contains(Class each) const { return (bits_ & Bit(each)) != 0; }
  constexpr uint32_t bits() const { return bits_; }

  static constexpr uint32_t Bit(Class each) { return uint32_t{1} << each; }

 private:
  uint32_t bits_ = 0;
};

// What the options of a message type say, read once: reading them for each
// message would cost more than all the rest of a call.
struct TypeClasses {
  struct Field {
    const google::protobuf::FieldDescriptor* field;
    uint32_t class_bit;
    const TypeClasses* type;  // Null unless it holds messages of entente.v1.
  };
  std::vector<Field> fields;
  // The field that says to which side the message belongs; null for none.
  const google::protobuf::FieldDescriptor* names_side = nullptr;
  // The classes of all fields here and below.
  uint32_t classes_below = 0;
};

// Of a message type of entente.v1. Lives for ever. Any thread.
const TypeClasses& ClassesOf(const google::protobuf::Descriptor* type);

// Whether the type is one of entente.v1; those of other packages (Timestamp)
// are values.
bool IsOurType(const google::protobuf::Descriptor& type);

// Clears every field of `message` whose class is not in `kept`, at any depth.
// A message that loses all of its content stays, as an empty one.
void KeepClasses(const ClassSet& kept, google::protobuf::Message& message);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_FIELD_CLASSES_H_
