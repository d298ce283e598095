#include "clients/cli/help_format.h"

#include "absl/strings/str_cat.h"
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

}  // namespace entente
