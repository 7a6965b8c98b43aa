-- name: stale
SELECT s.chat, s.shown FROM summaries s WHERE s.stale = 1 ORDER BY s.chat LIMIT :limit;

-- name: fresh!
UPDATE summaries SET stale = 0, shown = :shown WHERE chat = :chat;
