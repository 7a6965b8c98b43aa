-- name: came
-- Somebody new there, or back: a row only then.
INSERT INTO members (chat, user_id, name, seen_at) VALUES (:chat, :user_id, :name, :at)
ON CONFLICT (chat, user_id) DO UPDATE SET left_at = NULL, name = EXCLUDED.name WHERE members.left_at IS NOT NULL
RETURNING told;

-- name: went!
UPDATE members SET left_at = :at WHERE chat = :chat AND user_id = :user_id AND left_at IS NULL;

-- name: here
SELECT user_id, name, told, read_at FROM members WHERE chat = :chat AND left_at IS NULL ORDER BY seen_at, user_id;

