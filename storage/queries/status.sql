-- name: waits
SELECT COUNT(*) AS count FROM conversations WHERE waiting_since IS NOT NULL;

-- name: letters
SELECT COUNT(*) AS count, MIN(created_at) AS oldest FROM outbox WHERE state = 'queued';

-- name: longest
SELECT MIN(waiting_since) AS since FROM conversations WHERE waiting_since IS NOT NULL;

-- name: lanes
SELECT lane, COUNT(*) AS count, MIN(created_at) AS oldest FROM outbox WHERE state = 'queued' GROUP BY lane;
