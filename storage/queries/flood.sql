-- name: of_newcomer
SELECT turn_at FROM newcomers WHERE user_id = :user_id;

-- name: set_newcomer!
UPDATE newcomers SET turn_at = :turn_at WHERE user_id = :user_id;

-- name: locked
-- The turn everybody shares; made if there is none, and locked until the transaction ends where rows can be locked.
INSERT INTO turns (name, free_at) VALUES (:name, 0)
ON CONFLICT (name) DO UPDATE SET free_at = turns.free_at
RETURNING free_at;

-- name: set!
UPDATE turns SET free_at = :free_at WHERE name = :name;
