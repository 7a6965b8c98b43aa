-- Groups: the topic in which their people write, and links that were stopped because a chat went to another partner.
-- A chat has one live link of a flow; stopped ones stay, for the leads that came by them. SQLite cannot drop a UNIQUE, so
-- the table is made anew under its name.

ALTER TABLE chats ADD COLUMN thread BIGINT;

CREATE TABLE links_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  flow BIGINT NOT NULL REFERENCES flows (id),
  chat BIGINT NOT NULL REFERENCES chats (id),
  token TEXT NOT NULL UNIQUE,
  terms BIGINT NOT NULL REFERENCES terms (id),
  issued_at BIGINT NOT NULL,
  issued_by BIGINT NOT NULL,
  stopped_at BIGINT
);
INSERT INTO links_new (id, flow, chat, token, terms, issued_at, issued_by)
SELECT id, flow, chat, token, terms, issued_at, issued_by FROM links;
DROP TABLE links;
ALTER TABLE links_new RENAME TO links;
CREATE UNIQUE INDEX links_live ON links (flow, chat) WHERE stopped_at IS NULL;
CREATE INDEX links_chat ON links (chat);
CREATE INDEX links_flow ON links (flow);
