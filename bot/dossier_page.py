"""Evidence as a page that opens anywhere, in both languages, and prints well. It says what the document says, and no more."""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.texts import Texts
from desk import money, terms
from desk.letters import conditions, links
from desk.letters.letter import Lines, Param, T
from desk.rules import Cap, OverCap

STYLE = Path(__file__).with_name("dossier_page.css")
LOCALES = ("ru", "en")
Facts = Mapping[str, Any]


def page(texts: Texts, document: Facts, sha256: str, partner: str, offer: str) -> str:
    """The page; sha256 is that of the document's file."""
    return _Page(texts, document, sha256, partner, offer).whole()


class _Page:
    """One document on its way to HTML: every text twice, every figure once."""

    def __init__(self, texts: Texts, document: Facts, sha256: str, partner: str, offer: str) -> None:
        self.texts, self.document, self.sha256, self.partner, self.offer = texts, document, sha256, partner, offer
        self.zone = ZoneInfo(document["zone"])
        self.entries = [one for chain in document["chains"] for one in chain["entries"] if "facts" in one]
        self.words: dict[tuple[Any, ...] | None, str] = {}

    def whole(self) -> str:
        sections = (self._versions, self._shown, self._links, self._pasted, self._caps, self._leads, self._disputes)
        parts = "".join(section() for section in sections)
        switch = "".join(
            f'<input type="radio" name="language" id="{one}"{" checked" if one == LOCALES[0] else ""}>'
            f'<label for="{one}">{self.texts.plain("dossier-language", {}, one)}</label>'
            for one in LOCALES
        )
        title = self._plain("dossier-title", "ru", {"partner": self.partner, "offer": self.offer})
        return (
            f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta name="robots" content="noindex"><style>{STYLE.read_text("utf-8")}</style></head>'
            f"<body>{switch}<main>{self._head()}{parts}{self._chain()}{self._check()}</main></body></html>\n"
        )

    # --- words and cells ---

    def say(self, key: str, **params: Param) -> str:
        """The text in both languages, escaped; once where they are the same."""
        said = (key, *params.values()) if all(isinstance(value, str) for value in params.values()) else None
        if said in self.words:
            return self.words[said]
        ru, en = (html.escape(self._plain(key, locale, params)).replace("\n", "<br>") for locale in LOCALES)
        both = ru if ru == en else f'<span lang="ru">{ru}</span><span lang="en">{en}</span>'
        if said is not None:
            self.words[said] = both
        return both

    def _plain(self, key: str, locale: str, params: Mapping[str, Param]) -> str:
        return self.texts.plain(key, params, locale, str(self.zone))

    def param(self, value: Param) -> str:
        """A condition: words of ours, or of desk.yaml."""
        match value:
            case T():
                return self.say(value.key, **value.params)
            case Lines():
                return "<br>".join(self.param(item) for item in value.items)
        return html.escape(str(value))

    def at(self, stamp: str | None, form: str = "%d.%m.%Y %H:%M:%S") -> str:
        """An instant in the programme's zone."""
        if not stamp:
            return "–"
        at = datetime.fromisoformat(stamp)
        return f'<time datetime="{at.astimezone(UTC).isoformat()}">{at.astimezone(self.zone):{form}}</time>'

    def who(self, person: Facts | None) -> str:
        """Who did it, and for which side."""
        if not person:
            return self.say("dossier-nobody")
        name = html.escape(str(person.get("name", "")))
        return f"{name}, {self.say('dossier-ours')}" if person.get("ours") else name

    def chat(self, chat: Facts | None) -> str:
        return html.escape(str(chat.get("title", ""))) if chat else "–"

    def flow(self, flow: Facts | None) -> str:
        return html.escape(f"{flow['geo']} · {flow['source']}") if flow else "–"

    def message(self, message: Facts | None) -> str:
        if not message:
            return "–"
        number = f"№ {message['message']}"
        link = message.get("link")
        return f'<a href="{html.escape(link)}">{number}</a>' if link else number

    def money(self, one: Facts | None) -> str:
        return html.escape(money.show(Decimal(one["amount"]), one["currency"])) if one else "–"

    def version(self, version: Facts | None) -> str:
        return f"v{version['number']}" if version else "–"

    def of(self, *kinds: str) -> list[Any]:
        """The entries of those kinds."""
        return [one for one in self.entries if one["kind"] in kinds]

    def section(self, key: str, body: str, note: str = "") -> str:
        told = f"<p class=note>{self.say(note)}</p>" if note else ""
        return f"<section><h2>{self.say(key)}</h2>{told}{body}</section>"

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]], empty: str = "dossier-none") -> str:
        """Rows of cells that are HTML already."""
        names = [self.say(f"dossier-col-{heading}") for heading in headings]
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        if not body:
            return f"<p class=none>{self.say(empty)}</p>"
        head = "".join(f"<th>{name}</th>" for name in names)
        return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'

    # --- sections ---

    def _head(self) -> str:
        first = self.at(self.document["from"], "%d.%m.%Y")
        last = datetime.fromisoformat(self.document["to"]).astimezone(self.zone)
        rows = [
            ("partner", html.escape(self.partner)),
            ("offer", f"{html.escape(self.offer)} <small>{html.escape(self.document['offer'])}</small>"),
            ("period", f"{first} – {_day_before(last)}"),
            ("zone", html.escape(str(self.zone))),
            ("entries", str(sum(len(chain["entries"]) for chain in self.document["chains"]))),
            ("hash", f"<code>{self.sha256}</code>"),
        ]
        listed = "".join(f"<dt>{self.say(f'dossier-head-{name}')}</dt><dd>{value}</dd>" for name, value in rows)
        return f"<header><h1>{self.say('dossier-name')}</h1><dl>{listed}</dl></header>"

    def _versions(self) -> str:
        made = {_key(one["facts"]["version"]): one for one in self.of("terms")}
        gone = {_key(one["facts"]["version"]) for one in self.of("withdrawn")}
        before: dict[str, str] = {}
        parts = []
        for version in self.document["versions"]:
            now = {
                field: self.param(value) for field, value in conditions.rows(terms.read(json.dumps(version["body"])))
            }
            by = self.who(made[_key(version)]["facts"].get("by")) if _key(version) in made else self.who(None)
            parts.append(self._version(version, by, now, before, withdrawn=_key(version) in gone))
            before = before if _key(version) in gone else now
        return self.section("dossier-versions", "".join(parts), "dossier-versions-note")

    def _version(
        self, version: Facts, by: str, now: Mapping[str, str], before: Mapping[str, str], *, withdrawn: bool
    ) -> str:
        rows = []
        for field, value in now.items():
            old = before.get(field, value)
            shown = value if old == value else f"<del>{old}</del> <ins>{value}</ins>"
            rows.append(f"<tr><th>{self.say(f'condition-{field}')}</th><td>{shown}</td></tr>")
        state = f" · {self.say('dossier-withdrawn')}" if withdrawn else ""
        return (
            f"<article><h3>{self.version(version)} · {self._scope(version)}{state}</h3>"
            f"<p class=note>{self.say('dossier-since')} {self.at(version['from'])} · {by}<br><code>{version['hash']}</code></p>"
            f'<div class="wide"><table class="conditions"><tbody>{"".join(rows)}</tbody></table></div></article>'
        )

    def _scope(self, version: Facts) -> str:
        if "tier" in version:
            return self.say("dossier-of-tier", tier=version["tier"])
        narrowed = " · ".join(html.escape(version[name]) for name in ("geo", "source") if name in version)
        return narrowed or self.say("dossier-of-deal")

    def _shown(self) -> str:
        rows = [
            (
                self.at(one["at"]),
                self.say(f"dossier-kind-{_how(one)}"),
                self.version(one["facts"].get("version")),
                self.chat(one["facts"].get("chat")),
                self.who(one["facts"]["by"]) if one["facts"].get("by") else self._people(one["facts"]),
                self.message(one["facts"].get("message")),
            )
            for one in self.of("shown", "untold", "accepted", "declined")
        ]
        headings = ("at", "what", "version", "chat", "who", "message")
        return self.section("dossier-shown", self.table(headings, rows), "dossier-shown-note")

    def _people(self, facts: Facts) -> str:
        people = facts.get("people") or []
        names = [str(one.get("name", "")) if isinstance(one, Mapping) else str(one) for one in people]
        return html.escape(", ".join(names)) or "–"

    def _links(self) -> str:
        rows = [
            (
                self.at(one["at"]),
                self._stopped(one["facts"]) if one["kind"] == "stopped" else self.say("dossier-kind-issued"),
                f"№ {one['facts']['link']}",
                self.flow(one["facts"].get("flow")),
                self.chat(one["facts"].get("chat")),
                self.version(one["facts"].get("version")),
                self.who(one["facts"].get("by")),
            )
            for one in self.of("issued", "stopped")
        ]
        return self.section("dossier-links", self.table(("at", "what", "link", "flow", "chat", "version", "who"), rows))

    def _stopped(self, facts: Facts) -> str:
        return f"{self.say('dossier-kind-stopped')}: {self.say('dossier-why', why=str(facts.get('why')))}"

    def _pasted(self) -> str:
        rows = [
            (
                self.at(one["at"]),
                self.chat(one["facts"].get("chat")),
                ", ".join(f"№ {link}" for link in one["facts"].get("links", [])) or "–",
                self.who(one["facts"].get("by")),
                self.message(one["facts"].get("message")),
            )
            for one in self.of("pasted")
        ]
        return self.section("dossier-pasted", self.table(("at", "chat", "link", "who", "message"), rows))

    def _caps(self) -> str:
        split = self.table(
            ("window", "flow", "cap", "in-cap", "grace", "over", "pay", "rule", "over-pay"),
            map(self._split, self.document["split"]),
        )
        rows = [
            (
                self.at(one["at"]),
                self._level(one),
                self._figure(one["facts"]),
                self._whose(one["facts"].get("flow")),
                self.version(one["facts"].get("version")),
                self.chat(one["facts"].get("chat")),
                self.who(one["facts"]["by"]) if one["facts"].get("by") else "–",
                self.message(one["facts"].get("message")),
            )
            for one in self.of("warned", "confirmed", "verdict")
        ]
        headings = ("at", "what", "used", "flow", "version", "chat", "who", "message")
        return self.section("dossier-split", split, "dossier-split-note") + self.section(
            "dossier-warned", self.table(headings, rows), "dossier-warned-note"
        )

    def _level(self, one: Facts) -> str:
        facts = one["facts"]
        if one["kind"] == "warned":
            return self.say("dossier-level", level=facts.get("level", ""))
        if one["kind"] == "verdict":
            return self.say("dossier-decided", what=str(facts.get("what")))
        return self.say("dossier-kind-confirmed")

    def _whose(self, flow: Facts | None) -> str:
        """The flow of a cap, or that it is over all of them."""
        return self.flow(flow) if flow else self.say("dossier-every-flow")

    def _figure(self, facts: Facts) -> str:
        return f"{facts['used']} / {facts['value']}" if "used" in facts and "value" in facts else "–"

    def _split(self, one: Facts) -> Sequence[str]:
        window = self.at(one["from"], "%d.%m.%Y %H:%M") if one["from"] else self.say("dossier-whole")
        end = f" – {self.at(one['to'], '%d.%m.%Y %H:%M')}" if one["to"] else ""
        return (
            window + end,
            self._whose(one["flow"]),
            self.param(conditions.cap(Cap.model_validate(one["cap"]))),
            str(one["in_cap"]),
            str(one["grace"]),
            str(one["over"]),
            self.money(one["amount"]),
            self.param(links.over(OverCap.model_validate(one["rule"]))),
            self.money(one["over_amount"]),
        )

    def _leads(self) -> str:
        rows = (
            (
                self.at(one["at"]),
                self.at(one["clicked_at"]),
                html.escape(f"{one['source']} · {one['goal']} · {one['external']}"),
                f"№ {one['link']}" if one["link"] else "–",
                f"v{one['version']}" if one["version"] else "–",
                self.say("lead-status", status=one["status"]),
                self.say("dossier-lead", verdict=one["counted"]) if one["counted"] else "–",
            )
            for one in self.document["leads"]
        )
        headings = ("lead-at", "clicked-at", "lead", "link", "version", "status", "counted")
        return self.section("dossier-leads", self.table(headings, rows), "dossier-leads-note")

    def _disputes(self) -> str:
        rows = [
            (
                self.at(one["at"]),
                f"№ {one['facts'].get('number', '–')}",
                self.say("dossier-dispute", what=str(one["facts"].get("what"))),
                html.escape(str(one["facts"].get("text") or "–")).replace("\n", "<br>"),
                self.who(one["facts"].get("by")),
            )
            for one in self.of("dispute")
        ]
        return self.section("dossier-disputes", self.table(("at", "dispute", "what", "text", "who"), rows))

    def _chain(self) -> str:
        chains = self.document["chains"]
        tables = "".join(
            self.table(("number", "at", "what", "sha"), map(self._entry, one["entries"])) for one in chains
        )
        heads = "".join(f"<p class=note>{self.say('dossier-head')} <code>{one['head']}</code></p>" for one in chains)
        body = f"{heads}<details><summary>{self.say('dossier-chain-open')}</summary>{tables}</details>"
        return self.section("dossier-chain", body, "dossier-chain-note")

    def _entry(self, one: Facts) -> Sequence[str]:
        told = (
            (self.at(one["at"]), self.say(f"dossier-kind-{_how(one)}"))
            if "facts" in one
            else ("–", self.say("dossier-earlier"))
        )
        return str(one["number"]), *told, f"<code>{one['hash'][:16]}…</code>"

    def _check(self) -> str:
        return self.section(
            "dossier-check", f"<p>{self.say('dossier-check-how')}</p><p>{self.say('dossier-limits')}</p>"
        )


def _key(version: Facts) -> tuple[Any, Any]:
    return version["number"], version["hash"]


def _how(one: Facts) -> str:
    """The kind of an entry; a Read is not an Accept."""
    return "read" if one["kind"] == "accepted" and one["facts"].get("how") == "read" else one["kind"]


def _day_before(end: datetime) -> str:
    return f"{end - timedelta(seconds=1):%d.%m.%Y}"
