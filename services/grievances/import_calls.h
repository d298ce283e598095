// The calls on imports of many grievances.

#ifndef ENTENTE_SERVICES_GRIEVANCES_IMPORT_CALLS_H_
#define ENTENTE_SERVICES_GRIEVANCES_IMPORT_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/import_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

// Judges each row as PublishImport would, and writes nothing.
absl::Status CheckRows(ReadCall& call, const Procedures& procedures,
                       const v1::CheckImportRowsRequest& request,
                       v1::CheckImportRowsResponse& response);

absl::StatusOr<std::string> Begin(WriteCall& call,
                                  const v1::BeginImportRequest& request,
                                  v1::ImportAnswer& answer);
absl::StatusOr<std::string> Stage(WriteCall& call,
                                  const v1::StageImportRowsRequest& request,
                                  v1::ImportAnswer& answer);
absl::StatusOr<std::string> Publish(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::PublishImportRequest& request,
                                    v1::ImportAnswer& answer);
absl::StatusOr<std::string> Abandon(WriteCall& call,
                                    const v1::AbandonImportRequest& request,
                                    v1::ImportAnswer& answer);

// The caller's own import; NOT_AVAILABLE for another's as for none.
absl::Status ShowImport(ReadCall& call, absl::string_view import_id,
                        v1::ImportAnswer& answer);
absl::Status PageImports(ReadCall& call, const v1::ListImportsRequest& request,
                         v1::ListImportsResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_IMPORT_CALLS_H_
