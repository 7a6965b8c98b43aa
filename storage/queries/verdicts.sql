-- name: expect!
-- One that is asked already stays as it is.
INSERT INTO verdicts (cap_window, next_at) VALUES (:window, :at)
ON CONFLICT (cap_window) DO UPDATE SET next_at = :at WHERE verdicts.asked_at IS NULL AND verdicts.decided_at IS NULL;

-- name: due
SELECT id, cap_window, next_at, conversation, asked_at, due_at, decided_at FROM verdicts WHERE next_at <= :now ORDER BY id LIMIT 100;

-- name: by_id
SELECT id, cap_window, next_at, conversation, asked_at, due_at, decided_at FROM verdicts WHERE id = :id;

-- name: by_window
SELECT id, cap_window, next_at, conversation, asked_at, due_at, decided_at FROM verdicts
WHERE cap_window = :window AND decided_at IS NULL;

-- name: later!
UPDATE verdicts SET next_at = :at WHERE id = :id;

-- name: asked!
UPDATE verdicts SET asked_at = :now, due_at = :due_at, next_at = :due_at, conversation = :conversation WHERE id = :id;

-- name: decide
UPDATE verdicts SET decided_at = :now, what = :what, staff = :staff, next_at = NULL
WHERE id = :id AND decided_at IS NULL RETURNING id;

-- name: figures
-- Leads of a flow, or of a whole deal, by goal and status; of one chat's links, or of all.
SELECT l.goal, l.status, COUNT(*) AS count
FROM leads l JOIN flows f ON f.id = l.flow JOIN links k ON k.id = l.link
WHERE f.partner = :partner AND f.offer = :offer
  AND (CAST(:flow AS BIGINT) IS NULL OR l.flow = CAST(:flow AS BIGINT))
  AND (CAST(:chat AS BIGINT) IS NULL OR k.chat = CAST(:chat AS BIGINT))
GROUP BY l.goal, l.status ORDER BY l.goal, l.status;

-- name: vips
-- Whose tier ends within that time.
SELECT id FROM partners WHERE tier = 'vip' AND tier_until > :now AND tier_until <= :until ORDER BY id;

-- name: tell_vip
INSERT INTO vip_told (partner, ends_at, days) VALUES (:partner, :ends_at, :days)
ON CONFLICT (partner, ends_at, days) DO NOTHING RETURNING partner;

-- name: volume
-- Leads of a goal that count, of all offers of a partner, since then.
SELECT COUNT(*) AS count FROM leads l JOIN flows f ON f.id = l.flow
WHERE f.partner = :partner AND l.goal = :goal AND l.at >= :since AND l.status IN ('pending', 'hold', 'approved', 'paid');
