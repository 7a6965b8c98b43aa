"""Everything the bot can say, found by itself and said in every language (DESIGN 2, Out)."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import desk.letters
from bot import wording
from bot.texts import Texts
from bot.wording import Place
from desk.letters import packing
from desk.letters.letter import Letter, Source, T, Toast
from sandbox import entities, rich_html
from storage.addresses import Address
from tests.desk.samples import NASTY, Dice

ROOT = Path(__file__).parents[2]
HOUSE = ("desk", "handlers", "storage", "scheduler", "bot", "web")
TEXTS = Texts(ROOT / "locales")
TIMES = 8  # samples of each function
LIVE = Source(chat=1, message=2)


def makers() -> dict[str, Any]:
    """Every public function of desk/letters that gives letters."""
    found = {}
    for info in pkgutil.iter_modules(desk.letters.__path__):
        module = importlib.import_module(f"desk.letters.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_") and _gives_letters(function):
                found[f"{info.name}.{name}"] = function
    return found


def _gives_letters(function: Any) -> bool:
    given = get_type_hints(function).get("return")
    return given is Letter or "Letter" in re.findall(r"\bLetter\b", str(given))


MAKERS = makers()


def said(one: Letter, locale: str, *, live: bool = False, rich: bool = True) -> wording.Request:
    """How the letter leaves, after having been kept in the outbox."""
    assert packing.load_params(packing.dump_params(one.params)) == dict(one.params)
    assert packing.load_rows(packing.dump_rows(one.buttons)) == one.buttons
    place = Place(
        address=Address(chat=1),
        locale=locale,
        zone="Asia/Almaty",
        live=LIVE if live or one.kind in ("pin", "react", "delete") else None,
        topics=dict.fromkeys(wording.conversations_named(one), "https://t.me/c/1000/5?a=1&b=2"),
        rich=rich,
    )
    return wording.request(one, place, TEXTS)


def shown(request: wording.Request) -> str:
    """The words a person reads, if Telegram takes them."""
    if rich := request.params.get("rich_message"):
        return rich_html.words({"blocks": rich_html.parse(rich["html"])})
    text = request.params.get("text", "")
    words, _ = entities.parse_html(text) if request.params.get("parse_mode") == "HTML" else (text, [])
    return words


def letters_of(name: str, seed: int, *, long: bool = False) -> list[Letter]:
    made = Dice(seed, long=long).call(MAKERS[name])
    return [made] if isinstance(made, Letter) else list(made)


def test_there_is_a_registry() -> None:
    assert len(MAKERS) > 40
    assert {"cards.card", "relay.shown", "topics.card", "links.link_card", "digest.daily"} <= MAKERS.keys()


def test_every_letter_is_said_by_somebody() -> None:
    nodes = [node for _, nodes in _nodes() for node in nodes]
    called = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    called |= {node.id for node in nodes if isinstance(node, ast.Name)}
    assert [name for name in MAKERS if name.partition(".")[2] not in called] == []


@pytest.mark.parametrize("name", MAKERS)
def test_every_letter_can_be_said_in_every_language(name: str) -> None:
    for seed in range(TIMES):
        for one in letters_of(name, seed):
            for locale in TEXTS.locales:
                for rich in {False, TEXTS.has_rich(one.key)}:
                    _check(one, said(one, locale, live=seed % 2 == 1, rich=rich), name)


def _check(one: Letter, request: wording.Request, name: str) -> None:
    words = shown(request)
    if one.kind == "text":
        assert words.strip(), f"{name}: an empty message"
        assert "{" not in words, f"{name}: {words}"
    for button in [b for row in request.params.get("reply_markup", {}).get("inline_keyboard", []) for b in row]:
        assert button["text"].strip(), f"{name}: a button without words"
        assert "&amp;" not in button["text"], f"{name}: a button is no HTML: {button['text']}"
        assert ("url" in button) != ("callback_data" in button)


@pytest.mark.parametrize("name", MAKERS)
def test_no_letter_outgrows_telegram(name: str) -> None:
    for seed in range(3):
        for one in letters_of(name, seed, long=True)[:10]:
            for button in [button for row in one.buttons for button in row]:
                assert len((button.data or "").encode()) <= 64, f"{name}: {button.data}"
            if one.kind == "text":
                for locale in TEXTS.locales:
                    units = entities.length(shown(said(one, locale, rich=False)))
                    assert units <= wording.TEXT_LIMIT, f"{name} in {locale}: {units} units"


def test_samples_would_show_a_parameter_that_is_not_escaped() -> None:
    with pytest.raises(entities.ParseError):
        entities.parse_html(NASTY)


# --- refusals and toasts, wherever they are raised -------------------------------------------------------------------


@cache
def _nodes() -> tuple[tuple[Path, tuple[ast.AST, ...]], ...]:
    """All there is in every file of the desk."""
    paths = [path for folder in HOUSE for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple((path, tuple(ast.walk(ast.parse(path.read_text("utf-8"))))) for path in paths)


def _pattern(text: ast.JoinedStr) -> str:
    parts = [re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w-]+" for part in text.values]  # type: ignore[arg-type]
    return "".join(parts)


def _keys(value: ast.expr, function: ast.AST) -> set[str]:
    """The keys an expression can stand for: a constant, either branch, a name assigned nearby, or a pattern."""
    match value:
        case ast.Constant(value=str() as key):
            return {key}
        case ast.IfExp():
            return _keys(value.body, function) | _keys(value.orelse, function)
        case ast.JoinedStr():
            known = re.compile(_pattern(value))
            return {key for key in locales()["en"] if known.fullmatch(key)} or {_pattern(value)}
        case ast.Name(id=name):
            given = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
            return {k for a in given if ast.unparse(a.targets[0]) == name for k in _keys(a.value, function)}
    return set()  # handed on: it was made elsewhere, and is found there


@cache
def spoken() -> tuple[tuple[str, str, str, frozenset[str]], ...]:
    """(kind, place, key, names of parameters) of every DeskError and Toast in the code."""
    found = []
    for path, nodes in _nodes():
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        for function in functions:
            for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
                name = ast.unparse(call.func)
                if name in ("DeskError", "Toast"):
                    place = f"{path.relative_to(ROOT)}:{call.lineno}"
                    key = call.args[0] if call.args else next(k.value for k in call.keywords if k.arg == "key")
                    found += [(name, place, one, _given(call, name)) for one in _keys(key, function)]
    return tuple(found)


def _given(call: ast.Call, name: str) -> frozenset[str]:
    if name == "DeskError":
        return frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
    params = next((k.value for k in call.keywords if k.arg == "params"), None)
    return (
        frozenset(ast.literal_eval(key) for key in params.keys if key) if isinstance(params, ast.Dict) else frozenset()
    )


@pytest.mark.parametrize("locale", TEXTS.locales)
def test_every_refusal_and_toast_has_its_words(locale: str) -> None:
    assert len(spoken()) > 50
    for kind, place, key, given in spoken():
        message = locales()[locale].get(key)
        assert message is not None, f"{place}: there is no text {key!r} in {locale}"
        assert message.variables <= given, f"{place}: {key!r} wants {set(message.variables - given)}"
        if kind == "Toast":
            toast = Toast(key=key, params=dict.fromkeys(given, "Александра"))
            words = TEXTS.plain(toast.key, toast.params, locale)
            assert 0 < entities.length(words) <= 200, f"{place}: a toast of {entities.length(words)} units"
            assert "<" not in words, f"{place}: a toast is no HTML: {words}"


# --- the files themselves -----------------------------------------------------------------------------------------


class _Named(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        self.messages.add(node.id.name)


class Message:
    """One text of a file: the variables it needs, those of texts inside it included, and those texts."""

    def __init__(self, variables: set[str], inside: set[str], *, rich: bool) -> None:
        self.variables, self.inside, self.rich = frozenset(variables), frozenset(inside), rich


@cache
def locales() -> Mapping[str, Mapping[str, Message]]:
    """Every text of every language."""
    found = {}
    for locale in TEXTS.locales:
        own, rich = {}, set()
        for entry in _entries(locale):
            rich |= {entry.id.name for _ in entry.attributes}
            names = _Named()
            names.visit(entry)
            own[entry.id.name] = names
        found[locale] = {key: Message(_all_variables(own, key), own[key].messages, rich=key in rich) for key in own}
    return found


def _entries(locale: str) -> list[ftl.Message]:
    body = FluentParser().parse((ROOT / "locales" / f"{locale}.ftl").read_text("utf-8")).body
    assert not [entry.content for entry in body if isinstance(entry, ftl.Junk)], f"{locale}.ftl cannot be read"
    return [entry for entry in body if isinstance(entry, ftl.Message)]


def _all_variables(own: Mapping[str, _Named], key: str) -> set[str]:
    return own[key].variables.union(*(_all_variables(own, inner) for inner in own[key].messages))


def test_both_languages_have_the_same_texts_with_the_same_parameters() -> None:
    english, russian = locales()["en"], locales()["ru"]
    assert english.keys() == russian.keys()
    differ = {key for key in english if english[key].variables != russian[key].variables}
    assert not differ
    assert {key for key in english if english[key].rich} == {key for key in russian if russian[key].rich}


@pytest.mark.parametrize("locale", TEXTS.locales)
def test_no_text_stands_twice(locale: str) -> None:
    counted = Counter(entry.id.name for entry in _entries(locale))
    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("locale", TEXTS.locales)
def test_a_text_inside_a_text_exists(locale: str) -> None:
    known = locales()[locale]
    assert {inner for message in known.values() for inner in message.inside} <= known.keys()


def test_no_text_is_unused() -> None:
    constants, patterns = set(), set()
    for _, nodes in _nodes():
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
            elif isinstance(node, ast.JoinedStr) and "-" in _pattern(node).replace(r"[\w-]+", ""):
                patterns.add(_pattern(node).replace(r"\-", "-"))
    inside = {inner for message in locales()["en"].values() for inner in message.inside}
    used = constants | inside
    known = re.compile("|".join(patterns))
    assert [key for key in locales()["en"] if key not in used and not known.fullmatch(key)] == []


def test_a_missing_parameter_is_a_bug_and_no_gap_in_a_sentence() -> None:
    assert TEXTS.plain("nudge", {"partner": "x", "waits": T(key="span-hours", params={"n": 1})}, "en")
    with pytest.raises(KeyError):
        TEXTS.plain("nudge", {"partner": "x"}, "en")
