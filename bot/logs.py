"""Logs: structlog, a closed vocabulary of `action=`, and no secret in any line (PRODUCT 12)."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

#: A bot's token, wherever it may stand, and the secret in a postback's path
SECRETS = re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{20,}|(?<=/pb/)([^/\s]+)/[^/?\s]+|(?<=://)[^/@\s]+:[^/@\s]+(?=@)")


def set_up(level: str, form: str) -> None:
    """Send everything the desk and its libraries log through one chain; form: console or json."""
    chain: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        masked,
        structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else structlog.dev.ConsoleRenderer(),
    ]
    structlog.configure(
        processors=chain, wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level])
    )
    logging.basicConfig(
        level=max(logging.WARNING, logging.getLevelNamesMapping()[level]), format="%(name)s %(message)s"
    )
    logging.getLogger().addFilter(_mask_record)


def masked(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The same event without secrets."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = mask(value)
    return event


def mask(text: str) -> str:
    """The text with every secret replaced by ***."""
    return SECRETS.sub("***", text)


def _mask_record(record: logging.LogRecord) -> bool:
    record.msg, record.args = mask(record.getMessage()), ()
    return True
