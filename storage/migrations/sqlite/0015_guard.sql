-- Who of a partner may accept terms; who is in a chat, and has been shown the terms there; what staff approved; and which
-- tracking links were written by hand.

ALTER TABLE contacts ADD COLUMN role TEXT;
ALTER TABLE contacts ADD COLUMN acceptor INTEGER NOT NULL DEFAULT 0;
CREATE INDEX contacts_acceptors ON contacts (partner) WHERE acceptor = 1;

-- People of partners who came into a chat or wrote there. `told` names the letter that showed them the terms as to a new face.
CREATE TABLE members (
  chat BIGINT NOT NULL REFERENCES chats (id),
  user_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  left_at BIGINT,
  told TEXT,
  read_at BIGINT,
  PRIMARY KEY (chat, user_id)
);
CREATE INDEX members_told ON members (told) WHERE told IS NOT NULL;

-- Flows of offers that staff give out: asked for, given once for all chats of the partner, or refused.
CREATE TABLE approvals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner BIGINT NOT NULL REFERENCES partners (id),
  offer TEXT NOT NULL,
  geo TEXT NOT NULL,
  source TEXT NOT NULL,
  chat BIGINT NOT NULL REFERENCES chats (id),
  user_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'given', 'refused')),
  asked_at BIGINT NOT NULL,
  decided_at BIGINT,
  staff BIGINT,
  reason TEXT,
  UNIQUE (partner, offer, geo, source)
);

-- `what` is the link by its number, or the offer where the address names no link of ours.
CREATE TABLE pastes (
  chat BIGINT NOT NULL REFERENCES chats (id),
  message BIGINT NOT NULL,
  what TEXT NOT NULL,
  at BIGINT NOT NULL,
  answered INTEGER NOT NULL,
  PRIMARY KEY (chat, message, what)
);
CREATE INDEX pastes_lately ON pastes (chat, what, at);

-- An address may have lost its capitals on the way.
CREATE INDEX links_token ON links (LOWER(token));
