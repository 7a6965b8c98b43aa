"""The staff topics: made when the first letter goes there, looked at after a silence, opened for a question (PRODUCT 3)."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.pace import Pace
from bot.telegram import ApiError, NotSent, Telegram, Unknown
from bot.verdicts import judge
from desk import topics as rules
from desk.letters.letter import To
from storage import addresses, chats, topics
from storage.addresses import Address
from storage.database import Database, Tx

SILENCE = timedelta(hours=1)  # after which a topic is looked at before it is written to
ICONS_KEPT = timedelta(days=1)  # how long the icons that Telegram offers are taken for the same


class Topics:
    """Makes, checks and opens topics; `heard` says when each was last known to be there."""

    def __init__(self, telegram: Telegram, db: Database, clock: Clock, pace: Pace) -> None:
        self._telegram, self._db, self._clock, self._pace = telegram, db, clock, pace
        self._making: dict[int, asyncio.Lock] = {}
        self._icons: Mapping[str, str] = {}
        self._planned: dict[int, int] = {}  # conversation → forum, until its topic is made there
        self._asked: datetime | None = None
        self.heard: dict[To, datetime] = {}

    async def look(self, to: To, address: Address) -> None:
        """Raises ApiError for a topic that is gone: Telegram may deliver into General without a word (PRODUCT 3)."""
        now = self._clock.now()
        if address.chat is not None and self._silent(to):
            try:  # an edit that changes nothing is refused, with words that tell whether the topic is there
                await self._telegram.call("editForumTopic", _where(address))
            except ApiError as error:
                if judge(error, 1, now).fate == "topic_gone":
                    raise
            except Unknown as error:  # of this question; the letter has not left
                raise NotSent(str(error)) from None
        self.heard[to] = self._clock.now()

    async def forum(self, tx: Tx, conversation: int) -> int | None:
        """Where the topic of a conversation without one is to be made; what was said once holds until it is made."""
        if conversation not in self._planned or self._planned[conversation] not in await chats.forums(tx):
            self._planned.pop(conversation, None)
            forum = await topics.forum_for(tx, conversation, self._clock.now(), Counter(self._planned.values()))
            if forum is None:
                return None
            self._planned[conversation] = forum
        return self._planned[conversation]

    def before(self, to: To) -> int:
        """How many calls come before a letter there: its topic is made, or looked at after a silence."""
        return int(to.kind == "topic" and (to.id in self._planned or self._silent(to)))

    def _silent(self, to: To) -> bool:
        heard = self.heard.get(to)
        return heard is None or self._clock.now() - heard >= SILENCE

    async def made(self, conversation: int, *, reserved: bool = False) -> Address:
        """The topic of a conversation, made if it is not there; two letters never make two.

        reserved: the forum bears it now; else it is asked, and where it does not, there is no topic yet.
        """
        async with self._making.setdefault(conversation, asyncio.Lock()):
            async with self._db.reading() as tx:
                address = await addresses.resolve(tx, To(kind="topic", id=conversation))
                if address.thread is not None:
                    return address
                look = await topics.look(tx, conversation)
                forum = await self.forum(tx, conversation)
            if look is None or forum is None:
                return Address(chat=None)
            if not reserved:
                now = self._clock.now()
                if self._pace.free_at(forum, now) > now:
                    return Address(chat=None)
                self._pace.sent(forum, now)
            icon = await self.icon(look.state)
            shown = {"name": look.name, **({"icon_custom_emoji_id": icon} if icon else {})}
            made = await self._telegram.call("createForumTopic", {"chat_id": forum, **shown})
            thread = int(made["message_thread_id"])
            async with self._db.transaction() as tx:
                await addresses.set_topic(tx, conversation, forum, thread, look.text)
        self._making.pop(conversation, None)
        self._planned.pop(conversation, None)
        self.heard[To(kind="topic", id=conversation)] = self._clock.now()
        return Address(chat=forum, thread=thread)

    async def opened(self, address: Address) -> bool:
        """Open a topic that somebody has closed; whether that could be done. Raises ApiError for one that is gone."""
        assert address.chat is not None
        assert address.thread is not None
        self._pace.sent(address.chat, self._clock.now())
        try:
            await self._telegram.call("reopenForumTopic", _where(address))
        except ApiError as error:
            fate = judge(error, 1, self._clock.now()).fate
            if fate == "topic_gone":
                raise
            if fate != "same":
                return False
        except Unknown as error:
            raise NotSent(str(error)) from None
        async with self._db.transaction() as tx:
            await topics.shut(tx, address.chat, address.thread, yes=False)
        return True

    async def icon(self, state: rules.State) -> str:
        """The id of the icon for that state, of those that Telegram offers now; empty: none."""
        now = self._clock.now()
        if self._asked is None or now - self._asked >= ICONS_KEPT:
            self._asked = now
            try:
                found = await self._telegram.call("getForumTopicIconStickers")
                self._icons = {one["emoji"]: one["custom_emoji_id"] for one in found}
            except (ApiError, NotSent, Unknown):  # a topic without an icon is a topic all the same
                self._asked = None
        return rules.icon(state, self._icons)


def _where(address: Address) -> dict[str, int | None]:
    return {"chat_id": address.chat, "message_thread_id": address.thread}
