-- name: chat
SELECT tg_id AS chat, thread, locale, status FROM chats WHERE id = :id;

-- name: staff
SELECT user_id AS chat, locale, zone, left_at FROM staff WHERE id = :id;

-- name: topic
SELECT v.forum AS chat, v.topic AS thread, CASE WHEN v.waiting_since IS NULL THEN 0 ELSE v.shut END AS shut
FROM conversations v WHERE v.id = :id;

-- name: user
SELECT locale, zone FROM (
  SELECT locale, zone, 0 AS rank FROM staff WHERE user_id = :id
  UNION ALL SELECT locale, NULL, 1 FROM contacts WHERE user_id = :id
  UNION ALL SELECT locale, NULL, 2 FROM newcomers WHERE user_id = :id
) known ORDER BY rank LIMIT 1;

-- name: topics
SELECT id, forum, topic FROM conversations WHERE topic IS NOT NULL AND id IN (SELECT value FROM json_each(:ids));

-- name: topics__pg
SELECT id, forum, topic FROM conversations
WHERE topic IS NOT NULL AND id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON)));
