"""What people do in the soak, one act at a time, drawn from one seed."""

import random
from collections.abc import Callable
from typing import Any

from sandbox import Message, Person, samples
from sandbox.errors import Refusal
from tests.soak.town import NAME, Line, Town, Written, line_of

CAPTIONED = ("photo", "document", "video", "animation", "audio", "voice", "live_photo", "paid_media")
KINDS = tuple(kind for kind in samples.EVERY if kind != "text")  # the sample of a text bears no mark
WORDS = ("where are my leads?", "деньги пришли?", "cap 50 is full?", "новые крео завтра, ок?", "<b>&</b>", "спасибо")
REPLIES = ("смотрю", "done", "cap is 50", "завтра до 18:00", "проверил, всё верно <i>&</i>")
NOTES = ("// {}", "//{}", " //{}", "/note {}", "/note@partnerdesk_bot {}")
MISTYPED = ("/clsoe", "/nоte", "/ note", "/snooze", "/bind", "/merge", "/ban@another_bot", "/")
TOOLS = ("/take", "/take", "/release", "/close", "/why", "/history", "/card", "/why ?")
EMOJI = ("🔥", "👍", "🤝", "❤")
FOREIGN = ("user", "hidden_user", "chat", "channel")


class Acts:
    """Everything anybody does; `partner` and `staff` draw one act."""

    def __init__(self, town: Town, dice: random.Random) -> None:
        self.town, self.dice = town, dice
        self.done: dict[str, int] = {}
        self.refused: dict[str, int] = {}

    def partner(self, line: Line) -> None:
        """Somebody of the partner does something."""
        self._draw(PARTNERS, line, self.dice.choice(line.writers))

    def staff(self, line: Line, act: Callable[..., None] | None = None) -> None:
        """One of us does something in the line's topic, its group, or under a card; that act, or one drawn."""
        self._draw(OURS if act is None else {act: 1}, line, self.dice.choice(self.town.staff))

    def _draw(self, acts: dict[Callable[..., None], int], line: Line, person: Person) -> None:
        act = self.dice.choices(list(acts), list(acts.values()))[0]
        try:
            act(self, line, person)
            self.done[act.__name__] = self.done.get(act.__name__, 0) + 1
        except Refusal:  # Telegram's apps do not let them: blocked, no right, the topic is closed
            self.refused[act.__name__] = self.refused.get(act.__name__, 0) + 1

    # --- partners ---------------------------------------------------------------------------------------------------------

    def ask(self, line: Line, person: Person, **how: Any) -> None:
        words = f"{self.town.mark('P', line)} {self.dice.choice(WORDS)}"
        self.town.note_down(line, person, person.write(words, **line.there, **how))

    def several(self, line: Line, person: Person) -> None:
        for _ in range(self.dice.randint(2, 5)):
            self.ask(line, person)

    def ask_in_answer(self, line: Line, person: Person) -> None:
        answered = self._seen_by_partner(line)
        if answered is not None:
            quote = answered.text[:9] if answered.text and self.dice.random() < 0.5 else None
            self.ask(line, person, reply_to=answered, quote=quote)

    def ask_forwarding(self, line: Line, person: Person) -> None:
        self.ask(line, person, origin=self.dice.choice(FOREIGN))

    def ask_protected(self, line: Line, person: Person) -> None:
        self.ask(line, person, protected=True)

    def show(self, line: Line, person: Person) -> None:
        self._send("P", line, person, line.there)

    def show_album(self, line: Line, person: Person) -> None:
        self._album("P", line, person, line.there)

    def edit(self, line: Line, person: Person) -> None:
        mine = [one for one in line.asked if one.author is person and one.message.chat is line.chat]
        self._edit("P", line, mine)

    def react(self, line: Line, person: Person) -> None:
        seen = self._seen_by_partner(line)
        if seen is not None:
            person.react(seen, self.dice.choice((*EMOJI, None)), **line.there)

    def delete(self, line: Line, person: Person) -> None:
        mine = [one for one in line.asked[-3:] if one.author is person and one.number and not one.message.deleted]
        if mine:
            person.delete(self.dice.choice(mine).message, **line.there)

    # --- staff ------------------------------------------------------------------------------------------------------------

    def answer(self, line: Line, person: Person, **how: Any) -> None:
        there = self._topic(line)
        if there is not None:
            words = f"{self.town.mark('O', line)} {self.dice.choice(REPLIES)}"
            self.town.note_down(line, person, person.write(words, **there, **how))

    def answer_in_answer(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        found = [one for one in self._shown_in(there) if not one.text.lstrip().startswith("/")] if there else []
        notes = {id(note) for note, _ in line.notes}
        found = [one for one in found if id(one) not in notes and not _noted(one)]
        if found:
            self.answer(line, person, reply_to=self.dice.choice(found))

    def answer_forwarding(self, line: Line, person: Person) -> None:
        self.answer(line, person, origin=self.dice.choice(FOREIGN))

    def answer_twice(self, line: Line, person: Person) -> None:
        """Two colleagues at once: the second answer is held."""
        self.answer(line, person)
        self.answer(line, self.dice.choice(self.town.staff))

    def answer_with_media(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        if there is not None:
            self._send("O", line, person, there)

    def answer_with_album(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        if there is not None:
            self._album("O", line, person, there)

    def answer_directly(self, line: Line, person: Person) -> None:
        if line.group:
            here = [one for one in self.town.staff if line.chat.member(one.id).here]
            person = self.dice.choice(here)
            words = f"{self.town.mark('O', line)} {self.dice.choice(REPLIES)}"
            self.town.note_down(line, person, person.write(words, chat=line.chat))

    def answer_a_card(self, line: Line, person: Person) -> None:
        card = self._card(person)
        if card is not None:
            meant, message = card
            words = f"{self.town.mark('O', meant)} {self.dice.choice(REPLIES)}"
            self.town.note_down(meant, person, person.write(words, reply_to=message))

    def take(self, line: Line, person: Person) -> None:
        card = self._card(person)
        if card is not None:
            _, message = card
            presses = [b["callback_data"] for row in message.keyboard for b in row if "callback_data" in b]
            if presses:
                person.press_nowait(message, data=self.dice.choice(presses))

    def edit_answer(self, line: Line, person: Person) -> None:
        self._edit("O", line, [one for one in line.answered if one.message.chat in self.town.forums])

    def edit_into_note(self, line: Line, person: Person) -> None:
        mine = [one for one in line.answered[-3:] if "text" in one.message.raw and not one.message.deleted]
        if mine:
            one = self.dice.choice(mine)
            if one.message.chat in self.town.forums:
                words = self.dice.choice(("// {}", "/close {}")).format(self.town.mark("S", line))
                one.author.edit(one.message, words, chat=one.message.chat)
                one.taken_back = True  # if it had not left yet

    def note(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        if there is None:
            return
        words, dice = self.dice.choice(NOTES).format(self.town.mark("S", line)), self.dice.random()
        if dice < 0.2:
            wrote = person.send("photo", caption=words, **there)
        elif dice < 0.4:
            captions = [self.town.mark("S", line) for _ in range(3)]
            captions[self.dice.randrange(3)] = f"// {self.town.mark('S', line)}"
            wrote = person.album(["photo"] * 3, caption=captions, **there)[0]
        else:
            wrote = person.write(words, **there)
        line.notes.append((wrote, person))

    def answer_a_note(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        notes = [note for note, _ in line.notes if there and note.topic == there["topic"].id and not note.deleted]
        if there and notes:
            wrote = person.write(self.town.mark("S", line), reply_to=self.dice.choice(notes), **there)
            line.notes.append((wrote, person))

    def edit_a_note(self, line: Line, person: Person) -> None:
        notes = [(note, who) for note, who in line.notes if not note.deleted and "text" in note.raw]
        if notes:
            note, who = self.dice.choice(notes)
            who.edit(note, self.town.mark("S", line), chat=note.chat)

    def mistype(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        if there is not None:
            person.write(f"{self.dice.choice(MISTYPED)} {self.town.mark('S', line)}", **there)

    def use_a_tool(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        if there is not None:
            person.write(self.dice.choice(TOOLS), **there)

    def outsider(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        if there is not None:
            self.town.stranger.write(self.town.mark("S", line), **there)

    def anonymous(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        if there is not None:
            self.town.people.oleg.write(self.town.mark("S", line), anonymous=True, **there)

    def general(self, line: Line, person: Person) -> None:
        person.write(self.town.mark("S", line), chat=self.dice.choice(self.town.forums))

    def take_back(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        mine = [one for one in line.answered[-5:] if there and one.message.topic == there["topic"].id]
        mine = [one for one in mine if one.message.chat is (there or {}).get("chat") and not one.message.deleted]
        if there and mine:
            one = self.dice.choice(mine)
            person.write("/del", reply_to=one.message, **there)
            one.taken_back = True

    def react_to_partner(self, line: Line, person: Person) -> None:
        there = self._topic(line)
        found = self._shown_in(there) if there else []
        if there and found:
            person.react(self.dice.choice(found), self.dice.choice((*EMOJI, None)), chat=there["chat"])

    # --- common -----------------------------------------------------------------------------------------------------------

    def _topic(self, line: Line) -> dict[str, Any] | None:
        found = self.town.topic(line)
        return None if found is None else {"chat": found[0], "topic": found[1]}

    def _send(self, kind: str, line: Line, person: Person, there: dict[str, Any]) -> None:
        what = self.dice.choice(KINDS)
        caption = self.town.mark(kind, line) if what in CAPTIONED else None
        protected = caption is not None and self.dice.random() < 0.1
        wrote = person.send(what, caption=caption, protected=protected, **there)
        self.town.note_down(line, person, wrote, kind=what)

    def _album(self, kind: str, line: Line, person: Person, there: dict[str, Any]) -> None:
        size = self.dice.randint(2, 6)
        late = self.dice.random() < 0.3
        gaps = [0.0] * (size - 1) + [self.dice.uniform(3, 12) if late else 0.0]
        captions = [self.town.mark(kind, line) for _ in range(size)]
        what = self.dice.choice((["photo", "video"], ["document"], ["audio"]))
        parts = person.album([self.dice.choice(what) for _ in range(size)], caption=captions, gap=gaps, **there)
        for at, part in enumerate(parts):
            self.town.note_down(line, person, part, kind="album", part=at, late=late and at == size - 1)

    def _edit(self, kind: str, line: Line, mine: list[Written]) -> None:
        mine = [one for one in mine[-5:] if one.number and not one.message.deleted and not one.taken_back]
        mine = [one for one in mine if "forward_origin" not in one.message.raw and "paid_media" not in one.message.raw]
        if not mine:
            return
        one, mark = self.dice.choice(mine), self.town.mark(kind, line)
        if one.kind == "photo" and self.dice.random() < 0.5:
            one.author.edit_media(one.message, "video", caption=mark, chat=one.message.chat)
        else:
            one.author.edit(one.message, f"{mark} cap {self.dice.randint(1, 99)}?", chat=one.message.chat)
        if not self.town.reaches(one):
            return  # who cannot be told of the message cannot be told of its change
        one.edits.append(int(mark.partition("-")[2]))
        self.town.texts[one.edits[-1]] = one.message.text

    def _seen_by_partner(self, line: Line) -> Message | None:
        found = [one for one in list(line.chat.messages.values())[-8:] if not (one.deleted or one.service)]
        return self.dice.choice(found) if found else None

    def _shown_in(self, there: dict[str, Any]) -> list[Message]:
        messages, thread = list(there["chat"].messages.values())[-150:], there["topic"].id
        return [one for one in messages if one.topic == thread and not (one.deleted or one.service)][-8:]

    def _card(self, person: Person) -> tuple[Line, Message] | None:
        """The last card of a wait that the person was shown, and whose it is."""
        for message in reversed(list(person.world.chat(person.id).messages.values())[-30:]):
            data = [b.get("callback_data", "") for row in message.keyboard for b in row]
            if not message.deleted and any(one.startswith("take:") for one in data) and NAME.search(message.text):
                number = line_of(self._opens(message), self.town.lines)
                return None if number is None else (self.town.lines[number], message)
        return None

    def _opens(self, card: Message) -> str:
        """The name of the topic that the card's button opens."""
        url = next((b["url"] for row in card.keyboard for b in row if "url" in b), "")
        *_, chat, thread = ("//" + url).split("/")
        forum = next((one for one in self.town.forums if str(one.id) == f"-100{chat}"), None)
        topic = forum.topics.get(int(thread)) if forum and thread.isdigit() else None
        return "" if topic is None else topic.name


def _noted(message: Message) -> bool:
    """Whether a message is a note, or one of staff's that stays inside for another reason."""
    words = message.raw.get("reply_to_message", {})
    return " S" in f" {message.text}" or " S" in f" {words.get('text', words.get('caption', ''))}"


PARTNERS: dict[Callable[..., None], int] = {
    Acts.ask: 50,
    Acts.several: 10,
    Acts.ask_in_answer: 8,
    Acts.ask_forwarding: 3,
    Acts.ask_protected: 2,
    Acts.show: 12,
    Acts.show_album: 4,
    Acts.edit: 6,
    Acts.react: 6,
    Acts.delete: 2,
}
OURS: dict[Callable[..., None], int] = {
    Acts.answer: 10,
    Acts.answer_in_answer: 8,
    Acts.answer_forwarding: 2,
    Acts.answer_twice: 3,
    Acts.answer_with_media: 8,
    Acts.answer_with_album: 3,
    Acts.answer_directly: 5,
    Acts.answer_a_card: 5,
    Acts.take: 6,
    Acts.edit_answer: 5,
    Acts.edit_into_note: 2,
    Acts.note: 6,
    Acts.answer_a_note: 2,
    Acts.edit_a_note: 2,
    Acts.mistype: 3,
    Acts.use_a_tool: 4,
    Acts.outsider: 2,
    Acts.anonymous: 1,
    Acts.general: 1,
    Acts.take_back: 2,
    Acts.react_to_partner: 4,
}
