// What an import of many grievances does not admit.

#include <string>

#include "tests/services/refusals/situations.h"

namespace entente::refusals {
namespace {

using Imports = v1::ImportService::Stub;

v1::BeginImportRequest Beginning(uint32_t rows) {
  v1::BeginImportRequest request;
  request.set_digest(std::string(64, 'a'));
  request.set_row_count(rows);
  *request.mutable_common() = UnionFiling();
  return request;
}

// An import of `rows` rows of a file that no other import of the test has.
std::string Begun(
    SmallWorld& world, uint32_t rows, char file = 'a',
    v1::GrievanceClass::Value grievance_class = v1::GrievanceClass::UNION) {
  v1::BeginImportRequest request = Beginning(rows);
  request.set_digest(std::string(64, file));
  request.mutable_common()->set_grievance_class(grievance_class);
  v1::ImportAnswer answer;
  Demand(Send(world, world.union_rep, &Imports::BeginImport, request, "en",
              &answer));
  return answer.grievance_import().import_id();
}

v1::StageImportRowsRequest Group(const std::string& id, int rows) {
  v1::StageImportRowsRequest request;
  request.set_import_id(id);
  request.set_group_number(1);
  for (int i = 0; i < rows; ++i) {
    v1::ImportRow& row = *request.add_rows();
    row.set_line(static_cast<uint32_t>(i) + 2);
    row.mutable_new_grievor()->set_member_name("Membre");
  }
  return request;
}

Ask Publishing(SmallWorld& world, const std::string& id) {
  v1::PublishImportRequest request;
  request.set_import_id(id);
  return Asking(world, world.union_rep, &Imports::PublishImport, request);
}

}  // namespace

Situations OfImports() {
  return {
      {R::IMPORT_STATE,
       [](SmallWorld& world) {
         v1::AbandonImportRequest request;
         request.set_import_id(Begun(world, 1));
         Demand(Send(world, world.union_rep, &Imports::AbandonImport, request,
                     "en"));
         return Publishing(world, request.import_id());
       }},
      {R::IMPORT_BEGUN,
       [](SmallWorld& world) {
         Begun(world, 2);
         return Asking(world, world.union_rep, &Imports::BeginImport,
                       Beginning(2));
       }},
      {R::IMPORT_TOO_LARGE,
       [](SmallWorld& world) {
         return Asking(world, world.union_rep, &Imports::BeginImport,
                       Beginning(100000));
       }},
      {R::IMPORT_INCOMPLETE,
       [](SmallWorld& world) {
         return Publishing(world, Begun(world, 2, 'b'));
       }},
      {R::IMPORT_ROW_REFUSED,
       [](SmallWorld& world) {
         const std::string id = Begun(world, 1, 'c');
         // A union's own grievance has no grievor.
         Demand(Send(world, world.union_rep, &Imports::StageImportRows,
                     Group(id, 1), "en"));
         return Publishing(world, id);
       }},
      {R::ROW_FILED_BEFORE,
       [](SmallWorld& world) {
         const std::string id =
             Begun(world, 1, 'e', v1::GrievanceClass::INDIVIDUAL);
         Demand(Send(world, world.union_rep, &Imports::StageImportRows,
                     Group(id, 1), "en"));
         v1::PublishImportRequest publish;
         publish.set_import_id(id);
         Demand(Send(world, world.union_rep, &Imports::PublishImport, publish,
                     "en"));
         return Asking(
             world, world.union_rep, &Imports::StageImportRows,
             Group(Begun(world, 1, 'f', v1::GrievanceClass::INDIVIDUAL), 1));
       }},
      {R::ROW_REPEATED,
       [](SmallWorld& world) {
         return Asking(world, world.union_rep, &Imports::StageImportRows,
                       Group(Begun(world, 2, 'd'), 2));
       }},
  };
}

}  // namespace entente::refusals
