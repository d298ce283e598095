// SQL that can only come from literals.
//
// A statement is a literal, or is joined at run time from literals. The
// constructor of SqlText is consteval, so a string made at run time cannot
// become SQL: injection is a compile error.

#ifndef ENTENTE_STORAGE_ENGINE_SQL_TEXT_H_
#define ENTENTE_STORAGE_ENGINE_SQL_TEXT_H_

#include <cstddef>
#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"

namespace entente {

// One literal piece of SQL. Values go in parameters $1…$n, whose first
// appearances ascend.
class SqlText {
 public:
  template <std::size_t kSize>
  consteval SqlText(const char (&literal)[kSize])  // NOLINT: implicit
      : data_(literal), size_(kSize - 1) {}

  constexpr absl::string_view text() const { return {data_, size_}; }

 private:
  const char* data_;
  std::size_t size_;
};

// A whole statement: one literal, or several joined in order.
class Sql {
 public:
  template <std::size_t kSize>
  consteval Sql(const char (&literal)[kSize])  // NOLINT: implicit
      : literal_(literal) {}
  Sql(SqlText text) : literal_(text) {}  // NOLINT: implicit
  Sql(std::initializer_list<SqlText> parts) : literal_("") {
    for (const SqlText& part : parts) {
      joined_.append(part.text().data(), part.text().size());
    }
  }

  // Appends one more literal.
  Sql& Append(SqlText part) {
    if (joined_.empty()) {
      joined_.assign(literal_.text().data(), literal_.text().size());
    }
    joined_.append(part.text().data(), part.text().size());
    return *this;
  }

  // Valid as long as this object.
  absl::string_view text() const {
    return joined_.empty() ? literal_.text() : absl::string_view(joined_);
  }

 private:
  SqlText literal_;
  std::string joined_;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_SQL_TEXT_H_
