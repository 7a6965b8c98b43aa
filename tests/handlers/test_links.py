import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from aiogram.types import CallbackQuery, Chat, Message, User

from desk.errors import DeskError
from desk.letters.letter import Letter, Toast
from desk.people import Partner, Staff
from desk.rules import Cap, General, Offer, OverCap, Payout, Rules, Terms
from handlers import approvals
from handlers import links as handlers
from handlers.context import Bot, Context, House
from storage import addresses, chats, conversations, evidence, links, outbox, people, showings
from storage.database import Database, Tx

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
IVAN, PETR, OLGA, EVE = 100, 200, 300, 400
GROUP, GROUP2, FORUM, TOPIC = -1001, -1002, -1009, 77


def offer(name: str = "casino-x", value: int = 50, **more: Any) -> Offer:
    body = Terms(
        caps=(Cap(value=value, purpose="test"),),
        payout=Payout(model="cpa", amount=Decimal(28)),
        over_cap=OverCap(policy="unpaid"),
        hold_days=14,
    )
    shape = {"geos": ("KZ", "UZ"), "sources": ("FB", "UAC"), "terms": {"new": body}} | more
    url = f"https://go.{name}.example/c?p={{partner}}&f={{flow}}&s={{link}}"
    return Offer(id=name, name=name.title(), url=url, domains=(f"go.{name}.example",), **shape)


@dataclass
class Stage:
    """One partner with two groups and a private chat, one of us, and what the desk wants to say."""

    db: Database
    tx: Tx
    rules: Rules
    now: datetime = NOW
    partner: Partner = None  # type: ignore[assignment]
    olga: Staff = None  # type: ignore[assignment]
    read: int = 0
    toasts: list[Toast | None] = field(default_factory=list)

    async def reload(self, *offers: Offer) -> None:
        self.rules = Rules.model_construct(offers=offers, general={"new": General()})
        await links.sync_terms(self.tx, self.rules, self.now)

    def ctx(self, user: int, chat: int) -> Context:
        return Context(
            now=self.now,
            rules=self.rules,
            bot=Bot(id=1, username="desk_bot"),
            place="forum" if chat == FORUM else "private" if chat > 0 else "group",
            user_id=user,
            staff=self.olga if user == OLGA else None,
            locale="ru",
            default_locale="ru",
            zone="UTC",
            house=House(read=lambda: self.rules, adopt=lambda _: None, base=lambda: ""),
        )

    def message(self, user: int, chat: int, number: int = 10, **more: Any) -> Message:
        kind = "private" if chat > 0 else "supergroup"
        more |= {"message_thread_id": TOPIC} if chat == FORUM else {}
        return Message(
            message_id=number,
            date=self.now,
            chat=Chat(id=chat, type=kind),
            from_user=User(id=user, is_bot=False, first_name=f"U{user}"),
            **more,
        )

    async def says(self, command: str, user: int = IVAN, chat: int = GROUP, **more: Any) -> list[Letter]:
        handler = {"link": handlers.on_link, "links": handlers.on_links, "terms": handlers.on_terms}
        name, *words = command.split()
        await handler[name](self.message(user, chat, **more), self.tx, self.ctx(user, chat), words)
        return await self.said()

    async def presses(self, data: str, user: int = IVAN, chat: int = GROUP) -> list[Letter]:
        handler = {
            "link": handlers.on_pick,
            "accept": handlers.on_accept,
            "ask": handlers.on_question,
            "approve": approvals.on_decided,
        }
        name, _, rest = data.partition(":")
        press = CallbackQuery(
            id="1", from_user=User(id=user, is_bot=False, first_name=f"U{user}"), chat_instance="1", data=data,
            message=self.message(1, chat, 55),
        )  # fmt: skip
        self.toasts.append(await handler[name](press, self.tx, self.ctx(user, chat), rest.split(":")))
        return await self.said()

    async def said(self) -> list[Letter]:
        """What has been queued since this was asked; all of it counts as sent."""
        ids = [number for number in await outbox.open_ids(self.tx) if number > self.read]
        queued = await outbox.load(self.tx, ids)
        for one in queued:
            await outbox.claim(self.tx, one, 1)
        self.read = max([self.read, *ids])
        return [one.letter for one in queued]


def data(letter: Letter, name: str | None = None) -> list[str]:
    """The data of a letter's buttons, or that of the button with this name."""
    buttons = [b for row in letter.buttons for b in row]
    return [b.data or "" for b in buttons if name is None or b.text.params.get("name") == name]


def keys(said: Sequence[Letter]) -> list[str]:
    return [one.key for one in said]


def card(said: Sequence[Letter]) -> Letter:
    return next(one for one in said if one.key.startswith("link-card"))


@pytest.fixture
async def stage(db: Database) -> AsyncIterator[Stage]:
    async with db.transaction() as tx:
        made = Stage(db=db, tx=tx, rules=Rules.model_construct(offers=()))
        await made.reload(offer(), offer("bet", sources=("SEO",), accept="shown"))
        boss = await people.add_staff(tx, OLGA, "Olga", None, "sub", NOW, locale="ru", zone="UTC", reach="ok")
        made.olga = await people.staff_by_id(tx, boss)
        made.partner = await people.add_partner(tx, "Alpha", boss, NOW)
        for number in (GROUP, GROUP2):
            await chats.add(tx, number, "group", f"Alpha {number}", made.partner.id, "ru")
        yield made


async def take(stage: Stage, user: int = IVAN, chat: int = GROUP) -> list[Letter]:
    """`/link`, offer, GEO, source; gives what the last press brought."""
    (offers,) = await stage.says("link", user, chat)
    (geos,) = await stage.presses(data(offers, "Casino-X")[0], user, chat)
    (sources,) = await stage.presses(data(geos, "🇰🇿 KZ")[0], user, chat)
    return await stage.presses(data(sources, "FB")[0], user, chat)


async def test_from_link_to_accept(stage: Stage) -> None:
    said = await take(stage)
    assert keys(said) == ["link-card", "link-picked", "link-topic-issued"]
    hidden = card(said)
    assert "url" not in hidden.params
    accept, ask = data(hidden)
    revealed, told = sorted(await stage.presses(accept), key=lambda one: one.lane)
    assert (revealed.key, revealed.slot) == ("link-card-revealed", hidden.slot)
    assert revealed.params["url"].startswith("https://go.casino-x.example/c?p=1&f=1&s=")
    assert told.key == "link-topic-accepted"
    assert stage.toasts[-1] == Toast(key="link-accepted", params={"version": 1})
    assert keys(await stage.presses(ask)) == ["link-topic-question"]


async def test_two_presses_equal_one(stage: Stage) -> None:
    accept = data(card(await take(stage)))[0]
    await stage.presses(accept)
    assert keys(await stage.presses(accept)) == ["link-card-revealed"]  # the same text: nothing changes in the chat
    here = await chats.by_tg(stage.tx, GROUP)
    (link,) = await links.of_chat(stage.tx, here)
    assert len(await links.acceptances(stage.tx, link)) == 1


async def test_the_press_completes_the_exposure(stage: Stage) -> None:
    accept = data(card(await take(stage)))[0]
    await stage.presses(accept)
    here = await chats.by_tg(stage.tx, GROUP)
    (link,) = await links.of_chat(stage.tx, here)
    version = await links.in_force(stage.tx, stage.partner, links.unmade(stage.partner, "casino-x", "KZ", "FB"), NOW)
    (shown,) = await links.exposures(stage.tx, link, version)
    assert (shown.shown_at, shown.message) == (NOW, 55)


async def test_the_second_chat_has_its_own_link_of_the_same_flow(stage: Stage) -> None:
    await stage.presses(data(card(await take(stage)))[0])
    second = card(await take(stage, PETR, GROUP2))
    assert second.key == "link-card"  # accepted elsewhere is not accepted here
    one = await links.of_chat(stage.tx, await chats.by_tg(stage.tx, GROUP))
    two = await links.of_chat(stage.tx, await chats.by_tg(stage.tx, GROUP2))
    assert one[0].flow == two[0].flow
    assert one[0].token != two[0].token
    with pytest.raises(DeskError, match="link-stale"):
        await stage.presses(data(second)[0], PETR, GROUP)  # a card of the other chat


async def test_taken_again_it_is_the_same_link_and_the_last_choice_comes_first(stage: Stage) -> None:
    await stage.presses(data(card(await take(stage)))[0])
    again = await take(stage)
    assert keys(again) == ["link-card-revealed", "link-picked"]
    (offers,) = await stage.says("link")
    assert data(offers)[0] == "link:o:casino-x"
    (sources,) = await stage.presses("link:g:casino-x:UZ")
    assert data(sources) == [*data(sources, "FB"), *data(sources, "UAC"), "link:o:casino-x:0"]


async def test_where_showing_suffices_the_link_comes_at_once(stage: Stage) -> None:
    (sources,) = await stage.presses("link:g:bet:KZ")
    said = await stage.presses(data(sources, "SEO")[0])
    assert keys(said)[0] == "link-card-revealed"
    renewed = card(await stage.presses(data(card(said))[0]))
    assert [one.split(":")[0] for one in data(renewed)] == ["ask"]


@pytest.mark.parametrize(
    "forged",
    ["link:o:other", "link:g:casino-x:DE", "link:s:casino-x:KZ:000000", "link:s:casino-x:DE:000000", "link:c:99", "link:c:x",
     "link:", "link:z:1", "link:s:casino-x", "accept:1:1:1", "accept:", "accept:x:y:z", "ask:7", "link:o:casino-x:1:2:3"],
)  # fmt: skip
async def test_forged_buttons_change_nothing(stage: Stage, forged: str) -> None:
    with pytest.raises(DeskError, match="link-stale"):
        await stage.presses(forged)
    assert await stage.said() == []


async def test_a_card_that_was_never_made_is_not_accepted(stage: Stage) -> None:
    accept = data(card(await take(stage)))[0]
    with pytest.raises(DeskError, match="link-stale"):
        await stage.presses(accept[:-1] + "9")
    with pytest.raises(DeskError, match="link-stale"):
        await stage.presses(accept + ":1")


async def test_after_a_change_the_new_card_comes_once_and_the_old_accepts_nothing(stage: Stage) -> None:
    accept = data(card(await take(stage)))[0]
    stage.now += timedelta(days=1)
    await stage.reload(offer(value=100))
    (new,) = await stage.presses(accept)
    assert (new.key, new.params["version"]) == ("link-card", 2)
    assert stage.toasts[-1] == Toast(key="link-terms-changed", params={"version": 2}, alert=True)
    assert await stage.presses(accept) == []
    (link,) = await links.of_chat(stage.tx, await chats.by_tg(stage.tx, GROUP))
    assert await links.acceptances(stage.tx, link) == []
    assert "link-card-revealed" in keys(await stage.presses(data(new)[0]))


async def test_a_closed_offer_gives_nothing_new_but_what_lives_goes_on(stage: Stage) -> None:
    seen, unseen = card(await take(stage)), card(await take(stage, chat=GROUP2))
    await stage.presses(data(seen)[0])
    await stage.reload(offer(open=False))
    with pytest.raises(DeskError, match="link-no-offers"):
        await stage.says("link")
    with pytest.raises(DeskError, match="link-closed"):
        await stage.presses("link:o:casino-x")
    with pytest.raises(DeskError, match="link-closed"):
        await stage.presses(data(unseen)[0], chat=GROUP2)
    assert "link-card-revealed" in keys(await stage.presses(data(seen)[0], PETR))


async def test_without_one_version_in_force_there_is_no_link_and_staff_are_told(stage: Stage) -> None:
    (geos,) = await stage.presses("link:o:casino-x")
    assert data(geos)[0] == "link:g:casino-x:KZ"
    stage.now -= timedelta(days=1)
    (sources,) = await stage.presses("link:g:casino-x:KZ")
    assert keys(await stage.presses(data(sources, "FB")[0])) == ["terms-none", "link-topic-broken"]
    assert await links.of_chat(stage.tx, await chats.by_tg(stage.tx, GROUP)) == []


async def test_a_manager_confirms_where_the_offer_says_so(stage: Stage) -> None:
    await stage.reload(offer(approval="staff"))
    await addresses.set_topic(
        stage.tx, await conversations.of_chat(stage.tx, await chats.by_tg(stage.tx, GROUP)), FORUM, TOPIC
    )
    (sources,) = await stage.presses("link:g:casino-x:KZ")
    asked, wanted = await stage.presses(data(sources, "FB")[0])
    assert (asked.key, wanted.key) == ("link-asked", "link-topic-wanted")
    give, refuse = data(wanted)
    assert keys(await stage.presses(data(sources, "FB")[0], PETR, GROUP2)) == ["link-asked-already"]
    (reasons,) = await stage.presses(refuse, OLGA, FORUM)
    assert data(reasons)[-1] == "approve:1:back"
    assert data((await stage.presses("approve:1:back", OLGA, FORUM))[0]) == [give, refuse]
    told, no = await stage.presses("approve:1:no:source", OLGA, FORUM)
    assert (told.key, no.key, no.to.kind) == ("link-topic-refused", "link-refused", "chat")
    for stale in (give, refuse, "approve:1:no:volume", "approve:99:give", "approve:1", "approve:x:give"):
        with pytest.raises(DeskError, match="button-stale"):
            await stage.presses(stale, OLGA, FORUM)
    assert keys(await stage.presses(data(sources, "FB")[0])) == ["link-asked", "link-topic-wanted"]
    said = await stage.presses(give, OLGA, FORUM)
    assert (card(said).to.kind, card(said).key, said[1].key) == ("chat", "link-card", "link-topic-given")
    assert keys(await stage.presses(data(sources, "FB")[0], PETR, GROUP2)) == [
        "link-card",
        "link-picked",
        "link-topic-issued",
    ]
    assert keys(await stage.presses(data(sources, "UAC")[0])) == ["link-asked", "link-topic-wanted"]


async def test_what_staff_give_unasked_is_given_for_every_chat(stage: Stage) -> None:
    await stage.reload(offer(approval="staff"))
    topic = await conversations.of_chat(stage.tx, await chats.by_tg(stage.tx, GROUP))
    await addresses.set_topic(stage.tx, topic, FORUM, TOPIC)
    assert "link-card" in keys(await take(stage, OLGA, FORUM))
    assert "link-card" in keys(await take(stage, PETR, GROUP2))


async def test_a_full_cap_gives_no_new_link_and_what_lives_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await take(stage)

    async def used(*_: Any) -> tuple[int, ...]:
        return (50,)

    monkeypatch.setattr("storage.links.used", used)
    assert keys(await take(stage)) == ["link-card", "link-picked"]
    here, there = await take(stage, chat=GROUP2)
    assert (here.key, there.key, there.to.kind) == ("link-full", "link-topic-full", "topic")
    assert await links.of_chat(stage.tx, await chats.by_tg(stage.tx, GROUP2)) == []


async def test_staff_issue_from_the_topic(stage: Stage) -> None:
    here = await chats.by_tg(stage.tx, GROUP)
    conversation = await conversations.of_chat(stage.tx, here)
    await addresses.set_topic(stage.tx, conversation, FORUM, TOPIC)
    said = await take(stage, OLGA, FORUM)
    assert [(one.key, one.to.kind) for one in said][:2] == [("link-card", "chat"), ("link-picked", "topic")]
    assert await people.contact(stage.tx, OLGA) is None
    with pytest.raises(DeskError, match="link-accept-staff"):
        await stage.presses(data(card(said))[0], OLGA)
    assert "link-card-revealed" in keys(await stage.presses(data(card(said))[0]))
    (listed,) = await stage.says("links", OLGA, FORUM)
    assert listed.to.kind == "topic"
    await addresses.set_topic(stage.tx, conversation, FORUM, None)
    with pytest.raises(DeskError, match="link-topic-only"):
        await stage.says("link", OLGA, FORUM)


async def test_who_writes_or_presses_becomes_a_contact_and_a_foreign_one_only_reads(stage: Stage) -> None:
    said = await take(stage)
    assert (await people.contact(stage.tx, IVAN)).partner == stage.partner.id
    other = await people.add_partner(stage.tx, "Beta", None, NOW)
    await chats.add(stage.tx, EVE, "private", "Eve", other.id, "ru")
    await people.add_contact(stage.tx, replace(await people.contact(stage.tx, IVAN), user_id=EVE, partner=other.id))
    assert keys(await stage.presses(data(card(said))[0], EVE)) == ["link-topic-read"]
    assert stage.toasts[-1] == Toast(key="link-read", alert=True)
    for asked in (stage.says("link", EVE), stage.presses("link:o:casino-x", EVE), stage.says("links", EVE)):
        with pytest.raises(DeskError, match="link-foreign"):
            await asked
    assert "link-card-revealed" in keys(await stage.presses(data(card(said))[0], PETR))
    assert (await people.contact(stage.tx, PETR)).partner == stage.partner.id


async def test_what_becomes_of_a_link_is_evidence(stage: Stage) -> None:
    hidden = card(await take(stage))
    await links.shown(stage.tx, str(hidden.once), 55, NOW)
    await stage.presses(data(hidden)[0])
    await stage.presses(data(hidden)[0])
    ((_, issued, shown, accepted),) = await evidence.chains(stage.tx, stage.partner.id, "casino-x")
    assert [one.kind for one in (issued, shown, accepted)] == ["issued", "shown", "accepted"]
    said = [json.loads(one.body) for one in (issued, shown, accepted)]
    assert {one["version"]["number"] for one in said} == {1}
    assert {one["chat"]["telegram"] for one in said} == {GROUP}
    assert (said[0]["by"]["user"], said[0]["by"]["ours"], said[2]["how"]) == (IVAN, False, "accepted")
    assert said[1]["message"] == {"message": 55, "link": "https://t.me/c/1/55"}
    assert said[1]["people"] == [f"U{IVAN}"]


async def test_where_the_manager_has_named_somebody_others_have_read(stage: Stage) -> None:
    accept = data(card(await take(stage)))[0]
    await stage.presses("ask:1", PETR)
    await people.set_acceptor(stage.tx, PETR, True)
    assert keys(await stage.presses(accept)) == ["link-topic-informed"]
    assert stage.toasts[-1] == Toast(key="link-informed", params={"names": f"U{PETR}"}, alert=True)
    assert "link-card-revealed" in keys(await stage.presses(accept, PETR))
    assert keys(await take(stage)) == ["link-card-revealed", "link-picked"]  # who may not accept may take links
    ((*_, first, second),) = await evidence.chains(stage.tx, stage.partner.id, "casino-x")
    assert [json.loads(one.body)["how"] for one in (first, second)] == ["read", "accepted"]


async def test_where_there_is_no_partner_there_is_no_data(stage: Stage) -> None:
    for chat, key in ((-5, "link-unbound"), (PETR, "link-stranger")):
        for command in ("link", "links", "terms"):
            with pytest.raises(DeskError, match=key):
                await stage.says(command, PETR, chat)
    await chats.add(stage.tx, -5, "group", "?", None, "ru")
    with pytest.raises(DeskError, match="link-unbound"):
        await stage.says("link", PETR, -5)
    with pytest.raises(DeskError, match="link-topic-only"):
        await stage.says("link", OLGA, OLGA)
    assert await people.contact(stage.tx, PETR) is None
    with pytest.raises(DeskError, match="link-anonymous"):
        await stage.says("link", sender_chat=Chat(id=GROUP, type="supergroup"))


async def test_the_list_has_no_addresses_and_brings_the_card(stage: Stage) -> None:
    with pytest.raises(DeskError, match="links-none"):
        await stage.says("links")
    await take(stage)
    (listed,) = await stage.says("links")
    assert "https://" not in str(listed)
    (shown,) = await stage.presses(data(listed)[0])
    assert (shown.key, shown.once) == ("link-card", "card:1:1:2")


async def test_terms_say_what_is_in_force_for_the_partner(stage: Stage) -> None:
    assert keys(await stage.says("terms")) == ["terms-general"]
    await take(stage)
    (live,) = await stage.says("terms", chat=GROUP2)
    assert (live.key, live.once) == ("terms-in-force", "card:chat:2:1:1")
    new = await chats.add(stage.tx, -77, "group", "new", stage.partner.id, "ru")
    first = await showings.first_terms(stage.tx, new, stage.rules, stage.now)
    assert keys(first) == ["terms-general", "terms-in-force"]
    stage.now -= timedelta(days=1)
    assert keys(await showings.live_terms(stage.tx, new, stage.rules, stage.now)) == ["link-topic-broken"]


@pytest.mark.parametrize("command", ["link", "links", "terms"])
async def test_a_question_mark_shows_the_form(stage: Stage, command: str) -> None:
    with pytest.raises(DeskError, match=f"^form-{command}$"):
        await stage.says(f"{command} ?")
