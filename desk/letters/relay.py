"""One person's message shown in the other chat: as what it is, with who speaks where that must be said (PRODUCT 3)."""

from typing import Any

from desk.content import Content
from desk.letters.letter import Kind, Lane, Letter, To


def mirror(content: Content, to: To, conversation: int, *, head: str | None = None) -> list[Letter]:
    """A partner's message in the staff topic; `head` names who speaks in a group."""
    key = f"mirror:{content.source.chat}:{content.source.message}"
    return _shown(content, to, conversation, Lane.RELAY, key, head)


def answer(content: Content, to: To, conversation: int, key: str, *, head: str | None) -> list[Letter]:
    """A staff message in the partner's chat; `key` is the answer's (`cards.answer_key`), `head` the signature."""
    return _shown(content, to, conversation, Lane.ANSWER, key, head)


def _shown(content: Content, to: To, conversation: int, lane: Lane, key: str, head: str | None) -> list[Letter]:
    if head is None:
        return [_letter("copy", content, to, conversation, lane, key)]
    if not content.holds(head):  # a name line of its own, then the message as it is
        name = Letter(to=to, lane=lane, kind="text", key="speaker", params={"name": head}, once=f"name:{key}")
        return [name, _letter("copy", content, to, conversation, lane, key)]
    kind: Kind = "say" if content.kind == "text" else "copy"
    return [_letter(kind, content, to, conversation, lane, key, head)]


def _letter(
    kind: Kind, content: Content, to: To, conversation: int, lane: Lane, key: str, head: str | None = None
) -> Letter:
    params: dict[str, Any] = {
        "conversation": conversation,
        "from_chat": content.source.chat,
        "message": content.source.message,
        "what": content.kind,
        "text": content.text,
        "entities": list(content.entities),
    }
    if head is not None:
        params["head"] = head
    return Letter(to=to, lane=lane, kind=kind, params=params, once=key, reply_to=content.answers)
