"""desk.yaml: every mistake is named by file, line and key, with what would be right."""

from pathlib import Path

import pytest

from bot import deskfile
from desk.rules import Cap, Offer, Rules

EXAMPLE = (Path(__file__).parents[2] / "desk.example.yaml").read_text()
FORM = "write 30s, 5m, 12h or 7d"
CREWS = "      crews: [['@sasha_sub']]\n"


def problems(tmp_path: Path, text: str | bytes) -> list[str]:
    """What reading that text as desk.yaml complains of, with the directory left out."""
    path = tmp_path / "desk.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        reading = deskfile.examine(path)
    except deskfile.BadDeskFile as error:
        return [str(problem).replace(f"{tmp_path}/", "") for problem in error.problems]
    return [f"warning: {problem}".replace(f"{tmp_path}/", "") for problem in reading.warnings]


# old text in desk.example.yaml | new text | what is said of it; {} is the line where the new text begins
EDITS = [
    # durations
    ("ack_within: 5m, clock", "ack_within: 5 min, clock", "{}: ladder.default.levels[0].ack_within: '5 min' is not a duration; " + FORM),
    ("min_notice: 2m", "min_notice: 2", "{}: ladder.default.min_notice: '2' is not a duration; " + FORM),
    ("inbox: 30d", "inbox: a month", "{}: retention.inbox: 'a month' is not a duration; " + FORM),
    ("take: 10m", "take:", "{}: ladder.leases.take: is empty; write a value or leave the key out"),
    # unknown and missing keys
    ("programme: Casino", "programe: Casino", ["1: programme: is missing", "{}: programe: there is no such key; did you mean programme?"]),
    ("hold_days: 21", "hold_dais: 21", ["{terms}: offers[1].terms.new.hold_days: is missing", "{}: offers[1].terms.new.hold_dais: there is no such key; did you mean hold_days?"]),
    ("    accept: shown", "    xyz: shown", "{}: offers[1].xyz: there is no such key; there are accept, approval, domains, forbidden, geos, goals, id, name, open, sources, terms, url"),
    ("      verified:\n", "      gold:\n", "{}: offers[0].terms.gold: 'gold' is not one of 'new', 'verified' or 'vip'"),
    ("signature: name", "signature: full", "{}: signature: 'full' is not one of 'none' or 'name'"),
    ("signature: name", "signature: name\nsignature: none", "{next}: signature: is here twice; the first is on line {}"),
    # zones, dates, times, calendars
    ("zone: Europe/Moscow\n\n# How", "zone: Europe/Moskow\n\n# How", "{}: zone: 'Europe/Moskow' is not a time zone; did you mean Europe/Moscow?"),
    ("zone: America/Sao_Paulo", "zone: here", "{}: offers[1].terms.new.caps[1].zone: 'here' is not a time zone; write a name such as Europe/Moscow"),
    ("'10:00-19:00']\n      tue", "'10-19']\n      tue", "{}: calendars.office.week.mon[0]: '10' is not a time of day; write it in quotes, as '09:30'"),
    ("day: '09:00-21:00'", "day: from nine", "{}: shifts.templates.day: 'from nine' is not an interval; write it as '09:00-21:00'"),
    ("at: '09:30'", "at: '9.30'", "{}: digest.at: '9.30' is not a time of day; write it in quotes, as '09:30'"),
    ("  calendar: office", "  calendar: ofice", "{}: digest.calendar: there is no calendar 'ofice'; there are office"),
    ("manager_calendar: office", "manager_calendar: hq", "{}: manager_calendar: there is no calendar 'hq'; there are office"),
    ("closed: [2026-12-31,", "closed: [31.12.2026,", "{}: calendars.office.closed[0]: '31.12.2026' is not a date; write it as 2026-01-05"),
    # levels
    ("{who: senior, ack_within: 10m}", "{who: seniors, ack_within: 10m}", "{}: ladder.default.levels[2].who: 'seniors' is not one of 'manager', 'on_shift', 'senior' or 'head'"),
    ("{who: senior, ack_within: 10m}", "{who: on_shift, ack_within: 10m}", "{}: ladder.default.levels[2].who: on_shift already has a level in this policy"),
    ("repeat_max: 1}\n      - {who: senior, ack_within: 10m}", "repeat_max: -1}\n      - {who: senior, ack_within: 10m}", "{}: ladder.default.levels[1].repeat_max: -1 is too small; write 0 or more"),
    # shifts
    ("[day,   day,   night,", "[day,   dya,   night,", "{}: shifts.rotations[0].pattern[1]: there is no shift template 'dya'; did you mean day?"),
    (CREWS, CREWS.replace("@sasha_sub", "sasha"), "{}: shifts.rotations[0].crews[0][0]: 'sasha' names nobody; write @username or the person's numeric Telegram id"),
    (CREWS, CREWS.replace("['@sasha_sub']", ""), "{}: shifts.rotations[0].crews: is empty; write at least one"),
    # offers
    ("id: bet-arena", "id: casino-x", "{}: offers[1].id: 'casino-x' is already the id of offers[0]"),
    ("id: bet-arena", "id: Bet Arena", "{}: offers[1].id: 'Bet Arena' is not an offer id; write up to 24 of a-z, 0-9, - and _, as casino-x"),
    ("geos: [BR, IN]", "geos: BR", "{}: offers[1].geos: a list is expected here; write [a, b] or a line with - for each"),
    ("geos: [BR, IN]", "geos: [BR, Индия]", "{}: offers[1].geos[1]: 'Индия' is not a country; write two capital letters, as KZ"),
    ("geos: [BR, IN]", "geos: []", "{}: offers[1].geos: is empty; write at least one"),
    ("?sub1={link}", "?sub1=", "{}: offers[1].url: has no {{link}}; each chat's link needs a token of its own, as ?sub1={{link}}"),
    ("{partner}/{flow}?", "{partner}/{stream}?", "{}: offers[1].url: {{stream}} is not known; there are {{partner}}, {{flow}}, {{link}} and {{sub1}} to {{sub9}}"),
    ("url: https://trk", "url: trk", "{}: offers[1].url: 'trk.bet-arena.example/{{partner}}/{{flow}}?sub1={{link}}' is not an address; begin it with https://"),
    ("domains: [trk.bet-arena.example]", "domains: [bet.example]", "{}: offers[1].domains: the host of url is missing here; add trk.bet-arena.example"),
    ("{value: 20, purpose", "{value: many, purpose", "{}: offers[1].terms.new.caps[0].value: 'many' is not a whole number"),
    ("{value: 20, purpose", "{value: 0, purpose", "{}: offers[1].terms.new.caps[0].value: 0 is too small; write more than 0"),
    ("amount: 15, percent: 20", "amount: 15", "{}: offers[1].terms.new.payout.percent: a hybrid payout needs a percent, as 25"),
    ("amount: 15, percent: 20", "amount: 15, percent: 120", "{}: offers[1].terms.new.payout.percent: 120 is too large; write 100 or less"),
    ("amount: 15, percent: 20", "amount: '15,5', percent: 20", "{}: offers[1].terms.new.payout.amount: '15,5' is not a number; write it as 28 or 28.5"),
    ("currency: EUR", "currency: €", "{}: offers[2].terms.new.payout.currency: '€' is not a currency; write three capital letters, as USD"),
    ("{policy: pending_review}\n", "{policy: other_payout}\n", "{}: offers[1].terms.new.over_cap.payout: a payout goes with policy other_payout, and only with it"),
    ("{policy: pending_review}\n", "{grace: 5m}\n", "{}: offers[1].terms.new.over_cap.policy: is missing"),
    # canned replies
    ("en: '{contact}, the payout", "en: '{name}, the payout", "{}: replies.payout.en: {{name}} is not known; there are {{partner}}, {{manager}}, {{cap_left}}, {{contact}}"),
    ("    en: '{contact}, the payout", "    de: '{contact}, the payout", ["{before2}: replies.payout.en: is missing", "{}: replies.payout.de: there is no such key; there are en, ru"]),
    ("  checking:\n", "  check it:\n", "{}: replies.check it: 'check it' is not a name; write up to 24 letters, digits, - and _, as payout"),
    ("open: false", "open: perhaps", "{}: offers[2].open: 'perhaps' is neither true nor false"),
    ("{policy: pending_review}", "{policy: next_period}", "{}: offers[1].terms.new.over_cap.policy: next_period needs a next window, and a cap with period total has none; choose another policy or period"),
    ("      new:\n        caps: [{value: 50", "      vip:\n        caps: [{value: 50", "{before}: offers[2].terms: there are no terms for tier new; every partner begins there"),
]  # fmt: skip


@pytest.mark.parametrize("old,new,said", EDITS, ids=[f"{new.strip()[:40]}" for _, new, _ in EDITS])
def test_a_mistake_is_named_by_line_and_key(tmp_path, old, new, said):
    assert old in EXAMPLE
    line = EXAMPLE[: EXAMPLE.index(old)].count("\n") + 1
    terms = EXAMPLE[: EXAMPLE.index("      new:\n", EXAMPLE.index("id: bet-arena"))].count("\n") + 1
    expected = [
        one.format(line, next=line + 1, before=line - 1, before2=line - 2, terms=terms)
        for one in ([said] if isinstance(said, str) else said)
    ]
    assert problems(tmp_path, EXAMPLE.replace(old, new, 1)) == [f"desk.yaml:{one}" for one in expected]


def without(text: str, start: str, end: str) -> str:
    """The text without the part from `start` up to `end`."""
    begin = text.index(start)
    return text[:begin] + text[text.index(end, begin) :]


ROTATIONS = (EXAMPLE.index("    - start: 2026-01-05"), EXAMPLE.index("# Who is called when a partner waits"))


def test_a_level_that_nobody_can_fill(tmp_path):
    begin, end = ROTATIONS
    bare = EXAMPLE[:begin].replace("  rotations:\n", "  rotations: []\n") + EXAMPLE[end:]
    assert [line.partition(": ")[2] for line in problems(tmp_path, bare)] == [
        f"ladder.{policy}.levels[{place}].who: nobody can fill this level: no rotation puts anybody on a shift; "
        "fill shifts.rotations"
        for policy, place in (("default", 1), ("new", 0), ("vip", 1))
    ]


def test_managers_who_are_never_in(tmp_path):
    closed = without(without(EXAMPLE, "      mon:", "    # Dates on"), "    # Dates with", "# The calendar account")
    said = problems(tmp_path, closed.replace("    week:\n", "    week: {}\n"))
    assert [line.partition(": ")[2] for line in said] == [
        f"ladder.{policy}.levels[0].who: nobody can fill this level: the managers' calendar has no opening hours"
        for policy in ("default", "vip")
    ]


def test_a_policy_that_calls_nobody(tmp_path):
    begin, end = ROTATIONS
    bare = EXAMPLE[:begin].replace("  rotations:\n", "  rotations: []\n") + EXAMPLE[end:]
    start = bare.index("      - {who: senior, ack_within: 5m}")
    bare = bare[:start] + bare[bare.index("  vip:\n", start) :]
    said = problems(tmp_path, bare)
    assert any(
        line.endswith("ladder.new.levels: nobody could ever be called; add a level for senior or head") for line in said
    )


def test_uncovered_hours_are_a_warning(tmp_path):
    line = EXAMPLE[: EXAMPLE.index("  rotations:\n")].count("\n") + 1
    early = EXAMPLE.replace("off,   off,   day,   day,", "off,   off,   off,   day,", 1)
    said = "shifts.rotations: nobody is on shift on Wed 2026-01-07 09:00-21:00 in each turn of the rotations"
    assert problems(tmp_path, early) == [f"warning: desk.yaml:{line}: {said}"]


def test_all_mistakes_at_once_also_across_sections(tmp_path):
    broken = (
        EXAMPLE.replace("programme: Casino X Partners", "programme:")
        .replace("id: slots-classic", "id: casino-x")
        .replace("[day,   day,", "[dai,   day,")
        .replace("geos: [BR, IN]", "geos: [br]")
        .replace("who: head, ack_within: 15m,", "who: senior, ack_within: 15m,")
    )
    keys = [line.split(": ")[1] for line in problems(tmp_path, broken)]
    assert keys == ["programme", "shifts.rotations[0].pattern[0]", "ladder.default.levels[3].who", "offers[1].geos[0]", "offers[2].id"]  # fmt: skip


FORMS = [
    ("", "desk.yaml:1: there are no keys in it; begin with programme: and its name"),
    ("- a\n- b\n", "desk.yaml:1: there are no keys in it; begin with programme: and its name"),
    ("a: 1\nb: [1, 2\nc: 3\n", "desk.yaml:3: is not YAML here: expected ',' or ']', but got ':'"),
    ("a:\n\t- b\n", "desk.yaml:2: is not YAML here: found character '\\t' that cannot start any token"),
    ("a: 1\nb: *nobody\n", "desk.yaml:2: is not YAML here: found undefined alias 'nobody'"),
    ("a: 1\nb: \x07\n", "desk.yaml:2: is not YAML: unacceptable character #x0007: special characters are not allowed"),
    ("a: 1\nb: Привет\n".encode("cp1251"), "desk.yaml:2: is not UTF-8 text; save it as UTF-8"),
]


@pytest.mark.parametrize("text,said", FORMS)
def test_what_is_not_even_yaml_is_named_by_line(tmp_path, text, said):
    assert problems(tmp_path, text) == [said]


def test_a_value_that_contains_itself_is_said_and_ends(tmp_path):
    said = problems(tmp_path, EXAMPLE.replace("closed: [2026-12-31,", "closed: &a [*a,", 1))
    assert any("calendars.office.closed[0]: contains itself" in line for line in said)


def test_a_missing_file_names_the_example(tmp_path):
    with pytest.raises(deskfile.BadDeskFile, match="there is no such file; desk.example.yaml is a working start: cp"):
        deskfile.read(tmp_path / "desk.yaml")


def test_values_are_what_the_model_makes_of_the_text(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(
        EXAMPLE.replace("geos: [KZ, UZ]", "geos: [NO, UZ]")  # Norway, not false
        .replace("open: false", "open: no")
        .replace("[['@zhenya_sub']]", "[[123456789]]")
        .replace("name: Bet Arena", "name: 2026-01-05")
    )
    rules = deskfile.read(path)
    assert rules.offers[0].geos == ("NO", "UZ")
    assert rules.offers[1].name == "2026-01-05"
    assert not rules.offers[2].open
    assert rules.shifts.rotations[1].crews == (("123456789",),)


def test_terms_can_be_shared_between_tiers(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(
        EXAMPLE.replace("      new:\n        caps: [{value: 50", "      new: &base\n        caps: [{value: 50").replace(
            "\n# The daily digest", "      vip: {<<: *base, hold_days: 0}\n\n# The daily digest"
        )
    )
    terms = deskfile.read(path).offers[2].terms
    assert terms["vip"] == terms["new"].model_copy(update={"hold_days": 0})


def test_the_rules_survive_being_stored(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(EXAMPLE)
    rules = deskfile.read(path)
    assert Rules.model_validate_json(rules.model_dump_json()) == rules


def test_the_model_at_a_path():
    assert deskfile.model_at(()) is Rules
    assert deskfile.model_at(("offers", 0)) is Offer
    assert deskfile.model_at(("offers", 1, "terms", "vip", "caps", 0)) is Cap
    assert deskfile.model_at(("offers", 1, "terms", "vip", "over_cap", "payout")) is not None
    assert deskfile.model_at(("programme",)) is None
    assert deskfile.model_at(("nothing", "here")) is None
