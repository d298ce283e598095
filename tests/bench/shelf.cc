#include "tests/bench/shelf.h"

#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "storage/store.h"
#include "tests/bench/calls.h"
#include "tests/bench/report.h"

namespace entente::bench {
namespace {

namespace fs = std::filesystem;

// The files of a store without its socket and its locks.
void CopyFiles(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const char* name : {"store.db", "keys.db", "store.key"}) {
    fs::copy_file(from / name, to / name);
  }
}

}  // namespace

Shelf::Shelf() : folder_("/var/tmp/entente-bench-XXXXXX") {
  Demand(mkdtemp(folder_.data()) != nullptr, "no temporary folder");
}

Shelf::~Shelf() { fs::remove_all(folder_); }

std::string Shelf::Keep(SmallWorld& world, const std::string& name) const {
  // Between two groups nothing runs on the writer.
  Demand(world.server().store().database().TruncateLog().ok(), "checkpoint");
  std::string kept = absl::StrCat(folder_, "/", name);
  CopyFiles(world.folder(), kept);
  return kept;
}

std::string Shelf::Copy(const std::string& from) {
  std::string copy = absl::StrCat(folder_, "/copy-", ++copies_);
  CopyFiles(from, copy);
  return copy;
}

void Shelf::Remove(const std::string& copy) const { fs::remove_all(copy); }

Served::Served(const std::string& self, const std::string& store, int group)
    : address(absl::StrCat("unix:", store, "/s")),
      server({self, "--serve", store, address, absl::StrCat(group)},
             store + "/output"),
      channel(Connect(address)) {
  Demand(channel != nullptr, "no server");
}

}  // namespace entente::bench
