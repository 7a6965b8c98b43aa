"""What we say to each other: invites, who is who, who is on shift (PRODUCT 1, 5, 10)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import get_args

from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, Param, Rows, T, button
from desk.letters.tools import listing
from desk.people import RANK, Role, Staff, manages

# What fits into one message of 4096 UTF-16 units, even with the longest names (tests/desk/test_letters.py).
LISTED = 40  # people on a page
IN_A_ROW = 2  # of their buttons
NAME = 30  # units of a name there, and
SHORT = 24  # on a button

ROLES: tuple[Role, ...] = get_args(Role)


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
    params = {"lines": listing(staff.role, "private", "forum")}
    return Letter(to=letter.staff(staff.id), lane=Lane.NOTICE, key="staff-help", params=params)


def topic_help(conversation: int, role: Role) -> Letter:
    """In a topic: what goes to the partner, what does not, and the tools of that role."""
    params = {"lines": listing(role, "topic")}
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key="staff-help-topic", params=params)


def everybody(head: int, staff: Sequence[Staff], page: int = 0, alone: int = 0) -> Letter:
    """All of us, the highest role first, and whether the bot can reach them; a button for each person, and one for the
    partners nobody looks after (`alone`).
    """
    ordered = sorted(staff, key=lambda person: (-RANK[person.role], person.name))
    page = min(page, (len(ordered) - 1) // LISTED) if ordered else 0
    shown = ordered[page * LISTED : (page + 1) * LISTED]
    params = {"count": len(ordered), "lines": Lines(items=tuple(_line(person) for person in shown))}
    people = [button("button-person", f"crew:see:{one.id}", name=short(one.name, SHORT)) for one in shown]
    rows = [tuple(people[n : n + IN_A_ROW]) for n in range(0, len(people), IN_A_ROW)]
    queue = ((button("button-alone", "give:next", count=alone),),) if alone else ()
    return _screen(head, "staff-list", params, (*rows, *_pages(page, len(ordered)), *queue))


def _screen(head: int, key: str, params: Mapping[str, Param], rows: Rows) -> Letter:
    """One message that changes with every tap."""
    return Letter(to=letter.staff(head), lane=Lane.NOTICE, key=key, params=params, buttons=rows, slot=screen_slot(head))


def screen_slot(head: int) -> str:
    """The live message in which a head looks at the team."""
    return f"staff:{head}"


def _pages(page: int, count: int) -> Rows:
    before = [button("button-back", f"crew:list:{page - 1}")] if page else []
    after = [button("button-more", f"crew:list:{page + 1}")] if (page + 1) * LISTED < count else []
    return ((*before, *after),) if before or after else ()


def one(head: int, person: Staff) -> Letter:
    """One of us: which role the person can get, and Remove."""
    roles = [button("button-role", f"crew:to:{person.id}:{name}", role=role(name)) for name in ROLES]
    rows = [(found,) for name, found in zip(ROLES, roles, strict=True) if name != person.role]
    remove = (button("button-remove", f"crew:to:{person.id}:none"),)
    back = (button("button-back", "crew:list:0"),)
    params = {"name": person.name, "role": role(person.role), "reach": _reach(person)}
    return _screen(head, "staff-one", params, (*rows, remove, back))


def sure(head: int, person: Staff, name: Role | None, partners: int) -> Letter:
    """What will follow from a change of role, or (None) from leaving; nothing has been changed yet."""
    what = [T(key="staff-sure-none" if name is None else "staff-sure-role", params=_becomes(person, name))]
    if partners and not manages(name):
        what.append(T(key="staff-sure-partners", params={"count": partners}))
    if name is None and person.role == "head":
        what.append(T(key="staff-sure-head"))
    if name is None:
        what.append(T(key="staff-sure-forum"))
    yes = button("button-sure", f"crew:do:{person.id}:{name or 'none'}")
    rows = ((yes,), (button("button-back", f"crew:see:{person.id}"),))
    return _screen(head, "staff-sure", {"lines": Lines(items=tuple(what))}, rows)


def _becomes(person: Staff, name: Role | None) -> dict[str, Param]:
    return {"name": person.name} if name is None else {"name": person.name, "role": role(name)}


def changed(heads: Iterable[int], by: Staff, person: Staff, name: Role | None, alone: int) -> list[Letter]:
    """To the other heads: who has another role, or has left, who decided, how many partners have nobody now."""
    key = "staff-left" if name is None else "staff-changed"
    left = ((button("button-alone", "give:next", count=alone),),) if alone else ()
    params = {**_becomes(person, name), "by": by.name}
    return [
        Letter(to=letter.staff(head), lane=Lane.NOTICE, key=key, params=params, buttons=left)
        for head in heads
        if head != by.id
    ]


def your_role(person: Staff, name: Role) -> Letter:
    """To the person: the new role."""
    return Letter(to=letter.staff(person.id), lane=Lane.NOTICE, key="staff-your-role", params={"role": role(name)})


def farewell(person: Staff) -> Letter:
    """To somebody who is not one of us any more."""
    return Letter(to=letter.user(person.user_id), lane=Lane.NOTICE, key="staff-farewell")


def withdrawn(person: Staff, slot: str) -> Letter:
    """In place of a card or a screen on the phone of somebody who has left: nothing of partners stays there."""
    return Letter(to=letter.user(person.user_id), lane=Lane.CARD, key="staff-withdrawn", slot=slot, renew_only=True)


def _line(person: Staff) -> T:
    name = short(person.name, NAME)
    name = f"{name} (@{person.username})" if person.username else name
    return T(key="staff-line", params={"name": name, "role": role(person.role), "reach": _reach(person)})


def _reach(person: Staff) -> T:
    return T(key="staff-reach", params={"reach": person.reach})
