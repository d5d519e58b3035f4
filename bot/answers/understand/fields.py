"""Fields of a paper that people ask for: authors, votes, day, link, code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.request import Field
from bot.answers.understand.meanings import FieldAsked
from bot.answers.understand.spans import Span
from bot.answers.wording import any_of

__all__ = ["find_fields"]


_P = r"(?:들)?(?:이|가|은|는|을|를|의|도|랑|만|님)?"
_ASKS = (
    r"(?:\s*(?:누구|누군|뭐|뭔|몇|얼마|언제|어디|어떻게|알려|좀|줘|주|궁금|알\s*수|있|없|나와|보여|부탁|ㄱ|"
    r"plz|pls|는|은|\?|$)[가-힣]{0,9})"
)
_KO_END = r"[가-힣]{0,9}"
_GOT = r"(?:받|얻|달렸|달림|달린|나왔|나와|나옴|찍|먹|획득|기록|모았|모음|모은|됐|되|됨|야|임|있)"
_SOMEBODY = r"(?:people|ppl|peeps|persons?|folks|guys|researchers|scientists|authors?|writers?)"
_WROTE = (
    r"(?:wrote|write|written|co-?wrote|(?:co-?)?authored|made|make|worked\s+on|work\s+on|working\s+on|"
    r"contribut(?:ed|e)(?:\s+to)?|did|built|created|took\s+part(?:\s+in)?|(?:is|are|was|were)\s+(?:on|in|behind)|"
    r"(?:is\s+|are\s+|was\s+|were\s+)?involved(?:\s+in)?|participated(?:\s+in)?|published)\b"
    r"(?:\s+(?:it|this|that|the)\b(?:\s+(?:one|paper|work)\b)?)?"
)
_FIELDS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (
        "authors",
        any_of(
            r"\bwho(?:'s|\s+is|\s+are|\s+were|\s+was)?\s+(?:the\s+)?"
            r"(?:wrote|made|make|authored?|published|publish|created?|built|behind|did|developed|penned|responsible)\b"
            r"(?:\s+(?:it|this|that|the paper|them))?",
            r"\bwho(?:'s|\s+is|\s+are)\s+(?:it|this|that|these)\s+(?:by|from)\b",
            r"\bwho(?:'s|s|\s+is|\s+are|\s+was|\s+were)\s+(?:on|in|behind)\s+(?:it|this|that)\b(?:\s+(?:one|paper))?|\bby\s+who(?:m)?\b|\bwhose\s+(?:paper|work)\b",
            r"\bwritten\s+by\s+who(?:m)?\b",
            r"\b(?:the\s+)?names?\s+(?:behind|on(?=\s+(?:it|this|that|the)\b))\b(?:\s+(?:it|this|that)\b)?",
            rf"\b(?:the\s+)?names\s+of\s+(?:the\s+|all\s+)?{_SOMEBODY}(?:\s+(?:on|in|behind)\s+(?:it|this|that)\b)?",
            r"\b(?:the\s+|its\s+|their\s+|list\s+)?(?:co-?)?(?:authors?|autors?|writers?|writters?|auth(?:ro|e)rs?|auhtors?|athors?|auth?ours?)"
            r"(?:hip|\s+(?:list|names?|count|number))?\b(?:'s)?(?:\s+(?:of|for))?",
            r"\bwhich (?:team|lab|group|people)\s+(?:wrote|made|did|is behind)\b",
            rf"\bwho(?:\s+(?:else|all))?\s+(?:also\s+)?{_WROTE}",
            r"\bwho(?:'s|s|\s+is|\s+are|\s+was|\s+were)?\s+(?:else|all)\s+(?:is\s+|are\s+|was\s+|were\s+)?"
            r"(?:also\s+)?(?:on|in|behind|involved(?:\s+in)?|part\s+of)\b(?:\s+(?:it|this|that))?"
            r"(?:\s+(?:one|paper|work))?",
            rf"\b(?:people|ppl|guys|folks|team|ones?)\s+(?:who|that|which)\s+(?:all\s+)?{_WROTE}",
            r"\bhow\s+many\s+(?:names|people|ppl|folks)\s+(?:are\s+)?(?:on|in)\s+(?:it|this|that)\b(?:\s+(?:paper|one))?",
            rf"\bhow\s+(?:many|much)\s+{_SOMEBODY}\s+(?:have\s+|has\s+|had\s+|did\s+)?{_WROTE}",
            r"\bhow\s+(?:many|much)\s+(?:co-?)?(?:authors?|autors?|athors?|auth[eo]rs?|writers?|writters?|researchers)\b"
            r"(?:\s+(?:did|does|do|has|have|is|are|was|were))?(?:\s+(?:there|it|this|that))?"
            r"(?:\s+(?:paper|one))?(?:\s+(?:have|has|had|got|on|in)\b)?(?:\s+(?:it|this|that)\b)?",
            r"\b(?:number|count|amount|names?|list)\s+of\s+(?:the\s+|all\s+(?:the\s+)?)?"
            r"(?:co-?)?(?:authors?|autors?|athors?|writers?)\b(?:\s+(?:of|for|on)\b)?",
            rf"(?:총\s*)?(?:공동\s*)?(?:저자(?!원)|지은이|글쓴이|작성자|공저자|필자|연구진|연구자|(?:쓴|만든)\s*(?:사람|이|분))(?:들)?(?:수|가|는|은|이|도)?\s*"
            rf"(?:총\s*|다\s*해서\s*|전부\s*)?(?:몇|얼마)\s*(?:명|분|사람|인|나){_KO_END}"
            rf"(?:\s*(?:있|되|임|이){_KO_END})?",
            rf"(?:저자(?!원)|작성자|공저자|필자|연구진)\s*(?:수|인원)(?:는|은|가|도|를|좀)?(?:\s*(?:몇|얼마|알려|궁금|좀|뭐){_KO_END})?"
            r"(?![가-힣])",
            rf"(?:총\s*)?몇\s*(?:명|사람|분)(?:이서|이|에서|들이|서)?\s*(?:같이\s*|함께\s*)?"
            rf"(?:쓴|썼|씀|쓰|만든|만들|만듦|한\s?거|한\s?건|했|참여|참가|작성|연구|저술|공저|작업){_KO_END}(?:\s*(?:거|것|건|논문){_KO_END})?",
            rf"(?:또\s*)?누(?:가|구가)\s*(?:또|더|같이|함께)\s*(?:쓴|썼|씀|쓰|만든|만들|참여|연구){_KO_END}",
            rf"(?:공동\s*)?(?:제\s*\d\s*)?"
            rf"(?:저자(?!원)|지은이|글쓴이|작성자|공저자|필자|만든\s*(?:사람|이)|쓴\s*(?:사람|이|분)|연구진|연구자|연구팀)"
            rf"(?:\s*(?:이름|명단|목록|정보|누구))?{_P}",
            r"누(?:가|구가|구누구(?:가)?)\s*(?:쓴|썼|씀|쓰|만듦|만든|만들|낸|냈|저술|작성|연구|발표|한)[가-힣]{0,9}"
            r"(?:\s*(?:거|것|건|논문)[가-힣]{0,9})?",
            r"(?:썼|쓴|만든|만들었)[가-힣]{0,3}\W{0,3}누구(?:야|임|지|냐|에요|예요|죠|인가요|인지)요?",
            r"누구(?:꺼|거|의|가\s*쓴|\s?작품|\s?논문)[가-힣]{0,9}(?:\s*논문)?",
        ),
    ),
    (
        "votes",
        any_of(
            r"\bhow\s+(?:many|much)\s+(?:up-?votes?|votes?|likes?|points?|stars)\b"
            r"(?:\s+(?:did|does|has|have|is|are|was|were))?(?:\s+(?:it|this|that)(?:\s+(?:one|paper))?)?"
            r"(?:\s+(?:gets?|got|gotten|have|has|had|receive[ds]?|there|earn(?:ed)?|given|collect(?:ed)?)\b)?",
            r"\b(?:up-?)?(?:votes?|likes)\s+(?:number|total|tally|score|amount)\b|"
            r"\b(?:up-?)?(?:votes|likes)\s+on\s+(?:it|this|that)\b(?:\s+(?:one|paper))?|"
            r"\b(?:total|amount|number)\s+of\s+(?:up-?)?(?:votes|likes)\b(?:\s+(?:of|for)\b)?",
            r"\bhow\s+many\s+(?:(?:people|ppl|persons|users|readers|folks)\s+)?(?:have\s+|has\s+|did\s+|do\s+)?"
            r"(?:up-?)?(?:voted?|liked?)\b(?:\s+(?:for|on)\b)?(?:\s+(?:it|this|that)\b)?",
            r"\bhow\s+(?:popular|liked|upvoted|many\s+(?:people|ppl)\s+(?:liked|voted|upvoted))\b",
            r"\b(?:the\s+|its\s+)?(?:up-?)?(?:votes?|likes)(?:\s+counts?|\s+number|\s+total)?"
            r"(?:\s+(?:of|for)\b|(?=\s*(?:then|\?|$|please|pls|too)))",
            r"\b(?:up-?)?vote\s+count\b|\bnumber\s+of\s+(?:up-?)?votes\b",
            r"(?:추천|투표|득표|좋아요|업보트|인기|(?<![가-힣])표)\s*(?:수|갯수|개수)?(?:는|은|이|가|도|를|을)?\s*(?:몇|얼마)"
            r"[가-힣]{0,9}(?:\s*(?:개|표|회|번|명)[가-힣]{0,9})?(?:\s*(?:받|얻|나|찍|달|모|먹|야|임|있)[가-힣]{0,9})?",
            r"(?:추천|투표|득표|좋아요|업보트)\s*(?:수|갯수|개수)(?:는|은|이|가|도|를|을|만|좀)?"
            r"(?!\s*(?:순|많|높|적|낮|가장|제일|\d|이상|이하|기준))(?:\s*(?:알려|궁금|좀|뭐|\?)[가-힣]{0,9})?",
            rf"몇\s*(?:표|추천|좋아요){_KO_END}(?:\s*{_GOT}{_KO_END})?",
            rf"(?:추천|투표|득표|좋아요|업보트|따봉|(?<![가-힣])표)\s*(?:수|개수|갯수)?(?:는|은|이|가|도|를|을)?\s*(?:총\s*)?"
            rf"(?:몇|얼마){_KO_END}(?:\s*(?:개|표|회|번|명|만큼){_KO_END})?(?:\s*{_GOT}{_KO_END})?",
            rf"(?<![가-힣])(?:득표|표)\s*수(?:는|은|이|가|도|를|을|만|좀)?(?![가-힣])"
            rf"(?!\s*(?:순|많|높|적|낮|가장|제일|\d|이상|이하|기준))(?:\s*(?:알려|궁금|좀|뭐|어떻|줘){_KO_END})?",
        ),
    ),
    (
        "day",
        any_of(
            r"\bwhen\s*(?:'s|was|were|did|is|does)?\s+(?:it|this|that|they|the\s+\w+)?\s*"
            r"(?:was\s+|get\s+|got\s+|been\s+|first\s+)?"
            r"(?:listed|list|published|publish|posted|post|released?|appear(?:ed)?|come\s+out|came\s+out|featured|out|"
            r"uploaded|added|submitted|from|dropped?|announced)\b",
            r"\b(?:which|what)\s+(?:day|date|month|year)\b(?:\s+(?:was|is|did))?",
            r"\b(?:the\s+|its\s+)?"
            r"(?:(?:release|publication|publish(?:ed)?|listing|listed|upload|posting)\s*(?:date|day)|date)\b"
            r"(?:\s+(?:listed|of|for|posted|published))?"
            r"(?=\W*$|\s+(?:of|for|listed|posted|published|please|pls|too)|\?)",
            r"\bhow\s+(?:old|recent|new)\s+is\b|\bwhen\W*$|^when\s+was\b",
            r"언제\s*(?:적|쯤)?\s*(?:나온|나왔|나옴|올라|등재|발표|공개|소개|실린|실렸|게시|출판|출간|뜬|떴|거|꺼|것|"
            r"논문|야|임|였|인|쓴|쓰|$|\?)[가-힣]{0,9}(?:\s*(?:거|것|건|논문)[가-힣]{0,9})?",
            rf"(?:등재|게재|올라온|발표|공개|나온|출판|게시)?\s*(?:날짜|일자|등재일|게재일|발표일|출판일){_P}{_ASKS}?",
            r"며칠\s*(?:자|날|에|꺼|거)[가-힣]{0,9}|무슨\s*(?:요일|날)[가-힣]{0,9}",
            r"몇\s*월\s*(?:며칠|몇\s*일)?[가-힣]{0,9}",
        ),
    ),
    (
        "code",
        any_of(
            r"\b(?:github|git\s?hub|gitlab|repo(?:sitory)?|source\s+code|codebase)\b(?:\s+(?:link|url|page|repo))?"
            r"(?:\s+(?:for|of|to)\b)?",
            r"\b(?:is|was|are|where'?s?|has|have|any|the|their|its|got|does\s+it\s+have|open[- ]?source(?:d)?)\s+"
            r"(?:there\s+|the\s+|any\s+|is\s+the\s+){0,3}code\b"
            r"(?:\s+(?:available|public|released|open|out|anywhere|for))*",
            r"\bcode\s*(?:\?|$|link|released|available|public|url)|\bopen[- ]?sourced?\s*\?",
            r"\bis\s+(?:it|this|that)\s+open[- ]?source\b|\bimplementation\s+(?:link|available|for|of|\?)",
            r"(?:깃\s*허브|깃헙|깃\s*헙|기트허브|github)(?:\s*(?:링크|주소|레포|코드))?(?:은|는|이|가|도|를|좀)?"
            r"(?:\s*(?:있|없|알려|줘|공개)[가-힣]{0,9})?",
            r"(?:소스\s*)?코드(?:는|은|가|도|를|좀)?\s*(?:공개|있|없|어디|링크|주소|풀|오픈)[가-힣]{0,9}|소스\s*코드",
            rf"^\W*(?:그\s*|이거\s*|그럼\s*|혹시\s*)?(?:소스\s*)?코드(?:는|은|도|를)?(?:요|좀|좀요)?(?:\s*(?:좀|줘|주|알려|보여){_KO_END})*\W*$",
            r"^\W*(?:and\s+|the\s+|its\s+|what\s+about\s+(?:the\s+)?|how\s+about\s+(?:the\s+)?)?"
            r"codes?(?:\s+(?:please|pls|plz|too|then|now))?\W*$|"
            r"\b(?:show|give|send|gimme|want|need|see|get)\s+(?:me\s+)?(?:the|its|their)\s+code\b(?:\s+(?:of|for)\b)?",
            r"레포(?!트)(?:지토리)?(?:는|가|도|좀)?|구현체|오픈\s*소스(?:임|인가|야|로|\?|$)[가-힣]{0,9}",
        ),
    ),
    (
        "link",
        any_of(
            r"\b(?:arxiv\s+)?(?:link|links|url|pdf|address|abs\s+page)\b(?:\s+(?:to|of|for)\b)?"
            r"(?:\s+(?:the\s+)?arxiv\b)?",
            # "The webpage one" is a paper about web pages.
            r"\b(?:its|their)\s+web\s?(?:page|site)\b|\bweb\s?(?:page|site)\s+(?:of|for)\s+(?:it|this|that|the\s+paper)\b|"
            r"^\W*(?:the\s+)?(?:project\s+)?web\s?(?:page|site)(?:\s+(?:please|pls|plz|link|url))?\W*$",
            r"\b(?:full\s+)?(?:names?|titles?)\s+(?:and|&|\+|plus|with|n)\s+(?:the\s+|its\s+)?(?:links?|urls?|address)\b|"
            r"\b(?:links?|urls?)\s+(?:and|&|\+|plus|with|n)\s+(?:the\s+|its\s+)?(?:full\s+)?(?:names?|titles?)\b",
            rf"(?:이름|제목)\s*(?:이랑|랑|하고|과|와|및|,|\+|이\s*랑)\s*(?:링크|주소|url){_P}(?:\s*(?:좀|줘|주|알려|부탁){_KO_END})*|"
            rf"(?:링크|주소)\s*(?:랑|하고|와|및|,|\+)\s*(?:이름|제목){_P}(?:\s*(?:좀|줘|주|알려|부탁){_KO_END})*",
            r"\barxiv\s+(?:id|page|number|no)\b(?:\s+(?:of|for)\b)?",
            r"\bwhere\s+(?:can|could|do|to)\s+(?:i|we|one)?\s*(?:read|find|download|get|see)\s+"
            r"(?:it|this|that|the\s+(?:full\s+)?(?:paper|text|pdf))\b",
            r"\bfull\s+(?:text|paper)\b",
            r"링크(?:도|는|를|좀|만|요)?(?:\s*(?:좀|줘|주|알려|있|부탁|던져|ㄱ|내놔)[가-힣]{0,9})*",
            r"(?:arxiv|아카이브|아카이프|알카이브)\s*(?:번호|주소|아이디|링크)(?:도|는|를|좀)?",
            r"주소(?:는|를|좀|도)?(?=\s*(?:줘|알려|좀|뭐|\?|$))",
            r"(?:원문|pdf|피디에프)(?:은|는|을|를|도|좀)?(?:\s*(?:링크|줘|어디|보|있|좀|주|알려|받)[가-힣]{0,9})*",
            r"어디서?\s*(?:볼|읽을|다운|받을)[가-힣]{0,9}",
        ),
    ),
)


# "Write me some python code" asks for no code of a paper.
_TO_BE_WRITTEN = re.compile(r"\b(?:write|generate|program)\s+(?:\S{1,20}\s+){0,4}$", re.IGNORECASE)


def find_fields(text: str) -> Iterator[Span]:
    """Yield the fields asked for, each by the words that ask."""
    for field, pattern in _FIELDS:
        for match in pattern.finditer(text):
            if match[0].strip() and not (field == "code" and _TO_BE_WRITTEN.search(text[: match.start()])):
                yield Span(match.start(), match.end(), "field", FieldAsked(field))
