-- name: wake!
-- Whoever waits with that partner is looked at again.
UPDATE conversations SET next_action_at = :now
WHERE waiting_since IS NOT NULL AND chat IN (SELECT id FROM chats WHERE partner = :partner);

-- name: chats
SELECT v.id AS conversation FROM chats c JOIN conversations v ON v.chat = c.id
WHERE c.partner = :partner ORDER BY c.id;
