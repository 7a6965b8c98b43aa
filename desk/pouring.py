"""Whether words of ours sound like a bigger cap: "keep pouring", "капа 100", "можно ещё 50" (PRODUCT 6).

Nothing follows from them but a question to whoever wrote them: a cap is raised by a new version only. Closed lists per language;
what denies ("не лейте дальше"), asks ("лить дальше?") or tells of the past is no raise.
"""

import re
from dataclasses import dataclass

#: Going on, without a figure.
ON = {
    "ru": """лейте дальше, лей дальше, лейте ещё, лей ещё, льём дальше, лейте смело, лейте спокойно, продолжайте лить, продолжай лить,
        продолжаем лить, можно лить дальше, можете лить дальше, можешь лить дальше, можно продолжать, можете продолжать,
        дальше лейте, капы нет, капу снимаем, капу сняли, без капы, без лимита, лимита нет, лимит снимаем, капу поднимем,
        капу подняли, капу поднимаем, капу увеличим, капу увеличили, расширим капу, расширили капу, расширяем капу""",
    "en": """keep pouring, keep going, keep driving, keep sending, keep it up, keep it coming, keep running, carry on,
        continue driving, continue sending, continue pouring, go on, you can continue, you may continue, no cap, no limit,
        cap is off, cap lifted, cap raised, cap is raised, cap increased, uncapped, we lift the cap, we raise the cap""",
}
#: So many more: the figure follows the words.
MORE = {
    "ru": "можно ещё, можете ещё, можешь ещё, давайте ещё, давай ещё, лейте ещё, лей ещё, долейте, долей, ещё плюс, добавим, добавили",
    "en": "you can do another, do another, another, you can add, add another, up to another, plus another, send another, give you another",
}
#: So many in all: the figure follows the words.
LIMIT = {
    "ru": """капа, капу, кап, лимит, новая капа, капа теперь, капа будет, лимит теперь, капу до, лимит до, лейте до, лей до, можно до,
        поднимаем до, подняли до, увеличили до, увеличиваем до, расширили до, расширяем до""",
    "en": "cap, limit, new cap, new limit, cap is, cap of, cap to, limit to, limit is, limit of, up to, raise to, raised to, increase to, increased to",
}
#: A word before which they mean the opposite, or nothing.
DENIED = {
    "ru": "не, нельзя, стоп, хватит, без, пока, если, была, было",
    "en": "not, don't, dont, do not, can't, cannot, stop, never, if, was, until",
}
LONGEST = 12  # words
MOST = 100_000  # leads
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|\?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Raise:
    """What it sounds like: `more` leads on top, or `limit` leads in all; neither: going on."""

    more: int | None = None
    limit: int | None = None

    def value(self, cap: int) -> int | None:
        """The new value of a cap of so many; None: no figure was named, or it is no bigger."""
        value = cap + self.more if self.more is not None else self.limit
        return value if value is not None and value > cap else None


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е").replace("’", "'")


def _phrases(*lists: str) -> list[tuple[str, ...]]:
    found = {tuple(_plain(phrase).split()) for text in lists for phrase in text.split(",")}
    return sorted(found, key=len, reverse=True)


_ON, _MORE, _LIMIT = (_phrases(*words.values()) for words in (ON, MORE, LIMIT))
_DENIED = frozenset(_phrases(*DENIED.values()))


def heard(text: str | None) -> Raise | None:
    """What the words sound like; None: nothing of the kind."""
    words = tuple(_TOKEN.findall(_plain(text or "")))
    if not words or "?" in words or len(words) > LONGEST:
        return None
    for at in range(len(words)):
        if _denied(words, at):
            continue
        found = _figure(words, at)
        if found is not None:
            return found
    on = any(_begins(words, at, phrase) and not _denied(words, at) for at in range(len(words)) for phrase in _ON)
    return Raise() if on else None


def _figure(words: tuple[str, ...], at: int) -> Raise | None:
    for phrases, name in ((_MORE, "more"), (_LIMIT, "limit")):
        for phrase in phrases:
            end = at + len(phrase)
            if _begins(words, at, phrase) and end < len(words) and words[end].isdigit():
                value = int(words[end][:9])
                return Raise(**{name: value}) if 0 < value <= MOST else None
    return None


def _begins(words: tuple[str, ...], at: int, phrase: tuple[str, ...]) -> bool:
    return words[at : at + len(phrase)] == phrase


def _denied(words: tuple[str, ...], at: int) -> bool:
    """Whether a word right before, or the one before that, takes it back."""
    return any(
        words[at - len(no) - gap : at - gap] == no for no in _DENIED for gap in (0, 1) if at - len(no) - gap >= 0
    )
