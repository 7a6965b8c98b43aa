-- name: heard
SELECT at, list, conversation, episode FROM pings
WHERE staff = :staff AND at > :since AND aloud = 1 ORDER BY at, COALESCE(list, 0);

-- name: add!
INSERT INTO pings (staff, at, conversation, episode, list, aloud)
VALUES (:staff, :at, :conversation, :episode, :list, :aloud);

-- name: lists
SELECT DISTINCT staff, list FROM pings WHERE conversation = :conversation AND episode = :episode AND list IS NOT NULL;

-- name: listed
-- What stands on a list, in the order in which it came.
SELECT p.conversation, p.episode, MIN(p.at) AS first, MAX(p.aloud) AS aloud, v.state, o.name AS partner, c.title, c.kind
FROM pings p JOIN conversations v ON v.id = p.conversation JOIN chats c ON c.id = v.chat JOIN partners o ON o.id = c.partner
WHERE p.staff = :staff AND p.list = :list
GROUP BY p.conversation, p.episode, v.state, o.name, c.title, c.kind
ORDER BY first, p.conversation;

-- name: forget!
DELETE FROM pings WHERE at < :before;

-- name: alone
SELECT 1 AS alone;

-- name: alone__pg
-- Until the transaction ends nobody else calls anybody: of two at the same time neither would know of the other's call.
SELECT pg_advisory_xact_lock(1404);
