"""The gates: each check of `make test` catches the violation it is there for, and the documents name every key."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from dotenv import dotenv_values
from pydantic import BaseModel

from bot import deskfile, settings
from desk.rules import Rules

ROOT = Path(__file__).parents[1]
RUFF = str(Path(sys.executable).with_name("ruff"))
PACKAGES = ("desk", "storage", "handlers", "scheduler", "web", "bot", "sandbox")


def run(
    *command: str, cwd: Path = ROOT, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command's exit code and words."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "REQUIRE_"))}
    return subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, text=True, timeout=60, check=False, env=kept | environment
    )


def ruff(path: str, code: str) -> str:
    """What ruff says of that code, were it at that path."""
    return run(RUFF, "check", "--no-cache", "--stdin-filename", path, "-", stdin=code).stdout


# The clock

NOW = '"""A module."""\n\nfrom datetime import UTC, datetime\n\nBORN = datetime.now(UTC)\n'


@pytest.mark.parametrize("path", [f"{package}/x.py" for package in PACKAGES] + ["tests/test_x.py"])
def test_the_machine_s_clock_is_banned(path):
    said = ruff(path, NOW)
    assert "TID251" in said
    assert "the clock is passed in; ask clock.now()" in said


def test_but_one_module_reads_it():
    assert "TID251" not in ruff("bot/clock.py", NOW)
    assert "TID251" not in ruff("tests/bench/__main__.py", NOW)


@pytest.mark.parametrize(
    "call",
    [
        "datetime.datetime.now()",
        "datetime.datetime.utcnow()",
        "datetime.datetime.today()",
        "datetime.date.today()",
        "time.time()",
        "time.time_ns()",
        "time.monotonic()",
        "time.monotonic_ns()",
        "time.localtime()",
        "time.gmtime()",
        "time.perf_counter()",
        "time.perf_counter_ns()",
        "time.sleep(1)",
    ],
)
def test_every_way_to_ask_it_is_banned(call):
    assert "TID251" in ruff("desk/x.py", f'"""A module."""\n\nimport {call.partition(".")[0]}\n\nX = {call}\n')


def test_style_is_checked():
    assert "F401" in ruff("bot/x.py", '"""A module."""\n\nimport os\n')
    assert "D100" in ruff("bot/x.py", "X = 1\n")
    assert "BLE001" in ruff("bot/x.py", '"""A module."""\n\ntry:\n    X = 1\nexcept Exception:\n    X = 2\n')


def test_form_is_checked():
    said = run(RUFF, "format", "--check", "--stdin-filename", "bot/x.py", "-", stdin="x = { 1 }\n")
    assert said.returncode == 1


# Types


def test_types_are_strict(tmp_path):
    (tmp_path / "x.py").write_text("def double(x):\n    return x * 2\n")
    config = str(ROOT / "pyproject.toml")
    said = run(
        sys.executable,
        "-m",
        "mypy",
        "--config-file",
        config,
        "--cache-dir",
        str(ROOT / ".mypy_cache"),
        str(tmp_path / "x.py"),
    )
    assert "[no-untyped-def]" in said.stdout


# Arrows


ONE_WAY = "arrows go one way: bot -> handlers | scheduler | web -> storage -> desk"
ALONE = "the sandbox knows nothing of the desk"
STARTED = "only bot/__main__ starts the sandbox"
PURE = "the rules know no Telegram, no network, no database, no loop"
DRIVERS = "only storage talks to databases"
NO_TELEGRAM = "storage and scheduler know no Telegram"
APART = "handler modules do not import each other"

BAD_ARROWS = [
    ("desk", "storage.here", ONE_WAY),
    ("storage", "scheduler.here", ONE_WAY),
    ("handlers", "bot.here", ONE_WAY),
    ("web", "handlers.there", ONE_WAY),
    ("scheduler", "handlers.there", ONE_WAY),
    ("scheduler", "web.here", ONE_WAY),
    ("sandbox", "desk.here", ALONE),
    ("sandbox", "bot.here", ALONE),
    ("bot", "sandbox.here", STARTED),
    ("handlers", "sandbox.here", STARTED),
    ("desk", "asyncio", PURE),
    ("desk", "aiogram", PURE),
    ("desk", "aiohttp", PURE),
    ("desk", "apscheduler", PURE),
    ("desk", "sqlite3", PURE),
    ("desk", "asyncpg", PURE),
    ("bot", "asyncpg", DRIVERS),
    ("handlers", "sqlite3", DRIVERS),
    ("scheduler", "psycopg", DRIVERS),
    ("web", "yoyo", DRIVERS),
    ("sandbox", "sqlite3", DRIVERS),
    ("storage", "aiogram", NO_TELEGRAM),
    ("scheduler", "aiogram", NO_TELEGRAM),
    ("handlers", "handlers.there", APART),
    ("handlers.context", "handlers.here", APART),
]


def build(house: Path) -> None:
    """A small house of the same rooms under the same contracts, with the arrows that are allowed."""
    for package in PACKAGES:
        (house / package).mkdir()
        (house / package / "__init__.py").touch()
        (house / package / "here.py").touch()
    (house / "handlers" / "context.py").touch()
    (house / "handlers" / "there.py").write_text("import handlers.context\nimport aiogram\nimport storage.here\n")
    (house / "bot" / "__main__.py").write_text("import sandbox.here\nimport handlers.here\nimport handlers.there\n")
    (house / "storage" / "here.py").write_text("import sqlite3\nimport asyncpg\nimport desk.here\n")
    (house / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())


def arrows(house: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return run(sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {command}", cwd=house)


@pytest.fixture(scope="module")
def said_of_bad_arrows(tmp_path_factory):
    """What the contracts say of a house with every bad arrow in it."""
    house = tmp_path_factory.mktemp("house")
    build(house)
    for importer, imported, _ in BAD_ARROWS:
        module = importer.split(".") if "." in importer else [importer, "here"]
        with (house / module[0] / f"{module[1]}.py").open("a") as file:
            file.write(f"import {imported}\n")
    said = arrows(house)
    assert said.returncode == 1
    return said.stdout.partition("Broken contracts")[2]


def test_good_arrows_pass(tmp_path):
    build(tmp_path)
    said = arrows(tmp_path)
    assert said.returncode == 0, said.stdout
    assert "7 kept, 0 broken" in said.stdout


@pytest.mark.parametrize("importer, imported, contract", BAD_ARROWS)
def test_a_bad_arrow_breaks_its_contract(said_of_bad_arrows, importer, imported, contract):
    section = re.search(
        rf"^{re.escape(contract)}\n-+\n(.*?)(^---|\Z)", said_of_bad_arrows + "\n", re.MULTILINE | re.DOTALL
    )
    assert section is not None
    module = importer if "." in importer else f"{importer}.here"
    assert re.search(rf"\b{module} -> {imported} \(", section[1]), section[1]


# Tests


def trial(tmp_path: Path, code: str, *options: str, **environment: str) -> str:
    """What pytest says of such a test, under our configuration."""
    (tmp_path / "test_x.py").write_text(code)
    config = str(ROOT / "pyproject.toml")
    command = (
        sys.executable,
        "-m",
        "pytest",
        "-c",
        config,
        "--rootdir",
        str(ROOT),
        "-p",
        "no:cacheprovider",
        "-p",
        "no:hypothesispytest",
    )
    return run(*command, *options, str(tmp_path), **environment).stdout


def test_a_warning_and_an_unknown_marker_fail(tmp_path):
    (tmp_path / "test_marker.py").write_text("import pytest\n\n@pytest.mark.slwo\ndef test_x():\n    pass\n")
    said = trial(
        tmp_path, "import warnings\n\ndef test_x():\n    warnings.warn('careful')\n", "--continue-on-collection-errors"
    )
    assert "UserWarning: careful" in said
    assert "'slwo' not found in `markers`" in said


NEEDY = """
from tests import needs
from tests.conftest import postgres_url

def test_browser():
    needs.browser()

def test_postgres(postgres_url):
    pass
"""
NOWHERE = "postgresql://postgres@127.0.0.1:1/postgres"


def test_what_is_missing_is_seen(tmp_path):
    said = trial(tmp_path, NEEDY, PATH="", TEST_POSTGRES_URL=NOWHERE)
    assert "2 skipped" in said
    assert re.search(r"^SKIPPED \[1\] .*no browser here", said, re.MULTILINE)
    assert re.search(r"^SKIPPED \[1\] .*no PostgreSQL at", said, re.MULTILINE)


def test_what_is_missing_fails_where_it_is_required(tmp_path):
    said = trial(tmp_path, NEEDY, PATH="", TEST_POSTGRES_URL=NOWHERE, REQUIRE_POSTGRES="1", REQUIRE_BROWSER="1")
    assert "1 failed, 1 error" in said


# Papers


def test_every_setting_is_in_the_example_of_the_environment():
    assert set(dotenv_values(ROOT / ".env.example")) == set(settings.NAMES)


@pytest.mark.parametrize("page", ["README.md", "README.ru.md"])
def test_every_setting_is_in_the_readme(page):
    rows = "".join(line.split("|")[1] for line in (ROOT / page).read_text().splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`([A-Z][A-Z_]+)`", rows)) == set(settings.NAMES)


def models(kind: type[BaseModel]) -> set[type[BaseModel]]:
    """Every model that can stand somewhere in desk.yaml."""
    found = {kind}
    for field in kind.model_fields.values():
        for part in parts(field.annotation):
            found |= models(part)
    return found


def parts(annotation: object) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for inner in getattr(annotation, "__args__", ()) for model in parts(inner)}


def test_every_rule_is_in_the_example_of_desk_yaml():
    shown = set()
    for path in deskfile.outline(ROOT / "desk.example.yaml"):
        model = deskfile.model_at(path[:-1])
        if model:
            shown.add((model.__name__, path[-1]))
    known = {(model.__name__, name) for model in models(Rules) for name in model.model_fields}
    assert len(known) > 60
    assert known - shown == set()


def test_the_examples_pass_the_check():
    said = run(sys.executable, "-c", "from pathlib import Path; from bot import check; raise SystemExit(check.main(Path('.env.example'), Path('desk.example.yaml')))")  # fmt: skip
    assert said.returncode == 0, said.stdout
    assert "warning" not in said.stdout


def test_make_alone_prints_every_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert targets is not None
    said = run("make", "--no-print-directory").stdout
    shown = re.findall(r"^make (\S+) +\S", said, re.MULTILINE)
    assert sorted(shown) == sorted(name for name in targets[1].split() if not name.startswith("ready"))


def test_make_names_the_python_it_needs(tmp_path):
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1\n')
    old.chmod(0o755)
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    (tmp_path / "requirements.txt").touch()
    said = run("make", "run", f"PYTHON={old}", cwd=tmp_path)
    assert said.returncode != 0
    assert "python 3.11 or newer is needed; this is Python 3.9.2" in said.stderr


def test_ci_requires_what_it_tests_with():
    ci = (ROOT / ".ci" / "run").read_text()
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "set -euo pipefail" in ci
    assert "export REQUIRE_POSTGRES=1 REQUIRE_BROWSER=1" in ci
    assert "\nmake test\n" in ci


def test_no_file_names_a_registry():
    names = ("py" + "pi.org", "python" + "hosted.org", "--index" + "-url", "--extra-index" + "-url")
    locks = [*ROOT.glob("requirements*.txt"), ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    assert [(path.name, name) for path in locks + pages for name in names if name in path.read_text()] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_hashes(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().replace("\n    #", " #"))
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert len(packages) > 30
    assert [entry for entry in packages if not re.match(r"[a-z0-9-]+==\S+.*--hash=sha256:", entry, re.DOTALL)] == []
