"""A letter's parameters and buttons as JSON and back, the way the outbox keeps them."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from desk.letters.letter import At, Button, Lines, Param, Person, Rows, T, TopicLink


def dump_params(params: Mapping[str, Param]) -> str:
    """Parameters as JSON text. Raises TypeError for a value of unknown shape."""
    return json.dumps({name: _pack(value) for name, value in params.items()}, ensure_ascii=False)


def load_params(text: str) -> dict[str, Param]:
    """The parameters that `dump_params` wrote."""
    return {name: _unpack(value) for name, value in json.loads(text).items()}


def dump_rows(rows: Rows) -> str:
    """A keyboard as JSON text."""
    return json.dumps(
        [[{"text": _pack(b.text), "data": b.data, "url": b.url, "topic": b.topic} for b in row] for row in rows],
        ensure_ascii=False,
    )


def load_rows(text: str) -> Rows:
    """The keyboard that `dump_rows` wrote."""
    return tuple(
        tuple(Button(text=_unpack(b["text"]), data=b["data"], url=b["url"], topic=b["topic"]) for b in row)
        for row in json.loads(text)
    )


def _pack(value: Param) -> Any:
    match value:
        case T():
            return {"$": "t", "key": value.key, "params": {k: _pack(v) for k, v in value.params.items()}}
        case At():
            return {"$": "at", "ms": round(value.at.timestamp() * 1000), "form": value.form}
        case Lines():
            return {"$": "lines", "items": [_pack(item) for item in value.items]}
        case Person():
            return {"$": "person", "name": value.name, "user_id": value.user_id}
        case TopicLink():
            return {"$": "topic", "conversation": value.conversation, "text": value.text}
        case timedelta():
            return {"$": "span", "s": round(value.total_seconds())}
        case Decimal():
            return {"$": "decimal", "value": format(value, "f")}
        case None | str() | int() | list() | dict():  # lists and dicts are Telegram's own JSON
            return value
    raise TypeError(f"a letter cannot carry {type(value).__name__}")


def _unpack(value: Any) -> Param:
    if not isinstance(value, dict) or "$" not in value:
        return value
    match value["$"]:
        case "t":
            return T(key=value["key"], params={k: _unpack(v) for k, v in value["params"].items()})
        case "at":
            return At(at=datetime.fromtimestamp(value["ms"] / 1000, UTC), form=value["form"])
        case "lines":
            return Lines(items=tuple(_unpack(item) for item in value["items"]))
        case "person":
            return Person(name=value["name"], user_id=value["user_id"])
        case "topic":
            return TopicLink(conversation=value["conversation"], text=value["text"])
        case "span":
            return timedelta(seconds=value["s"])
        case "decimal":
            return Decimal(value["value"])
    raise TypeError(f"a letter cannot carry {value['$']!r}")
