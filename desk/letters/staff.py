"""What we say to each other: invites, who is who, who is on shift (PRODUCT 1, 5, 10)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from desk import shifts as rota
from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, T
from desk.people import RANK, Role, Staff
from desk.shifts import Shift

# What fits into one message of 4096 UTF-16 units, even with the longest names (tests/desk/test_letters.py).
LISTED = 40  # people
NAME = 30  # units of a name there, and
SHORT = 24  # in the shifts
COMING = 4  # shifts ahead
SHIFTS = 6  # in all
CREW = 8  # people of one shift


def hello(staff: Staff, *, has_forum: bool) -> Letter:
    """To one of us who pressed Start: the role, and what comes here; to a head also what is left to set up."""
    key = "staff-hello-setup" if staff.role == "head" and not has_forum else "staff-hello"
    return Letter(
        to=letter.staff(staff.id), lane=Lane.NOTICE, key=key, params={"name": staff.name, "role": role(staff.role)}
    )


def role(name: Role) -> T:
    """A role in words."""
    return T(key="staff-role", params={"role": name})


def invite(staff: int, name: Role, url: str, until: datetime) -> Letter:
    """The link that makes one person one of us, once."""
    params = {"role": role(name), "url": url, "until": At(at=until, form="dt")}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="staff-invite", params=params)


def joined(heads: Iterable[int], newcomer: Staff) -> list[Letter]:
    """To the heads: who has become what."""
    params = {"name": newcomer.name, "role": role(newcomer.role)}
    return [Letter(to=letter.staff(head), lane=Lane.NOTICE, key="staff-joined", params=params) for head in heads]


def help_for(staff: Staff) -> Letter:
    """What this person can do here."""
    rank = RANK[staff.role]
    lines = [T(key=f"staff-help-{name}") for name in ("sub", "manager", "head") if RANK[name] <= rank]
    return Letter(
        to=letter.staff(staff.id), lane=Lane.NOTICE, key="staff-help", params={"lines": Lines(items=tuple(lines))}
    )


def topic_help(conversation: int) -> Letter:
    """In a topic: what goes to the partner, and what does not."""
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key="staff-help-topic")


def everybody(head: int, staff: Sequence[Staff]) -> Letter:
    """All of us, the highest role first, and whether the bot can reach them."""
    ordered = sorted(staff, key=lambda person: (-RANK[person.role], person.name))
    lines = [_line(person) for person in ordered[:LISTED]]
    if len(ordered) > LISTED:
        lines.append(T(key="staff-more", params={"count": len(ordered) - LISTED}))
    params = {"count": len(ordered), "lines": Lines(items=tuple(lines))}
    return Letter(to=letter.staff(head), lane=Lane.NOTICE, key="staff-list", params=params)


def _line(person: Staff) -> T:
    name = short(person.name, NAME)
    name = f"{name} (@{person.username})" if person.username else name
    return T(key="staff-line", params={"name": name, "role": role(person.role), "reach": _reach(person)})


def _reach(person: Staff) -> T:
    return T(key="staff-reach", params={"reach": person.reach})


def duty(reader: int, running: Sequence[Shift], coming: Sequence[Shift], staff: Sequence[Staff]) -> Letter:
    """Who is on shift and until when, and who comes next."""
    lines = [T(key="duty-running", params=_shift(shift, staff)) for shift in running] or [T(key="duty-nobody")]
    lines += [T(key="duty-coming", params=_shift(shift, staff)) for shift in coming[:COMING]]
    params = {"lines": Lines(items=tuple(lines[:SHIFTS]))}
    return Letter(to=letter.staff(reader), lane=Lane.NOTICE, key="duty", params=params)


def _shift(shift: Shift, staff: Sequence[Staff]) -> dict[str, letter.Param]:
    people = [_member(handle, staff) for handle in shift.handles[:CREW]]
    if len(shift.handles) > CREW:
        people.append(T(key="staff-more", params={"count": len(shift.handles) - CREW}))
    who = people[0] if people else T(key="duty-empty")
    for person in people[1:]:
        who = T(key="duty-and", params={"first": who, "then": person})
    start, end = At(at=shift.start, form="dt"), At(at=shift.end, form="dt")
    return {"shift": shift.name, "who": who, "start": start, "end": end}


def _member(handle: str, staff: Sequence[Staff]) -> T:
    """A person by name, and what is wrong: not one of us yet, or out of reach."""
    wanted = rota.key(handle)
    found = next((p for p in staff if wanted in {rota.key(p.user_id), rota.key(p.username or p.user_id)}), None)
    if found is None:
        return T(key="duty-unknown", params={"handle": handle})
    name = short(found.name, SHORT)
    if found.reach != "ok":
        return T(key="duty-unreachable", params={"name": name, "reach": _reach(found)})
    return T(key="duty-name", params={"name": name})
