"""Evidence: two files, the same for both sides, and whole (PRODUCT 6)."""

import json
from pathlib import Path

import pytest

from bot import verify
from sandbox import Chat, Person
from tests.stories.harness import Story
from tests.stories.test_links import join, skip, to_card

ASKED = "/evidence casino-x 2026-11-01 2026-11-30"


def files(story: Story, where: Person | Chat) -> dict[str, bytes]:
    """The newest files there, by how their names end."""
    chat = story.world.chat(where.id) if isinstance(where, Person) else where
    last = [message.raw["document"] for message in chat.messages.values() if "document" in message.raw][-2:]
    known = {one["file_name"].rpartition(".")[2]: story.world.files.get(one["file_id"]) for one in last}
    return {kind: file.data for kind, file in known.items() if file is not None}


async def test_both_sides_get_the_same_whole_evidence(
    noon: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    p = noon.people
    topic = await join(noon, p.boris, p.alpha)
    card = await to_card(noon, p.boris, p.alpha)
    await noon.press(p.boris, card, "✅ Принимаю v1")
    skip(noon)

    await noon.answers(p.sasha, topic, "/evidence")
    asked = noon.sees(topic, "Casino X", "за какой период")
    await noon.press(p.sasha, asked, "Этот месяц: 01.11.2026 – 23.11.2026")
    coming = noon.sees(topic, "собираю файлы", edited=True)
    told = noon.sees(topic, "Доказательства: Alpha Media · Casino X", "01.11.2026 – 23.11.2026")
    ours = files(noon, p.staff)
    assert (await noon.press(p.sasha, coming, "Отправить партнёру те же файлы")).answer.text == "Отправляю."
    await noon.press(p.sasha, coming, "Отправить партнёру те же файлы")
    same = noon.sees(p.alpha, "Доказательства: Alpha Media · Casino X")
    noon.sees(topic, "отправлены партнёру", "Саша")
    theirs = files(noon, p.alpha)
    assert ours == theirs

    document = json.loads(theirs["json"])
    [chain] = document["chains"]
    assert [one["kind"] for one in chain["entries"]] == ["terms", "issued", "shown", "accepted"]
    [version] = document["versions"]
    assert version["number"] == 1
    file = tmp_path / "evidence.json"
    file.write_bytes(theirs["json"])
    assert verify.main([str(file)]) == verify.WHOLE
    sha256 = capsys.readouterr().out.split("SHA-256")[1].split()[0]
    assert sha256 in told.raw["caption"]
    assert sha256 in same.raw["caption"]
    page = theirs["html"].decode()
    for part in (sha256, "Борис", "https://t.me/c/", "30 FTD в сутки", "30 FTD per day", "v1"):
        assert part in page
    assert "go.casino-x.example" not in page


async def test_evidence_that_was_asked_for_wrongly(noon: Story) -> None:
    p = noon.people
    topic = await join(noon, p.boris, p.alpha)
    await noon.answers(p.sasha, topic, ASKED)
    noon.sees(topic, "ещё ничего не записано")
    await to_card(noon, p.boris, p.alpha)
    skip(noon)
    for words, answer in (
        ("/evidence casino-y 2026-11-01 2026-11-30", "«casino-y»"),
        ("/evidence casino-x 2026-11-31 2026-11-30", "«2026-11-31» не подходит"),
        ("/evidence casino-x 2026-11-01", "не подходит"),
        ("/evidence casino-x 30.11.2026 01.11.2026", "/evidence casino-x 2026-11-01 2026-11-30"),
        ("/evidence casino-x 2027-11-01 2027-11-30", "ещё не начался"),
    ):
        await noon.answers(p.sasha, topic, words)
        noon.sees(topic, answer)
    await noon.answers(p.sasha, topic, ASKED)
    noon.sees(topic, "собираю файлы")
    noon.sees(topic, "01.11.2026 – 30.11.2026")


async def test_evidence_that_could_not_leave_is_the_same_when_it_does(noon: Story) -> None:
    """Invariant 28: it waits for the wire, and what happens meanwhile is not in it."""
    p = noon.people
    topic = await join(noon, p.boris, p.alpha)
    card = await to_card(noon, p.boris, p.alpha)
    skip(noon)
    p.sasha.write(ASKED, chat=p.staff, topic=noon.topic(topic))
    await noon.desk.intake.poll(0)
    await noon.desk.worker.step()
    noon.sandbox.faults.set(cut_before=1.0)
    await noon.desk.sender.idle()
    noon.sandbox.faults.set(cut_before=0.0)
    await noon.press(p.boris, card, "✅ Принимаю v1")
    await noon.passes(minutes=1)
    [chain] = json.loads(files(noon, p.staff)["json"])["chains"]
    assert [one["kind"] for one in chain["entries"]] == ["terms", "issued", "shown"]
    skip(noon)
