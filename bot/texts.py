"""Letters into words: Fluent messages with every parameter escaped, in the reader's language."""

import html
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle, FluentResource, resolver

from desk.letters.letter import At, Lines, Param, Person, T, TopicLink

# Fluent stops at 2,500 characters a parameter, against foreign translations; ours may be a whole message with its tags.
resolver.MAX_PART_LENGTH = 65_536

LOCALES = Path(__file__).parent.parent / "locales"
#: Telegram's date_time formats, and what stands there for a client that does not know them
FORMS = {"t": ("t", "%H:%M"), "d": ("d", "%d.%m.%Y"), "dt": ("dt", "%d.%m.%Y %H:%M")}
#: Languages of Telegram's apps to whose people the desk speaks Russian until they choose
RUSSIAN = ("ru", "uk", "be", "kk", "uz")
LRM_SENSITIVE = ("\u0590", "\u08ff")


class UnknownText(KeyError):
    """No such key, or a parameter is missing: a bug in a letter."""


class Texts:
    """All words of the desk. `render` gives Telegram HTML, `plain` the same without tags for buttons and toasts.

    Where a text has an attribute `rich`, that is its form in a rich message: blocks and rows of a table (`rich=True`).
    """

    def __init__(self, folder: Path = LOCALES) -> None:
        self._bundles = {path.stem: _bundle(path) for path in sorted(folder.glob("*.ftl"))}

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages there are."""
        return tuple(self._bundles)

    def has_rich(self, key: str) -> bool:
        """Whether the text has a form for rich messages."""
        bundle = self._bundles["en"]
        return bundle.has_message(key) and "rich" in bundle.get_message(key).attributes

    def render(
        self,
        key: str,
        params: Mapping[str, Param],
        locale: str,
        zone: str = "UTC",
        topics: Mapping[int, str] | None = None,
        *,
        rich: bool = False,
    ) -> str:
        """The text as Telegram HTML. Raises UnknownText. topics: addresses of conversations' topics, where known."""
        shown = {name: self._shown(value, locale, zone, topics or {}, rich) for name, value in params.items()}
        return self._format(key, shown, locale, rich)

    def plain(self, key: str, params: Mapping[str, Param], locale: str, zone: str = "UTC") -> str:
        """The text without markup: for buttons, toasts and topic names."""
        shown = {name: self._plain(value, locale, zone) for name, value in params.items()}
        return self._format(key, shown, locale)

    def _format(self, key: str, shown: Mapping[str, Any], locale: str, rich: bool = False) -> str:
        bundle = self._bundles.get(locale) or self._bundles["en"]
        message = bundle.get_message(key) if bundle.has_message(key) else None
        if message is None or message.value is None:
            raise UnknownText(key)
        pattern = message.attributes.get("rich", message.value) if rich else message.value
        text, errors = bundle.format_pattern(pattern, dict(shown))
        if errors:
            raise UnknownText(f"{key}: {errors[0]}")
        return str(text)

    def _shown(self, value: Param, locale: str, zone: str, topics: Mapping[int, str], rich: bool) -> Any:
        match value:
            case T():
                return self.render(value.key, value.params, locale, zone, topics, rich=rich)
            case Lines():
                return "\n".join(self._shown(item, locale, zone, topics, rich) for item in value.items)
            case At():
                form, fallback = FORMS[value.form]
                words = value.at.astimezone(ZoneInfo(zone)).strftime(fallback)
                return f'<tg-time unix="{int(value.at.timestamp())}" format="{form}">{words}</tg-time>'
            case Person():
                return f'<a href="tg://user?id={value.user_id}">{_escaped(value.name)}</a>'
            case TopicLink():
                url = topics.get(value.conversation)
                return f'<a href="{html.escape(url)}">{_escaped(value.text)}</a>' if url else _escaped(value.text)
            case str():
                return _escaped(value)
        return self._plain(value, locale, zone)

    def _plain(self, value: Param, locale: str, zone: str) -> Any:
        match value:
            case T():
                return self.plain(value.key, value.params, locale, zone)
            case Lines():
                return "\n".join(self.plain(item.key, item.params, locale, zone) for item in value.items)
            case At():
                return value.at.astimezone(ZoneInfo(zone)).strftime(FORMS[value.form][1])
            case Person():
                return value.name
            case TopicLink():
                return value.text
            case timedelta():
                return self._span(value, locale)
            case datetime():
                raise UnknownText("an instant in a letter is an At")
            case Decimal():
                return format(value.normalize(), "f")
        return value

    def _span(self, span: timedelta, locale: str) -> str:
        minutes = max(0, round(span.total_seconds() / 60))
        days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
        parts = [(n, unit) for n, unit in ((days, "days"), (hours, "hours"), (minutes, "minutes")) if n]
        shown = parts[:2] or [(0, "minutes")]
        return " ".join(self._format(f"span-{unit}", {"n": n}, locale) for n, unit in shown)


@lru_cache
def _bundle(path: Path) -> FluentBundle:
    bundle = FluentBundle([path.stem], use_isolating=False)
    bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle


def _escaped(text: str) -> str:
    """Escaped for HTML; right-to-left text is isolated, so that it does not turn the rest of the line round."""
    safe = html.escape(text, quote=True)
    first, last = LRM_SENSITIVE
    return f"\u2068{safe}\u2069" if any(first <= char <= last for char in text) else safe
