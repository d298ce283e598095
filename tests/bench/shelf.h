// Stores that stand ready to be copied and measured.

#ifndef ENTENTE_TESTS_BENCH_SHELF_H_
#define ENTENTE_TESTS_BENCH_SHELF_H_

#include <memory>
#include <string>

#include "grpcpp/grpcpp.h"
#include "tests/bench/servers.h"
#include "tests/testing/small_world.h"

namespace entente::bench {

// A folder on a disk, with all that stands in it gone at the end.
class Shelf {
 public:
  Shelf();
  ~Shelf();
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;

  const std::string& folder() const { return folder_; }

  // The store of `world` as it is now; its folder. Nothing may be under way.
  std::string Keep(SmallWorld& world, const std::string& name) const;
  // A fresh copy of a store; its folder.
  std::string Copy(const std::string& from);
  void Remove(const std::string& copy) const;

 private:
  std::string folder_;
  int copies_ = 0;
};

// A server on a store, as `self --serve` starts it, and a channel to it.
struct Served {
  Served(const std::string& self, const std::string& store, int group);
  std::string address;
  Child server;
  std::shared_ptr<grpc::Channel> channel;
};

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_SHELF_H_
