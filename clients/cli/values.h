// The values of a message's fields, for people and for programs.

#ifndef ENTENTE_CLIENTS_CLI_VALUES_H_
#define ENTENTE_CLIENTS_CLI_VALUES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "google/protobuf/message.h"

namespace entente {

// The name by which commands call a value of an enumeration: "union-local"
// for UNION_LOCAL; empty for …_UNSPECIFIED.
std::string CommandName(const google::protobuf::EnumValueDescriptor& value);

// The value of the field at `path` ("mandate.role"): days and instants long
// in the reader's language, labels for enumerations, names for identifiers
// of organisations and persons, the reader's language of a LocalizedText.
// Empty for a field that is not set. `raw` has ISO dates, command names and
// identifiers.
Cell ValueOf(Session& session, const google::protobuf::Message& message,
             absl::string_view path);

// A day of law, long in the reader's language; as it is when it is no day.
std::string DayWords(const Session& session, const std::string& iso);
// A decimal number such as "1250.50" in the reader's language.
std::string DecimalWords(const Session& session, const std::string& decimal);
// An amount with its currency: « 1 250,50 $ », "$1,250.50", "12 GBP".
std::string MoneyWords(const Session& session, const std::string& amount,
                       const std::string& currency_code);
// An instant in the zone of this machine; empty when unset.
std::string InstantWords(const Session& session,
                         const google::protobuf::Timestamp& time);

// One column for each path, headed with the label of the field, and one row
// for each message. A path may have its own heading: "number=cli/FILE".
Table TableOf(Session& session,
              const std::vector<const google::protobuf::Message*>& messages,
              const std::vector<std::string>& paths);

template <typename Repeated>
Table TableOfAll(Session& session, const Repeated& messages,
                 const std::vector<std::string>& paths) {
  std::vector<const google::protobuf::Message*> all;
  for (const auto& message : messages) all.push_back(&message);
  return TableOf(session, all, paths);
}

// The rows of a list; says so when there is none.
void ShowList(const Session& session, const Table& table);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_VALUES_H_
