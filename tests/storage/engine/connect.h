// A connection of a test, to a file that it makes when there is none.

#ifndef ENTENTE_TESTS_STORAGE_ENGINE_CONNECT_H_
#define ENTENTE_TESTS_STORAGE_ENGINE_CONNECT_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "storage/engine/sqlite_connection.h"

namespace entente {

inline std::unique_ptr<SqliteConnection> ConnectTo(
    const std::string& path, SqliteOptions::Access access) {
  SqliteOptions options;
  options.path = path;
  options.access = access;
  options.create = true;
  auto connection = SqliteConnection::Open(options);
  EXPECT_TRUE(connection.ok()) << connection.status();
  return *std::move(connection);
}

}  // namespace entente

#endif  // ENTENTE_TESTS_STORAGE_ENGINE_CONNECT_H_
