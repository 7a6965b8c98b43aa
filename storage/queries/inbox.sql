-- name: add!
INSERT INTO inbox (update_id, chat, raw, received_at) VALUES (:update_id, :chat, :raw, :received_at)
ON CONFLICT (update_id) DO NOTHING;

-- name: last
SELECT MAX(update_id) AS update_id, MAX(received_at) AS received_at FROM inbox;

-- name: open
-- Unfinished updates by age, without those of a chat in which something older waits for its retry.
SELECT i.seq, i.chat, i.raw, i.tries FROM inbox i
WHERE i.state = 'new'
  AND NOT EXISTS (
    SELECT 1 FROM inbox e WHERE e.chat = i.chat AND e.state = 'new' AND e.seq <= i.seq AND e.not_before > :now)
ORDER BY i.seq LIMIT :limit;

-- name: finish
-- Taken only while it is the oldest of its chat: two workers never hold one update, and order stands.
UPDATE inbox SET state = 'done'
WHERE seq = :seq AND state = 'new'
  AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.chat = :chat AND e.state = 'new' AND e.seq < :seq)
RETURNING seq;

-- name: retry!
UPDATE inbox SET tries = tries + 1, not_before = :not_before, error = :error WHERE seq = :seq AND state = 'new';

-- name: park!
UPDATE inbox SET state = 'parked', error = :error WHERE seq = :seq;

-- name: waiting
SELECT COUNT(*) AS count, MIN(received_at) AS oldest FROM inbox WHERE state = 'new';

-- name: next_at
SELECT MIN(not_before) AS at FROM inbox WHERE state = 'new' AND not_before > :now;

-- name: forget!
DELETE FROM inbox WHERE state <> 'new' AND received_at < :before;
