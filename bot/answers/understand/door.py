"""What every text that a person types passes first: one form for letters, digits, blanks and marks."""

from __future__ import annotations

import re
import unicodedata

from bot.answers.phrases import NO_WORD, TOO_LONG
from bot.answers.understand.small_talk import small_talk
from bot.errors import InputError
from bot.normal import normal

__all__ = ["MAX_CHARACTERS", "at_the_door", "brief", "changes_subject", "without_preamble"]

MAX_CHARACTERS = 2_000
# A person who pastes an abstract says why before or after it; nobody types a word this long.
_HEAD, _TAIL = 60, 20
_LONGEST_WORD = 200

_QUOTES = str.maketrans({**dict.fromkeys("“”„‟«»「」『』", '"'), **dict.fromkeys("‘’‚‛`´", "'")})
# Discord writes people, roles, channels, commands and custom emoji in angle brackets.
# "2024-11-22video": a word written on to a day.
_BEHIND_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?=[A-Za-z]{2})")
_DISCORD = re.compile(r"<(?:@[!&]?|#|/[^<>:]{1,100}:|a?:\w{1,64}:|t:)\d{1,20}(?::[A-Za-z])?>")
_CLAUSE_END = re.compile(
    r"[.!,~]{1,9}\s+|(?<!\s)\s++(?=(?:and|but|so(?!\s(?:much|many|very|far|good|cool|nice|helpful))|now|그럼|근데|그리고)\s)|(?:(?<!\s)\s++)?[ㅋㅎㅠㅜ]{2,20}\s+"
)
_PREAMBLE = 60
# "Different thing: watermarks": says that nothing before is meant.
_CHANGE = re.compile(
    r"(?:(?:ok(?:ay)?|kk?|so|anyways?|now|well|btw|nah|no|oops|alright)[\s,]{1,3}){0,2}"
    r"(?:(?:an?\s)?(?:completely\s|totally\s)?(?:diff(?:erent)?|another|new|other|unrelated|separate)\s"
    r"(?:thing|topic|question|subject|q)|chang(?:e|ing)\s(?:of\s)?(?:the\s)?(?:topic|subject)s?|"
    r"switch(?:ing)?\s(?:the\s)?(?:topic|subject)s?|unrelated|never\s?mind|nvm|(?:scrap|scratch)\s(?:that|this|it)|"
    r"forget\s(?:about\s)?(?:(?:the|that|this|it|those)\s?)?(?:[a-z-]{2,20}\s?){0,3}(?=\s?[:;,.!–—-]))(?:\s(?:but|though|tho|now))?\s?[:;,.!–—-]\s{0,2}(?=\S)|"
    r"(?:(?:아|근데|그럼)[\s,]{1,3}){0,2}(?:(?:딴|다른|별개)\s?(?:얘기|이야기|질문|주제|얘긴|질문인)(?:인데|지만|하나|데|로|로는)?요?|"
    r"(?:주제|화제|얘기|이야기)(?:를|좀)?\s?(?:바꿔서|바꿔보면|바꾸면|바꿀게요?|바꾸자|돌려서|전환해서|전환))\s?[:;,.–—-]?\s{1,2}(?=\S)",
    re.IGNORECASE,
)
_INTERJECTION = re.compile(
    r"(?:(?:[\u3131-\u318e]{1,6}|ok(?:ay)?|okey|kk|thx|ty|lol|lmao|haha|wow|nice|cool|great|perfect|hmm+|oh|ah|"
    r"오키|오케이|넵|네|응|아하|엥|헐|와|오|음|굿)[\s,.!~]+){1,3}(?=\S)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W_]")
# "Who tf wrote it": emphasis.
_EMPHASIS = re.compile(
    r"\b(who|what|whats|how|why|where|when|which)\s(?:tf|the\s(?:hell|heck|fuck)|on\searth)\b", re.IGNORECASE
)
# "시험지(?)": doubt about one's own word.
_DOUBT = re.compile(r"\s?\([?!.]{1,3}\)")
# "Back 2 the first one".
_BACK_2 = re.compile(r"\bback\s2(?=\s)", re.IGNORECASE)
# Control characters, and halves of a character.
_UNREADABLE = ("Cc", "Cs")
_SIGN = re.compile(r"[^\W_]|[^\x00-\x7f]")


def at_the_door(text: str) -> str:
    """Return `text` in the one form that is read; raises InputError where it is too long or has nothing to read."""
    if len(text) > MAX_CHARACTERS:
        raise InputError(TOO_LONG.fill(count=len(text), most=MAX_CHARACTERS))
    plain = normal("NFKC", text)[: 2 * MAX_CHARACTERS].translate(_QUOTES)
    # Jamo typed alone (ㅋㅋ) are compatibility letters; NFKC makes conjoining ones of them, which nobody types.
    plain = _DISCORD.sub(" ", _with_jamo(plain, text))
    readable = "".join(" " if unicodedata.category(c) in _UNREADABLE else c for c in plain)
    readable = _BACK_2.sub("back to", _DOUBT.sub(" ", readable))
    plain = brief(_EMPHASIS.sub(r"\1", _BEHIND_DAY.sub(r"\1 ", readable)))
    if not _SIGN.search(plain):
        raise InputError(NO_WORD)
    return plain


def brief(text: str) -> str:
    """Return what is read of a text: its first and last words and their first letters, all of what people type."""
    words = text.split()
    if len(words) > _HEAD + _TAIL:
        words[_HEAD:-_TAIL] = []
    return " ".join(word[:_LONGEST_WORD] for word in words)[:MAX_CHARACTERS].rstrip()


def changes_subject(text: str) -> bool:
    """Tell whether `text` begins with words which say that it is about something else than what was said before."""
    lead = _INTERJECTION.match(text)
    return _CHANGE.match(text, lead.end() if lead else 0) is not None


def without_preamble(text: str) -> str:
    """Return `text` without the small talk that it begins with, if anything else follows."""
    for opening in (_INTERJECTION, _CHANGE):
        if (lead := opening.match(text)) and _LETTER.search(text, lead.end()):
            text = text[lead.end() :]
    for match in _CLAUSE_END.finditer(text[:_PREAMBLE]):
        head, rest = text[: match.start()], text[match.end() :]
        if len(head) == 1 and match[0][0] == ".":
            continue  # an initial: "K. He"
        if len(rest.split()) > 1 and small_talk(head) is not None:
            return rest
    return text


def _with_jamo(plain: str, typed: str) -> str:
    if not any("\u3131" <= letter <= "\u318e" for letter in typed):
        return plain
    parts = re.split(r"([\u3131-\u318e]+)", typed)
    folded = (part if number % 2 else normal("NFKC", part) for number, part in enumerate(parts))
    return "".join(folded).translate(_QUOTES)
