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

CREATE FUNCTION partners_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat IN (SELECT id FROM chats WHERE partner = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER partners_shown AFTER UPDATE OF name, tier, manager ON partners FOR EACH ROW
WHEN (OLD.name <> NEW.name OR OLD.tier <> NEW.tier OR OLD.manager IS DISTINCT FROM NEW.manager)
EXECUTE FUNCTION partners_shown();

CREATE FUNCTION chats_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations SET stale = 1
  WHERE chat = NEW.id OR chat IN (SELECT id FROM chats WHERE partner = OLD.partner OR partner = NEW.partner);
  RETURN NULL;
END $$;
CREATE TRIGGER chats_shown AFTER UPDATE OF title, partner ON chats FOR EACH ROW
WHEN (OLD.title <> NEW.title OR OLD.partner IS DISTINCT FROM NEW.partner)
EXECUTE FUNCTION chats_shown();

CREATE FUNCTION links_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat = NEW.chat;
  RETURN NULL;
END $$;
CREATE TRIGGER links_made AFTER INSERT ON links FOR EACH ROW EXECUTE FUNCTION links_made();

CREATE FUNCTION links_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat = OLD.chat OR chat = NEW.chat;
  RETURN NULL;
END $$;
CREATE TRIGGER links_changed AFTER UPDATE ON links FOR EACH ROW EXECUTE FUNCTION links_changed();

CREATE FUNCTION links_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat = OLD.chat;
  RETURN NULL;
END $$;
CREATE TRIGGER links_gone AFTER DELETE ON links FOR EACH ROW EXECUTE FUNCTION links_gone();

CREATE FUNCTION terms_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations SET stale = 1
  WHERE chat IN (SELECT l.chat FROM links l JOIN flows f ON f.id = l.flow WHERE f.offer = NEW.offer);
  RETURN NULL;
END $$;
CREATE TRIGGER terms_made AFTER INSERT ON terms FOR EACH ROW EXECUTE FUNCTION terms_made();

CREATE FUNCTION newcomers_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat IN (SELECT id FROM chats WHERE tg_id = NEW.user_id);
  RETURN NULL;
END $$;
CREATE TRIGGER newcomers_answered AFTER UPDATE OF answers, payload ON newcomers FOR EACH ROW
WHEN (OLD.answers <> NEW.answers OR OLD.payload <> NEW.payload)
EXECUTE FUNCTION newcomers_answered();

CREATE FUNCTION staff_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations SET stale = 1
  WHERE chat IN (SELECT c.id FROM chats c JOIN partners p ON p.id = c.partner WHERE p.manager = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER staff_renamed AFTER UPDATE OF name ON staff FOR EACH ROW
WHEN (OLD.name <> NEW.name)
EXECUTE FUNCTION staff_renamed();
