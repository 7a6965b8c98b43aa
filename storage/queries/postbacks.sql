-- name: add!
INSERT INTO postbacks (source, received_at, raw, outcome, why) VALUES (:source, :received_at, :raw, :outcome, :why);

-- name: open
SELECT id, source, received_at, raw FROM postbacks WHERE outcome IS NULL ORDER BY id LIMIT :limit;

-- name: open__pg
SELECT id, source, received_at, raw FROM postbacks WHERE outcome IS NULL ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED;

-- name: open_one
SELECT id, source, received_at, raw FROM postbacks WHERE id = :id AND outcome IS NULL;

-- name: open_one__pg
SELECT id, source, received_at, raw FROM postbacks WHERE id = :id AND outcome IS NULL FOR UPDATE SKIP LOCKED;

-- name: waiting
SELECT id FROM postbacks WHERE outcome IS NULL ORDER BY id LIMIT :limit;

-- name: settle!
UPDATE postbacks SET outcome = :outcome, why = :why, lead = :lead WHERE id = :id;

-- name: latest
SELECT received_at FROM postbacks WHERE source = :source ORDER BY received_at DESC LIMIT :limit;

-- name: faults
-- Calls of a source that were not understood, or only noted, the latest first.
SELECT raw, outcome, why FROM postbacks
WHERE source = :source AND received_at >= :since AND outcome IN ('broken', 'refused')
ORDER BY received_at DESC, id DESC LIMIT :limit;

-- name: tally
SELECT COUNT(*) AS calls FROM postbacks WHERE source = :source AND received_at >= :since;
