"""Partner groups: being added, being bound, and what staff are told of it (PRODUCT 1)."""

from collections.abc import Sequence

from desk.chats import Chat
from desk.letters import letter
from desk.letters.letter import Button, Lane, Letter, Rows, TopicLink, button
from desk.people import Partner

PAGE = 20  # partners on one page of the picker


def unbound(chat: Chat) -> Letter:
    """Once, in a group that belongs to nobody yet: who has to do what. Nobody's name, nobody's terms."""
    return Letter(to=letter.chat(chat.id), lane=Lane.NOTICE, key="group-unbound", once=f"unbound:{chat.id}")


def blind(chat: Chat) -> Letter:
    """In a group whose ordinary messages the bot cannot see: exactly what to switch on."""
    return Letter(to=letter.chat(chat.id), lane=Lane.NOTICE, key="group-blind")


def ask_partner(chat: Chat, staff: int, partners: Sequence[Partner], page: int = 0) -> Letter:
    """In the private chat of one of us: whose group is this? Partners' names are never shown in the group."""
    shown = partners[page * PAGE : (page + 1) * PAGE]
    rows: list[tuple[Button, ...]] = [
        (button("button-partner", f"bind:{chat.id}:{partner.id}", name=partner.name),) for partner in shown
    ]
    rows.append((button("button-partner-new", f"bind:{chat.id}:new"),))
    return Letter(
        to=letter.staff(staff),
        lane=Lane.NOTICE,
        key="group-whose",
        params={"title": chat.title},
        buttons=(*rows, *_pages(chat, page, len(partners))),
        slot=f"whose:{chat.id}:{staff}",
    )


def _pages(chat: Chat, page: int, total: int) -> Rows:
    back = [button("button-back", f"whose:{chat.id}:{page - 1}")] if page else []
    more = [button("button-more", f"whose:{chat.id}:{page + 1}")] if (page + 1) * PAGE < total else []
    return ((*back, *more),) if back or more else ()


def bound_to_staff(chat: Chat, staff: int, partner: Partner, conversation: int) -> Letter:
    """To whoever chose: done, and where it is mirrored."""
    return Letter(
        to=letter.staff(staff),
        lane=Lane.NOTICE,
        key="group-bound",
        params={"title": chat.title, "partner": TopicLink(conversation=conversation, text=partner.name)},
        slot=f"whose:{chat.id}:{staff}",
    )


def bound_in_topic(chat: Chat, conversation: int, by: str) -> Letter:
    """In the topic of the new chat: who brought the bot there."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.RELAY,
        key="group-bound-topic",
        params={"title": chat.title, "by": by},
    )


def left(conversation: int, title: str) -> Letter:
    """In the topic: the bot has been removed from the chat; answers cannot get there."""
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key="group-left", params={"title": title})


def back(conversation: int, title: str) -> Letter:
    """In the topic: the bot is in the chat again."""
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key="group-back", params={"title": title})


def blocked(conversation: int, yes: bool) -> Letter:
    """In the topic: the partner has blocked the bot, or let it in again."""
    key = "partner-blocked" if yes else "partner-unblocked"
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key=key)
