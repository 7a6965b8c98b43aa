"""A refusal the person reads: a text key and its parameters, never a bug."""

from typing import Any


class DeskError(Exception):
    """Somebody asked for what cannot be; `key` names the text (locales) that says what and how to fix it."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params
