-- Every call of one of us: when, about which wait, on which list (by the instant of the call before it), and whether it was heard.

CREATE TABLE pings (
  staff BIGINT NOT NULL,
  at BIGINT NOT NULL,
  conversation BIGINT NOT NULL,
  episode BIGINT NOT NULL,
  list BIGINT,
  aloud BIGINT NOT NULL
);
CREATE INDEX pings_staff ON pings (staff, at);
CREATE INDEX pings_list ON pings (staff, list) WHERE list IS NOT NULL;
CREATE INDEX pings_wait ON pings (conversation, episode) WHERE list IS NOT NULL;
