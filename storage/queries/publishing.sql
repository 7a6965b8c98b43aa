-- name: add_draft
INSERT INTO drafts (conversation, partner, what, made_by, made_at)
VALUES (:conversation, :partner, :what, :made_by, :made_at)
RETURNING id;

-- name: draft
SELECT id, conversation, partner, what, made_by, made_at, done_at FROM drafts WHERE id = :id;

-- name: finish
UPDATE drafts SET done_at = :now WHERE id = :id AND done_at IS NULL RETURNING id;

-- name: forget!
DELETE FROM drafts WHERE made_at < :before;

-- name: concerned
-- Every deal with a live link.
SELECT DISTINCT f.partner, f.offer FROM links l JOIN flows f ON f.id = l.flow WHERE l.stopped_at IS NULL
ORDER BY f.partner, f.offer;
