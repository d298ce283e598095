// One unmistakable byte string for a list of values, to be hashed or
// authenticated: protobuf's own bytes are not canonical.

#ifndef ENTENTE_STORAGE_CANONICAL_BYTES_H_
#define ENTENTE_STORAGE_CANONICAL_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace entente {

// Each value is its length as 4 bytes, big-endian, and its bytes; an integer
// is 8 bytes, big-endian.
class CanonicalWriter {
 public:
  explicit CanonicalWriter(std::size_t bytes = 0) { bytes_.reserve(bytes); }

  CanonicalWriter& Add(absl::string_view value) {
    AddBigEndian(value.size(), 4);
    bytes_.append(value.data(), value.size());
    return *this;
  }
  CanonicalWriter& AddInt(int64_t value) {
    AddBigEndian(8, 4);
    AddBigEndian(static_cast<uint64_t>(value), 8);
    return *this;
  }
  std::string Take() { return std::move(bytes_); }

 private:
  void AddBigEndian(uint64_t value, int bytes) {
    while (bytes-- > 0) {
      bytes_.push_back(static_cast<char>(value >> (8 * bytes) & 0xff));
    }
  }

  std::string bytes_;
};

// Reads what CanonicalWriter wrote. After the first value that is not there
// every further one is empty or 0, and done() stays false.
class CanonicalReader {
 public:
  // `bytes` must outlive the views that are read.
  explicit CanonicalReader(absl::string_view bytes) : rest_(bytes) {}

  absl::string_view Read() {
    const uint64_t size = ReadBigEndian(4);
    if (failed_ || size > rest_.size()) {
      failed_ = true;
      return {};
    }
    const absl::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
  }
  int64_t ReadInt() {
    if (ReadBigEndian(4) != 8) failed_ = true;
    return static_cast<int64_t>(ReadBigEndian(8));
  }
  // Whether everything was read, and nothing was wrong.
  bool done() const { return !failed_ && rest_.empty(); }

 private:
  uint64_t ReadBigEndian(std::size_t bytes) {
    if (failed_ || rest_.size() < bytes) {
      failed_ = true;
      return 0;
    }
    uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
      value = value << 8 | static_cast<unsigned char>(rest_[i]);
    }
    rest_.remove_prefix(bytes);
    return value;
  }

  absl::string_view rest_;
  bool failed_ = false;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_CANONICAL_BYTES_H_
