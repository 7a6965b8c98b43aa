"""The environment and .env: what is read, what is refused, and that no secret is repeated."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN = "123456:AAE-secret_secret"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    for name in settings.NAMES:
        monkeypatch.delenv(name, raising=False)


def read(tmp_path: Path, text: str) -> settings.Settings:
    path = tmp_path / ".env"
    path.write_text(text)
    return settings.read(path)


def said(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(settings.BadSettings) as caught:
        read(tmp_path, text)
    return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]


def test_nothing_set_is_the_sandbox():
    config = settings.read(None)
    assert config.bot_token is None
    assert config.bot_api_url == "https://api.telegram.org"
    assert config.database_url == "sqlite:///data/partnerdesk.db"
    assert (config.http_host, config.http_port, config.tick_seconds) == ("127.0.0.1", 8080, 5)


def test_a_file_that_is_not_there_is_no_mistake(tmp_path):
    assert settings.read(tmp_path / ".env") == settings.read(None)


def test_all_of_it(tmp_path):
    config = read(
        tmp_path,
        f"BOT_TOKEN={TOKEN}\nHEAD_IDS=1, 2,\nSTAFF_CHAT_ID=-1001,-1002\nDATABASE_URL=postgresql://desk:pw@db/desk\n"
        "BOT_API_URL=http://127.0.0.1:8081/\nLOG_LEVEL=debug\nLOG_FORMAT=json\nTICK_SECONDS=0.5\nWEBHOOK_SECRET=s\n",
    )
    assert config.bot_token == SecretStr(TOKEN)
    assert config.head_ids == (1, 2)
    assert config.staff_chat_id == (-1001, -1002)
    assert config.bot_api_url == "http://127.0.0.1:8081"
    assert (config.log_level, config.log_format, config.tick_seconds) == ("DEBUG", "json", 0.5)
    assert "secret_secret" not in repr(config)
    assert "pw" not in repr(config)


def test_empty_is_unset(tmp_path):
    assert read(tmp_path, "".join(f"{name}=\n" for name in settings.NAMES)) == settings.read(None)


def test_the_environment_wins_over_the_file_and_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("HTTP_PORT", "9090")
    assert read(tmp_path, "HTTP_PORT=70\n").http_port == 9090
    monkeypatch.setenv("HTTP_PORT", "many")
    assert said(tmp_path, "HTTP_PORT=70\n") == ["environment: HTTP_PORT: is not a whole number"]


def test_what_else_is_in_the_environment_is_nobody_s_business(monkeypatch):
    monkeypatch.setenv("BOT_TOKN", "x")
    assert settings.read(None).bot_token is None


@pytest.mark.parametrize(
    "line,complaint",
    [
        ("BOT_TOKN=1:a", "BOT_TOKN: there is no such setting; did you mean BOT_TOKEN?"),
        ("QQQ=1", "QQQ: there is no such setting; all there are is in .env.example"),
        ("BOT_TOKEN=secret", "BOT_TOKEN: is not a token; copy the whole of it from BotFather, as 123456789:AAE..."),
        ("BOT_API_URL=telegram", "BOT_API_URL: 'telegram' is not an address; begin it with https:// or http://"),
        ("HEAD_IDS=@anna", "HEAD_IDS: '@anna' is not a Telegram id; write numbers with commas between, as 111111111, 222222222"),
        ("HEAD_IDS=-1001", "HEAD_IDS: -1001 is a chat's id; a person's is positive"),
        ("STAFF_CHAT_ID=5", "STAFF_CHAT_ID: 5 is a person's id; a forum's begins with -100"),
        ("DATABASE_URL=mysql://pw@x", "DATABASE_URL: is not a database; write sqlite:///data/partnerdesk.db or postgresql://user:password@host/name"),
        ("UPDATES=webhook", "UPDATES: webhook cannot be used yet; write polling"),
        ("UPDATES=carrier", "UPDATES: must be 'polling' or 'webhook'"),
        ("HTTP_PORT=70000", "HTTP_PORT: is too large; write 65535 or less"),
        ("TIMEZONE=Moscow", "TIMEZONE: 'Moscow' is not a time zone; did you mean Europe/Moscow?"),
        ("DEFAULT_LOCALE=de", "DEFAULT_LOCALE: must be 'ru' or 'en'"),
        ("LOG_LEVEL=loud", "LOG_LEVEL: must be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("TICK_SECONDS=0", "TICK_SECONDS: is too small; write more than 0.0"),
        ("TICK_SECONDS=often", "TICK_SECONDS: is not a number"),
        ("HTTP_HOST", None),  # a key alone sets nothing
        ("no setting at all", "is not KEY=value"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_line_and_never_repeats_a_secret(tmp_path, line, complaint):
    text = f"# a comment\n\n{line}\nLOG_FORMAT=json\n"
    if complaint is None:
        assert read(tmp_path, text).log_format == "json"
    else:
        assert said(tmp_path, text) == [f".env:3: {complaint}"]


def test_all_mistakes_at_once_and_doubles(tmp_path):
    assert said(tmp_path, "HTTP_PORT=x\nHTTP_PORT=1\nTIMZONE=UTC\nHTTP_PORT=x\n") == [
        ".env:1: HTTP_PORT: is not a whole number",
        ".env:2: HTTP_PORT: is here twice; the first is on line 1",
        ".env:3: TIMZONE: there is no such setting; did you mean TIMEZONE?",
        ".env:4: HTTP_PORT: is here twice; the first is on line 1",
    ]


def test_the_example_sets_the_defaults():
    assert settings.read(EXAMPLE) == settings.read(None)
