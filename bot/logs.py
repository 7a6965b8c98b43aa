"""Logs: structlog, a closed vocabulary of `action=`, and no secret in any line (PRODUCT 12)."""

import logging
import re
from typing import Any

import structlog

#: A bot's token, wherever it may stand; the secret in a postback's path; who logs in at an address
SECRETS = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}|(?<=/pb/)([^/\s]+)/[^/?\s]+|(?<=://)[^/\s]+(?=@)")


def set_up(level: str, form: str) -> None:
    """Send everything the desk and its libraries log through one chain; form: console or json."""
    show = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else structlog.dev.ConsoleRenderer()
    chain: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        lambda logger, method, event: mask(str(show(logger, method, event))),
    ]
    threshold = logging.getLevelNamesMapping()[level]
    structlog.configure(processors=chain, wrapper_class=structlog.make_filtering_bound_logger(threshold))
    handler = logging.StreamHandler()
    handler.setFormatter(_Masked("%(name)s %(message)s"))
    logging.basicConfig(level=max(logging.WARNING, threshold), handlers=[handler], force=True)


class _Masked(logging.Formatter):
    """A line of a library, its traceback included, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def mask(text: str) -> str:
    """The text with every secret replaced by ***."""
    return SECRETS.sub("***", text)
