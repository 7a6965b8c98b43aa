-- name: take
-- Free, expired, our own, or of a holder known to be dead: ours, under a new epoch unless nobody else could begin since:
-- renewed late (the clock was moved, the machine slept) it is still the same.
INSERT INTO leases (name, holder, epoch, expires_at) VALUES ('desk', :holder, 1, :expires_at)
ON CONFLICT (name) DO UPDATE
SET epoch = CASE WHEN leases.holder = :holder AND leases.expires_at > 0 THEN leases.epoch ELSE leases.epoch + 1 END,
    holder = :holder, expires_at = :expires_at
WHERE leases.holder = :holder OR leases.expires_at <= :now OR leases.holder = :dead
RETURNING epoch;

-- name: holder
SELECT holder, epoch, expires_at FROM leases WHERE name = 'desk';

-- name: release!
UPDATE leases SET expires_at = 0 WHERE name = 'desk' AND holder = :holder;

-- name: held
-- Still under that epoch? Whoever takes the lease waits until the transaction that asks has ended.
SELECT epoch FROM leases WHERE name = 'desk' AND epoch = :epoch;

-- name: held__pg
SELECT epoch FROM leases WHERE name = 'desk' AND epoch = :epoch FOR SHARE;
