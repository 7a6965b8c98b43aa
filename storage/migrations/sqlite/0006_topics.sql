-- What a topic shows of its conversation: the look (name and icon) and the card that were applied last, and where the
-- card is pinned. `stale` says that either may be out of date; whatever changes what is shown there sets it.

ALTER TABLE conversations ADD COLUMN look TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN card TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN pinned BIGINT;
ALTER TABLE conversations ADD COLUMN shut BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN stale BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN looked_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX conversations_stale ON conversations (looked_at) WHERE stale = 1 AND topic IS NOT NULL;
CREATE INDEX conversations_forum ON conversations (forum) WHERE topic IS NOT NULL;
CREATE INDEX outbox_mirrored ON outbox (chat, sent_at) WHERE to_kind = 'topic' AND state = 'sent';

CREATE TRIGGER partners_shown AFTER UPDATE OF name, tier, manager ON partners
WHEN OLD.name <> NEW.name OR OLD.tier <> NEW.tier OR OLD.manager IS NOT NEW.manager
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat IN (SELECT id FROM chats WHERE partner = NEW.id);
END;

CREATE TRIGGER chats_shown AFTER UPDATE OF title, partner ON chats
WHEN OLD.title <> NEW.title OR OLD.partner IS NOT NEW.partner
BEGIN
  UPDATE conversations SET stale = 1
  WHERE chat = NEW.id OR chat IN (SELECT id FROM chats WHERE partner = OLD.partner OR partner = NEW.partner);
END;

CREATE TRIGGER links_made AFTER INSERT ON links
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat = NEW.chat;
END;

CREATE TRIGGER links_changed AFTER UPDATE ON links
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat = OLD.chat OR chat = NEW.chat;
END;

CREATE TRIGGER links_gone AFTER DELETE ON links
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat = OLD.chat;
END;

CREATE TRIGGER terms_made AFTER INSERT ON terms
BEGIN
  UPDATE conversations SET stale = 1
  WHERE chat IN (SELECT l.chat FROM links l JOIN flows f ON f.id = l.flow WHERE f.offer = NEW.offer);
END;

CREATE TRIGGER newcomers_answered AFTER UPDATE OF answers, payload ON newcomers
WHEN OLD.answers <> NEW.answers OR OLD.payload <> NEW.payload
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat IN (SELECT id FROM chats WHERE tg_id = NEW.user_id);
END;

CREATE TRIGGER staff_renamed AFTER UPDATE OF name ON staff
WHEN OLD.name <> NEW.name
BEGIN
  UPDATE conversations SET stale = 1
  WHERE chat IN (SELECT c.id FROM chats c JOIN partners p ON p.id = c.partner WHERE p.manager = NEW.id);
END;
