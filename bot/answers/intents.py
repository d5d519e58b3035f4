"""What people ask for, and the words by which they show it, in English and in Korean.

One table, tried from top to bottom. To teach the bot a new way of asking, add an alternative to a row and a
question to the table in tests/answers/test_question.py. What a pattern matches is taken out of the question, but
for its group `topic`; the rest is what is searched for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["COUNT", "FIRST", "INTENTS", "MIN_VOTES", "WANTS_PAPERS", "WITHOUT", "Intent", "IntentPattern"]

Intent = Literal[
    "help",
    "greeting",
    "count",
    "authors",
    "votes",
    "date",
    "link",
    "summary",
    "similar",
    "compare",
    "top",
    "newest",
    "by_author",
    "fact",
    "find",
]


@dataclass(frozen=True, slots=True)
class IntentPattern:
    """Hold one intent and the pattern by which it is known."""

    intent: Intent
    pattern: re.Pattern[str]


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _row(intent: Intent, *, en: tuple[str, ...], ko: tuple[str, ...]) -> IntentPattern:
    return IntentPattern(intent, _any(*en, *ko))


INTENTS: tuple[IntentPattern, ...] = (
    _row(
        "help",
        en=(r"^\W*(?:help|usage|what can you do|how do i use (?:this|you))\W*$",),
        ko=(r"^\W*(?:도움말|도와\s*줘|사용법|뭐\s*할\s*수\s*있[어나니]\w*|어떻게\s*(?:써|쓰는\s*거야|사용해)\w*)\W*$",),
    ),
    _row(
        "greeting",
        en=(
            r"^\W*(?:hi|hello|hey|thanks|thank you|thx|good (?:morning|evening))(?: (?:there|bot|a lot|so much))?\W*$",
        ),
        ko=(r"^\W*(?:안녕(?:하세요)?|하이|고마워(?:요)?|고맙습니다|감사(?:합니다|해요)?|ㅎㅇ|ㄳ)\s*봇?\W*$",),
    ),
    _row(
        "count",
        en=(r"\bhow many (?:papers|articles)\b(?:\s+(?:are|were|is|was)\s+(?:there|listed))?",),
        ko=(
            r"(?:논문(?:이|은)?\s*)?(?:모두\s*|전부\s*|총\s*)?몇\s*(?:편|개)(?:이?나|이야|이에요|인가요?|인지|야|\b)(?:\s*있\w*)?",
            r"논문\s*수(?:는|가)?",
        ),
    ),
    _row(
        "authors",
        en=(
            r"\bwho (?:wrote|made|authored|published|are the authors(?: of)?|is the author(?: of)?|is behind)\b",
            r"\bwho(?:'s| is) (?:it|this|that) by\b",
            r"\bauthors?\s+(?:of|for|list)\b",
            r"\b(?:the\s+)?authors?\W*$",
        ),
        ko=(
            (
                r"(?:저자|지은이|글쓴이)(?:들)?(?:이|가|은|는|을|를|의)?\s*(?:이름|명단|목록)?(?:은|이|을)?\s*"
                r"(?:누구\w*|알려\s*\w*|좀|뭐\w*|궁금\w*|\?|$)"
            ),
            r"누가\s*(?:쓴|썼|만든|만들|낸|냈|저술)\w*\s*(?:거\w*|논문\w*)?",
        ),
    ),
    _row(
        "votes",
        en=(
            r"\bhow many (?:up)?votes\b(?:\s+(?:did|does|has|have))?(?P<topic>.*?)(?:\b(?:get|got|have|receive)\b|$)",
            r"\b(?:the\s+)?(?:up)?vote(?:s| count)\s+(?:for|of)\b",
            r"^\W*(?:up)?votes?\W*$",
        ),
        ko=(
            r"(?:추천|투표|표)(?:은|는|이|가|을|를)?\s*(?:수(?:는|가)?\s*)?(?:몇|얼마)\w*\s*(?:개|표|회|번)?\s*(?:야|받았\w*|이야)?",
            r"추천\s*수(?:는|가|를|좀)?(?:\s*(?:알려\s*\w*|궁금\w*))?",
            r"몇\s*표\w*",
        ),
    ),
    _row(
        "date",
        en=(
            r"\bwhen (?:was|were|did|is)\b(?P<topic>.*?)\b(?:list|publish|post|releas|appear|come out|featur)\w*",
            r"\b(?:date|day) (?:listed|of listing)\b|\blisting date\b(?:\s+(?:of|for))?",
        ),
        ko=(
            r"언제\s*(?:나온|나왔|올라|등재|발표|공개|소개|실린|실렸)\w*\s*(?:거\w*|논문\w*)?",
            r"(?:등재|게재|올라온)?\s*(?:날짜|등재일|게재일)(?:는|가|이)?\s*(?:언제\w*|알려\s*\w*|\?|$)",
        ),
    ),
    _row(
        "link",
        en=(
            r"\b(?:the\s+)?(?:arxiv\s+)?(?:link|url|pdf)\b(?:\s+(?:to|of|for)\b)?",
            r"\barxiv (?:id|page|number)\b(?:\s+(?:of|for)\b)?",
        ),
        ko=(
            r"링크(?:도|는|를|좀)?",
            r"(?:arxiv|아카이브)\s*(?:번호|주소)(?:는|를|좀)?",
            r"주소(?:는|를|좀)?\s*(?:줘|알려\s*\w*|\?|$)",
        ),
    ),
    _row(
        "compare",
        en=(
            r"\bcompare(?:d)?\b|\bcomparison (?:of|between)\b|\bversus\b|\bvs\b\.?",
            r"\bdifferences? between\b|\bdiffer(?:s)? from\b",
        ),
        ko=(
            r"비교\s*(?:해\s*\w*|좀|하면)",
            r"차이(?:점)?(?:이|가|는|은|를|좀)?\s*(?:뭐\w*|알려\s*\w*|설명\w*|무엇\w*|있\w*|\?|$)",
        ),
    ),
    _row(
        "similar",
        en=(
            (
                r"\b(?:any(?:thing)?|some(?:thing)?|more|other|show me|find)?\s*(?:papers?|works?|ones?)?\s*"
                r"\b(?:similar|related)\s+(?:papers?|ones?|works?|to|stuff)\b"
            ),
            r"\b(?:any|anything|something|more|find|show)\s+similar\b",
            r"\bmore like (?:this|it|that)\b|\b(?:papers?|something|anything) like\b",
        ),
        ko=(
            (
                r"(?:과|와|이랑|랑|하고)?\s*(?:비슷한|유사한)\s*(?P<topic>(?:[가-힣A-Za-z]+\s+)?)"
                r"(?:논문|연구|거|것|게)(?:이|은|는|도|을|를|들)?\s*(?:더)?"
            ),
            r"이런\s*(?:논문|거|것)\s*더|관련\s*논문\s*더|비슷한\s*(?:거|것)?\s*더",
        ),
    ),
    _row(
        "summary",
        en=(
            (
                r"^\W*(?:please\s+|can you\s+)?(?:summari[sz]e|sum up|give me a summary of|summary of|tl;?dr(?:\s+of)?|"
                r"tell me (?:more )?about|explain|describe|details? (?:of|on|about)|more (?:on|about))\b"
            ),
            r"\b(?:summary|tl;?dr|in detail|details)\W*$|^\W*what(?:'s| is) (?P<topic>[\w -]{2,40}?) about\W*$",
        ),
        ko=(
            r"(?:을|를|은|는|이|가)?\s*(?:요약|정리)\s*(?:좀|해\s*\w*|부탁\w*|알려\s*\w*|\?|$)|자세(?:히|하게)\s*\w*",
            r"(?:은|는|이|가)?\s*(?:무슨|어떤)\s*(?:논문|내용|연구)\s*(?:이야|인가\w*|이에요|야|인지)\s*\w*",
            r"(?:에\s*대해)\s*(?:설명|알려)\s*\w*",
        ),
    ),
    _row(
        "top",
        en=(
            r"\btop\s*\d{1,3}\b(?:\s+(?:papers?|ones?)\b)?(?:\s+(?:of|on|from|for)\b)?|^\W*top\W*$",
            r"\btop\s+(?:papers?|ones?)\b(?:\s+(?:of|on|from|for)\b)?|\btop\s+(?:of|on|from)\b",
            r"\b(?:best|highest|most)[- ](?:voted|rated|upvoted|popular|liked)\b(?:\s+(?:paper|papers|ones?)\b)?",
            r"\b(?:popular|trending)\s+(?:papers?|ones?)\b",
            r"\bmost votes\b",
        ),
        ko=(
            r"상위\s*(?=\d|논문|\W*$)|인기\s*(?:있는|많은)?|추천\s*(?:순|많은|높은|많이\s*받은|수\s*(?:많은|높은))|베스트\s*(?=\d|논문)|탑\s*\d",
            r"\d+\s*(?:등|위)(?![가-힣])|일\s*등|(?:가장|제일)\s*(?:많은|많이|높은|인기)",
        ),
    ),
    _row(
        "newest",
        en=(r"\b(?:newest|latest|most recent|recent)\s+(?:papers?|ones?|works?|listing)\b(?:\s+(?:on|about|of)\b)?",),
        ko=(r"(?:가장\s*)?(?:최신|최근에?|새로(?:운|\s*나온|\s*올라온))\s*(?:논문|목록|연구)(?:을|은|이)?",),
    ),
    _row(
        "by_author",
        en=(
            r"\b(?:papers?|works?|articles?|anything|something)\s+(?:(?:written|authored|published)\s+)?(?:by|from)\b",
        ),
        ko=(
            r"(?:교수)?(?:님)?(?:이|가)?\s*(?:쓴|작성한|저술한|발표한|참여한)\s*(?:논문|거|것|연구)(?:이|은|는|도|을|를)?",
            r"(?:저자|의)\s*논문(?:이|은|는|도|을|를)?",
        ),
    ),
    _row(
        "fact",
        en=(
            r"\?\s*$",
            r"^\W*(?:what|which|how|why|when|where|who|whose|does|do|did|is|are|was|were|can|could)\b",
        ),
        ko=(
            r"몇|얼마|무엇|무슨|뭐|뭘|뭔|어떤|어떻게|어느|왜|누구|언제|어디|차이|이유",
            r"(?:방식|방법|성능|점수|정확도|크기|개수)은?는?\W*$",
        ),
    ),
)

# A request for papers is a search, even where it is phrased as a question.
WANTS_PAPERS = _any(
    r"\b(?:any|find|show|search|recommend|list|looking for|is there|are there)\b",
    r"\bpapers? (?:on|about|that|for|with|where|which)\b|\b(?:which|what) papers?\b",
    r"\b(?:stud(?:y|ies)|works?|research|methods?) (?:on|about|that|showing)\b",
    r"(?:논문|연구|방법|모델|거|것|데이터셋|벤치마크|사례)(?:이|은|는|도|을|를|들)?\s*(?:좀\s*)?"
    r"(?:찾아|알려|추천|보여|소개|뭐\s*있|있[나어을니음는습냐었]|있\?|없[나어을니냐])",
    r"(?:찾아|추천해|보여|소개해)\s*(?:줘|주)|있을까|(?:논문|연구)\W*$",
)
COUNT = _any(
    r"\btop[\s-]*(?P<top>\d{1,3})\b",
    r"(?:상위|탑|베스트)\s*(?P<upper>\d{1,3})\s*(?:편|개)?",
    r"(?<![\d.])(?P<pieces>\d{1,3})\s*(?:편|개)(?!월)",
    r"\b(?P<plain>\d{1,3})\s+(?:papers|best|most)\b",
)
FIRST = _any(
    r"(?<!\d)(?:1|일)\s*(?:등|위)", r"\bthe (?:best|top|most \w+) (?:paper|one)\b", r"\bnumber one\b", r"(?:가장|제일)"
)
WITHOUT = _any(
    r"(?P<ko>[^,.!?]+?)\s*(?:은|는|을|를)?\s*(?:말고|빼고|제외하고|제외한|아닌)(?:는|도)?\s",
    r"\b(?:but not|not about|not on|except(?: for)?|excluding|other than)\s+(?!for\b|in\b|when\b|if\b)(?P<en>[^,.!?]+)",
)
MIN_VOTES = _any(
    r"(?:with\s+)?(?:(?P<above>over|more than|above|>(?!=))|at least|>=|min(?:imum)?)\s*(\d{1,6})\s*(?:up)?votes?",
    r"(\d{1,6})\s*\+\s*(?:up)?votes?",
    r"(?:추천|투표|표)(?:이|가|수|수가)?\s*(\d{1,6})\s*(?:개|표|회)?\s*(?:이상|(?P<over>넘는|초과))(?:의|인)?",
    r"(\d{1,6})\s*(?:표|추천)\s*(?:이상|(?P<beyond>넘는|초과))(?:의|인)?",
)
