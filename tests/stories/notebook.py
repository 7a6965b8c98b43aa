"""Writes down what a walk through the desk shows: every message, toast and keyboard, in order, as Markdown."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import pytest

from bot import wording
from bot.texts import Texts
from desk import topics
from sandbox import Chat, Message, Person
from sandbox.people import Pressed
from tests.desk.test_letters import shown
from tests.stories.harness import Story

WIDTH = 108
#: What is random, or of this machine, and what stands for it.
BLURRED = (
    (re.compile(r"/\S+/(?=desk\.yaml)"), ""),
    (re.compile(r"\b((?:inv|p)_)[\w-]{8,}"), r"\1…"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "…"),
    (re.compile(r"(sub1=)[\w-]+"), r"\1…"),
    (re.compile(r"(· )[A-Za-z0-9_-]{10}$", re.MULTILINE), r"\1…"),
)
Where = Person | Chat | str

#: The words between what is shown.
FRAME = {
    "ru": {
        "private": "{who}, личный чат",
        "group": "группа «{who}»",
        "topic": "тема «{who}»",
        "general": "форум команды, общая тема",
        "writes": "{who} пишет ({where}): {text}",
        "presses": "{who} нажимает [{text}] ({where})",
        "forges": "{who} присылает поддельную кнопку {text} ({where})",
        "does": "· {text}",
        "toast": "всплывает: {text}",
        "edited": "стало: ",
        "deleted": "сообщение удалено",
        "pinned": "закреплено, {where}",
    },
    "en": {
        "private": "{who}, private chat",
        "group": "group “{who}”",
        "topic": "topic “{who}”",
        "general": "staff forum, General",
        "writes": "{who} writes ({where}): {text}",
        "presses": "{who} presses [{text}] ({where})",
        "forges": "{who} sends a forged button {text} ({where})",
        "does": "· {text}",
        "toast": "pops up: {text}",
        "edited": "now reads: ",
        "deleted": "the message is deleted",
        "pinned": "pinned, {where}",
    },
}


@dataclass(frozen=True, slots=True)
class Screen:
    """Something shown: the key of its text ("" for what a person has written), the words, the buttons."""

    key: str
    text: str
    buttons: tuple[str, ...]
    locale: str
    linked: bool = False  # its words open a topic, a chat or a profile


class Notebook:
    """A story that is written down while it is played."""

    def __init__(self, story: Story, locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.story, self.locale, self.now_in = story, locale, locale
        self.pages: list[str] = []
        self.screens: list[Screen] = []
        self.keys: set[str] = set()
        self._named: dict[tuple[int, str], str] = {}
        self._listen(monkeypatch)

    def _listen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every key whose words are made, and of what key each message is."""
        made, asked = Texts._format, wording.request

        def format_(texts: Texts, key: str, shown: Any, locale: str, rich: bool = False) -> str:
            self.keys.add(key)
            return made(texts, key, shown, locale, rich)

        def request(letter: Any, place: Any, texts: Texts, *more: Any, **how: Any) -> Any:
            found = asked(letter, place, texts, *more, **how)
            self._named[place.address.chat, shown(found)] = letter.key
            return found

        monkeypatch.setattr(Texts, "_format", format_)
        monkeypatch.setattr(wording, "request", request)

    # --- what people do -----------------------------------------------------------------------------------------------

    async def writes(self, who: Person, text: str, where: Where | None = None, **how: Any) -> Message:
        """Somebody writes, and everything that is shown then is written down."""
        self.story.clock.advance(20)
        chat, thread = self.story._place(where if where is not None else who)
        self._say("writes", who=who.first_name, where=self._name(chat, thread), text=_blurred(text))
        message = who.write(text, chat=chat, topic=thread, **how)
        await self.story.settle(self.patience)
        self.look()
        return message

    async def writes_all(self, who: Person, texts: Sequence[str], where: Where | None = None) -> None:
        """Several texts, each with what answers it there, as a reply; at most one is answered otherwise."""
        self.story.clock.advance(60)
        chat, thread = self.story._place(where if where is not None else who)
        asked = {who.write(text, chat=chat, topic=thread).id: text for text in texts}
        await self.story.settle(self.patience)
        given = {self._answers(call): call for call in self.story._new()}
        assert len(given) == len(asked), f"{len(asked)} texts, {len(given)} answers"
        for number, text in asked.items():
            self._say("writes", who=who.first_name, where=self._name(chat, thread), text=_blurred(text))
            self._write_down(given.get(number) or given[0])

    def _answers(self, call: Any) -> int:
        """The message that is answered, or 0."""
        raw = self.story.world.chat(call.chat_id).messages[call.message_ids[-1]].raw
        return int(raw.get("reply_to_message", {}).get("message_id", 0))

    async def taps(self, who: Person, data: str, where: Where | None = None) -> None:
        """Somebody presses the newest button there whose data begins so; `*` stands for anything."""
        self.story.clock.advance(5)
        chat, thread = self.story._place(where if where is not None else who)
        message, button = self._button(who, chat, thread, data)
        self._say("presses", who=who.first_name, where=self._name(chat, thread), text=button["text"])
        await self._answered(who.press_nowait(message, data=button["callback_data"]))

    async def forges(self, who: Person, data: str, where: Where | None = None) -> None:
        """Somebody sends a press that the newest message there has no button for, or has none for any more."""
        chat, thread = self.story._place(where if where is not None else who)
        self._say("forges", who=who.first_name, where=self._name(chat, thread), text=data)
        await self._answered(who.press_nowait(who.last(chat, topic=thread), data=data, forged=True))

    async def does(self, text: str, *, seconds: float = 0) -> None:
        """Something has happened, in those words; time passes."""
        self._say("does", text=text)
        if seconds:
            await self.story.passes(seconds=seconds)
        await self.story.settle(self.patience)
        self.look()

    patience = 6.0  # seconds of waiting that pass by themselves

    def _button(self, who: Person, chat: Chat, thread: int | None, data: str) -> tuple[Message, Any]:
        for message in reversed(who.sees(chat, topic=thread)):
            for button in (one for row in message.keyboard for one in row):
                if fnmatchcase(button.get("callback_data", ""), f"{data}*"):
                    return message, button
        raise AssertionError(f"{who.first_name} sees no button {data!r}:\n" + "\n".join(self.pages[-30:]))

    async def _answered(self, pressed: Pressed) -> None:
        await self.story.settle(self.patience)
        assert pressed.answered.is_set(), "nobody answered the press"
        if pressed.answer is not None and pressed.answer.text:
            self.screens.append(Screen("toast", pressed.answer.text, (), self.now_in))
            self._say("toast", text=pressed.answer.text, indent=4)
        self.look()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Write down what has been shown since the last look, place by place."""
        for call in sorted(self.story._new(), key=lambda one: (one.chat_id, one.thread)):
            self._write_down(call)

    def _write_down(self, call: Any) -> None:
        self.story._looked_at.add(call.seq)
        chat = self.story.world.chat(call.chat_id)
        if call.method.startswith("delete"):
            self._show(self._name(chat, call.thread), FRAME[self.locale]["deleted"])
            return
        message = chat.messages[call.message_ids[-1]]
        self._screen(
            chat, message, call.text or message.text, edited=call.method.startswith("edit"), thread=call.thread
        )

    def _screen(self, chat: Chat, message: Message, text: str, *, edited: bool, thread: int) -> None:
        key = self._named.get((chat.id, text), "")
        buttons = tuple(button["text"] for row in message.keyboard for button in row)
        linked = any(entity["type"] == "text_link" for entity in message.found)
        self.screens.append(Screen(key, _blurred(text), buttons, self.now_in, linked))
        rows = [" ".join(f"[{button['text']}]" for button in row) for row in message.keyboard]
        words = (FRAME[self.locale]["edited"] if edited else "") + _blurred(text)
        self._show(self._name(chat, thread), "\n".join([words, *rows]))

    async def pinned(self, topic: str) -> None:
        """Write down the card on top of a topic as it is now."""
        await self.story.passes(seconds=30)
        self.look()
        chat, thread = self.story._place(topic)
        cards = [chat.messages[one] for one in chat.pinned if chat.messages[one].topic == thread]
        card = cards[-1].text
        self.screens.append(Screen("profile", card, (), self.now_in))
        self._show(FRAME[self.locale]["pinned"].format(where=self._name(chat, thread)), card)

    def over(self) -> None:
        """What was shown is like what was written down before."""
        self.story.overlook()

    @contextmanager
    def speaking(self, locale: str) -> Iterator[None]:
        """What is shown meanwhile is in that language."""
        self.now_in = locale
        yield
        self.now_in = self.locale

    # --- the page -----------------------------------------------------------------------------------------------------

    def heading(self, text: str) -> None:
        """A new chapter."""
        self.pages += ["", f"## {text}"]

    def _say(self, what: str, *, indent: int = 4, **words: str) -> None:
        self.pages += ["", *_wrapped(FRAME[self.locale][what].format(**words), indent)]

    def _show(self, where: str, text: str) -> None:
        self.pages += [f"        → {where}", *_wrapped(text, 10)]

    def _name(self, chat: Chat, thread: int | None) -> str:
        frame = FRAME[self.locale]
        if chat.private:
            return frame["private"].format(who=self.story.world.people[chat.id].first_name)
        if not chat.is_forum:
            return frame["group"].format(who=chat.title)
        if not thread:
            return frame["general"]
        return frame["topic"].format(who=topics.bare(chat.topics[thread].name))

    def text(self) -> str:
        """The whole page."""
        return "\n".join(self.pages).strip("\n") + "\n"


def _blurred(text: str) -> str:
    for pattern, instead in BLURRED:
        text = pattern.sub(instead, text)
    return text


def _wrapped(text: str, indent: int) -> list[str]:
    """Lines of a block of code in Markdown: as they are, none longer than a page is wide."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line, WIDTH - indent, break_long_words=False, break_on_hyphens=False) or [""]
    return [(" " * indent + line).rstrip() for line in lines]
