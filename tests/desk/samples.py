"""A value for every annotation in desk/letters, made by dice; a type nobody has thought of fails with its name."""

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from bot import deskfile
from desk import conversation, duty, rosters, terms
from desk.chats import Chat
from desk.commands import COMMANDS, Command
from desk.content import Content
from desk.conversation import PartnerWrote, Settled, StaffAnswered, Taken
from desk.letters import links, relay
from desk.letters.letter import Person, Source, To
from desk.letters.links import Card, Fresh, Reminder, Section
from desk.letters.relay import Way
from desk.links import Flow, Link
from desk.newcomers import Presence
from desk.people import Partner, Staff
from desk.rosters import Absence, Roster, Segment, Swap
from desk.rules import Cap, General, Growth, Newcomers, Offer, OverCap, Payout, Reply, Rotation, Rules, Terms
from desk.sources import Settings
from desk.terms import Scope, Version
from desk.topics import Face
from desk.waiting import Case

RULES = deskfile.read(Path(__file__).parents[2] / "desk.example.yaml")
NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
#: What breaks HTML when it is not escaped, turns a line round when it is not isolated, and counts double in UTF-16.
NASTY = "A <b>&\"' מאיר 🦊"
LONG = (NASTY + " ") * 6  # more than the 128 units Telegram gives a title
NUMBERS = (0, 1, 2, 5, 11, 21, 1_000)
IDS = (1, 9_999_999)

#: Text that is a name out of a closed list, whatever `str` says; by parameter, or by function and parameter.
WORDS: Mapping[str, tuple[str, ...]] = {
    "zone": ("Europe/Moscow",),
    "locale": ("ru", "en"),
    "geo": ("KZ",),
    "offer_id": ("x" * 24,),
    "geos": ("KZ",),
    "closed.how": ("answered", "holding", "no_answer_needed", "closed", "solved"),
    "undelivered.why": ("blocked", "deactivated", "gone", "link", "undelivered", "other"),
    "unshown.why": ("blocked", "deactivated", "gone", "other"),
    "undelivered.answer": ("answer:-100:5", "test"),
    "refusal.key": ("unknown-command",),
    "refused.key": ("terms-none", "terms-ambiguous"),
    "Snooze.reason": ("colleague", "advertiser", "partner", "checking", NASTY),
    "tier": ("new", "verified", "vip"),
    "settled.how": ("accepted", "declined", "withdrawn", "untaken"),
    "Newcomer.step": ("experience", "sources", "geos", "volume", "done"),
}
#: What is never as long as a name may be, in UTF-16 units; and what is never empty.
LIMITS = {
    "username": 32,
    "handle": 32,
    "handles": 32,
    "offer": 60,
    "source": 40,
    "sources": 40,
    "shift": 40,
    "error": 300,
    "Seen.name": 24,
}
NEVER_EMPTY = {"Digest.days", "picture.segments"}


@cache
def hinted(owner: Any, *, extras: bool = False) -> Mapping[str, Any]:
    """The types of parameters or fields."""
    return get_type_hints(owner, include_extras=extras)


class Dice:
    """Makes values; `size` is how long texts and lists get."""

    def __init__(self, seed: int, *, long: bool = False) -> None:
        self.random = Random(seed)
        self.long = long
        self.depth = 0  # of lists in lists

    def call(self, function: Any) -> Any:
        """What the function gives for values made from its annotations."""
        given = {
            name: self.named(function.__name__, name, kind)
            for name, kind in hinted(function).items()
            if name != "return"
        }
        if "used" in given:  # one figure for each cap
            given["used"] = tuple(self.number() for _ in given["version"].terms.caps)
        return function(**given)

    def named(self, owner: str, name: str, kind: Any) -> Any:
        """A value for a parameter or a field."""
        for words in (WORDS.get(f"{owner}.{name}"), WORDS.get(name)):
            if words and kind in (str, Sequence[str], tuple[str, ...]):
                word = self.random.choice(words)
                return word if kind is str else (word,)
        limit = LIMITS.get(f"{owner}.{name}", LIMITS.get(name))
        if limit is not None and self.long and "str" in str(kind):
            return self._cut(self.of(kind), limit)
        return self.of(kind, least=f"{owner}.{name}" in NEVER_EMPTY)

    def _cut(self, value: Any, units: int) -> Any:
        return value and (value[:units] if isinstance(value, str) else type(value)(one[:units] for one in value))

    def of(self, kind: Any, *, least: bool = False) -> Any:
        """A value of that type; `least`: a list of one or more."""
        origin, inside = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self.of(inside[0])
        if origin is Literal:
            return self.random.choice(inside)
        if origin in (Union, types.UnionType):
            return self.of(self.random.choice(inside))
        if origin in (tuple, list, Sequence, Iterable):
            return self._row(origin, inside, least=least)
        if origin in (dict, Mapping):
            keys = get_args(inside[0]) if get_origin(inside[0]) is Literal else [self.of(inside[0])]
            return {key: self.of(inside[1]) for key in keys}
        return self._plain(origin or kind, dict(zip(getattr(origin, "__parameters__", ()), inside, strict=False)))

    def _row(self, origin: Any, inside: tuple[Any, ...], *, least: bool) -> Any:
        if origin is tuple and Ellipsis not in inside:
            return tuple(self.of(one) for one in inside)
        count = (40, 6, 2)[min(self.depth, 2)] if self.long else self.random.choice((1, 3) if least else (0, 1, 3))
        self.depth += 1
        row = tuple(self.of(inside[0]) for _ in range(count))
        self.depth -= 1
        return row

    def _plain(self, kind: Any, arguments: Mapping[TypeVar, Any]) -> Any:
        made = MADE.get(kind)
        if made is not None:
            return made(self)
        if is_dataclass(kind):
            hints = {name: arguments.get(hint, hint) for name, hint in hinted(kind, extras=True).items()}
            return kind(**{f.name: self._field(kind, f, hints[f.name], arguments) for f in fields(kind)})
        raise AssertionError(f"no sample of {kind} yet: add one to MADE in {__file__}")

    def _field(self, kind: Any, field: Any, hint: Any, arguments: Mapping[TypeVar, Any]) -> Any:
        origin, inside = get_origin(hint), get_args(hint)
        if origin is tuple and inside and inside[0] in arguments:
            hint = tuple[arguments[inside[0]], ...]  # type: ignore[misc, valid-type]
        if field.name.startswith("_") and field.default is not MISSING:
            return field.default
        return self.named(kind.__name__, field.name, hint)

    # --- what must fit together ---

    def number(self) -> int:
        return self.random.choice(IDS if self.long else NUMBERS)

    def offer(self) -> Offer:
        name = LONG[:60] if self.long else NASTY
        offer = self.random.choice(RULES.offers)
        if self.long:
            return offer.model_copy(update={"name": name, "id": "x" * 24})
        return offer.model_copy(update={"name": name})

    def terms(self) -> Terms:
        policy = self.random.choice(get_args(OverCap.model_fields["policy"].annotation))
        pay = self.payout()
        over = OverCap(
            policy=policy,
            payout=pay if policy == "other_payout" else None,
            grace=timedelta(minutes=self.random.choice((0, 61, 120))),
            grace_max=self.random.choice((0, 1, 5)),
        )
        caps = [
            Cap(
                value=1 + self.number(),
                purpose=self.random.choice(("test", "regular")),
                metric=self.random.choice(("lead", "reg", "ftd", "own")),
                period=self.random.choice(("hour", "day", "week", "month", "total")),
                scope=self.random.choice(("flow", "deal")),
                shared=self.random.random() < 0.5,
                statuses=("pending", "hold", "own"),
            )
            for _ in range(self.random.choice((1, 3)))
        ]
        body = self.random.choice(RULES.offers).terms["new"]
        return body.model_copy(
            update={"caps": tuple(caps), "payout": pay, "over_cap": over, "hold_days": self.number()}
        )

    def payout(self) -> Payout:
        found = [offer.terms[tier].payout for offer in RULES.offers for tier in offer.terms]
        return self.random.choice([*found, Payout(model="revshare", percent=25)])  # type: ignore[arg-type]

    def version(self) -> Version:
        body = terms.Body(terms=self.terms(), sources=("FB",), forbidden=self.random.choice(((), (NASTY,))))
        return Version(
            scope=Scope(offer="casino-x", tier="new"), number=self.number(), body=body, hash="0", valid_from=NOW
        )

    def section(self) -> Section:
        version = self.version()
        flows = tuple(
            Flow(id=number, partner=1, offer="x", geo="KZ", source=NASTY[: LIMITS["source"]])
            for number in range(self.random.choice((1, 3, 40 if self.long else 3)))
        )
        used = tuple(tuple(self.number() for _ in version.terms.caps) for _ in flows)
        return Section(offer=self.offer().name, flows=flows, version=version, used=used)

    def reminder(self) -> Reminder:
        why = self.random.choice((links.pasted(self.number()), links.welcome([self.of(Person)] * 12)))
        return Reminder(
            chat=1, why=why, once="card:chat:1:1:1", as_of=self.of(Fresh), manager=self.random.choice((None, NASTY))
        )

    def card(self) -> Card:
        version, offer = self.version(), self.offer()
        flow = Flow(id=1, partner=2, offer=offer.id, geo="KZ", source=NASTY)
        link = Link(id=9_999_999, flow=flow, chat=1, token="Ab3dEfGh9k", terms=1, issued_at=NOW, issued_by=1)
        used = tuple(self.number() for _ in version.terms.caps)
        manager = self.random.choice((None, NASTY))
        return Card(
            name="9999999:9999999:9999",
            link=link,
            offer=offer,
            version=version,
            partner=NASTY,
            chat=LONG[:128] if self.long else NASTY,
            used=used,
            as_of=self.of(Fresh),
            manager=manager,
            accepted=self.random.random() < 0.5,
        )

    def case(self) -> Case:
        """Nobody waits, somebody does, it was taken, it was answered, or it is settled; with and without people."""
        policy = self.random.choice((RULES.ladder.default, RULES.ladder.new))
        wrote = PartnerWrote(at=NOW, message=1, author=1, substantive=True, preview=self.of(str)[:200], policy="v")
        after = (
            Taken(at=NOW, staff=1, until=NOW + timedelta(minutes=10)),
            StaffAnswered(at=NOW + timedelta(minutes=1), staff=1, answer="answer:1:1", question=False, delivered=False),
            Settled(at=NOW + timedelta(minutes=1), staff=1, how="solved"),
        )
        events = self.random.choice(((), (wrote,), *((wrote, event) for event in after)))
        staff = [] if self.random.random() < 0.3 else [replace(self.of(Staff), id=one, reach="ok") for one in (1, 2)]
        return Case(
            conversation=1,
            chat=self.of(Chat),
            partner=self.of(Partner),
            state=conversation.fold(events),
            events=len(events),
            policies={"v": policy},
            leases=RULES.ladder.leases,
            duty=duty.duty(RULES, staff, 1, NOW),
            staff={person.id: person for person in staff},
        )

    def face(self) -> Face:
        taken = Face(state="taken", at=NOW, who=1, until=NOW + timedelta(minutes=10))
        others: tuple[Face, ...] = (Face(state="quiet"), Face(state="closed"), Face(state="answered", who=1))
        return self.random.choice((taken, Face(state="waiting", at=NOW), *others))

    def content(self) -> Content:
        kind = self.random.choice(("text", "photo", "sticker", "voice", "document", "video_note", "location"))
        text = self.of(str) if kind == "text" or self.random.random() < 0.5 else ""
        bold = {"type": "bold", "offset": 0, "length": 3}
        return Content(
            source=Source(chat=-1, message=2),
            kind=kind,
            text=text,
            entities=(bold,) if text else (),
            answered=self.of(str),
            origin=self.of(str | None),
            album="7",
            file="f",
        )

    def way(self) -> Way:
        head = self.of(str | None)
        if self.random.random() < 0.5:
            return relay.to_topic(Source(chat=1, message=2), 1, head=head)
        return relay.to_partner(1, 1, "answer:1:2", head=head, author=1)

    def roster(self) -> Roster:
        staff = [replace(self.of(Staff), id=one, role="sub") for one in (1, 2, 3)]
        return rosters.roster(RULES.shifts, staff)

    def segment(self) -> Segment:
        people = self.random.choice(((), (1,), (1, 2, 3)))
        end, name = NOW + timedelta(hours=12), self.random.choice(("day", NASTY))
        return Segment(start=NOW, end=end, name=name, people=people, ends=(end,) * len(people))

    def presence(self) -> Presence:
        how = self.random.choice(get_args(hinted(Presence)["how"]))
        comes = NOW if how == "later" or (how == "called" and self.random.random() < 0.5) else None
        return Presence(
            how=how, names=() if how == "nobody" else (self.of(str),) * self.random.choice((1, 9)), next_at=comes
        )


MADE: Mapping[Any, Any] = {
    str: lambda dice: LONG[:128] if dice.long else NASTY,
    int: Dice.number,
    bool: lambda dice: dice.random.random() < 0.5,
    Any: lambda _: NASTY,
    types.NoneType: lambda _: None,
    datetime: lambda _: NOW,
    date: lambda _: NOW.date(),
    timedelta: lambda dice: timedelta(seconds=dice.random.choice((0, 59, 61, 3600, 90_061))),
    To: lambda dice: To(kind=dice.random.choice(("chat", "topic", "staff", "user", "telegram")), id=1),
    Rules: lambda _: RULES,
    Newcomers: lambda _: RULES.newcomers,
    General: lambda dice: dice.random.choice(list(RULES.general.values())),
    Offer: Dice.offer,
    Terms: Dice.terms,
    Payout: Dice.payout,
    Version: Dice.version,
    Card: Dice.card,
    Section: Dice.section,
    Reminder: Dice.reminder,
    Case: Dice.case,
    Cap: lambda dice: dice.random.choice(dice.terms().caps),
    Growth: lambda _: RULES.caps.vip,
    Face: Dice.face,
    Content: Dice.content,
    Way: Dice.way,
    Presence: Dice.presence,
    Roster: Dice.roster,
    Segment: Dice.segment,
    Rotation: lambda _: RULES.shifts.rotations[0],
    Absence: lambda dice: Absence(id=1, staff=1, start=NOW, end=NOW, deputy=dice.random.choice((2, None))),
    Swap: lambda dice: Swap(asker=1, other=2, shift=(NOW, NOW), back=dice.random.choice(((NOW, NOW), None))),
    Reply: lambda dice: Reply(ru=dice.of(str), en=dice.of(str)),
    Settings: lambda dice: Settings(
        statuses={dice.of(str): "approved"},
        goals={dice.of(str): "ftd"},
        goal=dice.random.choice((None, "ftd")),
        currency=dice.random.choice((None, "USD")),
        addresses=dice.random.choice(((), ("10.1.0.0/16",) * 50)),
        silence=dice.random.choice((None, timedelta(hours=1))),
    ),
    Decimal: lambda dice: dice.random.choice((Decimal(28), Decimal("1234567.5"))),
    Command: lambda dice: dice.random.choice(COMMANDS),
}
