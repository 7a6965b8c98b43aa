-- name: attention
SELECT attention FROM chats WHERE id = :chat;

-- name: set_attention!
UPDATE chats SET attention = :attention WHERE id = :chat;

-- name: ban
INSERT INTO bans (user_id, name, staff, at) VALUES (:user_id, :name, :staff, :at)
ON CONFLICT (user_id) DO NOTHING
RETURNING user_id;

-- name: unban
DELETE FROM bans WHERE user_id = :user_id RETURNING user_id, name, at, unheard;

-- name: unheard
UPDATE bans SET unheard = unheard + 1 WHERE user_id = :user_id RETURNING user_id, name, at, unheard;

-- name: known
SELECT (SELECT locale FROM contacts WHERE user_id = :user_id) AS contact,
       (SELECT locale FROM newcomers WHERE user_id = :user_id) AS newcomer,
       (SELECT 1 FROM bans WHERE user_id = :user_id) AS banned;

-- name: history
SELECT e.started_at, e.ended_at, s.name, e.how, e.level
FROM episodes e LEFT JOIN staff s ON s.id = e.staff
WHERE e.conversation = :conversation AND (e.how IS NULL OR e.how <> 'merged')
ORDER BY e.started_at DESC, e.number DESC LIMIT :limit;

-- name: mirrored
SELECT src_message FROM copies WHERE conversation = :conversation AND dst_chat = :forum AND dst_message = :message
ORDER BY id DESC LIMIT 1;

-- name: set_manager!
UPDATE partners SET manager = :manager WHERE id = :partner;

-- name: contacts
SELECT c.user_id, c.partner, c.name, c.username, c.locale, c.role, c.acceptor, CASE WHEN c.acceptor = 1 OR NOT EXISTS (
  SELECT 1 FROM contacts o WHERE o.partner = c.partner AND o.acceptor = 1
) THEN 1 ELSE 0 END AS accepts
FROM contacts c WHERE c.partner = :partner ORDER BY c.name, c.user_id;

-- name: rooms
SELECT c.id AS chat, c.title, c.kind, v.id AS conversation, v.waiting_since
FROM chats c LEFT JOIN conversations v ON v.chat = c.id
WHERE c.partner = :partner ORDER BY c.id;

-- name: names
SELECT 'partner' AS kind, p.id AS partner, p.name, NULL AS username, p.id AS number,
       (SELECT MIN(v.id) FROM chats c JOIN conversations v ON v.chat = c.id WHERE c.partner = p.id) AS conversation
FROM partners p
UNION ALL
SELECT 'contact', t.partner, t.name, t.username, t.user_id,
       (SELECT v.id FROM chats c JOIN conversations v ON v.chat = c.id WHERE c.tg_id = t.user_id)
FROM contacts t
UNION ALL
SELECT 'chat', c.partner, c.title, NULL, c.tg_id, (SELECT v.id FROM conversations v WHERE v.chat = c.id)
FROM chats c WHERE c.partner IS NOT NULL AND c.kind = 'group';

-- name: waiting
SELECT v.id AS conversation, v.state, p.name AS partner, p.manager, c.title, c.kind
FROM conversations v JOIN chats c ON c.id = v.chat JOIN partners p ON p.id = c.partner
WHERE v.waiting_since IS NOT NULL ORDER BY v.waiting_since, v.id LIMIT :limit;
