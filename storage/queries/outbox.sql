-- name: add!
INSERT INTO outbox (to_kind, to_id, lane, kind, key, params, buttons, options, once, slot, cause, reply_chat, reply_message,
                    not_before, expires_at, on_unknown, created_at)
VALUES (:to_kind, :to_id, :lane, :kind, :key, :params, :buttons, :options, :once, :slot, :cause, :reply_chat, :reply_message,
        :not_before, :expires_at, :on_unknown, :created_at)
ON CONFLICT (once) DO NOTHING;

-- name: replace
-- A newer letter for a live message takes the place of the one still queued.
UPDATE outbox SET key = :key, params = :params, buttons = :buttons, options = :options, cause = :cause, expires_at = :expires_at
WHERE slot = :slot AND kind = :kind AND state = 'queued'
RETURNING id;

-- name: reword
-- A renewal says the queued one anew, and leaves it what it is: the first of its name stays one that is sent.
UPDATE outbox SET key = :key, params = :params, buttons = :buttons, cause = :cause, expires_at = :expires_at
WHERE slot = :slot AND kind = :kind AND state = 'queued'
RETURNING id;

-- name: renewable
-- Whether there is a message of that name, or one is on its way.
SELECT 1 FROM slots WHERE slot = :slot
UNION ALL
SELECT 1 FROM outbox WHERE state = 'sending' AND slot = :slot;

-- name: revoke!
UPDATE outbox SET state = 'revoked' WHERE cause = :cause AND state = 'queued';

-- name: open
SELECT id FROM outbox WHERE state = 'queued' ORDER BY lane, id LIMIT :limit;

-- name: load
SELECT id, to_kind, to_id, lane, kind, key, params, buttons, options, once, slot, cause, reply_chat, reply_message, not_before,
       expires_at, on_unknown, tries, unknowns, created_at
FROM outbox WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id;

-- name: load__pg
SELECT id, to_kind, to_id, lane, kind, key, params, buttons, options, once, slot, cause, reply_chat, reply_message, not_before,
       expires_at, on_unknown, tries, unknowns, created_at
FROM outbox WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON))) ORDER BY id;

-- name: claim
-- In flight from here on; what was revoked or renewed meanwhile does not come back as it was read.
-- Our own epoch: claimed in a transaction that committed while the connection was lost; it has not left.
UPDATE outbox SET state = 'sending', epoch = :epoch, tries = tries + 1
WHERE id = :id AND (state = 'queued' OR (state = 'sending' AND epoch = :epoch))
RETURNING id;

-- name: sent!
UPDATE outbox SET state = 'sent', sent_at = :sent_at, chat = :chat, message = :message, text = :text WHERE id = :id;

-- name: later!
UPDATE outbox SET state = 'queued', not_before = :not_before, error = :error, unknowns = unknowns + :unknowns
WHERE id = :id AND state = 'sending';

-- name: dead!
UPDATE outbox SET state = :state, error = :error WHERE id = :id;

-- name: adrift
-- In flight under an earlier epoch: nobody knows whether they got through.
SELECT id, on_unknown FROM outbox WHERE state = 'sending' AND epoch < :epoch;

-- name: lately
-- What left since then, or may have left. Only the newest are looked at: no more can have left in so short a time.
SELECT id, chat, sent_at FROM outbox
WHERE id > (SELECT COALESCE(MAX(id), 0) FROM outbox) - 4000 AND (sent_at >= :since OR state = 'sending')
ORDER BY COALESCE(sent_at, :since), id;

-- name: by_id
SELECT id, to_kind, to_id, lane, kind, key, params, buttons, options, once, slot, cause, reply_chat, reply_message, not_before,
       expires_at, on_unknown, tries, unknowns, created_at, state, chat, message, text, error
FROM outbox WHERE id = :id;

-- name: slot
SELECT chat, message FROM slots WHERE slot = :slot;

-- name: set_slot!
INSERT INTO slots (slot, chat, message) VALUES (:slot, :chat, :message)
ON CONFLICT (slot) DO UPDATE SET chat = :chat, message = :message;

-- name: drop_slot!
DELETE FROM slots WHERE slot = :slot;

-- name: album
-- An album that still waits for its parts.
SELECT id, params FROM outbox WHERE cause = :cause AND kind = 'album' AND state = 'queued' AND tries = 0 ORDER BY id DESC LIMIT 1;

-- name: hold!
UPDATE outbox SET params = :params, not_before = :not_before WHERE id = :id;

-- name: album_first
SELECT id, to_kind, to_id, lane, kind, key, params, buttons, options, once, slot, cause, reply_chat, reply_message, not_before,
       expires_at, on_unknown, tries, unknowns, created_at
FROM outbox WHERE cause = :cause AND kind = 'album' AND state <> 'revoked' ORDER BY id LIMIT 1;

-- name: by_once
SELECT id, to_kind, to_id, lane, kind, key, params, buttons, options, once, slot, cause, reply_chat, reply_message, not_before,
       expires_at, on_unknown, tries, unknowns, created_at, state
FROM outbox WHERE once = :once;

-- name: told
SELECT cause FROM outbox WHERE chat = :chat AND message = :message AND lane = 2 AND state = 'sent' AND cause IS NOT NULL
ORDER BY id DESC LIMIT 1;

-- name: withdraw
UPDATE outbox SET state = 'revoked' WHERE once = :once AND state = 'queued' RETURNING id;

-- name: forget!
DELETE FROM outbox WHERE state IN ('sent', 'dead', 'revoked') AND created_at < :before
  AND id NOT IN (SELECT o.id FROM outbox o JOIN exposures e ON e.letter = o.once);
