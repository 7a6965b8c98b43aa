"""Who is told of a change of terms, once, whatever made it; what is late, and two partners who become one (PRODUCT 6)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot import deskfile
from desk import publishing as rules_of_publishing
from desk.chats import Chat
from desk.letters.letter import Source
from desk.people import Partner, Staff
from desk.publishing import Wish
from desk.rules import Rules
from desk.terms import Scope, Version
from desk.waiting import Case
from scheduler import terms as sweeps
from storage import (
    announcing,
    binding,
    caps,
    chats,
    conversations,
    evidence,
    links,
    merging,
    outbox,
    people,
    publishing,
)
from storage.database import Database, Tx
from tests import leads
from tests.stories.harness import EXAMPLE

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
RULES = deskfile.read(EXAMPLE)
BOSS = Staff(id=1, user_id=7, name="Мария", username=None, role="head", reach="ok")


@dataclass
class Deal:
    """A partner with a link in each of its chats."""

    partner: Partner
    chats: list[Chat]


async def deal(tx: Tx, name: str, *tg_ids: int) -> Deal:
    partner = await people.add_partner(tx, name, None, NOW - timedelta(days=9), "new")
    made = []
    for tg_id in tg_ids:
        chat = await chats.add(tx, tg_id, "group", f"chat {tg_id}", partner.id, "ru")
        await conversations.of_chat(tx, chat)
        flow = await links.flow(tx, chat, "casino-x", "KZ", "FB")
        version = await links.in_force(tx, partner, flow, NOW)
        await links.issue(tx, chat, flow, version, f"token{tg_id}", 7, NOW)
        made.append(chat)
    return Deal(partner=partner, chats=made)


async def publish(tx: Tx, partner: Partner, value: int, now: datetime, at: datetime | None = None) -> Version:
    """The partner's deal with that cap, as soon as may be or from that instant."""
    book = await links.book(tx, partner, "casino-x")
    scope = Scope(offer="casino-x", partner=partner.id)
    body = rules_of_publishing.base(book.versions, scope, "new", now).body
    terms = body.terms.model_copy(update={"caps": (body.terms.caps[0].model_copy(update={"value": value}),)})
    wish = Wish(scope=scope, body=type(body)(terms=terms, sources=body.sources, forbidden=body.forbidden), at=at)
    at = rules_of_publishing.begins(book.versions, "new", wish, now, RULES.terms.notice)
    number = await links.next_number(tx, "casino-x")
    (made,) = await links.keep(tx, rules_of_publishing.publish(book.versions, wish, at, number, now))
    await announcing.look_over(tx, partner, "casino-x", RULES, now, now)
    return made


async def told(tx: Tx, key: str = "terms-change") -> list[int]:
    """The chats to which such a letter waits."""
    queued = await outbox.load(tx, await outbox.open_ids(tx))
    return sorted(one.letter.to.id for one in queued if one.letter.key == key)


def with_cap(value: int) -> Rules:
    """desk.yaml with another cap for new partners."""
    offer = RULES.offers[0]
    terms = offer.terms["new"]
    changed = terms.model_copy(update={"caps": (terms.caps[0].model_copy(update={"value": value}),)})
    offers = (offer.model_copy(update={"terms": {**offer.terms, "new": changed}}), *RULES.offers[1:])
    return RULES.model_copy(update={"offers": offers})


@pytest.fixture
async def tx(db: Database):
    async with db.transaction() as opened:
        await links.sync_terms(opened, RULES, NOW - timedelta(days=9))
        yield opened


async def test_each_chat_is_told_once_whoever_looks(tx: Tx) -> None:
    alpha, _ = await deal(tx, "Alpha", -1, -2), await deal(tx, "Beta", -3)
    version = await publish(tx, alpha.partner, 10, NOW)
    assert version.valid_from == NOW + RULES.terms.notice + rules_of_publishing.ARRIVAL
    here = sorted(chat.id for chat in alpha.chats)
    assert await told(tx) == here
    for minutes in range(3):
        await announcing.look_over(tx, alpha.partner, "casino-x", RULES, NOW + timedelta(minutes=minutes), NOW)
        await sweeps.sweep(tx, RULES, NOW + timedelta(minutes=minutes))
    assert await told(tx) == here
    ((first, *_),) = await evidence.chains(tx, alpha.partner.id, "casino-x")
    assert first.kind == "terms"


async def test_another_desk_yaml_is_announced_by_the_same_rule(tx: Tx) -> None:
    alpha = await deal(tx, "Alpha", -1)
    own = await deal(tx, "Beta", -2)
    await publish(tx, own.partner, 100, NOW)
    before = await told(tx)
    later = NOW + timedelta(hours=1)
    (made,) = await publishing.adopt(tx, with_cap(10), later)
    assert (made.tier, made.number, made.valid_from > later + RULES.terms.notice) == ("new", 2, True)
    assert await told(tx) == sorted([*before, alpha.chats[0].id])  # the other partner's own terms stay
    assert await publishing.adopt(tx, with_cap(10), later) == []
    await tx.run("announcing.told", id=2, message=5, at=0)  # Alpha's has arrived
    assert await publishing.adopt(tx, RULES, later + timedelta(minutes=1)) == []  # taken back before it held
    assert alpha.chats[0].id in await told(tx, "change-taken-back") or alpha.chats[0].id not in await told(tx)
    kinds = [one.kind for chain in await evidence.chains(tx, alpha.partner.id, "casino-x") for one in chain]
    assert kinds[-1] == "withdrawn"
    version = await links.in_force(
        tx, alpha.partner, links.unmade(alpha.partner, "casino-x", "KZ", "FB"), NOW + timedelta(days=9)
    )
    assert version.number == 1


async def test_what_arrives_late_comes_into_force_later(tx: Tx) -> None:
    alpha = await deal(tx, "Alpha", -1)
    version = await publish(tx, alpha.partner, 10, NOW)
    late = NOW + timedelta(minutes=30)
    await sweeps.sweep(tx, RULES, NOW + timedelta(minutes=9))
    assert (await links.version(tx, version.id)).valid_from == version.valid_from
    await sweeps.sweep(tx, RULES, late)
    moved = await links.version(tx, version.id)
    assert moved.valid_from == rules_of_publishing.earliest(late, RULES.terms.notice)
    assert (moved.body, moved.hash) == (version.body, version.hash)
    await announcing.told(tx, 1, 55, RULES, late)
    await sweeps.sweep(tx, RULES, late + timedelta(hours=1))
    assert (await links.version(tx, version.id)).valid_from == moved.valid_from
    assert moved.valid_from - late >= RULES.terms.notice


async def test_nobody_loses_a_part_of_the_notice_whoever_looks_first(tx: Tx) -> None:
    """Told half an hour late, before anybody has looked: as after an outage of the desk."""
    alpha = await deal(tx, "Alpha", -1, -2)
    version = await publish(tx, alpha.partner, 10, NOW)
    for number, minutes in ((1, 1), (2, 30)):
        late = NOW + timedelta(minutes=minutes)
        await announcing.told(tx, number, 55, RULES, late)
        assert (await links.version(tx, version.id)).valid_from >= late + RULES.terms.notice
    moved = await links.version(tx, version.id)
    await sweeps.sweep(tx, RULES, late + timedelta(hours=2))
    assert (await links.version(tx, version.id)).valid_from == moved.valid_from


async def test_what_eases_from_a_day_to_come_needs_no_notice(tx: Tx) -> None:
    alpha = await deal(tx, "Alpha", -1)
    soon = NOW + timedelta(hours=2)
    version = await publish(tx, alpha.partner, 1000, NOW, soon)
    await sweeps.sweep(tx, RULES, NOW + timedelta(minutes=1))  # its letter is still on its way
    await announcing.told(tx, 1, 55, RULES, NOW + timedelta(minutes=2))
    assert (await links.version(tx, version.id)).valid_from == version.valid_from == soon


async def test_a_chat_of_another_partner_is_told_no_more_of_a_change(tx: Tx) -> None:
    """Invariant 20: what was told in it before it moved is not brought up to date there."""
    alpha, beta = await deal(tx, "Alpha", -1, -2), await deal(tx, "Beta", -3)
    await publish(tx, alpha.partner, 10, NOW)
    gone, stays = alpha.chats
    await outbox.set_slot(tx, "change:1", Source(chat=-1, message=55))
    await announcing.told(tx, 1, 55, RULES, NOW)
    case = await conversations.case(tx, await conversations.of_chat(tx, gone), RULES, NOW)
    assert isinstance(case, Case)
    await binding.move(tx, case, beta.partner, BOSS, RULES, NOW)
    await sweeps.sweep(tx, RULES, NOW + timedelta(minutes=30))  # the other has not been told: it comes later
    assert await told(tx) == [stays.id]


async def test_what_has_been_overtaken_is_not_accepted_any_more(tx: Tx) -> None:
    """Invariant 6: a press on the announcement of an earlier version accepts nothing, whatever is in force by now."""
    alpha = await deal(tx, "Alpha", -1)
    (link,) = await links.of_chat(tx, alpha.chats[0])
    versions = [await publish(tx, alpha.partner, value, NOW + timedelta(minutes=value)) for value in (60, 70)]
    now = NOW + timedelta(hours=2)
    for number, accepted in ((1, None), (2, 1)):
        known = await announcing.announcement(tx, number)
        assert known is not None
        assert await announcing.accept(tx, known, 5, "Ivan", "accepted", RULES, now) == accepted
        assert [await links.accepted(tx, link, one) for one in versions] == [False, accepted == 1]


async def test_partners_who_were_told_of_the_same_change_may_become_one(tx: Tx) -> None:
    alpha, beta = await deal(tx, "Alpha", -1), await deal(tx, "Beta", -2)
    await publishing.adopt(tx, with_cap(10), NOW)
    await merging.merge(tx, alpha.partner, beta.partner, BOSS, with_cap(10), NOW + timedelta(minutes=1))
    (change,) = [
        row["id"] for row in await tx.all("announcing.open", partner=alpha.partner.id, offer="casino-x", now=0)
    ]
    rows = await tx.all("announcing.announcements", change=change)
    assert sorted(row["chat"] for row in rows) == sorted(chat.id for chat in (*alpha.chats, *beta.chats))


async def test_of_two_agreements_those_of_the_partner_that_stays_hold(tx: Tx) -> None:
    alpha, beta = await deal(tx, "Alpha", -1), await deal(tx, "Beta", -2)
    kept = await publish(tx, alpha.partner, 100, NOW)
    await publish(tx, beta.partner, 200, NOW)
    for number, one in enumerate((alpha, beta)):
        (link,) = await links.of_chat(tx, one.chats[0])
        await leads.put(tx, link, f"c{number}", NOW + timedelta(hours=1))
    merged_at = NOW + timedelta(days=2)
    await merging.merge(tx, alpha.partner, beta.partner, BOSS, RULES, merged_at)
    flow = links.unmade(alpha.partner, "casino-x", "KZ", "FB")
    for at in (kept.valid_from, merged_at - timedelta(hours=1), merged_at, merged_at + timedelta(days=9)):
        assert (await links.in_force(tx, alpha.partner, flow, at)).id == kept.id
    judged = await caps.judged(tx, alpha.partner.id, "casino-x")
    assert [one.verdict for one in judged.values()] == ["in_cap", "in_cap"]
