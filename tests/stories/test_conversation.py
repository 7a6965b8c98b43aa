"""What both sides write, and what must stay inside (PRODUCT 3, 4, 12)."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sandbox import Chat, Person
from storage import people as storage_people
from tests.stories import harness
from tests.stories.harness import MONDAY_NOON, ROOT, Story

#: Long tables run on one database; what storage does on both is tested there.
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TOPIC = "Alpha Media"
NASTY = '<b>&"🦊 מאיר'


def over(story: Story, *places: Person | Chat) -> None:
    """What was shown there, or anywhere, is looked at in another story."""
    for call in story._new():
        if not places or call.chat_id in {place.id for place in places}:
            story._looked_at.add(call.seq)


async def opened(story: Story) -> None:
    """The partner has asked something, and was answered."""
    await story.writes(story.people.boris, "где выплата?")
    story.clock.advance(10)
    await story.answers(story.people.zhenya, TOPIC, "Завтра")
    over(story)
    story.clock.advance(60)


async def in_group(story: Story) -> str:
    """The bot is in the partner's group; gives its topic."""
    p = story.people
    p.boris.add_bot(p.alpha, admin=True)
    await story.settle()
    over(story)
    return f"Alpha Media · {p.alpha.title}"


async def dump(story: Story) -> dict[str, list[Any]]:
    """Every table but the updates received."""
    async with story.desk.db.reading() as tx:
        names = tx._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {}
        for (name,) in names:
            if "yoyo" not in name and name not in ("inbox", "sqlite_sequence"):
                rows = tx._connection.execute(f"SELECT * FROM {name}")
                tables[name] = [tuple(row) for row in rows]
        return tables


# --- both ways -------------------------------------------------------------------------------------------------------


async def test_everything_goes_both_ways_as_what_it_is(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.boris, "<b>жирно</b> и <i>косо</i> 🦊 <code>x</code>", html=True)
    noon.sees(TOPIC, "Менеджер: Мария")
    shown = noon.sees(TOPIC, "жирно и косо 🦊 x")
    assert [entity["type"] for entity in shown.raw["entities"]] == ["bold", "italic", "code"]
    noon.sees(p.maria, "жирно и косо")
    for kind in ("photo", "document", "voice", "sticker"):
        p.boris.send(kind, caption="вот" if kind != "sticker" else None)
        await noon.settle()
        assert kind in noon.sees(TOPIC).raw
        noon.sees(p.maria, edited=True)
    noon.clock.advance(60)

    thread = noon.topic(TOPIC)
    answer = await noon.answers(p.sasha, TOPIC, "<u>Да</u>, <b>сегодня</b>", html=True, reply_to=shown)
    over(noon, p.maria)
    seen = noon.sees(p.boris, "Саша:\nДа, сегодня")
    assert [entity["type"] for entity in seen.raw["entities"]] == ["bold", "underline", "bold"]
    assert seen.raw["reply_to_message"]["text"] == "жирно и косо 🦊 x"
    for kind in ("photo", "document", "voice", "sticker"):
        p.sasha.send(kind, chat=p.staff, topic=thread)
        await noon.settle()
        seen = noon.sees(p.boris)
        assert kind in seen.raw
        assert kind == "sticker" or seen.raw["caption"] == "Саша:"

    noon.clock.advance(60)
    await noon.writes(p.boris, "спасибо", reply_to=seen)
    assert noon.sees(TOPIC, "спасибо").raw["reply_to_message"]["message_id"] > answer.id


@ONE
async def test_a_whole_message_goes_both_ways(noon: Story) -> None:
    p = noon.people
    await opened(noon)
    for text in ("x" * 4096, "🦊" * 2048):
        await noon.writes(p.boris, text)
        assert noon.sees(TOPIC).text == text
        over(noon, p.maria)
        noon.clock.advance(60)
        await noon.answers(p.sasha, TOPIC, text)
        over(noon, p.maria)
        noon.sees(p.boris, "Саша:")
        assert noon.sees(p.boris).text == text
        noon.clock.advance(60)


@ONE
async def test_a_partners_group(noon: Story) -> None:
    p, azamat = noon.people, noon.world.person("Azamat", language="ru")
    topic = await in_group(noon)
    azamat.join(p.alpha)
    await noon.settle()
    noon.quiet()
    asked = await noon.writes(p.boris, "где <b>выплата</b>?", chat=p.alpha, html=True)
    shown = noon.sees(topic, "Борис Байер:\nгде выплата?")
    assert [entity["offset"] for entity in shown.raw["entities"]] == [0, len("Борис Байер:\nгде ")]
    noon.sees(p.maria, "где выплата?", "группа «Alpha Media")
    await noon.writes(azamat, "и у меня", chat=p.alpha)
    noon.sees(topic, "Azamat:\nи у меня")
    noon.sees(p.maria, "2 сообщения", edited=True)
    noon.clock.advance(60)

    await noon.writes(p.maria, "Завтра!", chat=p.alpha, reply_to=asked)  # where the partner reads it
    reply = noon.sees(topic, "Мария:\nЗавтра!")
    assert reply.raw["reply_to_message"]["message_id"] == shown.id
    noon.sees(p.maria, "Есть ответ: Мария", edited=True)
    noon.quiet()

    noon.clock.advance(60)
    await noon.writes(azamat, "Борис, это по Бразилии?", chat=p.alpha, reply_to=asked)
    noon.sees(topic, "Azamat:\nБорис, это по Бразилии?")
    noon.quiet()  # between themselves: nobody is called
    await noon.passes(hours=1)
    noon.quiet()


@ONE
async def test_names_are_names_whatever_they_hold(noon: Story) -> None:
    p, owner = noon.people, noon.world.person(NASTY, language="ru")
    group = owner.group(f"{NASTY} & Co")
    p.maria.join(group)
    p.maria.add_bot(group)
    await noon.settle()
    noon.sees(group, "вижу только команды")
    whose = noon.sees(p.maria, "К какому партнёру привязать группу", f"{NASTY} & Co")
    await noon.press(p.maria, whose, "➕ Новый партнёр")
    noon.sees(p.maria, f"{NASTY} & Co", edited=True)
    over(noon, group, p.staff)
    await noon.writes(owner, "/help@partnerdesk_bot чт<о?", chat=group)
    over(noon)
    await noon.writes(owner, "@partnerdesk_bot где деньги?", chat=group)
    (topic,) = [one.name for one in p.staff.topics.values() if "Co" in one.name]
    noon.sees(topic, f"{NASTY}:\n@partnerdesk_bot где деньги?")
    over(noon, p.oleg, p.vera, p.sasha, p.zhenya)
    noon.quiet()


# --- what stays inside -----------------------------------------------------------------------------------------------


@ONE
async def test_notes_stay_inside(noon: Story) -> None:
    p = noon.people
    await opened(noon)
    thread = noon.topic(TOPIC)
    notes = [
        await noon.answers(p.sasha, TOPIC, "// он опять за своё"),
        await noon.answers(p.sasha, TOPIC, "/note проверить KYC"),
        await noon.answers(p.sasha, TOPIC, "/note@partnerdesk_bot проверить"),
        await noon.answers(p.sasha, TOPIC, "  // с отступом"),
    ]
    for caption in ("/note скрин", "// скрин"):
        notes.append(p.sasha.send("photo", chat=p.staff, topic=thread, caption=caption))
        await noon.settle()
    notes += [await noon.answers(p.maria, TOPIC, "согласна", reply_to=note) for note in notes]
    await noon.answers(p.sasha, TOPIC, "и я", reply_to=notes[-1])  # an answer to an answer to a note
    noon.quiet()


@ONE
async def test_what_must_not_leave_a_topic_is_said_there(noon: Story) -> None:
    p, guest = noon.people, noon.world.person("Гость", language="ru")
    await opened(noon)
    guest.join(p.staff)
    await noon.settle()
    await noon.answers(p.sasha, TOPIC, "/paytoday Борису")
    noon.sees(TOPIC, "Такой команды нет, партнёру ничего не ушло")
    await noon.answers(guest, TOPIC, "я отвечу")
    noon.sees(TOPIC, "могут только сотрудники")
    await noon.answers(p.oleg, TOPIC, "я отвечу", anonymous=True)
    noon.sees(TOPIC, "Отключите «Анонимность»")
    await noon.answers(p.sasha, TOPIC, "держи https://go.casino-x.example/c?pid=1")
    noon.sees(TOPIC, "Не отправлено", "/link")
    for writer in (p.sasha, guest):
        await noon.writes(writer, "всем привет", chat=p.staff)  # General
        await noon.writes(writer, "/paytoday", chat=p.staff)
    noon.quiet()


@ONE
async def test_edits_of_what_went_nowhere_go_nowhere(noon: Story) -> None:
    p, stranger = noon.people, noon.world.person("Ann", language="en")
    await opened(noon)
    note = await noon.answers(p.sasha, TOPIC, "// заметка")
    general = await noon.writes(p.sasha, "всем привет", chat=p.staff)
    for message in (note, general):
        p.sasha.edit(message, "а теперь иначе")
        await noon.settle()
    group = stranger.group("Somebody's")
    stranger.add_bot(group)
    await noon.settle()
    over(noon)
    stranger.edit(await noon.writes(stranger, "secret", chat=group), "secret too")
    await noon.settle()
    noon.quiet()


@ONE
async def test_an_unknown_command_gets_help_and_nothing_else(noon: Story) -> None:
    for person in (noon.people.boris, noon.world.person("Ann", language="ru")):
        person.started = True
        await noon.writes(person, "/withdraw all")
        noon.sees(person, "Такой команды нет", "/help")
    noon.quiet()  # no topic, no card


@ONE
async def test_a_group_nobody_has_bound_leaks_nothing(noon: Story) -> None:
    p, stranger = noon.people, noon.world.person("Ann", language="ru")
    group = stranger.group("Somebody's")
    stranger.add_bot(group, admin=True)
    await noon.settle()
    words = noon.sees(group, "сначала менеджер должен связать").text
    assert not any(name in words for name in ("Alpha", "Мария", "Casino"))
    noon.sees(p.oleg, "К какому партнёру привязать группу", "Somebody's")
    for text in ("кто здесь?", "/terms", "/links", "/link"):
        await noon.writes(stranger, text, chat=group)
    over_text = "\n".join(noon.sees(group).text for _ in range(3))
    assert not any(name in over_text for name in ("Alpha", "Мария", "Casino"))
    noon.quiet()


# --- what does not arrive --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [True, False])
@ONE
async def test_a_partner_who_has_blocked_the_bot(noon: Story, told: bool) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    over(noon)
    if told:
        p.boris.block_bot()
    p.boris.blocked = True
    await noon.settle()
    if told:
        noon.sees(TOPIC, "Партнёр заблокировал бота")
    noon.clock.advance(30)
    await noon.answers(p.zhenya, TOPIC, "Завтра")
    noon.sees(p.maria, "Есть ответ: Женя", edited=True)
    noon.sees(TOPIC, "Женя", "он заблокировал бота")
    noon.sees(p.maria, "Ждёт с", edited=True)
    p.boris.unblock_bot()
    await noon.settle()
    if told:
        noon.sees(TOPIC, "разблокировал")
    await noon.answers(p.zhenya, TOPIC, "Завтра")
    noon.sees(p.boris, "Завтра")
    noon.sees(p.maria, "Есть ответ: Женя", edited=True)


@pytest.mark.parametrize("silent", [False, True])
@ONE
async def test_a_deleted_topic_is_made_again(noon: Story, silent: bool) -> None:
    p = noon.people
    await opened(noon)
    first = noon.topic(TOPIC)
    p.oleg.delete_topic(p.staff, first)
    noon.world.silent_general = silent
    noon.clock.advance(3600)
    await noon.writes(p.boris, "и ещё вопрос?")
    assert noon.topic(TOPIC) != first
    noon.sees(TOPIC, "и ещё вопрос?")
    noon.sees(p.maria, "и ещё вопрос?")
    noon.quiet()


@pytest.mark.parametrize("told", [True, False])
@ONE
async def test_a_group_that_became_a_supergroup(noon: Story, told: bool) -> None:
    p = noon.people
    small = p.boris.group("Small")
    p.boris.add_bot(small)
    await noon.settle()
    over(noon)
    topic = "Alpha Media · Small"
    await noon.writes(p.boris, "/language", chat=small)
    over(noon)
    if not told:
        noon.world.queue.allowed = frozenset({"callback_query"})  # the word of it is lost
    new = noon.world.migrate(small)
    noon.world.queue.allowed = None
    await noon.settle()
    await noon.answers(p.sasha, topic, "Мы здесь")
    noon.sees(new, "Саша:\nМы здесь")
    await noon.writes(p.boris, "/language", chat=new)
    noon.sees(new, "На каком языке")
    noon.quiet()


# --- the office ------------------------------------------------------------------------------------------------------


@ONE
async def test_setup_says_what_to_switch_on(noon: Story) -> None:
    p = noon.people
    group = noon.world.group("Second", owner=p.oleg, supergroup=True)
    p.oleg.add_bot(group)
    await noon.settle()
    over(noon)
    for change, fragments in (
        (lambda: None, ("«Темы»", "администратором")),
        (lambda: setattr(group, "is_forum", True), ("администратором",)),
        (lambda: p.oleg.promote_bot(group, {"can_pin_messages": True}), ("управлять темами", "удалять")),
        (lambda: p.oleg.promote_bot(group, True), ("Теперь это форум сотрудников",)),
    ):
        change()
        noon.clock.advance(11)
        await noon.settle()
        await noon.writes(p.oleg, "/setup", chat=group)
        noon.sees(group, *fragments)
    await noon.writes(p.oleg, "/status")
    noon.sees(p.oleg, "Форумов сотрудников: 2")
    noon.quiet()


@ONE
async def test_broken_rules_change_nothing(database_url: str, tmp_path: Path) -> None:
    path, text = tmp_path / "desk.yaml", (ROOT / "desk.example.yaml").read_text("utf-8")
    path.write_text(text, "utf-8")
    story = await harness.begin(database_url, MONDAY_NOON, desk_file=path)
    oleg, before = story.people.oleg, story.desk.rules
    for broken, fragment in (
        (text.replace("programme:", "program:"), "program: there is no such key"),
        (text.replace("ack_within: 5m", "ack_within: <b>", 1), "<b>"),
        ("- \t", "is not YAML"),
        (text + "".join(f"\nkey{number}: 1" for number in range(200)), "there is no such key"),
    ):
        path.write_text(broken, "utf-8")
        await story.writes(oleg, "/reload")
        story.sees(oleg, "действуют прежние правила", fragment)
        assert story.desk.rules is before
    path.write_text(text.replace("signature: name", "signature: none"), "utf-8")
    await story.writes(oleg, "/reload")
    story.sees(oleg, "desk.yaml действует")
    assert story.desk.rules.signature == "none"
    await harness.end(story)


# --- who may do what -------------------------------------------------------------------------------------------------

HEADS, UNKNOWN, STAFF = "только руководитель", "Такой команды нет", "sub senior manager head"
#: Command, and what each role reads; a role that is not named reads the last.
COMMANDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/status", {"head": "Как дела", "partner": UNKNOWN, "": HEADS}),
    ("/reload", {"head": "desk.yaml действует", "partner": UNKNOWN, "": HEADS}),
    ("/staff", {"head": "Команда", "partner": UNKNOWN, "": HEADS}),
    ("/duty", {"partner": UNKNOWN, "": "Смены"}),
    ("/invite sub", {"head": "?start=inv_", "manager": "?start=inv_", "partner": "перешлите", "": "Приглашать могут"}),
    ("/invite manager", {"head": "?start=inv_", "manager": HEADS, "partner": "перешлите", "": "Приглашать могут"}),
    (
        "/invite head",
        {"partner": "перешлите", "manager": "пригласить нельзя", "head": "пригласить нельзя", "": "Приглашать могут"},
    ),
    ("/digest", {"head": "Дайджест на", "manager": "Дайджест на", "partner": UNKNOWN, "": "для аккаунт-менеджеров"}),
    ("/why", {"partner": UNKNOWN, "": "работает в теме партнёра"}),
    ("/help", {"partner": "Просто напишите вопрос", "": "Что вы можете здесь"}),
    ("/language", {"": "На каком языке"}),
    ("/link", {"partner": "Какой оффер?", "": "работает в"}),
    ("/links", {"partner": "ссылок пока нет", "": "работает в"}),
    ("/terms", {"partner": "Общие условия", "": "работает в"}),
    ("/nonsense", {"partner": UNKNOWN, "": "Команды /nonsense нет"}),
)


@ONE
async def test_each_command_for_each_role(noon: Story) -> None:
    p = noon.people
    await opened(noon)
    everybody = {"partner": p.boris, "sub": p.sasha, "senior": p.vera, "manager": p.maria, "head": p.oleg}
    for command, reads in COMMANDS:
        for role, person in everybody.items():
            await noon.writes(person, command)
            fragment = reads.get(role, reads[""])
            if fragment:
                noon.sees(person, fragment)
            noon.quiet()
        noon.clock.advance(5)


def _forged(story: Story) -> list[str]:
    numbers = ("", "-1", "1", "9" * 30, "x:", "1:1", "1:99", "99:1", "1:1:1", "٣")
    names = ("take", "noans", "bind", "whose", "link", "accept", "ask", "new", "lang", "unknown", "", ":")
    picks = ("p", "o:none", "g:casino-x:ZZ", "s:casino-x:KZ:none", "s:slots-classic:DE:x", "c:99", "l", "l:1", "z:1:2")
    data = [f"{name}:{rest}" if rest else name for name in names for rest in numbers]
    others = ["new:sources:back", "new:experience:99", "crew:do:2:none", "give:1:5", "lang:", "lang:RU"]
    return data + [f"link:{pick}" for pick in picks] + others + ["x" * 64]


@ONE
async def test_a_forged_or_stale_button_changes_nothing(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.boris, "/language")
    mine = noon.sees(p.boris, "На каком языке")
    await noon.writes(p.boris, "где выплата?")
    card = noon.sees(p.maria, "где выплата?")
    await noon.press(p.maria, card, "Ответ не нужен")
    over(noon)
    before = await dump(noon)
    for person, message in ((p.boris, mine), (p.maria, card)):
        presses = [person.press_nowait(message, data=data, forged=True) for data in _forged(noon)]
        await noon.settle()
        for press, data in zip(presses, _forged(noon), strict=True):
            assert press.answered.is_set(), f"{data!r} was not answered"
            assert press.answer is not None
            assert press.answer.text, f"{data!r} was answered with nothing"
            assert "<" not in press.answer.text
    after = await dump(noon)
    assert [table for table in before if before[table] != after[table]] == []
    noon.quiet()


@ONE
async def test_two_presses_equal_one(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    card = noon.sees(p.maria, "где выплата?")
    over(noon)
    presses = [p.maria.press_nowait(card, "Взять") for _ in range(2)]
    await noon.settle()
    first, second = [press.answer.text for press in presses if press.answer and press.answer.text]
    assert "Вопрос ваш" in first
    assert "Вы его уже взяли" in second
    noon.sees(p.maria, "Вы взяли", edited=True)
    late = await noon.press(p.maria, card, data="noans:1:1", forged=True)
    assert late.answer is not None
    assert "ответ не нужен" in str(late.answer.text)
    noon.sees(p.maria, "ответ не нужен", edited=True)
    stale = await noon.press(p.maria, card, data="noans:1:1", forged=True)
    assert "никто не ждёт" in str(stale.answer and stale.answer.text)
    await noon.passes(hours=1)
    noon.quiet()


# --- whoever is called -----------------------------------------------------------------------------------------------


async def test_a_question_in_pieces_is_one_card_that_grows(noon: Story) -> None:
    p = noon.people
    for text in ("где", "моя", "выплата?"):
        p.boris.write(text)
    await noon.settle()
    noon.sees(TOPIC, "Менеджер: Мария")
    for text in ("где", "моя", "выплата?"):
        noon.sees(TOPIC, text)
    noon.sees(p.maria, "где", "3 сообщения")
    await noon.writes(p.boris, "алло")
    noon.sees(TOPIC, "алло")
    noon.sees(p.maria, "4 сообщения", edited=True)
    noon.quiet()


def _nobody_on_shift(story: Story) -> None:
    story.people.sasha.block_bot()
    story.people.zhenya.block_bot()


def _nor_a_senior(story: Story) -> None:
    _nobody_on_shift(story)
    story.people.vera.blocked = True  # nobody has told the desk


SHIFT, SENIOR, NEXT = "Смене нельзя написать", "Старшему смены нельзя написать", "сразу вызван следующий уровень"


@pytest.mark.parametrize(
    ("gone", "seen"),
    [
        (_nobody_on_shift, [("vera", ("Менеджер сейчас не работает", SHIFT)), ("oleg", (SHIFT, NEXT))]),
        (
            _nor_a_senior,
            [("oleg", (SHIFT, NEXT)), ("oleg", ("уровень 4 из 4", SHIFT, SENIOR)), ("oleg", (SENIOR, NEXT))],
        ),
    ],
)
@ONE
async def test_a_level_out_of_reach_costs_no_time(
    night: Story, gone: Callable[[Story], None], seen: list[tuple[str, tuple[str, ...]]]
) -> None:
    p = night.people
    gone(night)
    await night.settle()
    await night.writes(p.boris, "postbacks stopped")
    await night.passes(seconds=1)
    over(night, p.staff, p.maria, p.boris)
    for who, words in seen:
        night.sees(getattr(p, who), *words)
    night.quiet()


@ONE
async def test_the_last_resort_with_nobody_to_call(night: Story) -> None:
    p = night.people
    async with night.desk.db.transaction() as tx:
        for person in (p.sasha, p.zhenya, p.vera, p.oleg):
            found = await storage_people.staff_by_user(tx, person.id)
            assert found is not None
            tx._connection.execute("DELETE FROM staff WHERE id = ?", (found.id,))
    await night.writes(p.boris, "postbacks stopped")
    night.sees(TOPIC, "вызвать некого", "HEAD_IDS")
    night.sees(TOPIC, "Менеджер: Мария")
    night.sees(TOPIC, "postbacks stopped")
    over(night, p.maria, p.boris)
    night.quiet()
    await night.passes(minutes=15)
    night.sees(TOPIC, "вызвать некого", "15 мин")
    over(night, p.boris)
    night.quiet()


@ONE
async def test_a_newcomer_is_called_for_sooner(night: Story) -> None:
    p, ann = night.people, night.world.person("Ann", language="ru")
    ann.started = True
    await night.writes(ann, "какие гео?")
    over(night, p.staff, ann, p.maria)
    for sub in (p.sasha, p.zhenya):
        night.sees(sub, "какие гео?", "новый", "уровень 1 из 3")
    for minutes, person, fragment in (
        (1, p.sasha, "ждёт уже 1 мин"),
        (1, p.vera, "уровень 2 из 3"),
        (5, p.oleg, "уровень 3 из 3"),
    ):
        await night.passes(minutes=minutes, seconds=-1)
        night.quiet()
        await night.passes(seconds=1)
        night.sees(person, fragment)
        over(night, p.zhenya, ann)
        night.quiet()
    await night.passes(minutes=10)
    night.sees(p.oleg, "последняя инстанция", edited=True)
    night.sees(p.oleg, "ждёт уже 17 мин")
    over(night)


@ONE
async def test_an_edit_shows_while_somebody_waits_and_asks_again_only_if_it_matters(noon: Story) -> None:
    p = noon.people
    asked = await noon.writes(p.boris, "где выплата?")
    noon.clock.advance(5)
    over(noon, p.staff)
    noon.sees(p.maria, "где выплата?")
    p.boris.edit(asked, "где выплата? очень жду")
    await noon.settle()
    over(noon, p.staff)
    noon.sees(p.maria, "где выплата? очень жду", edited=True)
    noon.clock.advance(60)
    await noon.answers(p.maria, TOPIC, "Завтра")
    over(noon, p.staff, p.boris, p.maria)
    noon.clock.advance(60)
    p.boris.edit(asked, "Где выплата? Очень жду!")
    await noon.settle()
    over(noon, p.staff)
    noon.quiet()
    p.boris.edit(asked, "Где выплата за май, 500 $?")
    await noon.settle()
    over(noon, p.staff)
    noon.sees(p.maria, "500 $", f"Ждёт с {noon.clock.now() + timedelta(hours=3):%H:%M}")
    noon.clock.advance(60)
    await noon.answers(p.maria, TOPIC, "Во вторник")
    over(noon, p.staff, p.boris, p.maria)
    noon.clock.advance(60)
    p.boris.edit(asked, "Где выплата за май, 500 $? Жду")  # the digits are those of the last change
    await noon.settle()
    over(noon, p.staff)
    noon.quiet()
