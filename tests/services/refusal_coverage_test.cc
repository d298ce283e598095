// Every reason of the vocabulary reaches a client, from a situation that
// really gives it: a reason that nothing in refusals/ leads to makes a test
// red.

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "entente/v1/refusal.pb.h"
#include "google/rpc/status.pb.h"
#include "tests/services/refusals/situations.h"

namespace entente::refusals {
namespace {

// What a refused client was told.
struct Told {
  google::rpc::ErrorInfo info;
  google::rpc::LocalizedMessage message;
  int infos = 0;
  int messages = 0;
};

Told ToldBy(const grpc::Status& status) {
  Told told;
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.code(), status.error_code());
  for (const google::protobuf::Any& detail : details.details()) {
    if (detail.UnpackTo(&told.info)) ++told.infos;
    if (detail.UnpackTo(&told.message)) ++told.messages;
  }
  return told;
}

// Returns the sentence.
std::string Check(const google::protobuf::EnumValueDescriptor& reason,
                  const grpc::Status& status, absl::string_view language) {
  SCOPED_TRACE(std::string(language));
  const Told told = ToldBy(status);
  EXPECT_EQ(told.info.reason(), reason.name()) << status.error_message();
  EXPECT_EQ(told.infos, 1);
  EXPECT_EQ(told.messages, 1);
  EXPECT_EQ(static_cast<int>(status.error_code()),
            static_cast<int>(reason.options().GetExtension(v1::code)));
  EXPECT_FALSE(told.info.domain().empty());
  for (int i = 0; i < reason.options().ExtensionSize(v1::keys); ++i) {
    const std::string& key = reason.options().GetExtension(v1::keys, i);
    const auto found = told.info.metadata().find(key);
    EXPECT_TRUE(found != told.info.metadata().end() && !found->second.empty())
        << "the metadata lack " << key;
  }
  EXPECT_EQ(told.info.metadata_size(),
            reason.options().ExtensionSize(v1::keys));
  EXPECT_EQ(told.message.locale().substr(0, 2), language);
  const std::string& sentence = told.message.message();
  EXPECT_EQ(sentence, status.error_message());
  EXPECT_GT(sentence.size(), 20u) << sentence;
  EXPECT_FALSE(absl::StrContains(sentence, reason.name())) << sentence;
  EXPECT_FALSE(absl::StrContains(sentence, '{')) << sentence;
  return sentence;
}

Situations All() {
  Situations all;
  for (Situations some : {OfBadValues(), OfRights(), OfFiles(), OfImports(),
                          OfSettlements(), OfTheServer(), OfArbitration(),
                          OfTimeLimits(), OfDocuments(), OfMediations()}) {
    all.merge(some);
    EXPECT_TRUE(some.empty()) << "two situations of one reason";
  }
  return all;
}

TEST(EveryRefusal, ReachesAClientInBothLanguages) {
  SmallWorld world;
  const Situations situations = All();
  const google::protobuf::EnumDescriptor& reasons = *R::Reason_descriptor();
  for (int i = 0; i < reasons.value_count(); ++i) {
    const google::protobuf::EnumValueDescriptor& reason = *reasons.value(i);
    if (reason.number() == R::REASON_UNSPECIFIED) continue;
    SCOPED_TRACE(reason.name());
    const auto producer =
        situations.find(static_cast<R::Reason>(reason.number()));
    if (producer == situations.end()) {
      ADD_FAILURE() << "nothing leads to this reason";
      continue;
    }
    const Ask ask = producer->second(world);
    const std::string english = Check(reason, ask("en"), "en");
    const std::string french = Check(reason, ask("fr"), "fr");
    EXPECT_NE(english, french);
  }
}

}  // namespace
}  // namespace entente::refusals
