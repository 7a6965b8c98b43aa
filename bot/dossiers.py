"""Evidence as two files, made when they are sent: the document, and a page of what it says (PRODUCT 6)."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import dossier_page
from bot.telegram import File
from bot.texts import Texts
from desk import dossier
from desk.dossier import Asked, Known
from storage import dossiers
from storage.database import Database


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """The files, by the names that bot/wording.py knows, and what is said of them."""

    files: Mapping[str, File]
    facts: Mapping[str, Any]


async def make(db: Database, texts: Texts, params: Mapping[str, Any]) -> Made:
    """What a letter of desk/letters/dossier.py asks for. Read here, outside of any transaction, and written in a thread."""
    asked = Asked.read(params["asked"])
    async with db.reading() as tx:
        known = await dossiers.known(tx, asked.partner, asked.offer)
    return await asyncio.to_thread(_made, texts, params, asked, known)


def _made(texts: Texts, params: Mapping[str, Any], asked: Asked, known: Known) -> Made:
    text = dossier.write(asked, known)
    document, sha256 = json.loads(text), dossier.sha256(text)
    page = dossier_page.page(texts, document, sha256, params["partner"], params["offer"])
    name = f"evidence-{asked.offer}-{params['first']}-{params['last']}"
    files = {
        "page": File(name=f"{name}.html", type="text/html", data=page.encode()),
        "source": File(name=f"{name}.json", type="application/json", data=text.encode()),
    }
    entries = sum(len(chain["entries"]) for chain in document["chains"])
    return Made(files=files, facts={"hash": sha256, "entries": entries})
