"""Databases with as many rows as years of work leave, filled in bulk."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from bot import deskfile
from desk import conversation
from desk.conversation import PartnerWrote
from desk.rules import Rules
from storage import conversations, migrations
from storage.database import ms

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday in office hours
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
NUMBERS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
STAFF = (
    (1, 601, "Саша", "sasha_sub", "sub"),
    (2, 602, "Женя", "zhenya_sub", "sub"),
    (3, 603, "Мария", "maria_am", "manager"),
    (4, 604, "Олег", "oleg_head", "head"),
    (5, 605, "Вера", "vera_senior", "senior"),
)


def rules() -> Rules:
    """Those of the example."""
    return deskfile.read(ROOT / "desk.example.yaml")


class Filler:
    """A new database at that address, open for bulk statements; `{n}` names in them are filled in as they stand."""

    def __init__(self, url: str) -> None:
        migrations.apply(url)
        self._lite = sqlite3.connect(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else None
        self._pg = None if self._lite else psycopg.connect(url)

    def run(self, sql: str, **values: Any) -> None:
        """One statement; strings among the values are quoted."""
        quoted = {k: "'" + v.replace("'", "''") + "'" if isinstance(v, str) else v for k, v in values.items()}
        said = sql.format(**quoted)
        (self._lite or self._pg).execute(said)  # type: ignore[union-attr]

    def close(self) -> None:
        """Everything is kept. PostgreSQL looks over its tables by itself in time, and does it here; SQLite never does."""
        for connection in filter(None, (self._lite, self._pg)):
            if connection is self._pg:
                connection.execute("ANALYZE")
            connection.commit()
            connection.close()


def staff(filler: Filler) -> None:
    """The people of the example's rotations, all of them within reach."""
    for number, user, name, username, role in STAFF:
        filler.run(
            "INSERT INTO staff (user_id, name, username, role, locale, zone, reach, joined_at) "
            "VALUES ({user}, {name}, {username}, {role}, 'ru', 'Europe/Moscow', 'ok', {number})",
            number=number, user=user, name=name, username=username, role=role,
        )  # fmt: skip
    filler.run("INSERT INTO forums (tg_id, added_at) VALUES (-1001000000600, 1)")


def partners(filler: Filler, count: int) -> None:
    """So many partners of Maria's, each with a private chat and a conversation with a topic, in which nobody waits."""
    long_ago = ms(NOON - timedelta(days=90))
    for sql in (
        "INSERT INTO partners (name, tier, manager, created_at) {numbers} SELECT 'P' || i, 'verified', 3, {ago} FROM n",
        (
            "INSERT INTO chats (tg_id, kind, title, partner, locale, status) {numbers} "
            "SELECT 100000 + i, 'private', 'P' || i, i, 'en', 'in' FROM n"
        ),
        (
            "INSERT INTO conversations (chat, forum, topic, state) {numbers} "
            "SELECT i, -1001000000600, i + 1, '{{}}' FROM n"
        ),
    ):
        filler.run(sql.replace("{numbers}", NUMBERS.format(count=count)), ago=long_ago)


def waiting(filler: Filler, first: int, last: int, next_at: datetime, book: Rules) -> None:
    """In these conversations somebody has waited for two minutes; what comes next is due then."""
    since = NOON - timedelta(minutes=2)
    policy = conversations.policy_version("default", book.ladder.default)
    wrote = PartnerWrote(at=since, message=1, author=1, substantive=True, preview="When is it due?", policy=policy)
    state = json.dumps(conversation.fold([wrote]).to_json())
    filler.run(
        "UPDATE conversations SET state = {state}, events = 1, waiting_since = {since}, next_action_at = {at} "
        "WHERE id BETWEEN {first} AND {last}",
        state=state, since=ms(since), at=ms(next_at), first=first, last=last,
    )  # fmt: skip


def episodes(filler: Filler, first: datetime, count: int) -> None:
    """So many answered episodes spread over 24 hours over as many conversations, each with the event that began it."""
    step = 86_400_000 // count
    filler.run(
        "INSERT INTO episodes (conversation, number, started_at, ended_at, staff, how, level) "
        + NUMBERS.format(count=count)
        + " SELECT i, 1, {start} + i * {step}, {start} + i * {step} + i % 5000 * 1000, 1 + i % 5, 'answered', i % 4 - 1 "
        "FROM n",
        start=ms(first), step=step,
    )  # fmt: skip
    filler.run(
        "INSERT INTO events (conversation, seq, kind, at, decided_at, data) "
        + NUMBERS.format(count=count)
        + " SELECT i, 0, 'partner_wrote', {start} + i * {step}, {start} + i * {step}, '{{}}' FROM n",
        start=ms(first), step=step,
    )  # fmt: skip


def ballast(filler: Filler, megabytes: int) -> None:
    """Settled letters and finished updates, half each, of about a kilobyte a row."""
    many = NUMBERS.format(count=megabytes * 500)
    filler.run(
        "INSERT INTO inbox (update_id, chat, raw, received_at, state) "
        + many
        + " SELECT i, i % 1000, {text}, {at}, 'done' FROM n",
        text="x" * 900, at=ms(NOON),
    )  # fmt: skip
    filler.run(
        "INSERT INTO outbox (to_kind, to_id, lane, kind, key, params, buttons, options, once, not_before, on_unknown, state, "
        "created_at, sent_at, chat, message, text) "
        + many
        + " SELECT 'topic', i % 1000, 3, 'copy', '', {text}, '[]', '{{}}', 'mirror:' || i, {at}, 'resend', 'sent', {at}, {at}, "
        "-1001000000600, i, '' FROM n",
        text="x" * 800, at=ms(NOON),
    )  # fmt: skip


@contextlib.contextmanager
def postgres(name: str) -> Iterator[str]:
    """A database of a server that goes away again."""
    name = f"partnerdesk_bench_{name}_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
