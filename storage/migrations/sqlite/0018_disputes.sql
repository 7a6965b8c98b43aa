-- What a partner, or one of us for it, does not agree with: asked for (`words` is null until it is said what), open, settled.

CREATE TABLE disputes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner BIGINT NOT NULL REFERENCES partners (id),
  offer TEXT NOT NULL,
  chat BIGINT NOT NULL REFERENCES chats (id),
  user_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  words TEXT,
  opened_at BIGINT NOT NULL,
  owner BIGINT,
  due_at BIGINT,
  called_at BIGINT,
  state TEXT NOT NULL DEFAULT 'asked',
  reason TEXT,
  settled_at BIGINT
);
CREATE INDEX disputes_asked ON disputes (chat) WHERE state = 'asked';
CREATE INDEX disputes_open ON disputes (partner) WHERE state = 'open';
CREATE INDEX disputes_due ON disputes (due_at) WHERE state = 'open' AND called_at IS NULL;
