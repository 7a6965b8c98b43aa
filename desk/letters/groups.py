"""Partner groups: being added, bound, moved and let go, and what staff are told of it (PRODUCT 1)."""

from collections.abc import Sequence

from desk.chats import Chat, Need
from desk.letters import letter, partners
from desk.letters.letter import Button, Lane, Letter, Lines, Param, Rows, T, TopicLink, button
from desk.letters.partners import Seat
from desk.people import Partner


def unbound(chat: Chat) -> Letter:
    """Once, in a group that belongs to nobody yet: who has to do what. Nobody's name, nobody's terms."""
    return Letter(to=letter.chat(chat.id), lane=Lane.NOTICE, key="group-unbound", once=f"unbound:{chat.id}")


def missing(chat: Chat, needs: Sequence[Need]) -> Letter:
    """In a group where the bot may not do everything: exactly what to switch on."""
    what = Lines(items=tuple(T(key=f"group-missing-{need}") for need in needs))
    return Letter(
        to=letter.chat(chat.id), lane=Lane.NOTICE, key="group-missing", params={"what": what}, slot=f"needs:{chat.id}"
    )


def complete(chat: Chat) -> Letter:
    """In place of that: the bot now may do everything. Nothing where nothing was missing."""
    slot = f"needs:{chat.id}"
    return Letter(to=letter.chat(chat.id), lane=Lane.NOTICE, key="group-complete", slot=slot, renew_only=True)


def whose(seat: Seat, chat: Chat, known: Sequence[Partner], page: int = 0) -> Letter:
    """Whose chat is this? Never asked in the group itself: partners' names are private."""
    new: Rows = ((button("button-partner-new", f"bind:{chat.id}:new"),),)
    rows = partners.choices(known, f"bind:{chat.id}", f"whose:{chat.id}", page)
    return _seated(seat, "whose", chat, "group-whose", {}, (*new, *rows))


def bound(seat: Seat, chat: Chat, partner: Partner, conversation: int, *, renew: bool = False) -> Letter:
    """Where it was asked: done, and where it is mirrored. `renew`: only where the question still stands."""
    link = TopicLink(conversation=conversation, text=partner.name)
    return _seated(seat, "whose", chat, "group-bound", {"partner": link}, (), renew=renew)


def bound_in_topic(chat: Chat, conversation: int, by: str) -> Letter:
    """In the topic of the new chat: who brought the bot there, or said whose it is."""
    return _told(conversation, "group-bound-topic", {"title": chat.title, "by": by})


def left(conversation: int, title: str) -> Letter:
    """In the topic: the bot has been removed from the chat; answers cannot get there."""
    return _told(conversation, "group-left", {"title": title})


def back(conversation: int, title: str) -> Letter:
    """In the topic: the bot is in the chat again."""
    return _told(conversation, "group-back", {"title": title})


def blocked(conversation: int, yes: bool) -> Letter:
    """In the topic: the partner has blocked the bot, or let it in again."""
    return _told(conversation, "partner-blocked" if yes else "partner-unblocked", {})


def unbind(seat: Seat, chat: Chat, partner: Partner, links: int) -> Letter:
    """What is about to happen to the chat. links: the live ones issued there."""
    rows = ((button("unbind-go", f"unbind:{chat.id}:{partner.id}"),), _no("unbind", chat))
    return _seated(seat, "unbind", chat, "group-unbind", {"partner": partner.name, "links": links}, rows)


def unbind_done(seat: Seat, chat: Chat, partner: Partner) -> Letter:
    """Where it was asked: the chat belongs to nobody."""
    return _seated(seat, "unbind", chat, "group-unbind-done", {"partner": partner.name}, ())


def unbound_in_topic(conversation: int, title: str, by: str, links: int) -> Letter:
    """In the topic: nothing is mirrored any more, and how to change that."""
    return _told(conversation, "group-unbound-topic", {"title": title, "by": by, "links": links})


def unbound_now(chat: Chat) -> Letter:
    """In the group: questions do not reach anybody here any more. Nobody's name."""
    return Letter(to=letter.chat(chat.id), lane=Lane.NOTICE, key="group-unbound-now")


def move(seat: Seat, chat: Chat, partner: Partner, others: Sequence[Partner], page: int = 0) -> Letter:
    """To which partner does the chat go?"""
    rows = partners.choices(others, f"move:{chat.id}:t", f"move:{chat.id}:p", page)
    return _seated(seat, "move", chat, "group-move", {"partner": partner.name}, (*rows, _no("move", chat)))


def move_confirm(
    seat: Seat, chat: Chat, partner: Partner, to: Partner, *, people: int, links: int, waits: bool
) -> Letter:
    """What is about to happen to the chat, to the people known from it alone, to its links and its wait."""
    params: dict[str, Param] = {
        "partner": partner.name,
        "other": to.name,
        "people": people,
        "links": links,
        "waits": int(waits),
    }
    rows = ((button("move-go", f"move:{chat.id}:go:{partner.id}:{to.id}"),), _no("move", chat))
    return _seated(seat, "move", chat, "group-move-confirm", params, rows)


def moved(seat: Seat, chat: Chat, to: Partner, conversation: int) -> Letter:
    """Where it was asked: done."""
    link = TopicLink(conversation=conversation, text=to.name)
    return _seated(seat, "move", chat, "group-moved", {"partner": link}, ())


def moved_in_topic(conversation: int, chat: Chat, partner: Partner, to: Partner, by: str, links: int) -> Letter:
    """In the topic: whose the chat is now, who did it, and how many links were stopped."""
    params: dict[str, Param] = {
        "title": chat.title,
        "partner": partner.name,
        "other": to.name,
        "by": by,
        "links": links,
    }
    return _told(conversation, "group-moved-topic", params)


def links_stopped(chat: Chat) -> Letter:
    """In the chat: the links issued there count no more; where a new one comes from."""
    return Letter(to=letter.chat(chat.id), lane=Lane.TERMS, key="group-links-stopped")


def unchanged(seat: Seat, what: str, chat: Chat) -> Letter:
    """Where it was asked: cancelled. what: the question's name, `move` or `unbind`."""
    return _seated(seat, what, chat, "kept-as-it-was", {}, ())


def one_of_us(conversation: int, name: str) -> Letter:
    """In the topic of somebody's private chat: the person is one of us now, and nothing is mirrored any more."""
    return _told(conversation, "contact-one-of-us", {"name": name})


def _told(conversation: int, key: str, params: dict[str, Param]) -> Letter:
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key=key, params=params)


def _seated(
    seat: Seat, what: str, chat: Chat, key: str, params: dict[str, Param], buttons: Rows, *, renew: bool = False
) -> Letter:
    shown, slot = {"title": chat.title, **params}, f"{what}:{chat.id}:{seat.name}"
    return Letter(to=seat.to, lane=Lane.NOTICE, key=key, params=shown, buttons=buttons, slot=slot, renew_only=renew)


def _no(what: str, chat: Chat) -> tuple[Button, ...]:
    return (button("button-cancel", f"{what}:{chat.id}:no"),)
