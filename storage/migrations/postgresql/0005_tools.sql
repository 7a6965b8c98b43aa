-- Staff tools: when a chat's messages start a wait, whose words are not answered, and which menus Telegram shows.

ALTER TABLE chats ADD COLUMN attention TEXT NOT NULL DEFAULT 'all' CHECK (attention IN ('all', 'called'));
ALTER TABLE chats ADD COLUMN chose_locale BIGINT NOT NULL DEFAULT 0;
CREATE INDEX chats_chose ON chats (tg_id) WHERE chose_locale = 1;
ALTER TABLE newcomers ADD COLUMN chose_locale BIGINT NOT NULL DEFAULT 0;
CREATE INDEX newcomers_chose ON newcomers (user_id) WHERE chose_locale = 1;

CREATE TABLE bans (
  user_id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  staff BIGINT NOT NULL,
  at BIGINT NOT NULL,
  unheard BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE menus (
  scope TEXT NOT NULL,
  language TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (scope, language)
);
