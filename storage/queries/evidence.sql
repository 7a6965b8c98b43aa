-- name: deal
-- The open deal, made where there is none, and held: entries follow one another.
INSERT INTO deals (partner, offer) VALUES (:partner, :offer)
ON CONFLICT (partner, offer) WHERE closed_at IS NULL DO UPDATE SET offer = EXCLUDED.offer
RETURNING id, entries, head;

-- name: add!
INSERT INTO evidence (deal, number, at, kind, body, hash) VALUES (:deal, :number, :at, :kind, :body, :hash);

-- name: ahead!
UPDATE deals SET entries = :entries, head = :head WHERE id = :id;

-- name: entries
SELECT e.deal, e.number, e.at, e.kind, e.body, e.hash FROM evidence e JOIN deals d ON d.id = e.deal
WHERE d.partner = :partner AND d.offer = :offer
ORDER BY e.deal, e.number;

-- name: knows_terms
-- Whether the chain of the open deal names a version already.
SELECT e.number FROM evidence e JOIN deals d ON d.id = e.deal
WHERE d.partner = :partner AND d.offer = :offer AND d.closed_at IS NULL AND e.kind = 'terms' AND e.body LIKE :like
LIMIT 1;

-- name: offers
SELECT DISTINCT offer FROM deals WHERE partner = :partner AND entries > 0 ORDER BY offer;

-- name: began
SELECT MIN(e.at) AS at FROM evidence e JOIN deals d ON d.id = e.deal
WHERE d.partner = :partner AND d.offer = :offer AND e.number = 1;

-- name: lengths
SELECT id, entries FROM deals WHERE partner = :partner AND offer = :offer ORDER BY id;

-- name: bodies
SELECT id, body FROM terms WHERE offer = :offer AND (partner IS NULL OR partner = :partner);

-- name: sources
SELECT id, name FROM sources;
