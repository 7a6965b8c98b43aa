"""One digest per person and working date in every zone, whole days without gap or overlap, figures that add up."""

import math
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import Texts
from desk import calendars, digest
from desk.digest import Capped, Facts, Issued, Joined, Listed, Passed, Spot, Tally, Wait
from desk.letters import digest as letters
from desk.letters.letter import Lane
from desk.people import Staff
from desk.rules import DAYS, Calendar, DigestRule

# zone and a date near which its clocks jump
ZONES = [
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("America/Chicago", date(2026, 3, 8)),
    ("America/Chicago", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 30)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Asia/Beirut", date(2026, 10, 25)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Pacific/Apia", date(2011, 12, 30)),  # a date that never was
    ("Asia/Almaty", date(2024, 3, 1)),
    ("Europe/Moscow", date(2014, 10, 26)),
]
OFFICE = Calendar(zone="Europe/Moscow", week=dict.fromkeys(DAYS[:5], ("10:00-19:00",)))
ALWAYS = Calendar(zone="Europe/Moscow", week=dict.fromkeys(DAYS, ("21:00-09:00",)))
MANAGER = Staff(id=7, user_id=700, name="Мария", username="maria", role="manager", zone="Europe/Moscow", reach="ok")
HEAD = Staff(id=8, user_id=800, name="Вера", username=None, role="head", zone="Europe/Moscow", reach="ok")
NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # Monday, 09:30 in Moscow


def local(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


places = st.sampled_from(ZONES)
times = st.sampled_from([time(9, 30), time(0), time(0, 30), time(1, 30), time(2, 15), time(23, 45)])
hours = st.integers(-10 * 24, 5 * 24)


@given(places, times, st.sampled_from([OFFICE, ALWAYS]), hours)
def test_exactly_one_a_working_date(place, at, calendar, offset):
    zone, jump = place
    rule = DigestRule(at=at)
    start = calendars.instant(jump, time(12), zone) + timedelta(hours=offset)
    end = start + timedelta(days=12)
    made, now = [], start
    while (now := digest.next_at(rule, calendar, zone, now)) and now < end:
        made.append(calendars.local_date(now, zone))
    dates = (calendars.local_date(start, zone) + n * calendars.DAY for n in range(15))
    wanted = [
        day
        for day in dates
        if digest.working(calendar, day)
        and digest.span(day, zone)[0] < digest.span(day, zone)[1]
        and start < digest.at(rule, day, zone) < end
    ]
    assert made == wanted


@given(places, times, hours)
def test_it_leaves_at_the_local_time(place, at, offset):
    zone, jump = place
    after = calendars.instant(jump, time(12), zone) + timedelta(hours=offset)
    found = digest.next_at(DigestRule(at=at), ALWAYS, zone, after)
    assert found is not None
    assert found > after
    shown = found.astimezone(ZoneInfo(zone))
    if shown.time() != at:  # the clocks jumped over it
        before = (found - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        assert before.utcoffset() != shown.utcoffset()
        assert before.time() < at < shown.time()


def test_a_missing_time_and_one_shown_twice():
    two = DigestRule(at=time(1, 30))
    spring = digest.next_at(two, ALWAYS, "Europe/London", local("2026-03-28T12:00", "Europe/London"))
    assert spring == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # 01:00 to 02:00 was not there: 02:00 local
    autumn = digest.next_at(two, ALWAYS, "Europe/London", local("2026-10-24T12:00", "Europe/London"))
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the first 01:30
    again = digest.next_at(two, ALWAYS, "Europe/London", autumn)
    assert again == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)  # not the second


def test_days_off_are_skipped():
    closed = Calendar(
        zone="Europe/Moscow",
        week=dict.fromkeys(DAYS[:5], ("10:00-19:00",)),
        closed=(date(2026, 11, 23),),
        special={date(2026, 11, 28): ("10:00-14:00",)},
    )
    friday = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
    zone = "Asia/Almaty"  # 09:30 there, whatever the calendar's zone
    assert digest.next_at(DigestRule(), closed, zone, friday) == local("2026-11-24T09:30", zone)
    assert digest.next_at(DigestRule(), closed, zone, local("2026-11-27T10:00", zone)) == local(
        "2026-11-28T09:30", zone
    )
    never = Calendar(zone="Europe/Moscow", week={})
    assert digest.next_at(DigestRule(), never, zone, friday) is None


@given(places, st.lists(st.integers(1, 100), min_size=1, max_size=8), st.integers(0, 20 * 24 * 60))
def test_successive_digests_cover_each_date_once(place, gaps, minute):
    zone, jump = place
    last = calendars.instant(jump, time(12), zone) - timedelta(days=3)
    origin, covered = last, []
    for gap in gaps:
        now = last + timedelta(hours=gap)
        if calendars.local_date(now, zone) == calendars.local_date(last, zone):
            continue  # claimed already
        covered += digest.days(last, now, zone)
        last = now
    assert covered == list(digest.between(calendars.local_date(origin, zone), calendars.local_date(last, zone), zone))
    spans = [digest.span(day, zone) for day in covered]
    if spans:
        at = spans[0][0] + timedelta(minutes=minute)
        inside = [start for start, end in spans if start <= at < end]
        assert len(inside) == (1 if at < spans[-1][1] else 0)


def test_the_first_covers_as_much_as_any_other():
    zone, monday = "Asia/Almaty", local("2026-11-23T09:30", "Asia/Almaty")
    assert digest.previous_at(DigestRule(), OFFICE, zone, monday) == local("2026-11-20T09:30", zone)
    assert digest.previous_at(DigestRule(), OFFICE, zone, local("2026-11-24T00:00", zone)) == monday
    assert digest.previous_at(DigestRule(), Calendar(zone=zone, week={}), zone, monday) is None


def test_which_days_are_covered():
    zone = "Europe/Moscow"
    friday = NOW - timedelta(days=3)
    assert digest.days(friday, NOW, zone) == (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22))
    assert digest.days(None, NOW, zone) == (date(2026, 11, 22),)
    assert digest.days(NOW, NOW, zone) == ()
    assert len(digest.days(NOW - timedelta(days=400), NOW, zone)) == digest.LONGEST
    apia = local("2011-12-31T09:30", "Pacific/Apia")
    assert digest.days(apia - timedelta(days=1), apia, "Pacific/Apia") == (date(2011, 12, 29),)


tallies = st.lists(
    st.builds(
        Tally,
        took=st.one_of(st.none(), st.integers(0, 50).map(lambda s: timedelta(seconds=s))),
        how=st.sampled_from(["answered", "no_answer_needed", "closed", "solved"]),
        level=st.integers(-1, 4),
        own=st.booleans(),
        count=st.integers(1, 9),
    ),
    max_size=20,
)


@given(tallies)
def test_figures_add_up(rows):
    day = digest.figures(date(2026, 11, 22), rows)
    assert day.count == sum(row.count for row in rows)
    assert day.count == day.answered + day.settled + day.unanswered
    assert day.own <= day.answered
    assert sum(count for _, count in day.levels) == sum(row.count for row in rows if row.level >= 0)
    each = sorted(row.took for row in rows for _ in range(row.count) if row.how == "answered" and row.took is not None)
    assert day.answered == len(each)
    for value, percent in ((day.median, 50), (day.p90, 90), (day.worst, 100)):
        assert value == (each[math.ceil(percent / 100 * len(each)) - 1] if each else None)


@pytest.mark.parametrize(
    "seconds,percent,wanted",
    [([1], 50, 1), ([1, 2], 50, 1), ([1, 2, 3], 50, 2), (range(1, 11), 90, 9), (range(1, 12), 90, 10)],
)
def test_nearest_rank(seconds, percent, wanted):
    values = [(timedelta(seconds=s), 1) for s in seconds]
    assert digest.percentile(values, percent) == timedelta(seconds=wanted)


LONG = "Ѓ" * 10 + "🎰" * 40
SPOT = Spot(conversation=123_456, partner=LONG, chat=LONG)
FLOW = Issued(spot=SPOT, offer="x" * 24, geo="KZ", source="ש" * 60, terms=1234, at=NOW - timedelta(days=3))


def facts(count=0, days=1, rows=()):
    def many(row):
        return Listed(rows=(row,) * min(count, 20), total=count)

    return Facts(
        episodes={date(2026, 11, 23) - n * calendars.DAY: tuple(rows) for n in range(days, 0, -1)},
        waits=many(Wait(spot=SPOT, since=NOW - timedelta(days=2, minutes=61), level=4)),
        passed=many(Passed(spot=SPOT, message=123_456_789, at=NOW, preview=LONG * 2, staff=7)),
        gaps=((NOW, NOW + timedelta(hours=12)),) * min(count, 9),
        caps=many(Capped(spot=SPOT, offer="x" * 24, geo="KZ", source="ש" * 60, used=12_345, value=10_000)),
        unaccepted=many(FLOW),
        partners=many(Joined(spot=SPOT, manager=7)),
        links=many(FLOW),
        bare_starts=count,
        campaigns=((LONG, 12_345),) * min(count, 5),
        names={7: "Мария Константинопольская-Задунайская"},
    )


def render(letter, locale):
    return Texts().render(
        letter.key, letter.params, locale, "Europe/Moscow", {123_456: "https://t.me/c/1234567890/123"}
    )


@pytest.mark.parametrize(
    "chat,wanted",
    [
        ("", "Alpha"),
        ("Alpha", "Alpha"),
        ("Boris", "Alpha · Boris"),
        ("Alpha ↔ Programme, Kazakhstan", "Alpha ↔ Programme, Kazakh…"),
        ("Alphabet", "Alpha · Alphabet"),
    ],
)
def test_a_chat_named_after_its_partner_is_named_once(chat, wanted):
    many = Listed(
        rows=(
            Issued(
                spot=Spot(conversation=123_456, partner="Alpha", chat=chat),
                offer="x",
                geo="KZ",
                source="FB",
                terms=1,
                at=NOW,
            ),
        ),
        total=1,
    )
    made = letters.daily(digest.compose(replace(facts(), links=many), HEAD, NOW, HEAD.zone))
    assert f">{wanted}</a> – x · KZ · FB" in render(made, "en")


def units(text):
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_longest_digest_is_one_message(locale):
    long = timedelta(days=99, hours=23)
    rows = [Tally(took=long, how="answered", level=n, own=True, count=11_111) for n in range(-1, 9)]
    rows += [Tally(took=None, how=None, level=9, count=22_222), Tally(took=long, how="solved", level=9, count=9_999)]
    made = letters.daily(digest.compose(facts(99_999, 31, rows), HEAD, NOW, HEAD.zone))
    bare = re.sub("<[^>]*>", "", render(made, locale))
    assert units(bare) <= 4096


@pytest.mark.parametrize("locale,words", [("ru", "Никто не ждёт ответа."), ("en", "Nobody is waiting.")])
def test_sections_stand_in_order_and_only_when_needed(locale, words):
    rows = [
        Tally(took=timedelta(seconds=40), how="answered", level=0, own=True, count=2),
        Tally(took=timedelta(minutes=7), how="answered", level=2, count=1),
        Tally(took=None, how=None, level=1),
    ]
    quiet = render(letters.daily(digest.compose(facts(), MANAGER, NOW, MANAGER.zone)), locale)
    assert quiet.count("\n") == 2
    busy = render(letters.daily(digest.compose(facts(0, 3, rows), MANAGER, NOW, MANAGER.zone)), locale)
    assert words in busy
    assert busy.count("<b>") == 5  # title, section, three days
    full = render(letters.daily(digest.compose(facts(12, 1, rows), MANAGER, NOW, MANAGER.zone)), locale)
    assert words not in full
    heads = [
        "Act now",
        "Questions",
        "Needs no answer?",
        "nobody accepted",
        "New partners",
        "Links issued",
        "with nobody",
    ]
    if locale == "ru":
        heads = ["Ждут", "Обращения", "Ответ не нужен?", "Условия", "Новые партнёры", "Выдано", "Смены без людей"]
    assert sorted(heads, key=full.index) == heads
    assert (
        full.count("https://t.me/c/1234567890/123")
        == letters.WAITS + letters.PASSED + letters.CAPS + letters.UNACCEPTED + letters.PARTNERS + letters.LINKS
    )


def test_the_letter_is_one_per_person_and_date():
    made = letters.daily(digest.compose(facts(), MANAGER, NOW, MANAGER.zone))
    assert made.once == "digest:7:2026-11-23"
    assert made.lane is Lane.DIGEST
    assert made.to.id == MANAGER.id
    assert made.key == "digest-quiet"
    assert letters.now(digest.compose(facts(), MANAGER, NOW, MANAGER.zone)).once is None
    late = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)  # Tuesday in Moscow
    assert letters.daily(digest.compose(facts(), MANAGER, late, MANAGER.zone)).once == "digest:7:2026-11-24"


@given(st.text(max_size=60), st.integers(1, 40))
def test_short_keeps_whole_characters(text, most):
    cut = letters.short(text, most)
    assert len(cut.encode("utf-16-le")) // 2 <= most
    assert cut == text or cut.endswith("…")
