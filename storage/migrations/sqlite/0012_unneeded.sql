-- Messages that were taken to need no answer, until somebody has answered or looked at them: for the digest.
-- What a partner's message says since it was changed: the next change is held against it.

CREATE TABLE unneeded (
  conversation BIGINT NOT NULL REFERENCES conversations (id),
  message BIGINT NOT NULL,
  at BIGINT NOT NULL,
  preview TEXT NOT NULL,
  staff BIGINT,
  noted_at BIGINT NOT NULL,
  PRIMARY KEY (conversation, message)
);
CREATE INDEX unneeded_noted ON unneeded (noted_at);

CREATE TABLE edits (
  chat BIGINT NOT NULL,
  message BIGINT NOT NULL,
  text TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (chat, message)
);
CREATE INDEX edits_at ON edits (at);
