-- name: revoke!
-- Whatever was still to be said to somebody who has left.
UPDATE outbox SET state = 'revoked' WHERE to_kind = 'staff' AND to_id = :staff AND state = 'queued';

-- name: taken
-- Waits somebody has taken; the pattern is the lease in the state as it is written (a stopped wait may match too).
SELECT id FROM conversations WHERE waiting_since IS NOT NULL AND state LIKE :lease ORDER BY id;

-- name: cards
-- The cards of running waits on that person's phone.
SELECT s.slot FROM conversations v
JOIN episodes e ON e.conversation = v.id AND e.ended_at IS NULL
JOIN slots s ON s.slot = 'card:' || CAST(v.id AS TEXT) || ':' || CAST(e.number AS TEXT) || ':' || CAST(:staff AS TEXT)
WHERE v.waiting_since IS NOT NULL;

-- name: screens
-- What only a head sees on that phone: the team, and the questions of the queue.
SELECT s.slot FROM partners p JOIN slots s ON s.slot = 'alone:' || CAST(p.id AS TEXT) || ':' || CAST(:staff AS TEXT)
WHERE p.manager IS NULL
UNION ALL
SELECT s.slot FROM slots s WHERE s.slot = 'staff:' || CAST(:staff AS TEXT);
