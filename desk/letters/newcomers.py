"""What a stranger reads, and the card that staff see in the topic (PRODUCT 2)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from desk import commands, newcomers
from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import At, Button, Lane, Letter, Param, Rows, T, To, TopicLink, button
from desk.letters.tools import listing
from desk.newcomers import DONE, STEPS, Candidate, Newcomer, Presence
from desk.people import Partner, Staff
from desk.rules import Newcomers as Rule

# Greetings and questions go in the lane of notices: many strangers at once delay no answer and no card.
LOCALES = ("ru", "en")
IN_A_ROW = 3
NAMES = 5  # people named at most
CANDIDATES = 12  # people a partner can be given to, by button
NAME = 24  # units of a name on a button


def hello(
    newcomer: Newcomer, programme: str, presence: Presence, usual: timedelta | None, *, renew: bool = False
) -> Letter:
    """The first words: who we are, who answers now, how fast that has been lately. `renew`: only if it still stands."""
    params = {"programme": programme, "presence": _presence(presence), "usual": _usual(usual)}
    return Letter(
        to=letter.user(newcomer.user_id),
        lane=Lane.NOTICE,
        key="hello",
        params=params,
        buttons=_languages(),
        slot=f"hello:{newcomer.user_id}",
        renew_only=renew,
    )


def _presence(presence: Presence) -> T:
    names = ", ".join(presence.names[:NAMES]) + ("…" if len(presence.names) > NAMES else "")
    params: dict[str, Param] = {"names": names} if names else {}
    if presence.next_at is None:
        return T(key=f"presence-{presence.how}", params=params)
    key = "presence-called-next" if presence.how == "called" else f"presence-{presence.how}"
    return T(key=key, params={**params, "at": At(at=presence.next_at, form="dt")})


def _usual(usual: timedelta | None) -> T:
    """Measured, in whole minutes rounded up; without a measurement no number is invented."""
    if usual is None:
        return T(key="usual-unmeasured")
    return T(key="usual-measured", params={"span": timedelta(minutes=max(1, -(-usual // timedelta(minutes=1))))})


def again(user_id: int, name: str, programme: str) -> Letter:
    """To somebody who has been here before: what one can do."""
    return Letter(
        to=letter.user(user_id), lane=Lane.NOTICE, key="hello-again", params={"name": name, "programme": programme}
    )


def question(newcomer: Newcomer, rules: Rule, *, renew: bool = False) -> Letter:
    """The question at which the person is, or thanks after the last; always in the same message."""
    return Letter(
        to=letter.user(newcomer.user_id),
        lane=Lane.NOTICE,
        key=_question_key(newcomer),
        buttons=() if newcomer.step == DONE else _choices(newcomer, rules),
        slot=f"wizard:{newcomer.user_id}",
        renew_only=renew,
    )


def _question_key(newcomer: Newcomer) -> str:
    if newcomer.step != DONE:
        return f"wizard-{newcomer.step}"
    return "wizard-thanks" if newcomer.answers else "wizard-skipped"


def _choices(newcomer: Newcomer, rules: Rule) -> Rows:
    """What can be tapped, the answer given before marked; a question one came back to goes on instead of skipping."""
    step, given = newcomer.step, newcomer.answers.get(newcomer.step)
    options = [
        button("choice-given" if text == given else "choice", f"new:{step}:{n}", text=text)
        for n, text in enumerate(newcomers.choices(step, rules))
    ]
    rows = [tuple(options[n : n + IN_A_ROW]) for n in range(0, len(options), IN_A_ROW)]
    on = button("choice-skip" if given is None else "choice-next", f"new:{step}:skip")
    return (*rows, (on,) if step == STEPS[0] else (button("choice-back", f"new:{step}:back"), on))


def language(to: To, slot: str, *, renew: bool = False) -> Letter:
    """Which language? Two buttons."""
    return Letter(to=to, lane=Lane.NOTICE, key="language", buttons=_languages(), slot=slot, renew_only=renew)


def _languages() -> Rows:
    return (tuple(Button(text=T(key=f"language-{locale}"), data=f"lang:{locale}") for locale in LOCALES),)


def contact_help(to: To, place: commands.Place) -> Letter:
    """What a partner can write and tap there."""
    return Letter(to=to, lane=Lane.ANSWER, key="help-contact", params={"lines": listing(None, place)})


def referral(user_id: int, url: str) -> Letter:
    """To a contact: the partner's own link, to be passed on."""
    return Letter(to=letter.user(user_id), lane=Lane.ANSWER, key="referral", params={"url": url})


# --- the heads' queue: partners whom nobody looks after -----------------------------------------------------------------


def unassigned(heads: Iterable[int], conversation: int, partner: Partner, able: Sequence[Candidate]) -> list[Letter]:
    """To every head: no manager has room for this partner; whom to give it to is one tap."""
    link = TopicLink(conversation=conversation, text=partner.name)
    return [_alone(head, partner, link, able, "partner-unassigned") for head in heads]


def alone(head: int, partner: Partner, able: Sequence[Candidate]) -> Letter:
    """To the head who looks through the queue: the partner that has waited longest for a manager."""
    return _alone(head, partner, partner.name, able, "partner-alone")


def _alone(head: int, partner: Partner, name: Param, able: Sequence[Candidate], key: str) -> Letter:
    given = [_give(partner, one) for one in able[:CANDIDATES]]
    return Letter(
        to=letter.staff(head),
        lane=Lane.NOTICE,
        key=key,
        params={"partner": name},
        buttons=tuple((button,) for button in given),
        slot=alone_slot(partner.id, head),
    )


def _give(partner: Partner, one: Candidate) -> Button:
    name = short(one.staff.name, NAME)
    return button("button-give", f"give:{partner.id}:{one.staff.id}", name=name, count=one.load)


def alone_slot(partner: int, head: int) -> str:
    """The live question to one head about one partner."""
    return f"alone:{partner}:{head}"


def given(heads: Iterable[int], by: Staff, partner: Partner, manager: Staff, left: int) -> list[Letter]:
    """Where the question stood: who looks after the partner now; to whoever decided, also the way to the next one."""
    following = ((button("button-next-alone", "give:next", count=left),),) if left else ()
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.NOTICE,
            key="partner-given",
            params={"partner": partner.name, "manager": manager.name, "by": by.name},
            buttons=following if head == by.id else (),
            slot=alone_slot(partner.id, head),
            renew_only=True,
        )
        for head in heads
    ]


def yours(manager: Staff, partner: Partner, conversation: int | None) -> Letter:
    """To whoever looks after the partner from now on."""
    name: Param = partner.name if conversation is None else TopicLink(conversation=conversation, text=partner.name)
    return Letter(to=letter.staff(manager.id), lane=Lane.NOTICE, key="partner-yours", params={"partner": name})
