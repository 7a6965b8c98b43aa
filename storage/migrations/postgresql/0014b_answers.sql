-- What a chat answered to an announcement: accepted or declined; and tiers that end.

ALTER TABLE announcements ADD COLUMN answer TEXT;
CREATE INDEX partners_tier_until ON partners (tier_until) WHERE tier_until IS NOT NULL;
CREATE INDEX term_changes_partner ON term_changes (partner, offer) WHERE begun = 0;
