"""Disputes in words: the one question, who is told, and how one ended (PRODUCT 7)."""

from datetime import datetime

from desk.disputes import Dispute, Settled
from desk.letters import letter
from desk.letters.letter import At, Button, Lane, Letter, Param, button

MOST = 600  # letters of what somebody wrote, on a card


def start(offer_id: str, offer: str) -> Button:
    """Under a count: *Dispute*."""
    return button("dispute-start", f"dispute:{offer_id}", offer=offer)


def slot(number: int) -> str:
    """The name of the question; its answer is a reply to it."""
    return f"dispute:{number}"


def ask(chat: int, number: int, offer: str) -> Letter:
    """To whoever pressed: what is wrong, about which leads?"""
    return Letter(to=letter.chat(chat), lane=Lane.ANSWER, key="dispute-ask", params={"offer": offer}, slot=slot(number))


def opened(dispute: Dispute, offer: str, due: datetime) -> Letter:
    """To the partner: it is open, and until when it is settled."""
    params = {"number": dispute.id, "offer": offer, "due": At(at=due, form="dt")}
    once = f"dispute:{dispute.id}:opened"
    return Letter(to=letter.chat(dispute.chat), lane=Lane.ANSWER, key="dispute-opened", params=params, once=once)


def told(conversation: int, dispute: Dispute, offer: str, owner: str | None, due: datetime) -> Letter:
    """In the topic, with what settles it; the evidence comes with it."""
    ways: tuple[Settled, ...] = ("favour", "partly", "declined")
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.ANSWER,
        key="dispute-told",
        params={
            **_about(dispute, offer),
            "owner": owner or letter.T(key="dispute-heads"),
            "due": At(at=due, form="dt"),
        },
        buttons=tuple((button(f"dispute-{way}", f"settle:{dispute.id}:{way}"),) for way in ways),
        slot=f"dispute:{dispute.id}:card",
    )


def called(staff: int, conversation: int, dispute: Dispute, partner: str, offer: str, *, late: bool) -> Letter:
    """To whoever is to settle it: it is open, or overdue."""
    params: dict[str, Param] = {
        **_about(dispute, offer),
        "partner": letter.TopicLink(conversation=conversation, text=partner),
    }
    return Letter(
        to=letter.staff(staff),
        lane=Lane.NOTICE,
        key="dispute-late" if late else "dispute-yours",
        params=params,
        buttons=((button("button-open-topic", topic=conversation),),),
        once=f"dispute:{dispute.id}:{'late' if late else 'yours'}:{staff}",
    )


def reason_wanted(conversation: int, dispute: Dispute, how: Settled) -> Letter:
    """In the topic: the partner is told why, so it has to be said."""
    params = {"number": dispute.id, "how": how}
    return Letter(to=letter.topic(conversation), lane=Lane.ANSWER, key="dispute-reason", params=params)


def settled(dispute: Dispute, how: Settled, offer: str) -> Letter:
    """To the partner: how it ended, and why."""
    params = {"number": dispute.id, "offer": offer, "reason": dispute.reason or letter.T(key="dispute-no-reason")}
    once = f"dispute:{dispute.id}:settled"
    key = f"dispute-settled-{how}"
    return Letter(to=letter.chat(dispute.chat), lane=Lane.ANSWER, key=key, params=params, once=once)


def over(conversation: int, dispute: Dispute, offer: str, by: str) -> Letter:
    """The card in the topic as it reads when it is over."""
    params = {**_about(dispute, offer), "how": dispute.state, "by": by, "reason": dispute.reason or "–"}
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.ANSWER,
        key="dispute-over",
        params=params,
        slot=f"dispute:{dispute.id}:card",
    )


def _about(dispute: Dispute, offer: str) -> dict[str, Param]:
    return {"number": dispute.id, "offer": offer, "person": dispute.name, "words": dispute.words[:MOST]}
