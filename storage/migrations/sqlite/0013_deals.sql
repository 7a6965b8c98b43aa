-- Terms agreed with one partner beside those of the tiers; the leads that are counted; and what can be shown afterwards:
-- a chain of entries for each deal, every one with the hash of what came before.

ALTER TABLE terms ADD COLUMN partner BIGINT REFERENCES partners (id);
ALTER TABLE terms ADD COLUMN geo TEXT;
ALTER TABLE terms ADD COLUMN source TEXT;
ALTER TABLE terms ADD COLUMN made_by BIGINT;
ALTER TABLE terms ADD COLUMN made_at BIGINT;
CREATE INDEX terms_partner ON terms (partner, offer);

-- One is open for a partner and an offer; a partner that was merged brings its own, closed.
CREATE TABLE deals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner BIGINT NOT NULL REFERENCES partners (id),
  offer TEXT NOT NULL,
  entries BIGINT NOT NULL DEFAULT 0,
  head TEXT NOT NULL DEFAULT '',
  closed_at BIGINT
);
CREATE UNIQUE INDEX deals_open ON deals (partner, offer) WHERE closed_at IS NULL;
CREATE INDEX deals_partner ON deals (partner, offer);

CREATE TABLE evidence (
  deal BIGINT NOT NULL REFERENCES deals (id),
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (deal, number)
);
CREATE INDEX evidence_at ON evidence (deal, at);

-- A lead of a source, by its goal and its number there. `link` is null while nobody knows whose it is: it is counted nowhere.
-- All instants are the sender's where it tells them: `at` of the action, `clicked_at` of the click before it, `status_at` of
-- the status. `heard_at`: when we heard of it first.
CREATE TABLE leads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source BIGINT NOT NULL,
  goal TEXT NOT NULL,
  external TEXT NOT NULL,
  link BIGINT REFERENCES links (id),
  flow BIGINT REFERENCES flows (id),
  status TEXT NOT NULL,
  amount TEXT,
  currency TEXT,
  clicked_at BIGINT,
  at BIGINT NOT NULL,
  status_at BIGINT,
  heard_at BIGINT NOT NULL,
  UNIQUE (source, goal, external)
);
CREATE INDEX leads_flow ON leads (flow, goal, at);
CREATE INDEX leads_link ON leads (link, goal, at);
CREATE INDEX leads_heard ON leads (heard_at);

-- Flows whose leads have changed since their caps were looked at; filled with the leads, in the same transaction.
CREATE TABLE recounts (
  flow BIGINT PRIMARY KEY REFERENCES flows (id)
);
