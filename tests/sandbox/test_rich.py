"""Rich and ephemeral messages."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    EphemeralMessageParameters,
    InputRichBlockParagraph,
    InputRichBlockSectionHeading,
    InputRichMessage,
)

from sandbox import Chat, Person
from sandbox.entities import ParseError
from sandbox.rich_html import parse

PAGE = """
<h2>Terms of <b>Alpha</b></h2>
<p>Valid from <tg-time unix="1700000000" format="D">then</tg-time>, see <a href="https://example.com">the page</a>.</p>
<table bordered striped><tr><th align="right">Geo</th><th>Rate</th></tr><tr><td>DE</td><td colspan="2">40&nbsp;€</td></tr></table>
<ul><li>one</li><li><input type="checkbox" checked>two</li></ul>
<ol><li>first</li></ol>
<details open><summary>More</summary><p>deep</p></details>
<blockquote>said</blockquote><blockquote expandable>long</blockquote>
<pre><code class="language-sql">SELECT 1</code></pre><aside>pulled<cite>who</cite></aside>
<hr/><footer>end</footer> loose <i>text</i>
<tg-button-row align="center"><tg-button type="callback_data" data="ok" style="primary">Accept</tg-button>
<tg-button type="url" url="https://example.com">Open</tg-button></tg-button-row>
"""


async def test_html_becomes_blocks(bot: Bot, nina: Person) -> None:
    sent = await bot.send_rich_message(nina.id, InputRichMessage(html=PAGE))
    assert sent.rich_message is not None
    kinds = [block.type for block in sent.rich_message.blocks]
    assert kinds == [
        *("heading", "paragraph", "table", "list", "list", "details", "blockquote", "expandable_blockquote"),
        *("pre", "pullquote", "divider", "footer", "paragraph", "buttons"),
    ]
    table = nina.last().raw["rich_message"]["blocks"][2]
    assert table["is_bordered"]
    assert table["cells"][0][0] == {"align": "right", "valign": "top", "text": "Geo", "is_header": True}
    checked = nina.last().raw["rich_message"]["blocks"][3]["items"][1]
    assert checked["is_checked"]
    assert nina.last().text.splitlines()[:4] == [
        "Terms of Alpha",
        "Valid from then, see the page.",
        "Geo | Rate",
        "DE | 40\xa0€",
    ]


async def test_buttons_in_rich_messages_are_pressed(bot: Bot, nina: Person) -> None:
    await bot.send_rich_message(nina.id, InputRichMessage(html=PAGE))
    assert nina.last().buttons == ["Accept", "Open"]
    pressed = nina.press_nowait(nina.last(), "Accept")
    await bot.answer_callback_query(pressed.id, text="done")
    assert pressed.answer is not None
    assert pressed.answer.text == "done"
    bad = '<tg-button-row><tg-button type="callback_data" data="">x</tg-button></tg-button-row>y'
    with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
        await bot.send_rich_message(nina.id, InputRichMessage(html=bad))


async def test_blocks_and_edits(bot: Bot, nina: Person) -> None:
    blocks = [InputRichBlockSectionHeading(text="T", size=1), InputRichBlockParagraph(text="x")]
    sent = await bot.send_rich_message(nina.id, InputRichMessage(blocks=blocks))
    where = {"chat_id": nina.id, "message_id": sent.message_id}
    with pytest.raises(TelegramBadRequest, match="not modified"):
        await bot.edit_message_text(rich_message=InputRichMessage(html="<h1>T</h1>x"), **where)
    await bot.edit_message_text(rich_message=InputRichMessage(html="<h1>U</h1>"), **where)
    assert nina.last().raw["rich_message"]["blocks"][0]["text"] == "U"
    await bot.edit_message_text("plain", **where)
    assert "rich_message" not in nina.last().raw
    copied = await bot.copy_message(nina.id, nina.id, sent.message_id)
    assert nina.last().id == copied.message_id


@pytest.mark.parametrize(
    "html, words",
    [
        ("я\n<marquee>x</marquee>", 'Unsupported start tag "marquee" at byte offset 3'),
        ("<p>x", 'Can\'t find end tag corresponding to start tag "p"'),
        ("<p>x</b>", 'Unmatched end tag at byte offset 4, expected "</p>", found "</b>"'),
        ("x</p>", "Unexpected end tag at byte offset 1"),
        ('<tg-time unix="x">y</tg-time>', "Invalid Unix time specified"),
        ('<tg-button type="magic">y</tg-button>', 'Unsupported type "magic" of the tag "tg-button"'),
        ("<li>x</li>", 'Tag "li" is out of place'),
    ],
)
def test_complaints(html: str, words: str) -> None:
    with pytest.raises(ParseError) as problem:
        parse(html)
    assert str(problem.value) == words


async def test_ephemeral_messages_are_seen_by_one(bot: Bot, nina: Person, head: Person, group: Chat) -> None:
    head.join(group)
    only = EphemeralMessageParameters(receiver_user_id=nina.id)
    sent = await bot.send_message(group.id, "for you", ephemeral_message_parameters=only)
    assert nina.last(group).text == "for you"
    assert all(m.text != "for you" for m in head.sees(group))
    where = {"chat_id": group.id, "receiver_user_id": nina.id, "ephemeral_message_id": sent.ephemeral_message_id}
    assert await bot.edit_ephemeral_message_text(text="changed", **where)
    assert nina.last(group).text == "changed"
    with pytest.raises(TelegramBadRequest, match="not modified"):
        await bot.edit_ephemeral_message_text(text="changed", **where)
    assert await bot.edit_ephemeral_message_text(rich_message=InputRichMessage(html="<h1>T</h1>"), **where)
    assert await bot.delete_ephemeral_message(**where)
    assert nina.last(group).text != "changed"
    rich = await bot.send_rich_message(group.id, InputRichMessage(html="x"), ephemeral_message_parameters=only)
    assert rich.receiver_user is not None
