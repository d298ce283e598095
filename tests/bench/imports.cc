#include "tests/bench/imports.h"

#include <chrono>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "entente/v1/import_service.grpc.pb.h"
#include "tests/bench/report.h"

namespace entente::bench {
namespace {

using Imports = v1::ImportService::Stub;

template <typename Method, typename Request>
v1::ImportAnswer Call(const std::shared_ptr<grpc::Channel>& channel,
                      const std::string& token, Method method,
                      const Request& request) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(30));
  Imports stub(channel);
  v1::ImportAnswer answer;
  const grpc::Status status = (stub.*method)(&context, request, &answer);
  Demand(status.ok(), "import: " + status.error_message());
  return answer;
}

v1::FileGrievanceRequest Common(const std::string& agreement_id) {
  v1::FileGrievanceRequest common;
  common.set_agreement_id(agreement_id);
  common.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
  common.set_issue_code("PAY-OT");
  common.set_statement("Heures supplémentaires payées à taux simple.");
  common.set_facts(
      "Depuis le début du mois, les heures faites au-delà de la semaine "
      "régulière sont payées à taux simple.");
  common.set_remedy_sought("Que le taux majoré soit payé, avec intérêts.");
  common.set_submitted_date("2012-11-20");
  return common;
}

}  // namespace

std::string StageImport(const std::shared_ptr<grpc::Channel>& channel,
                        const std::string& token,
                        const std::string& agreement_id,
                        const std::string& name) {
  v1::BeginImportRequest begin;
  begin.set_request_id(name);
  begin.set_digest(
      absl::BytesToHexString((name + std::string(32, '.')).substr(0, 32)));
  begin.set_row_count(kImportedRows);
  *begin.mutable_common() = Common(agreement_id);
  const std::string id = Call(channel, token, &Imports::BeginImport, begin)
                             .grievance_import()
                             .import_id();
  for (int row = 0; row < kImportedRows;) {
    v1::StageImportRowsRequest stage;
    stage.set_import_id(id);
    stage.set_group_number(static_cast<uint32_t>(row / kRowsInGroup + 1));
    stage.set_request_id(absl::StrCat(name, "-", stage.group_number()));
    for (; row < kImportedRows && stage.rows_size() < kRowsInGroup; ++row) {
      v1::ImportRow& added = *stage.add_rows();
      added.set_line(static_cast<uint32_t>(row + 2));
      const absl::CivilDay day = absl::CivilDay(2012, 10, 22) + row % 28;
      added.mutable_grievance()->set_occurred_date(absl::FormatCivilTime(day));
      added.mutable_grievance()->set_known_date(absl::FormatCivilTime(day + 1));
      added.mutable_new_grievor()->set_member_name(
          absl::StrCat("Personne fictive ", row));
    }
    Call(channel, token, &Imports::StageImportRows, stage);
  }
  return id;
}

absl::Duration PublishImport(const std::shared_ptr<grpc::Channel>& channel,
                             const std::string& token,
                             const std::string& import_id) {
  v1::PublishImportRequest publish;
  publish.set_import_id(import_id);
  publish.set_request_id(absl::StrCat(import_id, "-publish"));
  const absl::Time begin = absl::Now();
  Call(channel, token, &Imports::PublishImport, publish);
  return absl::Now() - begin;
}

Recording RowsOf(const Recording& publication) {
  Recording rows;
  rows.sqls = publication.sqls;
  for (const RecordedStatement& each : publication.statements) {
    const std::string& sql = rows.sqls[static_cast<size_t>(each.sql)];
    if (absl::StartsWith(sql, "INSERT") &&
        !absl::StartsWith(sql, "INSERT INTO import")) {
      rows.statements.push_back(each);
    }
  }
  // The statements that are left over are prepared too, which costs nothing.
  return rows;
}

}  // namespace entente::bench
