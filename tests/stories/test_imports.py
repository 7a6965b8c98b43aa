"""Leads from files and by hand: shown before they are counted, counted once, taken back (PRODUCT 6)."""

from typing import Any

from desk.links import Link
from sandbox import Message
from storage import people
from tests.stories.harness import Story
from tests.stories.test_conversation import TOPIC
from tests.stories.test_counting import _rows, calls, connected, issued


async def sends(story: Story, data: bytes, name: str = "leads.csv") -> None:
    """The manager sends a file in private."""
    story.people.maria.send("document", data=data, name=name, mime="text/csv")
    await story.settle()


async def stands(story: Story, link: Link) -> dict[str, str]:
    """The leads of the link by their numbers."""
    async with story.desk.db.reading() as tx:
        rows = await _rows(
            tx, f"SELECT external, goal, status FROM leads WHERE link = {link.id} ORDER BY external, goal"
        )
    return {row["external"]: f"{row['goal']} {row['status']}" for row in rows}


async def test_a_file_of_leads(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.maria, "/import")
    noon.sees(p.maria, "Отправьте сюда файл CSV", "conv;link;goal;st")
    link = await issued(noon)
    await sends(
        noon,
        f"Лид;Ссылка;Цель;Статус;Сумма;Валюта;Дата\n1;{link.token};ftd;аппрув;28,50;usd;21.11.2026 20:30\n"
        f"2;{link.token};ftd;холд;;;\n\n3;{link.token};ftd;что-то;;;\n4;{link.token};ftd\n5;ZZZZZZZZZZ;ftd;холд;;;\n"
        f"6;{link.token};xyz;холд;;;\n;{link.token};ftd;холд;;;\n7;{link.token};ftd;холд;5;;\n".encode("cp1251"),
    )
    preview = noon.sees(
        p.maria, "Строк: 8", "Новых лидов: 2", "с ошибками: 6", "строка 5: статус «что-то» неизвестен", "Посчитать 2?"
    )
    assert await stands(noon, link) == {}
    await noon.press(p.maria, preview, "Посчитать")
    noon.sees(p.maria, "Посчитано из файла leads.csv", "новых лидов 2", edited=True)
    report = noon.sees(p.maria, "Строки, которые не посчитаны: 6")
    text = noon.world.files.get(report.raw["document"]["file_id"]).data.decode("utf-8-sig")  # type: ignore[union-attr]
    assert text.splitlines() == [
        f"строка 5: статус «что-то» неизвестен — 3;{link.token};ftd;что-то;;;",
        f"строка 6: столбцов больше или меньше, чем в первой строке — 4;{link.token};ftd",
        "строка 7: ссылка не найдена — 5;ZZZZZZZZZZ;ftd;холд;;;",
        f"строка 8: цели «xyz» нет ни в одном оффере — 6;{link.token};xyz;холд;;;",
        f"строка 9: нет номера лида — ;{link.token};ftd;холд;;;",
        f"строка 10: сумма без валюты — 7;{link.token};ftd;холд;5;;",
    ]
    assert await stands(noon, link) == {"1": "ftd approved", "2": "ftd hold"}
    pressed = await noon.press(p.maria, preview, data=f"import:{1}:yes", forged=True)
    assert "устарела" in pressed.answer.text

    # the same file again changes nothing; a status that has changed does
    await sends(noon, f"conv,link,goal,st\n1,{link.token},ftd,rejected\n2,{link.token},ftd,hold\n".encode("utf-8-sig"))
    preview = noon.sees(p.maria, "Новых лидов: 0, изменятся: 1, уже учтены: 1")
    await noon.press(p.maria, preview, "Не нужно")
    noon.sees(p.maria, "Файл не посчитан", edited=True)

    # a tracker's leads are corrected by its own numbers
    address = await connected(noon)
    assert await calls(noon, address, flow=link.token, conv="77", goal="ftd", st="2") == 200
    await noon.passes(seconds=5)
    await sends(noon, b"conv\tgoal\tst\n77\tftd\trejected\n78\tftd\trejected\n")
    which = noon.sees(p.maria, "Чьи номера лидов в нём?")
    await noon.press(p.maria, which, "Источник affise")
    preview = noon.sees(p.maria, "изменятся: 1", "с ошибками: 1", "строка 3: ссылка не найдена", edited=True)
    await noon.press(p.maria, preview, "Посчитать")
    noon.sees(p.maria, "изменено 1", edited=True)
    noon.sees(p.maria, "Строки, которые не посчитаны: 1")
    assert (await stands(noon, link))["77"] == "ftd rejected"


async def test_files_that_are_no_tables_and_partners_of_others(noon: Story) -> None:
    p = noon.people
    link = await issued(noon)
    for data, why in (
        (b"\x00\x01\x02", "Это не таблица лидов"),
        (b"PK\x03\x04 zip", "Это не таблица лидов"),
        (b"name,age\nx,1\n", "Это не таблица лидов"),
        (b"", "ни одной строки"),
        (b"conv,link\n", "ни одной строки"),
        (b"conv\n" + b"1\n" * 20_001, "слишком много строк"),
        (b"x" * (2 * 1024 * 1024 + 1), "не больше 2 МБ"),
    ):
        await sends(noon, data)
        noon.sees(p.maria, why)
    await sends(noon, b"conv\n1\n", name="photo.pdf")  # what is no table is treated as before
    noon.sees(p.maria, "карточк")
    gleb = noon.world.person("Глеб", id=606, username="gleb_am", language="ru")
    async with noon.desk.db.transaction() as tx:
        where: dict[str, Any] = {"locale": "ru", "zone": "Europe/Moscow", "reach": "ok"}
        await people.add_staff(tx, gleb.id, "Глеб", "gleb_am", "manager", noon.clock.now(), **where)
    gleb.start()
    await noon.settle()
    noon.overlook()
    gleb.send("document", data=f"conv,link,goal\n1,{link.token},ftd\n".encode(), name="a.csv")
    await noon.settle()
    noon.sees(gleb, "с ошибками: 1", "этого партнёра ведёте не вы", "Считать нечего")
    assert await stands(noon, link) == {}


async def test_leads_by_hand(noon: Story) -> None:
    p = noon.people
    link = await issued(noon)
    await noon.answers(p.sasha, TOPIC, "/leads")
    noon.sees(TOPIC, f"{link.id}: Casino X · KZ · FB — вручную", f"/leads {link.id} +12")
    for wrong, why in (
        ("12", "/leads номер +12"),
        ("+0", "от 1 до 500"),
        ("+501", "от 1 до 500"),
        ("99 +1", "Ссылки «99» в этом чате нет"),
        ("+1 xyz", "Цели «xyz» у оффера нет"),
        ("-1", "Вручную посчитано 0"),
        ("?", "посчитать лиды вручную"),
    ):
        await noon.answers(p.sasha, TOPIC, f"/leads {wrong}")
        noon.sees(TOPIC, why)
    asked = await _asks(noon, f"/leads {link.token} +3 ftd", "прибавить вручную ftd: 3? Станет 3")
    assert await stands(noon, link) == {}
    await noon.press(p.sasha, asked, "Да")
    noon.sees(TOPIC, "Саша: прибавлено вручную ftd: 3", "Всего вручную: 3", edited=True)
    assert sorted((await stands(noon, link)).values()) == ["ftd pending"] * 3
    pressed = await noon.press(p.sasha, asked, data="leads:1:yes", forged=True)
    assert "устарела" in pressed.answer.text
    asked = await _asks(noon, "/leads \u22122 ftd", "убрать из посчитанных вручную ftd: 2? Останется 1")
    await noon.press(p.vera, asked, "Да")
    noon.sees(TOPIC, "Вера: убрано", "Всего вручную: 1", edited=True)
    assert sorted((await stands(noon, link)).values()) == ["ftd pending", "ftd trash", "ftd trash"]
    asked = await _asks(noon, "/leads +5 ftd", "прибавить")
    await noon.press(p.sasha, asked, "Нет")
    noon.sees(TOPIC, "Ничего не посчитано", edited=True)
    asked = await _asks(noon, "/leads +5 ftd", "прибавить")
    noon.clock.advance(3600)
    pressed = await noon.press(p.sasha, asked, "Да")
    assert "устарела" in pressed.answer.text


async def _asks(story: Story, words: str, answer: str) -> Message:
    await story.answers(story.people.sasha, TOPIC, words)
    return story.sees(TOPIC, answer)
