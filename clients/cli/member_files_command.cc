// person files: all that the union has for one member.

#include "clients/cli/commands.h"
#include "clients/cli/values.h"
#include "entente/v1/member_file_service.grpc.pb.h"

namespace entente {
namespace {

using v1::MemberFile;

std::string StateOf(const Session& session, const MemberFile& file) {
  return file.grievance_id().empty()
             ? EnumText(session.language(), file.consultation_state())
             : EnumText(session.language(), file.grievance_state());
}

void ShowFiles(Session& session, const v1::ListMemberFilesResponse& answer) {
  if (!session.output().is_spreadsheet()) {
    v1::PersonAnswer person;
    *person.mutable_person() = answer.person();
    ShowPerson(session, person);
    session.output().Line("");
  }
  Table table = TableOfAll(session, answer.files(),
                           {"number=cli/FILE", "file_date", "parts",
                            "issue_code", "grievance_state=cli/STATE_NOW"});
  for (int i = 0; i < answer.files_size(); ++i) {
    const MemberFile& file = answer.files(i);
    table.rows[i][3].shown = session.names().Issue(file.issue_code());
    table.rows[i][4].shown = StateOf(session, file);
  }
  ShowList(session, table);
  Say(session.Words("READING_RECORDED"));
}

}  // namespace

void AddMemberFilesCommand(CommandLine& line, CLI::App* person) {
  line.Call(person, "files", &v1::MemberFileService::Stub::ListMemberFiles,
            std::function(ShowFiles))
      .Word("person", "person_id");
}

}  // namespace entente
