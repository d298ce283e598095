#include "clients/cli/media_type.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(MediaType, IsToldByTheEndingWhateverItsLetters) {
  EXPECT_EQ(MediaTypeOf("lettre.pdf"), "application/pdf");
  EXPECT_EQ(MediaTypeOf("Lettre.v2.PDF"), "application/pdf");
  EXPECT_EQ(MediaTypeOf("photo.JPEG"), "image/jpeg");
  EXPECT_EQ(MediaTypeOf("liste.csv"), "text/csv");
}

TEST(MediaType, IsEmptyWhereTheNameDoesNotTell) {
  for (const char* name : {"", "lettre", "lettre.", "lettre.xyz", ".pdf2"}) {
    EXPECT_EQ(MediaTypeOf(name), "") << name;
  }
}

}  // namespace
}  // namespace entente
