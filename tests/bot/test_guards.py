"""What must be impossible is impossible: network in a transaction, a link without its terms, a secret in a log."""

import contextlib
import io
import logging
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import structlog

from bot import logs
from bot.clock import Clock
from bot.pace import UNLIMITED
from bot.receipts import Receipts
from bot.sender import Sender
from bot.telegram import InTransaction, Telegram
from bot.texts import Texts
from desk import gate
from desk.letters import letter
from desk.letters.letter import Button, Lane, Letter, Source, T, button
from storage import chats, leases, migrations, outbox, people
from storage.database import Database
from storage.migrations import TooNew
from tests.desk.samples import RULES

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
PARTNER, HEAD = 502, 604
TRACKING = "https://go.casino-x.example/c?pid=1"
DISGUISED = "GO.CASINO-X[.]example"


class Still(Clock):
    def now(self) -> datetime:
        return NOW


class Wire:
    """Takes everything, and remembers where it went."""

    def __init__(self) -> None:
        self.calls = list[tuple[str, dict[str, Any]]]()

    async def call(self, method: str, params: dict[str, Any], **_: Any) -> Any:
        self.calls.append((method, params))
        return {"message_id": 77}


@pytest.mark.parametrize("how", ["transaction", "reading"])
async def test_nobody_speaks_to_telegram_inside_a_transaction(db: Database, how: str) -> None:
    telegram = Telegram("http://127.0.0.1:9", "1:token")
    async with getattr(db, how)():
        with pytest.raises(InTransaction):
            await telegram.call("sendMessage", {"chat_id": 1, "text": "x"})
    await telegram.close()


# --- the last gate ---------------------------------------------------------------------------------------------------


def _copy(text: str, entities: list[dict[str, Any]], head: str | None = None) -> dict[str, Any]:
    params = {"conversation": 1, "from_chat": -1, "message": 2, "what": "photo", "text": text, "entities": entities}
    return params | ({"head": head} if head else {})


RULE = {"rule": DISGUISED, "asof": "now", "statuses": "hold"}
HIDDEN = [{"type": "text_link", "offset": 0, "length": 4, "url": TRACKING}]
STOPPED: dict[str, dict[str, Any]] = {
    "a text": {"key": "group-left", "params": {"title": TRACKING}},
    "a text in disguise": {"key": "group-left", "params": {"title": f"see {DISGUISED}!"}},
    "a text with markup inside": {"key": "group-left", "params": {"title": "go.casino&#45;x.example"}},
    "a rich message": {"key": "link-cap", "params": {**dict.fromkeys(("used", "value", "left"), 1), **RULE}},
    "words of a person": {"kind": "say", "params": _copy(TRACKING, [])},
    "an entity": {"kind": "say", "params": _copy("here", HIDDEN)},
    "a name": {"kind": "say", "params": _copy("here", [], head=DISGUISED)},
    "a caption of a copy": {"kind": "copy", "params": _copy(TRACKING, [])},
    "an entity of a copy": {"kind": "copy", "params": _copy("here", HIDDEN, head="Ann")},
    "a button": {"key": "bound", "buttons": ((Button(text=T(key="button-take"), url=TRACKING),),)},
    "an edit": {"key": "group-left", "params": {"title": TRACKING}, "slot": "there"},
}
PASSES: dict[str, dict[str, Any]] = {
    "the card": {"key": gate.CARD, "params": {"url": TRACKING}},
    "another link": {"key": "group-left", "params": {"title": "https://example.com/casino-x"}},
    "a button of ours": {"key": "bound", "buttons": ((button("button-take", "take:1:1"),),)},
}


class Post:
    """A sender over a wire that takes everything, one partner chat, one head."""

    def __init__(self, db: Database, chat: int) -> None:
        self.db, self.chat, self.wire = db, chat, Wire()
        wire: Any = self.wire
        self.sender = Sender(
            wire,
            db,
            Still(),
            Texts(),
            Receipts(lambda: RULES),
            limits=UNLIMITED,
            locale="en",
            zone="UTC",
            rules=lambda: RULES,
            domains=lambda: gate.domains(RULES.offers),
        )

    async def send(self, *letters: Letter) -> None:
        async with self.db.transaction() as tx:
            self.sender.epoch = await leases.take(tx, "test", NOW, NOW.replace(year=2030)) or 0
            await outbox.set_slot(tx, "there", Source(chat=PARTNER, message=5))
            await outbox.add(tx, letters, NOW)
        await self.sender.idle()

    def shown_to(self, chat: int) -> list[str]:
        return [method for method, params in self.wire.calls if params["chat_id"] == chat]


@pytest.fixture
async def post(db: Database) -> Post:
    async with db.transaction() as tx:
        await people.add_staff(tx, HEAD, "Олег", None, "head", NOW, locale="en", zone="UTC", reach="ok")
        partner = await people.add_partner(tx, "Alpha", None, NOW)
        chat = await chats.add(tx, PARTNER, "private", "Boris", partner.id, "en")
    return Post(db, chat.id)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("what", STOPPED)
async def test_no_tracking_link_leaves_but_on_its_card(post: Post, what: str) -> None:
    for to in (letter.chat(post.chat), letter.user(PARTNER), letter.telegram(PARTNER)):
        await post.send(Letter(to=to, lane=Lane.NOTICE, **STOPPED[what]))
    assert post.shown_to(PARTNER) == []
    assert post.shown_to(HEAD) == ["sendMessage"] * 3  # each is reported


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("what", PASSES)
async def test_what_may_leave_leaves(post: Post, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Texts, "render", lambda *_, **__: f"a text with {PASSES[what].get('params', {})}")
    await post.send(Letter(to=letter.chat(post.chat), lane=Lane.TERMS, **PASSES[what]))
    assert post.shown_to(PARTNER) == ["sendRichMessage" if what == "the card" else "sendMessage"]


async def test_among_ourselves_a_link_may_be_named(post: Post) -> None:
    await post.send(Letter(to=letter.staff(1), lane=Lane.NOTICE, key="group-left", params={"title": TRACKING}))
    assert post.shown_to(HEAD) == ["sendMessage"]


# --- secrets ---------------------------------------------------------------------------------------------------------

TOKEN = "123456789:AAExampleExampleExampleExample_-12345"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything the house writes about itself, as set up for a run."""
    before, root, stream = structlog.get_config(), logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    logs.set_up("DEBUG", "json")
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(stream))
    for handler in root.handlers:
        handler.setStream(stream)  # type: ignore[attr-defined]
    yield stream
    structlog.configure(**before)
    root.handlers[:], root.level = handlers, level


def _fail(words: str) -> None:
    raise ValueError(words)


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        (TOKEN, TOKEN),
        (f"POST https://api.telegram.org/bot{TOKEN}/sendMessage", TOKEN),
        ("GET /pb/keitaro/sEcReT123?status=ftd", "sEcReT123"),
        ("postgresql://desk:hunter2@db/desk", "hunter2"),
        ("postgresql://desk:p@ssw0rd@db/desk", "ssw0rd"),
    ],
)
def test_no_secret_gets_into_a_log(written: io.StringIO, line: str, secret: str) -> None:
    log = structlog.get_logger()
    log.warning("x", error=line, within={"deep": [line]})
    logging.getLogger("aiohttp.client").warning("request to %s", line)
    for logger in (log, logging.getLogger("yoyo.deep")):
        try:
            _fail(line)
        except ValueError:
            logger.exception("failed")
    text = written.getvalue()
    assert secret not in text
    assert text.count("***") >= 5
    assert "Traceback" in text


# --- the schema ------------------------------------------------------------------------------------------------------


def _tables(rows: Iterable[tuple[str, str, int]]) -> dict[str, list[tuple[str, bool]]]:
    """The columns of each table of ours, in order, and whether they must be filled."""
    tables: dict[str, list[tuple[str, bool]]] = {}
    for table, column, full in rows:
        if "yoyo" not in table and not table.startswith("sqlite_"):
            tables.setdefault(table, []).append((column, bool(full)))
    return tables


def test_both_dialects_have_the_same_columns(sqlite_template: Path, postgres_url: str) -> None:
    with contextlib.closing(sqlite3.connect(sqlite_template)) as lite, psycopg.connect(postgres_url) as server:
        ours = _tables(
            lite.execute(
                'SELECT m.name, c.name, c."notnull" OR c.pk FROM sqlite_master m, pragma_table_info(m.name) c '
                "WHERE m.type = 'table' ORDER BY m.name, c.cid"
            )
        )
        theirs = _tables(
            server.execute(
                "SELECT table_name, column_name, CAST(is_nullable = 'NO' AS INT) FROM information_schema.columns "
                "WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
            ).fetchall()
        )
    assert {"inbox", "outbox", "events", "terms", "acceptances"} <= ours.keys()
    assert ours == theirs


def test_a_database_of_a_newer_version_is_refused_untouched(database_url: str) -> None:
    backend = migrations.get_backend(
        database_url if database_url.startswith("sqlite") else migrations._psycopg(database_url)
    )
    try:
        with backend.transaction():
            backend.execute(
                "INSERT INTO _yoyo_migration (migration_hash, migration_id) VALUES ('of-the-future', '0099_future')"
            )
        with pytest.raises(TooNew, match="newer partnerdesk .*0099_future.*restore the backup"):
            migrations.apply(database_url)
    finally:
        with backend.transaction():
            backend.execute("DELETE FROM _yoyo_migration WHERE migration_hash = 'of-the-future'")
        backend.connection.close()
    assert migrations.apply(database_url) == []
