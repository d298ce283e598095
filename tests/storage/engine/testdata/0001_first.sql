-- The first.
CREATE TABLE word (text TEXT NOT NULL) STRICT;
