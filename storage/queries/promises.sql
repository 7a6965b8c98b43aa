-- name: put!
INSERT INTO promises (conversation, number, staff, what, made_at, due_at, state, over_at, over_by)
VALUES (:conversation, :number, :staff, :what, :made_at, :due_at, :state, :over_at, :over_by)
ON CONFLICT (conversation, number) DO UPDATE
SET due_at = :due_at, state = :state, over_at = :over_at, over_by = :over_by;

-- name: due
-- Open ones due by then, the first due first: of one of us, of one manager's partners, or (both NULL) all.
SELECT r.conversation, r.number, r.staff, r.what, r.due_at, p.name AS partner, c.title AS chat, c.kind, COUNT(*) OVER () AS total
FROM promises r JOIN conversations v ON v.id = r.conversation JOIN chats c ON c.id = v.chat JOIN partners p ON p.id = c.partner
WHERE r.state = 'open' AND r.due_at <= :until
  AND (CAST(:staff AS BIGINT) IS NULL OR r.staff = CAST(:staff AS BIGINT))
  AND (CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT))
ORDER BY r.due_at, r.conversation, r.number LIMIT :limit;

-- name: broken
-- How many came due in that time and were not kept.
SELECT COUNT(*) AS count
FROM promises r JOIN conversations v ON v.id = r.conversation JOIN chats c ON c.id = v.chat JOIN partners p ON p.id = c.partner
WHERE r.state = 'broken' AND r.over_at >= :start AND r.over_at < :until
  AND (CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT));
