"""`python -m bot check`: whether .env and desk.yaml can be used, and what the desk would do with them (PRODUCT 11)."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot import deskfile, settings
from bot.problem import BadFile, Problem
from desk import durations, rulecheck
from desk.rules import Policy, Rules

FINE, BROKEN = 0, 2


def main(settings_env_file: Path | None = Path(".env"), desk_file: Path | None = None) -> int:
    """Print every mistake and return 2, or print what will happen and return 0.

    `desk_file` None: the one the settings name. Warnings are printed and stop nothing.
    """
    problems: list[Problem] = []
    config: settings.Settings | None = None
    reading: deskfile.Reading | None = None
    try:
        config = settings.read(settings_env_file)
    except BadFile as error:
        problems += error.problems
    try:
        reading = deskfile.examine(desk_file or (config.desk_file if config else Path("desk.yaml")))
    except BadFile as error:
        problems += error.problems
    if config is None or reading is None:
        print(*problems, "1 mistake." if len(problems) == 1 else f"{len(problems)} mistakes.", sep="\n")
        return BROKEN
    print(*summary(config, reading), sep="\n")
    return FINE


def summary(config: settings.Settings, reading: deskfile.Reading) -> Iterator[str]:
    """What the desk would do with them, a line for each subject, warnings last."""
    rules = reading.rules
    yield f"telegram   {_telegram(config)}"
    yield f"database   {_database(config.database_url)}"
    yield f"postbacks  {_postbacks(config)}"
    yield f"offers     {_offers(rules)}"
    yield f"shifts     {_shifts(rules)}"
    for name in ("default", "new", "vip"):
        yield f"{'ladder' if name == 'default' else '':11}{name}: {_ladder(getattr(rules.ladder, name))}"
    yield f"replies    {', '.join(sorted(rules.replies)) or 'none'}"
    yield f"digest     at {rules.digest.at:%H:%M}, on the days of calendar {rules.digest.calendar!r}"
    warnings = [*reading.warnings, *_settings_warnings(config)]
    for warning in warnings:
        yield f"warning    {warning}"
    yield "All is well." if not warnings else "This will run."


def _telegram(config: settings.Settings) -> str:
    if config.bot_token is None:
        return "no BOT_TOKEN: the sandbox runs, a Telegram of its own on this machine"
    bot = config.bot_token.get_secret_value().partition(":")[0]
    return f"bot {bot} at {config.bot_api_url}, by {config.updates}; heads: {len(config.head_ids)}"


def _database(url: str) -> str:
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        return f"SQLite, {path}, {'there already' if path.exists() else 'to be made at the start'}"
    return "PostgreSQL, " + re.sub(r"//([^:@/]+):.*@", r"//\1:***@", url).partition("?")[0]


def _postbacks(config: settings.Settings) -> str:
    here = f"http://{config.http_host}:{config.http_port}"
    return (
        f"at {config.postback_url}/pb/, served at {here}"
        if config.postback_url
        else f"at {here}/pb/, this machine only"
    )


def _offers(rules: Rules) -> str:
    names = [offer.id if offer.open else f"{offer.id} (closed)" for offer in rules.offers]
    return ", ".join(names) or "none: no link can be issued"


def _shifts(rules: Rules) -> str:
    people = {handle for rotation in rules.shifts.rotations for crew in rotation.crews for handle in crew}
    if not people:
        return "nobody is on any shift"
    hours = "gaps, see below" if rulecheck.gaps(rules.shifts) else "every hour covered"
    return f"{hours}, by {', '.join(sorted(people))} ({rules.shifts.zone})"


def _ladder(policy: Policy) -> str:
    return ", then ".join(f"{level.who} {durations.show(level.ack_within)}" for level in policy.levels)


def _settings_warnings(config: settings.Settings) -> Iterator[Problem]:
    if config.bot_token is not None and not config.head_ids:
        message = "is empty; on a first start nobody could write /setup or /invite"
        yield Problem(file="settings", key="HEAD_IDS", message=message)
    if config.postback_url is not None and config.postback_url.startswith("http://"):
        message = "begins with http://; what trackers send, secrets among it, could be read on the way"
        yield Problem(file="settings", key="POSTBACK_URL", message=message)
