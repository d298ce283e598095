#include "services/documents/document_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "proto/support/refusal.h"

namespace entente {
namespace {

using v1::Document;
using R = v1::Refusal;

v1::AddDocumentRequest::Header Header() {
  v1::AddDocumentRequest::Header header;
  header.set_request_id("r");
  header.set_file_id("QN-G-2012-0001");
  header.set_title("Lettre");
  header.set_file_name("lettre.pdf");
  return header;
}

std::string Field(const absl::Status& status) {
  const auto refusal = FindRefusal(status);
  if (!refusal.has_value()) return status.ToString();
  const auto field = refusal->metadata().find("field");
  return refusal->reason() + " " +
         (field == refusal->metadata().end() ? "" : field->second);
}

TEST(CheckHeader, TakesWhatIsWellFormed) {
  EXPECT_TRUE(CheckHeader(Header()).ok());
  v1::AddDocumentRequest::Header header = Header();
  header.set_file_name("Procès-verbal n° 3 « projet ».odt");
  header.set_media_type("application/pdf");
  header.set_audience(Document::SIDE);
  EXPECT_TRUE(CheckHeader(header).ok());
}

TEST(CheckHeader, NamesTheFieldThatIsWrong) {
  const struct {
    const char* expected;
    void (*change)(v1::AddDocumentRequest::Header&);
  } cases[] = {
      {"FIELD_REQUIRED request_id", [](auto& h) { h.clear_request_id(); }},
      {"FIELD_REQUIRED file_id", [](auto& h) { h.clear_file_id(); }},
      {"FIELD_REQUIRED title", [](auto& h) { h.set_title("  "); }},
      {"FIELD_REQUIRED file_name", [](auto& h) { h.clear_file_name(); }},
      {"FIELD_TOO_LONG title",
       [](auto& h) { h.set_title(std::string(201, 'x')); }},
      {"FIELD_TOO_LONG file_name",
       [](auto& h) { h.set_file_name(std::string(256, 'x')); }},
      {"FIELD_TOO_LONG media_type",
       [](auto& h) { h.set_media_type(std::string(101, 'x')); }},
      {"FIELD_BAD_CHARACTER title", [](auto& h) { h.set_title("a\nb"); }},
      {"FIELD_BAD_CHARACTER file_name",
       [](auto& h) { h.set_file_name("../../etc/passwd"); }},
      {"FIELD_BAD_CHARACTER file_name",
       [](auto& h) { h.set_file_name("C:\\lettre"); }},
      {"FIELD_BAD_CHARACTER file_name",
       [](auto& h) { h.set_file_name(std::string("a\0b", 3)); }},
      {"FIELD_BAD_CHARACTER file_name",
       [](auto& h) { h.set_file_name("a\u202Egpj.exe"); }},
      {"VALUE_UNKNOWN audience",
       [](auto& h) { h.set_audience(static_cast<Document::Audience>(9)); }},
  };
  for (const auto& each : cases) {
    v1::AddDocumentRequest::Header header = Header();
    each.change(header);
    EXPECT_EQ(Field(CheckHeader(header)), each.expected);
  }
}

TEST(CheckEnd, WantsADigest) {
  v1::AddDocumentRequest::End end;
  EXPECT_EQ(Field(CheckEnd(end)), "FIELD_REQUIRED sha256");
  end.set_sha256("abc");
  EXPECT_EQ(Field(CheckEnd(end)), "VALUE_UNKNOWN sha256");
  end.set_sha256(std::string(64, 'A'));
  EXPECT_TRUE(CheckEnd(end).ok());
}

// Kind of file, asked for, expected: typed by hand.
TEST(AudienceIn, IsAllWhoReadTheFileUnlessAskedOtherwise) {
  const Document::Audience kNone = Document::AUDIENCE_UNSPECIFIED;
  const struct {
    Document::FileKind kind;
    Document::Audience asked;
    Document::Audience expected;  // kNone: refused.
  } cases[] = {
      {Document::CONSULTATION, kNone, Document::SIDE},
      {Document::CONSULTATION, Document::SHARED, kNone},
      {Document::CONSULTATION, Document::SIDE, Document::SIDE},
      {Document::GRIEVANCE, kNone, Document::SHARED},
      {Document::GRIEVANCE, Document::SHARED, Document::SHARED},
      {Document::GRIEVANCE, Document::SIDE, Document::SIDE},
      {Document::SETTLEMENT, kNone, Document::SHARED},
      {Document::SETTLEMENT, Document::SHARED, Document::SHARED},
      {Document::SETTLEMENT, Document::SIDE, Document::SIDE},
  };
  for (const auto& each : cases) {
    const auto audience = AudienceIn(each.kind, each.asked);
    if (each.expected == kNone) {
      EXPECT_EQ(Field(audience.status()), "FIELDS_CONFLICT audience");
    } else {
      ASSERT_TRUE(audience.ok()) << each.kind << " " << each.asked;
      EXPECT_EQ(*audience, each.expected) << each.kind << " " << each.asked;
    }
  }
}

TEST(IsReadBy, IsTheOwnSideAloneUnlessShared) {
  Document document;
  document.set_side(1);
  document.set_audience(Document::SIDE);
  EXPECT_TRUE(IsReadBy(document, 1));
  EXPECT_FALSE(IsReadBy(document, 2));
  EXPECT_FALSE(IsReadBy(document, 0));
  document.set_audience(Document::SHARED);
  EXPECT_TRUE(IsReadBy(document, 1));
  EXPECT_TRUE(IsReadBy(document, 2));
  EXPECT_FALSE(IsReadBy(document, 0));
  // What nobody said is nobody else's.
  document.clear_audience();
  EXPECT_FALSE(IsReadBy(document, 2));
}

DocumentFacts Facts(Document::Audience audience) {
  DocumentFacts facts;
  facts.file = {Document::GRIEVANCE,      "g", 2, "org", "VILLE-G-2012-0001",
                v1::Mandate::EMPLOYER_REP};
  facts.audience = audience;
  facts.content = {"digest", 12, "stored", "key"};
  facts.document_id = "d";
  facts.number = 3;
  facts.person_id = "p";
  facts.now = absl::FromUnixSeconds(1353600000);
  facts.today = absl::CivilDay(2012, 11, 22);
  return facts;
}

TEST(AddDocument, PutsWhatItIsCalledWhereItsReadersFindIt) {
  v1::AddDocumentRequest::Header header = Header();
  header.set_media_type("application/pdf");
  const Document shared =
      AddDocument(header, Facts(Document::SHARED)).document();
  EXPECT_EQ(shared.shared().title(), "Lettre");
  EXPECT_EQ(shared.shared().file_name(), "lettre.pdf");
  EXPECT_EQ(shared.shared().media_type(), "application/pdf");
  EXPECT_EQ(shared.shared().sha256(), "digest");
  EXPECT_FALSE(shared.has_own());
  const v1::Event event = AddDocument(header, Facts(Document::SIDE));
  EXPECT_EQ(event.move(), v1::Event::DOCUMENT_ADDED);
  EXPECT_EQ(event.record_id(), "d");
  EXPECT_EQ(event.acted_by_side(), 2u);
  const Document& own = event.document();
  EXPECT_EQ(own.own().title(), "Lettre");
  EXPECT_EQ(own.own().sha256(), "digest");
  EXPECT_FALSE(own.has_shared());
  EXPECT_EQ(own.file_kind(), Document::GRIEVANCE);
  EXPECT_EQ(own.file_id(), "g");
  EXPECT_EQ(own.side(), 2u);
  EXPECT_EQ(own.organization_id(), "org");
  EXPECT_EQ(own.number(), 3u);
  EXPECT_EQ(own.size_bytes(), 12);
  EXPECT_EQ(own.added_by_id(), "p");
  EXPECT_EQ(own.added_date(), "2012-11-22");
  EXPECT_EQ(own.stored_name(), "stored");
  EXPECT_EQ(own.key_id(), "key");
  EXPECT_EQ(own.reference(), "");
}

TEST(Reference, IsReadAsItIsWritten) {
  Document document;
  document.set_audience(Document::SHARED);
  document.set_number(12);
  EXPECT_EQ(ReferenceOf("QN-G-2012-0001", document), "QN-G-2012-0001/P12");
  document.set_audience(Document::SIDE);
  EXPECT_EQ(ReferenceOf("QN-G-2012-0001", document), "QN-G-2012-0001/I12");
  for (const char* text : {"QN-G-2012-0001/P12", "QN-G-2012-0001/p12"}) {
    const auto parts = ParseReference(text);
    ASSERT_TRUE(parts.has_value()) << text;
    EXPECT_EQ(parts->file, "QN-G-2012-0001");
    EXPECT_EQ(parts->audience, Document::SHARED);
    EXPECT_EQ(parts->number, 12u);
  }
  // The other side's number may have slashes of its own.
  const auto other = ParseReference("2012/77/i3");
  ASSERT_TRUE(other.has_value());
  EXPECT_EQ(other->file, "2012/77");
  EXPECT_EQ(other->audience, Document::SIDE);
  EXPECT_EQ(other->number, 3u);
}

TEST(Reference, IsNothingElse) {
  for (const char* text :
       {"", "/", "P1", "/P1", "QN/", "QN/P", "QN/P0", "QN/X1", "QN/P-1",
        "QN/P+1", "QN/P 1", "QN/P1 ", "QN/1", "QN/P99999999999", "QN/P1x"}) {
    EXPECT_FALSE(ParseReference(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace entente
