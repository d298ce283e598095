// A grievance as tests file it.

#ifndef ENTENTE_TESTS_TESTING_UNION_FILING_H_
#define ENTENTE_TESTS_TESTING_UNION_FILING_H_

#include "entente/v1/grievance_service.pb.h"

namespace entente {

// Of the union's own, in time under every profile that the tests use; without
// a request id.
inline v1::FileGrievanceRequest UnionFiling() {
  v1::FileGrievanceRequest request;
  request.set_grievance_class(v1::GrievanceClass::UNION);
  request.set_issue_code("ORG-TIM");
  request.set_statement("Minutage des interventions à domicile");
  request.set_remedy_sought("Retirer l'outil de minutage");
  request.set_occurred_date("2012-11-01");
  request.set_known_date("2012-11-03");
  request.set_submitted_date("2012-11-20");
  return request;
}

}  // namespace entente

#endif  // ENTENTE_TESTS_TESTING_UNION_FILING_H_
