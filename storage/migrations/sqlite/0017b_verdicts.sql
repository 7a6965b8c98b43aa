-- What is to be decided after a test, and which ends of VIP tiers managers were told of.

-- Of a test cap that is full: asked when its hold has passed, called when nobody has decided by `due_at`. `next_at`: when it is
-- looked at next. `conversation` is the topic in which it was asked.
CREATE TABLE verdicts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cap_window BIGINT NOT NULL UNIQUE REFERENCES cap_windows (id),
  next_at BIGINT,
  conversation BIGINT REFERENCES conversations (id),
  asked_at BIGINT,
  due_at BIGINT,
  decided_at BIGINT,
  what TEXT,
  staff BIGINT
);
CREATE INDEX verdicts_next ON verdicts (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE vip_told (
  partner BIGINT NOT NULL REFERENCES partners (id),
  ends_at BIGINT NOT NULL,
  days BIGINT NOT NULL,
  PRIMARY KEY (partner, ends_at, days)
);

-- A chat whose link was stopped and given anew is told nothing twice: its window is opened again.
CREATE INDEX cap_windows_closed ON cap_windows (partner, offer, start) WHERE closed_at IS NOT NULL;
