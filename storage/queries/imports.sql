-- name: add
INSERT INTO imports (staff, link, goal, count, name, data, made_at)
VALUES (:staff, :link, :goal, :count, :name, :data, :now) RETURNING id;

-- name: open
SELECT id, staff, source, link, goal, count, name, data FROM imports WHERE id = :id AND done_at IS NULL AND made_at > :since;

-- name: choose!
UPDATE imports SET source = :source WHERE id = :id;

-- name: done
UPDATE imports SET done_at = :now, data = '' WHERE id = :id AND done_at IS NULL RETURNING id;

-- name: by_hand
-- Leads that people have counted and not taken back, the latest first.
SELECT l.external FROM leads l
WHERE l.source = :source AND l.link = :link AND l.goal = :goal AND l.status <> 'trash'
ORDER BY l.id DESC LIMIT :limit;
