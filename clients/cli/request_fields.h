// The fields of a request by their paths, such as "instrument.reference", and
// what a person may type for each.

#ifndef ENTENTE_CLIENTS_CLI_REQUEST_FIELDS_H_
#define ENTENTE_CLIENTS_CLI_REQUEST_FIELDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/exit_code.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "proto/support/text/language.h"

namespace entente {

// Null where the type has no such field.
const google::protobuf::FieldDescriptor* FieldAt(
    const google::protobuf::Descriptor* type, absl::string_view path);

// The message that holds the last field of `path`, made on the way.
google::protobuf::Message* HolderOf(google::protobuf::Message* message,
                                    absl::string_view path);

// The values of an enumeration as they are typed, each with its words where
// these differ: "denied (refus)"; those whose numbers are in `left_out` are
// not among them.
std::vector<std::string> NamesWithWords(
    const Language& language, const google::protobuf::EnumDescriptor& type,
    const std::vector<int>& left_out = {});

// What stands for the value of a field in the help: DATE, NUMBER, … `field`
// may be null.
std::string ValueWord(const Language& language, absl::string_view path,
                      const google::protobuf::FieldDescriptor* field);

// Puts what was typed into the field at `path`, after the others of a repeated
// field; or says on standard error what is wrong with the value of `flag`. The
// field must be a text, an enumeration, a number or an instant; of an
// enumeration the values in `left_out` are not taken.
ExitCode PutTyped(const Language& language, const std::string& flag,
                  absl::string_view path, const std::string& value,
                  google::protobuf::Message* request,
                  const std::vector<int>& left_out = {});

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_REQUEST_FIELDS_H_
