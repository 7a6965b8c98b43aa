-- Who brought a newcomer and how fast a flood of messages is shown; one of us who has left keeps the name.

ALTER TABLE newcomers ADD COLUMN brought_by BIGINT;
ALTER TABLE newcomers ADD COLUMN turn_at BIGINT;
ALTER TABLE staff ADD COLUMN left_at BIGINT;

CREATE TABLE referrals (
  user_id BIGINT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  made_at BIGINT NOT NULL
);
CREATE INDEX partners_alone ON partners (created_at) WHERE manager IS NULL;

CREATE TABLE turns (
  name TEXT PRIMARY KEY,
  free_at BIGINT NOT NULL
);
