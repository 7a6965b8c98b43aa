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
