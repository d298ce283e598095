#include "services/rpc/page_token.h"

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/keyring.h"

namespace entente {
namespace {

using google::protobuf::Message;

constexpr std::size_t kMacBytes = 16;
constexpr std::size_t kTokenCharactersMax = 2000;

// What the caller asks for, without where they are in it.
std::string Query(const Message& request) {
  std::unique_ptr<Message> query(request.New());
  query->CopyFrom(request);
  for (const char* name : {"page_token", "page_size"}) {
    const google::protobuf::FieldDescriptor* field =
        query->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr)
      query->GetReflection()->ClearField(query.get(), field);
  }
  return query->SerializeAsString();
}

std::string PositionMac(const ReadCall& call, const Message& request,
                        absl::string_view position) {
  // A name of its own: a temporary in the list below would be gone before the
  // loop begins.
  const std::string query = Query(request);
  std::string bytes;
  for (const absl::string_view part :
       {absl::string_view(call.actor.person_id),
        absl::string_view(request.GetDescriptor()->full_name()),
        absl::string_view(query), position}) {
    absl::StrAppend(&bytes, part.size(), ":", part);
  }
  return call.keyring.Mac("page token", bytes).substr(0, kMacBytes);
}

// Each part after its length and a colon.
absl::optional<std::vector<std::string>> SplitParts(absl::string_view joined) {
  std::vector<std::string> parts;
  while (!joined.empty()) {
    const std::size_t colon = joined.find(':');
    std::size_t size = 0;
    if (colon == absl::string_view::npos ||
        !absl::SimpleAtoi(joined.substr(0, colon), &size) ||
        size > joined.size() - colon - 1) {
      return absl::nullopt;
    }
    parts.emplace_back(joined.substr(colon + 1, size));
    joined.remove_prefix(colon + 1 + size);
  }
  return parts;
}

}  // namespace

std::string SealPageToken(const ReadCall& call, const Message& request,
                          absl::Span<const std::string> position) {
  std::string joined;
  for (const std::string& part : position) {
    absl::StrAppend(&joined, part.size(), ":", part);
  }
  return absl::WebSafeBase64Escape(
      absl::StrCat(PositionMac(call, request, joined), joined));
}

absl::StatusOr<std::vector<std::string>> OpenPageToken(
    const ReadCall& call, const Message& request, absl::string_view token) {
  if (token.empty()) return std::vector<std::string>();
  const absl::Status refused =
      Refuse(v1::Refusal::PAGE_TOKEN_INVALID, {{"field", "page_token"}});
  std::string bytes;
  if (token.size() > kTokenCharactersMax ||
      !absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() < kMacBytes) {
    return refused;
  }
  const absl::string_view joined = absl::string_view(bytes).substr(kMacBytes);
  if (absl::string_view(bytes).substr(0, kMacBytes) !=
      PositionMac(call, request, joined)) {
    return refused;
  }
  absl::optional<std::vector<std::string>> parts = SplitParts(joined);
  if (!parts.has_value() || parts->empty()) return refused;
  return *std::move(parts);
}

std::string SealEntryToken(const ReadCall& call, const Message& request,
                           absl::Time time, const std::string& id) {
  return SealPageToken(call, request,
                       {absl::StrCat(absl::ToUnixMicros(time)), id});
}

absl::StatusOr<EntryPosition> OpenEntryToken(const ReadCall& call,
                                             const Message& request,
                                             absl::string_view token) {
  ASSIGN_OR_RETURN(const std::vector<std::string> parts,
                   OpenPageToken(call, request, token));
  EntryPosition position;
  int64_t micros = 0;
  if (parts.size() == 2 && absl::SimpleAtoi(parts[0], &micros)) {
    position.time = absl::FromUnixMicros(micros);
    position.id = parts[1];
  }
  return position;
}

}  // namespace entente
