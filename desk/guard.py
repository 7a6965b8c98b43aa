"""Tracking links that people write by hand: which of ours they are, and a message without them (PRODUCT 6, hand-paste guard)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from desk import gate
from desk.links import TOKEN
from desk.rules import Offer

WORD = re.compile(rf"(?<![a-z0-9])[a-z0-9]{{{TOKEN}}}(?![a-z0-9])")
MOST = 10  # addresses of one message that are looked at


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A tracking URL in a message: the offers whose domain it is, what may be tokens of links in it (in small letters), and
    the flow and the partner it names, as the offers' templates have them."""

    url: str
    offers: tuple[str, ...]
    tokens: tuple[str, ...]
    flow: int | None = None
    partner: int | None = None


def seen(texts: Iterable[str], offers: Sequence[Offer]) -> list[Seen]:
    """Every tracking URL in these texts, each once; one that names nothing of ours only where no other of the offer does.

    So a URL under layers of encoding is not taken for two, and a link with the bare domain beside it is that link.
    """
    found = [_read(one, offers) for one in gate.find(texts, gate.domains(offers))]
    known = {one.offers for one in found if one.tokens or one.flow is not None}
    told = [one for one in found if one.tokens or one.flow is not None or one.offers not in known]
    return list({(one.offers, one.tokens, one.flow): one for one in told}.values())[:MOST]


def _read(found: gate.Found, offers: Sequence[Offer]) -> Seen:
    meant = [offer for offer in offers if found.domain in map(str.lower, offer.domains)]
    named = [_named(found.rest, offer) for offer in meant]
    return Seen(
        url=found.url,
        offers=tuple(offer.id for offer in meant),
        tokens=tuple(dict.fromkeys(WORD.findall(found.url))),
        flow=next((one["flow"] for one in named if "flow" in one), None),
        partner=next((one["partner"] for one in named if "partner" in one), None),
    )


def _named(rest: str, offer: Offer) -> dict[str, int]:
    """The numbers that stand behind the domain where the template has {flow} and {partner}."""
    there, wanted = _places(f"https://x{rest}"), _places(offer.url)
    found: dict[str, int] = {}
    for place, macro in wanted.items():
        value = there.get(place, "")
        if macro in ("{flow}", "{partner}") and value.isascii() and value.isdigit() and len(value) < 19:
            found[macro.strip("{}")] = int(value)
    return found


def _places(url: str) -> dict[str | int, str]:
    """The values of an address by the name of the parameter, or by the place in the path."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return {}
    path: dict[str | int, str] = dict(enumerate(parts.path.split("/")))
    return path | {name.lower(): value for name, value in parse_qsl(parts.query, max_num_fields=None)}


def short(texts: Iterable[str], shorteners: Sequence[str]) -> list[str]:
    """The addresses at known shorteners in these texts, as they are written, each once."""
    if not shorteners:
        return []
    any_of = "|".join(map(re.escape, shorteners))
    pattern = re.compile(rf"(?<![\w.-])(?:https?://)?(?:www\.)?({any_of})(/[\w~+-][^\s<>\"')]*)", re.IGNORECASE)
    found = [(hit[1].lower(), hit[2].rstrip(".,;:!?…»")) for text in texts for hit in pattern.finditer(text)]
    return list(dict.fromkeys(f"https://{host}{path}" for host, path in found))[:MOST]


def without(
    text: str, entities: Sequence[Mapping[str, Any]], domains: frozenset[str]
) -> tuple[str, list[dict[str, Any]]] | None:
    """The text and its entities without the tracking URLs in it, and those behind its words; None when some cannot be told
    from the rest, as when they are spread over several words."""
    kept = [dict(one) for one in entities if not gate.find([str(one.get("url") or "")], domains)]
    gaps = [hit.span() for hit in re.finditer(r"\S+", text) if gate.find([hit[0]], domains)]
    for start, end in reversed(gaps):
        after = end + 1 if end < len(text) and text[end] == " " else end
        kept = _moved(kept, _units(text[:start]), _units(text[start:after]))
        text = text[:start] + text[after:]
    text = text.rstrip()
    return None if gate.scan(text, kept, (), domains) else (text, _inside(kept, _units(text)))


def _moved(entities: list[dict[str, Any]], start: int, length: int) -> list[dict[str, Any]]:
    """The entities when so many units are taken out there; one that covered nothing else is gone."""
    moved = []
    for one in entities:
        first, last = one["offset"], one["offset"] + one["length"]
        first, last = (place - min(max(place - start, 0), length) for place in (first, last))
        if last > first:
            moved.append({**one, "offset": first, "length": last - first})
    return moved


def _inside(entities: list[dict[str, Any]], units: int) -> list[dict[str, Any]]:
    cut = [{**one, "length": min(one["length"], units - one["offset"])} for one in entities]
    return [one for one in cut if one["length"] > 0]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
