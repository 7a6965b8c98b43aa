-- Terms of one partner that change: tiers with their time, what is to be confirmed, who was told of which change, and the
-- summary pinned in each chat.

ALTER TABLE terms ADD COLUMN until BIGINT;
ALTER TABLE partners ADD COLUMN tier_until BIGINT;
CREATE INDEX terms_begin ON terms (valid_from);
CREATE INDEX terms_end ON terms (valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX evidence_terms ON evidence (deal) WHERE kind = 'terms';

-- The tiers a partner has had and will have, each from an instant on. One without a row has always had that of its own row.
CREATE TABLE tiers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner BIGINT NOT NULL REFERENCES partners (id),
  tier TEXT NOT NULL CHECK (tier IN ('new', 'verified', 'vip')),
  at BIGINT NOT NULL,
  made_by BIGINT,
  UNIQUE (partner, at)
);
CREATE INDEX tiers_at ON tiers (at);

-- A change as it stands on a confirm screen, until somebody presses there.
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation BIGINT NOT NULL REFERENCES conversations (id),
  partner BIGINT NOT NULL REFERENCES partners (id),
  what TEXT NOT NULL,
  made_by BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  done_at BIGINT
);
CREATE INDEX drafts_partner ON drafts (partner);

-- Another version binds links of a partner from `at` on: `before` (0: none did) gives way to `after`. Each is told to each
-- of the partner's chats that has such a link; `conversation` is the topic in which it was published, if it was in one.
CREATE TABLE term_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner BIGINT NOT NULL REFERENCES partners (id),
  offer TEXT NOT NULL,
  before BIGINT NOT NULL,
  after BIGINT NOT NULL REFERENCES terms (id),
  at BIGINT NOT NULL,
  conversation BIGINT,
  made_at BIGINT NOT NULL,
  begun BIGINT NOT NULL DEFAULT 0,
  UNIQUE (partner, before, after, at)
);
CREATE INDEX term_changes_open ON term_changes (at) WHERE begun = 0;

CREATE TABLE announcements (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  change BIGINT NOT NULL REFERENCES term_changes (id),
  chat BIGINT NOT NULL REFERENCES chats (id),
  told_at BIGINT,
  message BIGINT,
  untold TEXT,
  UNIQUE (change, chat)
);
CREATE INDEX announcements_chat ON announcements (chat);

-- Chats whose pinned summary, or whose links' terms, may be out of date; `shown` is a digest of the summary as it was sent.
CREATE TABLE summaries (
  chat BIGINT PRIMARY KEY REFERENCES chats (id),
  shown TEXT NOT NULL DEFAULT '',
  stale BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX summaries_stale ON summaries (chat) WHERE stale = 1;
INSERT INTO summaries (chat) SELECT DISTINCT chat FROM links WHERE stopped_at IS NULL;

CREATE TRIGGER links_summed AFTER INSERT ON links
BEGIN
  UPDATE summaries SET stale = 1 WHERE chat = NEW.chat;
  INSERT INTO summaries (chat) SELECT NEW.chat WHERE NOT EXISTS (SELECT 1 FROM summaries WHERE chat = NEW.chat);
END;

CREATE TRIGGER links_stopped AFTER UPDATE OF stopped_at, flow ON links
BEGIN
  UPDATE summaries SET stale = 1 WHERE chat = NEW.chat;
END;

CREATE TRIGGER terms_summed AFTER INSERT ON terms
BEGIN
  UPDATE summaries SET stale = 1 WHERE chat IN (SELECT l.chat FROM links l JOIN flows f ON f.id = l.flow
    WHERE f.offer = NEW.offer AND (NEW.partner IS NULL OR f.partner = NEW.partner) AND l.stopped_at IS NULL);
END;

CREATE TRIGGER terms_moved AFTER UPDATE OF valid_from, valid_to ON terms
BEGIN
  UPDATE summaries SET stale = 1 WHERE chat IN (SELECT l.chat FROM links l JOIN flows f ON f.id = l.flow
    WHERE f.offer = NEW.offer AND (NEW.partner IS NULL OR f.partner = NEW.partner) AND l.stopped_at IS NULL);
  UPDATE conversations SET stale = 1 WHERE chat IN (SELECT l.chat FROM links l JOIN flows f ON f.id = l.flow
    WHERE f.offer = NEW.offer AND (NEW.partner IS NULL OR f.partner = NEW.partner) AND l.stopped_at IS NULL);
END;

CREATE TRIGGER acceptances_shown AFTER INSERT ON acceptances
BEGIN
  UPDATE conversations SET stale = 1 WHERE chat = NEW.chat;
END;
