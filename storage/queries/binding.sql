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

-- name: only_here
-- The people of a partner who are known from this chat alone.
SELECT user_id FROM contacts WHERE partner = :partner AND user_id IN (
  SELECT CAST(json_extract(e.data, '$.author') AS INTEGER) FROM events e WHERE e.conversation = :conversation AND e.kind = 'partner_wrote'
  UNION SELECT user_id FROM acceptances WHERE chat = :chat
) AND user_id NOT IN (
  SELECT CAST(json_extract(e.data, '$.author') AS INTEGER) FROM events e JOIN conversations v ON v.id = e.conversation JOIN chats c ON c.id = v.chat
  WHERE c.partner = :partner AND c.id <> :chat AND e.kind = 'partner_wrote'
  UNION SELECT a.user_id FROM acceptances a JOIN chats c ON c.id = a.chat WHERE c.partner = :partner AND c.id <> :chat
  UNION SELECT c.tg_id FROM chats c WHERE c.partner = :partner AND c.id <> :chat
) ORDER BY user_id;

-- name: only_here__pg
-- The people of a partner who are known from this chat alone.
SELECT user_id FROM contacts WHERE partner = :partner AND user_id IN (
  SELECT CAST(CAST(e.data AS JSON) ->> 'author' AS BIGINT) FROM events e WHERE e.conversation = :conversation AND e.kind = 'partner_wrote'
  UNION SELECT user_id FROM acceptances WHERE chat = :chat
) AND user_id NOT IN (
  SELECT CAST(CAST(e.data AS JSON) ->> 'author' AS BIGINT) FROM events e JOIN conversations v ON v.id = e.conversation JOIN chats c ON c.id = v.chat
  WHERE c.partner = :partner AND c.id <> :chat AND e.kind = 'partner_wrote'
  UNION SELECT a.user_id FROM acceptances a JOIN chats c ON c.id = a.chat WHERE c.partner = :partner AND c.id <> :chat
  UNION SELECT c.tg_id FROM chats c WHERE c.partner = :partner AND c.id <> :chat
) ORDER BY user_id;

-- name: move_contact!
UPDATE contacts SET partner = :partner, role = NULL, acceptor = 0 WHERE user_id = :user_id;

-- name: drop_contact!
DELETE FROM contacts WHERE user_id = :user_id;

-- name: asked
-- Where somebody was asked whose chat it is, by the names of the live and the queued messages: all that begin alike.
SELECT slot FROM slots WHERE slot >= :start AND slot < :end
UNION SELECT slot FROM outbox WHERE state = 'queued' AND slot >= :start AND slot < :end;

-- name: asked__pg
-- The same; in the order of bytes, whatever the database's own order is.
SELECT slot FROM slots WHERE slot COLLATE "C" >= :start AND slot COLLATE "C" < :end
UNION SELECT slot FROM outbox WHERE state = 'queued' AND slot COLLATE "C" >= :start AND slot COLLATE "C" < :end;
