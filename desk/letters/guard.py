"""What follows a tracking link that somebody wrote by hand, and what becomes of one that staff wanted to send (PRODUCT 6)."""

from collections.abc import Iterable, Sequence

from desk.letters import letter
from desk.letters.letter import Lane, Letter, Param, Person
from desk.links import Flow

NAMED = 10  # people named at once


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
    button = letter.button("button-open-topic", topic=conversation)
    return [
        Letter(
            to=to,
            lane=Lane.NOTICE,
            key="guard-foreign",
            params=params,
            buttons=() if to.kind == "topic" else ((button,),),
        )
        for to in places
    ]


def face(conversation: int, persons: Sequence[Person]) -> Letter:
    """To staff: people are new in the chat and are shown the terms."""
    params = {"names": ", ".join(person.name for person in persons[:NAMED]), "count": len(persons)}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="guard-face", params=params, silent=True)


def read(conversation: int, person: Person) -> Letter:
    """To staff: somebody has confirmed having read the terms."""
    params = {"person": person.name}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="guard-read", params=params, silent=True)
