"""What became of every message, counted from the sandbox's log and held against the database."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from desk.conversation import fold
from desk.rules import Rules
from sandbox import Call, Message
from storage import audits, conversations
from storage.database import Database
from tests.crash.town import Line, Town

SENDS = ("send", "copy", "forward")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SOON = timedelta(seconds=5)  # a request of a killed desk is carried out that long after its death at most

#: (line, direction, number)
Name = tuple[str, str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One appearance of a message where it belongs."""

    seq: int
    at: datetime
    start: int  # which start of the desk sent it
    place: tuple[int, int]
    cut: bool
    reply: int | None
    message: int


@dataclass(slots=True)
class Direction:
    """The numbers of one direction, over all conversations."""

    written: int = 0
    delivered: int = 0
    lost: int = 0
    disordered: int = 0
    repeated: int = 0
    twice: int = 0  # repeated twice, both outcomes unknown
    cut: int = 0  # unknown because the connection was cut after processing
    in_flight: int = 0  # unknown because the desk was killed meanwhile
    replies: int = 0


@dataclass(slots=True)
class Report:
    """Everything counted, and what must not be."""

    directions: dict[str, Direction] = field(default_factory=lambda: {"in": Direction(), "out": Direction()})
    calls: int = 0
    cut_before: int = 0
    cut_after: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    others: int = 0  # messages that are no mirrors or answers: cards, notices
    others_unreceipted: int = 0
    edits_repeated: int = 0  # an edit with an unknown outcome, done again: nobody sees a difference
    spare_topics: int = 0
    violations: list[str] = field(default_factory=list)


class Log:
    """The sandbox's log, read once."""

    def __init__(self, town: Town, killed: Mapping[int, datetime]) -> None:
        self.town, self.killed = town, killed
        self.journal = town.sandbox.journal
        self.texts = {
            (line.name, way, number): message
            for line, way, messages in town.written()
            for number, message in enumerate(messages)
        }
        self.lines = {line.name: line for line in town.lines}
        self.deliveries: dict[Name, list[Delivery]] = {name: [] for name in self.texts}
        self.last: dict[tuple[int, tuple[int, int]], int] = {}  # the last delivery of a start to a place
        self.strays: list[str] = []
        self.calls = [one for call in self.journal.calls for one in self.journal.singly(call)]
        for call in self.calls:
            if call.status == 200 and call.method.startswith(SENDS) and call.message_ids:
                self._read(call)

    def _read(self, call: Call) -> None:
        name = self._named(call)
        if name is None:
            return
        place = (call.chat_id or 0, call.thread)
        start = self.journal.generations[call.seq]
        reply = (call.params.get("reply_parameters") or {}).get("message_id")
        self.deliveries[name].append(
            Delivery(
                seq=call.seq,
                at=call.at,
                start=start,
                place=place,
                cut=call.cut == "after",
                reply=reply,
                message=call.message_ids[0],
            )
        )
        self.last[start, place] = call.seq

    def _named(self, call: Call) -> Name | None:
        """The message this call shows where it belongs; what shows it to another partner is a stray."""
        words = call.text.rpartition("\n")[2]
        line, _, rest = words.partition("-")
        way, _, rest = rest.partition("-")
        number = rest.partition(" ")[0]
        if line not in self.lines or way not in ("in", "out") or not number.isdigit():
            return None
        name = (line, way, int(number))
        if name not in self.texts or words != self.texts[name].text:
            return None
        home = self.lines[line].chat
        if (way == "in" and call.chat_id == self.town.forum.id) or (way == "out" and call.chat_id == home):
            return name
        if call.chat_id in {other.chat for other in self.town.lines}:
            self.strays.append(f"{name} was shown in {call.chat_id} (call {call.seq})")
        return None

    def unknown(self, one: Delivery) -> bool:
        """Whether the desk cannot have known of it: cut, or the last thing a start that was killed did there."""
        return one.cut or (one.start in self.killed and self.last[one.start, one.place] == one.seq)


def count(log: Log) -> Report:
    """All numbers of the log."""
    report = Report()
    for line, way, messages in log.town.written():
        _line(log, report.directions[way], report.violations, line, way, messages)
    _calls(log, report)
    report.violations += log.strays
    return report


def _line(log: Log, into: Direction, wrong: list[str], line: Line, way: str, messages: list[Message]) -> None:
    into.written += len(messages)
    firsts: list[tuple[int, int]] = []
    places: set[tuple[int, int]] = set()
    for number in range(len(messages)):
        name = (line.name, way, number)
        found = log.deliveries[name]
        places |= {one.place for one in found}
        if not found:
            into.lost += 1
            wrong.append(f"{name} was lost")
            continue
        into.delivered += 1
        firsts.append((found[0].seq, number))
        _repeats(log, into, wrong, name, found)
        _reply(log, into, wrong, name, found)
    for (_, before), (_, after) in zip(sorted(firsts), sorted(firsts)[1:], strict=False):
        if after < before:
            into.disordered += 1
            wrong.append(f"{line.name}-{way}: {after} came after {before}")
    if len(places) > 1:
        wrong.append(f"{line.name}-{way} went to several places: {places}")


def _repeats(log: Log, into: Direction, wrong: list[str], name: Name, found: list[Delivery]) -> None:
    again = len(found) - 1
    if not again:
        return
    unknown = [one for one in found if log.unknown(one)]
    into.repeated += again
    into.cut += sum(one.cut for one in unknown[:again])
    into.in_flight += sum(not one.cut for one in unknown[:again])
    into.twice += again > 1
    if again > len(unknown):
        wrong.append(f"{name} came {len(found)} times with {len(unknown)} unknown outcomes: {found}")


def _reply(log: Log, into: Direction, wrong: list[str], name: Name, found: list[Delivery]) -> None:
    answers = log.texts[name].raw.get("reply_to_message")
    if answers is None or "forum_topic_created" in answers:
        return
    line, way, _ = name
    number = int(str(answers.get("text") or answers.get("caption")).split("-")[2].split()[0])
    copies = {one.message for one in log.deliveries[line, way, number]}
    into.replies += 1
    wrong += [f"{name} answers {one.reply}, not {copies}" for one in found if one.reply not in copies]


#: What a look at a topic is answered when the topic is there.
LOOKED = ("Bad Request: TOPIC_NOT_MODIFIED",)


def _calls(log: Log, report: Report) -> None:
    for call in log.journal.calls:
        report.calls += 1
        report.cut_before += call.cut == "before"
        report.cut_after += call.cut == "after"
        if call.status >= 400:
            report.refused[call.status] += 1
        if "is not modified" in call.description:
            report.edits_repeated += 1
        elif call.status >= 400 and call.status not in (409, 429, 500) and call.description not in LOOKED:
            report.violations.append(f"{call.method} was refused: {call.description}")


async def audit(db: Database, rules: Rules, now: datetime) -> list[str]:
    """What must hold in the database at any moment, also of a desk that was just killed."""
    wrong = []
    async with db.reading() as tx:
        wrong += [f"conversation {number} waits without a next action" for number in await audits.late(tx, EPOCH, 100)]
        for number in await conversations.all_ids(tx):
            case = await conversations.case(tx, number, rules, now)
            if case is None or fold(await conversations.events(tx, number)) != case.state:
                wrong.append(f"conversation {number}: the state is not what its events add up to")
    return wrong


async def left(query: "Rows") -> dict[str, int]:
    """What has not been worked off: open updates, parked ones, letters queued, in flight and dead.

    A cosmetic letter whose outcome was unknown is dropped, as DESIGN 2 wants it.
    """
    inbox = dict(await query("SELECT state, COUNT(*) FROM inbox GROUP BY state"))
    counted = "SELECT state, COUNT(*) FROM outbox WHERE state <> 'dead' OR on_unknown <> 'drop' GROUP BY state"
    outbox = dict(await query(counted))
    return {
        "updates open": inbox.get("new", 0),
        "updates parked": inbox.get("parked", 0),
        "letters queued": outbox.get("queued", 0),
        "letters in flight": outbox.get("sending", 0),
        "letters dead": outbox.get("dead", 0),
    }


class Rows:
    """Plain SQL on either database, outside the desk's own queries."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def __call__(self, sql: str) -> list[tuple[object, ...]]:
        async with self._db.reading() as tx:
            connection = tx._connection
            postgres = self._db.dialect == "postgresql"
            rows = await connection.fetch(sql) if postgres else connection.execute(sql).fetchall()
        return [tuple(row) for row in rows]


async def held_against(log: Log, report: Report, query: Rows) -> None:
    """The receipt book knows every message there is, but those whose outcome was unknown; the clock heard everything."""
    rows = await query("SELECT chat, message FROM outbox WHERE state = 'sent' AND message IS NOT NULL")
    receipts = set(rows)
    for call in log.calls:
        if (
            call.status != 200
            or not call.method.startswith(SENDS)
            or not call.message_ids
            or call.method == "sendChatAction"
        ):
            continue
        report.others += log._named(call) is None
        if (call.chat_id, call.message_ids[0]) in receipts:
            continue
        death = log.killed.get(log.journal.generations[call.seq])
        report.others_unreceipted += log._named(call) is None
        if call.cut != "after" and (death is None or call.at < death - SOON):
            report.violations.append(f"no receipt of {call.method} to {call.chat_id}: {call.text[:80]!r} ({call.seq})")
    topics = len([call for call in log.journal.calls if call.method == "createForumTopic" and call.status == 200])
    known = await query("SELECT COUNT(*) FROM conversations WHERE topic IS NOT NULL")
    report.spare_topics = topics - int(str(known[0][0]))
    await _heard(log, report, query)


async def _heard(log: Log, report: Report, query: Rows) -> None:
    """Every message is an event of its conversation, once."""
    rows = await query(
        "SELECT c.tg_id, e.kind, e.data FROM events e JOIN conversations v ON v.id = e.conversation JOIN chats c ON c.id = v.chat"
    )
    heard = Counter((chat, json.loads(str(data))["message"]) for chat, kind, data in rows if kind == "partner_wrote")
    answered = Counter(json.loads(str(data))["answer"] for _, kind, data in rows if kind == "staff_answered")
    for line, way, messages in log.town.written():
        for message in messages:
            if way == "in" and not _among_themselves(line, message) and heard[line.chat, message.id] != 1:
                report.violations.append(
                    f"{line.name}: {message.text!r} was heard {heard[line.chat, message.id]} times"
                )
            if way == "out" and answered[f"answer:{message.chat.id}:{message.id}"] != 1:
                report.violations.append(f"{line.name}: {message.text!r} was not counted as one answer")


def _among_themselves(line: Line, message: Message) -> bool:
    answers = message.raw.get("reply_to_message")
    return line.group is not None and answers is not None and answers["from"]["id"] != message.raw["from"]["id"]
