-- Where leads come from: trackers that call us, files, and people; each call as it came, and every status of every lead.

-- `settings` is JSON (desk/sources.py). `heard_at`: what has been counted came until then. `silent_at`: silence was told then.
CREATE TABLE sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  platform TEXT NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}',
  made_by BIGINT,
  made_at BIGINT NOT NULL,
  closed_at BIGINT,
  heard_at BIGINT,
  silent_at BIGINT
);

-- Hashes only. Two are valid at once while one takes the place of the other.
CREATE TABLE source_secrets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source BIGINT NOT NULL REFERENCES sources (id),
  hash TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ends_at BIGINT
);
CREATE INDEX source_secrets_source ON source_secrets (source);

-- Whoever opens the page of a ticket gets the address with a new secret, once.
CREATE TABLE source_tickets (
  hash TEXT PRIMARY KEY,
  source BIGINT NOT NULL REFERENCES sources (id),
  staff BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);

-- The journal: `raw` are the parameters as they came, without the secret. `outcome` is null until it has been counted.
CREATE TABLE postbacks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source BIGINT NOT NULL REFERENCES sources (id),
  received_at BIGINT NOT NULL,
  raw TEXT NOT NULL,
  outcome TEXT,
  why TEXT,
  lead BIGINT
);
CREATE INDEX postbacks_open ON postbacks (id) WHERE outcome IS NULL;
CREATE INDEX postbacks_source ON postbacks (source, received_at);
CREATE INDEX postbacks_lead ON postbacks (lead);

-- What was heard about a lead; the lead is a function of the set of these. The same said twice is one row (`print`), heard
-- when it was heard first. `at` is the sender's.
CREATE TABLE lead_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lead BIGINT NOT NULL REFERENCES leads (id),
  print TEXT NOT NULL,
  word TEXT NOT NULL,
  at BIGINT,
  clicked_at BIGINT,
  amount TEXT,
  currency TEXT,
  link BIGINT REFERENCES links (id),
  heard_at BIGINT NOT NULL,
  postback BIGINT,
  made_by BIGINT,
  UNIQUE (lead, print)
);
CREATE INDEX leads_source ON leads (flow, source);

-- What a person wants to have counted, and has to confirm: so many leads of a link by hand, or a file.
CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff BIGINT NOT NULL,
  source BIGINT REFERENCES sources (id),
  link BIGINT REFERENCES links (id),
  goal TEXT,
  count BIGINT,
  name TEXT NOT NULL DEFAULT '',
  data TEXT NOT NULL DEFAULT '',
  made_at BIGINT NOT NULL,
  done_at BIGINT
);

-- What the manager was told about a source, so that it is told once.
CREATE TABLE source_notices (
  source BIGINT NOT NULL REFERENCES sources (id),
  what TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (source, what)
);
