-- The event log, and what keeps a repeated call from acting twice.

-- One row for every event: the leaf as hashed, and the payload whose hash
-- stands in the leaf. Append-only: see the triggers, and the authorizer of
-- the connection.
CREATE TABLE events (
  sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence >= 1),
  record_id TEXT NOT NULL,
  leaf BLOB NOT NULL,
  payload BLOB NOT NULL
) STRICT;

CREATE INDEX events_by_record ON events (record_id, sequence);

CREATE TRIGGER events_keep_update BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER events_keep_delete BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;

-- The end of the log as of the last commit, so that a log cut short is seen,
-- and what the list of migrations was. `mac` is keyed with the store's key
-- file.
CREATE TABLE log_head (
  head_id INTEGER NOT NULL PRIMARY KEY CHECK (head_id = 1),
  log_id TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  leaf_hash BLOB NOT NULL,
  schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
  schema_digest BLOB NOT NULL,
  mac BLOB NOT NULL
) STRICT;

-- Ciphertext of the sealed fields of records, one row for each class: the
-- same bytes as in the last event that changed the class.
CREATE TABLE sealed_parts (
  record_id TEXT NOT NULL,
  sealed_class INTEGER NOT NULL,
  key_id TEXT NOT NULL,
  ciphertext BLOB NOT NULL,
  PRIMARY KEY (record_id, sealed_class)
) STRICT, WITHOUT ROWID;

-- What a request id was used for, kept for 30 days. No content. `mac` is
-- keyed with the store's key file.
CREATE TABLE idempotency (
  person_id TEXT NOT NULL,
  rpc TEXT NOT NULL,
  request_id TEXT NOT NULL,
  request_digest BLOB NOT NULL,
  record_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  mac BLOB NOT NULL,
  PRIMARY KEY (person_id, rpc, request_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_by_created ON idempotency (created_at);
