#include "clients/cli/man_page.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/help_format.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

// Text as roff has it: a hyphen that can be copied, no line that is taken for
// a request.
std::string Escaped(absl::string_view text) {
  std::string roff;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (!roff.empty()) absl::StrAppend(&roff, "\n.br\n");
    if (absl::StartsWith(line, ".") || absl::StartsWith(line, "'")) {
      roff += "\\&";
    }
    absl::StrAppend(&roff,
                    absl::StrReplaceAll(line, {{"\\", "\\e"}, {"-", "\\-"}}));
  }
  return roff;
}

class Page {
 public:
  explicit Page(CommandLine& line)
      : line_(line), format_(line.language()), app_(line.app()) {}

  std::string Write() {
    roff_ = absl::StrCat(".TH ENTENTE 1 \"\" \"entente ", ENTENTE_VERSION,
                         "\" \"Entente\"\n");
    const std::string about = HelpText("entente");
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(about, absl::MaxSplits('\n', 1));
    Section("man.NAME");
    absl::StrAppend(&roff_, "entente \\- ", Escaped(HelpText("man.brief")),
                    "\n");
    Section("man.SYNOPSIS");
    absl::StrAppend(&roff_, ".B entente\n.I ", Escaped(HelpText("man.usage")),
                    "\n");
    Section("man.DESCRIPTION");
    absl::StrAppend(&roff_, Escaped(parts.first), "\n.PP\n",
                    Escaped(parts.second), "\n.PP\n",
                    Escaped(HelpText("entente.footer")), "\n");
    Section("man.OPTIONS");
    Options(app_);
    Section("man.COMMANDS");
    for (const CLI::App* noun : app_.get_subcommands(nullptr)) Noun(*noun);
    Section("man.EXIT");
    absl::StrAppend(&roff_, Escaped(HelpText("man.exit")), "\n");
    Section("man.FILES");
    absl::StrAppend(&roff_, Escaped(HelpText("man.files")), "\n");
    Section("man.SEE_ALSO");
    absl::StrAppend(&roff_, ".BR entented (8)\n");
    return std::move(roff_);
  }

 private:
  std::string HelpText(absl::string_view key) const {
    return Text(line_.language(), absl::StrCat("help/", key));
  }

  void Section(absl::string_view key) {
    absl::StrAppend(&roff_, ".SH ", HelpText(key), "\n");
  }

  void Options(const CLI::App& app) {
    for (const CLI::Option* option : app.get_options()) {
      // What every command has stands once, with the program's own.
      if (option->get_group().empty()) continue;
      if (&app != &app_ && option == app.get_help_ptr()) continue;
      const bool is_word = option->get_positional();
      absl::StrAppend(&roff_, ".TP\n.B ",
                      Escaped(absl::StrCat(
                          format_.make_option_name(option, is_word),
                          is_word ? "" : format_.make_option_opts(option))),
                      "\n", Escaped(option->get_description()), "\n");
    }
  }

  void Noun(const CLI::App& noun) {
    absl::StrAppend(&roff_, ".SS ", Escaped(FullName(&noun)), "\n",
                    Escaped(noun.get_description()), "\n");
    Command(noun);
    for (const CLI::App* verb : noun.get_subcommands(nullptr)) {
      absl::StrAppend(&roff_, ".TP\n.B ", Escaped(FullName(verb)), "\n",
                      Escaped(verb->get_description()), "\n");
      Command(*verb);
    }
  }

  // The example, the flags and what stands below the help, set in.
  void Command(const CLI::App& command) {
    roff_ += ".RS\n";
    for (const char* part : {".example", ".footer"}) {
      const absl::optional<std::string> text = FindText(
          line_.language(), absl::StrCat("help/", CommandKey(&command), part));
      if (text.has_value()) {
        absl::StrAppend(&roff_, ".PP\n", Escaped(*text), "\n");
      }
    }
    Options(command);
    roff_ += ".RE\n";
  }

  CommandLine& line_;
  const HelpFormat format_;
  const CLI::App& app_;
  std::string roff_;
};

}  // namespace

std::string ManPage(CommandLine& line) { return Page(line).Write(); }

}  // namespace entente
