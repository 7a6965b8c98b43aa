"""The morning's digests: one per person and local date, whatever happens (PRODUCT 8)."""

from datetime import datetime

from desk import calendars, digest
from desk.letters import digest as letters
from desk.people import Staff, may
from desk.rules import Rules
from storage import digests, outbox, people
from storage.database import Tx


async def sweep(tx: Tx, rules: Rules, now: datetime) -> int:
    """Make every digest that is due; gives how many.

    A late one covers everything since the last, and waits for the hour of day that it missed: an outage that ends at
    two in the night brings it at half past nine. Who cannot be reached gets none, and everything with the next one.
    """
    for person in await people.digests_unset(tx):
        await _plan(tx, rules, person, now)
    made = 0
    for person, _ in await people.digests_due(tx, now):
        hour = digest.at(rules.digest, calendars.local_date(now, person.zone), person.zone)
        if now < hour:
            await people.set_digest_at(tx, person.id, hour)
            continue
        made += await _make(tx, rules, person, now)
        await _plan(tx, rules, person, now)
    return made


async def _plan(tx: Tx, rules: Rules, person: Staff, now: datetime) -> None:
    calendar = rules.calendars[rules.digest.calendar]
    at = digest.next_at(rules.digest, calendar, person.zone, now) if may(person, "digest") else None
    await people.set_digest_at(tx, person.id, at)


async def _make(tx: Tx, rules: Rules, person: Staff, now: datetime) -> bool:
    if person.reach != "ok" or not may(person, "digest"):
        return False
    last = await digests.last(tx, person.id)
    if last is None:  # the first covers as much as if there had been one on the working day before
        last = digest.previous_at(rules.digest, rules.calendars[rules.digest.calendar], person.zone, now)
    days = digest.days(last, now, person.zone)
    if not await digests.claim(tx, person.id, calendars.local_date(now, person.zone), now):
        return False
    facts = digest.named(await digests.facts(tx, person, days, person.zone, now, rules.shifts), rules.offers)
    await outbox.add(tx, [letters.daily(digest.compose(facts, person, now, person.zone))], now)
    return True
