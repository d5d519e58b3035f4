"""Words that describe nothing and ask for nothing, though they look like content."""

from __future__ import annotations

import re

from bot.answers.understand.fillers import bare_word

__all__ = ["plain_question", "says_nothing"]

# "Ok back to that one, how many", "built on top of".
_BACK_TO = re.compile(
    r"^(?:(?:ok(?:ay)?|so|now|n|and|then|well)\W{1,3}){0,2}(?:(?:go|going|coming|get)\s)?back\sto\b\W{0,3}(?=\S)",
    re.IGNORECASE,
)
_KOREAN = re.compile(r"[가-힣]+")
_ON_TOP = re.compile(r"\bon\stop\sof\b", re.IGNORECASE)
# A verb that any topic may have beside its nouns: "글 길게 쓰게 만드는".
_VERB = re.compile(
    r"(?:만드|만들|쓰|하|되|주|보|나오|나온|시키|시킨)(?:는|은|ㄴ|게|어|어서|는거|는것|는데|려고|도록)?|"
    r"(?:make|making|makes|made|use|using|uses|used|do|doing|get|getting|work|working|works|let|lets|letting)",
    re.IGNORECASE,
)


def plain_question(text: str) -> str:
    """Return a question without "ok, back to", "on" for "on top of", and Korean words without endings."""
    question = _BACK_TO.sub("", _ON_TOP.sub("on", text))
    return _KOREAN.sub(lambda word: bare_word(word[0]), question)


def says_nothing(word: str) -> bool:
    """Tell whether a word is a verb that alone is no topic."""
    return _VERB.fullmatch(word) is not None
