"""What Telegram was told of menus, and the chats whose people chose a language (PRODUCT 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from storage.database import Tx


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A chat, by Telegram id, in which a language was chosen."""

    tg_id: int
    kind: Literal["private", "group"]
    locale: str


async def told(tx: Tx) -> Mapping[tuple[str, str], str]:
    """The hash of each menu Telegram has, by scope and language."""
    return {(row["scope"], row["language"]): row["hash"] for row in await tx.all("menus.told")}


async def tell(tx: Tx, scope: str, language: str, hash: str) -> None:
    """Telegram has this one now."""
    await tx.run("menus.tell", scope=scope, language=language, hash=hash)


async def forget(tx: Tx, scope: str, language: str) -> None:
    """Telegram has none there any more."""
    await tx.run("menus.forget", scope=scope, language=language)


async def chosen(tx: Tx) -> list[Chosen]:
    """Partner chats in which a language was chosen by /language."""
    rows = await tx.all("menus.chosen")
    return [Chosen(tg_id=row["tg_id"], kind=row["kind"], locale=row["locale"]) for row in rows]
