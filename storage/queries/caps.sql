-- name: count_flow
-- How many leads take places of a cap of that flow, of one chat's links or of all; and how many came in the last hour.
SELECT COUNT(*) AS used, COUNT(CASE WHEN l.at > :hour_ago AND l.at <= :as_of THEN 1 END) AS in_hour
FROM leads l
WHERE l.flow = :flow AND l.goal = :goal AND l.at >= :start AND l.at < :until
  AND CAST(:statuses AS TEXT) LIKE '%,' || l.status || ',%'
  AND (CAST(:chat AS BIGINT) IS NULL OR l.link IN (SELECT k.id FROM links k WHERE k.chat = CAST(:chat AS BIGINT)));

-- name: count_deal
SELECT COUNT(*) AS used, COUNT(CASE WHEN l.at > :hour_ago AND l.at <= :as_of THEN 1 END) AS in_hour
FROM leads l
WHERE l.flow IN (SELECT f.id FROM flows f WHERE f.partner = :partner AND f.offer = :offer)
  AND l.goal = :goal AND l.at >= :start AND l.at < :until
  AND CAST(:statuses AS TEXT) LIKE '%,' || l.status || ',%'
  AND (CAST(:chat AS BIGINT) IS NULL OR l.link IN (SELECT k.id FROM links k WHERE k.chat = CAST(:chat AS BIGINT)));

-- name: leads
-- Those of a deal within [start, until), in their order.
SELECT l.source, l.goal, l.external, l.flow, k.chat, l.status, l.at, l.clicked_at
FROM flows f JOIN leads l ON l.flow = f.id JOIN links k ON k.id = l.link
WHERE f.partner = :partner AND f.offer = :offer AND (CAST(:goal AS TEXT) IS NULL OR l.goal = CAST(:goal AS TEXT))
  AND l.at >= :start AND l.at < :until
ORDER BY l.at, l.source, l.goal, l.external;

-- name: flows
SELECT id, partner, offer, geo, source FROM flows WHERE partner = :partner AND offer = :offer ORDER BY id;
