"""Whether a message needs an answer: closed lists of thanks and ok; whatever is unsure does (PRODUCT 4)."""

import re

#: Phrases that alone need no answer. Closed lists: a word that is not here makes the message substantive.
THANKS = {
    "ru": """спасибо, спс, спасиб, пасиб, пасибо, спасибки, спасибочки, благодарю, благодарим, благодарен, благодарна,
        ок, окей, окс, оки, хорошо, понял, поняла, поняли, понятно, принято, принял, приняла, ясно, ладно,
        отлично, супер, класс, круто, договорились, угу, ага, взаимно, не за что, все понятно, все ясно""",
    "en": """thanks, thank you, thank u, thankyou, thx, thnx, tnx, ty, tysm, cheers, ok, okay, okey, k, kk, got it,
        understood, noted, great, perfect, cool, nice, alright, all right, appreciated, much appreciated,
        you're welcome, you are welcome, np, no problem""",
    "uz": "rahmat, raxmat, raxmet, xop, xo'p, mayli, tushunarli, рахмат, раҳмат, хоп, хўп, майли, тушунарли",
    "tr": """teşekkürler, tesekkurler, teşekkür ederim, tesekkur ederim, teşekkür ederiz, teşekkür, tşk, tsk, sağol,
        sağolun, sagol, sağ ol, sağ olun, eyvallah, tamam, tamamdır, anladım""",
}
#: Words that change nothing beside one of the phrases.
FILLERS = """большое, огромное, огромное вам, вам, тебе, всем, очень, еще раз, заранее, за помощь, за ответ,
    very much, so much, a lot, many, much, a bunch, all, team, guys, man, bro, again, so, very, for your help,
    for the help, katta, kotta, катта, çok, cok, hocam, ребята, ребят, коллеги"""
#: The friendly ones; any other picture (a siren, an angry face, a question mark) is unsure.
EMOJI = "👍👌🙏🤝🙌👏💪🫡✌🫶🔥🎉💯✅✔☑😊🙂😀😃😄😁😉😎😍🥰🤗😇☺😂🤣❤🧡💛💚💙💜🖤🤍💖💕💐🌹⭐🌟"

LONGEST = 8  # words; more is a letter, not a courtesy
_JOINERS = "\u200d\ufe0f\u2640\u2642"
_SKIN = "\U0001f3fb-\U0001f3ff"
_PICTURES = re.compile(f"[{EMOJI}{_JOINERS}{_SKIN}]")
_MARKS = re.compile(r"[\s.,!…;—–-]+|:?\)+")
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_plain(phrase).split()) for phrase in text.split(","))


def _plain(text: str) -> str:
    text = text.lower().replace("i\u0307", "i")  # what a capital Turkish dotted i becomes
    return text.replace("ё", "е").replace("’", "'").replace("ʻ", "'").replace("‘", "'").replace("`", "'")


_CORE = frozenset[tuple[str, ...]]().union(*map(_phrases, THANKS.values()))
_FILL = _phrases(FILLERS)
_WIDEST = max(map(len, _CORE | _FILL))


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
    """Whether a message of ours ends with a question, thanks after it apart ("Which GEO? Thanks!")."""
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
    if not bare.strip():
        return any(picture in EMOJI for picture in text)
    plain = _plain(bare)
    words = _WORDS.findall(plain)
    left = _MARKS.sub("", _WORDS.sub("", plain))
    return not left and len(words) <= LONGEST and _known(words)


def _known(words: list[str]) -> bool:
    """Whether the words split into known phrases, one of the lists of thanks at least among them."""
    thanked = False
    while words:
        for width in range(min(_WIDEST, len(words)), 0, -1):
            phrase = tuple(words[:width])
            if phrase in _CORE or phrase in _FILL:
                thanked = thanked or phrase in _CORE
                words = words[width:]
                break
        else:
            return False
    return thanked
