#include "storage/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "embedded_schema.h"
#include "proto/support/status_macros.h"
#include "storage/document_store.h"
#include "storage/engine/backup.h"
#include "storage/engine/durable_file.h"
#include "storage/engine/inspection.h"
#include "storage/key_file.h"
#include "storage/log_head.h"
#include "storage/random_id.h"

namespace entente {
namespace {

constexpr int32_t kStoreApplicationId = 0x454e5453;  // "ENTS"
constexpr char kStoreFile[] = "/store.db";
constexpr char kKeysFile[] = "/keys.db";

// An empty folder that nobody else can enter. `made` says whether it was not
// there before.
absl::Status MakeFolder(const std::string& path, bool& made) {
  made = mkdir(path.c_str(), 0700) == 0;
  if (!made && errno != EEXIST) {
    const absl::Status cause = SystemError("making", path);
    return absl::Status(
        cause.code(),
        absl::StrCat("The folder of the store cannot be made (",
                     cause.message(),
                     "). Make it, or name one that can be made."));
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFolder(path));
  if (!names.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "The folder ", path,
        " is not empty. Name an empty or a new folder; if a first attempt was "
        "cut off there, empty it."));
  }
  if (chmod(path.c_str(), 0700) != 0) return SystemError("closing", path);
  return absl::OkStatus();
}

void RemoveFolder(const std::string& path, bool itself) {
  const absl::StatusOr<std::vector<std::string>> names = ListFolder(path);
  if (names.ok()) {
    for (const std::string& name : *names) {
      const std::string entry = absl::StrCat(path, "/", name);
      if (unlink(entry.c_str()) != 0) RemoveFolder(entry, /*itself=*/true);
    }
  }
  if (itself) rmdir(path.c_str());
}

absl::StatusOr<DatabaseOptions> StoreDatabase(const std::string& folder,
                                              Clock& clock) {
  DatabaseOptions options;
  options.path = absl::StrCat(folder, kStoreFile);
  options.clock = &clock;
  options.application_id = kStoreApplicationId;
  options.create = false;
  options.append_only_tables = {"events"};
  ASSIGN_OR_RETURN(options.migrations, MigrationsFrom(embedded_schema()));
  return options;
}

absl::Status MakeStore(const std::string& folder, Clock& clock) {
  RETURN_IF_ERROR(Keyring::Init(folder, NewId(), clock));
  ASSIGN_OR_RETURN(const std::unique_ptr<Keyring> keyring,
                   Keyring::Open(folder, clock));
  ASSIGN_OR_RETURN(DatabaseOptions options, StoreDatabase(folder, clock));
  options.create = true;
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> database,
                   OpenDatabase(options));
  return database->Write([&keyring](Transaction& transaction) {
    return InsertLogHead(transaction, *keyring);
  });
}

absl::Status AlteredLog(const std::string& folder, const absl::Status& cause) {
  return absl::Status(
      cause.code(),
      absl::StrCat("The event log of the store ", folder,
                   " did not pass its opening checks (", cause.message(),
                   "). Nothing was changed or repaired. Keep a copy of the "
                   "folder as it is, look at what verify says, and restore "
                   "the last backup into an empty folder."));
}

// The contents of documents that the store database at `path` names, which are
// those of the store in `folder`.
absl::StatusOr<std::vector<BackupSource>> ContentsNamedBy(
    const std::string& path, const std::string& folder) {
  std::vector<BackupSource> contents;
  ASSIGN_OR_RETURN(const std::unique_ptr<Inspection> copy,
                   Inspection::Open(path));
  RETURN_IF_ERROR(copy->Read([&](Snapshot& snapshot) {
    return ForEachDocument(snapshot, [&](const v1::Document& document) {
      const std::string name = ContentPath(document.stored_name());
      // Several documents may have the same content: they come in its order.
      if (contents.empty() || contents.back().name != name) {
        contents.push_back(
            {absl::StrCat(folder, "/", name), name, document.stored_name()});
      }
      return absl::OkStatus();
    });
  }));
  return contents;
}

absl::Status Rename(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) == 0) return absl::OkStatus();
  return SystemError("renaming", from);
}

// Puts the two backups and the key file together in `folder`, which the
// restored store database already made.
absl::Status AddKeys(const std::string& folder,
                     const std::string& keys_from_folder,
                     const std::string& key_file) {
  const std::string keys = absl::StrCat(folder, "/keys");
  RETURN_IF_ERROR(Restore(keys_from_folder, keys));
  RETURN_IF_ERROR(
      Rename(absl::StrCat(keys, kKeysFile), absl::StrCat(folder, kKeysFile)));
  if (rmdir(keys.c_str()) != 0) return SystemError("removing", keys);
  const std::string to = KeyFilePath(folder);
  RETURN_IF_ERROR(CopyFile(key_file, to));
  if (chmod(to.c_str(), 0600) != 0) return SystemError("closing", to);
  RETURN_IF_ERROR(Sync(folder));
  SystemClock clock;
  StoreOptions options;
  options.folder = folder;
  options.clock = &clock;
  return Store::Open(options).status();
}

}  // namespace

absl::Status Store::Init(const std::string& folder, Clock& clock) {
  bool made = false;
  RETURN_IF_ERROR(MakeFolder(folder, made));
  absl::Status status = MakeStore(folder, clock);
  if (status.ok()) status = Sync(FolderOf(folder));
  if (!status.ok()) RemoveFolder(folder, made);
  return status;
}

absl::StatusOr<std::unique_ptr<Store>> Store::Open(
    const StoreOptions& options) {
  const std::string& folder = options.folder;
  if (!FileExists(absl::StrCat(folder, kStoreFile))) {
    return absl::FailedPreconditionError(
        absl::StrCat("There is no store in ", folder,
                     ". Make one there with init, or name the right folder."));
  }
  std::unique_ptr<Store> store(new Store);
  ASSIGN_OR_RETURN(store->keyring_, Keyring::Open(folder, *options.clock));
  const Keyring& keyring = *store->keyring_;
  ASSIGN_OR_RETURN(DatabaseOptions database,
                   StoreDatabase(folder, *options.clock));
  database.readers_max = options.readers_max;
  database.queue_depth_max = options.queue_depth_max;
  database.group_operations_max = options.group_operations_max;
  database.wrap_writer = options.wrap_writer;
  database.fatal = options.fatal;
  database.verify_tail = [&keyring, &folder](Snapshot& snapshot) {
    const absl::Status status = CheckLogTail(snapshot, keyring);
    return status.ok() ? status : AlteredLog(folder, status);
  };
  database.before_commit = [&keyring](Transaction& transaction) {
    return UpdateLogHead(transaction, keyring);
  };
  ASSIGN_OR_RETURN(store->database_, OpenDatabase(database));
  // After a migration, the head must vouch for the longer list of them.
  bool is_current = false;
  RETURN_IF_ERROR(store->database_->Read([&](Snapshot& snapshot) {
    ASSIGN_OR_RETURN(const LogHead head, GetLogHead(snapshot, keyring));
    is_current = head.schema_version == database.migrations.back().number;
    return absl::OkStatus();
  }));
  if (!is_current) {
    RETURN_IF_ERROR(
        store->database_->Write([&keyring](Transaction& transaction) {
          return UpdateLogHeadSchema(transaction, keyring);
        }));
  }
  store->contents_ = std::make_unique<ContentFiles>(folder);
  RETURN_IF_ERROR(
      store->contents_->RemoveLeftovers([&store](absl::string_view name) {
        return IsContentNamed(*store->database_, name);
      }));
  return store;
}

absl::Status BackUpStore(const std::string& folder,
                         const std::string& to_folder,
                         const std::string& keys_to_folder, absl::Time now) {
  if (FileExists(keys_to_folder)) {
    return absl::FailedPreconditionError(absl::StrCat(
        keys_to_folder, " exists already. Name a folder that does not."));
  }
  RETURN_IF_ERROR(BackUp({absl::StrCat(folder, kStoreFile)}, to_folder, now,
                         [&folder](const std::string& copy) {
                           return ContentsNamedBy(copy, folder);
                         }));
  // Later than the store: every key that the copy of the store needs is there.
  return BackUp({absl::StrCat(folder, kKeysFile)}, keys_to_folder, now);
}

absl::Status RestoreStore(const std::string& from_folder,
                          const std::string& keys_from_folder,
                          const std::string& key_file,
                          const std::string& to_folder) {
  const std::string folder = WithoutSlash(to_folder);
  bool made = false;
  RETURN_IF_ERROR(MakeFolder(folder, made));
  const std::string temporary = absl::StrCat(folder, ".restoring");
  RemoveFolder(temporary, /*itself=*/false);
  absl::Status status = Restore(from_folder, temporary);
  if (status.ok()) status = AddKeys(temporary, keys_from_folder, key_file);
  if (status.ok()) status = Rename(temporary, folder);
  if (status.ok()) return Sync(FolderOf(folder));
  RemoveFolder(absl::StrCat(temporary, "/keys"), /*itself=*/true);
  RemoveFolder(temporary, /*itself=*/true);
  if (made) rmdir(folder.c_str());
  return status;
}

}  // namespace entente
