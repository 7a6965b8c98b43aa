-- name: staff
-- Those who are with us; the rows of those who have left stay, for their names.
SELECT id, user_id, name, username, role, locale, zone, reach FROM staff WHERE left_at IS NULL ORDER BY id;

-- name: staff_locked
-- The same, and nobody else changes them until the transaction ends.
SELECT id, user_id, name, username, role, locale, zone, reach FROM staff WHERE left_at IS NULL ORDER BY id;

-- name: staff_locked__pg
SELECT id, user_id, name, username, role, locale, zone, reach FROM staff WHERE left_at IS NULL ORDER BY id FOR UPDATE;

-- name: staff_by_user
SELECT id, user_id, name, username, role, locale, zone, reach FROM staff WHERE user_id = :user_id AND left_at IS NULL;

-- name: staff_by_id
SELECT id, user_id, name, username, role, locale, zone, reach FROM staff WHERE id = :id AND left_at IS NULL;

-- name: add_staff
-- Of somebody who comes back without a name the old one stands.
INSERT INTO staff (user_id, name, username, role, locale, zone, reach, digest_at, joined_at)
VALUES (:user_id, COALESCE(:name, CAST(CAST(:user_id AS BIGINT) AS TEXT)), :username, :role, :locale, :zone, :reach, NULL, :joined_at)
ON CONFLICT (user_id) DO UPDATE
SET role = :role, name = COALESCE(:name, staff.name), username = COALESCE(:username, staff.username), left_at = NULL
RETURNING id;

-- name: set_role!
UPDATE staff SET role = :role, digest_at = NULL WHERE id = :id;

-- name: leave!
UPDATE staff SET left_at = :now, digest_at = NULL WHERE id = :id;

-- name: set_reach!
UPDATE staff SET reach = :reach WHERE user_id = :user_id;

-- name: rename_staff!
UPDATE staff SET name = :name, username = :username WHERE id = :id;

-- name: set_locale!
UPDATE staff SET locale = :locale WHERE user_id = :user_id;

-- name: digest_due
SELECT id, user_id, name, username, role, locale, zone, reach, digest_at FROM staff
WHERE digest_at <= :now AND left_at IS NULL ORDER BY digest_at;

-- name: digest_unset
SELECT id, user_id, name, username, role, locale, zone, reach FROM staff
WHERE digest_at IS NULL AND role IN ('manager', 'head') AND left_at IS NULL ORDER BY id;

-- name: set_digest_at!
UPDATE staff SET digest_at = :digest_at WHERE id = :id;

-- name: add_invite!
INSERT INTO invites (token, role, made_by, expires_at) VALUES (:token, :role, :made_by, :expires_at);

-- name: invite
SELECT token, role, made_by, expires_at, used_by FROM invites WHERE token = :token;

-- name: use_invite
UPDATE invites SET used_by = :user_id, used_at = :now
WHERE token = :token AND used_by IS NULL AND expires_at > :now
RETURNING role;

-- name: void_invites!
UPDATE invites SET expires_at = :now WHERE made_by = :made_by AND used_by IS NULL AND expires_at > :now;

-- name: referral
-- The token of a contact's own link: the one there is, or this one.
INSERT INTO referrals (user_id, token, made_at) VALUES (:user_id, :token, :now)
ON CONFLICT (user_id) DO UPDATE SET user_id = :user_id
RETURNING token;

-- name: referred_by
SELECT c.partner FROM referrals r JOIN contacts c ON c.user_id = r.user_id WHERE r.token = :token;

-- name: alone
-- Partners whom nobody looks after: the heads' queue, the oldest first.
SELECT id, name, tier, manager, created_at, tier_until FROM partners WHERE manager IS NULL ORDER BY created_at, id LIMIT :limit;

-- name: count_alone
SELECT COUNT(*) AS count FROM partners WHERE manager IS NULL;

-- name: give
-- Only while nobody has it: of two heads the first one decides.
UPDATE partners SET manager = :manager WHERE id = :id AND manager IS NULL RETURNING id;

-- name: count_partners
SELECT COUNT(*) AS count FROM partners WHERE manager = :manager;

-- name: let_go
UPDATE partners SET manager = NULL WHERE manager = :manager RETURNING id;

-- name: add_partner
INSERT INTO partners (name, tier, manager, created_at) VALUES (:name, :tier, :manager, :created_at) RETURNING id;

-- name: partner
SELECT id, name, tier, manager, created_at, tier_until FROM partners WHERE id = :id;

-- name: partners
SELECT id, name, tier, manager, created_at, tier_until FROM partners ORDER BY name, id LIMIT :limit;

-- name: load_of_managers
-- Partners active lately, per manager: a partner is active when one of its chats had an episode.
SELECT p.manager AS manager, COUNT(DISTINCT p.id) AS partners
FROM partners p
JOIN chats c ON c.partner = p.id
JOIN conversations v ON v.chat = c.id
JOIN episodes e ON e.conversation = v.id AND e.started_at >= :since
WHERE p.manager IS NOT NULL
GROUP BY p.manager;

-- name: add_contact
INSERT INTO contacts (user_id, partner, name, username, locale) VALUES (:user_id, :partner, :name, :username, :locale)
ON CONFLICT (user_id) DO NOTHING
RETURNING user_id;

-- name: contact
-- Everybody of a partner accepts terms, unless its manager has named who does.
SELECT c.user_id, c.partner, c.name, c.username, c.locale, c.role, c.acceptor, CASE WHEN c.acceptor = 1 OR NOT EXISTS (
  SELECT 1 FROM contacts o WHERE o.partner = c.partner AND o.acceptor = 1
) THEN 1 ELSE 0 END AS accepts
FROM contacts c WHERE c.user_id = :user_id;

-- name: set_acceptor!
UPDATE contacts SET acceptor = :acceptor WHERE user_id = :user_id;

-- name: set_contact_role!
UPDATE contacts SET role = :role WHERE user_id = :user_id;

-- name: set_contact_locale!
UPDATE contacts SET locale = :locale WHERE user_id = :user_id;

-- name: add_newcomer
INSERT INTO newcomers (user_id, name, username, locale, payload, step, answers, started_at, brought_by)
VALUES (:user_id, :name, :username, :locale, :payload, :step, :answers, :started_at, :brought_by)
ON CONFLICT (user_id) DO NOTHING
RETURNING user_id;

-- name: newcomer
SELECT user_id, name, username, locale, payload, step, answers, started_at, due_at, met_at, brought_by FROM newcomers WHERE user_id = :user_id;

-- name: set_origin!
-- The first link that says something is the one that brought the person.
UPDATE newcomers SET payload = :payload, brought_by = :brought_by
WHERE user_id = :user_id AND payload = '' AND brought_by IS NULL AND met_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.user_id = :user_id);

-- name: save_newcomer!
UPDATE newcomers SET locale = :locale, step = :step, answers = :answers, due_at = :due_at, met_at = :met_at WHERE user_id = :user_id;

-- name: newcomers_due
SELECT user_id, name, username, locale, payload, step, answers, started_at, due_at, met_at, brought_by
FROM newcomers WHERE due_at <= :now ORDER BY due_at LIMIT :limit;

-- name: audit!
INSERT INTO audit (at, user_id, action, data) VALUES (:at, :user_id, :action, :data);
