"""`python -m bot check`: both files at once, and what will happen."""

from pathlib import Path

import pytest

from bot import check, settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    for name in settings.NAMES:
        monkeypatch.delenv(name, raising=False)


def test_the_examples_are_a_working_start(capsys):
    assert check.main(ROOT / ".env.example", ROOT / "desk.example.yaml") == 0
    said = capsys.readouterr().out
    assert "no BOT_TOKEN: the sandbox runs" in said
    assert "SQLite, data/partnerdesk.db" in said
    assert "casino-x, bet-arena, slots-classic (closed)" in said
    assert "every hour covered, by @sasha_sub, @vera_senior, @zhenya_sub (Europe/Moscow)" in said
    assert "default: manager 5m, then on_shift 5m, then senior 10m, then head 15m" in said
    assert "replies    cap, checking, payout" in said
    assert said.endswith("All is well.\n")


def test_the_real_thing_is_told_without_its_secrets(tmp_path, capsys):
    env = tmp_path / ".env"
    env.write_text(
        f"BOT_TOKEN=4242:AAE-secret\nDATABASE_URL=postgresql://desk:hush@db/desk\nDESK_FILE={ROOT / 'desk.example.yaml'}\n"
    )
    assert check.main(env) == 0
    said = capsys.readouterr().out
    assert "bot 4242 at https://api.telegram.org, by polling; heads: 0" in said
    assert "PostgreSQL, postgresql://desk:***@db/desk" in said
    assert "warning    settings: HEAD_IDS: is empty; on a first start nobody could write /setup or /invite" in said
    assert said.endswith("This will run.\n")
    assert "secret" not in said
    assert "hush" not in said


def test_mistakes_of_both_files_and_exit_code_2(tmp_path, capsys):
    env, desk = tmp_path / ".env", tmp_path / "desk.yaml"
    env.write_text("HTTP_PORT=x\n")
    desk.write_text((ROOT / "desk.example.yaml").read_text().replace("min_notice: 2m", "min_notice: soon"))
    assert check.main(env, desk) == 2
    said = capsys.readouterr().out.replace(f"{tmp_path}/", "").splitlines()
    assert said[0] == ".env:1: HTTP_PORT: is not a whole number"
    assert said[1].startswith("desk.yaml:") and "ladder.default.min_notice: 'soon' is not a duration" in said[1]
    assert said[2:] == ["2 mistakes."]


def test_without_desk_yaml_it_says_how_to_begin(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert check.main() == 2
    assert capsys.readouterr().out.splitlines() == [
        "desk.yaml: there is no such file; desk.example.yaml is a working start: cp desk.example.yaml desk.yaml",
        "1 mistake.",
    ]


def test_gaps_are_told_and_stop_nothing(tmp_path, capsys):
    desk = tmp_path / "desk.yaml"
    text = (ROOT / "desk.example.yaml").read_text()
    desk.write_text(text.replace("off,   off,   day,   day,", "off,   off,   off,   day,", 1))
    assert check.main(None, desk) == 0
    said = capsys.readouterr().out
    assert "shifts     gaps, see below" in said
    assert "nobody is on shift on Wed 2026-01-07 09:00-21:00" in said
