"""A sample of every kind of message a person can send, as Telegram delivers it."""

from __future__ import annotations

from typing import Any

from sandbox import entities
from sandbox.files import KINDS, Files, describe

Json = dict[str, Any]

#: Every kind `Person.send` knows. `quiz` is one whose right answer the bot is told (in the private chat), `blind_quiz` never.
EVERY = (
    "text",
    *KINDS,
    "animated_sticker",
    "video_sticker",
    "location",
    "live_location",
    "venue",
    "contact",
    "dice",
    "poll",
    "quiz",
    "blind_quiz",
    "checklist",
    "story",
    "rich_message",
    "game",
    "giveaway",
    "giveaway_winners",
    "paid_media",
    "invoice",
)
#: The field of the message that holds a kind, where it is not the kind itself.
FIELDS = {
    "animated_sticker": "sticker",
    "video_sticker": "sticker",
    "live_location": "location",
    "quiz": "poll",
    "blind_quiz": "poll",
}
#: Kinds the Bot API never copies (a blind quiz among them).
UNCOPIABLE = ("blind_quiz", "giveaway", "giveaway_winners", "paid_media", "invoice")
#: Kinds of an album: those of one row may stand together.
ALBUMS = (frozenset({"photo", "video", "live_photo"}), frozenset({"document"}), frozenset({"audio"}))
#: Kinds only a channel or a bot makes: a person can but forward them.
FORWARDED = {"giveaway": "channel", "giveaway_winners": "channel", "paid_media": "channel", "invoice": "bot"}
ORIGINS = ("user", "hidden_user", "chat", "channel", "bot")

CHANNEL = {"id": -1_002_999_000_001, "type": "channel", "title": "Offers daily", "username": "offers_daily"}
GROUP = {"id": -1_001_999_000_001, "type": "supergroup", "title": "Arbitrage talks"}
STRANGER = {"id": 7_999_000_001, "is_bot": False, "first_name": "Karim", "last_name": "Aziz"}
SHOP = {"id": 7_999_000_002, "is_bot": True, "first_name": "Shop", "username": "some_shop_bot"}
PLACE = {"latitude": 55.75, "longitude": 37.62}
#: All entities there are: those of markup, and those Telegram finds by itself.
TEXT = (
    "<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <tg-spoiler>spoiler</tg-spoiler> <code>code</code>\n"
    '<a href="https://example.com/a?b=1&amp;c=2">link</a> <a href="tg://user?id={id}">me</a> '
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji> <tg-time unix="1790000000" format="Dt">then</tg-time>\n'
    '<pre><code class="language-python">x &lt; 1</code></pre>\n'
    "<blockquote>quoted &amp; plain</blockquote>\n<blockquote expandable>long\nquoted</blockquote>\n"
    "@some_name #tag $USD /command https://example.com mail@example.com 😀"
)


def field(kind: str) -> str:
    """The field of a message that holds this kind."""
    return FIELDS.get(kind, kind)


def poll(
    question: str,
    options: list[str],
    *,
    number: int = 1,
    anonymous: bool = True,
    quiz: bool = False,
    many: bool = False,
) -> Json:
    """A Poll object."""
    answers = [{"persistent_id": str(i), "text": text, "voter_count": 0} for i, text in enumerate(options)]
    return {
        "id": f"5{number:017d}",
        "question": question,
        "options": answers,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": anonymous,
        "type": "quiz" if quiz else "regular",
        "allows_multiple_answers": many,
        "allows_revoting": not quiz,
        "members_only": False,
    }


def origin(kind: str, date: int) -> Json | None:
    """A MessageOrigin of that kind (one of ORIGINS), None when there is no such kind."""
    base = {"type": "user" if kind == "bot" else kind, "date": date - 3600}
    match kind:
        case "user" | "bot":
            return {**base, "sender_user": STRANGER if kind == "user" else SHOP}
        case "hidden_user":
            return {**base, "sender_user_name": "Somebody Hidden"}
        case "chat":
            return {**base, "sender_chat": GROUP}
        case "channel":
            return {**base, "chat": CHANNEL, "message_id": 77}
    return None


def content(kind: str, user: Json, files: Files, date: int) -> Json | None:
    """The content of a message of that kind, None when there is no such kind."""
    if kind in KINDS:
        return describe(files.sample(kind))
    makers = (_text, _sticker, _place, _asked, _shown, _sold)
    return next((made for made in (make(kind, user, files, date) for make in makers) if made is not None), None)


def _text(kind: str, user: Json, files: Files, date: int) -> Json | None:
    if kind != "text":
        return None
    words, found = entities.parse_html(TEXT.format(id=user["id"]))
    full = [{**e, "user": user} if e["type"] == "text_mention" else e for e in found]
    return {"text": words, "entities": entities.detect(words, full)}


def _sticker(kind: str, user: Json, files: Files, date: int) -> Json | None:
    match kind:
        case "animated_sticker":
            return describe(files.add("sticker", b"\x1f\x8b a sample", "sticker.tgs", "application/x-tgsticker"))
        case "video_sticker":
            return describe(files.add("sticker", b"a sample", "sticker.webm", "video/webm"))
    return None


def _place(kind: str, user: Json, files: Files, date: int) -> Json | None:
    match kind:
        case "location":
            return {"location": PLACE}
        case "live_location":
            return {"location": {**PLACE, "horizontal_accuracy": 12.5, "live_period": 900, "heading": 90}}
        case "venue":
            return {"venue": {"location": PLACE, "title": "Office", "address": "1, Main Street"}, "location": PLACE}
    return None


def _asked(kind: str, user: Json, files: Files, date: int) -> Json | None:
    match kind:
        case "poll":
            return {"poll": poll("Which one?", ["This", "That"], number=date, anonymous=False, many=True)}
        case "quiz":
            right = {"correct_option_ids": [1], "explanation": "It follows."}
            return {"poll": {**poll("Which is right?", ["This", "That"], number=date, quiz=True), **right}}
        case "blind_quiz":
            return {"poll": poll("Which is right?", ["This", "That"], number=date, quiz=True)}
        case "checklist":
            done = {"completed_by_user": user, "completion_date": date}
            tasks = [{"id": 1, "text": "One", **done}, {"id": 2, "text": "Two"}]
            return {"checklist": {"title": "To do", "tasks": tasks, "others_can_mark_tasks_as_done": True}}
        case "dice":
            return {"dice": {"emoji": "🎲", "value": 4}}
    return None


def _shown(kind: str, user: Json, files: Files, date: int) -> Json | None:
    match kind:
        case "contact":
            name = {"first_name": user["first_name"], "last_name": user.get("last_name", "Example")}
            return {"contact": {"phone_number": "+10000000000", **name, "user_id": user["id"]}}
        case "story":
            return {"story": {"chat": {"id": user["id"], "type": "private", "first_name": user["first_name"]}, "id": 1}}
        case "rich_message":
            heading = {"type": "heading", "text": "Report", "size": 2}
            line = {"type": "paragraph", "text": ["All is ", {"type": "bold", "text": "well"}]}
            return {"rich_message": {"blocks": [heading, line]}}
        case "game":
            photo = describe(files.sample("photo"))["photo"]
            return {"game": {"title": "Snake", "description": "Eat and grow", "photo": photo}, "via_bot": SHOP}
    return None


def _sold(kind: str, user: Json, files: Files, date: int) -> Json | None:
    prize = {"winner_count": 2, "prize_description": "A bonus", "premium_subscription_month_count": 3}
    match kind:
        case "giveaway":
            return {"giveaway": {"chats": [CHANNEL], "winners_selection_date": date + 86_400, **prize}}
        case "giveaway_winners":
            won = {"winners_selection_date": date, "winners": [STRANGER], **prize, "winner_count": 1}
            return {"giveaway_winners": {"chat": CHANNEL, "giveaway_message_id": 76, **won}}
        case "paid_media":
            preview = {"type": "preview", "width": 800, "height": 600}
            return {"paid_media": {"star_count": 5, "paid_media": [preview]}}
        case "invoice":
            price = {"start_parameter": "a", "currency": "USD", "total_amount": 4999}
            return {"invoice": {"title": "Access", "description": "One month", **price}}
    return None
