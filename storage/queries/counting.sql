-- name: feeding
-- The sources that have brought leads of a flow.
SELECT s.platform, s.settings, s.heard_at FROM sources s
WHERE s.closed_at IS NULL AND EXISTS (SELECT 1 FROM leads l WHERE l.flow = :flow AND l.source = s.id)
ORDER BY s.id;

-- name: open_sources
SELECT s.platform, s.settings, s.heard_at FROM sources s WHERE s.closed_at IS NULL ORDER BY s.id;
