"""desk.yaml read into Rules, with every mistake named by file, line and key (PRODUCT 11)."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.problem import BadFile, Problem
from desk import rulecheck
from desk.rules import Offer, Rules

MERGE = "tag:yaml.org,2002:merge"
NULL = "tag:yaml.org,2002:null"

#: pydantic's kinds of error in our words; {input} is what was written, the rest is pydantic's context
WORDS = {
    "missing": "is missing",
    "literal_error": "{input!r} is not one of {expected}",
    "int_parsing": "{input!r} is not a whole number",
    "int_type": "{input!r} is not a whole number",
    "int_from_float": "{input!r} is not a whole number",
    "int_parsing_size": "{input!r} is too large",
    "decimal_parsing": "{input!r} is not a number; write it as 28 or 28.5",
    "decimal_type": "{input!r} is not a number; write it as 28 or 28.5",
    "finite_number": "{input!r} is not a number; write it as 28 or 28.5",
    "bool_parsing": "{input!r} is neither true nor false",
    "bool_type": "{input!r} is neither true nor false",
    "greater_than": "{input} is too small; write more than {gt}",
    "greater_than_equal": "{input} is too small; write {ge} or more",
    "less_than_equal": "{input} is too large; write {le} or less",
    "too_short": "is empty; write at least one",
    "string_type": "one value is expected here",
    "tuple_type": "a list is expected here; write [a, b] or a line with - for each",
    "model_type": "keys are expected here, each on a line of its own",
    "dict_type": "keys are expected here, each on a line of its own",
    "date_type": "{input!r} is not a date; write it as 2026-01-05",
    "date_parsing": "{input!r} is not a date; write it as 2026-01-05",
    "date_from_datetime_parsing": "{input!r} is not a date; write it as 2026-01-05",
    "date_from_datetime_inexact": "{input!r} is not a date; write it as 2026-01-05",
    "desk": "{message}",
    "value_error": "{error}",
}

Steps = tuple[str | int, ...]


class BadDeskFile(BadFile):
    """desk.yaml cannot be used; the rules in force stay."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Rules that may be used, and what a head should know about them all the same."""

    rules: Rules
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Source:
    """The file as plain data, the line of each key and item in it, and what is wrong with its form."""

    file: str
    data: Any = None
    lines: dict[Steps, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Steps, message: str) -> Problem:
        return Problem(file=self.file, line=self.line(path), key=show(path), message=message)

    def line(self, path: Steps) -> int:
        """The line of the key, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(path: str | os.PathLike[str]) -> Rules:
    """The rules in that file; BadDeskFile with every mistake at once."""
    return examine(path).rules


def examine(path: str | os.PathLike[str]) -> Reading:
    """The rules in that file with their warnings; BadDeskFile with every mistake at once."""
    source = _load(Path(path))
    problems = list(source.problems)
    rules: Rules | None = None
    try:
        rules = Rules.model_validate(source.data)
        sections: dict[str, Any] = dict(rules)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [_said(source, detail) for detail in details if not _echo(detail, details)]
        sections = _usable(source.data)
    findings = rulecheck.review(
        calendars=sections.get("calendars"),
        manager_calendar=sections.get("manager_calendar", "office"),
        shifts=sections.get("shifts"),
        ladder=sections.get("ladder"),
        offers=_usable_offers(source.data),
    )
    problems += [source.problem(found.path, found.message) for found in findings if not found.warning]
    if problems or rules is None:
        raise BadDeskFile(problems)
    warnings = tuple(source.problem(found.path, found.message) for found in findings if found.warning)
    return Reading(rules=rules, warnings=warnings)


def show(path: Steps) -> str:
    """A path as people write it: ladder.default.levels[1].ack_within."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def outline(path: str | os.PathLike[str]) -> tuple[Steps, ...]:
    """The path of each key and item in that file, whatever it means."""
    return tuple(_load(Path(path)).lines)


def model_at(path: Steps) -> type[BaseModel] | None:
    """The model whose keys stand at that path of desk.yaml; None where there is none."""
    kind: Any = Rules
    for step in path:
        kind = _within(kind, step)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _within(kind: Any, step: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        known = kind.model_fields.get(str(step))
        return _bare(known.annotation) if known else None
    origin, inside = get_origin(kind), get_args(kind)
    if origin not in (tuple, dict):
        return None
    return _bare(inside[0] if origin is tuple else inside[1])


def _bare(kind: Any) -> Any:
    """The kind without Annotated and without `| None`."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    others = [one for one in get_args(kind) if one is not type(None)]
    return _bare(others[0]) if len(others) == 1 and type(None) in get_args(kind) else kind


def _usable(data: Any) -> dict[str, Any]:
    """The sections that can be read although others cannot, so that all mistakes are told at once."""
    usable = {}
    for name, known in Rules.model_fields.items():
        if isinstance(data, dict) and name in data:
            try:
                usable[name] = TypeAdapter[Any](known.annotation).validate_python(data[name])
            except ValidationError:
                continue
    return usable


def _usable_offers(data: Any) -> Mapping[int, Offer]:
    listed = data.get("offers") if isinstance(data, dict) else None
    usable = {}
    for place, offer in enumerate(listed if isinstance(listed, list) else ()):
        try:
            usable[place] = Offer.model_validate(offer)
        except ValidationError:
            continue
    return usable


def _echo(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """A list counts as too short only because what is in it is wrong."""
    loc = detail["loc"]
    within = (other["loc"] for other in details if len(other["loc"]) > len(loc))
    return detail["type"] == "too_short" and any(other[: len(loc)] == loc for other in within)


def _said(source: _Source, detail: ErrorDetails) -> Problem:
    """A pydantic error as a problem."""
    context = detail.get("ctx", {})
    path = tuple(step for step in detail["loc"] if step != "[key]")
    path += tuple(context.get("key", "").split(".")) if context.get("key") else ()
    if detail["type"] == "extra_forbidden":
        model = model_at(path[:-1])
        return source.problem(
            path, f"there is no such key; {rulecheck.nearest(str(path[-1]), model.model_fields if model else ())}"
        )
    if detail["input"] is None:
        return source.problem(path, "is empty; write a value or leave the key out")
    template = WORDS.get(detail["type"])
    message = template.format(input=detail["input"], **context) if template else detail["msg"]
    return source.problem(path, message)


def _load(path: Path) -> _Source:
    name = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        message = "there is no such file; desk.example.yaml is a working start: cp desk.example.yaml desk.yaml"
        raise BadDeskFile([Problem(file=name, message=message)]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadDeskFile([Problem(file=name, line=line, message="is not UTF-8 text; save it as UTF-8")]) from None
    except OSError as error:
        raise BadDeskFile([Problem(file=name, message=f"cannot be read: {error.strerror}")]) from None
    return _plain(name, _compose(name, text))


def _compose(name: str, text: str) -> Node | None:
    try:
        node: Node | None = YAML(typ="rt").compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"is not YAML here: {error.problem or error.context}"
        raise BadDeskFile([Problem(file=name, line=mark.line + 1 if mark else 1, message=message)]) from None
    except YAMLError as error:
        message = f"is not YAML: {str(error).splitlines()[0]}"
        raise BadDeskFile([Problem(file=name, line=_odd_line(text), message=message)]) from None
    return node


def _odd_line(text: str) -> int:
    """The line of the first character YAML does not take."""
    for number, line in enumerate(text.split("\n"), start=1):
        if any(not (char.isprintable() or char in "\t\r") for char in line):
            return number
    return 1


def _plain(name: str, node: Node | None) -> _Source:
    if not isinstance(node, MappingNode):
        raise BadDeskFile(
            [Problem(file=name, line=1, message="there are no keys in it; begin with programme: and its name")]
        )
    source = _Source(file=name)
    data = _value(node, (), source, ())
    return _Source(file=name, data=data, lines=source.lines, problems=source.problems)


def _value(node: Node, path: Steps, source: _Source, around: tuple[Node, ...]) -> Any:
    """The node as dict, list, text or None: the type of a scalar is the model's to decide, so that NO is Norway."""
    if any(node is outer for outer in around):
        source.problems.append(source.problem(path, "contains itself"))
        return None
    around = (*around, node)
    if isinstance(node, MappingNode):
        return _mapping(node, path, source, around)
    if isinstance(node, SequenceNode):
        for place, item in enumerate(node.value):
            source.lines[*path, place] = item.start_mark.line + 1
        return [_value(item, (*path, place), source, around) for place, item in enumerate(node.value)]
    return None if node.tag == NULL else str(node.value)


def _mapping(node: MappingNode, path: Steps, source: _Source, around: tuple[Node, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value, merged in _pairs(node):
        step = (*path, key.value)
        if key.value in values and merged:
            continue  # what is written out wins over what is merged in
        line = key.start_mark.line + 1
        if key.value in values:
            message = f"is here twice; the first is on line {source.lines[step]}"
            source.problems.append(Problem(file=source.file, line=line, key=show(step), message=message))
            continue
        source.lines[step] = line
        values[key.value] = _value(value, step, source, around)
    return values


def _pairs(node: MappingNode) -> Iterator[tuple[ScalarNode, Node, bool]]:
    """Its own keys and values first, then what `<<:` merges in."""
    merges: list[Node] = []
    for key, value in node.value:
        if key.tag == MERGE:
            merges += value.value if isinstance(value, SequenceNode) else [value]
        elif isinstance(key, ScalarNode):
            yield key, value, False
    for merge in merges:
        if isinstance(merge, MappingNode):
            yield from ((key, value, True) for key, value, _ in _pairs(merge))
