-- name: claim
-- Whoever changes this row meets the person; everybody else finds the chat there.
UPDATE newcomers SET met_at = :now, due_at = NULL WHERE user_id = :user_id AND met_at IS NULL RETURNING user_id;
