"""Files: what was uploaded or sent, and a small sample of every kind."""

from __future__ import annotations

import colorsys
import hashlib
import math
import struct
import zlib
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

KINDS = ("photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker", "live_photo")
MIMES = {
    "photo": "image/png",
    "document": "text/plain",
    "video": "video/mp4",
    "animation": "video/mp4",
    "audio": "audio/mpeg",
    "voice": "audio/ogg",
    "video_note": "video/mp4",
    "sticker": "image/webp",
    "live_photo": "video/mp4",
}
NAMES = {"photo": "photo.png", "document": "report.txt", "video": "video.mp4", "animation": "animation.mp4"}
FOLDERS = {"photo": "photos", "document": "documents", "video": "videos", "animation": "animations", "audio": "music"}
DOWNLOAD_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class File:
    """One stored file; `kind` is one of KINDS, `path` is what getFile gives."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    path: str
    data: bytes


class Files:
    """All files of the sandbox, by file id."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def add(self, kind: str, data: bytes, name: str = "", mime: str = "") -> File:
        """Keep a file; the same bytes get another file_id and the same unique id."""
        number = len(self._by_id) + 1
        digest = hashlib.sha256(kind.encode() + data).hexdigest()[:15]
        name = name or NAMES.get(kind, f"{kind}.bin")
        path = f"{FOLDERS.get(kind, kind)}/file_{number}.{name.rpartition('.')[2]}"
        file = File(f"{kind}-{number}-{digest}", f"u{digest}", kind, name, mime or MIMES[kind], path, data)
        self._by_id[file.id] = self._by_path[path] = file
        if kind == "live_photo":
            still = f"{file.id}-still"
            self._by_id[still] = File(still, f"u{digest}t", "photo", "photo.png", MIMES["photo"], path, picture(number))
        return file

    def sample(self, kind: str) -> File:
        """A small new file of that kind."""
        number = len(self._by_id)
        return self.add(kind, picture(number) if kind in {"photo", "sticker"} else f"a sample {kind} {number}".encode())

    def get(self, file_id: str) -> File | None:
        """The file of that id (or of a size of that photo)."""
        return self._by_id.get(file_id.removesuffix("-s"))

    def at(self, path: str) -> File | None:
        """The file at a path given by getFile."""
        return self._by_path.get(path)


def picture(number: int) -> bytes:
    """A small PNG, another one for each number: a sunset over hills whose colours turn with it."""
    wide, tall = 24, 18
    sky, hill = (_colour(number * 47 % 360 + turn, light) for turn, light in ((0, 0.9), (150, 0.45)))
    rows = bytearray()
    for y in range(tall):
        rows.append(0)
        for x in range(wide):
            below = min(max(y - tall * 0.6 + 3 * math.sin((x + number) / 4), 0.0), 1.0)
            shade = 0.75 + 0.25 * y / tall
            rows += bytes(int((a + (b - a) * below) * shade) for a, b in zip(sky, hill, strict=True))
    header = struct.pack(">2I5B", wide, tall, 8, 2, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"IDAT", zlib.compress(bytes(rows))),
        (b"tEXt", b"number\0%d" % number),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _colour(hue: int, light: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hls_to_rgb(hue % 360 / 360, 0.25 + light / 2, 0.55)
    return int(red * 255), int(green * 255), int(blue * 255)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def describe(file: File) -> Json:
    """The part of a message that carries this file, as Bot API JSON."""
    base: Json = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}
    match file.kind:
        case "photo":
            small = {"file_id": f"{file.id}-s", "file_unique_id": f"{file.unique_id}s", "width": 90, "height": 90}
            return {"photo": [small, {**base, "width": 800, "height": 800}]}
        case "sticker":
            moves = {"is_animated": file.mime == "application/x-tgsticker", "is_video": file.mime == "video/webm"}
            square = {"width": 512, "height": 512, "type": "regular", **moves}
            return {"sticker": {**base, **square, "emoji": "👍"}}
        case "voice":
            return {"voice": {**base, "duration": 3, "mime_type": file.mime}}
        case "video_note":
            return {"video_note": {**base, "length": 240, "duration": 3}}
        case "audio":
            return {"audio": {**base, "duration": 3, "mime_type": file.mime, "file_name": file.name}}
        case "document":
            return {"document": {**base, "file_name": file.name, "mime_type": file.mime}}
    moving = {**base, "width": 640, "height": 360, "duration": 3, "file_name": file.name, "mime_type": file.mime}
    if file.kind == "live_photo":
        still = {"file_id": f"{file.id}-still", "file_unique_id": f"{file.unique_id}t", "width": 640, "height": 360}
        live = {key: value for key, value in moving.items() if key != "file_name"}
        return {"live_photo": {**live, "photo": [still]}, "photo": [still]}
    if file.kind == "animation":
        return {"animation": moving, "document": {**base, "file_name": file.name, "mime_type": file.mime}}
    return {"video": moving}
