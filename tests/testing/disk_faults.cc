// A library for LD_PRELOAD: the disk that fails when a test says so.
//
// ENTENTE_DISK_FAULTS names a file. While it exists, each of its lines
//
//   sync|write|read ERRNO PATH-ENDING
//   slow-sync SECONDS PATH-ENDING
//
// makes every such call on a file whose path ends so fail with that number of
// errno, or take so long. `write` stands for growing a file, too.

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

bool EndsWith(const char* text, const char* ending) {
  const size_t length = strlen(text);
  const size_t wanted = strlen(ending);
  return length >= wanted && strcmp(text + length - wanted, ending) == 0;
}

// The number that stands for `call` on `fd`, or 0.
int Asked(const char* call, int fd) {
  const char* const faults = getenv("ENTENTE_DISK_FAULTS");
  FILE* const file = faults == nullptr ? nullptr : fopen(faults, "re");
  if (file == nullptr) return 0;
  char link[64];
  snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
  char path[4096];
  const ssize_t length = readlink(link, path, sizeof(path) - 1);
  path[length < 0 ? 0 : length] = '\0';
  char name[16];
  char ending[256];
  int number = 0;
  int found = 0;
  while (found == 0 &&
         fscanf(file, "%15s %d %255s", name, &number, ending) == 3) {
    if (strcmp(name, call) == 0 && EndsWith(path, ending)) found = number;
  }
  fclose(file);
  return found;
}

// Whether `call` on `fd` is to fail; then errno is set.
bool Fails(const char* call, int fd) {
  const int kept = errno;
  const int found = Asked(call, fd);
  errno = found == 0 ? kept : found;
  return found != 0;
}

void Wait(int fd) {
  const int kept = errno;
  sleep(Asked("slow-sync", fd));
  errno = kept;
}

template <typename Function>
Function* Next(const char* name, Function*) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int fsync(int fd) {
  static const auto next = Next("fsync", &fsync);
  Wait(fd);
  return Fails("sync", fd) ? -1 : next(fd);
}

int fdatasync(int fd) {
  static const auto next = Next("fdatasync", &fdatasync);
  Wait(fd);
  return Fails("sync", fd) ? -1 : next(fd);
}

ssize_t write(int fd, const void* bytes, size_t count) {
  static const auto next = Next("write", &write);
  return Fails("write", fd) ? -1 : next(fd, bytes, count);
}

ssize_t pwrite(int fd, const void* bytes, size_t count, off_t at) {
  static const auto next = Next("pwrite", &pwrite);
  return Fails("write", fd) ? -1 : next(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t at) {
  static const auto next = Next("pwrite64", &pwrite64);
  return Fails("write", fd) ? -1 : next(fd, bytes, count, at);
}

ssize_t pread(int fd, void* bytes, size_t count, off_t at) {
  static const auto next = Next("pread", &pread);
  return Fails("read", fd) ? -1 : next(fd, bytes, count, at);
}

ssize_t pread64(int fd, void* bytes, size_t count, off64_t at) {
  static const auto next = Next("pread64", &pread64);
  return Fails("read", fd) ? -1 : next(fd, bytes, count, at);
}

}  // extern "C"
