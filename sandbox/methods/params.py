"""Parameters of a call, however they came: query, form, multipart or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import refuse

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Params:
    """Values by name; text values are read as what the method expects."""

    values: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise refuse("bad_parameter", name=name) from None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def number(self, name: str) -> float:
        try:
            return float(self.values.get(name, ""))
        except (TypeError, ValueError):
            raise refuse("bad_parameter", name=name) from None

    def json(self, name: str) -> Any:
        """A JSON value, decoded when it came as text; None when absent."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise refuse("bad_parameter", name=name) from None

    def object(self, name: str) -> Json | None:
        """A JSON object, or None when absent."""
        value = self.json(name)
        if value is not None and not isinstance(value, dict):
            raise refuse("bad_parameter", name=name)
        return value

    def items(self, name: str) -> list[Any]:
        """A JSON array, empty when absent."""
        value = self.json(name)
        if value is not None and not isinstance(value, list):
            raise refuse("bad_parameter", name=name)
        return value or []
