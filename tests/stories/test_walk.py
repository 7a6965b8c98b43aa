"""A walk through every screen a person can reach, in both languages: docs/walk.ru.md and docs/walk.en.md are what was shown.

`WALK=write python -m pytest tests/stories/test_walk.py` renews the two pages; read them aloud before committing.
"""

import os
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.pace import UNLIMITED
from desk import commands
from desk.people import Contact
from sandbox import Message, Person
from sandbox import demo as stage
from storage import people
from tests.desk.test_letters import locales
from tests.stories import harness
from tests.stories.harness import EXAMPLE, MONDAY_NOON, ROOT, Story
from tests.stories.notebook import Notebook, Screen

ALPHA = "Alpha Media"
#: An hour and ten minutes before the head's digest leaves.
MORNING = MONDAY_NOON + timedelta(hours=21, minutes=22)

#: The demo's people and the example's words, for people who read English.
ENGLISH_NAMES = {
    501: "Nina", 502: "Boris", 601: "Sasha", 602: "Zhenya", 603: "Maria", 604: "Oleg", 605: "Vera",
}  # fmt: skip
ENGLISH_RULES = {
    "контекст на бренд, кешбэк-сайты, мотивированный трафик": "brand bidding, cashback sites, incentivised traffic",
    "рег→деп ≥ 12 %": "reg→dep ≥ 12%",
    "до 5 числа следующего месяца": "by the 5th of the next month",
    "спам": "spam",
}
PAGE = {
    "ru": "# Поддержка, экран за экраном\n\nВсё, что показывает бот, по порядку: кто что делает и что видит в ответ. Пишет тест "
    "`tests/stories/test_walk.py`; обновить: `WALK=write`. По-английски: [walk.en.md](walk.en.md).\n\n",
    "en": "# The desk, screen by screen\n\nEverything the bot shows, in order: what somebody does, and what is seen then. "
    "Written by `tests/stories/test_walk.py`; renewed with `WALK=write`. In Russian: [walk.ru.md](walk.ru.md).\n\n",
}


class Walk(Notebook):
    """One walk: its people, and both languages of what they say."""

    def __init__(self, story: Story, locale: str, monkeypatch: pytest.MonkeyPatch, desk_file: Path) -> None:
        super().__init__(story, locale, monkeypatch)
        self.p, self.desk_file = story.people, desk_file
        self.group_topic = f"{ALPHA} · {self.p.alpha.title}"

    def w(self, ru: str, en: str) -> str:
        """Those words in the language of the walk."""
        return ru if self.locale == "ru" else en

    def part(self, ru: str, en: str) -> None:
        """A new chapter, and a pause before it."""
        self.story.clock.advance(60)
        self.heading(self.w(ru, en))

    def person(self, ru: str, en: str, username: str) -> Person:
        """Somebody new."""
        return self.story.world.person(self.w(ru, en), username=username, language=self.locale, zone="Europe/Moscow")

    def card(self, who: Person) -> Message:
        """The newest card in the private chat of one of us."""
        return next(one for one in reversed(who.sees()) if one.keyboard and "t.me/c/" in str(one.keyboard))

    async def forms(self, who: Person, place: commands.Place, role: Any, where: Any = None) -> None:
        """The form of every command there."""
        asked = [f"/{command.name} ?" for command in commands.offered(role, place)]
        await self.writes_all(who, asked, where)


# --- the chapters -----------------------------------------------------------------------------------------------------


async def newcomer(walk: Walk) -> None:
    """From Start to the first answer."""
    nina = walk.p.nina
    walk.part("Первое знакомство", "A newcomer")
    nina.started = True
    await walk.writes(nina, "/start blog_1")
    await walk.writes_all(nina, ("/link", "/invite", "/manager", "/withdraw", "/lnk", "/start inv_old", "/help"))
    await walk.forms(nina, "private", None)
    await walk.writes(nina, "/start")
    await walk.taps(nina, "new:experience:2")
    await walk.taps(nina, "new:sources:back")
    await walk.taps(nina, "new:experience:skip")
    other = "en" if walk.locale == "ru" else "ru"
    with walk.speaking(other):
        await walk.taps(nina, f"lang:{other}")
    await walk.taps(nina, f"lang:{walk.locale}")
    await walk.writes(nina, "/language")
    await walk.taps(nina, "new:sources:0")
    await walk.taps(nina, "new:geos:0")
    await walk.taps(nina, "new:volume:1")
    await walk.forges(nina, "new:geos:1")
    await walk.pinned(nina.first_name)
    await walk.taps(walk.p.sasha, "take")
    await walk.writes(walk.p.sasha, walk.w("Добрый день! Чем помочь?", "Hello! How can I help?"), nina.first_name)


async def skipping(walk: Walk) -> None:
    """Every question skipped, then a question of one's own."""
    leo = walk.person("Лев", "Leo", "leo_traffic")
    walk.part("Все вопросы анкеты пропущены", "A newcomer who skips every question")
    leo.started = True
    await walk.writes(leo, "/start")
    for step in ("experience", "sources", "geos", "volume"):
        await walk.taps(leo, f"new:{step}:skip")
    await walk.writes(leo, walk.w("а где правила?", "where are the rules?"))
    await walk.taps(walk.p.sasha, "noans")


async def in_private(walk: Walk) -> None:
    """What a partner's contact asks in private."""
    boris, sasha = walk.p.boris, walk.p.sasha
    walk.part("Партнёр в личном чате", "A partner in private")
    for command in ("/start", "/help", "/links", "/manager", "/invite", "/language"):
        await walk.writes(boris, command)
    wrong = ("/invite sub", "/cards", "/link casino", "/links 1", "/terms now", "/manager @maria_am")
    await walk.writes_all(boris, wrong)
    await walk.taps(boris, f"lang:{walk.locale}")
    await walk.writes(boris, "/terms")
    await walk.writes(boris, "/link")
    await walk.taps(boris, "link:o:bet-arena")
    await walk.taps(boris, "link:p")
    await walk.taps(boris, "link:o:bet-arena")
    await walk.taps(boris, "link:g:bet-arena:BR")
    await walk.taps(boris, "link:s:bet-arena:BR")
    await walk.writes(sasha, "/link", ALPHA)
    await walk.taps(sasha, "approve:1:no", ALPHA)
    await walk.taps(sasha, "approve:1:back", ALPHA)
    await walk.taps(sasha, "approve:1:give", ALPHA)
    await walk.taps(boris, "accept")
    await walk.writes(boris, "/links")
    await walk.taps(boris, "link:c")
    await walk.writes(boris, "/terms")
    for data in ("link:o:slots-classic", "link:o:casino-y", "accept:1:99:1"):
        await walk.forges(boris, data)


async def in_group(walk: Walk) -> None:
    """The bot comes into a partner's group, and what one does there."""
    boris, alpha = walk.p.boris, walk.p.alpha
    walk.part("Партнёр в своей группе", "A partner in the own group")
    boris.add_bot(alpha)
    await walk.does(walk.w("Борис добавляет бота в группу", "Boris adds the bot to the group"))
    boris.promote_bot(alpha, {"can_pin_messages": True})
    await walk.does(walk.w("Борис даёт боту часть прав", "Boris gives the bot some of the rights"))
    boris.promote_bot(alpha, True)
    await walk.does(walk.w("Борис даёт боту все права", "Boris gives the bot every right"))
    await walk.writes_all(boris, ("/link ?", "/links ?"), alpha)
    for command in ("/help", "/manager", "/language", "/links", "/withdraw", "/link"):
        await walk.writes(boris, command, alpha)
    await walk.taps(boris, "link:o:casino-x", alpha)
    await walk.taps(boris, "link:g:casino-x:KZ", alpha)
    await walk.taps(boris, "link:s:casino-x:KZ", alpha)
    await walk.writes(boris, "/links", alpha)
    await walk.taps(boris, "ask", alpha)
    await walk.taps(walk.p.maria, "accept", alpha)
    await walk.taps(boris, "accept", alpha)
    for command in ("/links", "/terms"):
        await walk.writes(boris, command, alpha)
    await walk.writes(boris, "/link", alpha, anonymous=True)
    await walk.writes(boris, walk.w("когда выплата?", "when is the payout?"), alpha)
    await walk.pinned(walk.group_topic)


async def of_another(walk: Walk) -> None:
    """People of another partner, and of none, where they do not belong."""
    boris = walk.p.boris
    walk.part("Чужие", "Where one does not belong")
    rival = walk.person("Тимур", "Timur", "timur_beta")
    rival.started = True
    async with walk.story.desk.db.transaction() as tx:
        maria = await people.staff_by_user(tx, walk.p.maria.id)
        beta = await people.add_partner(
            tx, "Beta", maria and maria.id, walk.story.clock.now() - timedelta(days=9), "vip"
        )
        known = Contact(user_id=rival.id, partner=beta.id, name=rival.first_name, username=None, locale=walk.locale)
        await people.add_contact(tx, known)
    rival.join(walk.p.alpha)
    await walk.writes_all(rival, ("/links", "/link"), walk.p.alpha)
    await walk.writes(rival, "/terms")
    ann = walk.person("Анна", "Ann", "ann")
    ann.started = True
    theirs = walk.story.world.group(walk.w("Группа Анны", "Ann’s group"), owner=ann, supergroup=True)
    ann.add_bot(theirs, admin=True)
    await walk.does(walk.w("Анна, которую никто не знает, добавляет бота", "Ann, unknown to us, adds the bot"))
    await walk.writes_all(ann, ("/link", "/manager"), theirs)
    for data in ("take:1:1", "crew:list:0", ""):
        await walk.forges(ann, data, theirs)
    await walk.writes(boris, "/take")


async def hired(walk: Walk) -> None:
    """A sub-manager comes by an invite, and looks around."""
    maria, katya = walk.p.maria, walk.person("Катя", "Kate", "kate_sub")
    walk.part("Новый саб-менеджер", "A new sub-manager")
    await walk.writes_all(maria, ("/invite", "/invite boss", "/invite head", "/invite senior"))
    await walk.writes(maria, "/invite sub")
    token = maria.last().text.split("?start=")[1].split()[0]
    katya.started = True
    await walk.writes(katya, f"/start {token}")
    walk.p.sasha.join(walk.p.alpha)
    katya.join(walk.p.staff)
    await walk.writes(katya, f"/start {token}")
    what = walk.w("а что дальше?", "what next?")
    for text in (
        "/start",
        "/help",
        "/language",
        "/duty",
        "/mine",
        "/shifts",
        "/find alpha",
        "/partner alpha",
        "/partner a",
        what,
    ):
        await walk.writes(katya, text)
    await walk.forms(katya, "private", "sub")
    wrong = ("/mine now", "/find", "/find zzz", "/partner", "/partner zzz", "/partner alpha meda", "/mne", "/zzz",
             "/take", "/why", "/link", "/staff", "/status", "/reload",
             "/digest", "/partners", "/invite sub")  # fmt: skip
    await walk.writes_all(katya, wrong)
    for command in ("/take", "/find ?", "/unbind", "/bind"):
        await walk.writes(walk.p.sasha, command, walk.p.alpha)


async def answered(walk: Walk) -> None:
    """A card, an answer to it, and what becomes of answers in a topic."""
    p, say = walk.p, walk.w
    walk.part("Вопрос и ответ", "A question and its answer")
    await walk.taps(p.maria, "noans")
    await walk.writes(p.boris, say("постбеки не приходят", "postbacks do not arrive"))
    await walk.taps(p.maria, "take")
    await walk.forges(p.maria, "accept:1:1:1")
    await walk.writes(p.maria, say("Смотрю логи", "Looking at the logs"), reply_to=walk.card(p.maria))
    walk.patience = 0
    await walk.writes(p.sasha, say("Через час починим", "Fixed within an hour"), ALPHA)
    await walk.taps(p.sasha, "unsend", ALPHA)
    walk.story.clock.advance(90)
    walk.patience = 6
    await walk.writes(p.zhenya, say("Починили", "Fixed"), ALPHA)
    await walk.writes(p.sasha, say("И проверили", "And tested"), ALPHA)
    await walk.taps(p.sasha, "unsend", ALPHA)
    sent = await walk.writes(p.sasha, say("Проверьте, пожалуйста", "Please check"), ALPHA)
    await walk.writes(p.sasha, "/del", ALPHA, reply_to=sent)
    await walk.writes(p.sasha, "/del", ALPHA)
    note = await walk.writes(p.sasha, say("// просит 40, не больше 30", "// asks for 40, no more than 30"), ALPHA)
    await walk.writes(p.sasha, "/del", ALPHA, reply_to=note)
    await walk.writes(p.sasha, say("/note без скидок", "/note no discounts"), ALPHA)
    p.sasha.edit(note, say("теперь ответ", "now an answer"), chat=p.staff)
    await walk.does(say("Саша правит заметку", "Sasha edits the note"))
    p.sasha.edit(sent, say("// и это заметка", "// a note too"), chat=p.staff)
    await walk.does(say("Саша правит удалённый у партнёра ответ", "Sasha edits the answer deleted at the partner’s"))
    kept = await walk.writes(p.sasha, say("Ждём вас", "Waiting for you"), ALPHA)
    p.sasha.edit(kept, say("// и это заметка", "// a note too"), chat=p.staff)
    await walk.does(say("Саша правит отправленное на заметку", "Sasha edits what was sent into a note"))
    p.sasha.edit(kept, "https://go.casino-x.example/c?pid=1", chat=p.staff)
    await walk.does(say("Саша вписывает в отправленное ссылку", "Sasha edits a link into it"))
    await walk.writes(p.sasha, "https://go.casino-x.example/c?pid=1", ALPHA)
    p.boris.block_bot()
    await walk.does(say("Борис блокирует бота", "Boris blocks the bot"))
    await walk.writes(p.sasha, say("Вы здесь?", "Are you there?"), ALPHA)
    p.boris.unblock_bot()
    await walk.does(say("Борис снова впускает бота", "Boris lets the bot in again"))
    await walk.taps(p.sasha, "again", ALPHA)
    await walk.writes(p.oleg, say("Привет всем", "Hello all"), ALPHA, anonymous=True)
    guest = walk.person("Гость", "Guest", "guest")
    guest.join(p.staff)
    await walk.writes(guest, say("я отвечу", "let me answer"), ALPHA)


async def tools(walk: Walk) -> None:
    """Every tool of a topic: its form, wrong input, and once right."""
    p, say = walk.p, walk.w
    walk.part("Инструменты в теме", "The tools of a topic")
    await walk.writes(p.sasha, "/help", ALPHA)
    await walk.forms(p.oleg, "topic", "head", ALPHA)
    for command in ("/why", "/card", "/history", "/s", "/attention"):
        await walk.writes(p.sasha, command, ALPHA)
    wrong = ("/take", "/release", "/close", "/assign @maria_am", "/tkae", "/zzz", "/s zzz", "/s pauout",
             "/attention some", "/assign", "/ban", "/manager @maria_am", "/card now", "/duty")  # fmt: skip
    await walk.writes_all(p.sasha, wrong, ALPHA)
    await walk.writes(p.boris, say("когда выплата?", "when is the payout?"))
    for who, command in (
        (p.sasha, "/why"),
        (p.sasha, "/release"),
        (p.sasha, "/take"),
        (p.sasha, "/why"),
        (p.maria, "/take"),
        (p.zhenya, "/release"),
        (p.vera, "/release"),
        (p.sasha, "/take"),
        (p.sasha, "/release"),
        (p.sasha, "/assign @nobody"),
        (p.sasha, "/assign @zhenya_sub"),
        (p.maria, "/assign @zhenya_sub"),
        (p.sasha, "/assign @vera_senior"),
        (p.vera, "/take"),
        (p.maria, "/assign @vera_senior"),
        (p.sasha, "/card"),
        (p.sasha, "/mine"),
    ):
        await walk.writes(who, command, ALPHA)
    for who in (p.zhenya, p.vera):
        await walk.writes(who, "/mine")
    await walk.writes(p.vera, "/partner alpha media")
    await walk.pinned(ALPHA)
    await walk.writes(p.sasha, "/s cap", ALPHA)
    await walk.taps(p.sasha, "reply", ALPHA)
    for what in ("drop", "send"):
        await walk.writes(p.sasha, "/s payout", ALPHA)
        await walk.taps(p.sasha, f"reply:*:{what}", ALPHA)
    for command in ("/history", "/attention called", "/attention all"):
        await walk.writes(p.sasha, command, ALPHA)
    await walk.pinned(ALPHA)
    await walk.writes(p.boris, say("и ещё вопрос", "one more question"))
    await walk.writes(p.sasha, "/close", ALPHA)
    for command in ("/history", "/ban @nobody", "/ban @boris_buy", "/ban"):
        await walk.writes(p.vera, command, ALPHA)
    await walk.writes(p.boris, say("почему?", "why?"))
    await walk.taps(p.boris, "ask")
    for command in ("/unban", "/unban"):
        await walk.writes(p.vera, command, ALPHA)


async def capped(walk: Walk) -> None:
    """A cap from half to over, and a dispute about what was over."""
    p, say = walk.p, walk.w
    walk.part("Капа, перелив и спор", "A cap, what is over it, and a dispute")
    for leads in (15, 15, 2):
        await walk.writes(p.sasha, f"/leads +{leads} ftd", walk.group_topic)
        await walk.taps(p.sasha, "leads:*:yes", walk.group_topic)
        await walk.does(say("Проходит 10 с", "10 s pass"), seconds=10)
    await walk.writes(p.boris, "/caps", p.alpha)
    await walk.taps(p.boris, "capstop", p.alpha)
    await walk.taps(p.boris, "dispute:casino-x", p.alpha)
    question = list(p.alpha.messages.values())[-1]
    disputed = say("Лиды 31 и 32 пришли с кликов до стопа", "Leads 31 and 32 are from clicks before the stop")
    await walk.writes(p.boris, disputed, p.alpha, reply_to=question)
    for who, command in (
        (p.sasha, "/dispute"),
        (p.sasha, "/dispute casino-y x"),
        (p.sasha, "/dispute 1 favour"),
        (p.maria, "/dispute 2 favour"),
    ):
        await walk.writes(who, command, walk.group_topic)
    await walk.taps(p.maria, "settle:*:partly", walk.group_topic)
    reason = say("клик лида 31 был до стопа", "the click of lead 31 was before the stop")
    await walk.writes(p.maria, f"/dispute 1 partly {reason}", walk.group_topic)
    await walk.writes(p.maria, "/dispute 1 favour", walk.group_topic)


async def evidence(walk: Walk) -> None:
    """Two files for both sides, and everything one can ask for wrongly."""
    p = walk.p
    walk.part("Доказательства", "Evidence")
    await walk.writes(p.sasha, "/evidence", walk.group_topic)
    for what in ("evidence:o:casino-x", "evidence:d:casino-x", "evidence:s"):
        await walk.taps(p.sasha, what, walk.group_topic)
    wrong = ("casino-y 2026-11-01 2026-11-30", "casino-x 2026-11-31 2026-11-30", "casino-x 2026-11-30 2026-11-01",
             "casino-x 2027-11-01 2027-11-30")  # fmt: skip
    await walk.writes_all(p.sasha, [f"/evidence {words}" for words in wrong], walk.group_topic)


async def waiting_cards(walk: Walk) -> None:
    """What the buttons of a waiting card do: put off, hand over, take, extend."""
    p, say = walk.p, walk.w
    walk.part("Карточка ожидания", "A waiting card")
    await walk.writes(p.boris, say("почему холд 14 дней?", "why is the hold 14 days?"))
    talk = p.maria.last().keyboard[0][0]["callback_data"].partition(":")[2]
    for data in ("snooze:*:10", "card", "snooze:*:10", "snooze:*:10:advertiser"):
        await walk.taps(p.maria, data)
    for command in ("/why", "/snooze 5 x", "/snooze", "/assign @sasha_sub"):
        await walk.writes(p.maria, command, ALPHA)
    await walk.taps(p.maria, "wake")
    await walk.writes(p.maria, "/snooze off", ALPHA)
    await walk.writes(p.maria, "/snooze 40 x", ALPHA)
    await walk.writes(p.maria, say("/snooze 5 ждём трекер", "/snooze 5 the tracker is down"), ALPHA)
    await walk.writes(p.sasha, "/snooze off", ALPHA)
    await walk.writes(p.vera, "/snooze off", ALPHA)
    await walk.writes(p.maria, "/snooze 5 x", ALPHA)
    await walk.taps(p.maria, "hand")
    await walk.taps(p.maria, "hand:*:shift")
    await walk.writes(p.maria, "/why", ALPHA)
    await walk.taps(p.sasha, "decline")
    await walk.forges(p.sasha, f"agree:{talk}")
    await walk.forges(p.sasha, f"extend:{talk}:0")
    await walk.taps(p.maria, "take")
    for number in (0, 1):
        await walk.taps(p.maria, f"extend:*:{number}")
    await walk.forges(p.maria, f"extend:{talk}:2")
    await walk.writes(p.maria, "/assign @sasha_sub", ALPHA)
    await walk.does(
        say("Проходит пять минут, вопрос никто не принял", "Five minutes pass, nobody accepts"), seconds=300
    )
    await walk.writes(p.maria, "/close", ALPHA)


async def promised(walk: Walk) -> None:
    """What is promised: kept, put off, taken back, forgotten."""
    p, say = walk.p, walk.w
    walk.part("Обещания", "Promises")
    wrong = ("/promise", "/promise 0m", "/promise 99d", f"/promise 2h {'x' * 201}")
    await walk.writes_all(p.sasha, wrong, ALPHA)
    await walk.writes(p.boris, say("когда будет отчёт?", "when will the report be there?"))
    await walk.writes(p.sasha, say("/promise 20m отчёт", "/promise 20m the report"), ALPHA)
    await walk.pinned(ALPHA)
    await walk.writes(p.sasha, "/why", ALPHA)
    await walk.writes(p.sasha, "/mine")
    await walk.does(say("Проходит 10 мин", "10 min pass"), seconds=600)
    await walk.taps(p.sasha, "promise:*:later")
    await walk.does(say("Проходит 30 мин", "30 min pass"), seconds=1800)
    await walk.taps(p.sasha, "promise:*:kept")
    await walk.forges(p.sasha, "promise:1:1:kept")
    await walk.writes(p.sasha, say("/promise 1h креативы", "/promise 1h creatives"), ALPHA)
    await walk.taps(p.sasha, "promise:*:withdrawn", ALPHA)
    await walk.writes(p.boris, say("а выплата?", "and the payout?"))
    await walk.taps(p.maria, "take")
    await walk.taps(p.maria, "hold")
    await walk.forges(p.maria, "hold:1:1")
    await walk.does(say("Проходит 20 мин", "20 min pass"), seconds=1200)
    await walk.taps(p.maria, "promise:*:later")
    await walk.writes(p.sasha, "/promise 25m", ALPHA)
    await walk.does(say("Проходит 15 мин", "15 min pass"), seconds=900)
    await walk.does(say("Проходит 10 мин", "10 min pass"), seconds=600)
    await walk.writes(p.sasha, say("Выплата завтра", "The payout is tomorrow"), ALPHA)


async def late(walk: Walk) -> None:
    """Nobody answers: everybody is called in turn, up to the last resort."""
    p, say = walk.p, walk.w
    walk.part("Никто не отвечает", "Nobody answers")
    await walk.writes(p.boris, say("есть кто?", "anybody there?"), walk.p.alpha)
    for minutes in (5, 3, 2, 10, 15):
        await walk.does(say(f"Проходит {minutes} мин", f"{minutes} min pass"), seconds=60 * minutes)
    await walk.taps(p.oleg, "take")
    await walk.does(say("Проходит 15 мин", "15 min pass"), seconds=900)
    await walk.writes(p.oleg, say("Да. Выплата завтра", "Yes. The payout is tomorrow"), walk.group_topic)


async def shifts(walk: Walk) -> None:
    """Who works when: changed now, swapped, and not worked at all."""
    p, say = walk.p, walk.w
    walk.part("Смены", "Shifts")
    for who, command in ((p.vera, "/shifts"), (p.vera, "/rotation"), (p.vera, "/duty")):
        await walk.writes(who, command)
    for data in ("duty:add", "duty:see", "duty:add", "duty:add:3"):
        await walk.taps(p.vera, data)
    await walk.does(say("Проходит минута", "A minute passes"), seconds=60)
    await walk.taps(p.zhenya, "here")
    for data in ("duty:out:3", "duty:out:3:0"):
        await walk.taps(p.vera, data)
    await walk.does(say("Проходит минута", "A minute passes"), seconds=60)
    await walk.forges(p.zhenya, "here")
    await walk.writes_all(p.sasha, ("/shifts now", "/swap now", "/duty @vera_senior", "/rotation"))
    await walk.writes(p.sasha, "/swap")
    for data in ("swap:who", "swap:see", "swap:who", "swap:back", "swap:ask"):
        await walk.taps(p.sasha, data)
    await walk.taps(p.sasha, "swap:drop")
    await walk.writes(p.sasha, "/swap")
    for data in ("swap:who", "swap:back", "swap:ask:*:0"):
        await walk.taps(p.sasha, data)
    await walk.taps(p.zhenya, "swap:no")
    await walk.writes(p.maria, "/swap")
    await walk.writes_all(
        p.maria, ("/absence soon", "/absence 1.1.2020", "/absence 1.12.2026-1.12.2028", "/absence 1.12 @me")
    )
    for command in ("/absence", "/absence 1.12-7.12 @vera_senior", "/absence 7.12"):
        await walk.writes(p.maria, command)
    await walk.writes(p.maria, "/absence")
    await walk.taps(p.maria, "absence:end")


async def manager(walk: Walk) -> None:
    """What an account manager does: groups, partners, the digest."""
    p, say = walk.p, walk.w
    maria, topic = p.maria, walk.group_topic
    walk.part("Аккаунт-менеджер", "An account manager")
    for command in ("/help", "/partners", "/digest", "/digest week", "/digest 2026-11-22", "/digest 2026-11-23",
                    "/simulate alpha media", "/simulate vip sat 23:40"):  # fmt: skip
        await walk.writes(maria, command)
    await walk.writes_all(maria, ("/digest yesterday", "/digest 2027-01-01"))
    await walk.forms(maria, "private", "manager")
    for command in ("/bind", "/move zzz", "/unbind"):
        await walk.writes(maria, command, p.alpha)
    await walk.taps(maria, "unbind:*:no")
    await walk.writes(maria, "/move", topic)
    await walk.taps(maria, "move:*:t:4", topic)
    await walk.taps(maria, "move:*:go", topic)
    await walk.writes(p.boris, say("мы переехали?", "have we moved?"), p.alpha)
    await walk.writes(maria, "/move alpha", topic)
    await walk.taps(maria, "move:*:t:1", topic)
    await walk.taps(maria, "move:*:go", topic)
    await walk.writes(maria, "/unbind", topic)
    await walk.taps(maria, "unbind:*:1", topic)
    await walk.writes(maria, say("вы здесь?", "are you there?"), topic)
    await walk.writes(p.boris, "/links", p.alpha)
    await walk.writes(maria, "/bind", topic)
    await walk.taps(maria, "bind:*:1", topic)
    await walk.forges(maria, "bind:2:1", topic)
    for command in ("/unbind", "/bind"):
        await walk.writes(maria, command, ALPHA)
    p.boris.remove_bot(p.alpha)
    await walk.does(say("Борис удаляет бота из группы", "Boris removes the bot from the group"))
    p.boris.add_bot(p.alpha, admin=True)
    await walk.does(say("Борис возвращает бота", "Boris adds it again"))
    await _merging(walk)
    await _given(walk)


async def _merging(walk: Walk) -> None:
    maria = walk.p.maria
    for command in ("/merge zzz", "/merge"):
        await walk.writes(maria, command)
    await walk.taps(maria, "merge:g:1")
    await walk.taps(maria, "merge:ok:1:4")
    await walk.taps(maria, "merge:ok:4:1")
    await walk.taps(maria, "merge:ok:1:4")
    await walk.taps(maria, "merge:go")


async def _given(walk: Walk) -> None:
    p = walk.p
    for command in ("/manager", "/manager @nobody", "/manager @sasha_sub", "/manager @maria_am", "/manager @oleg_head",
                    "/manager @maria_am"):  # fmt: skip
        await walk.writes(p.maria, command, ALPHA)


async def head(walk: Walk) -> None:
    """What a head does with the desk itself."""
    p, say = walk.p, walk.w
    oleg = p.oleg
    walk.part("Руководитель", "A head")
    for command in ("/help", "/status", "/audit", "/reload"):
        await walk.writes(oleg, command)
    await walk.forms(oleg, "private", "head")
    good = walk.desk_file.read_text("utf-8")
    walk.desk_file.write_text(good.replace("ack_within: 5m", "ack_within: 5 min", 1), "utf-8")
    await walk.writes(oleg, "/reload")
    walk.desk_file.write_text(good, "utf-8")
    await walk.writes(oleg, "/staff")
    await walk.taps(oleg, "crew:see:1")
    await walk.taps(oleg, "crew:to:1:senior")
    await walk.taps(oleg, "crew:do:1:senior")
    await walk.taps(oleg, "crew:see")
    await walk.taps(oleg, "crew:list")
    await walk.taps(oleg, "crew:see:2")
    await walk.taps(oleg, "crew:to:2:senior")
    await walk.taps(oleg, "crew:do:2:senior")
    await walk.forges(oleg, "crew:do:2:senior")
    await walk.forges(oleg, "crew:see:99")
    await walk.writes(oleg, "/setup ?")
    group = walk.story.world.group(say("Ещё один форум", "One more forum"), owner=oleg, supergroup=True)
    oleg.add_bot(group)
    await walk.does(say("Олег добавляет бота в новую группу", "Oleg adds the bot to a new group"))
    await walk.writes(oleg, "/setup", group)
    group.is_forum = True
    oleg.promote_bot(group, {"can_pin_messages": True})
    await walk.does(say("Олег включает темы и даёт боту часть прав", "Oleg switches topics on and gives some rights"))
    walk.story.clock.advance(20)
    await walk.writes(oleg, "/setup", group)
    oleg.promote_bot(group, True)
    await walk.does(say("Олег даёт боту все права", "Oleg gives the bot every right"))
    walk.story.clock.advance(20)
    await walk.writes(oleg, "/setup", group)
    await walk.writes(oleg, "/help", group)
    await walk.writes(p.boris, "/setup", p.alpha)


async def refused(walk: Walk) -> None:
    """Buttons that are stale or forged, and places where nobody answers."""
    p, say = walk.p, walk.w
    walk.part("Что устарело и что подделано", "What is stale, and what is forged")
    for who, data in ((p.boris, "take:1:1"), (p.boris, "crew:list:0"), (p.sasha, "crew:list:0"), (p.sasha, "take:99:1"),
                      (p.sasha, "give:next"), (p.boris, "lang:xx"), (p.boris, "link:z")):  # fmt: skip
        await walk.forges(who, data)
    await walk.writes(p.sasha, say("всем привет", "hello everybody"), p.staff)
    await walk.writes(p.sasha, "/help", p.staff)
    for command in ("/take", "/link", "/bind"):
        await walk.writes(p.sasha, command, p.staff)
    await walk.writes(p.oleg, "/help", ALPHA, anonymous=True)


async def nobody_there(walk: Walk) -> None:
    """The manager leaves the team; at night nobody can be reached; the morning's digest."""
    p, say = walk.p, walk.w
    walk.part("Без менеджера, ночью и утром", "Without a manager, at night, in the morning")
    await walk.writes(p.oleg, "/staff")
    await walk.taps(p.oleg, "crew:see:4")
    await walk.taps(p.oleg, "crew:to:4:none")
    await walk.taps(p.oleg, "crew:do:4:none")
    await walk.writes(p.boris, "/manager")
    zoe = walk.person("Зоя", "Zoe", "zoe")
    zoe.started = True
    await walk.writes(zoe, "/start")
    await walk.writes(zoe, say("привет, есть KZ?", "hi, is there KZ?"))
    await walk.taps(p.oleg, "give:*")
    await walk.writes(p.sasha, say("Да, открыт", "Yes, it is open"), reply_to=walk.card(p.sasha))
    for one in (p.zhenya, p.vera):
        one.block_bot()
    await walk.does(say("Женя и Вера блокируют бота", "Zhenya and Vera block the bot"))
    await walk.writes(p.oleg, "/staff")
    await walk.writes(p.oleg, "/duty")
    await walk.does(say("Ночь", "Night"), seconds=9 * 3600)
    await walk.writes(p.boris, "/manager")
    await walk.writes(p.boris, say("постбеки не приходят", "postbacks do not arrive"))
    await walk.does(say("Проходит 2 мин", "2 min pass"), seconds=120)
    await walk.writes(p.oleg, "/mine")
    await walk.writes(p.oleg, say("Приходят с 22:00", "They arrive since 22:00"), reply_to=walk.card(p.oleg))
    topic = " ".join(filter(None, (ALPHA, "·", p.boris.first_name, p.boris.last_name)))
    await walk.writes(p.oleg, say("/promise 12:00 сверка", "/promise 12:00 the reconciliation"), topic)
    await walk.does(say("Утро", "Morning"), seconds=(MORNING - walk.story.clock.now()).total_seconds())
    await walk.writes(p.boris, say("а сейчас?", "and now?"))
    await walk.does(say("Проходит 1 ч 10 мин", "1 h 10 min pass"), seconds=4200)


SCENES: tuple[Callable[[Walk], Any], ...] = (
    newcomer,
    skipping,
    in_private,
    in_group,
    of_another,
    hired,
    answered,
    tools,
    capped,
    evidence,
    waiting_cards,
    late,
    promised,
    shifts,
    manager,
    head,
    refused,
    nobody_there,
)


# --- what every screen must be ------------------------------------------------------------------------------------------

#: Words that say what to do next, or that there is nothing to do.
NEXT = {
    "ru": re.compile(
        r"\b(напишите|пишите|задавайте|ответьте|отправьте|нажмите|перешлите|попросите|укажите|выберите|проверьте|включите|"
        r"попробуйте|добавьте|свяжитесь|начните|ознакомьтесь|остановите|отключите|назначьте|ответ[ия]т|можно|"
        r"ничего не нужно|убирать нечего|ничего не изменилось)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(write|ask|answer|reply|send|press|tap|pass|choose|check|switch|try|add|begin|stop|name one|look for|reach|"
        r"will look into it|nothing to remove|nothing was changed|nothing is needed)\b",
        re.IGNORECASE,
    ),
}
COMMAND = re.compile(r"(^|[\s(«“])(/[a-z]+|//)")
#: Screens that need no next step, by the reason.
NOTICES: dict[str, str] = {
    "over a screen that has a way on of its own": "toast",
    "pinned in a topic, which is where one answers": "profile",
    "what was asked for is done, or under way": "link-picked link-asked answer-deleted tool-taken tool-released "
    "tool-released-by tool-assigned tool-assigned-off tool-snoozed tool-woken tool-closed unban-done reply-preview reply-dropped rules-read "
    "group-unbind-done group-complete attention-all attention-called manager-given evidence-files",
    "news: it changes nothing that one does": "evidence-sent dispute-opened dispute-over "
    "caps-notice caps-topic-confirmed caps-topic-over caps-topic-stop caps-topic-warned link-topic-issued link-topic-given link-topic-accepted link-topic-question group-bound-topic "
    "handover-out swap-declined-other swap-withdrawn-asker swap-withdrawn-other "
    "group-back group-moved-topic merged-topic staff-joined partner-unblocked staff-farewell banned-told banned-wrote-told "
    "promise-letter promise-kept promise-broken promise-withdrawn promise-later promise-held promise-moved promise-moved-answer",
    "the answer to a question": "simulate audit why duty mine-nothing digest-past",
    "it is so already": "nobody-waits take-taken assign-theirs snooze-already snooze-spent snooze-long ban-already ban-none manager-already",
    "it says whose that is": "staff-invite-heads heads-only digest-refused staff-invite-refused tool-role release-theirs "
    "wake-theirs "
    "tool-own setup-head",
    "under a card, or in the topic, where the buttons are": "nudge nudge-lease nudge-snooze last-resort "
    "card-asked card-declined card-untaken",
}
#: Texts the walk does not meet, by the reason; a new text is met, or gets one.
ELSEWHERE: dict[str, str] = {
    "messages of every kind, plain and forwarded, go both ways in test_fidelity.py": "kind-animation kind-audio "
    "kind-checklist kind-contact kind-dice kind-document kind-game kind-giveaway kind-giveaway_winners kind-invoice "
    "kind-live_photo kind-location kind-paid_media kind-photo kind-poll kind-rich_message kind-sticker kind-story kind-text "
    "kind-venue kind-video kind-video_note kind-voice forwarded forwarded-line speaker-forwarded edited "
    "copy-rebuilt partner-pinned",
    "terms other than those of the walk's links: tests/desk/test_link_letters.py, tests/handlers/test_links.py": "cap-hour "
    "cap-month cap-week cap-per-chat grace-minutes grace-seconds over-next-period over-paid over-unpaid payout-cpl "
    "link-no-manager link-no-offers profile-link profile-link-unclear links-unclear terms-ambiguous terms-none "
    "link-topic-broken link-read link-topic-read",
    "lists longer than the walk's": "link-earlier link-later button-more digest-more tool-more staff-more partners-too-many",
    "another hour or roster: tests/desk/test_ladder.py, test_newcomers.py, test_tools.py": "simulate-join simulate-policy-new presence-called "
    "presence-called-next presence-later presence-nobody skip-head-closed skip-head-empty skip-head-unreachable "
    "skip-manager-unreachable skip-on-shift-closed skip-on-shift-empty skip-senior-closed "
    "skip-senior-empty skip-senior-unreachable duty-empty duty-nobody duty-unknown "
    "why-open honest-head honest-nobody last-resort-nobody manager-always manager-away "
    "assign-which span-days",
    "Telegram refuses, or something is lost: test_conversation.py, test_topics.py, test_durability.py": "answer-not-deleted "
    "failed-deactivated failed-gone failed-link failed-other failed-undelivered letter-dead update-parked postback-parked no-forum forum-lost "
    "setup-cannot-look setup-can-pin-messages status-forum-behind status-forum-busy",
    "another past or team: test_groups.py, test_partners.py, test_roles.py, test_digest.py": "alone-nobody ban-staff "
    "banned-wrote bind-private contact-one-of-us digest-earlier digest-quiet digest-starts digest-starts-too "
    "digest-unaccepted digest-unaccepted-link find-contact group-elsewhere group-missing-pinning group-missing-reactions "
    "manager-none manager-not-yours merge-alone move-nowhere partner-alone partner-given-already partners-no-manager "
    "partners-none past-no-answer-needed past-none past-running profile-brought profile-chat replies-none "
    "setup-partner-group staff-changed staff-hello-setup staff-invite-already staff-left staff-sure-head staff-withdrawn "
    "take-yours tool-no-manager tool-no-partner tool-others-none answer-withdrawn",
    "swaps that cannot be any more: tests/desk/test_rosters.py": "swap-begun swap-changed swap-busy",
    "other reasons for a snooze, and nobody to hand over to: tests/desk/test_letters.py, test_rights.py": "snooze-checking "
    "snooze-colleague snooze-partner hand-over-nobody",
    "swaps that are made, gaps, a hand-over while somebody waits: tests/stories/test_shifts.py": "swap-accepted-asker "
    "swap-accepted-other swap-told swap-untaken-asker swap-untaken-other gap-line gaps-ahead shift-empty shifts-gap "
    "handover-first handover-last handover-line handover-waits handover-taken duty-replaced",
    "another roster; said in every language by tests/desk/test_letters.py": "rotation-none rotation-unknown "
    "absence-no-deputy swap-nobody handover-snoozed",
    "several who wait at once: test_cards.py": "waits waits-waits waits-taken waits-over waits-more button-take-of",
    "notes among the answers to a card: tests/stories/test_answers.py": "card-note card-edit-stays",
    "the service was away, or its clock moved: tests/stories/test_outage.py": "engine-clock-ahead engine-clock-back "
    "engine-down engine-down-here engine-missing",
    "terms that change: tests/stories/test_terms.py, test_termforms.py": "cap-none cap-number cap-value cap-which change-accept change-accepted change-accepted-toast change-answered "
    "change-asking change-at change-back change-declined change-line change-more change-no-cap change-not-yours "
    "change-nothing change-now change-open change-over change-read change-stop change-stop-sure change-stopped "
    "change-taken-back change-void change-withdrawn link-no-cap offers-line offers-list offers-none offers-reload "
    "offers-tier progress-all progress-holds progress-untold progress-withdrawn publish-all publish-at "
    "publish-cancelled publish-done publish-dropped publish-kept publish-no publish-now publish-open "
    "publish-published publish-screen publish-until publish-withdrawn publish-yes rate-amount rate-percent "
    "scope-deal scope-geo scope-source scope-tier standing-desk standing-line standing-next standing-stays "
    "standing-unclear summary-unclear terms-begun terms-change terms-crossing terms-empty-field terms-fill "
    "terms-form terms-next-period terms-outdated terms-owed terms-past terms-pending terms-progress terms-same "
    "terms-standing terms-standing-none terms-too-early terms-too-long terms-too-short terms-topic-accepted "
    "terms-topic-declined terms-topic-read terms-two-offers terms-unaccepted terms-unknown-currency "
    "terms-unknown-field terms-unknown-geo terms-unknown-goal terms-unknown-policy terms-unknown-source "
    "terms-unknown-word terms-unknown-zone terms-untold terms-which-offer terms-withdraw terms-withdrawn "
    "terms-wrong-date terms-wrong-days terms-wrong-grace terms-wrong-order tier-change tier-changed-toast tier-done "
    "tier-ended tier-endless tier-ends tier-is tier-no-change tier-past tier-same tier-screen tier-until tier-which "
    "tier-yes version-tier",
    "a dispute: tests/stories/test_disputes.py": "dispute-done dispute-heads dispute-late dispute-long "
    "dispute-no-reason "
    "dispute-settled-declined dispute-settled-favour "
    "dispute-stale dossier-why profile-disputes",
    "a cap, from half to over: tests/stories/test_caps.py": "caps-again caps-repeat "
    "caps-reopened caps-pace "
    "caps-drivers caps-driver caps-as-of-lag caps-unknown caps-over-rule "
    "caps-topic-reopened caps-topic-reset caps-topic-unshown "
    "caps-unstopped caps-more caps-none verdict-card verdict-head verdict-goal-name "
    "verdict-goal verdict-rate verdict-rejected verdict-kpi verdict-due verdict-raise verdict-lift verdict-stop "
    "verdict-asked verdict-overdue verdict-done-raise verdict-done-lift verdict-done-stop verdict-stopped "
    "verdict-thanks verdict-screen verdict-vip pour-asked pour-cap pour-raise pour-no pour-none pour-none-here "
    "caps-thanks-already caps-not-ours",
    "somebody got lost: tests/stories/test_audit.py": "engine-stuck audit-found audit-differs audit-unreadable audit-adrift "
    "audit-late audit-whole",
    "no button is left for it: tests/desk/test_promises.py": "promise-no-later",
    "commands.py answers first, with where the command works": "why-elsewhere",
    "what other deals were through, on the page of evidence: tests/stories/test_evidence.py, tests/bot/test_dossiers.py": "dossier-decided dossier-earlier dossier-kind-declined "
    "dossier-kind-pasted dossier-kind-read dossier-kind-stopped "
    "dossier-kind-untold dossier-kind-verdict dossier-kind-withdrawn "
    "dossier-of-deal dossier-whole dossier-withdrawn evidence-none evidence-stale",
    "a test question that goes the whole way once a day: tests/stories/test_rehearsal.py": "rehearsal rehearsal-through "
    "rehearsal-undecided rehearsal-unsent status-rehearsal status-rehearsal-open",
    "links that staff give, full caps: tests/handlers/test_links.py": "link-asked-already link-full link-refused link-topic-full "
    "link-topic-refused approve-said-source approve-said-volume approve-said-later approve-said-other approve-refused cap-amount",
    "who accepts, by name: tests/stories/test_guard.py": "contacts contacts-all contacts-named contacts-none contact contact-line contact-name "
    "contact-unname contact-role contact-changed contact-unknown contact-several",
    "several flows under one version, terms that end, sources that tell late: tests/desk/test_link_letters.py": "as-of-late "
    "cap-rule-counted cap-used terms-flow-used terms-until",
    "links written by hand, new faces: tests/stories/test_guard.py": "link-topic-unshown terms-reminder terms-section terms-why-pasted "
    "terms-why-face terms-person terms-read terms-read-done guard-noticed guard-again guard-face guard-read guard-nothing "
    "guard-unopened guard-foreign profile-unread guard-stays-card guard-stays-text guard-refused guard-flow guard-stays "
    "stays-card stays-text",
    "acceptors that a manager has named: tests/handlers/test_links.py": "link-informed link-topic-informed",
    "the partner presses Solved: tests/stories/test_night.py": "card-solved past-solved honest-solved solved solved-late",
    "what seemed to need no answer is opened: tests/stories/test_digest.py": "digest-passed-line digest-no-words "
    "digest-gaps open-done open-waits open-answered",
    "a snooze looked at from elsewhere: tests/stories/test_cards.py": "mine-snoozed profile-snoozed",
    "leads from files and by hand: tests/stories/test_imports.py": "file-lines import-how import-which button-import-source button-import-own import-preview import-bad "
    "button-import-yes button-import-no import-done import-report import-dropped import-macro "
    "import-status import-goal import-time import-amount import-currency import-weak import-link "
    "import-others import-columns import-broken-body import-broken-empty import-broken-key "
    "import-broken-long import-empty import-shape import-rows import-large import-away leads-list "
    "leads-link leads-take leads-taken leads-dropped leads-dropped-done "
    "leads-which leads-unknown leads-goal leads-many leads-fewer",
    "trackers that are connected: tests/stories/test_counting.py": "postback-macro postback-status postback-goal postback-time postback-amount postback-currency "
    "postback-weak postback-link postback-broken-body postback-broken-empty postback-broken-key "
    "postback-broken-long source-trouble source-silent source-audible lead-pending lead-hold "
    "lead-approved lead-rejected lead-trash lead-paid lead-unmapped postback-said postback-said-link "
    "postback-said-nobody postback-said-at postback-said-clicked postback-said-amount source-tried "
    "source-page-title source-page-before source-page-show source-page-after source-page-none "
    "source-page-gone postback-broken-address postback-broken-large source-list source-line source-heard "
    "source-unheard source-card source-now source-changed source-fault source-set-zone source-set-silence "
    "source-set-statuses source-set-goals source-set-goal source-set-currency source-set-multiple "
    "source-set-addresses source-key source-key-given source-closing source-closed source-close-sure "
    "source-closed-done button-source-key button-source-close button-source-closed source-platform "
    "source-platform-near source-name source-taken source-unknown source-others source-pair source-status "
    "source-goal source-span source-ip source-zone source-currency",
}
#: What a Russian reader reads in Latin letters: what is typed, addresses, names, the field's own words.
TYPED = re.compile(r"https?://\S+|[@/]\w+(?: [a-z@][\w@ -]*)?\??|«[^»]*»|\w+/\w+|\b[a-z]+_1\b|\{\w+\}")
LATIN = frozenset(
    "Alpha Media Beta Casino casino Partners Bet bet Arena arena Slots Classic Telegram English desk yaml id blog payout cap checking "
    "FB UAC PPC SEO TikTok Push KZ RU UZ BR IN DE FTD CPA KPI RevShare VIP default new vip "
    "add affise everflow scaleo keitaro voluum tune trackier binom redtrack igaming generic status pending hold approved rejected "
    "trash paid goal reg ftd lag silence auto ip any zone Europe Kiev currency USD multiple redep CSV "
    "verified favour partly declined hold baseline day hour week month total test from until none".split()
)


def listed(groups: dict[str, str]) -> set[str]:
    """The keys of all groups."""
    return {key for keys in groups.values() for key in keys.split()}


def has_a_way_on(screen: Screen) -> bool:
    """Whether it offers a button, a command, a link, or says in words what to do."""
    in_words = NEXT[screen.locale].search(screen.text)
    return bool(screen.buttons or screen.linked or COMMAND.search(screen.text) or in_words)


def foreign(screen: Screen, names: set[str]) -> set[str]:
    """Words of another language than the reader's. What is wrong in desk.yaml is said in English to everybody."""
    words = "\n".join([screen.text, *screen.buttons])
    if screen.locale == "en":
        return set(re.findall(r"[А-Яа-яЁё]+", words)) - {"Русский", "русский"} - names
    if screen.key == "rules-broken":
        return set()
    return set(re.findall(r"[A-Za-z]{2,}", TYPED.sub(" ", words))) - LATIN - names


def met(keys: set[str]) -> set[str]:
    """The keys that were said, with those inside them."""
    inside = {inner for key in keys for inner in locales()["en"][key].inside}
    return keys if inside <= keys else met(keys | inside)


# --- the walk ---------------------------------------------------------------------------------------------------------


async def begin(locale: str, database_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """The people of the demo, all of whom read that language."""
    monkeypatch.setenv("DEFAULT_LOCALE", locale)
    desk_file = folder / "desk.yaml"
    shutil.copy(EXAMPLE, desk_file)
    if locale == "en":
        _in_english(desk_file, monkeypatch)
    story = await harness.begin(database_url, MONDAY_NOON, limits=UNLIMITED, desk_file=desk_file)
    async with story.desk.db.transaction() as tx:
        for person in story.people.desk:
            await people.set_locale(tx, person.id, locale)
        await people.set_locale(tx, story.people.boris.id, locale)
    return Walk(story, locale, monkeypatch, desk_file)


def _in_english(desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = desk_file.read_text("utf-8")
    for russian, english in ENGLISH_RULES.items():
        text = text.replace(russian, english)
    desk_file.write_text(text, "utf-8")
    build = stage.build

    def built(*given: Any, **how: Any) -> stage.Demo:
        demo = build(*given, **how)
        for person in (demo.nina, demo.boris, *demo.desk):
            person.first_name, person.last_name, person.language_code = ENGLISH_NAMES[person.id], None, "en"
        demo.alpha.title = "Alpha Media ↔ Programme"
        return demo

    monkeypatch.setattr(stage, "build", built)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("locale", ["ru", "en"])
async def test_the_walk(locale: str, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = await begin(locale, database_url, tmp_path, monkeypatch)
    try:
        for scene in SCENES:
            await scene(walk)
    finally:
        page = ROOT / "docs" / f"walk.{locale}.md"
        if os.environ.get("WALK") == "write":
            page.write_text(PAGE[locale] + walk.text(), "utf-8")
        await walk.story.desk.close()
        await walk.story.sandbox.stop()
    ours = [screen for screen in walk.screens if screen.key]
    closed = {screen.key for screen in ours if not has_a_way_on(screen)}
    assert " ".join(sorted(closed - listed(NOTICES))) == "", "these do not say what to do next"
    assert listed(NOTICES) <= walk.keys | {"toast", "profile"}
    names = {one.first_name for one in walk.story.world.people.values()}
    assert {word: screen.text for screen in ours for word in foreign(screen, names)} == {}
    assert [
        screen.text for screen in ours if "{" in screen.text and screen.key != "replies-list"
    ] == []  # fields by name
    unmet = locales()["en"].keys() - met(walk.keys)
    assert " ".join(sorted(unmet - listed(ELSEWHERE))) == "", "these are said nowhere in the walk, and nobody says why"
    assert " ".join(sorted(listed(ELSEWHERE) - unmet)) == "", "these are said in the walk, and stand in ELSEWHERE"
    assert page.read_text("utf-8") == PAGE[locale] + walk.text()
