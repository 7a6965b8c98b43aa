-- name: waits
SELECT COUNT(*) AS count FROM conversations WHERE waiting_since IS NOT NULL;

-- name: letters
SELECT COUNT(*) AS count, MIN(created_at) AS oldest FROM outbox WHERE state = 'queued';
