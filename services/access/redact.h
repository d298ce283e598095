// The only way to an answer, a history line or an export.

#ifndef ENTENTE_SERVICES_ACCESS_REDACT_H_
#define ENTENTE_SERVICES_ACCESS_REDACT_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "entente/v1/field_class.pb.h"
#include "google/protobuf/message.h"
#include "proto/support/field_classes.h"

namespace entente {

// What somebody may read of one record. It is made anew for each record, since
// the side on which a person stands is a fact of the file.
struct Reader {
  // The classes that they read, the sealed ones among them included.
  ClassSet classes;
  // The sides of this file on which they stand, or for a mediator with which
  // they meet: for SIDE, SIDE_ADMIN and CAUCUS_ADMIN.
  std::vector<uint32_t> sides;
  // Whether the answer may hold content of sealed classes: only the calls that
  // record the reading set it.
  bool sealed_content = false;
};

// Clears every field that `reader` may not read, at any depth:
//  - a field whose class is not in reader.classes is cleared whole;
//  - SIDE, SIDE_ADMIN and CAUCUS_ADMIN also need the side named by the nearest
//    enclosing message that has a field marked `names_side`, and side 1 without
//    such a message; an unset side belongs to nobody, of CAUCUS_ADMIN to all
//    sides;
//  - sealed classes also need reader.sealed_content;
//  - INTERNAL is always cleared; ONCE is kept where reader.classes has it;
//  - a field without a class is cleared;
//  - a message that had content and lost all of it is removed, so that no
//    trace tells how many there were;
//  - an Event keeps in `set_fields` only the names of fields of which the
//    reader sees something.
// Messages of other packages (Timestamp) are values: kept or cleared whole.
// Thread-safe; an Event that is left without set_fields should not be shown.
void Redact(const Reader& reader, google::protobuf::Message& message);

// Fails, naming the field, when a field of a message of package entente.v1
// reachable from `message` has no class. Part of starting the server.
absl::Status CheckFieldClasses(const google::protobuf::Descriptor& message);

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_REDACT_H_
