"""Words that refer to papers shown before, and words that ask for more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.understand.meanings import More, Pointer, PointsTo
from bot.answers.understand.numbers import read_number
from bot.answers.understand.spans import Span
from bot.answers.wording import any_of

__all__ = ["find_more", "find_pointers"]


_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "ninth": 9, "9th": 9, "tenth": 10, "10th": 10,
    "last": -1, "bottom": -1, "top": 1, "final": -1, "former": 1, "latter": 2,
    "첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5,
    "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "마지막": -1, "맨끝": -1, "맨뒤": -1, "맨아래": -1,
    "맨위": 1, "맨처음": 1, "맨앞": 1, "처음": 1, "전자": 1, "후자": 2,
}  # fmt: skip
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_EN = (
    r"first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|6th|seventh|7th|eighth|8th|ninth|9th|tenth|10th|last|"
    r"final"
)
_KO = r"첫|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉|열"
_THING = r"(?:논문|거|꺼|것|게|건|걸|껀|껄|편|애|놈|녀석|글)"
_PLACE = any_of(
    rf"\b(?:the\s+)?(?P<en>{_EN})\s+(?:one|paper|result|hit|entry|item|link|title)s?\b(?:'s)?",
    # The "top paper" is the one with most votes, not the first of a list.
    r"\b(?:the\s+)?(?P<end>top|bottom)\s+(?:one|result|hit|entry|item|link)\b(?:'s)?"
    r"(?!\s+(?:of|on|in|from|for)\s+(?!(?:these|those|them|that|the|this)\b))",
    # "The 2nd training stage" is part of one paper.
    rf"\b(?:the|that)\s+(?P<the>{_EN}|former|latter)\b"
    r"(?:'s\b|(?=\W*$|\s*[,.?!;:)]|\s+(?:is|was|are|has|had|have|does|do|did|can|could|about|in|of|from|on|for|using|use[sd]?|"
    r"with|again|then|now|please|pls|plz|and|or|vs|but|by|gets?|got|says?|means?|works?|beats?|to|that|which|who|what|how|"
    r"where|when|out|here|above|listed|shown|again|too|also|instead|better)\b))",
    # What is in front of it belongs to what is asked: "the authors of", "link to".
    rf"(?:(?<=\bfor\s)|(?<=\bof\s)|(?<=\babout\s)|(?<=\bto\s)|(?<=\bon\s)|(?<=\band\s)|(?<=\bby\s))(?P<bare>{_EN})\W*$|"
    rf"^(?:and\s+)?(?P<whole>{_EN})\W*$",
    rf"(?:^|(?<=[\s,.]))(?P<whose>{_EN})'s\b",
    rf"\b(?:what'?s|what\s+(?:is|was|about)|which\s+(?:is|was)|who'?s)\s+(?P<asked>{_EN})(?=\s*(?:then|now|again)?\W*$)",
    r"(?:\b(?:number|no\.?|nr\.?|paper|result)\s*|#)(?P<number>\d{1,2})\b(?!\s*(?:papers|votes|%|years|x\b))(?:'s)?",
    rf"\b(?:the\s+)?(?:number|no\.?|nr\.?)\s+(?P<word>{'|'.join(_WORDS)})\b(?!\s+(?:on|of|in|for|paper|pick|spot)\b)(?:'s)?",
    rf"(?P<ko>{_KO}|\d{{1,2}})\s*번\s*째\s*{_THING}?(?!\s*로\s*(?:인기|추천|많))",
    rf"(?P<short>{_KO})\s*째\s*{_THING}?",
    rf"(?<![\d가-힣])(?P<digit>\d{{1,2}})\s*번(?!\s*째)\s*{_THING}?(?=$|[\s,.?!은는이가을를의도]|논문|저자|링크)"
    rf"(?!\s*(?:이상|넘|정도|만에))",
    rf"(?P<edge>마지막|맨\s?끝|맨\s?뒤|맨\s?아래|맨\s?위|맨\s?처음|맨\s?앞|처음(?!이[라에야니]|인데|인가|써|쓰|해|하[는고]|와|왔|봐|봤)|전자|후자)(?:에)?\s*"
    rf"(?:{_THING}|에\s*(?:나온|있는)\s*{_THING}?|(?=[은는이가의도]|\s|$))",
)
_PAIR = any_of(
    r"\b(?:which|what|who) (?:one )?of (?:the|these|those|them) (?:two|both)\b",
    r"\bbetween (?:the two|them|these|those)\b|\b(?:the )?two of them\b|\bof the two\b",
    r"\bboth(?: of (?:them|these|those))?\b|\beither(?: of (?:them|these|those))?\b|"
    r"\bthe two(?: papers)?\b(?!\s+(?:(?:w|with|having|that\s+(?:have|got))\s+(?:the\s+)?)?"
    r"(?:most|best|least|worst|newest|latest|oldest|top|hottest|highest|lowest)\b)",
    r"\bthese two\b|\bthose two\b|\bcompare them\b",
    r"(?<![가-힣])(?:그|이|위|얘네|얘들)\s*둘(?![가-힣])|(?:그\s*|이\s*|위\s*)?둘\s*(?:중|다|의|은|이|사이|을|를)(?:에서?|에)?",
    r"두\s*(?:논문|개|편|모델)\s*(?:중|의|다|을|를|은|이)(?:에서?|에)?",
    r"(?:방금\s*|아까\s*)?그\s?두\s?(?:개|편|논문|거)|두\s*(?:논문|모델|페이퍼)(?:에|은|의|이|을|를)?(?=\s)|양쪽|어느\s*쪽|둘이",
)
_OTHER = any_of(
    r"\b(?:and\s+)?the other(?: (?:one|paper))?(?:'s)?\b|\bother one\b",
    rf"나머지\s*(?:하나|한\s*편|{_THING}|는|은)|다른\s*(?:하나|한\s*편|쪽|한쪽)|(?:적은|많은|진|이긴)\s*쪽|반대\s*쪽",
)
_THESE = any_of(
    r"\b(?:of|among|from|in|out of) (?:these|those|them|that list|this list|the list|the above)\b",
    r"\b(?:these|those)(?: (?:ones|papers|results))?\b",
    r"\b(?:the )?(?:ones|list|papers|results) (?:above|you (?:just )?(?:showed|listed|gave))\b",
    r"\bwhich (?:ones?|of them)\b|\bwhich of these\b|\bthey\b|\bthem\b|\btheir\b",
    r"(?<![가-힣])(?:그|이|저|위|방금|아까)\s*(?:것|거|논문|리스트|목록|결과)?들?\s*(?:중|가운데)(?:에서?|에)?",
    r"여기\s*(?:서|중에|에서)|거기\s*(?:서|에서|중에)(?=.{1,30}만(?:\s|\W|$)|\s*(?:가장|제일|젤|최고))|(?<![가-힣])[그이저]\s*중(?:에서?|에)?|(?<![가-힣])(?:그|이)\s*(?:거|것|논문)들|얘네",
    r"걔네|쟤네|위\s*(?:목록|리스트|논문들)|보여준\s*(?:거|것|논문)(?:들)?\s*중(?:에서?|에)?",
)
_IT = any_of(
    r"\b(?:it'?s|it|its)\b",
    r"\b(?:this|that)(?: (?:one|paper|model|method|work|benchmark|dataset|thing|study|article|system|approach))?"
    r"(?:'s)?\b(?!\s+(?:week|month|year|day|weekend|works|use|uses|can|are|do|does|is about|deal|deals|run|runs|make|"
    r"makes|combine|combines|improve|improves)\b)",
    r"\bthe (?:same )?(?:paper|model|method|authors?|work|benchmark|dataset|approach|system|study)\b"
    r"(?!\s+(?:that|which|where|with|on|about|by|for|from|who|called))",
    r"\bsame (?:one|paper)\b",
    r"(?<![가-힣])(?:그|이|저|요|고|해당|방금|아까)\s*(?:그\s*|이\s*)?"
    r"(?:논문|모델|방법|연구|거|꺼|것|게|건|걸|껀|데이터셋|벤치마크|벤치|시스템|기법|저자|페이퍼|친구|놈|녀석|방식)"
    r"(?!들|\s*중)",
    r"(?<![가-힣])(?:그거|이거|그건|이건|저건|이게|그게|얘|걔|쟤|거기|여기|아까|방금)(?=$|[\s,.?!가-힣])(?!\s*중)",
)
_DAY = any_of(
    r"\b(?:on\s+|of\s+|from\s+|for\s+|in\s+)?(?:that|the\s+same|that\s+same|that\s+very|same)\s+(?:day|date|month|week|period)\b",
    r"\b(?:that|the\s+same)\s+day'?s\b",
    r"(?<![가-힣])(?:그|이|같은|해당)\s?(?:날|달|주|기간)(?:에|의|은|꺼|거|것|도|짜)?"
    r"(?:\s*(?:나온|올라온|중에서?|꺼|거))?(?:중에서?)?(?=$|[\s,.?!])",
)
_NEXT_DAY = any_of(
    r"\b(?P<after>(?:the\s+)?(?:day\s+after|next\s+day|following\s+day))\b"
    r"(?!\s+(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|christmas|yesterday|tomorrow))",
    r"\b(?:the\s+)?(?:day\s+before|previous\s+day)\b(?!\s+(?:\d|yesterday))",
    r"(?P<after_ko>(?:그\s*)?(?:다음|담)\s*날)|(?:그\s*)?(?:전\s*날|이전\s*날)",
)
_MORE = any_of(
    r"\b(?:show|give|gimme|see|got|any|some|want|list|what)?\s*(?:me\s+)?"
    r"(?:(?P<n>\d{1,2}|two|three|four|five|ten|a few|some)\s+)?more\b"
    r"(?!\s+(?:than|about|on|detail|info|like|recent|votes|popular|similar|up|accura|effici|param|data|in\s+depth|"
    r"robust|expensive|likely|general|stable|\w+(?:ly|er)\b))"
    r"(?:\s+(?:papers?|ones?|results?|please|pls|of (?:these|those|them)))?",
    r"\bnext(?:\s+(?P<next>\d{1,2}|two|three|five|ten|page|few|ones?|batch))?(?=\W*$|\s+(?:please|pls|papers?|page|after|in|on|from)\b)",
    r"\banother (?:one|paper|few)?(?=\W*$|\s+(?:please|pls|on))|\b(?:anything|what|something|any(?:thing)?)\s+else\b",
    r"\b(?:any\s+)?others?(?=\s*\?*$)|\bother (?:ones|papers|results|options)\b|\bkeep going\b|\bcontinue\b",
    r"\bthe rest\b",
    r"(?:(?P<ko_n>\d{1,2}|한|두|세|네|다섯|몇)\s*(?:개|편|건)\s*)?(?<![가-힣])더"
    r"(?=\s*(?:보여|알려|줘|주|있|없|추천|찾|볼|봐|내놔|ㄱ|좀|부탁|해|$|\?|!|\.|요))\s*"
    r"(?:없[가-힣]{0,9}|있[가-힣]{0,9}|보여[가-힣]{0,9}|알려[가-힣]{0,9}|줘[가-힣]{0,9}|주[가-힣]{0,9})?",
    r"(?:그\s*)?(?:다른|딴)\s*(?:거|꺼|것|건|껀|걸|논문|게)(?:들)?(?:은|는|도|좀|로)?"
    r"(?=\s*(?:없|있|은|는|좀|더|보여|알려|줘|추천|\?|$|뭐))",
    r"(?:그\s*)?다음\s*(?:거|꺼|것|건|페이지|(?P<ko_next>\d{1,2})\s*(?:개|편))(?:는|은|도)?",
    r"나머지(?:도|는|들)?\s*(?:보여|알려|줘)[가-힣]{0,9}|계속|^(?:그\s*)?다음(?:은|도|요|은요|으로|걸로)?(?=(?:\W|[ㄱ-ㅎㅏ-ㅣ])*$)|또\s*(?:있|없|뭐)[가-힣]{0,9}",
    r"이어서|담\s*페이지",
)

# Certainty of each, relative to other readings.
_POINTERS: tuple[tuple[re.Pattern[str], PointsTo, int], ...] = (
    (_PAIR, "pair", -2),
    (_OTHER, "other", -2),
    (_THESE, "these", 2),
    (_IT, "it", 2),
)


def find_pointers(text: str) -> Iterator[tuple[int, Span]]:
    """Yield back-references, each with its rank among other readings (lower is surer)."""
    for match in _PLACE.finditer(text):
        typed = next(value for value in match.groupdict().values() if value)
        number = int(typed) if typed.isdigit() else _ORDINALS.get("".join(typed.lower().split())) or read_number(typed)
        if number:
            # "Number three" is surer than a count of three.
            yield -2 if match["word"] else 1, Span(match.start(), match.end(), "pointer", Pointer("place", number))
    for match in _DAY.finditer(text):
        yield 0, Span(match.start(), match.end(), "pointer", Pointer("day"))
    for match in _NEXT_DAY.finditer(text):
        later = bool(match["after"] or match["after_ko"])
        yield 0, Span(match.start(), match.end(), "pointer", Pointer("day", 1 if later else -1))
    for pattern, to, order in _POINTERS:
        for match in pattern.finditer(text):
            yield order, Span(match.start(), match.end(), "pointer", Pointer(to))


def find_more(text: str) -> Iterator[Span]:
    """Yield requests for more of the list."""
    for match in _MORE.finditer(text):
        typed = match["n"] or match["next"] or match["ko_n"] or match["ko_next"] or ""
        number = int(typed) if typed.isdigit() else read_number(typed)
        yield Span(match.start(), match.end(), "more", More(number))
