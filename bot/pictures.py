"""Pictures: drawn by a short-lived process, so that neither its memory nor its time is the desk's (DESIGN 4)."""

import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0  # seconds; the first picture on a machine also looks through its fonts


class NotDrawn(Exception):
    """There is no such picture, or it could not be made of that data."""


async def draw(picture: Mapping[str, Any]) -> bytes:
    """The PNG of `drawing` (a name in bot/drawing.py) with its `data` and `words`. Raises NotDrawn."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.drawing",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        asked = json.dumps(dict(picture)).encode()
        made, wrong = await asyncio.wait_for(process.communicate(asked), PATIENCE)
    except TimeoutError:
        raise NotDrawn("the picture took too long") from None
    except RuntimeError:  # uvloop's word for a pipe that nobody reads any more
        raise NotDrawn("the process ended before it was asked") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise NotDrawn(wrong.decode(errors="replace").strip().rpartition("\n")[2])
    return made
