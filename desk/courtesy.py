"""Whether a message needs an answer: closed lists (desk/phrases.py); whatever is unsure does (PRODUCT 4)."""

import re

from desk import phrases

LONGEST = 8  # words; more is a letter, not a courtesy
FORGIVEN = 7  # letters: in a word of thanks of that length one slip is forgiven
_JOINERS = "\u200d\ufe0f\u2640\u2642"
_SKIN = "\U0001f3fb-\U0001f3ff"
_PICTURES = re.compile(f"[{phrases.EMOJI}{_JOINERS}{_SKIN}]")
_FACES = re.compile(r"[:;=][-']?(?:\)|[Dd]\b)|\^_\^|<3|\b[xX][dD]\b|\)+")
_MARKS = re.compile(r"[\s.,!…;—–-]+")
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
_RUN = re.compile(r"(.)\1+")
_ALIKE = str.maketrans({"ё": "е", **dict.fromkeys("’ʻ‘`ʼ", "'")})
_RUSSIAN, _LATIN = "йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_OTHER_KEYS = str.maketrans(_RUSSIAN + _LATIN, _LATIN + _RUSSIAN)
_CONFIRM = re.compile(r"\bподтверди(?:те)?\b|\b(?:please|pls|kindly) confirm\b|\btasdiqlang\b|\bonaylay[ıi]n\b")

Phrase = tuple[str, ...]


def is_substantive(text: str | None, *, kind: str, answers_question: bool) -> bool:
    """Whether a partner's message starts the clock (PRODUCT 4, table).

    `kind` is what it is: "text", "sticker", "reaction", "photo", "voice"… ; `text` its text or caption, None without.
    `answers_question`: our last answer ended with a question. Courtesies are stickers, reactions, and text made of
    nothing but thanks, ok and friendly emoji; everything else is substantive, as is everything after a question of
    ours.
    """
    if answers_question:
        return True
    if kind in ("sticker", "reaction"):
        return False
    return kind != "text" or not _is_courtesy(text or "")


def asks(text: str | None) -> bool:
    """Whether a message of ours ends with a question, thanks after it apart ("Which GEO? Thanks!"), or asks to confirm."""
    if _CONFIRM.search(_plain(text or "")):
        return True
    parts = re.split(r"[?？؟](?![\w=&%/])", text or "")
    if len(parts) < 2:
        return False
    tail = parts[-1].strip(" \t\r\n\"'»”)]}*_.!…")
    return (not _WORDS.search(tail) and not any(map(str.isdigit, tail))) or _is_courtesy(tail)


def matters(old: str, new: str) -> bool:
    """Whether an edit changed digits, amounts, links or a question, and so may need another answer (PRODUCT 4, table)."""
    return _weighty(old) != _weighty(new)


def _weighty(text: str) -> tuple[list[str], list[str], list[str]]:
    links = re.findall(r"(?:https?://|www\.|t\.me/|@)\S+", text)
    questions = [" ".join(_WORDS.findall(_plain(part))) for part in re.findall(r"[^.!?？؟\n]*[?？؟]", text)]
    return re.findall(r"\d+", text), links, questions


def _is_courtesy(text: str) -> bool:
    bare = _PICTURES.sub(" ", text)
    plain = _plain(_FACES.sub(" ", bare)).strip()
    if not plain:
        return any(picture in phrases.EMOJI for picture in text) or bool(_FACES.search(bare))
    return _is_polite(plain) or _is_polite(_other_layout(_plain(bare).strip()))


def _is_polite(plain: str) -> bool:
    words = _WORDS.findall(plain)
    left = _MARKS.sub("", _WORDS.sub("", plain))
    return not left and len(words) <= LONGEST and _splits([_meant(word) for word in words])


def _splits(words: list[str]) -> bool:
    """Whether the words split into known phrases, one of thanks or ok at least among them."""
    said: list[Phrase] = []
    while words:
        phrase = _first(words)
        if not phrase or (phrase in _AND and (not said or said[-1] in _AND)):
            return False
        said.append(phrase)
        words = words[len(phrase) :]
    thanks = not _THANKS.isdisjoint(said)
    polite = thanks or (not _OK.isdisjoint(said) and _BESIDE_THANKS.isdisjoint(said))
    return polite and said[-1] not in _AND


def _first(words: list[str]) -> Phrase:
    """The longest known phrase that the words begin with; none is empty."""
    starts = (tuple(words[:width]) for width in range(min(_WIDEST, len(words)), 0, -1))
    return next((start for start in starts if start in _KNOWN), ())


def _meant(word: str) -> str:
    """The known word that was meant: letters held too long, or one slip in a word of thanks."""
    if word in _VOCABULARY:
        return word
    if (short := _RUN.sub(r"\1", word)) != word and short in _SHORT:
        return _SHORT[short]
    return next((meant for meant in _FORGIVING if _one_slip(word, meant)), word)


def _one_slip(word: str, meant: str) -> bool:
    """Whether one letter is wrong, missing, too many, or swapped with its neighbour."""
    same = next((n for n, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    rest, due = word[same:], meant[same:]
    swapped = rest[:2] == due[1::-1] and rest[2:] == due[2:]
    return swapped or rest[1:] in (due, due[1:]) or rest == due[1:]


def _other_layout(plain: str) -> str:
    """What it would be on the other keyboard: "cgfcb,j", "ерфтлы". In two letters, Russian only ("тз" is not "np")."""
    typed = plain.rstrip(".!").translate(_OTHER_KEYS)
    return typed if not typed.isascii() or len(typed) > 2 else ""


def _plain(text: str) -> str:
    return text.lower().replace("i\u0307", "i").translate(_ALIKE)  # the first: what a capital Turkish dotted i becomes


def _phrases(*lists: str) -> frozenset[Phrase]:
    return frozenset(tuple(_plain(phrase).split()) for text in lists for phrase in text.split(","))


def _pairs(firsts: str, lasts: str) -> str:
    return ",".join(f"{first} {last}" for first in firsts.split(",") for last in lasts.split(","))


_THANKS = _phrases(*phrases.THANKS.values())
_OK = _phrases(*phrases.OK.values(), *(_pairs(*wish) for wish in phrases.WISHES))
_BESIDE_THANKS = _phrases(
    *phrases.BESIDE_THANKS.values(),
    *(_pairs(word, _pairs(how, things)) for word, (how, things) in phrases.FOR.items()),
    *(_pairs(things, word) for word, things in phrases.FOR_BEHIND.items()),
)
_AND = _phrases(phrases.AND)
_KNOWN = _THANKS | _OK | _BESIDE_THANKS | _AND | _phrases(*phrases.BESIDE.values())
_WIDEST = max(map(len, _KNOWN))
_VOCABULARY = frozenset(word for phrase in _KNOWN for word in phrase)
_SHORT = {_RUN.sub(r"\1", word): word for word in sorted(_VOCABULARY)}
_FORGIVING = sorted(word for (word, *more) in _THANKS if not more and len(word) >= FORGIVEN)
