"""`python -m bot verify FILE`: whether evidence is whole, or which entry is the first that is not (PRODUCT 6)."""

import sys
from pathlib import Path

from desk import dossier
from desk.dossier import Verdict

WHOLE, BROKEN, UNREADABLE = 0, 1, 2


def main(paths: list[str]) -> int:
    """Say it of each file; 0 when all are whole, 1 when one is broken, 2 when one cannot be read."""
    if not paths:
        print("Write: python -m bot verify FILE, as evidence-casino-x-01.11.2026-30.11.2026.json", file=sys.stderr)
        return UNREADABLE
    return max(_said(Path(path)) for path in paths)


def _said(path: Path) -> int:
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return UNREADABLE
    except UnicodeDecodeError:
        print(f"{path}: BROKEN: this is no evidence of partnerdesk, or it was cut or changed")
        return BROKEN
    found = dossier.verify(text)
    if found.wrong is not None:
        print(f"{path}: BROKEN: {_broken(found)}")
        return BROKEN
    print(f"{path}: whole, {found.entries} entries ({found.told} in full)")
    for head in found.heads:
        print(f"  ends with  {head}")
    print(
        f"  SHA-256    {dossier.sha256(text)}\nIt is the file that was sent if this is the SHA-256 in the message it came with."
    )
    return WHOLE


def _broken(found: Verdict) -> str:
    match found.wrong:
        case "entry":
            return f"entry {found.entry} of chain {found.chain} was changed, or one before it is missing"
        case "terms":
            return "the text of a version of the terms is not the one its hash is of"
        case "seal":
            return "the entries are whole, but something beside them was changed"
    return "this is no evidence of partnerdesk, or it was cut or changed"
