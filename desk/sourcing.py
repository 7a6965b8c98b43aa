"""What a manager says about a source: its name, its platform, what its words mean (PRODUCT 6, 10)."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from difflib import get_close_matches
from ipaddress import ip_network
from typing import Any, get_args
from zoneinfo import ZoneInfo

from desk import durations, platforms
from desk.errors import DeskError
from desk.leads import RANK
from desk.people import Staff
from desk.sources import Platform, Settings, Source, Status

NAME = re.compile(r"[a-z][a-z0-9-]{0,23}")
WORD = 64  # characters of a word of a tracker
LONGEST = timedelta(days=31)
ANY = ("any", "auto", "none", "-")
STATUSES: tuple[Status, ...] = tuple(status for status in RANK if status != "unmapped")


def platform(word: str) -> Platform:
    """The platform of that name. Raises DeskError `source-platform`."""
    known = {name: name for name in platforms.CONNECTED}
    if word.lower() in known:
        return known[word.lower()]  # type: ignore[index]
    there = ", ".join(known)
    for near in get_close_matches(word.lower(), known, n=1):
        raise DeskError("source-platform-near", word=word[:WORD], near=near, known=there)
    raise DeskError("source-platform", word=word[:WORD], known=there)


def name(word: str) -> str:
    """A name for a source, as it stands in addresses. Raises DeskError `source-name`."""
    if not NAME.fullmatch(word.lower()) or word.lower() in ("add", *get_args(Platform)[-2:]):
        raise DeskError("source-name", word=word[:WORD])
    return word.lower()


def own(source: Source, asker: Staff) -> None:
    """Whoever connected a source changes it, and heads. Raises DeskError `source-others`."""
    if asker.role != "head" and source.made_by != asker.id:
        raise DeskError("source-others", name=source.name)


def changed(source: Source, what: str, words: Sequence[str], goals: Collection[str]) -> Settings:
    """Its settings after `what` was said of it. Raises DeskError that says what is wrong with the words."""
    say = SAID.get(what.lower())
    if say is None or not words:
        raise DeskError("form-source")
    update = say(source.settings, " ".join(words).strip(), goals)
    return Settings.model_validate(source.settings.model_dump() | update)


def _pair(text: str) -> tuple[str, str]:
    left, sign, right = (part.strip().lower() for part in text.partition("="))
    if not sign or len(left) > WORD:
        raise DeskError("source-pair", word=text[:WORD])
    return left, right


def _status(settings: Settings, text: str, _: Collection[str]) -> dict[str, Any]:
    word, status = _pair(text)
    statuses = {known: meant for known, meant in settings.statuses.items() if known != word}
    if not status:
        return {"statuses": statuses}
    if status not in STATUSES:
        raise DeskError("source-status", word=status[:WORD], known=", ".join(STATUSES))
    return {"statuses": statuses | {word: status}}


def _goal(settings: Settings, text: str, goals: Collection[str]) -> dict[str, Any]:
    word, goal = _pair(text if "=" in text else f"={text}")
    kept = {known: meant for known, meant in settings.goals.items() if known != word}
    if goal and goal not in goals:
        raise DeskError("source-goal", word=goal[:WORD], known=", ".join(sorted(goals)))
    if not word:
        return {"goal": goal or None}
    return {"goals": kept | ({word: goal} if goal else {})}


def _span(text: str) -> timedelta:
    try:
        span = durations.parse(text)
    except ValueError:
        span = LONGEST * 2
    if span > LONGEST:
        raise DeskError("source-span", word=text[:WORD])
    return span


def _lag(_: Settings, text: str, __: Collection[str]) -> dict[str, Any]:
    return {"lag": _span(text)}


def _silence(_: Settings, text: str, __: Collection[str]) -> dict[str, Any]:
    return {"silence": None if text.lower() in ANY else _span(text)}


def _ip(_: Settings, text: str, __: Collection[str]) -> dict[str, Any]:
    if text.lower() in ANY:
        return {"addresses": ()}
    found = [part for part in re.split(r"[\s,;]+", text) if part]
    for one in found:
        try:
            ip_network(one)
        except ValueError:
            raise DeskError("source-ip", word=one[:WORD]) from None
    return {"addresses": tuple(found)}


def _zone(_: Settings, text: str, __: Collection[str]) -> dict[str, Any]:
    try:
        ZoneInfo(text)
    except (ValueError, KeyError, OSError):
        raise DeskError("source-zone", word=text[:WORD]) from None
    return {"zone": text}


def _currency(_: Settings, text: str, __: Collection[str]) -> dict[str, Any]:
    if text.lower() in ANY:
        return {"currency": None}
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise DeskError("source-currency", word=text[:WORD])
    return {"currency": text.upper()}


def _multiple(_: Settings, text: str, goals: Collection[str]) -> dict[str, Any]:
    if text.lower() in ANY:
        return {"multiple": ()}
    found = [part.lower() for part in re.split(r"[\s,;]+", text) if part]
    wrong = next((one for one in found if one not in goals), None)
    if wrong is not None:
        raise DeskError("source-goal", word=wrong[:WORD], known=", ".join(sorted(goals)))
    return {"multiple": tuple(found)}


SAID: dict[str, Callable[[Settings, str, Collection[str]], dict[str, Any]]] = {
    "status": _status,
    "goal": _goal,
    "lag": _lag,
    "silence": _silence,
    "ip": _ip,
    "zone": _zone,
    "currency": _currency,
    "multiple": _multiple,
}
