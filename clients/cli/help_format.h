// Help in the reader's language, led by an example.

#ifndef ENTENTE_CLIENTS_CLI_HELP_FORMAT_H_
#define ENTENTE_CLIENTS_CLI_HELP_FORMAT_H_

#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/string_view.h"
#include "proto/support/text/language.h"

namespace entente {

// "grievance.file"; "entente" for the program itself.
std::string CommandKey(const CLI::App* app);

// "entente grievance file".
std::string FullName(const CLI::App* app);

// What a flag or word is called before people: a flag as it is typed, a word by
// `help/word.NAME` ("number", "numéro").
std::string ShownName(const Language& language, absl::string_view name);

class HelpFormat : public CLI::Formatter {
 public:
  explicit HelpFormat(const Language& language);

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
  std::string make_description(const CLI::App* app) const override;
  std::string make_subcommand(const CLI::App* command) const override;
  std::string make_option_desc(const CLI::Option* option) const override;
  std::string make_option_name(const CLI::Option* option,
                               bool is_positional) const override;
  std::string make_option_opts(const CLI::Option* option) const override;

 private:
  Language language_;
};

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_HELP_FORMAT_H_
