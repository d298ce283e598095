// The flags of one command, each of which fills a field of its request.

#ifndef ENTENTE_CLIENTS_CLI_REQUEST_FLAGS_H_
#define ENTENTE_CLIENTS_CLI_REQUEST_FLAGS_H_

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/long_text.h"
#include "google/protobuf/message.h"
#include "proto/support/text/language.h"

namespace entente {

// Adds flags to a command while the program is set up; puts what was typed
// into the request when the command runs. It checks only what the request
// cannot hold: the server knows the rules.
class RequestFlags {
 public:
  // `command` and `request` must outlive this.
  RequestFlags(CLI::App* command, google::protobuf::Message* request,
               const Language& language);
  RequestFlags(const RequestFlags&) = delete;
  RequestFlags& operator=(const RequestFlags&) = delete;

  // A word without a flag, such as the number of a grievance. Required.
  RequestFlags& Word(const std::string& name, const std::string& path);
  // A flag for the field at `path`, whose type says what the flag takes: text,
  // a command name of an enumeration, a number, an instant, or nothing for a
  // bool ("--x,!--not-x" for one that may be set to either). A repeated field
  // takes the flag several times. The help says the text
  // `help/NOUN.VERB.FLAG`, else `help/NOUN.FLAG`, else `help/FLAG`, else the
  // label of the field.
  RequestFlags& Flag(const std::string& flag, const std::string& path);
  // A text that may also come from a file, standard input or an editor.
  RequestFlags& LongText(const std::string& flag, const std::string& path);
  // The bytes of a file, named by the flag or word.
  RequestFlags& File(const std::string& name, const std::string& path);
  // The SHA-256 of the file that the flag names.
  RequestFlags& Digest(const std::string& flag, const std::string& path);
  // A flag or word whose value `put` writes into the request itself; `field`
  // says which refusals concern it. It may be given several times.
  RequestFlags& Custom(const std::string& name, const std::string& field,
                       std::function<void(google::protobuf::Message& request,
                                          const std::string& value)>
                           put);
  // The last flag added does not take these values of its enumeration: they
  // are refused, and no list names them. Comes before Required.
  RequestFlags& Without(const std::vector<int>& left_out);
  // The last flag added takes the values of this enumeration, which its field
  // does not say. Comes before Without and Required.
  RequestFlags& TakesValuesOf(const google::protobuf::EnumDescriptor& type);
  // The last word added may be given several times, or not at all. No word
  // comes after it.
  RequestFlags& Several();
  // The last flag added must be given.
  RequestFlags& Required();
  // The last flag added must be given unless the flag `other` is.
  RequestFlags& RequiredWithout(const std::string& other);
  // A refusal of a field that no flag fills concerns the last flag added.
  RequestFlags& ForOtherFields();

  // Says which words and flags must be given and were not; false when none
  // lacks.
  bool SayWhatIsMissing() const;
  // Puts the values into the request, or says on standard error which flag is
  // wrong, and why.
  ExitCode Fill();

  // The flag that fills a field of the request, given by its path or last
  // name; empty when none does.
  std::string FlagOfField(absl::string_view field) const;
  // What was typed for a word or flag; empty when it was not given.
  std::string Typed(const std::string& name) const;
  // The same of one that may be given several times.
  std::vector<std::string> AllTyped(absl::string_view name) const;
  // What the flag takes, "denied (refus), granted (acceptation)"; empty when it
  // takes no words of a list.
  std::string ValuesOf(absl::string_view name) const;

  CLI::App* command() const { return command_; }

 private:
  struct Entry {
    std::string name;
    std::string path;
    CLI::Option* option = nullptr;
    std::vector<std::string> values;
    bool on = false;
    bool required = false;
    std::string required_without;
    bool for_other_fields = false;
    // What it takes, if words of a list; and which of them it does not take.
    const google::protobuf::EnumDescriptor* values_of = nullptr;
    std::vector<int> left_out;
    // The places that `put` filled in a list: "protected_persons[1]".
    std::vector<std::string> places;
    bool long_text = false;
    bool file = false;
    bool digest = false;
    std::function<void(google::protobuf::Message&, const std::string&)> put;
  };

  Entry& Add(const std::string& name, const std::string& path);
  bool IsMissing(const Entry& entry) const;
  ExitCode FillOne(Entry& entry);
  // What a typed value stands for: itself, a file, the digest of one.
  static absl::StatusOr<std::string> Read(const Entry& entry,
                                          const std::string& value);
  // The help of a flag.
  std::string Help(const Entry& entry) const;

  CLI::App* command_;
  google::protobuf::Message* request_;
  Language language_;
  // Entries are referred to by their options and must not move.
  std::deque<Entry> entries_;
};

// Says on standard error why the file `value` of `flag` cannot be read.
void SayUnreadable(const Language& language, const std::string& flag,
                   const std::string& value, const absl::Status& status,
                   size_t most_bytes = kMostBytes);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_REQUEST_FLAGS_H_
