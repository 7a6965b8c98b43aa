-- Who works when, beyond the rotations of desk.yaml: changes by hand, absences and swaps; who was on shift when time last
-- looked (whoever is new there is handed over to, and says "I am here"); which gaps ahead have been told of.

CREATE TABLE overrides (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL CHECK (end_at > start_at),
  staff_out BIGINT,
  staff_in BIGINT,
  made_by BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  removed_at BIGINT,
  CHECK (staff_out IS NOT NULL OR staff_in IS NOT NULL)
);
CREATE INDEX overrides_end ON overrides (end_at) WHERE removed_at IS NULL;

CREATE TABLE absences (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff BIGINT NOT NULL,
  deputy BIGINT,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL CHECK (end_at > start_at),
  made_by BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX absences_end ON absences (end_at) WHERE removed_at IS NULL;

CREATE TABLE swaps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  asker BIGINT NOT NULL,
  other BIGINT NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  back_start BIGINT,
  back_end BIGINT,
  state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'accepted', 'declined', 'withdrawn', 'untaken')),
  asked_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX swaps_asked ON swaps (start_at) WHERE state = 'asked';

CREATE TABLE on_duty (
  staff BIGINT PRIMARY KEY,
  since BIGINT NOT NULL,
  relieves TEXT NOT NULL DEFAULT '[]',
  here_at BIGINT,
  missed_at BIGINT
);

CREATE TABLE rounds (
  name TEXT PRIMARY KEY,
  due_at BIGINT NOT NULL,
  empty_at BIGINT
);

CREATE TABLE gaps_told (
  start_at BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  told_at BIGINT NOT NULL,
  PRIMARY KEY (start_at, stage)
);
