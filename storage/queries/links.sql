-- name: tier_terms
-- Every version of the tiers, those that are over too.
SELECT id, offer, tier, partner, geo, source, number, body, hash, valid_from, valid_to, until, made_by, made_at
FROM terms WHERE partner IS NULL ORDER BY id;

-- name: last_number
SELECT MAX(number) AS number FROM terms WHERE offer = :offer;

-- name: move_terms!
UPDATE terms SET valid_from = :valid_from, valid_to = :valid_to WHERE id = :id;

-- name: add_terms
INSERT INTO terms (offer, tier, partner, geo, source, number, body, hash, valid_from, valid_to, until, made_by, made_at)
VALUES (:offer, :tier, :partner, :geo, :source, :number, :body, :hash, :valid_from, :valid_to, :until, :made_by, :made_at)
ON CONFLICT (offer, tier, number) DO NOTHING
RETURNING id;

-- name: holding_terms
-- Of that offer, what holds at that instant for everybody and for that partner.
SELECT id, offer, tier, partner, geo, source, number, body, hash, valid_from, valid_to, until, made_by, made_at
FROM terms
WHERE offer = :offer AND valid_from <= :now AND (valid_to IS NULL OR valid_to > :now)
  AND (partner IS NULL OR partner = :partner)
ORDER BY id;

-- name: all_holding_terms
SELECT id, offer, tier, partner, geo, source, number, body, hash, valid_from, valid_to, until, made_by, made_at
FROM terms WHERE valid_from <= :now AND (valid_to IS NULL OR valid_to > :now)
ORDER BY id;

-- name: versions
SELECT id, offer, tier, partner, geo, source, number, body, hash, valid_from, valid_to, until, made_by, made_at
FROM terms WHERE offer = :offer AND (partner IS NULL OR partner = :partner)
ORDER BY id;

-- name: add_flow!
INSERT INTO flows (partner, offer, geo, source) VALUES (:partner, :offer, :geo, :source)
ON CONFLICT (partner, offer, geo, source) DO NOTHING;

-- name: flow
SELECT id, partner, offer, geo, source FROM flows
WHERE partner = :partner AND offer = :offer AND geo = :geo AND source = :source;

-- name: live_flows
-- A flow is live while one of the partner's chats has a live link of it.
SELECT f.id, f.partner, f.offer, f.geo, f.source FROM flows f
WHERE f.partner = :partner AND EXISTS (SELECT 1 FROM links l WHERE l.flow = f.id AND l.stopped_at IS NULL)
ORDER BY f.offer, f.geo, f.source;

-- name: last_choices
SELECT f.id, f.partner, f.offer, f.geo, f.source FROM flows f
JOIN links l ON l.flow = f.id
WHERE f.partner = :partner
GROUP BY f.id, f.partner, f.offer, f.geo, f.source
ORDER BY MAX(l.id) DESC LIMIT :limit;

-- name: add_link!
-- A chat has one live link of a flow; stopped ones stay (PRODUCT 6).
INSERT INTO links (flow, chat, token, terms, issued_at, issued_by)
VALUES (:flow, :chat, :token, :terms, :issued_at, :issued_by)
ON CONFLICT (flow, chat) WHERE stopped_at IS NULL DO NOTHING;

-- name: by_token
-- However its letters are written, stopped or not.
SELECT l.id, l.chat, l.token, l.terms, l.issued_at, l.issued_by, f.id AS flow, f.partner, f.offer, f.geo, f.source
FROM links l JOIN flows f ON f.id = l.flow
WHERE LOWER(l.token) = :token ORDER BY l.id;

-- name: flow_by_id
SELECT id, partner, offer, geo, source FROM flows WHERE id = :id;

-- name: of_flow
SELECT l.id, l.chat, l.token, l.terms, l.issued_at, l.issued_by, f.id AS flow, f.partner, f.offer, f.geo, f.source
FROM links l JOIN flows f ON f.id = l.flow
WHERE l.flow = :flow AND l.chat = :chat AND l.stopped_at IS NULL;

-- name: by_id
SELECT l.id, l.chat, l.token, l.terms, l.issued_at, l.issued_by, f.id AS flow, f.partner, f.offer, f.geo, f.source
FROM links l JOIN flows f ON f.id = l.flow
WHERE l.id = :id AND l.chat = :chat AND f.partner = :partner AND l.stopped_at IS NULL;

-- name: of_chat
SELECT l.id, l.chat, l.token, l.terms, l.issued_at, l.issued_by, f.id AS flow, f.partner, f.offer, f.geo, f.source
FROM links l JOIN flows f ON f.id = l.flow
WHERE l.chat = :chat AND f.partner = :partner AND l.stopped_at IS NULL
ORDER BY f.offer, f.geo, f.source;

-- name: count_exposures
SELECT COUNT(DISTINCT letter) AS count FROM exposures
WHERE chat = :chat AND terms = :terms AND COALESCE(link, 0) = :link;

-- name: exposed_there
SELECT 1 AS found FROM exposures WHERE chat = :chat AND terms = :terms LIMIT 1;

-- name: add_exposure!
INSERT INTO exposures (flow, link, terms, chat, letter) VALUES (:flow, :link, :terms, :chat, :letter);

-- name: shown
UPDATE exposures SET shown_at = :at, message = :message WHERE letter = :letter AND shown_at IS NULL RETURNING id;

-- name: just_shown
-- What that letter showed: the flows with their versions, in order.
SELECT e.link, e.chat, f.id AS flow, f.partner, f.offer, f.geo, f.source, e.terms FROM exposures e JOIN flows f ON f.id = e.flow
WHERE e.letter = :letter ORDER BY e.terms, f.partner, e.id;

-- name: version
SELECT id, offer, tier, partner, geo, source, number, body, hash, valid_from, valid_to, until, made_by, made_at
FROM terms WHERE id = :id;

-- name: exposed
SELECT letter, shown_at, message FROM exposures WHERE link = :link AND terms = :terms ORDER BY id;

-- name: accept
-- Once per person; a press that counted as read becomes an acceptance when the person may accept.
INSERT INTO acceptances (link, terms, chat, user_id, name, kind, at)
VALUES (:link, :terms, :chat, :user_id, :name, :kind, :at)
ON CONFLICT (link, terms, user_id) DO UPDATE SET kind = EXCLUDED.kind, at = EXCLUDED.at, name = EXCLUDED.name
WHERE acceptances.kind = 'read' AND EXCLUDED.kind = 'accepted'
RETURNING id;

-- name: acceptances
SELECT link, terms, user_id, name, kind, at FROM acceptances WHERE link = :link ORDER BY id;

-- name: live
-- Every live link with its partner's tier, of that manager's partners or of all.
SELECT l.id, l.chat, l.token, l.terms, l.issued_at, l.issued_by, f.id AS flow, f.partner, f.offer, f.geo, f.source, p.tier
FROM links l JOIN flows f ON f.id = l.flow JOIN partners p ON p.id = f.partner
WHERE l.stopped_at IS NULL AND (CAST(:manager AS BIGINT) IS NULL OR p.manager = CAST(:manager AS BIGINT))
ORDER BY l.id;

-- name: accepted_live
-- What somebody has accepted of the live links.
SELECT a.link, a.terms FROM acceptances a JOIN links l ON l.id = a.link
WHERE a.kind = 'accepted' AND l.stopped_at IS NULL
ORDER BY a.id;

-- name: chat_of_topic
SELECT c.id, c.tg_id, c.kind, c.title, c.partner, c.locale, c.status
FROM conversations v JOIN chats c ON c.id = v.chat
WHERE v.forum = :forum AND v.topic = :topic;
