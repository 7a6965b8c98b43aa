"""Evidence on its way: of which offer, of which days, and the two files themselves (PRODUCT 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desk.dossier import Asked, Which
from desk.letters import letter
from desk.letters.letter import Lane, Letter, Param, Rows, To, button

MOST = 50  # offers shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Days:
    """A period as people say it: both days included."""

    first: date
    last: date

    @property
    def data(self) -> str:
        """As a button carries it."""
        return f"{self.first:%Y%m%d}:{self.last:%Y%m%d}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """An offer of which something is written."""

    offer_id: str
    name: str


Choice = tuple[Which, Days]


def which(conversation: int, slot: str, offers: Sequence[Named]) -> Letter:
    """Of which offer."""
    rows: Rows = tuple(
        (button("evidence-offer", f"evidence:o:{one.offer_id}", name=one.name),) for one in offers[:MOST]
    )
    return Letter(to=letter.topic(conversation), lane=Lane.ANSWER, key="evidence-which", buttons=rows, slot=slot)


def when(conversation: int, slot: str, offer: Named, choices: Sequence[Choice]) -> Letter:
    """Of which days."""
    rows: Rows = tuple(
        (button("evidence-days", f"evidence:d:{offer.offer_id}:{days.data}", what=what, **_days(days)),)
        for what, days in choices
    )
    params = {"offer": offer.name, "id": offer.offer_id}
    return Letter(
        to=letter.topic(conversation), lane=Lane.ANSWER, key="evidence-when", params=params, buttons=rows, slot=slot
    )


def coming(conversation: int, slot: str, name: str, days: Days, number: int) -> Letter:
    """The files are being made; the button sends the same ones to the partner. `number` names them."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.ANSWER,
        key="evidence-coming",
        params={"offer": name, **_days(days)},
        buttons=((button("evidence-send", f"evidence:s:{number}"),),),
        slot=slot,
    )


def name(conversation: int, number: int) -> str:
    """The `once` of the files in the topic."""
    return f"evidence:{conversation}:{number}"


def files(to: To, asked: Asked, partner: str, offer: str, days: Days, once: str) -> Letter:
    """The page and the document behind it, made when they are sent: see bot/dossier.py, which also fills in the figures."""
    params = {
        "asked": asked.json(),
        "partner": partner,
        "offer": offer,
        **_days(days),
        "hash": "…",
        "entries": 0,
    }
    return Letter(to=to, lane=Lane.ANSWER, kind="document", key="evidence-files", params=params, once=once)


def told(conversation: int, person: str, offer: str, days: Days, number: int) -> Letter:
    """In the topic: the same files went to the partner."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.NOTICE,
        key="evidence-sent",
        params={"person": person, "offer": offer, **_days(days)},
        once=f"{name(conversation, number)}:told",
        silent=True,
    )


def days_of(made: Letter) -> Days:
    """Of which days the files of that letter are."""
    first, last = (datetime.strptime(made.params[name], "%d.%m.%Y").date() for name in ("first", "last"))  # noqa: DTZ007
    return Days(first=first, last=last)


def _days(days: Days) -> dict[str, Param]:
    return {"first": f"{days.first:%d.%m.%Y}", "last": f"{days.last:%d.%m.%Y}"}
