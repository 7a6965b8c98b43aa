"""The last gate: finds tracking URLs in what is about to be shown, however they are written (PRODUCT 6)."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from desk.rules import Offer

#: The one letter that may carry a tracking URL: the card, with the terms in the same message.
CARD = "link-card-revealed"
#: Parts of a message that repeat another one, or say who and where.
ELSEWHERE = frozenset(
    {
        "reply_to_message",
        "external_reply",
        "quote",
        "from",
        "chat",
        "sender_chat",
        "forward_origin",
        "via_bot",
        "pinned_message",
    }
)
#: Texts of rich messages, each of which may be a list of pieces in different styles.
IN_PIECES = frozenset({"text", "summary", "caption", "credit"})
DOTS = re.compile(r"[\u3002\uff0e\uff61]|\[\.\]|\(\.\)|\{\.\}")
#: Unicode's format characters (Cf), which no reader sees.
UNSEEN = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f]"
)
DECODED = 3  # layers of percent-encoding looked through
AFTER_HOST = "/?#:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A tracking URL that was seen: as it reads after decoding, the known domain it belongs to, and what stands behind that."""

    url: str
    domain: str
    rest: str = ""


def domains(offers: Iterable[Offer]) -> frozenset[str]:
    """Every tracking domain of these offers, closed ones too: their links live on."""
    return frozenset(domain.lower() for offer in offers for domain in offer.domains)


def passes(
    letter_key: str, text: str, entities: Sequence[Mapping[str, Any]], buttons: Iterable[str], domains: frozenset[str]
) -> str | None:
    """None when a message may go to a partner chat, else the tracking URL that keeps it here (PRODUCT 6).

    `text` is the text or caption, plain or as HTML; `entities` and button addresses are the Bot API's. Only the card made
    by `desk.letters.links` (key CARD) may carry one.
    """
    if letter_key == CARD:
        return None
    return scan(text, entities, buttons, domains)


def scan(
    text: str, entities: Sequence[Mapping[str, Any]], buttons: Iterable[str], domains: frozenset[str]
) -> str | None:
    """The first tracking URL in a message, or None: in its text, behind its words, or in its buttons."""
    hidden = [str(entity["url"]) for entity in entities if entity.get("url")]
    found = find([text, *hidden, *buttons], domains)
    return found[0].url if found else None


def scan_message(message: Mapping[str, Any], domains: frozenset[str]) -> str | None:
    """The first tracking URL anywhere in a Bot API message (raw JSON), or None; what it replies to is not looked at.

    For copies, which are scanned in their stored source: texts, captions, entities, buttons, polls, previews, file names.
    """
    found = find(strings(message), domains)
    return found[0].url if found else None


def find(texts: Iterable[str], domains: frozenset[str]) -> list[Found]:
    """Every tracking URL in these texts, in their order.

    Fails closed: a bare domain counts, and so do its subdomains, upper case, percent-encoding, punycode, HTML entities,
    `[.]`, invisible characters inside, any punctuation around. An e-mail address at a known domain does not count.
    """
    spellings = _spellings(domains)
    pattern = _pattern(domains)
    hits = (
        Found(url=_around(form, hit), domain=spellings[hit[0]], rest=_behind(form, hit))
        for text in texts
        for form in _forms(text)
        for hit in pattern.finditer(form)
        if not _mail(form, hit)
    )
    return list(dict.fromkeys(hits))


@lru_cache(maxsize=8)
def _spellings(domains: frozenset[str]) -> Mapping[str, str]:
    """Each way to write a domain, in letters and in punycode, to the domain."""
    found = {}
    for domain in domains:
        found[_seen(domain)] = domain
        for codec in ("idna", "utf-8"):
            try:
                found[_seen(domain.encode(codec).decode("idna" if codec == "utf-8" else "ascii"))] = domain
            except UnicodeError:
                continue
    return found


@lru_cache(maxsize=8)
def _pattern(domains: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(_spellings(domains), key=lambda form: (-len(form), form))
    any_of = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"(?<![a-z0-9-])(?:{any_of})(?![a-z0-9-])")


def _forms(text: str) -> list[str]:
    """The text as it stands and with each layer of encoding taken off: "50%casino.x" must not lose its "ca"."""
    layers = [text]
    for _ in range(DECODED):
        inner = html.unescape(unquote(layers[-1]))
        if inner == layers[-1]:
            break
        layers.append(inner)
    return list(dict.fromkeys(map(_seen, layers)))


def _seen(text: str) -> str:
    """The text as a browser would read its addresses."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", UNSEEN.sub("", text))
    return DOTS.sub(".", text).lower()


def _around(text: str, hit: re.Match[str]) -> str:
    """The whole address around the domain."""
    start = re.split(r"[\s<>\"'(]", text[: hit.start()])[-1]
    return start + hit[0] + _behind(text, hit)


def _behind(text: str, hit: re.Match[str]) -> str:
    """The address from behind the domain on."""
    end = re.match(r"[^\s<>\"')]*", text[hit.end() :])
    return (end[0] if end else "").rstrip(".,;:!?…»")


def _mail(text: str, hit: re.Match[str]) -> bool:
    """Whether the domain is the end of an e-mail address, not of `https://name@domain`."""
    word = re.split(r"\s", text[: hit.start()])[-1]
    before = re.fullmatch(r"(.*)@(?:[a-z0-9-]+\.)*", word)
    if before is None or not before[1] or "/" in before[1]:
        return False
    return text[hit.end() : hit.end() + 1] not in tuple(AFTER_HOST) or text[hit.end() : hit.end() + 2] in {
        ": ",
        ":\n",
        "? ",
    }


def strings(value: Any) -> Iterator[str]:
    """Every text in a Bot API message (raw JSON), but not of what it replies to."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key in IN_PIECES and not isinstance(inner, str):
                yield _joined(inner)
            if key not in ELSEWHERE:
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def _joined(text: Any) -> str:
    """A text of a rich message as it reads."""
    if isinstance(text, list):
        return "".join(map(_joined, text))
    return _joined(text.get("text", "")) if isinstance(text, Mapping) else str(text)
