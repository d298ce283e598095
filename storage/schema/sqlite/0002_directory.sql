-- Organisations, persons, mandates, agreements, credentials, requests to read
-- sealed names, and profiles.
--
-- A row is the record's message, serialized in `record`, beside the columns
-- by which it is found, constrained or judged in SQL. The store writes both
-- from the same message, and verify compares them.

CREATE TABLE organizations (
  organization_id TEXT NOT NULL PRIMARY KEY,
  kind INTEGER NOT NULL CHECK (kind >= 1),
  code TEXT NOT NULL UNIQUE,
  parent_id TEXT REFERENCES organizations (organization_id),
  record BLOB NOT NULL
) STRICT;

CREATE INDEX organizations_by_parent ON organizations (parent_id);

CREATE TABLE persons (
  person_id TEXT NOT NULL PRIMARY KEY,
  organization_id TEXT REFERENCES organizations (organization_id),
  is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
  created_at INTEGER NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX persons_by_created ON persons (created_at, person_id);

CREATE TABLE mandates (
  mandate_id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (person_id),
  organization_id TEXT REFERENCES organizations (organization_id),
  role INTEGER NOT NULL CHECK (role >= 1),
  from_on TEXT NOT NULL,
  until_on TEXT,
  revoked_at INTEGER,
  created_at INTEGER NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX mandates_by_person ON mandates (person_id);
CREATE INDEX mandates_by_organization ON mandates (organization_id);
CREATE INDEX mandates_by_created ON mandates (created_at, mandate_id);

CREATE TABLE agreements (
  agreement_id TEXT NOT NULL PRIMARY KEY,
  local_id TEXT NOT NULL REFERENCES organizations (organization_id),
  employer_id TEXT NOT NULL REFERENCES organizations (organization_id),
  from_on TEXT NOT NULL,
  until_on TEXT,
  created_at INTEGER NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX agreements_by_local ON agreements (local_id, from_on);
CREATE INDEX agreements_by_employer ON agreements (employer_id, from_on);
CREATE INDEX agreements_by_created ON agreements (created_at, agreement_id);

CREATE TABLE tokens (
  token_id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (person_id),
  code_digest BLOB NOT NULL UNIQUE,
  token_digest BLOB UNIQUE,
  issued_at INTEGER NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX tokens_by_person ON tokens (person_id, issued_at);
CREATE INDEX tokens_by_issued ON tokens (issued_at, token_id);

-- Requests to read sealed names. `expires_at` is that of the record: until
-- when an open state holds.
CREATE TABLE unseal_requests (
  unseal_request_id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (person_id),
  organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
  requested_by_id TEXT NOT NULL REFERENCES persons (person_id),
  state INTEGER NOT NULL CHECK (state >= 1),
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX unseal_requests_by_requester
  ON unseal_requests (requested_by_id, person_id, created_at);
CREATE INDEX unseal_requests_by_created
  ON unseal_requests (created_at, unseal_request_id);

CREATE TABLE profiles (
  profile_id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  record BLOB NOT NULL,
  UNIQUE (code, version)
) STRICT;
