-- name: steps
-- The tiers a partner has had and will have, each from an instant on.
SELECT tier, at FROM tiers WHERE partner = :partner ORDER BY at;

-- name: at
SELECT tier FROM tiers WHERE partner = :partner AND at <= :at ORDER BY at DESC LIMIT 1;

-- name: add!
-- What it was before the first change.
INSERT INTO tiers (partner, tier, at, made_by) SELECT :partner, :tier, :at, :made_by
WHERE NOT EXISTS (SELECT 1 FROM tiers WHERE partner = :partner);

-- name: add__pg!
INSERT INTO tiers (partner, tier, at, made_by)
SELECT CAST(:partner AS BIGINT), CAST(:tier AS TEXT), CAST(:at AS BIGINT), CAST(:made_by AS BIGINT)
WHERE NOT EXISTS (SELECT 1 FROM tiers WHERE partner = CAST(:partner AS BIGINT));

-- name: put!
INSERT INTO tiers (partner, tier, at, made_by) VALUES (:partner, :tier, :at, :made_by)
ON CONFLICT (partner, at) DO UPDATE SET tier = EXCLUDED.tier, made_by = EXCLUDED.made_by;

-- name: drop_planned!
DELETE FROM tiers WHERE partner = :partner AND at > :now;

-- name: apply!
UPDATE partners SET
  tier = COALESCE((SELECT t.tier FROM tiers t WHERE t.partner = partners.id AND t.at <= :now ORDER BY t.at DESC LIMIT 1), tier),
  tier_until = (SELECT MIN(t.at) FROM tiers t WHERE t.partner = partners.id AND t.at > :now)
WHERE id = :partner;

-- name: due
SELECT id AS partner FROM partners WHERE tier_until <= :now ORDER BY id LIMIT :limit;
