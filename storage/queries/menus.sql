-- name: told
SELECT scope, language, hash FROM menus;

-- name: tell!
INSERT INTO menus (scope, language, hash) VALUES (:scope, :language, :hash)
ON CONFLICT (scope, language) DO UPDATE SET hash = :hash;

-- name: forget!
DELETE FROM menus WHERE scope = :scope AND language = :language;

-- name: chosen
-- A newcomer may have chosen before there was a chat.
SELECT tg_id, kind, locale FROM chats WHERE chose_locale = 1 AND status = 'in'
UNION ALL
SELECT n.user_id, 'private', n.locale FROM newcomers n
WHERE n.chose_locale = 1
  AND NOT EXISTS (SELECT 1 FROM chats c WHERE c.tg_id = n.user_id AND (c.chose_locale = 1 OR c.status <> 'in'))
ORDER BY tg_id;
