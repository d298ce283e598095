-- Consultations, grievances, and what their files have in common: numbers,
-- assignments, walls, deadlines.

-- The last number given, for each organisation, series and year. A number is
-- never reused: the files that bear the numbers set it when they are written.
CREATE TABLE number_counters (
  organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  last_number INTEGER NOT NULL CHECK (last_number >= 1),
  PRIMARY KEY (organization_id, series, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE consultations (
  consultation_id TEXT NOT NULL PRIMARY KEY,
  local_id TEXT NOT NULL REFERENCES organizations (organization_id),
  state INTEGER NOT NULL CHECK (state >= 1),
  is_restricted INTEGER NOT NULL CHECK (is_restricted IN (0, 1)),
  consulted_on TEXT NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX consultations_by_local
  ON consultations (local_id, consulted_on, consultation_id);

-- `lead_id` is the grievance to which this one is joined, while it is.
-- `record` lacks how the dates of its deadlines were counted: that is in
-- `counts`, since only an explanation or a move makes use of it. `header`
-- repeats of the record what lists show.
CREATE TABLE grievances (
  grievance_id TEXT NOT NULL PRIMARY KEY,
  state INTEGER NOT NULL CHECK (state >= 1),
  grievance_class INTEGER NOT NULL CHECK (grievance_class >= 1),
  issue_code TEXT NOT NULL,
  is_restricted INTEGER NOT NULL CHECK (is_restricted IN (0, 1)),
  submitted_on TEXT NOT NULL,
  lead_id TEXT,
  header BLOB NOT NULL,
  record BLOB NOT NULL,
  counts BLOB NOT NULL
) STRICT;

CREATE INDEX grievances_by_lead ON grievances (lead_id, grievance_id)
  WHERE lead_id IS NOT NULL;

-- Who is party to a file. `submitted_on` repeats the day of the file, so that
-- the files of one organisation are paged in order without sorting them all.
CREATE TABLE grievance_parties (
  grievance_id TEXT NOT NULL REFERENCES grievances (grievance_id),
  side INTEGER NOT NULL CHECK (side >= 1),
  organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
  establishment_id TEXT REFERENCES organizations (organization_id),
  submitted_on TEXT NOT NULL,
  PRIMARY KEY (grievance_id, side)
) STRICT, WITHOUT ROWID;

CREATE INDEX grievance_parties_by_organization
  ON grievance_parties (organization_id, submitted_on, grievance_id);
CREATE INDEX grievance_parties_by_establishment
  ON grievance_parties (establishment_id, submitted_on, grievance_id)
  WHERE establishment_id IS NOT NULL;

-- The numbers of a file: one side's own, or an external one, for which
-- organization_id is empty.
CREATE TABLE file_numbers (
  number TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  file_id TEXT NOT NULL,
  PRIMARY KEY (number, organization_id, file_id)
) STRICT, WITHOUT ROWID;

-- To whom a file is entrusted, and on which side.
CREATE TABLE file_assignments (
  file_id TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES persons (person_id),
  side INTEGER NOT NULL CHECK (side >= 1),
  from_on TEXT NOT NULL,
  until_on TEXT,
  PRIMARY KEY (file_id, person_id, side, from_on)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_assignments_by_person ON file_assignments (person_id);

-- Who may not see a file whatever their mandate is.
CREATE TABLE file_walls (
  file_id TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES persons (person_id),
  from_on TEXT NOT NULL,
  until_on TEXT,
  PRIMARY KEY (file_id, person_id, from_on)
) STRICT, WITHOUT ROWID;

-- The due list: one row for each deadline of a file and each organisation that
-- is party to the file, or the establishment that it names (for a consultation,
-- the local), so that the deadlines of one organisation are paged by their
-- dates. `is_open` is 0 once a deadline was met, ended or replaced; overdue is
-- derived on reading. While a deadline is undetermined, `due_on` is '!' and
-- the latest day that it can be due (9999-12-31 for none), and so sorts before
-- every day. The instants are those of the
-- record's deadline, for a list of what was known at an instant.
CREATE TABLE deadlines (
  organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
  is_consultation INTEGER NOT NULL CHECK (is_consultation IN (0, 1)),
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
  PRIMARY KEY (organization_id, is_consultation, is_open, due_on, deadline_id)
) STRICT, WITHOUT ROWID;
