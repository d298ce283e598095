#include "services/server/first_administrator.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "services/access/credential.h"
#include "services/access/record_change.h"
#include "storage/mandate_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

// In which all of this is done.
constexpr v1::Mandate::Role kRole = v1::Mandate::ADMINISTRATOR;

absl::Status WriteSecretFile(const std::string& path, std::string content) {
  content.push_back('\n');
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                      S_IRUSR | S_IWUSR);
  if (fd < 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "The file ", path, " cannot be made: ", std::strerror(errno), "."));
  }
  const bool written = write(fd, content.data(), content.size()) ==
                           static_cast<ssize_t>(content.size()) &&
                       fsync(fd) == 0;
  close(fd);
  if (written) return absl::OkStatus();
  unlink(path.c_str());
  return absl::FailedPreconditionError(
      absl::StrCat("The file ", path, " cannot be written. Is the disk full?"));
}

absl::Status EnterToken(WriteCall& call, const std::string& token_digest,
                        const CredentialLimits& limits) {
  // Nobody ever has the code of this credential: it is issued as a token.
  const v1::Event issued =
      IssueCode(NewId(), call.actor.person_id, call.actor.person_id,
                SecretDigest(NewCode()), call.snapshot.now(), limits);
  CredentialLimits first = limits;
  first.token_lifetime = limits.first_token_lifetime;
  ASSIGN_OR_RETURN(
      const v1::Event exchanged,
      PresentCode(issued.token(), token_digest, call.snapshot.now(), first));
  RETURN_IF_ERROR(RecordChange(call, nullptr, issued, kRole));
  return RecordChange(call, &issued.token(), exchanged, kRole);
}

absl::Status Enter(WriteCall& call, const std::string& name,
                   const std::string& token_digest,
                   const CredentialLimits& limits) {
  const google::protobuf::Timestamp now = ToProto(call.snapshot.now());
  v1::Event event;
  event.set_move(v1::Event::PERSON_CREATED);
  event.set_record_id(call.actor.person_id);
  v1::Person& person = *event.mutable_person();
  person.set_person_id(call.actor.person_id);
  person.set_public_name(name);
  *person.mutable_create_time() = now;
  RETURN_IF_ERROR(RecordChange(call, nullptr, event, kRole));

  v1::Event grant;
  grant.set_move(v1::Event::MANDATE_GRANTED);
  v1::Mandate& mandate = *grant.mutable_mandate();
  mandate.set_mandate_id(NewId());
  mandate.set_person_id(call.actor.person_id);
  mandate.set_role(v1::Mandate::ADMINISTRATOR);
  mandate.set_from_date(DayIso(call.actor.today));
  mandate.set_granted_by_id(call.actor.person_id);
  *mandate.mutable_create_time() = now;
  grant.set_record_id(mandate.mandate_id());
  RETURN_IF_ERROR(RecordChange(call, nullptr, grant, kRole));

  return EnterToken(call, token_digest, limits);
}

// The person of the oldest standing mandate of an administrator.
absl::StatusOr<std::string> OldestAdministrator(Snapshot& snapshot,
                                                absl::CivilDay today) {
  MandateList list;
  list.all = true;
  list.limit = 200;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<v1::Mandate> mandates,
                     ListMandates(snapshot, list));
    for (const v1::Mandate& mandate : mandates) {
      if (mandate.role() == v1::Mandate::ADMINISTRATOR &&
          !mandate.has_revoke_time() && mandate.from_date() <= DayIso(today) &&
          (mandate.until_date().empty() ||
           mandate.until_date() >= DayIso(today))) {
        return mandate.person_id();
      }
    }
    if (mandates.empty()) {
      return absl::FailedPreconditionError(
          "No administrator's mandate stands today in this store.");
    }
    list.after_time = FromProto(mandates.back().create_time());
    list.after_id = mandates.back().mandate_id();
  }
}

}  // namespace

std::string AdministratorTokenPath(absl::string_view folder) {
  return absl::StrCat(folder, "/admin.token");
}

absl::Status CreateFirstAdministrator(Store& store, const std::string& folder,
                                      const std::string& name,
                                      absl::TimeZone time_zone,
                                      const CredentialLimits& limits) {
  const std::string path = AdministratorTokenPath(folder);
  const std::string secret = NewTokenSecret();
  const std::string person_id = NewId();
  const std::string operation_id = NewId();
  // First the file: a store whose administrator has no token is of no use.
  RETURN_IF_ERROR(WriteSecretFile(path, secret));
  const absl::Status status =
      store.database().Write([&](Transaction& transaction) {
        Actor actor;
        actor.person_id = person_id;
        actor.today = absl::ToCivilDay(transaction.now(), time_zone);
        WriteCall call(transaction, actor, store.keyring(), operation_id);
        return Enter(call, name, SecretDigest(secret), limits);
      });
  if (!status.ok()) unlink(path.c_str());
  return status;
}

absl::Status RenewAdministratorToken(Store& store, const std::string& folder,
                                     absl::TimeZone time_zone,
                                     const CredentialLimits& limits) {
  const std::string path = AdministratorTokenPath(folder);
  const std::string secret = NewTokenSecret();
  const std::string operation_id = NewId();
  const std::string written = absl::StrCat(path, ".new");
  unlink(written.c_str());
  RETURN_IF_ERROR(WriteSecretFile(written, secret));
  absl::Status status =
      store.database().Write([&](Transaction& transaction) -> absl::Status {
        Actor actor;
        actor.today = absl::ToCivilDay(transaction.now(), time_zone);
        ASSIGN_OR_RETURN(actor.person_id,
                         OldestAdministrator(transaction, actor.today));
        ASSIGN_OR_RETURN(
            actor.mandates,
            ListStandingMandates(transaction, actor.person_id, actor.today));
        WriteCall call(transaction, actor, store.keyring(), operation_id);
        return EnterToken(call, SecretDigest(secret), limits);
      });
  if (status.ok() && rename(written.c_str(), path.c_str()) != 0) {
    status = absl::FailedPreconditionError(absl::StrCat(
        "The file ", path, " cannot be replaced: ", std::strerror(errno), "."));
  }
  if (!status.ok()) unlink(written.c_str());
  return status;
}

}  // namespace entente
