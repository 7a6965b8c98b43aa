-- name: lock
SELECT id FROM partners WHERE id = :kept OR id = :gone;

-- name: lock__pg
-- Nobody else gives either of them a chat, a contact or a flow until they are one.
SELECT id FROM partners WHERE id = :kept OR id = :gone ORDER BY id FOR UPDATE;

-- name: counts
SELECT (SELECT COUNT(*) FROM chats WHERE partner = p.id) AS chats,
       (SELECT COUNT(*) FROM contacts WHERE partner = p.id) AS contacts,
       (SELECT COUNT(*) FROM flows WHERE partner = p.id) AS flows,
       (SELECT COUNT(*) FROM links l JOIN flows f ON f.id = l.flow WHERE f.partner = p.id AND l.stopped_at IS NULL) AS links
FROM partners p WHERE p.id = :id;

-- name: joined
-- Flows that both have: the number of the one that goes, and of the one that stays.
SELECT g.id AS gone, k.id AS kept FROM flows g
JOIN flows k ON k.partner = :kept AND k.offer = g.offer AND k.geo = g.geo AND k.source = g.source
WHERE g.partner = :gone ORDER BY g.id;

-- name: join_links!
UPDATE links SET flow = :kept WHERE flow = :gone;

-- name: join_exposures!
UPDATE exposures SET flow = :kept WHERE flow = :gone;

-- name: drop_recount!
DELETE FROM recounts WHERE flow = :gone;

-- name: recount!
INSERT INTO recounts (flow) VALUES (:kept) ON CONFLICT (flow) DO NOTHING;

-- name: join_caps!
-- Two counters become one: the windows of the one that goes are over, and the one that stays is told of anew.
UPDATE cap_windows SET flow = :kept, closed_at = COALESCE(closed_at, :now) WHERE flow = :gone;

-- name: close_caps!
-- Those of whole deals, for the same reason.
UPDATE cap_windows SET closed_at = :now WHERE partner = :gone AND flow IS NULL AND closed_at IS NULL;

-- name: move_caps!
UPDATE cap_windows SET partner = :kept WHERE partner = :gone;

-- name: drop_flow!
DELETE FROM flows WHERE id = :gone;

-- name: move_flows!
UPDATE flows SET partner = :kept WHERE partner = :gone;

-- name: move_contacts!
-- Whoever accepted for the one was not named for the other.
UPDATE contacts SET partner = :kept, acceptor = 0 WHERE partner = :gone;

-- name: move_approvals!
UPDATE approvals SET partner = :kept WHERE partner = :gone AND NOT EXISTS (
  SELECT 1 FROM approvals k
  WHERE k.partner = :kept AND k.offer = approvals.offer AND k.geo = approvals.geo AND k.source = approvals.source
);

-- name: drop_approvals!
DELETE FROM approvals WHERE partner = :gone;

-- name: move_chats!
UPDATE chats SET partner = :kept WHERE partner = :gone;

-- name: move_brought!
UPDATE newcomers SET brought_by = :kept WHERE brought_by = :gone;

-- name: move_terms!
UPDATE terms SET partner = :kept WHERE partner = :gone;

-- name: agreed
-- The offers for which something was agreed with that partner.
SELECT DISTINCT offer FROM terms WHERE partner = :gone ORDER BY offer;

-- name: drop_tiers!
DELETE FROM tiers WHERE partner = :gone;

-- name: drop_drafts!
DELETE FROM drafts WHERE partner = :gone;

-- name: join_announcements!
-- A change that both were told of becomes one, with the chats of both.
UPDATE announcements SET change = (
  SELECT k.id FROM term_changes g
  JOIN term_changes k ON k.partner = :kept AND k.before = g.before AND k.after = g.after AND k.at = g.at
  WHERE g.id = announcements.change
)
WHERE change IN (
  SELECT g.id FROM term_changes g
  JOIN term_changes k ON k.partner = :kept AND k.before = g.before AND k.after = g.after AND k.at = g.at
  WHERE g.partner = :gone
) AND chat NOT IN (SELECT a.chat FROM announcements a JOIN term_changes t ON t.id = a.change WHERE t.partner = :kept);

-- name: drop_announcements!
DELETE FROM announcements WHERE change IN (
  SELECT g.id FROM term_changes g
  JOIN term_changes k ON k.partner = :kept AND k.before = g.before AND k.after = g.after AND k.at = g.at
  WHERE g.partner = :gone
);

-- name: drop_term_changes!
DELETE FROM term_changes WHERE id IN (
  SELECT g.id FROM term_changes g
  JOIN term_changes k ON k.partner = :kept AND k.before = g.before AND k.after = g.after AND k.at = g.at
  WHERE g.partner = :gone
);

-- name: stir_summaries!
UPDATE summaries SET stale = 1 WHERE chat IN (SELECT id FROM chats WHERE partner = :kept);

-- name: move_term_changes!
UPDATE term_changes SET partner = :kept WHERE partner = :gone;

-- name: close_deals!
-- What is written about deals that both have stays whole: the one that comes along is closed.
UPDATE deals SET closed_at = :now WHERE partner = :gone AND closed_at IS NULL AND EXISTS (
  SELECT 1 FROM deals k WHERE k.partner = :kept AND k.offer = deals.offer AND k.closed_at IS NULL
);

-- name: move_deals!
UPDATE deals SET partner = :kept WHERE partner = :gone;

-- name: join_leads!
UPDATE leads SET flow = :kept WHERE flow = :gone;

-- name: move_disputes!
UPDATE disputes SET partner = :kept WHERE partner = :gone;

-- name: forget_vip!
DELETE FROM vip_told WHERE partner = :gone;

-- name: drop_partner!
DELETE FROM partners WHERE id = :gone;

-- name: conversations
-- The conversations of those two partners, with the chat and whether the bot is in it.
SELECT v.id AS conversation, c.id AS chat, c.partner FROM conversations v JOIN chats c ON c.id = v.chat
WHERE c.partner = :kept OR c.partner = :gone ORDER BY v.id;

-- name: page
-- Partners by name, with how many chats they have and how many wait; the one conversation to open is the oldest with a topic.
SELECT p.id, p.name, p.tier, p.manager, p.created_at, s.name AS manager_name, COUNT(*) OVER () AS total,
       (SELECT COUNT(*) FROM chats c WHERE c.partner = p.id) AS chats,
       (SELECT COUNT(*) FROM chats c JOIN conversations v ON v.chat = c.id
        WHERE c.partner = p.id AND v.waiting_since IS NOT NULL) AS waiting,
       (SELECT MIN(v.id) FROM chats c JOIN conversations v ON v.chat = c.id
        WHERE c.partner = p.id AND v.topic IS NOT NULL) AS conversation
FROM partners p LEFT JOIN staff s ON s.id = p.manager
WHERE CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT)
ORDER BY p.name, p.id LIMIT :limit OFFSET :first;
