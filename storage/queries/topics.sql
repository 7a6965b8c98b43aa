-- name: about
-- Everything the name, the icon and the card of a topic are made of that stands in one row.
SELECT v.id, v.forum, v.topic, v.state, v.look, v.card, v.pinned,
       (SELECT e.how FROM episodes e WHERE e.conversation = v.id ORDER BY e.number DESC LIMIT 1) AS ended,
       c.id AS chat, c.tg_id, c.kind, c.title, c.locale, c.status, c.partner,
       (SELECT COUNT(*) FROM chats x WHERE x.partner = c.partner AND x.kind = 'private') AS private_chats
FROM conversations v JOIN chats c ON c.id = v.chat WHERE v.id = :id;

-- name: due
SELECT id FROM conversations WHERE stale = 1 AND topic IS NOT NULL AND looked_at <= :before ORDER BY looked_at LIMIT :limit;

-- name: claim
UPDATE conversations SET stale = 0, looked_at = :now WHERE id = :id AND stale = 1 RETURNING id;

-- name: others_stale!
UPDATE conversations SET stale = 1 WHERE id <> :id AND chat IN (
  SELECT o.id FROM chats o JOIN chats c ON c.partner = o.partner JOIN conversations v ON v.chat = c.id WHERE v.id = :id);

-- name: looks!
UPDATE conversations SET look = :look WHERE id = :id;

-- name: carded!
UPDATE conversations SET card = :card WHERE id = :id;

-- name: pinned!
UPDATE conversations SET pinned = topic WHERE id = :id;

-- name: shut!
UPDATE conversations SET shut = :shut WHERE forum = :forum AND topic = :topic;

-- name: others
SELECT v.id AS conversation, c.title FROM chats c JOIN conversations v ON v.chat = c.id
WHERE c.partner = :partner AND c.id <> :chat ORDER BY c.id;

-- name: loads
-- Letters that went to each forum's topics in that lane since then, and its topics.
SELECT f.tg_id AS forum,
       (SELECT COUNT(*) FROM outbox o
        WHERE o.chat = f.tg_id AND o.sent_at > :since AND o.to_kind = 'topic' AND o.state = 'sent' AND o.lane = :lane) AS busy,
       (SELECT COUNT(*) FROM conversations v WHERE v.forum = f.tg_id AND v.topic IS NOT NULL) AS topics
FROM forums f ORDER BY f.added_at, f.tg_id;

-- name: forum_of_partner
SELECT v.forum FROM conversations v JOIN chats c ON c.id = v.chat
WHERE c.partner = (SELECT x.partner FROM chats x JOIN conversations y ON y.chat = x.id WHERE y.id = :id) AND v.forum IS NOT NULL
ORDER BY v.id LIMIT 1;

-- name: leave_forum!
-- The forum is gone: its conversations get topics elsewhere when they next need one.
UPDATE conversations SET forum = NULL, topic = NULL, look = '', card = '', pinned = NULL, shut = 0 WHERE forum = :forum;

-- name: lags
SELECT f.tg_id AS forum,
       (SELECT COUNT(*) FROM outbox o
        WHERE o.chat = f.tg_id AND o.sent_at > :since AND o.to_kind = 'topic' AND o.state = 'sent') AS minute,
       COALESCE(q.queued, 0) AS queued, q.oldest
FROM forums f LEFT JOIN (
  SELECT v.forum, COUNT(*) AS queued, MIN(o.created_at) AS oldest FROM outbox o JOIN conversations v ON v.id = o.to_id
  WHERE o.state = 'queued' AND o.to_kind = 'topic' AND o.lane = :lane GROUP BY v.forum
) q ON q.forum = f.tg_id ORDER BY f.added_at, f.tg_id;
