-- name: waiting
-- Deals whose caps are to be looked at: their leads, links or terms have changed, or a window is due.
SELECT f.partner, f.offer FROM recounts r JOIN flows f ON f.id = r.flow
UNION
SELECT w.partner, w.offer FROM cap_windows w WHERE w.closed_at IS NULL AND w.due_at <= :now
ORDER BY 1, 2 LIMIT :limit;

-- name: begun
-- Flows with a live link for which another version came into force since then.
SELECT DISTINCT f.id FROM terms t JOIN flows f ON f.offer = t.offer AND (t.partner IS NULL OR f.partner = t.partner)
WHERE ((t.valid_from > :since AND t.valid_from <= :now) OR (t.valid_to > :since AND t.valid_to <= :now))
  AND EXISTS (SELECT 1 FROM links l WHERE l.flow = f.id AND l.stopped_at IS NULL)
ORDER BY f.id;

-- name: recount!
INSERT INTO recounts (flow) VALUES (:flow) ON CONFLICT (flow) DO NOTHING;

-- name: claim!
DELETE FROM recounts WHERE flow IN (SELECT id FROM flows WHERE partner = :partner AND offer = :offer);

-- name: claim__pg!
-- A flow whose leads are being written is left for the next look.
DELETE FROM recounts WHERE flow IN (
  SELECT r.flow FROM recounts r JOIN flows f ON f.id = r.flow
  WHERE f.partner = :partner AND f.offer = :offer ORDER BY r.flow FOR UPDATE OF r SKIP LOCKED);

-- name: live
-- The flows of a deal that some chat has a live link of, with these chats (for one that cannot be told, the manager is called
-- when nobody confirms); and with those of the partner's where such a link was written by hand: they drive traffic with it too.
SELECT f.id, f.partner, f.offer, f.geo, f.source, c.id AS chat
FROM flows f JOIN links l ON l.flow = f.id AND l.stopped_at IS NULL JOIN chats c ON c.id = l.chat
WHERE f.partner = :partner AND f.offer = :offer
UNION
SELECT f.id, f.partner, f.offer, f.geo, f.source, c.id AS chat
FROM flows f JOIN links l ON l.flow = f.id AND l.stopped_at IS NULL
JOIN chats c ON c.partner = f.partner AND c.status = 'in'
JOIN pastes p ON p.chat = c.id AND p.what IN ('link:' || l.id, 'flow:' || f.id, 'offer:' || f.offer)
WHERE f.partner = :partner AND f.offer = :offer
ORDER BY 1, 6;

-- name: windows
SELECT id, partner, offer, flow, chat, cap, terms, start, ends FROM cap_windows
WHERE partner = :partner AND offer = :offer AND closed_at IS NULL ORDER BY id;

-- name: window
SELECT id, partner, offer, flow, chat, cap, terms, start, ends FROM cap_windows WHERE id = :id;

-- name: reopen
-- Closed as nobody had a link any more; under the same version it goes on.
UPDATE cap_windows SET closed_at = NULL
WHERE partner = :partner AND offer = :offer AND start = :start AND closed_at IS NOT NULL AND cap = :cap AND terms = :terms
  AND COALESCE(flow, 0) = COALESCE(CAST(:flow AS BIGINT), 0) AND COALESCE(chat, 0) = COALESCE(CAST(:chat AS BIGINT), 0)
RETURNING id;

-- name: open
INSERT INTO cap_windows (partner, offer, flow, chat, cap, terms, start, ends)
VALUES (:partner, :offer, :flow, :chat, :cap, :terms, :start, :ends) RETURNING id;

-- name: close!
UPDATE cap_windows SET closed_at = :now, due_at = NULL WHERE id = :id;

-- name: due!
UPDATE cap_windows SET due_at = :due_at, terms = :terms WHERE id = :id;

-- name: told
SELECT t.chat, t.step, t.stop_at, t.repeated_at, t.confirmed_at, t.confirmed_by, t.reopened_at, t.again_at
FROM cap_told t WHERE t.cap_window = :window ORDER BY t.chat;

-- name: tell!
INSERT INTO cap_told (cap_window, chat, step, stop_at, reopened_at, again_at)
VALUES (:window, :chat, :step, :stop_at, :reopened_at, :again_at)
ON CONFLICT (cap_window, chat) DO UPDATE SET step = :step, reopened_at = :reopened_at, again_at = :again_at,
  stop_at = :stop_at,
  repeated_at = CASE WHEN cap_told.stop_at IS NULL OR cap_told.stop_at <> :stop_at THEN NULL ELSE cap_told.repeated_at END,
  confirmed_at = CASE WHEN cap_told.stop_at IS NULL OR cap_told.stop_at <> :stop_at THEN NULL ELSE cap_told.confirmed_at END;

-- name: repeated!
UPDATE cap_told SET repeated_at = :now WHERE cap_window = :window AND chat = :chat;

-- name: confirm
UPDATE cap_told SET confirmed_at = :now, confirmed_by = :who
WHERE cap_window = :window AND chat = :chat AND stop_at IS NOT NULL AND confirmed_at IS NULL
RETURNING chat;

-- name: stale!
-- The cards of these chats show how full a cap is.
UPDATE conversations SET stale = 1 WHERE stale = 0 AND chat IN (
  SELECT l.chat FROM links l JOIN flows f ON f.id = l.flow
  WHERE f.partner = :partner AND f.offer = :offer AND l.stopped_at IS NULL);

-- name: offers
-- Those of which some chat of the partner has a live link.
SELECT DISTINCT f.offer FROM flows f JOIN links l ON l.flow = f.id AND l.stopped_at IS NULL
WHERE f.partner = :partner ORDER BY f.offer;
