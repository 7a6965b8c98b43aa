"""Refusals: Telegram's own words and codes, in one table."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """What Telegram answers instead of a result: HTTP code, description, and `parameters` (or None)."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


TABLE: dict[str, tuple[int, str]] = {
    # who asks, and for what
    "unauthorized": (401, "Unauthorized"),
    "unknown_method": (404, "Not Found: method not found"),
    "bad_json": (400, "Bad Request: can't parse JSON object"),
    "bad_parameter": (400, "Bad Request: invalid parameter {name}"),
    "internal": (500, "Internal Server Error"),
    "flood": (429, "Too Many Requests: retry after {seconds}"),
    "two_pollers": (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    ),
    "webhook_active": (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ),
    "webhook_https": (400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
    # the chat
    "chat_not_found": (400, "Bad Request: chat not found"),
    "chat_id_empty": (400, "Bad Request: chat_id is empty"),
    "cannot_initiate": (403, "Forbidden: bot can't initiate conversation with a user"),
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "cannot_message_bots": (403, "Forbidden: bot can't send messages to bots"),
    "kicked": (403, "Forbidden: bot was kicked from the {kind} chat"),
    "not_member": (403, "Forbidden: bot is not a member of the {kind} chat"),
    "upgraded": (400, "Bad Request: group chat was upgraded to a supergroup chat"),
    "group_only": (400, "Bad Request: method is available for supergroup and channel chats only"),
    # the text
    "text_empty": (400, "Bad Request: message text is empty"),
    "text_long": (400, "Bad Request: message is too long"),
    "text_long_edit": (400, "Bad Request: MESSAGE_TOO_LONG"),
    "caption_long": (400, "Bad Request: message caption is too long"),
    "parse": (400, "Bad Request: can't parse entities: {reason}"),
    "parse_mode": (400, "Bad Request: unsupported parse_mode (the sandbox reads HTML only)"),
    "entities": (400, "Bad Request: can't parse entities: {reason}"),
    # keyboards and presses
    "markup_json": (400, "Bad Request: object expected as reply markup"),
    "button_text": (400, 'Bad Request: can\'t parse inline keyboard button: Field "text" must be of type String'),
    "button_action": (
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "button_data": (400, "Bad Request: BUTTON_DATA_INVALID"),
    "button_url": (400, "Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"),
    "query_old": (400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
    "answer_long": (400, "Bad Request: MESSAGE_TOO_LONG"),
    # replies, copies, forwards
    "reply_missing": (400, "Bad Request: message to be replied not found"),
    "quote": (400, "Bad Request: QUOTE_TEXT_INVALID"),
    "copy_missing": (400, "Bad Request: message to copy not found"),
    "copy_forbidden": (400, "Bad Request: the message can't be copied"),
    "forward_missing": (400, "Bad Request: message to forward not found"),
    "forward_forbidden": (400, "Bad Request: the message can't be forwarded"),
    "ids_empty": (400, "Bad Request: message identifiers are not specified"),
    "ids_many": (400, "Bad Request: too many message identifiers specified"),
    "ids_order": (400, "Bad Request: message identifiers must be in a strictly increasing order"),
    # edits, deletions, reactions, pins
    "edit_missing": (400, "Bad Request: message to edit not found"),
    "edit_forbidden": (400, "Bad Request: message can't be edited"),
    "edit_no_text": (400, "Bad Request: there is no text in the message to edit"),
    "edit_no_caption": (400, "Bad Request: there is no caption in the message to edit"),
    "edit_no_media": (400, "Bad Request: there is no media in the message to edit"),
    "edit_no_location": (400, "Bad Request: there is no live location in the message to edit"),
    "edit_album": (400, "Bad Request: can't change media type in the album"),
    "edit_album_kind": (400, "Bad Request: message content type can't be used in an album"),
    "not_modified": (
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    ),
    "delete_missing": (400, "Bad Request: message to delete not found"),
    "delete_forbidden": (400, "Bad Request: message can't be deleted"),
    "delete_late": (400, "Bad Request: message can't be deleted for everyone"),
    "react_missing": (400, "Bad Request: message to react not found"),
    "react_invalid": (400, "Bad Request: REACTION_INVALID"),
    "react_many": (400, "Bad Request: REACTIONS_TOO_MANY"),
    "pin_missing": (400, "Bad Request: message to pin not found"),
    "unpin_missing": (400, "Bad Request: message to unpin not found"),
    "poll_missing": (400, "Bad Request: message with poll to stop not found"),
    "poll_closed": (400, "Bad Request: poll has already been closed"),
    # files and albums
    "file_missing": (400, "Bad Request: there is no {kind} in the request"),
    "file_wrong": (400, "Bad Request: wrong file identifier/HTTP URL specified"),
    "file_url": (400, "Bad Request: failed to get HTTP URL content"),
    "file_kind": (400, "Bad Request: can't use file of type {found} as {wanted}"),
    "file_empty": (400, "Bad Request: file must be non-empty"),
    "file_unknown": (400, "Bad Request: invalid file_id"),
    "file_big": (400, "Bad Request: file is too big"),
    "media_kind": (400, 'Bad Request: can\'t parse InputMedia: type "{kind}" is unsupported'),
    "album_empty": (400, "Bad Request: there are no messages to send"),
    "album_many": (400, "Bad Request: too many messages to send as an album"),
    "album_kind": (400, "Bad Request: can't parse InputMedia: type \"{kind}\" can't be used in sendMediaGroup"),
    "album_mix": (400, "Bad Request: {kind} can't be mixed with other media types"),
    "live_period": (400, "Bad Request: invalid live location period specified"),
    "poll_options": (400, "Bad Request: poll must have at least 1 option"),
    "poll_quiz": (400, "Bad Request: quiz poll must have at least one correct option"),
    "dice": (400, "Bad Request: emoji must be a dice emoji"),
    "action": (400, "Bad Request: wrong parameter action in request"),
    "business": (400, "Bad Request: business connection not found"),
    "rich_empty": (400, "Bad Request: rich message must be non-empty"),
    "rich_one_of": (400, "Bad Request: exactly one of the fields html, markdown, or blocks must be used"),
    "rich_long": (400, "Bad Request: RICH_MESSAGE_TOO_LONG"),
    "ephemeral_user": (400, "Bad Request: EPHEMERAL_RECEIVER_INVALID"),
    "ephemeral_missing": (400, "Bad Request: EPHEMERAL_MESSAGE_NOT_FOUND"),
    # topics
    "not_forum": (400, "Bad Request: the chat is not a forum"),
    "thread_missing": (400, "Bad Request: message thread not found"),
    "topic_closed": (400, "Bad Request: TOPIC_CLOSED"),
    "topic_deleted": (400, "Bad Request: TOPIC_DELETED"),
    "topic_invalid": (400, "Bad Request: TOPIC_ID_INVALID"),
    "topic_same": (400, "Bad Request: TOPIC_NOT_MODIFIED"),
    "topic_name": (400, "Bad Request: topic name must be non-empty"),
    "topic_name_long": (400, "Bad Request: topic name is too long"),
    "topic_emoji": (400, "Bad Request: DOCUMENT_INVALID"),
    "topic_icon": (400, "Bad Request: invalid topic icon color specified"),
    "topic_create_rights": (400, "Bad Request: not enough rights to create a topic"),
    "topic_edit_rights": (400, "Bad Request: not enough rights to edit the topic"),
    "topic_delete_rights": (400, "Bad Request: not enough rights to delete the topic"),
    "topic_close_rights": (400, "Bad Request: not enough rights to close or reopen the topic"),
    # members and rights
    "user_missing": (400, "Bad Request: user not found"),
    "send_rights": (400, "Bad Request: not enough rights to send {what} to the chat"),
    "pin_rights": (400, "Bad Request: not enough rights to manage pinned messages in the chat"),
    "restrict_rights": (400, "Bad Request: not enough rights to restrict/unrestrict chat member"),
    "promote_rights": (400, "Bad Request: not enough rights to promote chat member"),
    "owner": (400, "Bad Request: can't remove chat owner"),
    "administrator": (400, "Bad Request: user is an administrator of the chat"),
    "title_rights": (400, "Bad Request: not enough rights to change chat title"),
    "title_empty": (400, "Bad Request: chat title must be non-empty"),
    "description_rights": (400, "Bad Request: not enough rights to set chat description"),
    "invite_rights": (400, "Bad Request: not enough rights to manage chat invite link"),
    "leave_private": (400, "Bad Request: chat member status can't be changed in private chats"),
    "command_invalid": (400, "Bad Request: BOT_COMMAND_INVALID"),
    "command_words": (400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
    "language": (400, "Bad Request: invalid language code specified"),
    "commands_many": (400, "Bad Request: BOT_COMMANDS_TOO_MUCH"),
    "scope": (400, "Bad Request: unsupported BotCommandScope type"),
}

PEOPLE: dict[str, str] = {
    "not_started": "press Start first",
    "you_blocked": "unblock the bot first",
    "not_member": "you are not a member of this chat",
    "banned": "you are banned here",
    "not_admin": "you have no right to do that here",
    "muted": "you may not write here",
    "topic_closed": "this topic is closed",
    "topic_missing": "there is no such topic",
    "chat_missing": "there is no such chat",
    "message_missing": "there is no such message",
    "not_yours": "this message is not yours",
    "no_button": "there is no such button on this message",
    "reaction": "no such reaction here",
    "protected": "this message may not be forwarded",
    "stranger": "this person is not in this chat",
    "bot_absent": "the bot is not in this chat",
    "bot_present": "the bot is already in this chat",
    "member_already": "you are a member already",
    "text": "a message needs text of at most 4096 characters",
    "caption": "a caption stands under media only, and has at most 1024 characters",
    "kind": "there is no such kind of message",
    "album": "an album is 2 to 10 photos and videos, or documents, or audio files",
    "not_editable": "this message can't be changed so",
    "not_group": "only a basic group can be upgraded",
    "not_forum": "this chat has no topics",
    "deactivated": "this account is deleted",
    "value": "a wrong or missing value: {name}",
}


def refuse(name: str, parameters: dict[str, Any] | None = None, /, **words: object) -> Refusal:
    """Telegram's refusal of that name, ready to be raised."""
    code, description = TABLE[name]
    return Refusal(code, description.format(**words) if words else description, parameters)


def refuse_person(name: str, /, **words: object) -> Refusal:
    """What Telegram's apps would not let a person do."""
    return Refusal(400, PEOPLE[name].format(**words) if words else PEOPLE[name])
