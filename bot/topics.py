"""The staff topics: made when the first letter goes there, looked at after a silence (PRODUCT 3)."""

import asyncio
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.pace import Pace
from bot.telegram import ApiError, NotSent, Telegram, Unknown
from bot.verdicts import judge
from desk.letters.letter import To
from storage import addresses
from storage.addresses import Address
from storage.database import Database

SILENCE = timedelta(hours=1)  # after which a topic is looked at before it is written to


class Topics:
    """Makes and checks topics; `heard` says when each was last known to be there."""

    def __init__(self, telegram: Telegram, db: Database, clock: Clock, pace: Pace) -> None:
        self._telegram, self._db, self._clock, self._pace = telegram, db, clock, pace
        self._making: dict[int, asyncio.Lock] = {}
        self.heard: dict[To, datetime] = {}

    async def look(self, to: To, address: Address) -> None:
        """Raises ApiError for a topic that is gone: Telegram may deliver into General without a word (PRODUCT 3)."""
        heard, now = self.heard.get(to), self._clock.now()
        if address.chat is not None and (heard is None or now - heard >= SILENCE):
            self._pace.sent(address.chat, now)
            try:  # an edit that changes nothing is refused, with words that tell whether the topic is there
                await self._telegram.call(
                    "editForumTopic", {"chat_id": address.chat, "message_thread_id": address.thread}
                )
            except ApiError as error:
                if judge(error, 1, now).fate == "topic_gone":
                    raise
            except Unknown as error:  # of this question; the letter has not left
                raise NotSent(str(error)) from None
        self.heard[to] = self._clock.now()

    async def made(self, conversation: int) -> Address:
        """The topic of a conversation, made if it is not there; two letters never make two."""
        async with self._making.setdefault(conversation, asyncio.Lock()):
            async with self._db.reading() as tx:
                address = await addresses.resolve(tx, To(kind="topic", id=conversation))
                topic = await addresses.new_topic(tx, conversation)
            if address.thread is not None or topic is None or topic.forum is None:
                return address if address.thread is not None else Address(chat=None)
            name = f"{topic.partner} · {topic.title}" if topic.group else topic.partner
            made = await self._telegram.call("createForumTopic", {"chat_id": topic.forum, "name": name[:128] or "—"})
            thread = int(made["message_thread_id"])
            async with self._db.transaction() as tx:
                await addresses.set_topic(tx, conversation, topic.forum, thread)
        self._making.pop(conversation, None)
        self._pace.sent(topic.forum, self._clock.now())
        return Address(chat=topic.forum, thread=thread)
