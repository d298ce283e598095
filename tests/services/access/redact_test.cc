#include "services/access/redact.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "entente/v1/access_service.pb.h"
#include "entente/v1/deadline.pb.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/mediation_content.pb.h"
#include "entente/v1/time_limit_service.pb.h"
#include "google/protobuf/text_format.h"

namespace entente {
namespace {

using Class = v1::Confidentiality;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

bool Holds(const google::protobuf::Message& message, const char* canary) {
  return message.DebugString().find(canary) != std::string::npos;
}

Reader Of(ClassSet classes, std::vector<uint32_t> sides = {},
          bool sealed_content = false) {
  return {classes, std::move(sides), sealed_content};
}

const char kGrievance[] = R"pb(
  grievance_id: "canary-admin"
  statement: "canary-shared"
  consultation_id: "canary-own"
  parties { side: 1 kind: UNION number: "canary-number-1" }
  parties { side: 2 kind: EMPLOYER number: "canary-number-2" }
  protected_persons { person_id: "canary-sealed" pseudonym: "canary-alias" }
  assignments { side: 1 person_id: "canary-assigned-1" }
  assignments { side: 2 person_id: "canary-assigned-2" }
)pb";

// Each canary, and a reader who finds it.
struct Canary {
  const char* text;
  Reader reader;
};

std::vector<Canary> GrievanceCanaries() {
  return {
      {"canary-admin", Of({Class::ADMIN})},
      {"canary-shared", Of({Class::SHARED})},
      {"canary-own", Of({Class::SIDE_ADMIN}, {1})},
      {"canary-number-1", Of({Class::ADMIN, Class::SIDE_ADMIN}, {1})},
      {"canary-number-2", Of({Class::ADMIN, Class::SIDE_ADMIN}, {2})},
      {"canary-alias", Of({Class::SIDE_ADMIN}, {1})},
      {"canary-sealed", Of({Class::SIDE_ADMIN, Class::SEALED_ID}, {1}, true)},
      {"canary-assigned-1", Of({Class::ADMIN, Class::SIDE_ADMIN}, {1})},
      {"canary-assigned-2", Of({Class::ADMIN, Class::SIDE_ADMIN}, {2})},
  };
}

TEST(Redact, ShowsEachCanaryToItsReaderAndToNobodyWithoutItsClass) {
  for (const Canary& canary : GrievanceCanaries()) {
    v1::Grievance shown = Parse<v1::Grievance>(kGrievance);
    Redact(canary.reader, shown);
    EXPECT_TRUE(Holds(shown, canary.text)) << canary.text;
    for (const Canary& other : GrievanceCanaries()) {
      v1::Grievance seen = Parse<v1::Grievance>(kGrievance);
      Reader without = other.reader;
      without.classes = {Class::AUDIT, Class::COMMITTEE};
      Redact(without, seen);
      EXPECT_FALSE(Holds(seen, other.text)) << other.text;
    }
  }
}

TEST(Redact, HidesOneSideFromTheOther) {
  v1::Grievance shown = Parse<v1::Grievance>(kGrievance);
  Redact(Of({Class::ADMIN, Class::SHARED, Class::SIDE_ADMIN, Class::SEALED_ID,
             Class::SIDE},
            {2}, true),
         shown);
  EXPECT_TRUE(Holds(shown, "canary-shared"));
  EXPECT_TRUE(Holds(shown, "canary-number-2"));
  for (const char* canary : {"canary-own", "canary-number-1", "canary-alias",
                             "canary-sealed", "canary-assigned-1"}) {
    EXPECT_FALSE(Holds(shown, canary)) << canary;
  }
}

TEST(Redact, LeavesNoTraceOfHowManyThereWere) {
  v1::Grievance shown = Parse<v1::Grievance>(kGrievance);
  Redact(Of({Class::ADMIN, Class::SIDE_ADMIN}, {2}), shown);
  EXPECT_EQ(shown.protected_persons_size(), 0);
  EXPECT_EQ(shown.assignments_size(), 1);
  EXPECT_EQ(shown.parties_size(), 2);
}

TEST(Redact, KeepsSealedContentOnlyInAnswersThatRecordTheReading) {
  v1::Person person = Parse<v1::Person>(
      "person_id: 'p' sealed_name: 'canary' pseudonym: 'alias'");
  Redact(Of({Class::PUBLISHED, Class::SIDE_ADMIN, Class::SEALED_ID}, {1}),
         person);
  EXPECT_FALSE(Holds(person, "canary"));
  EXPECT_EQ(person.pseudonym(), "alias");
}

TEST(Redact, GivesAnUnsetSideToNobody) {
  v1::DeadlineItem item =
      Parse<v1::DeadlineItem>("file_id: 'f' file_number: 'canary'");
  Redact(Of({Class::ADMIN, Class::SIDE_ADMIN}, {0, 1, 2}), item);
  EXPECT_EQ(item.file_id(), "f");
  EXPECT_FALSE(Holds(item, "canary"));
}

const char kMediation[] = R"pb(
  mediation_id: "canary-admin"
  office_number: "canary-office"
  object: "canary-intake"
  pauses { from_date: "2021-03-01" reason: "canary-shared" }
  sessions { side: 1 number: 1 place: "canary-with-1" }
  sessions {
    side: 2
    number: 1
    place: "canary-with-2"
    attendances { side: 2 who: "canary-came-with-2" }
  }
  sessions {
    number: 1
    place: "canary-with-all"
    attendances { side: 1 }
  }
)pb";

// What a party, a mediator, an assistant and an office read of it, each canary
// named by hand.
TEST(Redact, ShowsOfAMediationWhatEachPartReads) {
  const struct {
    const char* who;
    Reader reader;
    std::vector<std::string> reads;
  } parts[] = {
      {"the party on side 1",
       Of({Class::ADMIN, Class::INTAKE, Class::SHARED, Class::CAUCUS_ADMIN},
          {1}),
       {"admin", "intake", "shared", "with-1", "with-all"}},
      {"the party on side 2",
       Of({Class::ADMIN, Class::INTAKE, Class::SHARED, Class::CAUCUS_ADMIN},
          {2}),
       {"admin", "intake", "shared", "with-2", "came-with-2", "with-all"}},
      {"a mediator",
       Of({Class::ADMIN, Class::INTAKE, Class::SHARED, Class::CAUCUS_ADMIN,
           Class::OFFICE},
          {1, 2}),
       {"admin", "office", "intake", "shared", "with-1", "with-2",
        "came-with-2", "with-all"}},
      {"an assistant",
       Of({Class::ADMIN, Class::CAUCUS_ADMIN, Class::OFFICE}, {1, 2}),
       {"admin", "office", "with-1", "with-2", "came-with-2", "with-all"}},
      {"the office", Of({Class::ADMIN, Class::OFFICE}), {"admin", "office"}},
      {"who reads sessions but stands on no side",
       Of({Class::ADMIN, Class::CAUCUS_ADMIN}),
       {"admin", "with-all"}},
      {"who stands there but reads no sessions",
       Of({Class::ADMIN, Class::SIDE, Class::SIDE_ADMIN}, {0, 1, 2}, true),
       {"admin"}}};
  for (const auto& part : parts) {
    v1::Mediation shown = Parse<v1::Mediation>(kMediation);
    Redact(part.reader, shown);
    for (const char* const canary :
         {"admin", "office", "intake", "shared", "with-1", "with-2",
          "came-with-2", "with-all"}) {
      const std::string text = std::string("\"canary-") + canary + "\"";
      EXPECT_EQ(Holds(shown, text.c_str()),
                std::find(part.reads.begin(), part.reads.end(), canary) !=
                    part.reads.end())
          << part.who << " " << canary;
    }
  }
}

TEST(Redact, LeavesNoTraceOfASessionWithAnotherSide) {
  v1::Mediation shown = Parse<v1::Mediation>(kMediation);
  Redact(Of({Class::ADMIN, Class::CAUCUS_ADMIN}, {1}), shown);
  ASSERT_EQ(shown.sessions_size(), 2);
  EXPECT_EQ(shown.sessions(0).side(), 1u);
  EXPECT_EQ(shown.sessions(1).side(), 0u);
  EXPECT_EQ(shown.sessions(1).attendances_size(), 1);
  Redact(Of({Class::ADMIN}), shown);
  EXPECT_EQ(shown.sessions_size(), 0);
  // That one was added is no more to be seen in the history.
  v1::Event event = Parse<v1::Event>(R"pb(
    event_id: "e"
    set_fields: "sessions"
    mediation { sessions { side: 2 number: 1 } }
  )pb");
  Redact(Of({Class::ADMIN, Class::CAUCUS_ADMIN}, {1}), event);
  EXPECT_EQ(event.set_fields_size(), 0);
  EXPECT_EQ(event.mediation().sessions_size(), 0);
}

TEST(Redact, GivesAMediatorsNotesToNobodyByAnotherClass) {
  const std::string text =
      "note_id: 'canary-id' author_id: 'canary-author' number: 7"
      " destroy_date: 'canary-day' text: 'canary-text'";
  const auto seen = [&](const Reader& reader) {
    v1::MediatorNote note = Parse<v1::MediatorNote>(text);
    Redact(reader, note);
    return note;
  };
  ClassSet others;
  for (int each = 0; each < Class::Class_ARRAYSIZE; ++each) {
    const auto value = static_cast<Class::Class>(each);
    if (value != Class::MEDIATOR_ADMIN && value != Class::MEDIATOR_ONLY) {
      others.insert(value);
    }
  }
  EXPECT_EQ(seen(Of(others, {0, 1, 2}, true)).ByteSizeLong(), 0u);
  // That there is one, and until when, without what it says: and with that only
  // where the reading is recorded.
  const v1::MediatorNote listed = seen(Of({Class::MEDIATOR_ADMIN}));
  EXPECT_EQ(listed.destroy_date(), "canary-day");
  EXPECT_EQ(listed.number(), 7u);
  EXPECT_EQ(listed.text(), "");
  const ClassSet own = {Class::MEDIATOR_ADMIN, Class::MEDIATOR_ONLY};
  EXPECT_EQ(seen(Of(own)).text(), "");
  EXPECT_EQ(seen(Of(own, {}, true)).text(), "canary-text");
  // An event of a note shows nothing of it either.
  v1::Event event = Parse<v1::Event>(
      "event_id: 'e' set_fields: 'text' set_fields: 'destroy_date'"
      " mediator_note { " +
      text + " }");
  Redact(Of(others, {0, 1, 2}, true), event);
  EXPECT_FALSE(Holds(event, "canary"));
  EXPECT_EQ(event.set_fields_size(), 0);
}

TEST(Redact, GivesWhatWasSaidApartOnlyWhereTheReadingIsRecorded) {
  const auto seen = [](const Reader& reader) {
    v1::MediationItem item = Parse<v1::MediationItem>(
        "item_id: 'i' side: 1 apart: true caucus_text: 'canary'");
    Redact(reader, item);
    return item;
  };
  const v1::MediationItem listed = seen(Of({Class::ADMIN, Class::CAUCUS}));
  EXPECT_EQ(listed.item_id(), "i");
  EXPECT_EQ(listed.caucus_text(), "");
  EXPECT_EQ(seen(Of({Class::ADMIN, Class::CAUCUS}, {}, true)).caucus_text(),
            "canary");
  EXPECT_EQ(
      seen(Of({Class::ADMIN, Class::SHARED, Class::CAUCUS_ADMIN, Class::SIDE},
              {1}, true))
          .caucus_text(),
      "");
}

TEST(Redact, NeverShowsWhatTheStoreKeepsForItself) {
  v1::Token token = Parse<v1::Token>("token_id: 't' code_digest: 'canary'");
  ClassSet all;
  for (int each = 0; each < Class::Class_ARRAYSIZE; ++each) {
    all.insert(static_cast<Class::Class>(each));
  }
  Redact(Of(all, {1, 2}, true), token);
  EXPECT_FALSE(Holds(token, "canary"));
  EXPECT_EQ(token.token_id(), "t");
}

TEST(Redact, ClearsFieldsOfALaterVersion) {
  v1::Token token;
  ASSERT_TRUE(
      token.ParseFromString("\x0a\x01t\x9a\x06\x06"
                            "canary"));
  Redact(Of({Class::ADMIN}), token);
  EXPECT_EQ(token.token_id(), "t");
  EXPECT_EQ(token.SerializeAsString().find("canary"), std::string::npos);
}

TEST(Redact, NamesInAnEventOnlyFieldsThatTheReaderSeesSomethingOf) {
  const v1::Event event = Parse<v1::Event>(R"pb(
    event_id: "e"
    set_fields: "statement"
    set_fields: "protected_persons"
    set_fields: "assignments"
    set_fields: "consultation_id"
    set_fields: "withdrawal"
    grievance {
      statement: "s"
      protected_persons { pseudonym: "alias" }
      assignments { side: 1 person_id: "p" }
      consultation_id: "c"
    }
    sealed { sealed_class: SEALED_ID key_id: "k" ciphertext: "x" }
  )pb");
  v1::Event shown = event;
  Redact(Of({Class::ADMIN, Class::SHARED, Class::SIDE_ADMIN}, {2}), shown);
  // What an event emptied is named; there was nothing to be seen of it.
  ASSERT_EQ(shown.set_fields_size(), 2) << shown.DebugString();
  EXPECT_EQ(shown.set_fields(0), "statement");
  EXPECT_EQ(shown.set_fields(1), "withdrawal");
  EXPECT_EQ(shown.sealed_size(), 0);
  v1::Event own = event;
  Redact(Of({Class::ADMIN, Class::SHARED, Class::SIDE_ADMIN}, {1}), own);
  EXPECT_EQ(own.set_fields_size(), 5);
}

TEST(CheckFieldClasses, AcceptsTheVocabularyAndIgnoresForeignMessages) {
  EXPECT_TRUE(CheckFieldClasses(*v1::Event::descriptor()).ok());
  EXPECT_TRUE(CheckFieldClasses(*v1::ListTokensResponse::descriptor()).ok());
}

TEST(CheckFieldClasses, NamesAFieldWithoutAClass) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("test.proto");
  file.set_package("entente.v1");
  google::protobuf::DescriptorProto& message = *file.add_message_type();
  message.set_name("Careless");
  google::protobuf::FieldDescriptorProto& field = *message.add_field();
  field.set_name("secret");
  field.set_number(1);
  field.set_type(google::protobuf::FieldDescriptorProto::TYPE_STRING);
  field.set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
  google::protobuf::DescriptorPool pool;
  const google::protobuf::FileDescriptor* built = pool.BuildFile(file);
  ASSERT_NE(built, nullptr);
  const absl::Status status = CheckFieldClasses(*built->message_type(0));
  EXPECT_FALSE(status.ok());
  EXPECT_NE(status.message().find("entente.v1.Careless.secret"),
            absl::string_view::npos);
}

}  // namespace
}  // namespace entente
