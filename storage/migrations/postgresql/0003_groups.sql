-- Groups: the topic in which their people write, and links that were stopped because a chat went to another partner.
-- A chat has one live link of a flow; stopped ones stay, for the leads that came by them.

ALTER TABLE chats ADD COLUMN thread BIGINT;

ALTER TABLE links ADD COLUMN stopped_at BIGINT;
ALTER TABLE links DROP CONSTRAINT links_flow_chat_key;
CREATE UNIQUE INDEX links_live ON links (flow, chat) WHERE stopped_at IS NULL;
CREATE INDEX links_flow ON links (flow);
