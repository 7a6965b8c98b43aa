"""The fidelity table: every kind of content, both ways, in private and in groups, and what becomes of it (PRODUCT 3).

Rows are kinds (`samples.EVERY`), columns the four ways. What Telegram lets a bot copy is shown as what it is, under the name
of who speaks where that must be said; IN_WORDS gives for everything else why it cannot, and what the reader sees instead.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest

from sandbox import Message, Person, samples
from tests.stories.harness import Story

PRIVATE = "Alpha Media"
#: Why Telegram forbids the copy, and words of what the reader sees instead.
IN_WORDS = {
    "blind_quiz": ("its right answer is not known to the bot", "опрос"),
    "giveaway": ("giveaways are never copied", "розыгрыш"),
    "giveaway_winners": ("nor their winners", "итоги розыгрыша"),
    "paid_media": ("what was paid for is not handed on", "платное медиа"),
    "invoice": ("nor invoices", "счёт"),
}
CAPTIONED = ("photo", "document", "video", "animation", "audio", "voice", "live_photo")


@dataclass
class Way:
    """A column: who writes where, who reads it where, and under which name."""

    story: Story
    author: Person
    reader: Any
    head: str | None = None
    there: dict[str, Any] = field(default_factory=dict)
    topic: str = PRIVATE

    async def shown(self) -> list[Message]:
        """What has been shown to the reader since; what others were shown is told in other stories."""
        await self.story.settle()
        chat, thread = self.story._place(self.reader)
        calls = [c for c in self.story._new() if c.chat_id == chat.id and (thread is None or c.thread == thread)]
        self.story.overlook()
        return [self.story.world.message(chat, one) for call in calls for one in call.message_ids]

    async def send(self, kind: str, **more: Any) -> tuple[Message, list[Message]]:
        self.story.clock.advance(61)
        wrote = self.author.send(kind, **self.there, **more)
        return wrote, await self.shown()

    async def write(self, text: str, **more: Any) -> tuple[Message, list[Message]]:
        self.story.clock.advance(61)
        wrote = self.author.write(text, **self.there, **more)
        return wrote, await self.shown()


async def way(story: Story, name: str) -> Way:
    """One of the four columns, after a first exchange that makes the topic and lets names be known."""
    p, group = story.people, "group" in name
    there = {"chat": p.alpha} if group else {}
    if group:
        p.boris.add_bot(p.alpha, admin=True)
        await story.settle()
    topic = f"{PRIVATE} · {p.alpha.title}" if group else PRIVATE
    p.boris.write("есть вопрос", **there)
    await story.settle()
    staff_there = {"chat": p.staff, "topic": story.topic(topic)}
    p.zhenya.write("слушаю", **staff_there)
    await story.settle()
    story.overlook()
    if name.startswith("topic"):
        return Way(story, p.zhenya, p.alpha if group else p.boris, "Женя", staff_there, topic)
    head = "Борис Байер" if group else None
    return Way(story, p.boris, topic, head, there, topic)


async def every_kind_is_shown_as_what_it_is(noon: Story, one: Way) -> None:
    for kind in samples.EVERY:
        wrote, shown = await one.send(kind)
        assert shown, kind
        if kind in IN_WORDS or (kind == "quiz" and one.there):  # in a group the bot is not told the right answer
            in_words("blind_quiz" if kind == "quiz" else kind, shown, one)
        else:
            assert len(shown) == 1, f"{kind}: {[message.raw for message in shown]}"
            as_it_is(kind, wrote, shown[0], one)


def in_words(kind: str, shown: list[Message], one: Way) -> None:
    """A cell of what cannot be copied: what it was, and where it came from if the reader is one of us."""
    told = "\n".join(message.text for message in shown)
    assert IN_WORDS[kind][1] in told, f"{kind}: {told}"
    origin = {"channel": "Offers daily", "bot": "Shop"}.get(samples.FORWARDED.get(kind, ""))
    if origin is not None:
        assert (origin in told) == isinstance(one.reader, str), f"{kind}: {told}"


def as_it_is(kind: str, wrote: Message, shown: Message, one: Way) -> None:
    """A cell of what is shown as what it is."""
    line = f"{one.head}:" if one.head else ""
    held = samples.field(kind)
    assert held in shown.raw, f"{kind}: {shown.raw}"
    if kind == "text":
        head = f"{line}\n" if line else ""
        assert shown.text == head + wrote.text
        assert formatting(shown) == ([("bold", line)] if line else []) + formatting(wrote)
    elif kind in CAPTIONED:
        assert shown.raw.get("caption", "") == line
    if kind in samples.KINDS:
        assert unique(shown.raw[held]) == unique(wrote.raw[held])
    assert "forward_origin" not in shown.raw


def formatting(message: Message) -> list[tuple[str, str]]:
    """(kind, words) of every entity."""
    units = message.text.encode("utf-16-le")
    found = message.raw.get("entities", message.raw.get("caption_entities", []))
    return [(e["type"], units[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le")) for e in found]


def unique(held: Any) -> str:
    return str((held[-1] if isinstance(held, list) else held)["file_unique_id"])


def test_the_table_says_why_for_everything_that_cannot_be_copied() -> None:
    assert set(IN_WORDS) == set(samples.UNCOPIABLE)


async def an_album_stays_together_and_what_comes_late_follows(noon: Story, one: Way) -> None:
    for size in (2, 10):
        noon.clock.advance(61)
        parts = one.author.album(["photo", "video"] * (size // 2), caption="<b>смотрите</b>", html=True, **one.there)
        after = one.author.write("и вот", **one.there)
        shown = await one.shown()
        assert [m.raw.get("media_group_id") is not None for m in shown] == [True] * size + [False]
        assert len({message.raw.get("media_group_id") for message in shown[:-1]}) == 1
        line = f"{one.head}:" if one.head else ""
        assert shown[0].raw["caption"] == "\n".join(filter(None, (line, "смотрите")))
        assert [unique(m.raw.get("photo") or m.raw["video"]) for m in shown[:-1]] == [
            unique(m.raw.get("photo") or m.raw["video"]) for m in parts
        ]
        assert shown[-1].text.endswith(after.text)

    noon.clock.advance(61)
    one.author.album(["document"] * 3, gap=[0, 0, 12], **one.there)
    early = await one.shown()
    assert len(early) == 2
    noon.clock.advance(12)
    (late,) = await one.shown()
    assert late.raw["reply_to_message"]["message_id"] == early[0].id


async def answers_quotes_and_origins_are_kept(noon: Story, one: Way) -> None:
    line = f"{one.head}:\n" if one.head else ""
    first, (copy,) = await one.write("первое, второе")
    _, (shown,) = await one.write("ответ", reply_to=first)
    assert shown.raw["reply_to_message"]["message_id"] == copy.id
    _, (shown,) = await one.write("про это", reply_to=first, quote="второе")
    assert shown.raw["quote"]["text"] == "второе"
    one.author.edit(first, "совсем другое", **({"chat": one.there["chat"]} if one.there else {}))
    quoting = one.author.write("и про это", reply_to=first, quote="другое", **one.there)
    noon.sandbox.world.edited(copy, {"text": "переписано", "entities": None})  # the quote is no part of it any more
    shown = (await one.shown())[-1]
    assert shown.text == line + quoting.text

    inside = isinstance(one.reader, str)
    for origin, name in (("user", "Karim Aziz"), ("hidden_user", "Somebody Hidden"), ("channel", "Offers daily")):
        _, told = await one.write("чужое", origin=origin)
        words = "\n".join(message.text for message in told)
        assert words.endswith("чужое")
        assert (name in words) == inside
        _, told = await one.send("sticker", origin=origin)
        assert "sticker" in told[-1].raw
        assert (name in "\n".join(message.text for message in told)) == inside
        assert all("forward_origin" not in message.raw for message in told)


async def what_is_protected_is_made_anew_from_its_file(noon: Story, one: Way) -> None:
    wrote, (shown,) = await one.send("photo", caption="секрет", protected=True)
    assert unique(shown.raw["photo"]) == unique(wrote.raw["photo"])
    assert "скопировать уже нельзя" in shown.raw["caption"]
    assert shown.raw["caption"].endswith("секрет")
    _, (shown,) = await one.write("и это", protected=True)
    assert shown.text.endswith("и это")
    parts = one.author.album(["photo"] * 3, protected=True, **one.there)
    shown_parts = await one.shown()
    assert [unique(message.raw["photo"]) for message in shown_parts] == [unique(part.raw["photo"]) for part in parts]


async def edits_follow(noon: Story, one: Way) -> None:
    line = f"{one.head}:\n" if one.head else ""
    where = {"chat": one.there["chat"]} if one.there else {}
    wrote, (copy,) = await one.write("ставка 30")
    one.author.edit(wrote, "ставка <b>40</b>", html=True, **where)
    await one.shown()
    assert copy.text == f"{line}ставка 40"
    assert formatting(copy)[-1] == ("bold", "40")
    photo, (shown,) = await one.send("photo", caption="было")
    one.author.edit(photo, "стало", **where)
    await one.shown()
    assert shown.raw["caption"] == f"{line}стало"
    one.author.edit_media(photo, "video", caption="и видео", **where)
    await one.shown()
    assert unique(shown.raw["video"]) == unique(photo.raw["video"])
    assert shown.raw["caption"] == f"{line}и видео"

    full, _ = await one.write("x")
    one.author.edit(full, "y" * 4096, **where)  # with a name above it, too long for its copy
    told = await one.shown()
    if one.head:
        assert [message.text[-4096:] for message in told] == ["y" * 4096]
    parts = one.author.album(["photo"] * 2, caption="альбом", **one.there)
    album = await one.shown()
    one.author.edit(parts[1], "вторая", **where)
    await one.shown()
    assert album[1].raw["caption"] == "вторая"
    live, _ = await one.send("live_location")
    one.author.move(live, 55.8, 37.7, **where)
    assert await one.shown() == []  # a live location moves every few seconds: its copy stays where it began


async def test_an_edit_of_what_was_never_shown_is_told(noon: Story) -> None:
    one = await way(noon, "private to topic")
    wrote, (copy,) = await one.write("старое")
    noon.sandbox.world.delete(copy)
    one.author.edit(wrote, "новое 5")
    await noon.settle()
    assert noon.sees(PRIVATE, "исправлено", "новое 5").text.startswith("исправлено")
    noon.overlook()


async def reactions_stand_on_both_sides(noon: Story, one: Way) -> None:
    p, bot = noon.people, noon.world.bot_id
    wrote, (copy,) = await one.write("как дела?")
    by_staff = not isinstance(one.reader, str)
    base = ["👌"] if by_staff else []
    assert wrote.reactions.get(bot, []) == base
    where = {"chat": copy.chat}
    other = p.boris if by_staff else p.sasha
    other.react(copy, "🔥", **where)
    await noon.settle()
    assert wrote.reactions[bot] == ["🔥"]
    if one.reader == p.alpha:
        azamat = noon.world.person("Azamat", language="ru")
        azamat.join(p.alpha)
        noon.clock.advance(1)
        azamat.react(copy, "👍", **where)
        await noon.settle()
        assert wrote.reactions[bot] == ["👍"]
        azamat.react(copy, None, **where)
        await noon.settle()
        assert wrote.reactions[bot] == ["🔥"]
    other.react(copy, "custom:5368324170671202286", **where)  # no bot can set it
    await noon.settle()
    assert wrote.reactions.get(bot, []) == base
    other.react(copy, None, **where)
    await noon.settle()
    assert wrote.reactions.get(bot, []) == base
    noon.overlook()


ROWS = (
    every_kind_is_shown_as_what_it_is,
    an_album_stays_together_and_what_comes_late_follows,
    answers_quotes_and_origins_are_kept,
    what_is_protected_is_made_anew_from_its_file,
    edits_follow,
    reactions_stand_on_both_sides,
)


@pytest.mark.parametrize("column", ["private to topic", "group to topic", "topic to private", "topic to group"])
async def test_what_is_written_is_shown_faithfully(noon: Story, column: str) -> None:
    one = await way(noon, column)
    for row in ROWS:
        await row(noon, one)


@pytest.mark.parametrize("column", ["topic to private", "topic to group"])
async def test_staff_take_a_message_back(noon: Story, column: str) -> None:
    one = await way(noon, column)
    p = noon.people
    wrote, (copy,) = await one.write("не туда")
    await noon.writes(p.sasha, "/del", reply_to=wrote, **one.there)
    assert copy.deleted
    assert noon.sees(one.topic, "удалено")
    noon.overlook()
    for words in ("и не сюда", "// и не сюда"):  # the partner has it no more
        one.author.edit(wrote, words, chat=p.staff)
        await noon.settle()
        noon.quiet()
    await noon.writes(p.sasha, "/del", reply_to=wrote, **one.there)
    noon.sees(one.topic, "не получал")
    await noon.writes(p.sasha, "/del", **one.there)
    noon.sees(one.topic, "Ответьте командой /del")
    if one.reader == p.boris:  # in a group the bot is an administrator, and may at any time
        wrote, (copy,) = await one.write("двое суток назад")
        noon.clock.advance(49 * 3600)
        p.sasha.write("/del", reply_to=wrote, **one.there)
        await noon.settle()
        assert not copy.deleted
        noon.overlook()


async def test_pins_of_partners_are_told_and_pins_of_ours_stay_here(noon: Story) -> None:
    one = await way(noon, "group to topic")
    p = noon.people
    wrote, (copy,) = await one.write("важное")
    p.boris.pin(wrote, chat=p.alpha)
    await noon.settle()
    told = noon.sees(one.reader, "Борис", "закреплено")
    assert told.raw["reply_to_message"]["message_id"] == copy.id
    p.oleg.pin(copy, chat=p.staff)
    await noon.settle()
    noon.quiet()


async def test_an_edit_of_an_answer_in_a_group_that_migrated_since_follows_it(noon: Story) -> None:
    p = noon.people
    small = p.boris.group("Small")
    p.boris.add_bot(small)
    await noon.settle()
    noon.overlook()
    wrote = await noon.answers(p.sasha, f"{PRIVATE} · Small", "Ставка 30")
    noon.sees(small, "Ставка 30")
    new = noon.world.migrate(small)
    await noon.settle()
    noon.overlook()
    p.sasha.edit(wrote, "Ставка 40", chat=p.staff)
    await noon.settle()
    noon.sees(new, "Саша:", "исправлено", "Ставка 40")  # what stood there before has another number now
    noon.quiet()
