"""The wire to the Bot API: JSON out, JSON in; every answer told apart by what it means for a letter (DESIGN 2, Out)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from storage.database import inside


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """Something to upload."""

    name: str
    type: str
    data: bytes


class ApiError(Exception):
    """Telegram refused: its code, its words, its parameters (retry_after, migrate_to_chat_id)."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters or {}


class NotSent(Exception):
    """The request did not leave: no connection. Nothing happened there."""


class Unknown(Exception):
    """The request left and no answer came: nobody knows whether it was carried out."""


class InTransaction(RuntimeError):
    """Somebody spoke to Telegram inside a database transaction: a bug (DESIGN 3.3)."""


class Telegram:
    """One bot at one Bot API. `call` raises ApiError, NotSent or Unknown; never inside a transaction."""

    def __init__(self, root: str, token: str) -> None:
        self._base = f"{root.rstrip('/')}/bot{token}/"
        self._files = f"{root.rstrip('/')}/file/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=40, keepalive_timeout=60))
        return self._session

    async def call(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        *,
        timeout: float = 20,
        files: Mapping[str, File] | None = None,
    ) -> Any:
        """The `result` of a method. files: what to upload, by the names of their parameters."""
        if inside.get():
            raise InTransaction(method)
        return _result(*await self._post(method, params or {}, timeout, files))

    async def _post(
        self, method: str, params: dict[str, Any], timeout: float, files: Mapping[str, File] | None = None
    ) -> tuple[int, bytes]:
        """Status and body of the answer. Raises NotSent or Unknown."""
        limit = aiohttp.ClientTimeout(total=timeout, sock_connect=5)
        body: Any = {"data": _form(params, files)} if files else {"json": params}
        try:
            async with self._http().post(self._base + method, **body, timeout=limit) as response:
                return response.status, await response.read()
        except aiohttp.ClientConnectorError as error:
            raise NotSent(type(error).__name__) from None
        except (TimeoutError, aiohttp.ClientError, ConnectionError) as error:
            raise Unknown(type(error).__name__) from None

    async def download(self, file_id: str, *, timeout: float = 20) -> bytes:
        """What somebody has sent. Raises as `call` does."""
        file = await self.call("getFile", {"file_id": file_id}, timeout=timeout)
        status, data = await self._get(file["file_path"], timeout)
        if status != 200:
            raise ApiError(status, "no file")
        return data

    async def _get(self, path: str, timeout: float) -> tuple[int, bytes]:
        """Status and body of a file. Raises NotSent or Unknown."""
        limit = aiohttp.ClientTimeout(total=timeout, sock_connect=5)
        try:
            async with self._http().get(self._files + path, timeout=limit) as response:
                return response.status, await response.read()
        except aiohttp.ClientConnectorError as error:
            raise NotSent(type(error).__name__) from None
        except (TimeoutError, aiohttp.ClientError, ConnectionError) as error:
            raise Unknown(type(error).__name__) from None

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()


def _form(params: dict[str, Any], files: Mapping[str, File]) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, file in files.items():
        form.add_field(name, file.data, filename=file.name, content_type=file.type)
    return form


def _result(status: int, body: bytes) -> Any:
    try:
        answer = json.loads(body)
    except ValueError:
        raise ApiError(status, "not JSON") from None
    if not isinstance(answer, dict) or "ok" not in answer:
        raise ApiError(status, "not an answer of the Bot API")
    if answer["ok"]:
        return answer["result"]
    raise ApiError(answer.get("error_code", status), answer.get("description", ""), answer.get("parameters"))
