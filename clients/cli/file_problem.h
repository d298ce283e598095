// What is wrong with a file that a person wrote, and where.

#ifndef ENTENTE_CLIENTS_CLI_FILE_PROBLEM_H_
#define ENTENTE_CLIENTS_CLI_FILE_PROBLEM_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace entente {

// Says nothing by itself: `key` names the text `cli/KEY`, whose arguments are
// `details`.
struct FileProblem {
  uint32_t line = 0;   // 0: no one line.
  std::string column;  // The heading; empty: no one column.
  std::string key;
  std::vector<std::pair<std::string, std::string>> details;
};

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_FILE_PROBLEM_H_
