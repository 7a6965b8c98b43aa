-- name: steps
-- The tiers a partner has had and will have, each from an instant on.
SELECT tier, at FROM tiers WHERE partner = :partner ORDER BY at;

-- name: at
SELECT tier FROM tiers WHERE partner = :partner AND at <= :at ORDER BY at DESC LIMIT 1;
