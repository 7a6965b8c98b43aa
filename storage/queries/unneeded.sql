-- name: put!
INSERT INTO unneeded (conversation, message, at, preview, staff, noted_at)
VALUES (:conversation, :message, :at, :preview, :staff, :noted_at)
ON CONFLICT (conversation, message) DO UPDATE SET at = :at, preview = :preview, staff = :staff, noted_at = :noted_at;

-- name: answered!
DELETE FROM unneeded WHERE conversation = :conversation AND at < :before;

-- name: take
DELETE FROM unneeded WHERE conversation = :conversation AND message = :message RETURNING message, at, preview, staff;

-- name: drop!
DELETE FROM unneeded WHERE conversation = :conversation AND message = :message;

-- name: listed
SELECT u.conversation, u.message, u.at, u.preview, u.staff, p.name AS partner, c.title AS chat, COUNT(*) OVER () AS total
FROM unneeded u JOIN conversations v ON v.id = u.conversation JOIN chats c ON c.id = v.chat JOIN partners p ON p.id = c.partner
WHERE u.noted_at >= :start AND u.noted_at < :until AND v.waiting_since IS NULL
  AND (CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT))
ORDER BY CASE WHEN u.staff IS NULL THEN 1 ELSE 0 END, CASE WHEN LENGTH(u.preview) > 2 THEN 0 ELSE 1 END, u.at, u.message
LIMIT :limit;

-- name: forget!
DELETE FROM unneeded WHERE noted_at < :before;
