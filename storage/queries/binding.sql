-- name: take
-- Of two who bind a chat at once the first one does.
UPDATE chats SET partner = :partner WHERE id = :id AND partner IS NULL RETURNING id;

-- name: change
-- Of two who move a chat, or let it go, at once the first one does. :partner is NULL for nobody's.
UPDATE chats SET partner = CAST(:partner AS BIGINT) WHERE id = :id AND partner = :before RETURNING id;

-- name: revoke_unsent!
-- What was meant for the partner the chat belonged to; answers are to the people there, and go.
UPDATE outbox SET state = 'revoked'
WHERE to_kind = 'chat' AND to_id = :chat AND state = 'queued' AND (once IS NULL OR once NOT LIKE 'answer:%');

-- name: stop_links
UPDATE links SET stopped_at = :now WHERE chat = :chat AND stopped_at IS NULL RETURNING id;

-- name: live_links
SELECT COUNT(*) AS count FROM links WHERE chat = :chat AND stopped_at IS NULL;

-- name: move_contact!
UPDATE contacts SET partner = :partner WHERE user_id = :user_id;

-- name: drop_contact!
DELETE FROM contacts WHERE user_id = :user_id;

-- name: asked
-- Where somebody was asked whose chat it is, by the names of the live and the queued messages: all that begin alike.
SELECT slot FROM slots WHERE slot >= :start AND slot < :end
UNION SELECT slot FROM outbox WHERE state = 'queued' AND slot >= :start AND slot < :end;
