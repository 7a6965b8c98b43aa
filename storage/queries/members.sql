-- name: came
-- Somebody new there, or back: a row only then.
INSERT INTO members (chat, user_id, name, seen_at) VALUES (:chat, :user_id, :name, :at)
ON CONFLICT (chat, user_id) DO UPDATE SET left_at = NULL, name = EXCLUDED.name WHERE members.left_at IS NOT NULL
RETURNING told;

-- name: went!
UPDATE members SET left_at = :at WHERE chat = :chat AND user_id = :user_id AND left_at IS NULL;

-- name: tell!
UPDATE members SET told = :letter WHERE chat = :chat AND user_id = :user_id;

-- name: told
SELECT user_id, name, told, read_at FROM members WHERE told = :letter ORDER BY seen_at, user_id;

-- name: last_told
SELECT told FROM members WHERE chat = :chat AND told IS NOT NULL ORDER BY seen_at DESC, user_id DESC LIMIT 1;

-- name: read
-- A press counts for what had been shown when it came, once.
UPDATE members SET read_at = :now
WHERE chat = :chat AND user_id = :user_id AND (read_at IS NULL OR read_at < :shown)
RETURNING user_id;

-- name: unread
-- New faces that are there still and have neither confirmed nor accepted anything.
SELECT m.user_id, m.name, m.told, m.read_at FROM members m
WHERE m.chat = :chat AND m.told IS NOT NULL AND m.read_at IS NULL AND m.left_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM acceptances a WHERE a.chat = m.chat AND a.user_id = m.user_id)
ORDER BY m.seen_at, m.user_id;

-- name: here
SELECT user_id, name, told, read_at FROM members WHERE chat = :chat AND left_at IS NULL ORDER BY seen_at, user_id;

