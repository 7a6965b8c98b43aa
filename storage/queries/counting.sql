-- name: feeding
-- The sources that have brought leads of a flow.
SELECT s.platform, s.settings, s.heard_at FROM sources s
WHERE s.closed_at IS NULL AND EXISTS (SELECT 1 FROM leads l WHERE l.flow = :flow AND l.source = s.id)
ORDER BY s.id;

-- name: open_sources
SELECT s.platform, s.settings, s.heard_at FROM sources s WHERE s.closed_at IS NULL ORDER BY s.id;

-- name: links_of_tokens
SELECT id, token FROM links WHERE token IN (SELECT value FROM json_each(:tokens));

-- name: links_of_tokens__pg
SELECT id, token FROM links WHERE token IN (SELECT value FROM json_array_elements_text(CAST(:tokens AS JSON)));

-- name: flows_of_links
SELECT l.id AS link, f.id, f.partner, f.offer, f.geo, f.source FROM links l JOIN flows f ON f.id = l.flow
WHERE l.id IN (SELECT value FROM json_each(:ids));

-- name: flows_of_links__pg
SELECT l.id AS link, f.id, f.partner, f.offer, f.geo, f.source FROM links l JOIN flows f ON f.id = l.flow
WHERE l.id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON)));

-- name: leads_of_keys
-- Of a source, by pairs of goal and number. CROSS keeps SQLite from walking through all leads for each pair.
SELECT l.id, l.goal, l.external, l.link, l.status, l.amount, l.currency, l.clicked_at, l.at, l.status_at, l.heard_at
FROM json_each(:keys) k
CROSS JOIN leads l ON l.source = :source AND l.goal = json_extract(k.value, '$[0]') AND l.external = json_extract(k.value, '$[1]');

-- name: leads_of_keys__pg
SELECT l.id, l.goal, l.external, l.link, l.status, l.amount, l.currency, l.clicked_at, l.at, l.status_at, l.heard_at
FROM json_array_elements(CAST(:keys AS JSON)) AS k (value)
JOIN leads l ON l.source = CAST(:source AS BIGINT) AND l.goal = k.value ->> 0 AND l.external = k.value ->> 1;

-- name: keys_of_word
-- The leads of a source of which that word was said.
SELECT DISTINCT l.id, l.goal, l.external FROM lead_changes c JOIN leads l ON l.id = c.lead
WHERE l.source = :source AND c.word = :word ORDER BY l.id;

-- name: changes
SELECT lead, word, at, clicked_at, amount, currency, link, heard_at FROM lead_changes
WHERE lead IN (SELECT value FROM json_each(:ids)) ORDER BY id;

-- name: changes__pg
SELECT lead, word, at, clicked_at, amount, currency, link, heard_at FROM lead_changes
WHERE lead IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON))) ORDER BY id;

-- name: add_lead!
INSERT INTO leads (source, goal, external, status, at, heard_at) VALUES (:source, :goal, :external, 'unmapped', :now, :now);

-- name: add_change!
-- The same said twice is heard when it was heard first.
INSERT INTO lead_changes (lead, print, word, at, clicked_at, amount, currency, link, heard_at, postback, made_by)
VALUES (:lead, :print, :word, :at, :clicked_at, :amount, :currency, :link, :heard_at, :postback, :made_by)
ON CONFLICT (lead, print) DO UPDATE SET heard_at = EXCLUDED.heard_at WHERE lead_changes.heard_at > EXCLUDED.heard_at;

-- name: set_lead!
UPDATE leads SET link = :link, flow = :flow, status = :status, amount = :amount, currency = :currency,
       clicked_at = :clicked_at, at = :at, status_at = :status_at, heard_at = :heard_at
WHERE id = :id;

-- name: recount!
INSERT INTO recounts (flow) VALUES (:flow) ON CONFLICT (flow) DO NOTHING;
