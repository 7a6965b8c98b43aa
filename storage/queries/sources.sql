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

-- name: silent!
UPDATE sources SET silent_at = :at WHERE id = :id;

-- name: told
INSERT INTO source_notices (source, what, at) VALUES (:source, :what, :now)
ON CONFLICT (source, what) DO NOTHING
RETURNING at;

-- name: forget_told!
DELETE FROM source_notices WHERE source = :source;

-- name: doors
-- Secrets that are valid now, of sources that are open.
SELECT s.id, s.name, s.settings, c.hash FROM sources s JOIN source_secrets c ON c.source = s.id
WHERE s.closed_at IS NULL AND (c.ends_at IS NULL OR c.ends_at > :now) ORDER BY c.id;

-- name: void_tickets!
DELETE FROM source_tickets WHERE source = :source;

-- name: add_ticket!
INSERT INTO source_tickets (hash, source, staff, ends_at) VALUES (:hash, :source, :staff, :until);

-- name: ticket
SELECT source, staff FROM source_tickets WHERE hash = :hash AND ends_at > :now;

-- name: use_ticket
DELETE FROM source_tickets WHERE hash = :hash RETURNING source;

-- name: end_secrets!
-- No more than two are valid at once: what was to end already ends now.
UPDATE source_secrets SET ends_at = CASE WHEN ends_at IS NULL THEN CAST(:until AS BIGINT) ELSE 0 END WHERE source = :source;

-- name: add_secret!
INSERT INTO source_secrets (source, hash, made_at) VALUES (:source, :hash, :now);

-- name: leads
SELECT COUNT(*) AS count FROM leads WHERE source = :source AND link IS NOT NULL;
