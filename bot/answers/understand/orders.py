"""Orders of a list in what people type, and words that mean all listed days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.request import Order
from bot.answers.understand.meanings import Everything, Ordering
from bot.answers.understand.spans import Span
from bot.answers.wording import any_of

__all__ = ["find_orders", "find_scopes"]

_VOTE_WORD = (
    r"(?:추천(?:\s?수)?|투표(?:\s?수)?|득표(?:\s?수)?|좋아요(?:\s?수)?|표(?:\s?수)?|인기도?|vote|votes|upvotes?|"
    r"업보트|업봇|따봉|(?<![가-힣])보트(?:\s?수)?)"
)
_P = r"(?:이|가|은|는|을|를|도)?"

_TOP = any_of(
    r"\bmost\s+(?:up-?votes?|votes?|likes?|popular|upvoted|liked)\s+first\b",
    # "best-of-n" is not an order: no hyphen may follow "best".
    r"\bmore\s+(?:up-?votes?|votes?|likes?|popular|upvoted|liked)\b|"
    r"(?:추천|투표|표|좋아요)\s*(?:을|를)?\s*더\s*(?:많이\s*)?(?:받|많)[가-힣]{0,9}|"
    r"(?:votes?|upvotes?)\s*더\s*(?:많|받)[가-힣]{0,9}|"
    r"표(?:는|도|가|를)?\s*(?:뭐가|누가|어느\s*(?:게|쪽이)|걔가|얘가|그게|이게)?\s*더\s*(?:많|받)[가-힣]{0,9}|"
    r"더\s*(?:인기|추천\s*(?:이|수)?\s*많|많이\s*(?:받|추천)|유명)[가-힣]{0,9}",
    r"\bmost\s+(?:love|hype|attention|buzz|hearts|support|points|thumbs)\b",
    r"\bbest(?![-\w])(?:[- ](?:voted|rated|liked|loved|received|ranked|ranking))?",
    r"\b(?:top|best)-(?:voted|rated|liked|loved|ranked|ranking|received)\b",
    r"(?<!\bon )\btop(?![-\w]*[a-z]{3}|-[a-z]\b)(?:[- ](?:voted|rated|liked|ranked|ranking|paper(?=s?\b)))?",
    # "5 biggest from yesterday"; "the biggest model" is no order of votes.
    r"\bbiggest(?=\W*$|\s+(?:papers?|ones?|hits?|on|of|from|in|for|today|yesterday|this|last)\b)",
    # "The highest MMLU" is no order of votes.
    r"\b(?:highest|higher)(?:[- ](?:voted|rated|ranked|ranking|upvoted|votes?|scoring)\b|"
    r"(?=\W*$|\s+(?:papers?|ones?|on|of|in|from|first|for|number\s+of|up)\b))",
    r"\bmost[- ](?:up-?voted|voted|liked|popular|loved|favou?rited|up-?votes?|votes?|likes?|hyped|talked[- ]about|"
    r"interesting|important|famous|notable|exciting|praised|discussed|viewed|starred)\b",
    r"\b(?:hottest|hot|trendiest|trending|trendy|popular|greatest|coolest|must[- ]reads?|highlights?|"
    r"fan favou?rites?|favou?rites?|hyped|hype|well[- ](?:voted|liked|received))\b",
    r"\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?|by)\s+(?:by\s+|on\s+|in\s+)?(?:the\s+)?(?:most\s+|number\s+of\s+)?"
    r"(?:up-?votes?|votes?|popularity|likes?)\b(?:\s+first)?",
    r"\bmost\s+(?:up-?votes?|votes?|likes?)(?:\s+first)?\b",
    r"\b(?:sort|order|by)\s?[=:]\s?(?:up-?votes?|votes?|likes?|popularity|top|best)\b",
    r"\b(?:people|everyone|everybody|folks|they|u|you|ppl)\s+(?:liked|like|loved|love|upvoted|upvote|voted for)\s+"
    r"(?:the\s+)?most\b",
    r"\bmost\s+(?:loved|liked)\b|\bthe most\s+(?:up-?)?votes?\b|\b(?:worth|should i|to)\s+read(?:ing)?\s+first\b",
    r"\b(?:what|which)(?:\s+\w+){0,2}\s+(?:should|must|to)\s+(?:i\s+|we\s+)?(?:start with|read)\b|\bread\s+first\b",
    r"(?:가장|제일|젤)\s*많이\s*(?:추천|투표|좋아|사랑|저장)[가-힣]{0,9}|많이\s*추천(?:한|된|받은)",
    rf"(?:가장|제일|젤)\s*(?:많이|높은|많은)?\s*{_VOTE_WORD}{_P}\s*(?:많|높|받)[가-힣]{{0,9}}",
    rf"{_VOTE_WORD}{_P}\s*(?:가장|제일|젤|최고로)\s*(?:많|높|잘|받)[가-힣]{{0,9}}(?:\s*(?:받|나)[가-힣]+)?",
    r"(?:가장|제일|젤|최다)\s*(?:인기|추천|득표|화제|유명|핫)(?!\s*없)"
    r"(?:\s*(?:많|있|높|받)[가-힣]{0,9}|[가-힣]{0,2}한)?",
    r"(?:가장|제일|젤)\s*높은\s?(?:거|것|건|걸|게|논문)(?![가-힣]{2})",
    r"(?:가장|제일|젤|최고로|최고)\s*(?:좋은|좋았던|잘\s*나가는|반응\s*좋은|뜨거운|괜찮은|재밌는|재미있는|중요한|핫한|"
    r"많이\s*(?:받은|본|추천받은|찍힌))[가-힣]{0,2}",
    rf"{_VOTE_WORD}\s*(?:많|높)(?:은|이|았던|았|던|게|을)?(?:\s*(?:순(?:서|으로|대로)?|받은|받았|얻은))?",
    rf"{_VOTE_WORD}{_P}\s*(?:많이|잘|엄청|젤)\s*(?:받|얻|나온|먹은|모은|찍힌)[가-힣]{{0,9}}",
    rf"{_VOTE_WORD}{_P}\s*(?:순(?:위|서)?(?:으로|대로)?|순)(?![가-힣]{{0,9}}간)",
    r"인기(?!\s*(?:없|가\s*없|는\s*없|도\s*없|최저|꼴))"
    r"(?:\s*(?:가\s*)?(?:있|많|좋|짱|쩌|순)[가-힣]{0,9}|\s*(?=논문|글|페이퍼|\W|$))",
    r"(?:핫|hot)\s*(?:한|했던|하다는|해)\s?(?:거|것|게|논문)?|반응\s*(?:이\s*)?(?:좋|뜨거|폭발)[가-힣]{0,9}",
    r"화제(?:의|인|가\s*된|였던)|잘\s*나가는|잘나가는|뜨는|떴던|대세(?:인|는|가)?|베스트(?!셀러|\s*오브)",
    r"탑(?=\s*\d|\s*논문|\s|$)|톱(?=\s*\d|\s*논문)|상위(?:권)?(?=\s*\d|\s*논문|\s*랭|\s|$)",
    r"최고(?:의|로\s*꼽\w*)?(?=\s*(?:논문|인|\d|는|$|뭐|추천))|으뜸|명작|필독(?:서)?|랭킹|순위\s?(?:대로|순|별로?)[가-힣]{0,3}",
    r"(?:뭐|무엇|뭘|어떤|어느)[가-힣]{0,9}\s*(?:거|걸|논문)?(?:부터|을|를)?\s*(?:먼저|우선|부터)\s*읽[가-힣]{0,9}",
    r"뭐부터\s*(?:읽|보)[가-힣]{0,9}",
)
_LOW = any_of(
    r"\b(?:least|fewest|lowest|less)[- ]"
    r"(?:up-?voted|voted|liked|popular|loved|up-?votes?|votes?|likes?|rated|ranked|interesting)\b",
    r"\b(?:least|fewest|lowest)\s+(?:love|hype|attention|buzz|hearts|support|points|thumbs)\b",
    r"\b(?:fewer|less)\s+(?:up-?votes?|votes?|likes?|popular)\b|더\s*(?:적게\s*받|추천\s*(?:이|수)?\s*적)[가-힣]{0,9}",
    r"\b(?:worst|unpopular|lowest|fewest|bottom(?=\s*\d|\s+(?:of|paper|rank|one|two|three|four|five|ten))|"
    r"most (?:ignored|overlooked|hated|disliked|unpopular)|"
    r"(?:nobody|no one|noone)\s+(?:liked|voted for|upvoted|cares? about))\b",
    rf"{_VOTE_WORD}{_P}\s*(?:가장|제일|젤|하나도|한\s?(?:개|표)도|전혀)?\s*(?:적|낮|없|못\s*받|안\s*받|최저|꼴)(?![가-힣]{{0,1}}도(?![가-힣]))"
    rf"[가-힣]{{0,9}}(?:\s*순(?:으로)?)?",
    rf"(?:가장|제일|젤)\s*(?:적은|낮은|덜)?\s*{_VOTE_WORD}{_P}\s*(?:적|낮|없|못\s*받|안\s*받|꼴)[가-힣]{{0,9}}",
    r"(?:가장|제일|젤)\s*(?:안\s*좋은|못\s*나가는|별로인|덜\s*(?:인기|추천)[가-힣]{0,9}|비인기)",
    r"(?:하위(?:권)?|뒤에서)(?=\s*\d)|꼴(?:찌|등)(?:인|은|한|는)?|최하위|최악의?|비인기|최저\s*(?:추천|득표)",
)
_NEW = any_of(
    r"\b(?:newest|latest|freshest|fresh|brand[- ]new|most recent(?:ly)?|recent(?:ly)?|lately|nowadays|these days|"
    r"cutting[- ]edge|up[- ]to[- ]date|current(?:ly)?|just (?:came out|dropped|released|out)|hot off the press)\b"
    r"(?:\s+(?:listed|published|released|posted|uploaded|added|dropped|came out))?(?:\s+first\b)?",
    r"\b(?:newer|more\s+recent|later)\b(?=\W*$|\s+(?:one|paper|of))",
    r"더\s*(?:최근|최신|나중|늦게|새)[가-힣]{0,9}(?:\s*(?:나온|올라온)[가-힣]{0,9})?",
    r"\bnew(?![-\w])(?!\s+york|\s+here\b|\s+to\s+(?:this|here|all|papers?|ml|ai)\b)|\bwhat'?s\s+new\b|\bwhats\s+new\b|\banything\s+new\b|\bby\s+(?:date|recency)\b",
    r"\bnews?\s+(?:first|drop)\b",
    r"(?:가장|제일|젤)?\s*최(?:신|근)(?:에|꺼|거|것|의|순(?:으로|서)?|작|자)?"
    r"(?:\s*(?:에\s*)?(?:나온|올라온|나왔던|뜬|발표된|공개된|업데이트된))?(?:\s*순(?:으로)?)?",
    r"(?:가장|제일|젤)\s*(?:새로운|새|뉴|나중에|늦게)(?:\s*(?:나온|올라온|뜬))?",
    r"새로(?:운|이|\s*(?:나온|올라온|뜬|등록된|추가된))?(?=[\s가-힣]|$)|신(?:규|작|상)(?:\s*(?:논문|중에))?",
    r"따끈따끈한|따끈한|갓\s*나온|방금\s*(?:나온|올라온|뜬)|막\s*(?:나온|올라온)",
    r"요(?:즘|새|샌|세)(?:에|은|는)?(?:\s*(?:나온|올라온|뜨는|핫한))?|업데이트\s*된|날짜순(?:으로)?",
)
_OLD = any_of(
    r"\b(?:older|earlier)\b(?=\W*$|\s+(?:one|paper|of))",
    r"더\s*(?:오래|먼저|옛날)[가-힣]{0,9}(?:\s*(?:나온|올라온)[가-힣]{0,9})?",
    r"\b(?:oldest|earliest|first ever|least recent|oldest first)\b",
    r"(?:가장|제일|젤)\s*(?:오래된|오래전|먼저\s*(?:나온|올라온)|옛날|처음\s*(?:나온|올라온))[가-힣]{0,2}",
    r"오래된\s*(?:순(?:으로)?|거|것|논문)|옛날\s*(?:거|것|논문)",
)
# "The single most upvoted one".
_LONE = re.compile(r"\b(?:single|very|absolute)\s+$", re.IGNORECASE)
_NEAR = 20
# "Oldest first", "what should I read first".
_FIRST = re.compile(r"(?<!\s)\s++first\b(?!\s+author)", re.IGNORECASE)
# "Works best" and "held up best" are not rankings.
_ADVERB = re.compile(
    r"\b(?:works?|worked|held|holds?|up|out|performs?|performed|does|do|did|fares?|fared|scales?|scaled|fits?|suits?|"
    r"generali[sz]e[sd]?|explains?|describes?|handles?|copes?)\s+$",
    re.IGNORECASE,
)
_RECENT = re.compile(r"hot|trend|hype|핫|뜨는|화제|대세|요즘|highlights", re.IGNORECASE)
_SINGLE = re.compile(
    r"(?:most|least|best|worst|top paper|bottom|highest|lowest|hottest|greatest|biggest|가장|제일|젤|최고|꼴|newest|"
    r"latest|oldest|"
    r"fewest|최[신근]\s?[꺼거것])",
    re.IGNORECASE,
)

_ORDERS: tuple[tuple[re.Pattern[str], Order], ...] = (
    (_LOW, "fewest"),
    (_TOP, "votes"),
    (_OLD, "oldest"),
    (_NEW, "newest"),
)


def find_orders(text: str) -> Iterator[Span]:
    """Yield the requested orders."""
    for pattern, order in _ORDERS:
        for match in pattern.finditer(text):
            adverb = match[0].lower() == "best" and _ADVERB.search(text, max(0, match.start() - _NEAR), match.start())
            if match[0].strip() and not adverb:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                if lone := _LONE.search(text, max(0, start - _NEAR), start):
                    start = lone.start()
                recent, single = _RECENT.search(match[0]) is not None, _SINGLE.search(match[0]) is not None
                first = _FIRST.match(text, match.end())
                yield Span(
                    start, first.end() if first else match.end(), "order", Ordering(order, recent, single and not first)
                )


_SCOPE = any_of(
    r"\b(?:of|from|for|in|across|over)?\s*(?:all[- ]time|"
    r"all\s+(?:the\s+)?(?:days|dates|listings|periods|time)|"
    r"the\s+(?:whole|entire)\s+(?:corpus|collection|archive|database|list|time)|"
    r"everything\s+(?:you\s+have|here|listed))\b",
    r"\b(?:ever|overall|in\s+(?:total|general|here\s+overall)|altogether|so\s+far|"
    r"regardless\s+of\s+(?:the\s+)?(?:day|date))\b",
    r"통틀어(?:서)?|역대(?:급)?|지금까지|여태(?:까지|껏)?|이제까지",
    r"전체\s*(?:기간|논문|목록|통틀어|중)?(?:에서|중에서?|에)?|전\s*기간|모든\s*(?:날짜?|기간|목록)(?:에서|중에서?)?",
    r"\b(?:(?:i\s+)?(?:don'?t|dont|do\s+not)\s+care|no\s+matter|doesn'?t\s+matter|never\s?mind|whatever|any|whichever)\s+"
    r"(?:what|which|about|on)?\s*(?:the\s+)?(?:days?|dates?)\b",
    r"다\s*합쳐서?|통합|(?:날짜|날|요일)(?:는|은)?\s*(?:상관\s*없이|안\s*가리고|노\s?상관|아무\s*(?:때|날)나)",
)


def find_scopes(text: str) -> Iterator[Span]:
    """Yield words that mean all listed days: "of all time", "통틀어"."""
    for match in _SCOPE.finditer(text):
        if match[0].strip():
            yield Span(match.start(), match.end(), "scope", Everything())
