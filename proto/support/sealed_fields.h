// Fields of sealed classes: they leave a record before it is stored, and come
// back into it for a rightful reader.

#ifndef ENTENTE_PROTO_SUPPORT_SEALED_FIELDS_H_
#define ENTENTE_PROTO_SUPPORT_SEALED_FIELDS_H_

#include <vector>

#include "entente/v1/field_class.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace entente {

// Whether fields of this class are kept as ciphertext only: SIDE, SEALED_ID,
// CAUCUS, MEDIATOR_ONLY and OFFER.
constexpr bool IsSealedClass(v1::Confidentiality::Class field_class) {
  return field_class == v1::Confidentiality::SIDE ||
         field_class == v1::Confidentiality::SEALED_ID ||
         field_class == v1::Confidentiality::CAUCUS ||
         field_class == v1::Confidentiality::MEDIATOR_ONLY ||
         field_class == v1::Confidentiality::OFFER;
}

// The sealed classes of the fields of `type` and of the messages within it,
// in ascending order. A field of a sealed class counts as a whole.
std::vector<v1::Confidentiality::Class> SealedClassesOf(
    const google::protobuf::Descriptor& type);

// Moves the fields of `sealed_class` out of `record` into `part`, an empty
// message of the same type. An entry of a repeated field keeps its index:
// where one entry has such fields, `part` holds as many entries as `record`,
// empty ones among them. False when there was nothing to move.
bool TakeSealedFields(v1::Confidentiality::Class sealed_class,
                      google::protobuf::Message& record,
                      google::protobuf::Message& part);

// The reverse: puts the fields of `part` where they were. Entries of `part`
// beyond those of `record` are left out.
void MergeSealedFields(const google::protobuf::Message& part,
                       google::protobuf::Message& record);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_SEALED_FIELDS_H_
