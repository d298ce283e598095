// Rows and columns, for people and for spreadsheets.

#ifndef ENTENTE_CLIENTS_CLI_TABLE_H_
#define ENTENTE_CLIENTS_CLI_TABLE_H_

#include <string>
#include <vector>

namespace entente {

// One cell: what a person reads, and what a program reads.
struct Cell {
  std::string shown;
  std::string raw;
};

// A table. Every row has as many cells as there are columns.
struct Table {
  // The name that a program reads, and the heading in the reader's language.
  struct Column {
    std::string name;
    std::string heading;
  };
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

// The table for a person, without the columns in which no row has anything.
// `width` is that of the terminal; a table that is wider becomes one block of
// lines for each row. 0 for a pipe, where nothing is ever cut or folded.
std::string TableText(const Table& table, size_t width);

// Two columns without headings, the second folded between words: "date of the
// fact   …".
// Each row has two cells.
std::string SheetText(const std::vector<std::vector<Cell>>& rows, size_t width);

// The table for a program: names of columns, then rows.
std::string TableCsv(const Table& table);

// The table for Excel, which asks for a byte order mark, and in French for
// semicolons: headings and values in the reader's language, days in ISO.
std::string TableForExcel(const Table& table, char separator);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_TABLE_H_
