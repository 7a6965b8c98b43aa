"""What the page asks: the state, acts of people, the clock, faults, calls, files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.emoji import ICONS
from sandbox.errors import Refusal, refuse_person
from sandbox.model import RIGHTS, Chat, Json, Member, Message, Topic
from sandbox.people import CallbackAnswer, Part, Person
from sandbox.tracker import Order, mark
from sandbox.world import World

if TYPE_CHECKING:
    from sandbox.server import Sandbox

PAGE = Path(__file__).parent / "page"
SHOWN = 200
COALESCE = 0.05


# --- the state ---


def state(sandbox: Sandbox) -> Json:
    """Everything the page shows, as the README says."""
    world = sandbox.world
    return {
        "rev": world.rev,
        "now": int(sandbox.clock.now().timestamp() * 1000),
        "zone": world.zone,
        "bot": {**world.bot, "privacy": world.privacy},
        "people": [_person(world, person) for person in world.people.values()],
        "chats": [_chat(world, chat) for chat in world.chats.values() if chat.migrated_to is None],
        "faults": faults(sandbox),
        "tracker": sandbox.tracked(),
    }


def faults(sandbox: Sandbox) -> Json:
    """The faults and whether limits are on."""
    return {**sandbox.faults.json(), "limits": sandbox.limits.on}


def _person(world: World, person: Person) -> Json:
    groups = [chat.id for chat in world.chats.values() if chat.migrated_to is None and chat.member(person.id).here]
    names = ("id", "first_name", "last_name", "username", "language_code", "zone", "label", "started", "blocked")
    return {**{name: getattr(person, name) for name in names}, "chats": [person.id, *groups]}


def _chat(world: World, chat: Chat) -> Json:
    if chat.person is not None:
        status = "kicked" if chat.person.blocked else "member" if chat.person.started else "left"
    else:
        status = chat.member(world.bot_id).status
    return {
        **chat.json(),
        "is_forum": chat.is_forum,
        "bot_status": status,
        "members": [_member(id, member) for id, member in chat.members.items() if member.here],
        "topics": [_topic(topic) for topic in chat.topics.values() if not topic.deleted],
        "pinned": chat.pinned,
        "messages": [_message(message) for message in chat.shown()[-SHOWN:]],
    }


def _member(id: int, member: Member) -> Json:
    rights = [name for name in RIGHTS if member.rights.get(name)] if member.status == "administrator" else []
    return {"id": id, "status": member.status, **({"rights": rights} if rights else {})}


def _topic(topic: Topic) -> Json:
    names = ("id", "name", "icon_color", "closed")
    icon = ICONS.get(topic.icon_emoji or "", topic.icon_emoji)
    return {**{name: getattr(topic, name) for name in names}, "icon_emoji": icon}


def _message(message: Message) -> Json:
    by_emoji: dict[str, list[int]] = {}
    for person, chosen in message.reactions.items():
        for emoji in chosen:
            by_emoji.setdefault(emoji, []).append(person)
    reactions = [{"emoji": emoji, "by": by} for emoji, by in by_emoji.items()]
    return {**message.raw, "topic": message.topic, "reactions": reactions}


# --- what people do ---


class Act:
    """The body of an act; a missing or wrong value is refused."""

    def __init__(self, body: Json) -> None:
        self.body = body

    def whole(self, name: str) -> int:
        value = self.body.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise refuse_person("value", name=name)
        return value

    def maybe(self, name: str) -> int | None:
        return None if self.body.get(name) is None else self.whole(name)

    def words(self, name: str) -> str:
        value = self.body.get(name)
        if not isinstance(value, str):
            raise refuse_person("value", name=name)
        return value

    def either(self, name: str) -> str | None:
        return None if self.body.get(name) is None else self.words(name)

    def flag(self, name: str) -> bool:
        return bool(self.body.get(name))

    def kinds(self) -> list[str]:
        kinds = self.body.get("kinds")
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise refuse_person("value", name="kinds")
        return kinds

    def rights(self) -> dict[str, bool] | bool:
        rights = self.body.get("rights")
        if not isinstance(rights, dict | bool):
            raise refuse_person("value", name="rights")
        return rights

    def other(self, p: Person) -> Person:
        other = p.world.people.get(self.whole("other"))
        if other is None:
            raise refuse_person("value", name="other")
        return other

    def place(self) -> dict[str, Any]:
        return {"chat": self.maybe("chat"), "topic": self.maybe("topic")}


def _forward(p: Person, a: Act) -> Message:
    return p.forward(a.whole("message"), from_chat=a.maybe("from_chat"), **a.place())


def _send(p: Person, a: Act) -> Message:
    origin = a.either("origin")
    return p.send(
        a.words("kind"), caption=a.either("caption"), reply_to=a.maybe("reply_to"), origin=origin, **a.place()
    )


def _album(p: Person, a: Act) -> list[Message]:
    return p.album(a.kinds(), caption=a.either("caption"), reply_to=a.maybe("reply_to"), **a.place())


def _write(p: Person, a: Act) -> Message:
    answer: dict[str, Any] = {"reply_to": a.maybe("reply_to"), "quote": a.either("quote")}
    return p.write(a.words("text"), html=a.flag("html"), **answer, **a.place())


ACTS: dict[str, Callable[[Person, Act], Any]] = {
    "write": _write,
    "start": lambda p, a: p.start(a.either("payload")),
    "send": _send,
    "album": _album,
    "edit": lambda p, a: p.edit(a.whole("message"), a.words("text"), chat=a.maybe("chat")),
    "delete": lambda p, a: p.delete(a.whole("message"), chat=a.maybe("chat")),
    "react": lambda p, a: p.react(a.whole("message"), a.either("emoji"), chat=a.maybe("chat")),
    "forward": _forward,
    "add_bot": lambda p, a: p.add_bot(a.whole("chat"), admin=a.flag("admin")),
    "remove_bot": lambda p, a: p.remove_bot(a.whole("chat")),
    "promote_bot": lambda p, a: p.promote_bot(a.whole("chat"), a.rights()),
    "add": lambda p, a: p.add(a.whole("chat"), a.other(p)),
    "remove": lambda p, a: p.remove(a.whole("chat"), a.other(p)),
    "promote": lambda p, a: p.promote(a.whole("chat"), a.other(p), a.rights()),
    "block_bot": lambda p, _: p.block_bot(),
    "unblock_bot": lambda p, _: p.unblock_bot(),
    "join": lambda p, a: p.join(a.whole("chat")),
    "leave": lambda p, a: p.leave(a.whole("chat")),
    "group": lambda p, a: p.group(a.words("title")),
    "create_topic": lambda p, a: p.create_topic(a.whole("chat"), a.words("name")),
    "close_topic": lambda p, a: p.close_topic(a.whole("chat"), a.whole("topic")),
    "reopen_topic": lambda p, a: p.reopen_topic(a.whole("chat"), a.whole("topic")),
    "delete_topic": lambda p, a: p.delete_topic(a.whole("chat"), a.whole("topic")),
    "pin": lambda p, a: p.pin(a.whole("message"), chat=a.maybe("chat")),
    "migrate": lambda p, a: p.world.migrate(a.whole("chat")),
    "rename": lambda p, a: p.rename(a.whole("chat"), a.words("title")),
}


async def act(world: World, body: Json) -> Any:
    """Do what the page asks in somebody's name. Raises Refusal."""
    a = Act(body)
    person = world.people.get(a.whole("person"))
    if person is None:
        raise refuse_person("value", name="person")
    name = a.words("do")
    if name == "press":
        chat, text, data = a.maybe("chat"), a.either("text"), a.either("data")
        return await person.press(a.whole("message"), text, data=data, chat=chat)
    if name not in ACTS:
        raise refuse_person("value", name="do")
    return ACTS[name](person, a)


def _plain(world: World, result: Any) -> Any:
    match result:
        case Message():
            return _message(result)
        case list():
            return [_plain(world, one) for one in result]
        case Chat():
            return _chat(world, result)
        case Topic():
            return _topic(result)
        case CallbackAnswer():
            return {"text": result.text, "show_alert": result.show_alert, "url": result.url}
    return result


# --- the clock ---


def until(now: datetime, zone: str, weekday: int | None, time: str) -> float:
    """Seconds until the next such time (on that weekday, 0 = Monday; None: on a later day)."""
    try:
        hour, minute = (int(part) for part in time.split(":"))
        here = now.astimezone(ZoneInfo(zone))
        days = 1 if weekday is None else (weekday - here.weekday()) % 7
        then = (here + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError:
        raise refuse_person("value", name="next") from None
    if then.astimezone(now.tzinfo) <= now:
        then += timedelta(days=7)
    return (then.astimezone(now.tzinfo) - now).total_seconds()


def move_clock(sandbox: Sandbox, body: Json) -> Json:
    """Move the clock forward, by seconds or to a time."""
    ahead = body.get("next")
    by: object = body.get("by")
    if isinstance(ahead, dict):
        by = until(sandbox.clock.now(), sandbox.world.zone, ahead.get("weekday"), str(ahead.get("time", "")))
    if not isinstance(by, int | float) or by < 0:
        raise refuse_person("value", name="by")
    sandbox.clock.advance(by)
    sandbox.world.changed()
    return {"now": int(sandbox.clock.now().timestamp() * 1000)}


def set_faults(sandbox: Sandbox, body: Json) -> Json:
    """Set any of the faults, and the limits."""
    changes = dict(body)
    if "limits" in changes:
        sandbox.limits.on = bool(changes.pop("limits"))
    sandbox.faults.set(**changes)
    sandbox.world.changed()
    return faults(sandbox)


# --- routes ---


class Routes:
    """The page's calls as web handlers."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.world = sandbox.world

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(state(self.sandbox))

    async def act(self, request: web.Request) -> web.Response:
        result = await act(self.world, await _body(request))
        return web.json_response({"ok": True, "result": _plain(self.world, result)})

    async def clock(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, **move_clock(self.sandbox, await _body(request))})

    async def faults(self, request: web.Request) -> web.Response:
        return web.json_response(set_faults(self.sandbox, await _body(request)))

    async def calls(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        number = int(after) if after.isdigit() else 0
        newest = [call.json() for call in self.sandbox.journal.calls if call.seq > number][-SHOWN:]
        return web.json_response(newest)

    async def file(self, request: web.Request) -> web.Response:
        file = self.world.files.get(request.match_info["file_id"])
        if file is None:
            raise refuse_person("value", name="file_id")
        return web.Response(body=file.data, content_type=file.mime)

    async def upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        fields = form.getall("file", [])
        files = [field for field in fields if isinstance(field, web.FileField)]
        if not files or len(files) != len(fields):
            raise refuse_person("value", name="file")
        numbers = {name: _number(form.get(name)) for name in ("person", "chat", "topic", "reply_to")}
        person = self.world.people.get(numbers["person"] or 0)
        if person is None:
            raise refuse_person("value", name="person")
        kinds = [str(kind) for kind in form.getall("kind", ["document"] * len(files))]
        if len(kinds) != len(files):
            raise refuse_person("value", name="kind")
        parts = [
            Part(kind, field.file.read(), field.filename, field.content_type)
            for kind, field in zip(kinds, files, strict=True)
        ]
        place: dict[str, Any] = {"chat": numbers["chat"], "topic": numbers["topic"], "reply_to": numbers["reply_to"]}
        caption = str(form.get("caption") or "") or None
        if len(parts) > 1:
            return web.json_response(
                {"ok": True, "result": _plain(self.world, person.album(parts, caption=caption, **place))}
            )
        [one] = parts
        sent = person.send(one.kind, data=one.data, name=one.name, mime=one.mime, caption=caption, **place)
        return web.json_response({"ok": True, "result": _message(sent)})

    async def tracker(self, request: web.Request) -> web.Response:
        body = await _body(request)
        try:
            order = Order(
                address=str(body["address"]),
                mark=mark(str(body["link"])),
                goal=str(body["goal"]),
                status=str(body["status"]),
                count=int(body["count"]),
                lag=timedelta(seconds=float(body["lag"])),
                again=min(1.0, max(0.0, float(body["again"]))),
                shuffled=bool(body["shuffled"]),
            )
        except (KeyError, TypeError, ValueError, OverflowError):
            raise refuse_person("value", name="tracker") from None
        sent = await self.sandbox.tracker.send(order, self.sandbox.clock.now(), same=bool(body.get("same")))
        return web.json_response({"ok": True, "result": sent})

    async def events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await response.prepare(request)
        stirred = asyncio.Event()
        stirred.set()
        self.world.watchers.append(stirred.set)
        try:
            while True:
                await stirred.wait()
                stirred.clear()
                await response.write(f"data: {json.dumps({'rev': self.world.rev})}\n\n".encode())
                await asyncio.sleep(COALESCE)
        except ConnectionError:
            return response
        finally:
            self.world.watchers.remove(stirred.set)

    async def page(self, request: web.Request) -> web.FileResponse:
        name = request.match_info.get("file", "index.html")
        file = (PAGE / name).resolve()
        if not file.is_relative_to(PAGE.resolve()) or not file.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(file, headers={"Cache-Control": "no-cache"})


def _number(value: object) -> int | None:
    text = str(value or "")
    if not text:
        return None
    if not text.lstrip("-").isdigit():
        raise refuse_person("value", name=text)
    return int(text)


async def _body(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        raise refuse_person("value", name="body") from None
    if not isinstance(body, dict):
        raise refuse_person("value", name="body")
    return body


@web.middleware
async def _refusals(request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
    try:
        response: web.StreamResponse = await handler(request)
    except Refusal as refusal:
        return web.json_response({"ok": False, "error": refusal.description}, status=400)
    return response


def add_routes(app: web.Application, sandbox: Sandbox) -> None:
    """Put the page and its calls into the application."""
    routes = Routes(sandbox)
    app.middlewares.append(_refusals)
    app.router.add_get("/", routes.page)
    app.router.add_get("/page/{file:.+}", routes.page)
    app.router.add_get("/sandbox/state", routes.state)
    app.router.add_get("/sandbox/events", routes.events)
    app.router.add_get("/sandbox/calls", routes.calls)
    app.router.add_get("/sandbox/file/{file_id}", routes.file)
    app.router.add_post("/sandbox/act", routes.act)
    app.router.add_post("/sandbox/upload", routes.upload)
    app.router.add_post("/sandbox/clock", routes.clock)
    app.router.add_post("/sandbox/faults", routes.faults)
    app.router.add_post("/sandbox/tracker", routes.tracker)
