-- name: find
SELECT id, partner, offer, geo, source, chat, user_id, name, state, asked_at FROM approvals
WHERE partner = :partner AND offer = :offer AND geo = :geo AND source = :source;

-- name: by_id
SELECT id, partner, offer, geo, source, chat, user_id, name, state, asked_at FROM approvals WHERE id = :id;

-- name: ask
-- Asked anew after a refusal; a row only where it was not asked or given already.
INSERT INTO approvals (partner, offer, geo, source, chat, user_id, name, state, asked_at)
VALUES (:partner, :offer, :geo, :source, :chat, :user_id, :name, 'asked', :at)
ON CONFLICT (partner, offer, geo, source) DO UPDATE SET chat = EXCLUDED.chat, user_id = EXCLUDED.user_id,
  name = EXCLUDED.name, state = 'asked', asked_at = EXCLUDED.asked_at, decided_at = NULL, staff = NULL, reason = NULL
WHERE approvals.state = 'refused'
RETURNING id;

-- name: decide
UPDATE approvals SET state = :state, decided_at = :at, staff = :staff, reason = :reason
WHERE id = :id AND state = 'asked'
RETURNING id;

-- name: give!
-- Given by one of us without having been asked.
INSERT INTO approvals (partner, offer, geo, source, chat, user_id, name, state, asked_at, decided_at, staff)
VALUES (:partner, :offer, :geo, :source, :chat, :user_id, :name, 'given', :at, :at, :staff)
ON CONFLICT (partner, offer, geo, source) DO UPDATE SET state = 'given', decided_at = EXCLUDED.decided_at, staff = EXCLUDED.staff;
