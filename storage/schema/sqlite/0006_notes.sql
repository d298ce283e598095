-- Each side's own notes on files, and by whom files are found.

-- `deadline_id` is that of the next contact, for a note that sets a day for it.
CREATE TABLE notes (
  note_id TEXT NOT NULL PRIMARY KEY,
  noted_file_id TEXT NOT NULL,
  side INTEGER NOT NULL CHECK (side >= 1),
  number INTEGER NOT NULL CHECK (number >= 1),
  created_at INTEGER NOT NULL,
  deadline_id TEXT,
  record BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX notes_by_file ON notes (noted_file_id, side, number);
CREATE UNIQUE INDEX notes_by_deadline ON notes (deadline_id)
  WHERE deadline_id IS NOT NULL;

-- Which files a person is in. `person_tag` is a keyed hash of the person's id:
-- without the key file it tells of nobody.
CREATE TABLE file_persons (
  person_tag TEXT NOT NULL,
  file_id TEXT NOT NULL,
  PRIMARY KEY (person_tag, file_id)
) STRICT, WITHOUT ROWID;

-- The due list holds the next contacts. `file_kind` is 4 for notes on
-- grievances and 5 for notes on consultations, of which `file_id` is the
-- grievance or the consultation; all else is as before.
CREATE TABLE due_rows (
  organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
  file_kind INTEGER NOT NULL CHECK (file_kind BETWEEN 1 AND 5),
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
  SELECT organization_id, file_kind, is_open, due_on, deadline_id, file_id,
    side, owed_by_side, opened_at, met_on, met_at, ended_at
  FROM deadlines;

DROP TABLE deadlines;
ALTER TABLE due_rows RENAME TO deadlines;
