"""What some tests need from the machine: they are skipped, visibly, where it is missing, and fail where it is required."""

import os
import shutil
import socket
from typing import NoReturn

import pytest

POSTGRES = ("127.0.0.1", 5432)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def postgres() -> str:
    """The address of a PostgreSQL that answers. REQUIRE_POSTGRES=1 makes its absence a failure."""
    host, port = POSTGRES
    try:
        socket.create_connection(POSTGRES, timeout=2).close()
    except OSError:
        _missing(f"PostgreSQL does not answer on {host}:{port}", "REQUIRE_POSTGRES")
    return f"postgresql://postgres@{host}:{port}/postgres"


def browser() -> str:
    """The path of a Chromium. REQUIRE_BROWSER=1 makes its absence a failure."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or _missing(f"no browser here ({', '.join(BROWSERS)})", "REQUIRE_BROWSER")


def _missing(what: str, requirement: str) -> NoReturn:
    if os.environ.get(requirement) == "1":
        pytest.fail(f"{what}, and {requirement}=1", pytrace=False)
    pytest.skip(what)
