"""Every command there is: where it works, for whom, and what a wrong one gets (PRODUCT 10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from desk.people import RANK, Role

Place = Literal["private", "group", "topic", "forum"]
Audience = Literal["partners", "staff"]

NEAR = 0.6  # how alike two names must be for one to be offered for the other


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A command of one audience. `own`: managers use it for their own partners only.

    `forum` is a staff forum outside the topics of conversations. `text` names its words where one name means two things.
    """

    name: str
    audience: Audience
    places: tuple[Place, ...]
    least: Literal["contact"] | Role
    own: bool = False
    text: str = ""

    @property
    def description(self) -> str:
        """The key of its one line in menus and in help."""
        return f"command-{self.text or self.name}"

    @property
    def form(self) -> str:
        """The key of how it is written, with an example."""
        return f"form-{self.text or self.name}"

    def may(self, role: Role | None) -> bool:
        """Whether somebody of that role (None: not one of us) may use it, for some partner at least."""
        if self.audience == "partners":
            return role is None
        return role is not None and RANK[role] >= RANK[self.least]


def _partners(name: str, *places: Place, text: str = "") -> Command:
    return Command(name=name, audience="partners", places=places, least="contact", text=text)


def _staff(name: str, least: Role, *places: Place, own: bool = False, text: str = "") -> Command:
    return Command(name=name, audience="staff", places=places, least=least, own=own, text=text)


#: In the order in which menus show them.
COMMANDS: tuple[Command, ...] = (
    _partners("link", "private", "group"),
    _partners("links", "private", "group"),
    _partners("terms", "private", "group"),
    _partners("caps", "private", "group"),
    _partners("manager", "private", "group"),
    _partners("language", "private", "group"),
    _partners("invite", "private", text="invite-partner"),
    _partners("help", "private", "group"),
    _partners("start", "private"),
    _staff("link", "sub", "topic", "group", text="link-staff"),
    _staff("links", "sub", "topic", "group", text="links-staff"),
    _staff("caps", "sub", "topic", "group", text="caps-staff"),
    _staff("terms", "sub", "topic", "group", text="terms-staff"),
    _staff("cap", "manager", "topic", own=True),
    _staff("rate", "manager", "topic", own=True),
    _staff("tier", "manager", "topic", own=True),
    _staff("contact", "manager", "topic", own=True),
    _staff("take", "sub", "topic"),
    _staff("release", "sub", "topic"),
    _staff("snooze", "sub", "topic"),
    _staff("close", "sub", "topic"),
    _staff("assign", "sub", "topic"),
    _staff("card", "sub", "topic"),
    _staff("history", "sub", "topic"),
    _staff("s", "sub", "topic"),
    _staff("promise", "sub", "topic"),
    _staff("evidence", "sub", "topic"),
    _staff("dispute", "sub", "topic"),
    _staff("attention", "sub", "topic"),
    _staff("leads", "sub", "topic"),
    _staff("ban", "senior", "topic"),
    _staff("unban", "senior", "topic"),
    _staff("manager", "manager", "topic", own=True, text="manager-staff"),
    _staff("mine", "sub", "private"),
    _staff("find", "sub", "private"),
    _staff("partner", "sub", "private"),
    _staff("why", "sub", "topic"),
    _staff("note", "sub", "topic"),
    _staff("del", "sub", "topic"),
    _staff("bind", "sub", "group", "topic"),
    _staff("unbind", "manager", "group", "topic", own=True),
    _staff("move", "manager", "group", "topic", own=True),
    _staff("partners", "manager", "private", own=True),
    _staff("merge", "manager", "private", own=True),
    _staff("duty", "sub", "private"),
    _staff("shifts", "sub", "private"),
    _staff("swap", "sub", "private"),
    _staff("absence", "sub", "private"),
    _staff("rotation", "senior", "private"),
    _staff("offers", "sub", "private"),
    _staff("digest", "manager", "private", own=True),
    _staff("simulate", "manager", "private", own=True),
    _staff("import", "manager", "private", own=True),
    _staff("source", "manager", "private", own=True),
    _staff("invite", "manager", "private"),
    _staff("staff", "head", "private"),
    _staff("setup", "head", "forum", "group"),
    _staff("status", "head", "private"),
    _staff("audit", "head", "private"),
    _staff("reload", "head", "private"),
    _staff("language", "sub", "private", "group"),
    _staff("help", "sub", "private", "topic", "forum"),
    _staff("start", "sub", "private"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """Why a command goes no further: its form was asked for, it works elsewhere, or there is none of that name."""

    why: Literal["form", "elsewhere", "unknown"]
    command: Command | None = None  # the one that is meant, or the nearest one the person may use there


def judge(name: str, form: bool, role: Role | None, place: Place) -> Wrong | None:
    """What a command written there gets before anybody looks at it; None: let it pass. form: `?` stood behind it.

    In a group a partner reads what is said: nothing is answered there that is not for the group.
    """
    known = [command for command in _of(role) if command.name == name]
    here = [command for command in known if place in command.places]
    shown = [command for command in (here or known) if command.may(role) and (here or place != "group")]
    if form and shown:
        return Wrong(why="form", command=shown[0])
    if here:
        return None
    if known:
        return None if place == "group" and role is None else Wrong(why="elsewhere", command=known[0])
    return Wrong(why="unknown", command=_nearest(name, role, place)) if place in ("private", "topic") else None


def offered(role: Role | None, place: Place) -> list[Command]:
    """What somebody of that role may use there, for some partner at least, in the order of the menus."""
    return [command for command in _of(role) if command.may(role) and place in command.places]


def _of(role: Role | None) -> Iterator[Command]:
    audience: Audience = "partners" if role is None else "staff"
    return (command for command in COMMANDS if command.audience == audience)


def _nearest(name: str, role: Role | None, place: Place) -> Command | None:
    known = {command.name: command for command in offered(role, place)}
    close = get_close_matches(name, list(known), n=1, cutoff=NEAR)
    return known[close[0]] if close else None
