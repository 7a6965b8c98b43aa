-- Faithful copies: how each was shown, whose reactions stand under it, which albums are notes, who spoke last where.

ALTER TABLE copies ADD COLUMN what TEXT NOT NULL DEFAULT 'text';
ALTER TABLE copies ADD COLUMN file_key TEXT;
ALTER TABLE copies ADD COLUMN headed BIGINT NOT NULL DEFAULT 0;

CREATE TABLE reactions (
  chat BIGINT NOT NULL,
  message BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  emoji TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (chat, message, user_id)
);

ALTER TABLE notes ADD COLUMN album TEXT;
CREATE INDEX notes_album ON notes (chat, album) WHERE album IS NOT NULL;

ALTER TABLE conversations ADD COLUMN spoke_topic TEXT;
ALTER TABLE conversations ADD COLUMN spoke_chat TEXT;

CREATE INDEX outbox_album ON outbox (cause) WHERE kind = 'album';
CREATE INDEX outbox_told ON outbox (chat, message) WHERE lane = 2 AND state = 'sent';
