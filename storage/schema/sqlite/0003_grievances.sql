-- Consultations, grievances, and what their files have in common: numbers,
-- assignments, walls, deadlines.

-- The last number given, for each organisation, series and year. A number is
-- never reused.
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
  consulted_on TEXT NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX consultations_by_local
  ON consultations (local_id, consulted_on, consultation_id);

CREATE TABLE grievances (
  grievance_id TEXT NOT NULL PRIMARY KEY,
  state INTEGER NOT NULL CHECK (state >= 1),
  grievance_class INTEGER NOT NULL CHECK (grievance_class >= 1),
  issue_code TEXT NOT NULL,
  is_restricted INTEGER NOT NULL CHECK (is_restricted IN (0, 1)),
  submitted_on TEXT NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX grievances_by_submitted
  ON grievances (submitted_on, grievance_id);

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

CREATE INDEX file_numbers_by_file ON file_numbers (file_id);

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

-- Computed dates, one row for each deadline of a file. `is_open` is 0 once
-- the deadline was met or superseded; overdue is derived on reading.
CREATE TABLE deadlines (
  deadline_id TEXT NOT NULL PRIMARY KEY,
  file_id TEXT NOT NULL,
  owed_by_side INTEGER NOT NULL CHECK (owed_by_side >= 1),
  due_on TEXT,
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  is_consultation INTEGER NOT NULL CHECK (is_consultation IN (0, 1))
) STRICT;

CREATE INDEX deadlines_by_file ON deadlines (file_id);
CREATE INDEX deadlines_by_due ON deadlines (due_on, deadline_id)
  WHERE is_open = 1;
