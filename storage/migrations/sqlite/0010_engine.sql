-- When each part of the engine last did its work, and how far it came.

CREATE TABLE marks (
  name TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  reached BIGINT NOT NULL DEFAULT 0
);
