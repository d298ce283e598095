-- Imports of many grievances at once.

CREATE TABLE imports (
  import_id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (person_id),
  state INTEGER NOT NULL CHECK (state >= 1),
  digest TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX imports_by_person ON imports (person_id, created_at, import_id);

-- The rows of an import that is not over, encrypted with the key that its
-- record names; the record also holds the hash of each group. They become
-- grievances, or are given up, and are removed: so the log does not have them.
-- Of an import that is published, one group stays: the keyed hashes by which a
-- row that was filed is known again.
CREATE TABLE import_groups (
  import_id TEXT NOT NULL REFERENCES imports (import_id),
  group_number INTEGER NOT NULL CHECK (group_number >= 0),
  ciphertext BLOB NOT NULL,
  PRIMARY KEY (import_id, group_number)
) STRICT;
