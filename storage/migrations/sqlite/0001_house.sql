-- The house: what is received, what is to be said, who is who, what waits, which links were issued.
-- Instants are integer milliseconds UTC; ids of chats and users are Telegram's; JSON is text.

CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE inbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  update_id BIGINT NOT NULL UNIQUE,
  chat BIGINT NOT NULL,
  raw TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'parked')),
  tries BIGINT NOT NULL DEFAULT 0,
  not_before BIGINT NOT NULL DEFAULT 0,
  error TEXT
);
CREATE INDEX inbox_open ON inbox (chat, seq) WHERE state = 'new';
CREATE INDEX inbox_new ON inbox (seq) WHERE state = 'new';

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  to_kind TEXT NOT NULL CHECK (to_kind IN ('chat', 'topic', 'staff', 'user', 'telegram')),
  to_id BIGINT NOT NULL,
  lane BIGINT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  params TEXT NOT NULL,
  buttons TEXT NOT NULL,
  options TEXT NOT NULL,
  once TEXT UNIQUE,
  slot TEXT,
  cause TEXT,
  reply_chat BIGINT,
  reply_message BIGINT,
  not_before BIGINT NOT NULL,
  expires_at BIGINT,
  on_unknown TEXT NOT NULL CHECK (on_unknown IN ('resend', 'drop')),
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'dead', 'revoked')),
  epoch BIGINT NOT NULL DEFAULT 0,
  tries BIGINT NOT NULL DEFAULT 0,
  unknowns BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  chat BIGINT,
  message BIGINT,
  text TEXT,
  error TEXT
);
CREATE INDEX outbox_open ON outbox (lane, id) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (epoch) WHERE state = 'sending';
CREATE INDEX outbox_slot ON outbox (slot) WHERE state = 'queued';
CREATE INDEX outbox_cause ON outbox (cause) WHERE state = 'queued';

CREATE TABLE slots (
  slot TEXT PRIMARY KEY,
  chat BIGINT NOT NULL,
  message BIGINT NOT NULL
);

CREATE TABLE copies (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation BIGINT NOT NULL,
  src_chat BIGINT NOT NULL,
  src_message BIGINT NOT NULL,
  dst_chat BIGINT NOT NULL,
  dst_message BIGINT NOT NULL
);
CREATE INDEX copies_src ON copies (src_chat, src_message);
CREATE INDEX copies_dst ON copies (dst_chat, dst_message);

CREATE TABLE notes (
  chat BIGINT NOT NULL,
  message BIGINT NOT NULL,
  PRIMARY KEY (chat, message)
);

CREATE TABLE staff (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id BIGINT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  username TEXT,
  role TEXT NOT NULL CHECK (role IN ('sub', 'senior', 'manager', 'head')),
  locale TEXT NOT NULL,
  zone TEXT NOT NULL,
  reach TEXT NOT NULL CHECK (reach IN ('ok', 'never_started', 'blocked', 'gone')),
  digest_at BIGINT,
  joined_at BIGINT NOT NULL
);
CREATE INDEX staff_digest ON staff (digest_at) WHERE digest_at IS NOT NULL;

CREATE TABLE invites (
  token TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  made_by BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_by BIGINT,
  used_at BIGINT
);

CREATE TABLE forums (
  tg_id BIGINT PRIMARY KEY,
  added_at BIGINT NOT NULL
);

CREATE TABLE partners (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('new', 'verified', 'vip')),
  manager BIGINT,
  created_at BIGINT NOT NULL
);

CREATE TABLE contacts (
  user_id BIGINT PRIMARY KEY,
  partner BIGINT NOT NULL REFERENCES partners (id),
  name TEXT NOT NULL,
  username TEXT,
  locale TEXT NOT NULL
);

CREATE TABLE newcomers (
  user_id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  username TEXT,
  locale TEXT NOT NULL,
  payload TEXT NOT NULL,
  step TEXT NOT NULL,
  answers TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  due_at BIGINT,
  met_at BIGINT
);
CREATE INDEX newcomers_due ON newcomers (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE chats (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  tg_id BIGINT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('private', 'group')),
  title TEXT NOT NULL,
  partner BIGINT REFERENCES partners (id),
  locale TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('in', 'left')),
  said_unbound BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX chats_partner ON chats (partner);

CREATE TABLE conversations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat BIGINT NOT NULL UNIQUE REFERENCES chats (id),
  forum BIGINT,
  topic BIGINT,
  state TEXT NOT NULL,
  events BIGINT NOT NULL DEFAULT 0,
  waiting_since BIGINT,
  next_action_at BIGINT
);
CREATE UNIQUE INDEX conversations_topic ON conversations (forum, topic) WHERE topic IS NOT NULL;
CREATE INDEX conversations_due ON conversations (next_action_at) WHERE next_action_at IS NOT NULL;
CREATE INDEX conversations_adrift ON conversations (id) WHERE waiting_since IS NOT NULL AND next_action_at IS NULL;
CREATE INDEX conversations_waiting ON conversations (waiting_since) WHERE waiting_since IS NOT NULL;

CREATE TABLE events (
  conversation BIGINT NOT NULL REFERENCES conversations (id),
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL,
  at BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (conversation, seq)
);

CREATE TABLE episodes (
  conversation BIGINT NOT NULL REFERENCES conversations (id),
  number BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  staff BIGINT,
  how TEXT,
  level BIGINT NOT NULL DEFAULT -1,
  PRIMARY KEY (conversation, number)
);
CREATE INDEX episodes_started ON episodes (started_at);

CREATE TABLE policies (
  version TEXT PRIMARY KEY,
  body TEXT NOT NULL
);

CREATE TABLE terms (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  offer TEXT NOT NULL,
  tier TEXT NOT NULL,
  number BIGINT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT,
  UNIQUE (offer, tier, number)
);

CREATE TABLE flows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner BIGINT NOT NULL REFERENCES partners (id),
  offer TEXT NOT NULL,
  geo TEXT NOT NULL,
  source TEXT NOT NULL,
  UNIQUE (partner, offer, geo, source)
);

CREATE TABLE links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  flow BIGINT NOT NULL REFERENCES flows (id),
  chat BIGINT NOT NULL REFERENCES chats (id),
  token TEXT NOT NULL UNIQUE,
  terms BIGINT NOT NULL REFERENCES terms (id),
  issued_at BIGINT NOT NULL,
  issued_by BIGINT NOT NULL,
  UNIQUE (flow, chat)
);
CREATE INDEX links_chat ON links (chat);

CREATE TABLE exposures (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  flow BIGINT NOT NULL REFERENCES flows (id),
  link BIGINT REFERENCES links (id),
  terms BIGINT NOT NULL REFERENCES terms (id),
  chat BIGINT NOT NULL REFERENCES chats (id),
  letter TEXT NOT NULL,
  shown_at BIGINT,
  message BIGINT,
  UNIQUE (letter, flow)
);
CREATE INDEX exposures_chat ON exposures (chat, terms);

CREATE TABLE acceptances (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  link BIGINT NOT NULL REFERENCES links (id),
  terms BIGINT NOT NULL REFERENCES terms (id),
  chat BIGINT NOT NULL REFERENCES chats (id),
  user_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('accepted', 'read')),
  at BIGINT NOT NULL,
  UNIQUE (link, terms, user_id)
);

CREATE TABLE digests (
  staff BIGINT NOT NULL,
  day TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (staff, day)
);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  action TEXT NOT NULL,
  data TEXT NOT NULL
);
