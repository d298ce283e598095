-- Settlements, and their commitments in the due list.

CREATE TABLE settlements (
  settlement_id TEXT NOT NULL PRIMARY KEY,
  state INTEGER NOT NULL CHECK (state >= 1),
  proposed_on TEXT NOT NULL,
  record BLOB NOT NULL
) STRICT;

-- Which grievances a settlement ends. `state` repeats that of the settlement,
-- so that what stands on a grievance is found without reading them all.
CREATE TABLE settlement_grievances (
  grievance_id TEXT NOT NULL REFERENCES grievances (grievance_id),
  settlement_id TEXT NOT NULL REFERENCES settlements (settlement_id),
  state INTEGER NOT NULL CHECK (state >= 1),
  PRIMARY KEY (grievance_id, settlement_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX settlement_grievances_by_settlement
  ON settlement_grievances (settlement_id, grievance_id);

-- Who is party to a settlement. `proposed_on` repeats the day of the proposal,
-- so that the settlements of one organisation are paged in order without
-- sorting them all.
CREATE TABLE settlement_parties (
  settlement_id TEXT NOT NULL REFERENCES settlements (settlement_id),
  side INTEGER NOT NULL CHECK (side >= 1),
  organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
  proposed_on TEXT NOT NULL,
  PRIMARY KEY (settlement_id, side)
) STRICT, WITHOUT ROWID;

CREATE INDEX settlement_parties_by_organization
  ON settlement_parties (organization_id, proposed_on, settlement_id);

-- The due list holds a third kind of file. `file_kind` is 1 for consultations,
-- 2 for grievances, 3 for settlements, which have one row for each party that
-- is an organisation; all else is as before.
CREATE TABLE due_rows (
  organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
  file_kind INTEGER NOT NULL CHECK (file_kind IN (1, 2, 3)),
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  due_on TEXT NOT NULL,
  deadline_id TEXT NOT NULL,
  file_id TEXT NOT NULL,
  side INTEGER NOT NULL CHECK (side >= 1),
  owed_by_side INTEGER NOT NULL CHECK (owed_by_side >= 0),
  opened_at INTEGER NOT NULL,
  met_on TEXT,
  met_at INTEGER,
  ended_at INTEGER,
  PRIMARY KEY (organization_id, file_kind, is_open, due_on, deadline_id)
) STRICT, WITHOUT ROWID;

INSERT INTO due_rows
  (organization_id, file_kind, is_open, due_on, deadline_id, file_id, side,
   owed_by_side, opened_at, met_on, met_at, ended_at)
  SELECT organization_id, 2 - is_consultation, is_open, due_on, deadline_id,
    file_id, side, owed_by_side, opened_at, met_on, met_at, ended_at
  FROM deadlines;

DROP TABLE deadlines;
ALTER TABLE due_rows RENAME TO deadlines;
