"""aiogram in a third of its time and memory: its models are completed as they are first used, not all at once (ADR 8)."""

import importlib
import sys
from typing import Any

import pydantic


def import_aiogram() -> None:
    """Import aiogram's types with every model still to be completed; call it before anything else imports aiogram.

    What a model's fields refer to is looked up in its module, so each module is given the names of all types.
    """
    if "aiogram" in sys.modules:
        return
    rebuild = vars(pydantic.BaseModel)["model_rebuild"]
    pydantic.BaseModel.model_rebuild = classmethod(_later)  # type: ignore[method-assign,assignment]
    try:
        types = importlib.import_module("aiogram.types")
    finally:
        pydantic.BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]
    names = {name: getattr(types, name) for name in types.__all__}
    for module in {one.__module__ for one in names.values()}:
        there = vars(sys.modules[module])
        there.update((name, one) for name, one in names.items() if name not in there)


def _later(_: type[pydantic.BaseModel], /, **_how: Any) -> None:
    """The model is completed when it is first used: pydantic does that by itself."""
