"""What Telegram's apps do not let people do, and the demo."""
# ruff: noqa: ARG005 - one table, one signature

from __future__ import annotations

from collections.abc import Callable

import pytest
from aiogram.enums import MessageEntityType

from sandbox import Chat, Person, Refusal, Sandbox, World, demo, samples
from sandbox.errors import PEOPLE
from sandbox.model import Member
from tests.sandbox.hand import HandClock, Raw, seen

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
    "stranger": lambda w, nina, head, forum: head.remove(forum, nina),
    "bot_absent": lambda w, nina, head, forum: nina.remove_bot(nina.group("G")),
    "bot_present": lambda w, nina, head, forum: head.add_bot(forum),
    "member_already": lambda w, nina, head, forum: head.join(forum),
    "text": lambda w, nina, head, forum: nina.write("x" * 4097),
    "caption": lambda w, nina, head, forum: nina.send("sticker", caption="x"),
    "album": lambda w, nina, head, forum: nina.album(["photo", "document"]),
    "not_editable": lambda w, nina, head, forum: nina.edit(nina.send("sticker"), "x"),
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


def test_people_are_brought_in_promoted_and_thrown_out(world: World, nina: Person, head: Person, forum: Chat) -> None:
    vera = world.person("Vera")
    head.add(forum, nina)
    assert forum.messages[forum.last_id].raw["new_chat_members"][0]["id"] == nina.id
    head.promote(forum, nina, {"can_restrict_members": True})
    with pytest.raises(Refusal):
        nina.remove(forum, head)
    nina.add(forum, vera)
    with pytest.raises(Refusal):
        vera.remove(forum, nina)
    nina.remove(forum, vera)
    assert head.last(forum).raw["left_chat_member"]["id"] == vera.id
    with pytest.raises(Refusal):
        vera.join(forum)
    nina.add(forum, vera)
    head.promote(forum, nina, False)
    assert forum.member(nina.id).status == forum.member(vera.id).status == "member"
    forum.permissions["can_invite_users"] = False
    with pytest.raises(Refusal):
        vera.add(forum, world.person("Zoe"))


def test_ids_may_be_given_and_quotes_kept(world: World, nina: Person) -> None:
    assert world.person("A", id=7001).id == 7001
    answer = nina.write("yes", reply_to=nina.write("take it or leave it"), quote="leave")
    assert answer.raw["quote"] == {"text": "leave", "position": 11, "is_manual": True}


def test_text_of_every_entity(nina: Person, sandbox: Sandbox) -> None:
    nina.send("text")
    found = {entity["type"] for entity in seen(sandbox, "message")[-1]["entities"]}
    assert found == {str(kind.value) for kind in MessageEntityType} - {"phone_number"}


def test_answers_across_chats(nina: Person, head: Person, forum: Chat, group: Chat, sandbox: Sandbox) -> None:
    price = nina.write("the <b>new</b> price", chat=group, html=True)
    nina.write("this one?", reply_to=price, quote="new price")
    told = seen(sandbox, "message")[-1]
    assert "reply_to_message" not in told
    assert told["external_reply"]["origin"]["sender_user"]["id"] == nina.id
    assert told["external_reply"]["message_id"] == price.id
    assert told["quote"]["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    nina.write("and that?", chat=group, reply_to=nina.send("photo"))
    shown = group.messages[group.last_id].raw["external_reply"]
    assert ("photo" in shown, "chat" in shown) == (True, False)
    one, two = head.create_topic(forum, "One"), head.create_topic(forum, "Two")
    crossed = head.write("see", chat=forum, topic=two, reply_to=head.write("x", chat=forum, topic=one))
    assert (crossed.topic, crossed.raw["external_reply"]["chat"]["id"]) == (two.id, forum.id)


@pytest.mark.parametrize("kind", samples.ORIGINS)
def test_forwards_from_anywhere(kind: str, nina: Person, sandbox: Sandbox) -> None:
    nina.send("photo", origin=kind, caption="x")
    origin = seen(sandbox, "message")[-1]["forward_origin"]
    assert origin["type"] == ("user" if kind == "bot" else kind)


def test_who_hides_is_a_name_only(nina: Person, head: Person, group: Chat, sandbox: Sandbox) -> None:
    nina.hides_forwards = True
    head.start()
    head.join(group)
    head.forward(nina.write("x", chat=group))
    assert seen(sandbox, "message")[-1]["forward_origin"] == {
        "type": "hidden_user",
        "date": sandbox.world.now(),
        "sender_user_name": "Nina",
    }


def test_albums_with_stragglers(nina: Person, sandbox: Sandbox, clock: HandClock) -> None:
    parts = nina.album(["photo", "video", "live_photo"], caption=["a", None, "c"], gap=[0, 0, 9])
    assert [m.raw.get("caption") for m in parts] == ["a", None, "c"]
    told = [m for m in seen(sandbox, "message") if "media_group_id" in m]
    assert len(told) == 2
    clock.advance(10)
    assert [m["message_id"] for m in seen(sandbox, "message") if "media_group_id" in m] == [m.id for m in parts]


def test_protected_content(nina: Person, head: Person, group: Chat, sandbox: Sandbox) -> None:
    assert nina.write("x", protected=True).raw["has_protected_content"]
    group.protected = True
    nina.write("/x", chat=group)
    assert seen(sandbox, "message")[-1]["has_protected_content"]


def test_edits_of_media_and_places(nina: Person, sandbox: Sandbox) -> None:
    photo = nina.send("photo", caption="<b>x</b>", html=True)
    nina.edit(photo, "y")
    nina.edit_media(photo, "video", caption="z")
    first, second = seen(sandbox, "edited_message")
    assert (first["caption"], "caption_entities" in first) == ("y", False)
    assert (second["caption"], "video" in second, "photo" in second) == ("z", True, False)
    nina.edit(photo, "")
    assert "caption" not in seen(sandbox, "edited_message")[-1]
    part = nina.album(["document", "document"])[0]
    with pytest.raises(Refusal):
        nina.edit_media(part, "photo")
    nina.move(nina.send("live_location"), 41.7, 44.8)
    assert seen(sandbox, "edited_message")[-1]["location"]["latitude"] == 41.7
    with pytest.raises(Refusal):
        nina.move(nina.send("location"), 41.7, 44.8)


async def test_reactions_of_people(nina: Person, head: Person, forum: Chat, sandbox: Sandbox, raw: Raw) -> None:
    await raw("getUpdates", allowed_updates=["message_reaction"])
    nina.join(forum)
    m = nina.write("x", chat=forum)
    head.react(m, ["👍", "custom:5368324170671202286"])
    nina.react(m, "🔥")
    head.react(m, "🤔", anonymous=True)
    head.react(m, None)
    changes = seen(sandbox, "message_reaction")
    assert [change.get("user", change.get("actor_chat"))["id"] for change in changes] == [
        head.id,
        nina.id,
        forum.id,
        head.id,
    ]
    assert changes[0]["new_reaction"][1] == {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286"}
    assert (len(changes[3]["old_reaction"]), changes[3]["new_reaction"]) == (2, [])
    assert m.reactions == {head.id: [], nina.id: ["🔥"], forum.id: ["🤔"]}
    forum.reactions = frozenset()
    with pytest.raises(Refusal):
        nina.react(m, "👍")


def test_the_right_answer_of_a_quiz(nina: Person, group: Chat, sandbox: Sandbox) -> None:
    known = nina.send("quiz")
    assert seen(sandbox, "message")[-1]["poll"]["correct_option_ids"] == [1]
    for hidden in (nina.send("blind_quiz"), nina.forward(known), nina.send("quiz", chat=group)):
        assert "correct_option_ids" not in hidden.raw["poll"]


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
