-- name: add!
INSERT INTO conversations (chat, state) VALUES (:chat, '{}') ON CONFLICT (chat) DO NOTHING;

-- name: of_chat
SELECT id FROM conversations WHERE chat = :chat;

-- name: of_topic
SELECT id FROM conversations WHERE forum = :forum AND topic = :topic;

-- name: case
-- A conversation with its chat and partner, locked until the transaction ends where rows can be locked.
SELECT v.id, v.state, v.events, v.forum, v.topic, v.spoke_topic, v.spoke_chat, c.id AS chat, c.tg_id, c.kind, c.title, c.locale, c.status,
       p.id AS partner, p.name AS partner_name, p.tier, p.tier_until, p.manager, p.created_at AS partner_since
FROM conversations v JOIN chats c ON c.id = v.chat JOIN partners p ON p.id = c.partner
WHERE v.id = :id;

-- name: case__pg
SELECT v.id, v.state, v.events, v.forum, v.topic, v.spoke_topic, v.spoke_chat, c.id AS chat, c.tg_id, c.kind, c.title, c.locale, c.status,
       p.id AS partner, p.name AS partner_name, p.tier, p.tier_until, p.manager, p.created_at AS partner_since
FROM conversations v JOIN chats c ON c.id = v.chat JOIN partners p ON p.id = c.partner
WHERE v.id = :id
FOR UPDATE OF v;

-- name: save!
UPDATE conversations SET state = :state, events = :events, waiting_since = :waiting_since, next_action_at = :next_action_at
WHERE id = :id;

-- name: add_event!
INSERT INTO events (conversation, seq, kind, at, decided_at, data)
VALUES (:conversation, :seq, :kind, :at, :decided_at, :data);

-- name: events
SELECT kind, data FROM events WHERE conversation = :id ORDER BY seq;

-- name: put_episode!
INSERT INTO episodes (conversation, number, started_at, ended_at, staff, how, level)
VALUES (:conversation, :number, :started_at, :ended_at, :staff, :how, :level)
ON CONFLICT (conversation, number) DO UPDATE
SET started_at = :started_at, ended_at = :ended_at, staff = :staff, how = :how, level = :level;

-- name: due
SELECT id, next_action_at FROM conversations WHERE next_action_at <= :now ORDER BY next_action_at, id LIMIT :limit;

-- name: revive!
UPDATE conversations SET next_action_at = :now WHERE id = :id;

-- name: wake_waiting!
UPDATE conversations SET next_action_at = :now WHERE waiting_since IS NOT NULL;

-- name: stale!
-- What its topic shows may be out of date.
UPDATE conversations SET stale = 1 WHERE id = :id;

-- name: set_topic!
-- In a new topic nothing stands yet but its name; where it is gone, nothing at all.
UPDATE conversations SET forum = :forum, topic = :topic, look = :look, card = '', pinned = NULL, shut = 0, stale = 1, looked_at = 0
WHERE id = :id;

-- name: put_policy!
INSERT INTO policies (version, body) VALUES (:version, :body) ON CONFLICT (version) DO NOTHING;

-- name: policy
SELECT body FROM policies WHERE version = :version;

-- name: waited
SELECT id FROM conversations WHERE waiting_since < :until ORDER BY waiting_since LIMIT :limit;

-- name: all
SELECT id FROM conversations ORDER BY id;
