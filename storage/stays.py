"""Messages of ours with tracking links stay here: what is sent instead is the author's choice (PRODUCT 6)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from desk import evidence, gate
from desk import guard as rules_of_guard
from desk import links as rules_of_links
from desk.content import CAPTIONED, Content
from desk.errors import DeskError
from desk.letters import guard as letters
from desk.letters import relay
from desk.letters.letter import Letter, Source, To
from desk.links import Flow
from desk.people import Staff
from desk.rules import Rules
from desk.waiting import Case
from storage import answers, guard, issuing, mirrors, outbox, people
from storage.database import Tx

#: Where the words of a message stand, which are sent again without the links; one anywhere else keeps all of it here.
WORDS = ("text", "entities", "caption", "caption_entities", "link_preview_options")


async def keep(
    tx: Tx, case: Case, to: To, content: Content, raw: Mapping[str, Any], staff: Staff, rules: Rules, now: datetime
) -> None:
    """Ask the author what to do about a message with tracking links; another partner's is refused, and an alarm.

    Raises DeskError `link-in-topic` where nothing can be done but to write it anew.
    """
    found = [await guard.meant(tx, case.chat, seen) for seen in rules_of_guard.seen(gate.strings(raw), rules.offers)]
    foreign = next((one.owner for one in found if one.owner is not None), None)
    if foreign is not None:
        owner = await people.partner(tx, foreign)
        await guard.alarm(tx, case.chat, case.partner, case.conversation, foreign, staff.name, now)
        await outbox.add(tx, [letters.refused(to, content.source, owner.name if owner else "—")], now)
        return
    flows = tuple(dict.fromkeys(flow for one in found if one.named for flow in one.flows))
    clean = _clean(content, raw, gate.domains(rules.offers))
    if clean is None and not flows:
        raise DeskError("link-in-topic")
    asked = letters.Stays(
        to=to,
        conversation=case.conversation,
        source=content.source,
        content=json.dumps(asdict(clean or replace(content, text="", entities=(), kind="text", cleaned=True))),
        flows=flows,
        sendable=clean is not None,
    )
    await outbox.add(tx, [letters.stays(asked, {offer.id: offer.name for offer in rules.offers})], now)


def _clean(content: Content, raw: Mapping[str, Any], domains: frozenset[str]) -> Content | None:
    """The message without the links, if its words are all that held them and something is left of it."""
    left = rules_of_guard.without(content.text, content.entities, domains)
    elsewhere = {name: value for name, value in raw.items() if name not in WORDS}
    if left is None or content.kind not in CAPTIONED | {"text"} or gate.scan_message(elsewhere, domains):
        return None
    if content.kind == "text" and not left[0]:
        return None
    text, entities = left
    return replace(content, text=text, entities=entities, quote=None, album=None, cleaned=True)


async def asked(tx: Tx, source: Source) -> Letter | None:
    """The question about that message, while it is open."""
    if await outbox.slot(tx, letters.slot(source)) is None:
        return None
    found = await outbox.by_once(tx, letters.slot(source))
    return found[0] if found else None


async def settle(
    tx: Tx, case: Case, question: Letter, staff: Staff, rules: Rules, now: datetime, *, card: bool
) -> None:
    """Send what is left of the message without the links, and, card: the links as their cards.

    Raises DeskError where a link cannot be issued.
    """
    content = _content(question.params["content"])
    place = await outbox.slot(tx, letters.slot(content.source))
    assert place is not None
    await outbox.drop_slot(tx, letters.slot(content.source))
    await outbox.set_slot(tx, f"{letters.slot(content.source)}:over", place)
    if content.text or content.kind != "text":
        if content.source.chat > 0:  # written under a card
            shown = relay.to_topic(content.source, case.conversation, head=staff.name)
            await mirrors.show(tx, content, shown, now)
        await answers.give(tx, case, content, staff, rules, now, now)
    for offer, geo, source in json.loads(question.params["keys"]) if card else ():
        await _card(
            tx, case, Flow(id=0, partner=case.partner.id, offer=offer, geo=geo, source=source), staff, rules, now
        )
    await outbox.add(tx, [letters.settled(question.to, content.source, card=card)], now)


async def _card(tx: Tx, case: Case, flow: Flow, staff: Staff, rules: Rules, now: datetime) -> None:
    offer = rules.offer(flow.offer)
    if offer is None:
        raise DeskError("link-stale")
    if await issuing.live(tx, case.chat, flow) is None:
        rules_of_links.offered(offer, flow.geo, flow.source)
    by = evidence.person(staff.user_id, staff.name, ours=True)
    issued = await issuing.give(tx, case.chat, case.partner, offer, flow.geo, flow.source, by, now)
    await outbox.add(tx, [issued.card], now)


def _content(text: str) -> Content:
    held = json.loads(text)
    places = {name: Source(**held[name]) for name in ("source", "answers") if held[name] is not None}
    return Content(**{**held, **places})
