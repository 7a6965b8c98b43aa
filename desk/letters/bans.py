"""What is said about somebody who was shut out, and to that person, once (PRODUCT 3)."""

from datetime import datetime

from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import Lane, Letter, Source

NAME = 30  # units of a name


def banned(conversation: int, source: Source, name: str, by: str) -> Letter:
    """In the topic: from now on that person's words are kept and not shown."""
    params = {"name": short(name, NAME), "by": short(by, NAME)}
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key="ban-done", params=params, reply_to=source)


def unbanned(conversation: int, source: Source, name: str, unheard: int) -> Letter:
    """In the topic: that person is heard again; so many messages were not."""
    params = {"name": short(name, NAME), "count": unheard}
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key="unban-done", params=params, reply_to=source)


def told(user_id: int, since: datetime) -> Letter:
    """To the person, once: nobody answers here."""
    once = f"banned:{user_id}:{since:%Y%m%d%H%M%S}"
    return Letter(to=letter.user(user_id), lane=Lane.NOTICE, key="banned-told", once=once)


def unheard(conversation: int, name: str, *, told: bool) -> Letter:
    """In the topic, once: the person has written all the same, and what was said to that."""
    key = "banned-wrote-told" if told else "banned-wrote"
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key=key, params={"name": short(name, NAME)})
