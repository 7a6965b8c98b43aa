"""The incident of PRODUCT 0.1 played again (research/affiliate 8.5): a second chat, a test cap of 50 leads, 100 leads."""

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot import verify
from sandbox import Chat, Message, Person
from tests.stories import harness
from tests.stories.harness import EXAMPLE, MONDAY_NOON, Story
from tests.stories.test_counting import calls, connected
from tests.stories.test_evidence import files
from tests.stories.test_links import skip, to_card

MINUTE = timedelta(minutes=1)
LAG = 15 * MINUTE
LOOK = 7 * MINUTE  # the story lets five minutes pass at a time, and a few seconds for what is said
LEADS, CAP, GRACE = 100, 50, 4  # of the five minutes between click and lead, four lie wholly before the stop
AGREED = """caps: [{value: 50, purpose: test, metric: lead}]
        payout: {model: cpa, amount: 28, goal: lead}
        over_cap: {policy: POLICY, grace: 60m, grace_max: 5}
"""
POLICIES = {"unpaid": "unpaid", "other_payout": "other_payout, payout: {model: revshare, percent: 25}"}


class Incident:
    """One partner, two chats, one tracker, one cap."""

    def __init__(self, story: Story, second: Chat, newcomer: Person) -> None:
        self.story, self.second, self.newcomer = story, second, newcomer
        self.first = story.people.alpha
        self.called = 0
        self.said: dict[int, list[tuple[datetime, str]]] = {self.first.id: [], second.id: []}

    def look(self) -> None:
        """What both chats were told of the cap."""
        for call in self.story._new():
            self.called += call.chat_id == self.story.people.maria.id and "Трафик не остановлен" in call.text
            if call.chat_id in self.said and call.method == "sendMessage" and re.search("Капа|СТОП|Перелив", call.text):
                self.said[call.chat_id].append((self.story.clock.now(), call.text))
        self.story.overlook()

    async def drive(self, address: str, tokens: Sequence[str]) -> datetime:
        """100 leads, one a minute, heard of a quarter of an hour later, a tenth of them twice, out of order; when the first
        happened."""
        story, dice = self.story, Random(5)
        began = story.clock.now().replace(second=0, microsecond=0) + 10 * MINUTE
        heard = [(number, began + number * MINUTE + LAG - dice.random() * 3 * MINUTE) for number in range(LEADS)]
        heard += [(number, at + dice.random() * 9 * MINUTE) for number, at in dice.sample(heard, LEADS // 10)]
        heard.sort(key=lambda one: one[1])
        while heard:
            await story.passes(minutes=5 if len(heard) > LEADS - CAP else 20)
            while heard and heard[0][1] <= story.clock.now():
                number, _ = heard.pop(0)
                at = began + number * MINUTE
                times = {"ts": f"{at.timestamp():.0f}", "clicked": f"{(at - 5 * MINUTE).timestamp():.0f}"}
                lead = {"flow": tokens[number % len(tokens)], "conv": f"c{number:03}", "goal": "lead", "st": "2"}
                assert await calls(story, f"{address}&clicked=TIME", **lead, **times) == 200
            await story.passes(seconds=5)
            self.look()
        return began

    async def evidence(self, topic: str) -> dict[str, bytes]:
        """The two files, from our topic and from the partner's chat: the same."""
        story, p = self.story, self.story.people
        await story.answers(p.sasha, topic, "/evidence casino-x 2026-11-23 2026-11-30")
        coming = story.sees(topic, "собираю файлы")
        story.overlook()
        ours = files(story, p.staff)
        await story.press(p.sasha, coming, "Отправить партнёру те же файлы")
        assert files(story, self.first) == ours
        story.overlook()
        return ours


async def begin(database_url: str, folder: Path, policy: str) -> tuple[Incident, str, str]:
    """The first chat has accepted its terms; a second one is there, with a new buyer. The topic of the first, its link."""
    text = EXAMPLE.read_text("utf-8")
    place = text.index("caps: [{value: 30, metric: ftd, period: day, scope: deal}]")
    end = text.index("hold_days: 7", place)
    agreed = AGREED.replace("POLICY", POLICIES[policy])
    desk_file = folder / "desk.yaml"
    desk_file.write_text(text[:place] + agreed + "        " + text[end:], "utf-8")
    story = await harness.begin(database_url, MONDAY_NOON, desk_file=desk_file)
    p = story.people
    p.boris.add_bot(p.alpha, admin=True)
    await story.settle()
    skip(story)
    topic = next(topic.name for topic in p.staff.topics.values() if p.alpha.title[:9] in topic.name)
    await story.press(p.boris, await to_card(story, p.boris, p.alpha), "✅ Принимаю v1")
    address = re.findall(r"https://go\.casino-x\.example\S+", _latest(story, p.alpha).text)[0]
    second = p.boris.group("Alpha Media ↔ новый байер")
    petr = story.world.person("Пётр", username="petr_buy", language="ru", zone="Europe/Moscow")
    for one in (petr, p.maria):
        one.join(second)
    p.boris.add_bot(second, admin=True)
    await story.settle()
    skip(story)
    return Incident(story, second, petr), topic, address


def _latest(story: Story, chat: Chat) -> Message:
    return next(message for message in reversed(chat.messages.values()) if "go.casino-x" in message.text)


def token(address: str) -> str:
    return re.findall(r"sub1=(\w{10})", address)[0]


@pytest.mark.parametrize(("how", "policy"), [("pasted", "unpaid"), ("card", "other_payout")])
async def test_the_incident_cannot_happen_again(database_url: str, tmp_path: Path, how: str, policy: str) -> None:
    incident, topic, address = await begin(database_url, tmp_path, policy)
    story, p, second, petr = incident.story, incident.story.people, incident.second, incident.newcomer
    tokens = [token(address)]
    if how == "pasted":
        await story.writes(p.maria, f"Лейте сюда: {address}", chat=second)
        told = story.sees(
            second, "трекинговая ссылка", "50 лидов всего", "0 из 50", "общая на все ваши чаты", "не оплачивается"
        )
        assert "go.casino-x" not in told.text
    else:
        card = await to_card(story, petr, second)
        assert "50 лидов всего" in card.text
        assert "go.casino-x" not in card.text
        await story.press(petr, card, "✅ Принимаю v1")
        tokens.append(token(_latest(story, second).text))
    story.overlook()
    tracker = await connected(story)
    story.overlook()

    began = await incident.drive(tracker, tokens)
    for said in incident.said.values():
        texts = [text for _, text in said]
        half, most = (int(share) for text in texts for share in re.findall(r"Капа (\d+) %", text))
        assert 50 <= half < 80 <= most < 100
        stop, over = (next(at for at, text in enumerate(texts) if part in text) for part in ("СТОП", "Перелив"))
        assert 2 == stop < over
        assert said[stop][0] <= began + CAP * MINUTE + LAG + LOOK
        assert "осталось" in texts[0]
        assert any("повторяем" in text for text in texts), "nobody has pressed Stopped"
    shown = [[re.sub(r"\d\d:\d\d", "", text.split("\n")[0]) for _, text in said] for said in incident.said.values()]
    assert shown[0] == shown[1]
    assert incident.called == len(incident.said)

    made = await incident.evidence(topic)
    assert await incident.evidence(topic) == made
    document = json.loads(made["json"])
    [row] = document["split"]
    assert (row["in_cap"], row["grace"], row["over"]) == (CAP, GRACE, LEADS - CAP - GRACE)
    assert row["amount"] == {"amount": str((CAP + GRACE) * 28), "currency": "USD"}
    assert row["rule"]["policy"] == policy
    assert row["over_amount"] == ({"amount": "0", "currency": "USD"} if policy == "unpaid" else None)
    assert [lead["external"] for lead in document["leads"]] == [f"c{number:03}" for number in range(LEADS)]
    counted = [lead["counted"] for lead in document["leads"]]
    assert counted == ["in_cap"] * CAP + ["grace"] * GRACE + ["over"] * (LEADS - CAP - GRACE)

    entries = [one for chain in document["chains"] for one in chain["entries"]]
    first_lead = next(one["number"] for one in entries if one["kind"] == "lead")
    there = [one for one in entries if one["kind"] == "shown" and one["facts"]["chat"]["telegram"] == second.id]
    assert there[0]["number"] < first_lead, "the terms stood in the second chat before the first lead"
    assert any(one["kind"] == "pasted" for one in entries) == (how == "pasted")
    warned = {(one["facts"]["chat"]["telegram"], one["facts"]["level"]) for one in entries if one["kind"] == "warned"}
    assert {(chat, level) for chat in incident.said for level in (50, 80, 100, "over")} <= warned
    (tmp_path / "file.json").write_bytes(made["json"])
    assert verify.main([str(tmp_path / "file.json")]) == verify.WHOLE
    await harness.end(story)
