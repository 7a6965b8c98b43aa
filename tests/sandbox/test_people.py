"""What Telegram's apps do not let people do, and the demo."""
# ruff: noqa: ARG005 - one table, one signature

from __future__ import annotations

from collections.abc import Callable

import pytest

from sandbox import Chat, Person, Refusal, World, demo
from sandbox.errors import PEOPLE
from sandbox.model import Member

CASES: dict[str, Callable[[World, Person, Person, Chat], object]] = {
    "not_started": lambda w, nina, head, forum: head.write("x"),
    "you_blocked": lambda w, nina, head, forum: (nina.block_bot(), nina.write("x")),
    "not_member": lambda w, nina, head, forum: nina.write("x", chat=forum),
    "banned": lambda w, nina, head, forum: (forum.members.update({nina.id: Member("kicked")}), nina.join(forum)),
    "not_admin": lambda w, nina, head, forum: (nina.join(forum), nina.rename(forum, "x")),
    "muted": lambda w, nina, head, forum: (
        nina.join(forum),
        forum.permissions.update(can_send_messages=False),
        nina.write("x", chat=forum),
    ),
    "topic_closed": lambda w, nina, head, forum: (
        nina.join(forum),
        head.close_topic(forum, topic := head.create_topic(forum, "T")),
        nina.write("x", chat=forum, topic=topic),
    ),
    "topic_missing": lambda w, nina, head, forum: head.write("x", chat=forum, topic=99),
    "chat_missing": lambda w, nina, head, forum: nina.write("x", chat=-5),
    "message_missing": lambda w, nina, head, forum: nina.react(99, "👍"),
    "not_yours": lambda w, nina, head, forum: (nina.join(forum), nina.edit(head.write("x", chat=forum), "y")),
    "no_button": lambda w, nina, head, forum: nina.press_nowait(nina.last(), "B"),
    "reaction": lambda w, nina, head, forum: nina.react(nina.last(), "✅"),
    "protected": lambda w, nina, head, forum: (setattr(w.chats[nina.id], "protected", True), nina.forward(nina.last())),
    "bot_absent": lambda w, nina, head, forum: nina.remove_bot(nina.group("G")),
    "bot_present": lambda w, nina, head, forum: head.add_bot(forum),
    "member_already": lambda w, nina, head, forum: head.join(forum),
    "text": lambda w, nina, head, forum: nina.write("x" * 4097),
    "kind": lambda w, nina, head, forum: nina.send("telepathy"),
    "not_group": lambda w, nina, head, forum: w.migrate(forum),
    "not_forum": lambda w, nina, head, forum: nina.create_topic(nina.group("G"), "T"),
    "deactivated": lambda w, nina, head, forum: (nina.deactivate(), nina.write("x")),
    "value": lambda w, nina, head, forum: nina.write("x", reply_to=nina.last(), quote="nowhere"),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_people_are_refused(name: str, world: World, nina: Person, head: Person, forum: Chat) -> None:
    with pytest.raises(Refusal) as refusal:
        CASES[name](world, nina, head, forum)
    assert refusal.value.description == PEOPLE[name].replace("{name}", "quote")


def test_people_manage_their_groups(world: World, nina: Person, head: Person, forum: Chat) -> None:
    nina.join(forum)
    topic = head.create_topic(forum, "T")
    m = nina.write("x", chat=forum, topic=topic)
    copy = head.forward(m, chat=forum)
    assert copy.raw["forward_origin"]["sender_user"]["id"] == nina.id
    head.delete(m)
    head.delete_topic(forum, topic)
    assert head.sees(forum, topic=topic.id) == []
    nina.leave(forum)
    head.rename(forum, "Desk 2")
    assert head.last(forum).raw["new_chat_title"] == "Desk 2"


def test_ids_may_be_given_and_quotes_kept(world: World, nina: Person) -> None:
    assert world.person("A", id=7001).id == 7001
    answer = nina.write("yes", reply_to=nina.write("take it or leave it"), quote="leave")
    assert answer.raw["quote"] == {"text": "leave", "position": 11, "is_manual": True}


def test_the_demo(world: World) -> None:
    stage = demo.build(world, staff_started=True)
    labels = [p.label for p in (stage.nina, stage.boris, *stage.desk)]
    assert labels == ["newcomer", "buyer", "sub-manager", "sub-manager", "account manager", "head", "senior"]
    assert [p.id for p in (stage.nina, stage.boris, *stage.desk)] == [501, 502, 601, 602, 603, 604, 605]
    assert (stage.alpha.id, stage.staff.id) == (-1001000000501, -1001000000600)
    assert stage.alpha.member(stage.boris.id).status == "creator"
    assert not stage.alpha.member(world.bot_id).here
    assert stage.staff.is_forum
    assert stage.staff.member(world.bot_id).may("can_manage_topics")
    assert all(stage.staff.member(p.id).here for p in stage.desk)
    assert [p.started for p in (stage.nina, *stage.desk)] == [False] + [True] * 5
    stage.boris.add_bot(stage.alpha)
