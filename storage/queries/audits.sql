-- name: after
SELECT id, state, events, waiting_since, next_action_at FROM conversations WHERE id > :after ORDER BY id LIMIT :limit;

-- name: one
SELECT id, state, events, waiting_since, next_action_at FROM conversations WHERE id = :id;

-- name: one__pg
SELECT id, state, events, waiting_since, next_action_at FROM conversations WHERE id = :id FOR UPDATE;

-- name: late
-- What is due for too long, and what waits without being due ever.
SELECT id FROM conversations WHERE next_action_at < :before
UNION
SELECT id FROM conversations WHERE waiting_since IS NOT NULL AND next_action_at IS NULL
ORDER BY id LIMIT :limit;

-- name: events
SELECT conversation, kind, data FROM events WHERE conversation >= :first AND conversation <= :last ORDER BY conversation, seq;

-- name: top
SELECT MAX(id) AS id FROM conversations;

-- name: mend!
-- As the events have it; the next sweep decides what follows. What belongs to nobody has nothing to wait for.
UPDATE conversations SET state = :state, events = :events, waiting_since = :waiting_since, stale = 1,
  next_action_at = CASE WHEN (SELECT partner FROM chats WHERE chats.id = conversations.chat) IS NULL THEN NULL ELSE CAST(:now AS BIGINT) END
WHERE id = :id;
