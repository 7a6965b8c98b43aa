"""The questions, whoever taps what and when; who answers a stranger, said honestly; the least loaded manager."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import deskfile
from bot.texts import Texts
from desk import newcomers
from desk.letters import newcomers as letters
from desk.newcomers import DONE, STEPS, Newcomer, Presence
from desk.people import Staff
from desk.rules import Rotation

RULES = deskfile.read("desk.example.yaml")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STRANGER = Newcomer(user_id=5, name="Азиз <b>", username="aziz", locale="ru", payload="", started_at=NOW)


def person(number, role, username=None, reach="ok"):
    return Staff(id=number, user_id=number * 100, name=f"P{number}", username=username, role=role, reach=reach)


taps = st.lists(
    st.tuples(
        st.sampled_from((*STEPS, DONE, "price", "")), st.one_of(st.none(), st.integers(-2, 9)), st.integers(0, 200)
    ),
    max_size=12,
)


@given(taps)
def test_only_the_open_question_can_be_answered(taps):
    state, now = STRANGER, NOW
    for step, choice, seconds in taps:
        now += timedelta(seconds=seconds)
        later = newcomers.answer(state, step, choice, RULES.newcomers, now)
        options = newcomers.choices(step, RULES.newcomers) if step in STEPS else ()
        if step != state.step or step == DONE or not (choice is None or 0 <= choice < len(options)):
            assert later is None
            continue
        assert later is not None
        assert (*STEPS, DONE).index(later.step) == STEPS.index(step) + 1
        assert set(later.answers) == set(state.answers) | ({step} if choice is not None else set())
        if later.step == DONE:
            assert later.due_at == (now if later.answers else None)
        elif choice is not None:
            assert later.due_at == now + timedelta(minutes=2)
        else:
            assert later.due_at == state.due_at  # a skip shows no interest of its own
        state = later


@given(taps, st.lists(st.sampled_from((*STEPS, DONE, "price", "")), max_size=4))
def test_back_changes_the_question_and_nothing_else(taps, backs):
    state = STRANGER
    for step, choice, _ in taps:
        state = newcomers.answer(state, step, choice, RULES.newcomers, NOW) or state
    for step in backs:
        before = newcomers.back(state, step)
        if step != state.step or step not in STEPS[1:]:
            assert before is None
            continue
        assert before == replace(state, step=STEPS[STEPS.index(step) - 1])
        again = newcomers.answer(before, before.step, None, RULES.newcomers, NOW)
        assert (again.step, again.answers) == (state.step, state.answers)  # on again, the answer stands
        state = before


def test_an_answer_one_came_back_to_is_marked():
    state = newcomers.answer(STRANGER, "experience", 1, RULES.newcomers, NOW)
    letter = letters.question(newcomers.back(state, "sources"), RULES.newcomers)
    texts = [button.text.key for row in letter.buttons for button in row]
    assert texts == ["choice", "choice-given", "choice", "choice", "choice-next"]


@pytest.mark.parametrize(
    "words,wanted",
    [
        ([], ("", "")),
        (["blog_1"], ("blog_1", "")),
        (["p_abc-_9"], ("", "abc-_9")),
        (["p_"], ("", "")),
        (["inv_x"], ("inv_x", "")),
        (["x" * 99], ("x" * 64, "")),
        (["<b>", "&amp;", "%00"], ("<b> &amp; %00", "")),
        (["a\u202eb\x00c\u200b"], ("abc", "")),
    ],
)
def test_what_a_link_says(words, wanted):
    origin = newcomers.origin(words)
    assert (origin.campaign, origin.token) == wanted


def test_nobody_is_due_twice():
    met = newcomers.met(replace(STRANGER, due_at=NOW), NOW)
    later = newcomers.answer(met, "experience", 1, RULES.newcomers, NOW)
    assert later is not None
    assert (later.due_at, later.met_at, later.answers) == (None, NOW, {"experience": "<1"})


def test_the_wait_is_dated_when_it_fell_due():
    due = replace(STRANGER, due_at=NOW - timedelta(hours=3), answers={"geos": "KZ", "experience": "1-3"})
    wrote = newcomers.interest(due, "new@1", NOW)
    assert (wrote.at, wrote.substantive, wrote.preview) == (NOW - timedelta(hours=3), True, "1-3 · KZ")


@pytest.mark.parametrize(
    "load,managers,wanted",
    [({}, (), None), ({}, (3, 2), 2), ({2: 1}, (3, 2), 3), ({2: 20, 3: 20}, (2, 3), None), ({2: 20, 3: 19}, (2, 3), 3)],
)
def test_the_least_loaded_manager(load, managers, wanted):
    assert newcomers.pick_manager(load, managers, 20) == wanted


def test_who_can_be_given_partners():
    team = [
        person(1, "sub"),
        person(2, "head"),
        person(3, "manager"),
        person(4, "manager", reach="gone"),
        person(5, "manager", reach="blocked"),
    ]
    assert newcomers.can_manage(team) == (3, 5)
    able = newcomers.candidates(team, {3: 4, 5: 1})
    assert [(one.staff.id, one.load) for one in able] == [(5, 1), (3, 4), (2, 0)]


def shifts(*handles):
    rotation = Rotation(start=date(2026, 1, 5), pattern=("day",), crews=(handles,))
    return RULES.model_copy(update={"shifts": RULES.shifts.model_copy(update={"rotations": (rotation,)})})


NIGHT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # 23:00 in Moscow
MORNING = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # 09:00


@pytest.mark.parametrize(
    "staff,now,wanted",
    [
        ([person(1, "sub", "anna"), person(2, "head")], NOW, Presence(how="shift", names=("P1",))),
        ([person(1, "sub", "anna", "blocked"), person(2, "head")], NOW, Presence(how="called", names=("P2",))),
        (
            [person(1, "sub", "anna"), person(2, "senior"), person(3, "head")],
            NIGHT,
            Presence(how="called", names=("P2",), next_at=MORNING),
        ),
        ([person(1, "sub", "anna")], NIGHT, Presence(how="later", names=("P1",), next_at=MORNING)),
        ([person(1, "sub", "boris"), person(2, "manager")], NOW, Presence(how="nobody")),
        ([], NOW, Presence(how="nobody")),
    ],
)
def test_who_answers_now(staff, now, wanted):
    assert newcomers.presence(shifts("@Anna"), staff, now) == wanted


def said(letter, locale):
    return Texts().render(letter.key, letter.params, locale, "Europe/Moscow")


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("how", ["shift", "called", "later", "nobody"])
def test_every_greeting_can_be_said(locale, how):
    names = () if how == "nobody" else ("Анна", "Борис")
    for next_at in (None, MORNING) if how == "called" else (MORNING if how == "later" else None,):
        presence = Presence(how=how, names=names, next_at=next_at)
        text = said(letters.hello(STRANGER, "Casino X", presence, timedelta(seconds=61)), locale)
        assert "Casino X" in text
        assert all(name in text for name in names)
        assert ("2 мин" if locale == "ru" else "2 min") in text


@pytest.mark.parametrize("locale,words", [("ru", "за несколько минут"), ("en", "a few minutes")])
def test_no_number_is_invented(locale, words):
    text = said(letters.hello(STRANGER, "Casino X", Presence(how="nobody"), None), locale)
    assert words in text


def test_questions_are_asked_in_one_message_and_their_buttons_are_short():
    for step in STEPS:
        letter = letters.question(replace(STRANGER, step=step), RULES.newcomers)
        assert letter.slot == "wizard:5"
        data = [button.data for row in letter.buttons for button in row]
        assert data[-1] == f"new:{step}:skip"
        assert (f"new:{step}:back" in data) == (step != STEPS[0])
        assert all(len(one.encode()) <= 64 for one in data)
        assert len(data) == len(newcomers.choices(step, RULES.newcomers)) + (1 if step == STEPS[0] else 2)
    assert letters.question(replace(STRANGER, step=DONE), RULES.newcomers).buttons == ()
