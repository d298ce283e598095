-- Data keys of sealed content, each wrapped by the key file. This file is no
-- part of the store's backup.

-- To which log these keys belong. `mac` is keyed with the key file, so that
-- another key file is noticed at once.
CREATE TABLE keyring (
  keyring_id INTEGER NOT NULL PRIMARY KEY CHECK (keyring_id = 1),
  log_id TEXT NOT NULL,
  mac BLOB NOT NULL
) STRICT;

-- A data key: wrapped, or destroyed at an instant. Which record and class it
-- is for stands in the store.
CREATE TABLE data_keys (
  key_id TEXT NOT NULL PRIMARY KEY,
  wrapped BLOB,
  destroyed_at INTEGER,
  mac BLOB NOT NULL,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
