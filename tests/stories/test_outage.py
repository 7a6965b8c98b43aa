"""Away for an hour, deaf for days, on a clock that moves: nobody waits unseen, and everybody is told once (PRODUCT 3, 4)."""

from datetime import timedelta

from tests.stories.harness import Story

TOPIC = "Alpha Media"


async def test_after_an_outage_the_inbox_comes_first_and_levels_keep_their_distance(night: Story) -> None:
    p = night.people
    night.world.set_privacy(False)
    p.boris.add_bot(p.alpha)
    await night.settle()
    await night.writes(p.boris, "где выплата?")
    await night.writes(p.boris, "постбеки не идут, 40 лидов потеряно", chat=p.alpha)
    group = next(name for name in (topic.name for topic in p.staff.topics.values()) if p.alpha.title in name)
    await night.passes(minutes=1)
    night.overlook()

    night.clock.advance(20 * 60)  # 23:41, the desk is down
    p.zhenya.write("выплата завтра", chat=p.staff, topic=night.topic(TOPIC))
    night.clock.advance(40 * 60)
    await night.restart()
    await night.settle()
    for one in (p.sasha, p.zhenya):  # no word of the question that was answered meanwhile
        night.sees(one, "Есть ответ: Женя", edited=True)
        night.sees(one, "Сервис не работал с 23:41 до 00:41", "1 ч", "Ждут ответа: 1")
    night.sees(p.oleg, "Сервис не работал с 23:41 до 00:41")
    night.sees(p.boris, "выплата завтра")
    night.sees(p.maria, "Есть ответ: Женя", edited=True)
    night.sees(group, "Сервис не работал с 23:41 до 00:41")
    night.quiet()

    await night.passes(seconds=5)  # an hour late: the next level, and only that one
    night.sees(p.vera, "постбеки не идут", "Вызван старший смены")
    night.sees(p.alpha, "Вера")
    night.quiet()
    await night.passes(minutes=1, seconds=59)
    night.quiet()
    await night.passes(seconds=1)
    night.sees(p.oleg, "постбеки не идут", "уровень 4 из 4")

    await night.restart()  # begun anew at once: nothing was down
    await night.settle()
    night.quiet()


async def test_deaf_for_days_the_heads_are_told_what_may_be_missing(noon: Story) -> None:
    p = noon.people
    await noon.passes(seconds=1)
    noon.clock.advance(timedelta(hours=30).total_seconds())
    await noon.restart()
    await noon.passes(seconds=1)
    noon.sees(p.oleg, "Сервис не работал с 23.11.2026 12:00 до 24.11.2026 18:00", "Никто не ждёт ответа")
    noon.sees(p.oleg, "с 23.11.2026 12:00 до 23.11.2026 18:00", "могло пропасть")
    noon.overlook()  # digests that were due
    noon.clock.advance(60)
    await noon.restart()
    await noon.passes(seconds=1)
    noon.quiet()


async def test_no_step_is_taken_by_a_clock_that_has_gone_back(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "postbacks stopped")
    night.overlook()
    await night.passes(minutes=2)

    night.clock.slip(-3600)
    await night.passes(seconds=5)
    night.sees(p.oleg, "перевели назад на 1 ч", "22:42")
    await night.passes(seconds=5)
    night.quiet()  # once

    night.clock.slip(3600 + 600)  # put right, and ten minutes too far
    await night.passes(seconds=5)
    night.sees(p.vera, "Вызван старший смены")
    night.sees(p.boris, "Вера")


async def test_a_clock_far_ahead_waits_for_telegram_and_then_goes_on(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "postbacks stopped")
    night.overlook()
    night.clock.slip(7200)
    p.zhenya.write("сейчас смотрю логи", chat=p.staff, topic=night.topic(TOPIC))
    await night.passes(seconds=5)
    night.sees(p.oleg, "скакнули вперёд на 2 ч")
    night.sees(p.boris, "сейчас смотрю логи")
    for one in (p.sasha, p.zhenya, p.maria):
        night.sees(one, "Есть ответ: Женя", edited=True)
    await night.passes(seconds=5)
    night.quiet()


async def test_calls_after_an_outage_are_one_list_and_say_why_they_are_late(night: Story) -> None:
    p = night.people
    chats = [p.alpha, p.boris.group("Вторая"), p.boris.group("Третья")]
    for chat in chats:
        p.boris.add_bot(chat, admin=True)
        await night.settle()
    await night.passes(seconds=1)
    night.overlook()
    night.clock.advance(60)  # the desk is down
    for chat in chats:
        p.boris.write(f"стоим: {chat.title}", chat=chat)
    night.clock.advance(40 * 60)
    await night.restart()
    await night.passes(seconds=1)
    for one in (p.sasha, p.zhenya):  # three that wait are two sounds, and why they are late is a third
        heard = [call for call in night._new() if call.chat_id == one.id and call.method == "sendMessage"]
        assert [call.text.partition(" ")[0] for call in heard] == ["Alpha", "Ждут", "Сервис"]
        assert "Сервис не работал с 23:40 до 00:21" in heard[2].text
        listed = night.world.message(night.world.chat(one.id), heard[1].message_ids[0]).text
        assert listed.count("— с 23:41") == 2
    night.overlook()
    await night.passes(minutes=2)  # not before, though it is the head's turn by the clock
    night.sees(p.vera, "стоим: Alpha Media", "Вызван старший смены")
    assert night.sees(p.vera, "Ждут и другие").text.count("— с 23:41") == 2
    for chat in chats:
        night.sees(chat, "Вера")
    night.overlook("Ждёт с 23:41", "Ждут и другие")
    night.quiet()
