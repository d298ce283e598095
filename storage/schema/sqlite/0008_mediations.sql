-- Mediations, and who stands where in them.

CREATE TABLE mediations (
  mediation_id TEXT NOT NULL PRIMARY KEY,
  state INTEGER NOT NULL CHECK (state >= 1),
  requested_on TEXT NOT NULL,
  record BLOB NOT NULL
) STRICT;

-- Everybody to whom a mediation shows: `part` is 1 for a party, 2 for a
-- mediator, 3 for an assistant, 4 for the office that keeps it. Nobody else has
-- a row; before the admission the other parties have none. `place` puts the
-- rows of one mediation in order, parties first: who stands in two places is
-- taken to stand in the first. What is said in it is read by who has no
-- `content_until`; of what was given by that day by a party that left then; an
-- empty one reads nothing of it. `requested_on` repeats the day of the request,
-- so that the mediations of one organisation or person are paged in order
-- without sorting them all.
CREATE TABLE mediation_parts (
  mediation_id TEXT NOT NULL REFERENCES mediations (mediation_id),
  place INTEGER NOT NULL CHECK (place >= 1),
  part INTEGER NOT NULL CHECK (part BETWEEN 1 AND 4),
  side INTEGER NOT NULL CHECK (side >= 0),
  organization_id TEXT REFERENCES organizations (organization_id),
  establishment_id TEXT REFERENCES organizations (organization_id),
  person_id TEXT REFERENCES persons (person_id),
  content_until TEXT,
  requested_on TEXT NOT NULL,
  CHECK ((organization_id IS NULL) <> (person_id IS NULL)),
  PRIMARY KEY (mediation_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX mediation_parts_by_organization
  ON mediation_parts (organization_id, requested_on, mediation_id)
  WHERE organization_id IS NOT NULL;
CREATE INDEX mediation_parts_by_establishment
  ON mediation_parts (establishment_id, requested_on, mediation_id)
  WHERE establishment_id IS NOT NULL;
CREATE INDEX mediation_parts_by_person
  ON mediation_parts (person_id, requested_on, mediation_id)
  WHERE person_id IS NOT NULL;

-- What was said in mediations. `series` is the side that gave it apart, or 0
-- for what was given to all: in each, the items are numbered.
CREATE TABLE mediation_items (
  item_id TEXT NOT NULL PRIMARY KEY,
  mediation_id TEXT NOT NULL REFERENCES mediations (mediation_id),
  series INTEGER NOT NULL CHECK (series >= 0),
  number INTEGER NOT NULL CHECK (number >= 1),
  given_on TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX mediation_items_by_number
  ON mediation_items (mediation_id, series, number);
CREATE INDEX mediation_items_by_mediation
  ON mediation_items (mediation_id, created_at, item_id);

-- To which sides an item that was given apart was released.
CREATE TABLE mediation_item_releases (
  item_id TEXT NOT NULL REFERENCES mediation_items (item_id),
  side INTEGER NOT NULL CHECK (side >= 1),
  PRIMARY KEY (item_id, side)
) STRICT, WITHOUT ROWID;

-- What mediators wrote for themselves. `destroy_on` is empty once the note was
-- destroyed.
CREATE TABLE mediator_notes (
  note_id TEXT NOT NULL PRIMARY KEY,
  mediation_id TEXT NOT NULL REFERENCES mediations (mediation_id),
  author_id TEXT NOT NULL REFERENCES persons (person_id),
  number INTEGER NOT NULL CHECK (number >= 1),
  is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
  destroy_on TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX mediator_notes_by_number
  ON mediator_notes (mediation_id, author_id, number);
CREATE INDEX mediator_notes_by_mediation
  ON mediator_notes (mediation_id, created_at, note_id);
CREATE INDEX mediator_notes_by_destruction
  ON mediator_notes (destroy_on, note_id);

-- The due list holds the deadlines of mediations. `holder_id` is the
-- organisation or establishment, or of a mediation the person, in whose list
-- the row stands; `side` is 0 for who is no party. `file_kind` is 6 for
-- mediations; all else is as before.
CREATE TABLE due_rows (
  holder_id TEXT NOT NULL,
  file_kind INTEGER NOT NULL CHECK (file_kind BETWEEN 1 AND 6),
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  due_on TEXT NOT NULL,
  deadline_id TEXT NOT NULL,
  file_id TEXT NOT NULL,
  side INTEGER NOT NULL CHECK (side >= 0),
  owed_by_side INTEGER NOT NULL CHECK (owed_by_side >= 0),
  opened_at INTEGER NOT NULL,
  met_on TEXT,
  met_at INTEGER,
  ended_at INTEGER,
  PRIMARY KEY (holder_id, file_kind, is_open, due_on, deadline_id)
) STRICT, WITHOUT ROWID;

INSERT INTO due_rows
  (holder_id, file_kind, is_open, due_on, deadline_id, file_id, side,
   owed_by_side, opened_at, met_on, met_at, ended_at)
  SELECT organization_id, file_kind, is_open, due_on, deadline_id, file_id,
    side, owed_by_side, opened_at, met_on, met_at, ended_at
  FROM deadlines;

DROP TABLE deadlines;
ALTER TABLE due_rows RENAME TO deadlines;
