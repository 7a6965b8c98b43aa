-- name: chat
SELECT tg_id AS chat, locale, status FROM chats WHERE id = :id;

-- name: staff
SELECT user_id AS chat, locale, zone, reach FROM staff WHERE id = :id;

-- name: topic
SELECT v.forum AS chat, v.topic AS thread FROM conversations v WHERE v.id = :id;

-- name: user
SELECT locale FROM (
  SELECT locale, 0 AS rank FROM staff WHERE user_id = :id
  UNION ALL SELECT locale, 1 AS rank FROM contacts WHERE user_id = :id
  UNION ALL SELECT locale, 2 AS rank FROM newcomers WHERE user_id = :id
) known ORDER BY rank LIMIT 1;

-- name: topics
SELECT id, forum, topic FROM conversations WHERE topic IS NOT NULL AND id IN (SELECT value FROM json_each(:ids));

-- name: topics__pg
SELECT id, forum, topic FROM conversations
WHERE topic IS NOT NULL AND id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON)));
