"""Whether an answer of ours only says that one is coming: closed lists of phrases; any other word makes it an answer (PRODUCT 4)."""

import re

#: Phrases that alone put somebody off. Closed lists: a word that is in none of them makes the message an answer.
PHRASES = {
    "ru": """минуту, минутку, минуточку, одну минуту, одну минутку, одну минуточку, мин, секунду, секундочку,
        одну секунду, сек, момент, один момент, сейчас, щас, ща, подождите, подождите немного, подождите минуту,
        ожидайте, проверяю, проверяем, проверю, проверим, перепроверю, уточняю, уточняем, уточню, уточним, смотрю, смотрим,
        посмотрю, посмотрим, гляну, глянем, узнаю, узнаем, узнаём, разбираюсь, разбираемся, разберусь, разберемся,
        выясняю, выясняем, выясню, выясним, спрошу, спросим, передаю, передал, передала, передали, передам, передадим,
        в работе, занимаюсь, занимаемся, займусь, займемся, отпишу, отпишусь, отпишемся, отвечу, ответим, напишу, напишем,
        вернусь, вернемся, вернусь с ответом, вернемся с ответом, сообщу, сообщим, дам знать, дадим знать""",
    "en": """one moment, a moment, just a moment, moment please, one sec, a sec, just a sec, sec, one second, a second,
        just a second, one minute, a minute, just a minute, one min, min, hold on, hang on, wait, please wait, bear with me,
        bear with us, checking, looking, looking into it, look into it, look into this, will check, let me check, let me look,
        let me see, let me ask, let me find out, let me clarify, will look, will look into it, will find out,
        will clarify, will ask, i'll check, we'll check, i'll ask, we'll ask, asking, on it, working on it, get back to you, will get back to you, be right back,
        brb, will let you know, let you know, stand by""",
}
#: Words that change nothing beside one of the phrases.
FILLERS = """здравствуйте, привет, добрый день, добрый вечер, доброе утро, доброй ночи, приветствую, да, ок, окей, хорошо,
    понял, поняла, поняли, вас понял, вас поняла, понял вас, поняла вас, принято, принял, приняла, пожалуйста, плиз, спасибо, так, ага, угу,
    уже, еще, сейчас, щас, ща, это, этот вопрос, вопрос, ваш вопрос, вам, все, по нему, по ней, и, с ответом, скоро,
    чуть позже, позже, как только узнаю, у команды, у коллег, коллег, коллегам, с коллегами, команде, в техотдел,
    техотделу, у техов, техам, для вас, я, мы, немного, пару минут, несколько минут, простите, извините, за ожидание,
    за обращение, hi, hello, hey, good morning, good afternoon, good evening, yes, ok, okay, sure, got it, noted,
    understood, please, thanks, thank you, now, right now, it, this, that, for you, with the team, the team, with it,
    with my team, the tech team, and, i, we, will, am, are, i'm, we're, i'll, we'll, still, soon, shortly, asap, sorry,
    for waiting, for the wait, your question, just, quickly, again, back to you"""

LONGEST = 12  # words; more is no "one moment"
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_MARKS = re.compile(r"[\s.,!…;:—–()-]+")
_PICTURES = re.compile("[🙏👌👍🙂😊⏳⌛🔎🔍👀🫡🤝✍\ufe0f]")


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е").replace("’", "'")


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_plain(phrase).split()) for phrase in text.split(","))


_CORE = frozenset[tuple[str, ...]]().union(*map(_phrases, PHRASES.values()))
_FILL = _phrases(FILLERS)
_WIDEST = max(map(len, _CORE | _FILL))


def is_holding(text: str | None) -> bool:
    """Whether the words of a message of ours are nothing but "one moment, checking"; a digit, a link or a question is more."""
    plain = _plain(_PICTURES.sub(" ", text or ""))
    words = _WORDS.findall(plain)
    left = _MARKS.sub("", _WORDS.sub("", plain))
    return not left and 0 < len(words) <= LONGEST and _known(tuple(words), held=False)


def _known(words: tuple[str, ...], *, held: bool) -> bool:
    """Whether the words split into known phrases, with one that puts off among them."""
    if not words:
        return held
    for width in range(1, min(_WIDEST, len(words)) + 1):
        phrase, rest = words[:width], words[width:]
        if phrase in _CORE and _known(rest, held=True):
            return True
        if phrase in _FILL and _known(rest, held=held):
            return True
    return False
