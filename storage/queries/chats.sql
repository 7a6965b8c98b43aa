-- name: add!
INSERT INTO chats (tg_id, kind, title, partner, locale, status) VALUES (:tg_id, :kind, :title, :partner, :locale, 'in')
ON CONFLICT (tg_id) DO NOTHING;

-- name: by_tg
-- By the id it has, or had before it became a supergroup: updates from before may be worked off after that.
SELECT id, tg_id, kind, title, partner, locale, status FROM chats WHERE tg_id = :tg_id OR was = :tg_id
ORDER BY CASE WHEN tg_id = :tg_id THEN 0 ELSE 1 END LIMIT 1;

-- name: by_id
SELECT id, tg_id, kind, title, partner, locale, status FROM chats WHERE id = :id;

-- name: of_partner
SELECT id, tg_id, kind, title, partner, locale, status FROM chats WHERE partner = :partner ORDER BY id;

-- name: bind!
UPDATE chats SET partner = :partner WHERE id = :id;

-- name: set_status!
UPDATE chats SET status = :status WHERE tg_id = :tg_id;

-- name: retitle!
UPDATE chats SET title = :title WHERE id = :id;

-- name: set_locale!
UPDATE chats SET locale = :locale, chose_locale = 1 WHERE tg_id = :tg_id;

-- name: chose_locale!
UPDATE newcomers SET chose_locale = 1 WHERE user_id = :tg_id;

-- name: say_unbound
UPDATE chats SET said_unbound = 1 WHERE id = :id AND said_unbound = 0 RETURNING id;

-- name: strays
-- The new group was heard of before word of the migration came, and made a chat of its own that nobody has bound.
SELECT id FROM chats WHERE tg_id = :new AND partner IS NULL AND EXISTS (SELECT 1 FROM chats o WHERE o.tg_id = :old)
  AND NOT EXISTS (SELECT 1 FROM conversations v WHERE v.chat = chats.id);

-- name: drop!
DELETE FROM chats WHERE id = :id;

-- name: revoke!
UPDATE outbox SET state = 'revoked' WHERE to_kind = 'chat' AND to_id = :id AND state = 'queued';

-- name: heard_in!
-- The topic of a group in which somebody of the partner spoke last; NULL: General, or a group without topics.
UPDATE chats SET thread = :thread WHERE tg_id = :tg_id;

-- name: forget_thread!
UPDATE chats SET thread = NULL WHERE id = :id;

-- name: migrate!
UPDATE chats SET tg_id = :new, was = :old WHERE tg_id = :old AND NOT EXISTS (SELECT 1 FROM chats x WHERE x.tg_id = :new);

-- name: forums
SELECT tg_id FROM forums ORDER BY added_at, tg_id;

-- name: add_forum!
INSERT INTO forums (tg_id, added_at) VALUES (:tg_id, :added_at) ON CONFLICT (tg_id) DO NOTHING;

-- name: drop_forum!
DELETE FROM forums WHERE tg_id = :tg_id;

-- name: migrate_forum!
UPDATE forums SET tg_id = :new WHERE tg_id = :old AND NOT EXISTS (SELECT 1 FROM forums x WHERE x.tg_id = :new);

-- name: migrate_topics!
UPDATE conversations SET forum = :new WHERE forum = :old;

-- name: migrate_letters!
UPDATE outbox SET to_id = :new WHERE to_kind = 'telegram' AND to_id = :old AND state IN ('queued', 'sending');

-- name: migrate_slots!
-- What was written before has other numbers there, and cannot be edited any more.
DELETE FROM slots WHERE chat = :old;
