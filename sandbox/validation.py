"""What the sandbox sends out, checked against aiogram's types."""

from __future__ import annotations

from typing import Any

from aiogram import methods
from aiogram.types import Update
from aiogram.types.base import TelegramObject
from pydantic import TypeAdapter, ValidationError

Json = dict[str, Any]

_RETURNING: dict[str, TypeAdapter[Any]] = {}
_CLASSES = {name.lower(): getattr(methods, name) for name in methods.__all__ if name != "TelegramMethod"}


class Impossible(AssertionError):
    """The sandbox was about to send what Telegram never would: a fault of the sandbox."""


def check_update(update: Json) -> None:
    """Raise Impossible unless aiogram reads the update and knows every field in it."""
    try:
        _known(Update.model_validate(update), "update")
    except ValidationError as problem:
        raise Impossible(f"{problem}\n{update}") from problem


def check_result(method: str, result: Any) -> None:
    """The same for the result of a method."""
    name = method.lower()
    if name not in _RETURNING:
        _RETURNING[name] = TypeAdapter(_CLASSES[name].__returning__)
    try:
        _known(_RETURNING[name].validate_python(result), name)
    except ValidationError as problem:
        raise Impossible(f"{problem}\n{result}") from problem


def _known(value: Any, path: str) -> None:
    if isinstance(value, list):
        for item in value:
            _known(item, path)
    if not isinstance(value, TelegramObject):
        return
    if value.model_extra:
        raise Impossible(f"{path}: {type(value).__name__} has no {sorted(value.model_extra)}")
    for name in value.model_fields_set:
        _known(getattr(value, name), f"{path}.{name}")
