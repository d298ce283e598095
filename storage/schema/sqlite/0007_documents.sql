-- Documents of files. Their contents are files beside the store.

-- `series` is 0 for the shared documents of a file, which are numbered in
-- common, else the side whose own document it is. `stored_name` names the
-- content.
CREATE TABLE documents (
  document_id TEXT NOT NULL PRIMARY KEY,
  file_id TEXT NOT NULL,
  series INTEGER NOT NULL CHECK (series >= 0),
  number INTEGER NOT NULL CHECK (number >= 1),
  stored_name TEXT NOT NULL,
  record BLOB NOT NULL,
  UNIQUE (file_id, series, number)
) STRICT;

CREATE INDEX documents_by_content ON documents (stored_name);
