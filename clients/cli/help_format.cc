#include "clients/cli/help_format.h"

#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "clients/cli/fold.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

constexpr size_t kIndent = 28;
constexpr size_t kWidth = 80;

}  // namespace

std::string CommandKey(const CLI::App* app) {
  const CLI::App* parent = app->get_parent();
  if (parent == nullptr) return "entente";
  if (parent->get_parent() == nullptr) return app->get_name();
  return absl::StrCat(CommandKey(parent), ".", app->get_name());
}

std::string FullName(const CLI::App* app) {
  return app->get_parent() == nullptr
             ? app->get_name()
             : absl::StrCat(FullName(app->get_parent()), " ", app->get_name());
}

std::string ShownName(const Language& language, absl::string_view name) {
  return FindText(language, absl::StrCat("help/word.", name))
      .value_or(std::string(name));
}

HelpFormat::HelpFormat(const Language& language) : language_(language) {
  column_width(kIndent);
  for (const char* name : {"Usage", "Options", "OPTIONS", "Positionals",
                           "Subcommands", "SUBCOMMAND", "SUBCOMMANDS"}) {
    label(name, Text(language_, absl::StrCat("help/label.", name)));
  }
}

std::string HelpFormat::make_help(const CLI::App* app, std::string name,
                                  CLI::AppFormatMode mode) const {
  std::string help = CLI::Formatter::make_help(app, name, mode);
  if (mode != CLI::AppFormatMode::Normal) return help;
  while (absl::EndsWith(help, "\n\n")) help.pop_back();
  const auto own = [&](const char* part) {
    return FindText(language_, absl::StrCat("help/", CommandKey(app), part));
  };
  const absl::optional<std::string> example = own(".example");
  if (example.has_value()) {
    help = absl::StrCat(Text(language_, "help/EXAMPLE"), "\n  ", *example,
                        "\n\n", help);
  }
  const absl::optional<std::string> footer = own(".footer");
  if (footer.has_value()) absl::StrAppend(&help, "\n", *footer, "\n");
  return help;
}

std::string HelpFormat::make_description(const CLI::App* app) const {
  return absl::StrCat(
      Fold(absl::StripSuffix(CLI::Formatter::make_description(app), "\n"),
           kWidth),
      "\n\n");
}

std::string HelpFormat::make_subcommand(const CLI::App* command) const {
  std::ostringstream out;
  CLI::detail::format_help(out, command->get_display_name(true),
                           Fold(command->get_description(), kWidth - kIndent),
                           kIndent);
  return out.str();
}

std::string HelpFormat::make_option_desc(const CLI::Option* option) const {
  return Fold(option->get_description(), kWidth - kIndent);
}

std::string HelpFormat::make_option_name(const CLI::Option* option,
                                         bool is_positional) const {
  if (is_positional) return ShownName(language_, option->get_single_name());
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
