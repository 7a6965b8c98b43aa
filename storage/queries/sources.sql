-- name: add
INSERT INTO sources (name, platform, made_by, made_at) VALUES (:name, :platform, :made_by, :made_at)
ON CONFLICT (name) DO NOTHING
RETURNING id, name, platform, settings, made_by, made_at, closed_at, heard_at, silent_at;

-- name: all_open
SELECT id, name, platform, settings, made_by, made_at, closed_at, heard_at, silent_at
FROM sources WHERE closed_at IS NULL ORDER BY name;

-- name: by_name
SELECT id, name, platform, settings, made_by, made_at, closed_at, heard_at, silent_at FROM sources WHERE name = :name;

-- name: by_id
SELECT id, name, platform, settings, made_by, made_at, closed_at, heard_at, silent_at FROM sources WHERE id = :id;

-- name: hold
SELECT id, name, platform, settings, made_by, made_at, closed_at, heard_at, silent_at FROM sources WHERE id = :id;

-- name: hold__pg
SELECT id, name, platform, settings, made_by, made_at, closed_at, heard_at, silent_at FROM sources WHERE id = :id FOR UPDATE;

-- name: change!
UPDATE sources SET settings = :settings WHERE id = :id;

-- name: close!
UPDATE sources SET closed_at = :now WHERE id = :id AND closed_at IS NULL;

-- name: heard!
UPDATE sources SET heard_at = :at WHERE id = :id AND (heard_at IS NULL OR heard_at < :at);
