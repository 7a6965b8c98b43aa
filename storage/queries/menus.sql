-- name: told
SELECT scope, language, hash FROM menus;

-- name: tell!
INSERT INTO menus (scope, language, hash) VALUES (:scope, :language, :hash)
ON CONFLICT (scope, language) DO UPDATE SET hash = :hash;

-- name: forget!
DELETE FROM menus WHERE scope = :scope AND language = :language;

-- name: chosen
SELECT tg_id, kind, locale FROM chats WHERE chose_locale = 1 AND status = 'in' ORDER BY id;
