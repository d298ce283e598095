#include "tests/bench/calls.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "tests/bench/echo.grpc.pb.h"

namespace entente::bench {
namespace {

using Done = std::function<void(const std::string&)>;

constexpr int kEchoBytes = 600;

// What one call needs while it runs.
template <typename Request, typename Response>
struct OneCall {
  grpc::ClientContext context;
  Request request;
  Response response;
};

// Starts one call: `fill` sets its request, `issue` hands it to a stub with
// what to do at the answer, and `check` says what is wrong with an answer.
template <typename Request, typename Response, typename Fill, typename Issue,
          typename Check>
void Start(const std::string& token, const Fill& fill, const Issue& issue,
           Check check, Done done) {
  auto call = std::make_shared<OneCall<Request, Response>>();
  if (!token.empty()) {
    call->context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
  }
  fill(call->request);
  issue(&call->context, &call->request, &call->response,
        [call, check, done = std::move(done)](const grpc::Status& status) {
          done(status.ok() ? check(call->response) : status.error_message());
        });
}

constexpr auto kAnything = [](const auto&) { return std::string(); };

std::atomic<int64_t> filings{0};

void FillFiling(int64_t n, const std::string& agreement_id,
                v1::FileGrievanceRequest& request) {
  request.set_request_id(absl::StrCat("bench-", n, "-", getpid()));
  request.set_agreement_id(agreement_id);
  request.set_grievance_class(v1::GrievanceClass::UNION);
  request.set_issue_code("ORG-TIM");
  request.set_statement(absl::StrCat("Minutage des interventions, ", n));
  request.set_facts(
      "Depuis le début du mois, une grille fixe une durée pour chaque acte "
      "fait à domicile, et chaque dépassement doit être justifié.");
  request.set_remedy_sought("Que la grille soit retirée.");
  const absl::CivilDay day = absl::CivilDay(2012, 1, 1) + n % 300;
  request.set_occurred_date(absl::FormatCivilTime(day));
  request.set_known_date(absl::FormatCivilTime(day + 1));
  request.set_submitted_date(absl::FormatCivilTime(day + 20));
}

}  // namespace

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  // A socket can be there before somebody listens: not a second's pause then.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 2);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 100);
  auto channel = grpc::CreateCustomChannel(
      address, grpc::InsecureChannelCredentials(), arguments);
  if (!channel->WaitForConnected(std::chrono::system_clock::now() +
                                 std::chrono::seconds(20))) {
    return nullptr;
  }
  return channel;
}

StartCall Echo(const std::shared_ptr<grpc::Channel>& channel) {
  std::shared_ptr<EchoService::Stub> stub = EchoService::NewStub(channel);
  return [stub](int64_t, Done done) {
    Start<EchoRequest, EchoResponse>(
        "",
        [](auto& request) { request.set_body(std::string(kEchoBytes, 'e')); },
        [&](auto... call) { stub->async()->Echo(std::move(call)...); },
        kAnything, std::move(done));
  };
}

StartCall File(const std::shared_ptr<grpc::Channel>& channel,
               const std::string& token, const std::string& agreement_id) {
  std::shared_ptr<v1::GrievanceService::Stub> stub =
      v1::GrievanceService::NewStub(channel);
  return [stub, token, agreement_id](int64_t, Done done) {
    const int64_t n = ++filings;
    Start<v1::FileGrievanceRequest, v1::GrievanceAnswer>(
        token, [&](auto& request) { FillFiling(n, agreement_id, request); },
        [&](auto... call) { stub->async()->FileGrievance(std::move(call)...); },
        kAnything, std::move(done));
  };
}

StartCall Get(const std::shared_ptr<grpc::Channel>& channel,
              const std::string& token, std::vector<std::string> ids) {
  std::shared_ptr<v1::GrievanceService::Stub> stub =
      v1::GrievanceService::NewStub(channel);
  return [stub, token, ids = std::move(ids)](int64_t n, Done done) {
    Start<v1::GetGrievanceRequest, v1::GrievanceAnswer>(
        token,
        [&](auto& request) {
          // A large odd stride visits them in no order of the store.
          request.set_grievance_id(ids[n * 7919 % ids.size()]);
        },
        [&](auto... call) { stub->async()->GetGrievance(std::move(call)...); },
        kAnything, std::move(done));
  };
}

StartCall List(const std::shared_ptr<grpc::Channel>& channel,
               const std::string& token) {
  std::shared_ptr<v1::GrievanceService::Stub> stub =
      v1::GrievanceService::NewStub(channel);
  return [stub, token](int64_t, Done done) {
    Start<v1::ListGrievancesRequest, v1::ListGrievancesResponse>(
        token, [](auto& request) { request.set_page_size(50); },
        [&](auto... call) {
          stub->async()->ListGrievances(std::move(call)...);
        },
        [](const auto& page) {
          return page.grievances_size() == 50 ? "" : "not 50 in a list of 50";
        },
        std::move(done));
  };
}

StartCall Withdraw(const std::shared_ptr<grpc::Channel>& channel,
                   const std::string& token, std::vector<std::string> ids) {
  std::shared_ptr<v1::GrievanceService::Stub> stub =
      v1::GrievanceService::NewStub(channel);
  return [stub, token, ids = std::move(ids)](int64_t n, Done done) {
    Start<v1::WithdrawGrievanceRequest, v1::GrievanceAnswer>(
        token,
        [&](auto& request) {
          request.set_request_id(absl::StrCat("withdraw-", n, "-", getpid()));
          request.set_grievance_id(ids[n]);
          request.set_reason("Une grille corrigée est en vigueur.");
        },
        [&](auto... call) {
          stub->async()->WithdrawGrievance(std::move(call)...);
        },
        kAnything, std::move(done));
  };
}

StartCall ListDue(const std::shared_ptr<grpc::Channel>& channel,
                  const std::string& token,
                  std::vector<std::string> page_tokens) {
  std::shared_ptr<v1::DeadlineService::Stub> stub =
      v1::DeadlineService::NewStub(channel);
  return [stub, token, page_tokens = std::move(page_tokens)](int64_t n,
                                                             Done done) {
    Start<v1::ListDeadlinesRequest, v1::ListDeadlinesResponse>(
        token,
        [&](auto& request) {
          request.set_page_size(50);
          request.set_page_token(page_tokens[n % page_tokens.size()]);
        },
        [&](auto... call) { stub->async()->ListDeadlines(std::move(call)...); },
        [](const auto& page) {
          return page.items_size() == 50 ? "" : "not 50 in a list of 50";
        },
        std::move(done));
  };
}

std::vector<std::string> SomeIds(const std::shared_ptr<grpc::Channel>& channel,
                                 const std::string& token, int count) {
  v1::GrievanceService::Stub stub(channel);
  std::vector<std::string> ids;
  v1::ListGrievancesRequest request;
  request.set_page_size(200);
  while (static_cast<int>(ids.size()) < count) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
    v1::ListGrievancesResponse page;
    if (!stub.ListGrievances(&context, request, &page).ok()) break;
    for (const v1::Grievance& grievance : page.grievances()) {
      ids.push_back(grievance.grievance_id());
    }
    request.set_page_token(page.next_page_token());
    if (page.next_page_token().empty()) break;
  }
  return ids;
}

}  // namespace entente::bench
