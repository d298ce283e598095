#include "clients/cli/number_completion.h"

#include <chrono>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/token_file.h"
#include "entente/v1/consultation_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/mediation_service.grpc.pb.h"
#include "entente/v1/settlement_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"

namespace entente {
namespace {

constexpr std::chrono::seconds kPatience{1};
constexpr int kPageSize = 200;
// Nobody picks from more.
constexpr int kPagesMax = 5;

// Whether a shell takes it as one word that means itself.
bool IsPlainWord(absl::string_view number) {
  for (const char c : number) {
    if (!absl::ascii_isalnum(c) && c != '-' && c != '_') return false;
  }
  return !number.empty();
}

class Numbers {
 public:
  Numbers(const std::string& target, std::string token,
          absl::string_view prefix)
      : channel_(
            grpc::CreateChannel(target, grpc::InsecureChannelCredentials())),
        token_(std::move(token)),
        prefix_(prefix),
        end_(std::chrono::system_clock::now() + kPatience) {}

  // Goes through the pages of one list; `add` takes the numbers of a page.
  template <typename Stub, typename Request, typename Response, typename Add>
  void Collect(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                            const Request&, Response*),
               Add add) {
    Stub stub(channel_);
    Request request;
    request.set_page_size(kPageSize);
    for (int page = 0; page < kPagesMax; ++page) {
      grpc::ClientContext context;
      context.set_deadline(end_);
      context.AddMetadata("authorization", absl::StrCat("Bearer ", token_));
      Response response;
      if (!(stub.*method)(&context, request, &response).ok()) return;
      add(response);
      request.set_page_token(response.next_page_token());
      if (request.page_token().empty()) return;
    }
  }

  void Add(const std::string& number) {
    if (IsPlainWord(number) && absl::StartsWith(number, prefix_)) {
      found_.push_back(number);
    }
  }

  std::vector<std::string> Take() { return std::move(found_); }

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const std::string token_;
  const absl::string_view prefix_;
  const std::chrono::system_clock::time_point end_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> NumbersBeginningWith(const Settings& settings,
                                              absl::string_view prefix) {
  const std::string token = ReadToken(settings.token_file);
  const std::string target = absl::StartsWith(settings.server, "/")
                                 ? absl::StrCat("unix:", settings.server)
                                 : settings.server;
  // A token must not travel in the clear between machines.
  if (token.empty() || !absl::StartsWith(target, "unix:")) return {};
  Numbers numbers(target, token, prefix);
  numbers.Collect(&v1::GrievanceService::Stub::ListGrievances,
                  [&](const v1::ListGrievancesResponse& page) {
                    for (const v1::Grievance& grievance : page.grievances()) {
                      // Only the own side's can be read.
                      for (const v1::Party& party : grievance.parties()) {
                        numbers.Add(party.number());
                      }
                    }
                  });
  numbers.Collect(&v1::ConsultationService::Stub::ListConsultations,
                  [&](const v1::ListConsultationsResponse& page) {
                    for (const auto& consultation : page.consultations()) {
                      numbers.Add(consultation.number());
                    }
                  });
  numbers.Collect(&v1::SettlementService::Stub::ListSettlements,
                  [&](const v1::ListSettlementsResponse& page) {
                    for (const auto& settlement : page.settlements()) {
                      for (const v1::Party& party : settlement.parties()) {
                        numbers.Add(party.number());
                      }
                    }
                  });
  numbers.Collect(&v1::MediationService::Stub::ListMediations,
                  [&](const v1::ListMediationsResponse& page) {
                    for (const auto& item : page.items()) {
                      const v1::Mediation& mediation = item.mediation();
                      numbers.Add(mediation.office_number());
                      for (const v1::Party& party : mediation.parties()) {
                        numbers.Add(party.number());
                      }
                    }
                  });
  return numbers.Take();
}

}  // namespace entente
