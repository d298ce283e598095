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
-- taken to stand in the first. `requested_on` repeats the day of the request,
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
