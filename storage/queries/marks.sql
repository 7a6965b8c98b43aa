-- name: get
SELECT at, reached FROM marks WHERE name = :name;

-- name: put!
INSERT INTO marks (name, at, reached) VALUES (:name, :at, :reached)
ON CONFLICT (name) DO UPDATE SET at = :at, reached = :reached;
