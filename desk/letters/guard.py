"""What follows a tracking link that somebody wrote by hand, and what becomes of one that staff wanted to send (PRODUCT 6)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk.letters import letter
from desk.letters.letter import Lane, Letter, Lines, Param, Person, Source, T, To, button
from desk.links import Flow

NAMED = 10  # people named at once
FLOWS = 8  # flows named at once


def noticed(conversation: int, person: str, offer: str, flow: Flow, *, repeated: bool) -> Letter:
    """To staff: a link of the partner's stands in its chat, and the terms under it; repeated: they stood there already."""
    params: dict[str, Param] = {"person": person, "offer": offer, "geo": flow.geo, "source": flow.source}
    key = "guard-again" if repeated else "guard-noticed"
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key=key, params=params, silent=True)


def nothing(conversation: int, person: str, offer: str) -> Letter:
    """To staff: an address of that offer, and the partner has no flow whose terms could be shown."""
    params = {"person": person, "offer": offer}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="guard-nothing", params=params)


def unopened(conversation: int, person: str, address: str) -> Letter:
    """To staff: a short address that could not be followed."""
    params = {"person": person, "address": address[:200]}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="guard-unopened", params=params, silent=True)


def foreign(conversation: int, staff: Iterable[int], person: str, chat: str, partner: str, owner: str) -> list[Letter]:
    """To staff alone: a link of another partner, `owner`, stands in a chat of this one; or was about to."""
    params = {"person": person, "chat": chat, "partner": partner, "owner": owner}
    places = [letter.topic(conversation), *map(letter.staff, staff)]
    opens = button("button-open-topic", topic=conversation)
    return [
        Letter(
            to=to,
            lane=Lane.NOTICE,
            key="guard-foreign",
            params=params,
            buttons=() if to.kind == "topic" else ((opens,),),
        )
        for to in places
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stays:
    """A message of ours that stays here: where its author is asked about it, the conversation, the message itself as JSON to be
    sent later, the flows of the links in it, and whether anything is left of it without them."""

    to: To
    conversation: int
    source: Source
    content: str
    flows: tuple[Flow, ...]
    sendable: bool


def stays(one: Stays, offers: Mapping[str, str]) -> Letter:
    """To the author: send the link as a card, or the message without it? `offers` are names."""
    name = slot(one.source)
    data = name.removeprefix("stays:")
    card = (button("stays-card", f"stays:{data}:card"),) if one.flows else ()
    bare = (button("stays-text", f"stays:{data}:text"),) if one.sendable else ()
    lines = [_flow(offers.get(flow.offer, flow.offer), flow) for flow in one.flows[:FLOWS]]
    params: dict[str, Param] = {"flows": Lines(items=tuple(lines)), "count": len(lines), "content": one.content}
    params |= {"conversation": one.conversation, "keys": json.dumps([[f.offer, f.geo, f.source] for f in one.flows])}
    return Letter(
        to=one.to,
        lane=Lane.CARD,
        key="guard-stays",
        params=params,
        buttons=((*card, *bare),),
        once=name,
        slot=name,
        reply_to=one.source,
    )


def _flow(offer: str, flow: Flow) -> T:
    return T(key="guard-flow", params={"offer": offer, "geo": flow.geo, "source": flow.source})


def slot(source: Source) -> str:
    """The question about that message."""
    return f"stays:{source.chat}:{source.message}"


def settled(to: To, source: Source, *, card: bool) -> Letter:
    """To the author, in place of the question: what was sent."""
    key = "guard-stays-card" if card else "guard-stays-text"
    return Letter(to=to, lane=Lane.CARD, key=key, slot=f"{slot(source)}:over")


def refused(to: To, source: Source, owner: str) -> Letter:
    """To the author, under the message that stays here: the link in it is another partner's."""
    return Letter(to=to, lane=Lane.CARD, key="guard-refused", params={"owner": owner}, reply_to=source)


def face(conversation: int, persons: Sequence[Person]) -> Letter:
    """To staff: people are new in the chat and are shown the terms."""
    params = {"names": ", ".join(person.name for person in persons[:NAMED]), "count": len(persons)}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="guard-face", params=params, silent=True)


def read(conversation: int, person: Person) -> Letter:
    """To staff: somebody has confirmed having read the terms."""
    params = {"person": person.name}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="guard-read", params=params, silent=True)
