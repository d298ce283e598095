// person: those who act, and those for whom files are opened.

#include "absl/strings/match.h"
#include "clients/cli/commands.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/request_fields.h"
#include "clients/cli/safe_text.h"
#include "clients/cli/secret_input.h"
#include "clients/cli/values.h"
#include "entente/v1/directory_service.grpc.pb.h"
#include "entente/v1/event_service.grpc.pb.h"
#include "proto/support/text/plain_word.h"

namespace entente {
namespace {

using Directory = v1::DirectoryService::Stub;

// One row for each person, whichever name may be read.
void ShowPersons(Session& session, const v1::ListPersonsResponse& answer) {
  Table table = TableOfAll(
      session, answer.persons(),
      {"sealed=cli/SEALED", "employment.job_title", "employment.service",
       "organization_id", "person_id=cli/IDENTIFIER"});
  table.columns.insert(table.columns.begin(),
                       {"name", FieldText(session.language(), "public_name")});
  for (int i = 0; i < answer.persons_size(); ++i) {
    const std::string name = NameOf(answer.persons(i));
    table.rows[i].insert(table.rows[i].begin(), {name, name});
  }
  ShowList(session, table);
}

// Of all persons, those in whose name `part` stands.
absl::optional<ExitCode> ListByName(Session& session,
                                    v1::ListPersonsRequest request,
                                    const std::string& part,
                                    const CommandInfo& info) {
  if (part.empty()) return absl::nullopt;
  const std::string plain = PlainWord(part);
  v1::ListPersonsResponse found;
  do {
    v1::ListPersonsResponse page;
    const ExitCode code =
        session.Call(&Directory::ListPersons, request, page, info);
    if (code != ExitCode::kDone) return code;
    for (v1::Person& person : *page.mutable_persons()) {
      if (absl::StrContains(PlainWord(NameOf(person)), plain)) {
        found.add_persons()->Swap(&person);
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (session.output().format() == OutputFormat::kJson) {
    session.output().Json(found);
  } else {
    ShowPersons(session, found);
  }
  return ExitCode::kDone;
}

// A sealed name is asked for, since a command line is seen by others.
ExitCode AskSealedName(Session& session, v1::CreatePersonRequest& request,
                       const RequestFlags&) {
  if (!request.person().sealed()) return ExitCode::kDone;
  v1::Person& person = *request.mutable_person();
  // Title, service and seniority together are a name.
  if (person.has_employment()) {
    Say(session.Words("SEALED_WORK_BY_FLAG"));
    return ExitCode::kUsage;
  }
  if (!person.member_name().empty() || !person.public_name().empty()) {
    Say(session.Words("SEALED_NAME_BY_FLAG"));
    return ExitCode::kUsage;
  }
  const std::string name = ReadSecret(session.Words("ASK_SEALED_NAME"));
  if (name.empty() || !IsUtf8(name)) {
    Say(name.empty() ? session.Words("SEALED_NAME_EMPTY")
                     : session.Words("FLAG_NOT_UTF8", {{"flag", "--sealed"}}));
    return ExitCode::kUsage;
  }
  person.set_sealed_name(name);
  return ExitCode::kDone;
}

// Of a person whose identity is sealed no value comes by the command line.
ExitCode AskSealedValue(Session& session, v1::CorrectPersonRequest& request,
                        const RequestFlags& flags, bool clear) {
  if (clear && !request.value().empty()) {
    Say(session.Words("FLAGS_CONTRADICT",
                      {{"flag", "--to"}, {"other", "--clear"}}));
    return ExitCode::kUsage;
  }
  for (const auto& [word, field] :
       {std::pair<const char*, const char*>{"title", "job_title"},
        {"status", "employment_status"},
        {"seniority", "seniority_date"}}) {
    if (request.field() == word) request.set_field(field);
  }
  v1::GetPersonRequest get;
  get.set_person_id(request.person_id());
  v1::PersonAnswer person;
  const ExitCode code = session.Call(&Directory::GetPerson, get, person,
                                     CommandLine::Info(flags));
  if (code != ExitCode::kDone) return code;
  if (person.person().sealed()) {
    if (!request.value().empty()) {
      Say(session.Words("SEALED_VALUE_BY_FLAG"));
      return ExitCode::kUsage;
    }
    if (!clear) {
      request.set_value(ReadSecret(session.Words("ASK_SEALED_VALUE")));
    }
    if (!IsUtf8(request.value())) {
      Say(session.Words("FLAG_NOT_UTF8", {{"flag", "--to"}}));
      return ExitCode::kUsage;
    }
  }
  // Nothing said must not erase what was known.
  if (!clear && request.value().empty()) {
    Say(session.Words("VALUE_OR_CLEAR"));
    return ExitCode::kUsage;
  }
  if (request.field() == "employment_status" && !request.value().empty()) {
    v1::Employment read;
    const ExitCode known =
        PutTyped(session.language(), "--to", "employment_status",
                 request.value(), &read);
    if (known != ExitCode::kDone) return known;
    request.set_value(v1::Employment::Status_Name(read.employment_status()));
  }
  return ExitCode::kDone;
}

}  // namespace

void ShowPerson(Session& session, const v1::PersonAnswer& answer) {
  session.output().Record(
      TableOf(session, {&answer.person()},
              {"public_name", "member_name", "sealed_name", "pseudonym",
               "sealed", "employment.job_title", "employment.service",
               "employment.employment_status", "employment.seniority_date",
               "sealed_employment.job_title", "sealed_employment.service",
               "sealed_employment.employment_status",
               "sealed_employment.seniority_date", "organization_id",
               "create_time", "person_id=cli/IDENTIFIER"}));
}

void AddPersonCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("person");

  line.Call(noun, "create", &Directory::CreatePerson,
            std::function([](Session& session, const v1::PersonAnswer& answer) {
              ShowPerson(session, answer);
              const bool acts = !answer.person().public_name().empty();
              session.SayNext(
                  acts ? "AFTER.person.create" : "AFTER.person.create.member",
                  {{"id", answer.person().person_id()}});
            }),
            std::function(AskSealedName))
      .Flag("--name", "person.member_name")
      .Flag("--public-name", "person.public_name")
      .Flag("--sealed", "person.sealed")
      .Flag("--pseudonym", "person.pseudonym")
      .Flag("--org", "person.organization_id")
      .Flag("--title", "person.employment.job_title")
      .Flag("--service", "person.employment.service")
      .Flag("--status", "person.employment.employment_status")
      .Flag("--seniority", "person.employment.seniority_date");

  auto clear = std::make_shared<bool>(false);
  RequestFlags& correct = line.Call(
      noun, "correct", &Directory::CorrectPerson, std::function(ShowPerson),
      std::function([clear](Session& session, v1::CorrectPersonRequest& request,
                            const RequestFlags& flags) {
        return AskSealedValue(session, request, flags, *clear);
      }));
  correct.Word("person", "person_id")
      .Word("detail", "field")
      .Flag("--to", "value");
  correct.command()->add_flag(
      "--clear", *clear, Text(line.language(), "help/person.correct.--clear"));

  auto part = std::make_shared<std::string>();
  RequestFlags& list =
      line.Call(noun, "list", &Directory::ListPersons,
                std::function(ShowPersons), nullptr,
                std::function([part](Session& session,
                                     const v1::ListPersonsRequest& request,
                                     const CommandInfo& info) {
                  return ListByName(session, request, *part, info);
                }));
  list.Flag("--org", "organization_id");
  list.command()
      ->add_option("--name", *part,
                   Text(line.language(), "help/person.list.--name"))
      ->type_name(Text(line.language(), "help/value.TEXT"));

  line.Call(noun, "show", &Directory::GetPerson, std::function(ShowPerson))
      .Word("person", "person_id");

  line.Call(noun, "history", &v1::EventService::Stub::ListPersonHistory,
            std::function([](Session& session,
                             const v1::ListPersonHistoryResponse& answer) {
              ShowEvents(session, answer.events());
            }))
      .Word("person", "person_id");

  AddMemberFilesCommand(line, noun);
  AddUnsealCommands(line, noun);
}

}  // namespace entente
