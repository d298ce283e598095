#include "clients/cli/help_format.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/types/optional.h"
#include "proto/support/text/text.h"

namespace entente {
std::string CommandKey(const CLI::App* app) {
  const CLI::App* parent = app->get_parent();
  if (parent == nullptr) return "entente";
  if (parent->get_parent() == nullptr) return app->get_name();
  return absl::StrCat(CommandKey(parent), ".", app->get_name());
}

HelpFormat::HelpFormat(const Language& language) : language_(language) {
  column_width(28);
  for (const char* name : {"Usage", "Options", "OPTIONS", "Positionals",
                           "Subcommands", "SUBCOMMAND", "SUBCOMMANDS"}) {
    label(name, Text(language_, absl::StrCat("help/label.", name)));
  }
}

std::string HelpFormat::make_help(const CLI::App* app, std::string name,
                                  CLI::AppFormatMode mode) const {
  const std::string help = CLI::Formatter::make_help(app, name, mode);
  const absl::optional<std::string> example =
      FindText(language_, absl::StrCat("help/", CommandKey(app), ".example"));
  if (!example.has_value() || mode != CLI::AppFormatMode::Normal) return help;
  return absl::StrCat(Text(language_, "help/EXAMPLE"), "\n  ", *example, "\n\n",
                      help);
}

std::string HelpFormat::make_option_name(const CLI::Option* option,
                                         bool is_positional) const {
  // "--x,--not-x{false}": the value is not for people.
  return absl::StrReplaceAll(
      CLI::Formatter::make_option_name(option, is_positional),
      {{"{false}", ""}});
}

std::string HelpFormat::make_option_opts(const CLI::Option* option) const {
  // What a flag takes; the rest stands in its description.
  if (option->get_type_size() == 0 || option->get_type_name().empty()) {
    return "";
  }
  return absl::StrCat(" ", option->get_type_name());
}

}  // namespace entente
