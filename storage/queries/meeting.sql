-- name: claim
-- Whoever changes this row meets the person; everybody else finds the chat there.
UPDATE newcomers SET met_at = :now, due_at = NULL WHERE user_id = :user_id AND met_at IS NULL RETURNING user_id;

-- name: other_chats
SELECT v.id AS conversation, c.title FROM chats c JOIN conversations v ON v.chat = c.id
WHERE c.partner = :partner AND c.id <> :chat ORDER BY c.id;
