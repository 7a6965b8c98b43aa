"""What the environment or .env says: secrets and addresses, and nothing of the business (PRODUCT 11)."""

import logging
import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv.parser import parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.problem import BadFile, Problem
from desk.rules import Zone

ENVIRONMENT = "environment"

logging.getLogger("dotenv.main").setLevel(logging.ERROR)  # its warnings name no file; ours do


def _ids(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    for part in parts:
        if not re.fullmatch(r"-?\d{1,18}", part):
            raise ValueError(
                f"{part!r} is not a Telegram id; write numbers with commas between, as 111111111, 222222222"
            )
    return tuple(map(int, parts))


def _people(ids: tuple[int, ...]) -> tuple[int, ...]:
    for one in ids:
        if one <= 0:
            raise ValueError(f"{one} is a chat's id; a person's is positive")
    return ids


def _forums(ids: tuple[int, ...]) -> tuple[int, ...]:
    for one in ids:
        if one >= 0:
            raise ValueError(f"{one} is a person's id; a forum's begins with -100")
    return ids


def _token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[\w-]+", token.get_secret_value(), re.ASCII):
        raise ValueError("is not a token; copy the whole of it from BotFather, as 123456789:AAE...")
    return token


def _root(url: str) -> str:
    if not re.fullmatch(r"https?://[^/\s]+\S*", url):
        raise ValueError(f"{url!r} is not an address; begin it with https:// or http://")
    return url.rstrip("/")


def _database(url: str) -> str:
    if not re.fullmatch(r"(sqlite:///|postgres(ql)?://)\S+", url):
        raise ValueError(
            "is not a database; write sqlite:///data/partnerdesk.db or postgresql://user:password@host/name"
        )
    return url


def _updates(value: str) -> str:
    if value == "webhook":
        raise ValueError("webhook cannot be used yet; write polling")
    return value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)]
Token = Annotated[SecretStr, AfterValidator(_token)]
Root = Annotated[str, AfterValidator(_root)]


class Settings(BaseSettings):
    """Every setting, read from the environment. A value that is empty counts as not set."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True)

    bot_token: Token | None = None  # None: the sandbox runs instead
    bot_api_url: Root = "https://api.telegram.org"
    head_ids: Annotated[Ids, AfterValidator(_people)] = ()
    staff_chat_id: Annotated[Ids, AfterValidator(_forums)] = ()
    database_url: Annotated[str, AfterValidator(_database)] = Field(default="sqlite:///data/partnerdesk.db", repr=False)
    desk_file: Path = Path("desk.yaml")
    updates: Annotated[Literal["polling", "webhook"], AfterValidator(_updates)] = "polling"
    webhook_url: Root | None = None
    webhook_secret: SecretStr | None = None
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)  # 0: any free one
    postback_url: Root | None = None  # None: the address on which we listen
    timezone: Zone = "Europe/Moscow"
    default_locale: Literal["ru", "en"] = "ru"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"
    log_format: Literal["console", "json"] = "console"
    tick_seconds: float = Field(default=5, gt=0, le=60)


class BadSettings(BadFile):
    """The environment or .env cannot be used; no message holds a value that may be secret."""


#: the settings as they are written, BOT_TOKEN first
NAMES = tuple(name.upper() for name in Settings.model_fields)


def read(env_file: Path | None = Path(".env")) -> Settings:
    """The settings in force: the environment, then that file, then the defaults; BadSettings with every mistake.

    None, or a file that is not there: the environment alone.
    """
    lines, problems = _keys(env_file) if env_file and env_file.is_file() else ({}, [])
    try:
        settings = Settings(_env_file=env_file, _env_file_encoding="utf-8-sig")
    except ValidationError as error:
        raise BadSettings([*problems, *(_said(detail, lines, env_file) for detail in error.errors())]) from None
    if problems:
        raise BadSettings(problems)
    return settings


def _keys(env_file: Path) -> tuple[dict[str, int], list[Problem]]:
    """The line of each key in the file, and the lines that are not settings."""
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    with env_file.open(encoding="utf-8-sig") as stream:
        for binding in parse_stream(stream):
            line = binding.original.line + len(binding.original.string) - len(binding.original.string.lstrip("\n"))
            if binding.error:
                problems.append(Problem(file=str(env_file), line=line, message="is not KEY=value"))
            elif binding.key is not None:
                problems += _key_problems(str(env_file), line, binding.key, lines)
                lines.setdefault(binding.key.upper(), line)
    return lines, problems


def _key_problems(file: str, line: int, key: str, lines: dict[str, int]) -> list[Problem]:
    if key.upper() in lines:
        message = f"is here twice; the first is on line {lines[key.upper()]}"
        return [Problem(file=file, line=line, key=key, message=message)]
    if key.upper() in NAMES:
        return []
    close = get_close_matches(key.upper(), NAMES, n=1)
    hint = f"did you mean {close[0]}?" if close else "all there are is in .env.example"
    return [Problem(file=file, line=line, key=key, message=f"there is no such setting; {hint}")]


#: pydantic's kinds of error in our words, without the value: it may be secret
WORDS = {
    "literal_error": "must be {expected}",
    "int_parsing": "is not a whole number",
    "float_parsing": "is not a number",
    "greater_than": "is too small; write more than {gt}",
    "greater_than_equal": "is too small; write {ge} or more",
    "less_than_equal": "is too large; write {le} or less",
    "value_error": "{error}",
}


def _said(detail: ErrorDetails, lines: dict[str, int], env_file: Path | None) -> Problem:
    key = str(detail["loc"][0]).upper()
    template = WORDS.get(detail["type"])
    message = template.format(**detail.get("ctx", {})) if template else detail["msg"]
    if os.environ.get(key) or key not in lines:
        return Problem(file=ENVIRONMENT, key=key, message=message)
    return Problem(file=str(env_file), line=lines[key], key=key, message=message)
