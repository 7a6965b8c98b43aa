-- name: note
-- A row for what was not noted of that message before.
INSERT INTO pastes (chat, message, what, at, answered) VALUES (:chat, :message, :what, :at, 0)
ON CONFLICT (chat, message, what) DO NOTHING
RETURNING message;

-- name: answered
SELECT 1 AS found FROM pastes WHERE chat = :chat AND what = :what AND answered = 1 AND at > :since LIMIT 1;

-- name: answer!
UPDATE pastes SET answered = 1 WHERE chat = :chat AND message = :message AND what = :what;
