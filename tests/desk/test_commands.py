"""The table of commands: complete, worded in both languages, and what a wrong command gets (PRODUCT 10)."""

import ast
from pathlib import Path

import pytest

from bot.texts import Texts
from desk import commands
from desk.commands import COMMANDS, Command, Wrong, judge
from sandbox import entities

ROOT = Path(__file__).parents[2]
TEXTS = Texts(ROOT / "locales")


def said() -> set[str]:
    """Every name in a Says(...) of the handlers."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "handlers").glob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = [call.args for call in calls if ast.unparse(call.func) == "Says"]
    return {arg.value for args in found for arg in args if isinstance(arg, ast.Constant)}


def test_the_table_holds_every_command_that_is_handled_and_no_other() -> None:
    assert {command.name for command in COMMANDS} == said()


def test_a_command_means_one_thing_at_a_place_to_an_audience() -> None:
    seen = [(command.audience, command.name, place) for command in COMMANDS for place in command.places]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("locale", TEXTS.locales)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: f"{one.audience}-{one.name}-{one.places[0]}")
def test_every_command_has_a_line_for_menus_and_a_form(command: Command, locale: str) -> None:
    line = TEXTS.plain(command.description, {}, locale)
    assert 1 <= len(line) <= 256
    assert "<" not in line
    form, _ = entities.parse_html(TEXTS.render(command.form, {}, locale))
    assert f"/{command.name}" in form


def named(wrong: Wrong | None) -> str | None:
    return f"{wrong.why}:{wrong.command.name if wrong.command else ''}" if wrong else None


@pytest.mark.parametrize(
    "name,form,role,place,expected",
    [
        ("why", True, "sub", "topic", "form:why"),
        ("why", True, "sub", "private", "form:why"),  # asked anywhere but in a partner's group
        ("why", True, "sub", "group", "elsewhere:why"),
        ("why", True, None, "private", "unknown:"),
        ("why", False, "sub", "topic", None),
        ("why", False, "sub", "private", "elsewhere:why"),
        ("why", False, "head", "forum", "elsewhere:why"),
        ("why", False, None, "group", None),
        ("wyh", False, "sub", "topic", "unknown:why"),
        ("wyh", False, "sub", "forum", None),  # may be another bot's
        ("wyh", False, "sub", "group", None),
        ("lnk", False, None, "private", "unknown:link"),
        ("lnk", False, None, "group", None),
        ("reloda", False, "head", "private", "unknown:reload"),
        ("reloda", False, "sub", "private", "unknown:"),  # never one that the person may not use
        ("reload", True, "sub", "private", None),  # refused by its handler, for the role
        ("reload", True, "head", "topic", "form:reload"),
        ("link", True, None, "group", "form:link"),
        ("link", False, None, "group", None),
        ("start", False, None, "group", None),
        ("link", True, "sub", "topic", "form:link"),
        ("qqqqqq", False, "head", "private", "unknown:"),
    ],
)
def test_what_a_wrong_command_gets(
    name: str, form: bool, role: commands.Role, place: commands.Place, expected: str
) -> None:
    assert named(judge(name, form, role, place)) == expected
