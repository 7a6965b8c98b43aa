-- name: links
-- The live links of a partner for an offer, in all its chats.
SELECT l.id, l.chat, l.token, l.terms, l.issued_at, l.issued_by, f.id AS flow, f.partner, f.offer, f.geo, f.source
FROM links l JOIN flows f ON f.id = l.flow
WHERE f.partner = :partner AND f.offer = :offer AND l.stopped_at IS NULL
ORDER BY l.chat, f.geo, f.source;

-- name: add_change
INSERT INTO term_changes (partner, offer, before, after, at, conversation, made_at)
VALUES (:partner, :offer, :before, :after, :at, :conversation, :made_at)
ON CONFLICT (partner, before, after, at) DO NOTHING
RETURNING id;

-- name: change_of
SELECT id FROM term_changes WHERE partner = :partner AND before = :before AND after = :after AND at = :at;

-- name: change
SELECT id, partner, offer, before, after, at, conversation, begun FROM term_changes WHERE id = :id;

-- name: add_announcement
INSERT INTO announcements (change, chat) VALUES (:change, :chat)
ON CONFLICT (change, chat) DO NOTHING
RETURNING id;

-- name: announcement
SELECT a.id, a.change, a.chat, a.told_at, a.untold, a.answer, c.partner, c.offer, c.before, c.after, c.at, c.conversation
FROM announcements a JOIN term_changes c ON c.id = a.change
WHERE a.id = :id;

-- name: announcements
SELECT a.id, a.chat, a.told_at, a.untold, a.answer, c.title, c.partner FROM announcements a JOIN chats c ON c.id = a.chat
WHERE a.change = :change ORDER BY a.id;

-- name: told
UPDATE announcements SET told_at = :at, message = :message WHERE id = :id AND told_at IS NULL RETURNING change;

-- name: untold
UPDATE announcements SET untold = :why WHERE id = :id AND told_at IS NULL AND untold IS NULL RETURNING change;

-- name: due
-- Changes that have come into force and of which nobody has looked who accepted them.
SELECT id FROM term_changes WHERE begun = 0 AND at <= :now ORDER BY at, id LIMIT :limit;

-- name: begun!
UPDATE term_changes SET begun = 1 WHERE id = :id;

-- name: late
-- Announcements that have not arrived although the notice of their change has begun to run.
SELECT a.id, c.before, c.after FROM announcements a JOIN term_changes c ON c.id = a.change
WHERE a.told_at IS NULL AND a.untold IS NULL AND c.begun = 0 AND c.at > :now AND c.at < :soon
ORDER BY a.id LIMIT :limit;

-- name: of_version
SELECT id FROM term_changes WHERE after = :after AND begun = 0 ORDER BY id;

-- name: move_changes!
UPDATE term_changes SET at = :at WHERE after = :after AND begun = 0 AND at = :was;

-- name: stop
UPDATE links SET stopped_at = :now WHERE id = :id AND stopped_at IS NULL RETURNING id;

-- name: owed
-- Versions a chat was told of, that are in force and that nobody there has accepted for one of its live links.
SELECT l.id, c.after FROM announcements a
JOIN term_changes c ON c.id = a.change
JOIN links l ON l.chat = a.chat AND l.stopped_at IS NULL
JOIN flows f ON f.id = l.flow AND f.partner = c.partner AND f.offer = c.offer
WHERE a.chat = :chat AND c.at <= :now AND NOT EXISTS (
  SELECT 1 FROM acceptances k WHERE k.link = l.id AND k.terms = c.after AND k.kind = 'accepted'
)
ORDER BY c.id, l.id;

-- name: answer!
UPDATE announcements SET answer = :answer WHERE id = :id;

-- name: open
-- Changes of a deal that are yet to come.
SELECT id, after, at FROM term_changes WHERE partner = :partner AND offer = :offer AND begun = 0 AND at > :now ORDER BY id;

-- name: boundaries
-- Whether anything begins or ends between two instants, of terms or of a tier.
SELECT id FROM terms WHERE (valid_from > :since AND valid_from <= :now) OR (valid_to > :since AND valid_to <= :now)
UNION ALL
SELECT id FROM tiers WHERE at > :since AND at <= :now
LIMIT 1;

-- name: stir!
-- Chats whose links are concerned are looked over.
UPDATE summaries SET stale = 1 WHERE chat IN (
  SELECT l.chat FROM links l JOIN flows f ON f.id = l.flow
  WHERE l.stopped_at IS NULL AND (
    f.offer IN (
      SELECT offer FROM terms
      WHERE (valid_from > :since AND valid_from <= :now) OR (valid_to > :since AND valid_to <= :now)
    ) OR f.partner IN (SELECT partner FROM tiers WHERE at > :since AND at <= :now)
  )
);

-- name: stir_topics!
UPDATE conversations SET stale = 1 WHERE chat IN (SELECT chat FROM summaries WHERE stale = 1);

-- name: deals
SELECT DISTINCT partner FROM term_changes WHERE after = :after AND begun = 0 ORDER BY partner;
