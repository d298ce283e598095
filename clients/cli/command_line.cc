#include "clients/cli/command_line.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/help_format.h"
#include "clients/cli/output.h"
#include "clients/cli/request_id.h"
#include "clients/cli/typed_reference.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* FieldOf(const Message& message, const char* name) {
  return message.GetDescriptor()->FindFieldByName(name);
}

// The first list is what the pages are of. Any other says something of all of
// them together, and each page says it again: that of the last one stands.
void ClearSaidOfAllPages(Message& response) {
  const google::protobuf::Descriptor& type = *response.GetDescriptor();
  bool is_first = true;
  for (int i = 0; i < type.field_count(); ++i) {
    if (!type.field(i)->is_repeated()) continue;
    if (!is_first)
      response.GetReflection()->ClearField(&response, type.field(i));
    is_first = false;
  }
}

}  // namespace

CommandLine::CommandLine(const Language& language)
    : language_(language), app_(Text(language, "help/entente"), "entente") {
  const auto words = [&](const char* key) { return Text(language_, key); };
  app_.formatter(std::make_shared<HelpFormat>(language_));
  app_.option_defaults()->group(words("help/GROUP_OPTIONS"));
  app_.set_help_flag("-h,--help", words("help/--help"));
  app_.set_version_flag("--version", "entente " ENTENTE_VERSION,
                        words("help/--version"));
  AddSettingsFlags(app_, words("help/GROUP_OPTIONS"));
}

void CommandLine::AddSettingsFlags(CLI::App& app, const std::string& group) {
  const auto words = [&](const char* key) { return Text(language_, key); };
  app.add_option("--server", flags_.server, words("help/--server"))
      ->type_name(words("help/value.SERVER"))
      ->take_last()
      ->group(group);
  app.add_option("--token-file", flags_.token_file, words("help/--token-file"))
      ->type_name(words("help/value.FILE"))
      ->take_last()
      ->group(group);
  app.add_option("-o,--output", flags_.output, words("help/--output"))
      ->type_name("table|json|csv|excel")
      ->take_last()
      ->group(group);
  app.add_option("--lang", flags_.lang, words("help/--lang"))
      ->type_name("fr|fr-FR|en")
      ->take_last()
      ->group(group);
}

CLI::App* CommandLine::Noun(const std::string& name) {
  CLI::App* noun =
      app_.add_subcommand(name, Text(language_, absl::StrCat("help/", name)));
  noun->get_help_ptr()->group(Text(language_, "help/GROUP_OPTIONS"));
  noun->group(Text(language_, "help/GROUP_COMMANDS"));
  return noun;
}

CLI::App* CommandLine::Verb(CLI::App* noun, const std::string& name,
                            Action action) {
  const std::string key =
      noun == &app_ ? name : absl::StrCat(noun->get_name(), ".", name);
  CLI::App* verb =
      noun->add_subcommand(name, Text(language_, absl::StrCat("help/", key)));
  AddSettingsFlags(*verb, "");
  verb->get_help_ptr()->group(Text(language_, "help/GROUP_OPTIONS"));
  verb->group(Text(language_, "help/GROUP_COMMANDS"));
  if (action != nullptr) SetAction(verb, std::move(action));
  return verb;
}

void CommandLine::SetAction(CLI::App* verb, Action action) {
  verb->callback([this, action = std::move(action)] { action_ = action; });
}

void CommandLine::AddCommonFlags(RequestFlags& flags, const Message& request,
                                 CommonFlags& common) {
  if (FieldOf(request, "validate_only") != nullptr) {
    flags.Flag("--dry-run", "validate_only");
  }
  if (FieldOf(request, "request_id") != nullptr) {
    flags.Flag("--request-id", "request_id");
  }
  if (FieldOf(request, "etag") != nullptr) flags.Flag("--etag", "etag");
  if (FieldOf(request, "page_size") != nullptr) {
    flags.command()->add_flag("--all", common.all,
                              Text(language_, "help/--all"));
    flags.Flag("--page-size", "page_size");
    flags.Flag("--page-token", "page_token");
  }
}

const RequestFlags* CommandLine::FlagsOf(const CLI::App& command) const {
  const auto found = flags_of_.find(&command);
  return found == flags_of_.end() ? nullptr : found->second;
}

CommandInfo CommandLine::Info(const RequestFlags& flags) {
  CommandInfo info;
  info.command = FullName(flags.command());
  info.number = TypedReference("number", flags.Typed("number"));
  info.flag_of_field = [&flags](absl::string_view field) {
    return flags.FlagOfField(field);
  };
  info.key = CommandKey(flags.command());
  info.typed = [&flags](absl::string_view flag) {
    return flags.AllTyped(flag);
  };
  info.values_of_flag = [&flags](absl::string_view flag) {
    return flags.ValuesOf(flag);
  };
  return info;
}

void CommandLine::FillRequestId(Message& request) {
  const FieldDescriptor* id = FieldOf(request, "request_id");
  if (id == nullptr) return;
  const google::protobuf::Reflection& reflection = *request.GetReflection();
  if (reflection.GetString(request, id).empty()) {
    reflection.SetString(&request, id, NewRequestId());
  }
}

bool CommandLine::TakeNextPage(Message& response, Message& request) {
  const FieldDescriptor* next = FieldOf(response, "next_page_token");
  const FieldDescriptor* page = FieldOf(request, "page_token");
  if (next == nullptr || page == nullptr) return false;
  const std::string token = response.GetReflection()->GetString(response, next);
  // The pages are merged into one answer, whose last page has no mark.
  response.GetReflection()->ClearField(&response, next);
  request.GetReflection()->SetString(&request, page, token);
  if (!token.empty()) ClearSaidOfAllPages(response);
  return !token.empty();
}

bool CommandLine::IsDryRun(const Message& request) {
  const FieldDescriptor* dry = FieldOf(request, "validate_only");
  return dry != nullptr && request.GetReflection()->GetBool(request, dry);
}

void CommandLine::SayAfterwards(const Session& session, const Message& request,
                                const Message& response) {
  if (IsDryRun(request)) Say(session.Words("DRY_RUN"));
  const FieldDescriptor* replayed = FieldOf(response, "replayed");
  if (replayed != nullptr &&
      response.GetReflection()->GetBool(response, replayed)) {
    Say(session.Words("REPLAYED"));
  }
  const FieldDescriptor* next = FieldOf(response, "next_page_token");
  if (next != nullptr &&
      !response.GetReflection()->GetString(response, next).empty()) {
    Say(session.Words("MORE"));
  }
}

}  // namespace entente
