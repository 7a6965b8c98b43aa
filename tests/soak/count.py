"""What became of every message of a soak, read from the sandbox's own record of calls.

Lost: a message of which the bot was told, and that was never shown where it belongs; an answer may instead have failed visibly
(🤔 and a notice), or been taken back. Out of order: of what one conversation was written in one chat, something was first shown
before what was written earlier; an album counts by its first part, a part that came late does not count. Repeated: shown again
although the outcome of the first time was known. Leaked: anything shown to a partner that bears another's mark or name, a mark
of what stays inside, or whom something was forwarded from.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.clock import Clock
from sandbox import Call
from tests.crash.count import Rows, left
from tests.soak.play import Plan, Play, Played, play
from tests.soak.town import MARK, NAME, Line, Written, line_of

SENDS = ("send", "copy", "forward")
CHANGES = (*SENDS, "edit")
FOREIGN = ("Karim", "Somebody Hidden", "Arbitrage talks", "Offers daily", "Чужой")
#: What stands where something without a mark could not be copied: such things are not told apart, but counted.
TELLING = ("скопировать уже нельзя", "cannot be copied any more")
NOT_RECEIVED, NO_CARD = "не получил", "тветьте на карточку"

#: (topic or partner, number of the conversation)
Place = tuple[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One appearance of a message."""

    seq: int
    place: Place
    chat: int
    message: int
    unknown: bool


@dataclass(slots=True)
class Way:
    """The numbers of one direction."""

    written: int = 0
    shown: int = 0
    failed: int = 0
    taken_back: int = 0
    lost: int = 0
    disordered: int = 0
    repeated: int = 0
    unknown: int = 0  # of those repeated, how many because the outcome was unknown
    edited: int = 0
    edits_lost: int = 0


@dataclass(slots=True)
class Report:
    """Everything counted, and what must not be."""

    ways: dict[str, Way] = field(default_factory=lambda: {"topic": Way(), "partner": Way()})
    calls: int = 0
    cuts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    floods: int = 0  # 429 outside the storms
    leaked: int = 0
    happened: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    seconds: float = 0


class Log:
    """The sandbox's record, read once."""

    def __init__(self, played: Played) -> None:
        self.played, self.town = played, played.town
        self.sandbox = self.town.story.sandbox
        self.calls = list(self.sandbox.calls)
        self.by_source = {(one.source.chat, one.source.message): one for one in self.town.written}
        self.by_mark = {number: one for one in self.town.written for number in (one.number, *one.edits) if number}
        self.partners = {chat: line for line in self.town.lines for chat in line.chats}
        self.forums = {forum.id: forum for forum in self.town.forums}
        self.away = {
            (call.chat_id, message)
            for call in self.calls
            if call.method == "deleteMessage" and call.status == 200
            for message in [int(call.params["message_id"])]
        }
        self.shown: dict[Written, list[Shown]] = defaultdict(list)
        self.told: dict[Place, list[Shown]] = defaultdict(list)  # in the desk's words
        self.marks: set[tuple[Place, int]] = set()  # shown anywhere there, in an edit too
        self.strays: list[str] = []
        for call in self.calls:
            if call.status == 200 and call.method.startswith(CHANGES):
                self._read(call)

    def there(self, found: Iterable[Shown]) -> list[Shown]:
        """Those that were not taken away again, as copies are that came in part."""
        return [shown for shown in found if (shown.chat, shown.message) not in self.away]

    def place(self, call: Call) -> Place | None:
        """The conversation in whose topic or chat that call showed something."""
        if call.chat_id in self.forums:
            topic = self.forums[call.chat_id].topics.get(call.thread)
            number = None if topic is None else line_of(topic.name, self.town.lines)
            return None if number is None else ("topic", number)
        line = self.partners.get(call.chat_id or 0)
        return None if line is None else ("partner", line.number)

    def _read(self, call: Call) -> None:
        place = self.place(call)
        if place is None:
            return
        words = f"{call.text} {json.dumps(call.params, ensure_ascii=False)}"
        self.marks |= {(place, int(number)) for _, _, number in MARK.findall(words)}
        if not call.method.startswith(SENDS) or not call.message_ids:
            return
        found = list(self._meant(call))
        for one, message in found:
            shown = self._appearance(call, place, message)
            if one.line.number != place[1]:
                self.strays.append(f"{name(one)} was shown in {place} (call {call.seq})")
            elif place[0] in one.to:
                self.shown[one].append(shown)
        by_file = call.method not in ("sendMessage", "sendMediaGroup") and not call.source_ids
        if not found and not MARK.search(call.text) and (by_file or any(words in call.text for words in TELLING)):
            self.told[place].append(self._appearance(call, place, call.message_ids[0]))

    def _appearance(self, call: Call, place: Place, message: int) -> Shown:
        at_restart = any(first < call.seq <= last for first, last in self.played.restarts)
        unknown = call.cut == "after" or at_restart
        return Shown(seq=call.seq, place=place, chat=call.chat_id or 0, message=message, unknown=unknown)

    def _meant(self, call: Call) -> Iterator[tuple[Written, int]]:
        """Which messages a call showed."""
        if call.source_ids:
            for source, message in zip(call.source_ids, call.message_ids, strict=False):
                one = self.by_source.get((call.source_chat or 0, source))
                if one is not None:
                    yield one, message
            return
        for words, message in zip(_words(call), call.message_ids, strict=False):
            found = list(MARK.finditer(words))
            if not found:
                continue
            number = int(found[-1][3])
            if number in self.by_mark and words[found[-1].start() :].strip() == self.town.texts[number].strip():
                one = self.by_mark[number]
                if number == one.number or number not in self._follow_up(call):
                    yield one, message

    def _follow_up(self, call: Call) -> set[int]:
        """The marks of edits that this call tells of below a copy that could not be edited."""
        lines = call.text.splitlines()
        told = any(word in line for line in lines[:-1] for word in ("исправлено", "edited"))
        return {int(number) for _, _, number in MARK.findall(call.text)} if told else set()


def _words(call: Call) -> list[str]:
    media = call.params.get("media")
    if call.method == "sendMediaGroup" and isinstance(media, list):
        return [str(part.get("caption", "")) for part in media]
    return [call.text]


def name(one: Written) -> str:
    """A message, for people."""
    return f"{one.kind} {one.message.text[:40]!r} of {one.line.number} ({one.source.chat}:{one.source.message}, {one.at:%a %H:%M:%S})"


async def soak(plan: Plan) -> Report:
    """Play and count."""
    clock = Clock()
    began = clock.now()
    story, week = await play(plan)
    report = Report()
    try:
        count(report, week)
        await _settled(report, week)
    finally:
        await story.desk.close()
        await story.sandbox.stop()
    report.seconds = (clock.now() - began).total_seconds()
    return report


async def _settled(report: Report, week: Play) -> None:
    """Nothing waits without a next action, nothing is left to do, every state is the fold of its events."""
    try:
        await week.story.audit()
    except AssertionError as error:
        report.violations.append(f"the audit: {error!r}")
    found = await left(Rows(week.story.desk.db))
    report.violations += [f"{what}: {number}" for what, number in found.items() if number and "dead" not in what]


def count(report: Report, week: Play) -> None:
    """All numbers of the record."""
    log = Log(week.played)
    report.violations += log.strays
    report.happened, report.acts = week.played.happened, Counter(week.acts.done)
    for one in log.town.written:
        for to in one.to:
            if not one.number and not log.there(log.shown[one]):
                continue  # told in the desk's words, perhaps: counted by conversation
            _one(log, report, one, to)
    for line in log.town.lines:
        for to in ("topic", "partner"):
            _told(log, report, line, to)
            _order(log, report, line, to)
    _leaks(log, report)
    _calls(log, report)


def _one(log: Log, report: Report, one: Written, to: str) -> None:
    way, ours = report.ways[to], one in one.line.answered
    way.written += 1
    found = [shown for shown in log.shown[one] if shown.place[0] == to]
    if not found:
        if one.taken_back:
            way.taken_back += 1
        elif ours and _failed(log, one):
            way.failed += 1
        else:
            way.lost += 1
            report.violations.append(f"lost on the way to the {to}: {name(one)}")
        return
    way.shown += 1
    there = log.there(found)
    if len(there) > 1:
        again = len(there) - 1
        unknown = sum(shown.unknown for shown in there)
        way.repeated += again
        way.unknown += min(again, unknown)
        if again > unknown:
            report.violations.append(f"shown {len(there)} times, {unknown} unknown: {name(one)} {there}")
    if one.edits and not one.taken_back:
        way.edited += 1
        if ((to, one.line.number), one.edits[-1]) not in log.marks and not _stands(log, found, one.edits[-1]):
            way.edits_lost += 1
            report.violations.append(f"the edit {one.edits[-1]} was not shown in the {to}: {name(one)}")


def _stands(log: Log, found: list[Shown], mark: int) -> bool:
    """Whether a copy holds the words with that mark: it was copied after the edit, and not only for its first part."""
    copies = [log.town.world.chats[shown.chat].messages[shown.message] for shown in found]
    return any(int(number) == mark for copy in copies for _, _, number in MARK.findall(copy.text))


def _failed(log: Log, one: Written) -> bool:
    """Whether it is seen that it did not arrive."""
    if one.message.chat.private and any(
        call.status == 200 and call.chat_id == one.message.chat.id and NO_CARD in call.text and call.at >= one.at
        for call in log.calls
    ):
        return True  # the card it answered is not known: its sending was cut off
    marked = one.message.top().reactions.get(log.town.world.bot_id) == ["🤔"]
    return marked and any(
        call.status == 200 and NOT_RECEIVED in call.text and call.at >= one.at
        for call in log.calls
        if log.place(call) == ("topic", one.line.number)
    )


def _told(log: Log, report: Report, line: Line, to: str) -> None:
    """What can only be told in words: as many times as there were such messages."""
    unmarked = [one for one in (*line.asked, *line.answered) if not one.number and to in one.to]
    wanted = [one for one in unmarked if not log.there(log.shown[one])]
    way, found = report.ways[to], log.there(log.told[to, line.number])
    missing = [one for one in wanted if not (to == "partner" and (one.taken_back or _failed(log, one)))]
    way.written += len(wanted)
    way.failed += len(wanted) - len(missing)
    way.shown += min(len(missing), len(found))
    if len(found) < len(missing):
        way.lost += len(missing) - len(found)
        report.violations.append(f"of {[name(one) for one in missing]} only {len(found)} were told in the {to}")
    again = len(found) - len(wanted)
    if again > 0:
        copied = [shown for one in unmarked for shown in log.shown[one]]
        unknown = sum(shown.unknown for shown in (*found, *copied) if shown.place[0] == to)
        way.repeated += again
        way.unknown += min(again, unknown)
        if again > unknown:
            what = f"told {len(found)} times instead of {len(wanted)} in the {to} of {line.number}"
            report.violations.append(f"{what}: {found}, copies {copied}")


def _order(log: Log, report: Report, line: Line, to: str) -> None:
    """First appearances come in the order in which things were written, chat by chat."""
    last: dict[int, tuple[int, Written]] = {}
    for one in log.town.written:
        if one.line is not line or to not in one.to or one.late or one.part:
            continue
        found = [shown.seq for shown in log.shown[one] if shown.place[0] == to]
        if not found:
            continue
        chat = one.source.chat
        if chat in last and found[0] < last[chat][0]:
            report.ways[to].disordered += 1
            report.violations.append(f"out of order on the way to the {to}: {name(one)} before {name(last[chat][1])}")
        last[chat] = max(last.get(chat, (0, one)), (found[0], one), key=lambda pair: pair[0])


def _leaks(log: Log, report: Report) -> None:
    """Everything that was put before partners' eyes at any time, and everything that still is."""
    for call in log.calls:
        line = log.partners.get(call.chat_id or 0)
        if line is not None and call.status == 200 and call.method.startswith(CHANGES):
            words = f"{call.text} {json.dumps(call.params, ensure_ascii=False)}"
            _leak(log, report, line, words, f"call {call.seq} {call.method}")
    for chat_id, line in log.partners.items():
        for message in log.town.world.chats[chat_id].messages.values():
            if message.sender == log.town.world.bot_id:
                _leak(log, report, line, str({**message.raw, "reply_to_message": None}), f"message {message.id}")


def _leak(log: Log, report: Report, line: Line, words: str, where: str) -> None:
    lines = log.town.lines
    found = [f"{kind}{n}-{m}" for kind, n, m in MARK.findall(words) if kind == "S" or int(n) != line.number]
    found += [f"{kind}{n}" for kind, n in NAME.findall(words) if lines[int(n)].partner != line.partner]
    found += [word for word in FOREIGN if word in words]
    if found:
        report.leaked += 1
        report.violations.append(f"leaked to {line.number}: {found} in {where}: {words[:300]}")


def _calls(log: Log, report: Report) -> None:
    report.calls = len(log.calls)
    for call in log.calls:
        if call.cut:
            report.cuts[call.cut] += 1
        if call.status >= 400:
            report.refused[f"{call.status} {call.description.partition(': retry')[0][:60]}"] += 1
        storm = any(began <= call.at <= ended for began, ended in log.played.storms)
        report.floods += call.status == 429 and not storm


def told(plan: Plan, report: Report) -> str:
    """The report in words."""
    sizes = (
        f"{plan.partners} partners, {plan.groups} groups, {plan.staff} staff, {plan.days:g} days, {plan.forums} forums"
    )
    acts = f"{sum(report.acts.values())} acts, {report.seconds:.0f} s"
    lines = [
        f"{plan.database_url.partition(':')[0]}, seed {plan.seed}: {sizes}; {acts}",
        f"  what happened: {_list(report.happened)}",
        f"  calls {report.calls}; cut {_list(report.cuts)}; refused by a limit outside the storms: {report.floods}",
        f"  refused: {_list(report.refused)}",
    ]
    for to, words in (("topic", "to the topic"), ("partner", "to the partner")):
        way = report.ways[to]
        lines.append(
            f"  {words}: written {way.written}, shown {way.shown}, failed and said so {way.failed}, taken back "
            f"{way.taken_back}, lost {way.lost}, out of order {way.disordered}, repeated {way.repeated} (outcome unknown "
            f"{way.unknown}), edited {way.edited}, edits lost {way.edits_lost}"
        )
    lines += [
        f"  leaked: {report.leaked}",
        *(f"  WRONG: {what[:700]}" for what in report.violations[:20]),
        "  all is well" if not report.violations else f"  {len(report.violations)} things are wrong",
    ]
    return "\n".join(lines)


def _list(counted: Counter[str]) -> str:
    return ", ".join(f"{number} {what}" for what, number in counted.most_common()) or "none"
