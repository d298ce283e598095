#include "storage/engine/sql_text.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

#include "absl/strings/string_view.h"

namespace entente {
namespace {

// A string made at run time cannot become SQL. (A literal can, which the
// tests below do; a char array of run time fails since the constructor is
// consteval, which no trait can show.)
static_assert(!std::is_constructible_v<SqlText, std::string>);
static_assert(!std::is_constructible_v<SqlText, absl::string_view>);
static_assert(!std::is_constructible_v<SqlText, const char*>);
static_assert(!std::is_constructible_v<SqlText, const char*, std::size_t>);
static_assert(!std::is_constructible_v<Sql, std::string>);
static_assert(!std::is_constructible_v<Sql, absl::string_view>);
static_assert(!std::is_constructible_v<Sql, const char*>);

std::string Text(const Sql& sql) { return std::string(sql.text()); }

TEST(Sql, IsALiteral) { EXPECT_EQ(Text("SELECT 1"), "SELECT 1"); }

TEST(Sql, JoinsLiteralsInOrder) {
  EXPECT_EQ(Text(Sql{"SELECT id ", "FROM item ", "ORDER BY id"}),
            "SELECT id FROM item ORDER BY id");
}

TEST(Sql, AppendsLiteralsChosenAtRunTime) {
  for (const bool descending : {false, true}) {
    Sql sql("SELECT id FROM item ORDER BY id");
    sql.Append(descending ? SqlText(" DESC") : SqlText(" ASC"));
    EXPECT_EQ(Text(sql), std::string("SELECT id FROM item ORDER BY id") +
                             (descending ? " DESC" : " ASC"));
  }
}

}  // namespace
}  // namespace entente
