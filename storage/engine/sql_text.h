// SQL that can only come from literals.
//
// A statement is a literal, or is joined at run time from literals. The
// constructor of SqlText is consteval, so a string made at run time cannot
// become SQL: injection is a compile error.

#ifndef ENTENTE_STORAGE_ENGINE_SQL_TEXT_H_
#define ENTENTE_STORAGE_ENGINE_SQL_TEXT_H_

#include <cstddef>
#include <initializer_list>
#include <vector>

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
  friend class Sql;
  // GCC 12 cannot initialise a member by a consteval constructor.
  constexpr SqlText(const char* data, std::size_t size)
      : data_(data), size_(size) {}

  const char* data_;
  std::size_t size_;
};

// A whole statement: one literal, or several joined in order.
class Sql {
 public:
  template <std::size_t kSize>
  consteval Sql(const char (&literal)[kSize])  // NOLINT: implicit
      : literal_(literal, kSize - 1) {}
  Sql(SqlText text) : literal_(text) {}  // NOLINT: implicit
  Sql(std::initializer_list<SqlText> parts) : literal_("", 0) {
    for (const SqlText& part : parts) Join(part);
  }

  // Appends one more literal.
  Sql& Append(SqlText part) {
    if (joined_.empty()) Join(literal_);
    Join(part);
    return *this;
  }

  // Valid as long as this object.
  absl::string_view text() const {
    return joined_.empty() ? literal_.text()
                           : absl::string_view(joined_.data(), joined_.size());
  }

 private:
  void Join(SqlText part) {
    joined_.insert(joined_.end(), part.text().begin(), part.text().end());
  }

  SqlText literal_;
  // Not a string: an empty one is no constant expression.
  std::vector<char> joined_;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_SQL_TEXT_H_
