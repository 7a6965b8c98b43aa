-- name: add_copy!
INSERT INTO copies (conversation, src_chat, src_message, dst_chat, dst_message, what, file_key, headed)
VALUES (:conversation, :src_chat, :src_message, :dst_chat, :dst_message, :what, :file_key, :headed);

-- name: reshaped!
UPDATE copies SET what = :what, file_key = :file_key WHERE dst_chat = :chat AND dst_message = :message;

-- name: copy_in
-- The counterpart, in a chat, of a message known elsewhere: its newest copy there, or what it is a copy of.
SELECT dst_message AS message, what, file_key, headed, id
FROM copies WHERE src_chat = :chat AND src_message = :message AND dst_chat = :there
UNION ALL
SELECT src_message AS message, NULL AS what, NULL AS file_key, 0 AS headed, id
FROM copies WHERE dst_chat = :chat AND dst_message = :message AND src_chat = :there
ORDER BY id DESC LIMIT 1;

-- name: forget_copy!
DELETE FROM copies WHERE src_chat = :chat AND src_message = :message;

-- name: mirrored
SELECT conversation, 0 AS copy FROM copies WHERE src_chat = :chat AND src_message = :message
UNION ALL
SELECT conversation, 1 AS copy FROM copies WHERE dst_chat = :chat AND dst_message = :message
LIMIT 1;

-- name: react!
INSERT INTO reactions (chat, message, user_id, emoji, at) VALUES (:chat, :message, :user_id, :emoji, :at)
ON CONFLICT (chat, message, user_id) DO UPDATE SET emoji = :emoji, at = :at;

-- name: unreact!
DELETE FROM reactions WHERE chat = :chat AND message = :message AND user_id = :user_id;

-- name: reaction
SELECT emoji FROM reactions WHERE chat = :chat AND message = :message ORDER BY at DESC, user_id LIMIT 1;

-- name: add_note!
INSERT INTO notes (chat, message, album) VALUES (:chat, :message, :album) ON CONFLICT (chat, message) DO NOTHING;

-- name: note
SELECT message FROM notes WHERE chat = :chat AND message = :message;

-- name: note_album
SELECT message FROM notes WHERE chat = :chat AND album = :album LIMIT 1;

-- name: spoke_topic!
UPDATE conversations SET spoke_topic = :name WHERE id = :id;

-- name: spoke_chat!
UPDATE conversations SET spoke_chat = :name WHERE id = :id;

-- name: said
SELECT text FROM edits WHERE chat = :chat AND message = :message;

-- name: says!
INSERT INTO edits (chat, message, text, at) VALUES (:chat, :message, :text, :at)
ON CONFLICT (chat, message) DO UPDATE SET text = :text, at = :at;

-- name: forget_edits!
DELETE FROM edits WHERE at < :before;
