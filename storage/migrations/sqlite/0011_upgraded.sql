-- Updates of a group may be worked off after word of its upgrade: it is known by its earlier id too.

ALTER TABLE chats ADD COLUMN was INTEGER;
CREATE INDEX chats_was ON chats (was) WHERE was IS NOT NULL;
