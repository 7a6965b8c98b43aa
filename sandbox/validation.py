"""What the sandbox sends out, checked against aiogram's types."""

from __future__ import annotations

from typing import Any

from aiogram import methods
from aiogram.types import Update
from aiogram.types.base import TelegramObject
from pydantic import TypeAdapter, ValidationError

Json = dict[str, Any]

#: Fields whose words say which type an object is of.
TELLING = ("type", "status", "source")
_PASSED: set[Any] = set()  # the shapes of what was found good
_RETURNING: dict[str, TypeAdapter[Any]] = {}
_CLASSES = {name.lower(): getattr(methods, name) for name in methods.__all__ if name != "TelegramMethod"}


class Impossible(AssertionError):
    """The sandbox was about to send what Telegram never would: a fault of the sandbox."""


def check_update(update: Json) -> None:
    """Raise Impossible unless aiogram reads the update and knows every field in it."""
    shape = ("update", _shape(update))
    if shape in _PASSED:
        return
    try:
        _known(Update.model_validate(update), "update")
    except ValidationError as problem:
        raise Impossible(f"{problem}\n{update}") from problem
    _PASSED.add(shape)


def check_result(method: str, result: Any) -> None:
    """The same for the result of a method."""
    name = method.lower()
    shape = (name, _shape(result))
    if shape in _PASSED:
        return
    if name not in _RETURNING:
        _RETURNING[name] = TypeAdapter(_CLASSES[name].__returning__)
    try:
        _known(_RETURNING[name].validate_python(result), name)
    except ValidationError as problem:
        raise Impossible(f"{problem}\n{result}") from problem
    _PASSED.add(shape)


def _shape(value: Any) -> Any:
    """Which fields there are and of what types: what is of one shape is read or refused alike."""
    if isinstance(value, dict):
        return tuple(
            (name, one if name in TELLING and isinstance(one, str) else _shape(one)) for name, one in value.items()
        )
    if isinstance(value, list):
        return (list, *dict.fromkeys(map(_shape, value)))
    return type(value)


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
