-- The digest's facts. :manager is a staff id, or NULL for the partners of everybody.

-- name: claim
INSERT INTO digests (staff, day, made_at) VALUES (:staff, :day, :made_at)
ON CONFLICT (staff, day) DO NOTHING
RETURNING staff;

-- name: last
SELECT MAX(made_at) AS made_at FROM digests WHERE staff = :staff;

-- name: waits
SELECT v.id AS conversation, p.name AS partner, c.title AS chat, v.waiting_since AS since,
       (SELECT MAX(e.level) FROM episodes e WHERE e.conversation = v.id AND e.ended_at IS NULL) AS level,
       COUNT(*) OVER () AS total
FROM conversations v JOIN chats c ON c.id = v.chat LEFT JOIN partners p ON p.id = c.partner
WHERE v.waiting_since IS NOT NULL AND (CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT))
ORDER BY v.waiting_since, v.id LIMIT :limit;

-- name: episodes
-- Equal ones together: a day of 100,000 is a few thousand rows, and percentiles stay exact. Merged ones were part of others.
SELECT e.ended_at - e.started_at AS took, e.how, e.level, CASE WHEN e.staff = p.manager THEN 1 ELSE 0 END AS own,
       COUNT(*) AS count
FROM episodes e JOIN conversations v ON v.id = e.conversation JOIN chats c ON c.id = v.chat
LEFT JOIN partners p ON p.id = c.partner
WHERE e.started_at >= :start AND e.started_at < :until AND (e.how IS NULL OR e.how <> 'merged')
  AND (CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT))
GROUP BY 1, 2, 3, 4;

-- name: answer_times
-- How long the first answers took that were given to questions of that time; the latest are enough to say what is usual.
SELECT took, COUNT(*) AS count FROM (
  SELECT ended_at - started_at AS took FROM episodes
  WHERE started_at >= :start AND started_at < :until AND how = 'answered'
  ORDER BY started_at DESC LIMIT :limit
) lately
GROUP BY took ORDER BY took;

-- name: partners
SELECT p.name AS partner, '' AS chat, p.manager,
       (SELECT MIN(v.id) FROM chats c JOIN conversations v ON v.chat = c.id WHERE c.partner = p.id) AS conversation,
       COUNT(*) OVER () AS total
FROM partners p
WHERE p.created_at >= :start AND p.created_at < :until
  AND (CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT))
ORDER BY p.created_at, p.id LIMIT :limit;

-- name: bare_starts
-- People who pressed Start and have said nothing since.
SELECT COUNT(*) AS count FROM newcomers
WHERE started_at >= :start AND started_at < :until AND met_at IS NULL AND due_at IS NULL;

-- name: campaigns
-- The links by which newcomers came.
SELECT payload AS campaign, COUNT(*) AS count FROM newcomers
WHERE started_at >= :start AND started_at < :until AND payload <> ''
GROUP BY payload ORDER BY COUNT(*) DESC, payload LIMIT :limit;

-- name: links
SELECT v.id AS conversation, p.name AS partner, c.title AS chat, f.offer, f.geo, f.source, t.number AS terms, l.issued_at AS at,
       COUNT(*) OVER () AS total
FROM links l JOIN flows f ON f.id = l.flow JOIN partners p ON p.id = f.partner JOIN chats c ON c.id = l.chat
JOIN terms t ON t.id = l.terms LEFT JOIN conversations v ON v.chat = c.id
WHERE l.issued_at >= :start AND l.issued_at < :until
  AND (CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT))
ORDER BY l.issued_at, l.id LIMIT :limit;

-- name: spot
SELECT v.id AS conversation, p.name AS partner, c.title AS chat
FROM chats c JOIN partners p ON p.id = c.partner LEFT JOIN conversations v ON v.chat = c.id
WHERE c.id = :chat;

-- name: caps
-- Windows that are open, of which some chat was told that so much is used; the fullest first.
SELECT w.id, p.name AS partner, '' AS chat, MIN(v.id) AS conversation, COUNT(*) OVER () AS total
FROM cap_windows w JOIN cap_told t ON t.cap_window = w.id JOIN partners p ON p.id = w.partner
LEFT JOIN conversations v ON v.chat = t.chat AND v.topic IS NOT NULL
WHERE w.closed_at IS NULL AND (CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT))
GROUP BY w.id, p.name HAVING MAX(t.step) >= :least
ORDER BY MAX(t.step) DESC, w.id LIMIT :limit;
