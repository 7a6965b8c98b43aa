"""The people of a partner, and who of them accepts terms: `/contact` in a topic (PRODUCT 6)."""

from collections.abc import Sequence
from typing import get_args

from desk.letters import letter
from desk.letters.letter import Lane, Letter, Lines, Param, Person, Rows, T, button
from desk.people import Contact, ContactRole
from desk.topics import cut

PAGE = 12  # people shown at once
NAME = 40  # units of a name on a button
ROLES: tuple[ContactRole, ...] = get_args(ContactRole)


def listed(conversation: int, people: Sequence[Contact], page: int = 0) -> Letter:
    """Who there is; a button for each opens what can be changed."""
    last = max(0, (len(people) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = people[page * PAGE : (page + 1) * PAGE]
    named = any(person.acceptor for person in people)
    params: dict[str, Param] = {
        "count": len(people),
        "lines": Lines(items=tuple(map(_line, shown))),
        "who": T(key="contacts-named" if named else "contacts-all"),
    }
    buttons = [(_open(person),) for person in shown]
    turns = [button("link-earlier", f"contact:p:{page - 1}")] if page > 0 else []
    turns += [button("link-later", f"contact:p:{page + 1}")] if page < last else []
    return _screen(conversation, "contacts", params, (*buttons, tuple(turns)) if turns else tuple(buttons))


def one(conversation: int, person: Contact) -> Letter:
    """One of them: named to accept or not, and what the person does."""
    to = f"contact:{person.user_id}"
    accept = button("contact-unname" if person.acceptor else "contact-name", f"{to}:{0 if person.acceptor else 1}")
    roles = [button("contact-role", f"{to}:{role}", role=role) for role in ROLES if role != person.role]
    rows: Rows = ((accept,), tuple(roles[:2]), tuple(roles[2:]), (button("link-back", "contact:p:0"),))
    return _screen(conversation, "contact", {"line": _line(person)}, tuple(row for row in rows if row))


def slot(conversation: int) -> str:
    """The message in which it is shown."""
    return f"contacts:{conversation}"


def _screen(conversation: int, key: str, params: dict[str, Param], buttons: Rows) -> Letter:
    to = letter.topic(conversation)
    return Letter(to=to, lane=Lane.CARD, key=key, params=params, buttons=buttons, slot=slot(conversation))


def _open(person: Contact) -> letter.Button:
    return button("link-choice", f"contact:{person.user_id}", name=cut(person.name, NAME))


def _line(person: Contact) -> T:
    """Name, handle, what the person does, and whether an Accept of that person binds the partner."""
    handle = f" @{person.username}" if person.username else ""
    params: dict[str, Param] = {
        "person": Person(name=person.name, user_id=person.user_id),
        "handle": handle,
        "role": person.role or "none",
        "mark": "yes" if person.acceptor else "no",
    }
    return T(key="contact-line", params=params)
