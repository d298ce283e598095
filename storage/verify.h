// Whether a store is still what its event log made it.
//
// The log is checked leaf by leaf. Then every record is folded from its events
// and written, by the same PutX that ApplyChange calls, into an empty store
// elsewhere, and every row of every table is held against that one. So a noun
// store needs nothing of its own to be verified, as long as its PutX writes
// rows that follow from the record alone: not from the clock, not from other
// rows. The content that a document names must be there, and have its hash.

#ifndef ENTENTE_STORAGE_VERIFY_H_
#define ENTENTE_STORAGE_VERIFY_H_

#include <cstdint>
#include <string>
#include <vector>

namespace entente {

struct VerifyReport {
  enum class Outcome { kSound, kAltered, kTruncated, kCouldNotRun };

  // Something that is not as the log made it.
  struct Finding {
    std::string record_kind;    // "Grievance"; empty when it is no record's.
    std::string record_id;      // Empty when it is no record's.
    std::string record_number;  // The number or code; empty when unknown.
    std::string what;           // A sentence.
  };

  Outcome outcome = Outcome::kCouldNotRun;
  std::string sentence;           // The answer in words.
  int64_t event_count = 0;        // That were checked.
  int64_t record_count = 0;       // That were folded and compared.
  int64_t first_bad_leaf = 0;     // Its sequence; 0 when all leaves are good.
  std::vector<Finding> findings;  // The first hundred.
};

// Checks the store in `folder` without changing it, while a server may be
// running: then it is as of the beginning. Needs the key file, keys.db, and
// room in the folder for temporary files for a second copy of the rows, in a
// file without a name (store_rebuild.h).
VerifyReport VerifyStore(const std::string& folder);

}  // namespace entente

#endif  // ENTENTE_STORAGE_VERIFY_H_
