"""Korean typed without blanks: "에이전트논문추천좀", "하임바저자누구임", "2월5일탑3"."""

from __future__ import annotations

import re

__all__ = ["unglued"]

# Shorter words stand by themselves, and in a text with more of them somebody did use blanks.
_SHORTEST, _MOST_WORDS = 6, 4
_LONGEST = 60
_HANGUL = re.compile(r"[가-힣]")
# Request words that begin a word of their own behind two letters of something else.
_BEGINS = re.compile(
    r"(?<=[가-힣A-Za-z\d]{2})(?="
    r"논문|페이퍼|관련(?!성)|추천(?!시스템|알고리즘|모델)|저자(?!원)|투표수|득표수|파라미터|매개변수|깃헙|깃허브|라이[선센]스|데모|링크|"
    r"코드(?:있|공개|링크|주소|는|은|좀|어디)|누구|누가|몇|얼마나|뭐|뭔|뭘|무슨|무엇|어떤|어떻게|어디|어때|언제|왜(?:이|안|하|그|씀|쓰)|"
    r"있[나냐누니어음을지는던]|없[나냐누니어음을는]|알려|보여|찾아|골라|뽑아|요약|설명|비교|빼고|말고|제외|보다|(?:탑|상위|하위|베스트)\d|"
    r"제일|가장|젤|최신|인기(?:있|많|순)|핫한|올라[온왔]|나온|나왔|공개된|[123]등)"
)
# Words behind which another one begins.
_ENDS = re.compile(
    r"(?:(?<=논문)|(?<=논문중)|(?<=논문중에)|(?<=논문중에서)|(?<=페이퍼)|(?<=빼고)|(?<=말고)|(?<=관련)|(?<=제외하고)|(?<=[월년]\d일)|(?<=[월년]\d\d일))"
    r"(?=[가-힣A-Za-z\d]{2})(?!들|이|은|는|을|를|의|도|만|에|중|과|와|으로|로|하|해|된|한|성|꺼|거|자|날|치|까지|부터)"
)
_MONTH = re.compile(r"(?<=\d월)(?=\d{1,2}일)")


def unglued(text: str) -> str:
    """Return a text with blanks around the request words of long Korean words, if it has few blanks itself."""
    words = text.split(" ")
    if len(words) > _MOST_WORDS or not _HANGUL.search(text):
        return text
    return " ".join(_parted(word) if _is_glued(word) else word for word in words)


def _is_glued(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and _HANGUL.search(word) is not None and "/" not in word


def _parted(word: str) -> str:
    for pattern in (_MONTH, _ENDS, _BEGINS):
        word = pattern.sub(" ", word)
    return " ".join(word.split())
