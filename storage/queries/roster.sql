-- name: overrides
SELECT id, start_at, end_at, staff_out, staff_in FROM overrides
WHERE end_at > :now AND removed_at IS NULL ORDER BY id;

-- name: add_override!
INSERT INTO overrides (start_at, end_at, staff_out, staff_in, made_by, made_at)
VALUES (:start_at, :end_at, :staff_out, :staff_in, :made_by, :made_at);

-- name: absences
SELECT id, staff, deputy, start_at, end_at FROM absences
WHERE end_at > :now AND removed_at IS NULL ORDER BY start_at, id;

-- name: add_absence
INSERT INTO absences (staff, deputy, start_at, end_at, made_by, made_at)
VALUES (:staff, :deputy, :start_at, :end_at, :made_by, :made_at) RETURNING id;

-- name: end_absence
-- Over from now on; one that has not begun never was.
UPDATE absences SET removed_at = :now WHERE id = :id AND staff = :staff AND end_at > :now AND removed_at IS NULL
RETURNING id, staff, deputy, start_at, end_at;

-- name: round
SELECT due_at, empty_at FROM rounds WHERE name = 'shifts';

-- name: set_round!
INSERT INTO rounds (name, due_at, empty_at) VALUES ('shifts', :due_at, :empty_at)
ON CONFLICT (name) DO UPDATE SET due_at = :due_at, empty_at = :empty_at;

-- name: look_again!
UPDATE rounds SET due_at = 0 WHERE name = 'shifts';

-- name: on_duty
SELECT staff, since, relieves, here_at, missed_at FROM on_duty ORDER BY staff;

-- name: come!
INSERT INTO on_duty (staff, since, relieves, here_at) VALUES (:staff, :since, :relieves, :here_at)
ON CONFLICT (staff) DO NOTHING;

-- name: go!
DELETE FROM on_duty WHERE staff = :staff;

-- name: here
UPDATE on_duty SET here_at = :now WHERE staff = :staff AND here_at IS NULL RETURNING since, missed_at;

-- name: missed!
UPDATE on_duty SET missed_at = :now WHERE staff = :staff;

-- name: tell_gap
INSERT INTO gaps_told (start_at, stage, told_at) VALUES (:start_at, :stage, :now)
ON CONFLICT (start_at, stage) DO NOTHING
RETURNING start_at;

-- name: add_swap
-- Nothing where the same person was asked for the same shift and has not answered: two presses equal one.
INSERT INTO swaps (asker, other, start_at, end_at, back_start, back_end, asked_at)
SELECT :asker, :other, :start_at, :end_at, CAST(:back_start AS BIGINT), CAST(:back_end AS BIGINT), :now
WHERE NOT EXISTS (
  SELECT 1 FROM swaps WHERE state = 'asked' AND asker = :asker AND other = :other AND start_at = :start_at
)
RETURNING id;

-- name: swap
SELECT id, asker, other, start_at, end_at, back_start, back_end FROM swaps WHERE id = :id AND state = 'asked';

-- name: settle_swap
UPDATE swaps SET state = :state, settled_at = :now WHERE id = :id AND state = 'asked' RETURNING id;

-- name: swaps_begun
SELECT id, asker, other, start_at, end_at, back_start, back_end FROM swaps
WHERE state = 'asked' AND (start_at <= :now OR back_start <= :now) ORDER BY id;
