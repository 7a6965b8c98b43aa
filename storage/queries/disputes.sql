-- name: asked
-- The one whose question that person has not answered yet, made where there is none.
SELECT id FROM disputes WHERE chat = :chat AND user_id = :user_id AND offer = :offer AND state = 'asked';

-- name: ask
INSERT INTO disputes (partner, offer, chat, user_id, name, opened_at)
VALUES (:partner, :offer, :chat, :user_id, :name, :now)
RETURNING id;

-- name: question
-- The question that stands in that chat as that message.
SELECT d.id, d.partner, d.offer, d.chat, d.name, d.words, d.owner, d.due_at, d.state, d.reason
FROM disputes d JOIN slots s ON s.slot = 'dispute:' || d.id AND s.message = :message
WHERE d.chat = :chat AND d.state = 'asked';

-- name: begin
UPDATE disputes SET state = 'open', words = :words, opened_at = :now, owner = :owner, due_at = :due_at
WHERE id = :id AND state = 'asked'
RETURNING id, partner, offer, chat, name, words, owner, due_at, state, reason;

-- name: settle
UPDATE disputes SET state = :state, reason = :reason, settled_at = :now WHERE id = :id AND state = 'open'
RETURNING id, partner, offer, chat, name, words, owner, due_at, state, reason;

-- name: by_id
SELECT id, partner, offer, chat, name, words, owner, due_at, state, reason FROM disputes WHERE id = :id;

-- name: open
SELECT id, partner, offer, chat, name, words, owner, due_at, state, reason FROM disputes
WHERE partner = :partner AND state = 'open' ORDER BY due_at, id;

-- name: due
UPDATE disputes SET called_at = :now WHERE state = 'open' AND called_at IS NULL AND due_at <= :now
RETURNING id, partner, offer, chat, name, words, owner, due_at, state, reason;

-- name: stale!
-- The cards of the partner's topics name what is open.
UPDATE conversations SET stale = 1 WHERE chat IN (SELECT id FROM chats WHERE partner = :partner);
