"""Orders, ranks, counts and bounds of votes in what people type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.understand.numbers import read_number
from bot.answers.understand.spans import Bound, Count, Everything, Ordering, Rank, Span
from bot.answers.wording import any_of

__all__ = ["find_bounds", "find_counts", "find_orders", "find_ranks", "find_scopes"]


_EN_NUMBER = (
    r"(?:\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"hundred)"
)
_KO_NUMBER = r"(?:\d{1,6}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|스물|하나|둘|셋|넷|백)"
_VOTES = r"(?:up-?votes?|votes?|likes?|points?|stars?|추천(?:\s?수)?|투표(?:\s?수)?|좋아요|득표(?:\s?수)?|표|따봉|업보트)"
_VOTE_WORD = r"(?:추천(?:\s?수)?|투표(?:\s?수)?|득표(?:\s?수)?|좋아요(?:\s?수)?|표(?:\s?수)?|인기도?|vote|votes|upvotes?|업보트|업봇|따봉)"
_P = r"(?:이|가|은|는|을|를|도)?"

_VERY = r"(?:가장|제일|젤|최고로|최다|어?마무지하게|완전|넘|너무)?"

_TOP = any_of(
    r"\bmost\s+(?:up-?votes?|votes?|likes?|popular|upvoted|liked)\s+first\b",
    # "best of breed" names are no wish: what follows "best" must not be tied to it by a hyphen.
    r"\bmore\s+(?:up-?votes?|votes?|likes?|popular|upvoted|liked)\b|(?:추천|투표|표|좋아요)\s*(?:을|를)?\s*더\s*(?:많이\s*)?(?:받|많)[가-힣]{0,9}|(?:votes?|upvotes?)\s*더\s*(?:많|받)[가-힣]{0,9}|표(?:는|도|가|를)?\s*(?:뭐가|누가|어느\s*(?:게|쪽이)|걔가|얘가|그게|이게)?\s*더\s*(?:많|받)[가-힣]{0,9}|더\s*(?:인기|추천\s*(?:이|수)?\s*많|많이\s*(?:받|추천)|유명)[가-힣]{0,9}",
    r"\bbest(?![-\w])(?:[- ](?:voted|rated|liked|loved|received|ranked|ranking))?",
    r"\b(?:top|best)-(?:voted|rated|liked|loved|ranked|ranking|received)\b",
    r"\btop(?![-\w]*[a-z]{3}|-[a-z]\b)(?:[- ](?:voted|rated|liked|ranked|ranking|paper(?=s?\b)))?",
    r"\b(?:highest|higher)(?:[- ](?:voted|rated|ranked|ranking|upvoted|votes?|scoring))?\b",
    r"\bmost[- ](?:up-?voted|voted|liked|popular|loved|favou?rited|up-?votes?|votes?|likes?|hyped|talked[- ]about|"
    r"interesting|important|famous|notable|exciting|praised|discussed|viewed|starred)\b",
    r"\b(?:hottest|hot|trendiest|trending|trendy|popular|greatest|coolest|must[- ]reads?|highlights?|"
    r"fan favou?rites?|favou?rites?|hyped|hype|well[- ](?:voted|liked|received))\b",
    r"\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?|by)\s+(?:by\s+|on\s+|in\s+)?(?:the\s+)?"
    r"(?:most\s+|number\s+of\s+)?(?:up-?votes?|votes?|popularity|likes?)\b(?:\s+first)?|\bmost\s+(?:up-?votes?|votes?|likes?)(?:\s+first)?\b",
    r"\b(?:people|everyone|everybody|folks|they|u|you|ppl)\s+(?:liked|like|loved|love|upvoted|upvote|voted for)\s+(?:the\s+)?most\b",
    r"\bmost\s+(?:loved|liked)\b|\bthe most\s+(?:up-?)?votes?\b|\b(?:worth|should i|to)\s+read(?:ing)?\s+first\b",
    r"\b(?:what|which)(?:\s+\w+){0,2}\s+(?:should|must|to)\s+(?:i\s+|we\s+)?(?:start with|read)\b|\bread\s+first\b",
    r"(?:가장|제일|젤)\s*많이\s*(?:추천|투표|좋아|사랑|저장)[가-힣]{0,9}|많이\s*추천(?:한|된|받은)",
    rf"(?:가장|제일|젤)\s*(?:많이|높은|많은)?\s*{_VOTE_WORD}{_P}\s*(?:많|높|받)[가-힣]{{0,9}}",
    rf"{_VOTE_WORD}{_P}\s*(?:가장|제일|젤|최고로)\s*(?:많|높|잘|받)[가-힣]{{0,9}}(?:\s*(?:받|나)[가-힣]+)?",
    r"(?:가장|제일|젤|최다)\s*(?:인기|추천|득표|화제|유명|핫)(?!\s*없)(?:\s*(?:많|있|높|받)[가-힣]{0,9}|[가-힣]{0,2}한)?",
    r"(?:가장|제일|젤|최고로|최고)\s*(?:좋은|좋았던|잘\s*나가는|반응\s*좋은|뜨거운|괜찮은|재밌는|재미있는|중요한|핫한|많이\s*(?:받은|본|추천받은|찍힌))[가-힣]{0,2}",
    rf"{_VOTE_WORD}\s*(?:많|높)(?:은|이|았던|았|던|게|을)?(?:\s*(?:순(?:서|으로|대로)?|받은|받았|얻은))?",
    rf"{_VOTE_WORD}{_P}\s*(?:많이|잘|엄청|젤)\s*(?:받|얻|나온|먹은|모은|찍힌)[가-힣]{{0,9}}",
    rf"{_VOTE_WORD}{_P}\s*(?:순(?:위|서)?(?:으로|대로)?|순)(?![가-힣]{{0,9}}간)",
    r"인기(?!\s*(?:없|가\s*없|는\s*없|도\s*없|최저|꼴))(?:\s*(?:가\s*)?(?:있|많|좋|짱|쩌|순)[가-힣]{0,9}|\s*(?=논문|글|페이퍼|\W|$))",
    r"(?:핫|hot)\s*(?:한|했던|하다는|해)\s?(?:거|것|게|논문)?|반응\s*(?:이\s*)?(?:좋|뜨거|폭발)[가-힣]{0,9}|화제(?:의|인|가\s*된|였던)|잘\s*나가는|"
    r"잘나가는|뜨는|떴던|대세(?:인|는|가)?|베스트(?!셀러|\s*오브)|탑(?=\s*\d|\s*논문|\s|$)|톱(?=\s*\d|\s*논문)|상위(?:권)?(?=\s*\d|\s*논문|\s*랭|\s|$)|"
    r"최고(?:의|로\s*꼽\w*)?(?=\s*(?:논문|인|\d|는|$|뭐|추천))|으뜸|명작|필독(?:서)?|랭킹",
    r"(?:뭐|무엇|뭘|어떤|어느)[가-힣]{0,9}\s*(?:거|걸|논문)?(?:부터|을|를)?\s*(?:먼저|우선|부터)\s*읽[가-힣]{0,9}|뭐부터\s*(?:읽|보)[가-힣]{0,9}",
)
_LOW = any_of(
    r"\b(?:least|fewest|lowest|less)[- ](?:up-?voted|voted|liked|popular|loved|up-?votes?|votes?|likes?|rated|ranked|interesting)\b",
    r"\b(?:fewer|less)\s+(?:up-?votes?|votes?|likes?|popular)\b|더\s*(?:적게\s*받|추천\s*(?:이|수)?\s*적)[가-힣]{0,9}",
    r"\b(?:worst|unpopular|lowest|fewest|bottom(?=\s*\d|\s+(?:of|paper|rank|one))|most (?:ignored|overlooked|hated|disliked|unpopular)|"
    r"(?:nobody|no one|noone)\s+(?:liked|voted for|upvoted|cares? about))\b",
    rf"{_VOTE_WORD}{_P}\s*(?:가장|제일|젤)?\s*(?:적|낮|없|못\s*받|안\s*받|최저|꼴)(?![가-힣]{0,1}도(?![가-힣]))[가-힣]{{0,9}}(?:\s*순(?:으로)?)?",
    rf"(?:가장|제일|젤)\s*(?:적은|낮은|덜)?\s*{_VOTE_WORD}{_P}\s*(?:적|낮|없|못\s*받|안\s*받|꼴)[가-힣]{{0,9}}",
    r"(?:가장|제일|젤)\s*(?:안\s*좋은|못\s*나가는|별로인|덜\s*(?:인기|추천)[가-힣]{0,9}|비인기)|꼴(?:찌|등)(?:인|은|한|는)?|최하위|최악의?|비인기|최저\s*(?:추천|득표)",
)
_NEW = any_of(
    r"\b(?:newest|latest|freshest|fresh|brand[- ]new|most recent(?:ly)?|recent(?:ly)?|lately|nowadays|these days|"
    r"cutting[- ]edge|up[- ]to[- ]date|current(?:ly)?|just (?:came out|dropped|released|out)|hot off the press)\b"
    r"(?:\s+(?:listed|published|released|posted|uploaded|added|dropped|came out))?(?:\s+first\b)?",
    r"\b(?:newer|more\s+recent|later)\b(?=\W*$|\s+(?:one|paper|of))|더\s*(?:최근|최신|나중|늦게|새)[가-힣]{0,9}(?:\s*(?:나온|올라온)[가-힣]{0,9})?",
    r"\bnew(?![-\w])(?!\s+york)|\bwhat'?s\s+new\b|\bwhats\s+new\b|\banything\s+new\b|\bby\s+(?:date|recency)\b|\bnews?\s+(?:first|drop)\b",
    r"(?:가장|제일|젤)?\s*최(?:신|근)(?:에|꺼|거|것|의|순(?:으로|서)?|작|자)?(?:\s*(?:에\s*)?(?:나온|올라온|나왔던|뜬|발표된|공개된|업데이트된))?(?:\s*순(?:으로)?)?",
    r"(?:가장|제일|젤)\s*(?:새로운|새|뉴|나중에|늦게)(?:\s*(?:나온|올라온|뜬))?",
    r"새로(?:운|이|\s*(?:나온|올라온|뜬|등록된|추가된))?(?=[\s가-힣]|$)|신(?:규|작|상)(?:\s*(?:논문|중에))?|따끈따끈한|따끈한|갓\s*나온|방금\s*(?:나온|올라온|뜬)|막\s*(?:나온|올라온)|"
    r"요(?:즘|새|샌|세)(?:에|은|는)?(?:\s*(?:나온|올라온|뜨는|핫한))?|업데이트\s*된|날짜순(?:으로)?",
)
_OLD = any_of(
    r"\b(?:older|earlier)\b(?=\W*$|\s+(?:one|paper|of))|더\s*(?:오래|먼저|옛날)[가-힣]{0,9}(?:\s*(?:나온|올라온)[가-힣]{0,9})?",
    r"\b(?:oldest|earliest|first ever|least recent|oldest first)\b",
    r"(?:가장|제일|젤)\s*(?:오래된|오래전|먼저\s*(?:나온|올라온)|옛날|처음\s*(?:나온|올라온))[가-힣]{0,2}|오래된\s*(?:순(?:으로)?|거|것|논문)|옛날\s*(?:거|것|논문)",
)
# "Oldest first", "what should I read first".
_FIRST = re.compile(r"\s+first\b(?!\s+author)", re.IGNORECASE)
_RECENT = re.compile(r"hot|trend|hype|핫|뜨는|화제|대세|요즘|highlights", re.IGNORECASE)
_SINGLE = re.compile(r"(?:most|least|best|worst|highest|lowest|hottest|greatest|가장|제일|젤|최고|꼴|newest|latest|oldest)", re.IGNORECASE)


def find_orders(text: str) -> Iterator[Span]:
    """Yield the wishes for an order."""
    for pattern, order in ((_LOW, "fewest"), (_TOP, "votes"), (_OLD, "oldest"), (_NEW, "newest")):
        for match in pattern.finditer(text):
            if match[0].strip():
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                recent, single = _RECENT.search(match[0]) is not None, _SINGLE.search(match[0]) is not None
                first = _FIRST.match(text, match.end())
                yield Span(start, first.end() if first else match.end(), "order", Ordering(order, recent, single))


_RANK = any_of(
    r"\b(?P<en>second|third|fourth|fifth|2nd|3rd|4th|5th|\d{1,2}th|first|1st)[- ](?:most|best|highest|place|rank(?:ed)?|least|newest|latest)"
    r"(?:[- ](?:up-?voted|voted|liked|popular|rated|loved|ranked|recent|votes?))?\b",
    r"\brunner[- ]?s?[- ]?up\b|\brank(?:ed|ing)?\s*(?:#|no\.?\s*|number\s+)?(?P<ranked>\d{1,2})\b|\b(?:number|no\.?)\s+(?P<one>one|1)\b(?=\s+(?:paper|on|of|in|overall|for)|\W*$)",
    r"(?P<ko>\d{1,2}|일|이|삼|사|오|첫|두|세|네)\s*(?:등|위)(?P<to>\s*(?:[,~와과랑및]|하고|부터|에서|-)\s*(?P<last>\d{1,2})\s*(?:등|위))?(?![가-힣]{0,9}(?:분|치|원|험|상|록|장|해|한))",
    r"(?<![\d.])(?P<from>\d{1,2})\s*[,~-]\s*(?P<until>\d{1,2})\s*(?:등|위)",
    r"(?P<nth>첫|두|세|네|다섯|2|3|4|5)\s*번\s*째로(?=\s*(?:인기|추천|많|높|좋|핫|최근|표))",
)
_WORDS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "fifth": 5, "one": 1,
    "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5,
}  # fmt: skip


def find_ranks(text: str) -> Iterator[Span]:
    """Yield places in a ranking: "2등", "runner-up", "second most voted"."""
    for match in _RANK.finditer(text):
        groups = match.groupdict()
        typed = next((groups[n] for n in ("en", "ranked", "one", "ko", "from", "nth") if groups[n]), None)
        first = 2 if typed is None else _place(typed)
        last = groups["last"] or groups["until"]
        if first:
            yield Span(match.start(), match.end(), "rank", Rank(first, max(first, int(last)) if last else first))


def _place(typed: str) -> int:
    digits = re.match(r"\d+", typed)
    return int(digits[0]) if digits else _WORDS.get(typed.lower(), 0)


_COUNT = any_of(
    rf"\btop[\s-]?(?P<top>{_EN_NUMBER})\b(?!\s*(?:%|percent))(?:\s*(?:papers?|ones?|picks?))?",
    rf"(?:상위|탑|톱|베스트|best|top|상위권)\s*(?P<upper>\d{{1,3}}|{_KO_NUMBER}|원|투|쓰리|파이브|텐)(?:\s*(?:편|개|건|위|등))?(?!\d|\s*월|\s*년|\s*일|\s*[/.-]\s*\d|\s*(?:%|percent|퍼센트|프로))",
    rf"(?<![\w.])(?:(?:just|only|exactly|딱|오직)\s+)?(?P<plain>{_EN_NUMBER}|a couple(?: of)?|a few)\s+(?:\w+\s+){{0,2}}?(?:papers|(?<=one\s)paper|(?<=1\s)paper|ones|picks|results?|articles|recs|recommendations|titles|hits|examples|논문)\b",
    rf"\b(?:give|gimme|make\s+it|show|list|send|name|find|recommend|pick|get|drop|just|only|want|need|the)\s+(?:me\s+|us\s+)?(?:just\s+|only\s+|the\s+|like\s+|top\s+|best\s+|about\s+)?(?P<given>{_EN_NUMBER})(?![\d.%:/-]|\s*[%년월일분초배]|\w|\s+(?:one|thing)s?\b)",
    rf"\b(?:just|only)\s+(?P<just>one)\b|\b(?P<enough>{_EN_NUMBER})\s+(?:is enough|are enough|is fine|will do|would do|max|at most|please|pls|plz|more|of (?:them|those|these))\b|\b(?:max(?:imum)?|up to|no more than)\s+(?P<max>{_EN_NUMBER})\b(?!\s*(?:%|tokens|x\b|times|hours|gpus?))|\b(?:like|maybe|about)\s+(?P<like>\d{{1,2}})\W*$|\bat most (?P<most>{_EN_NUMBER})\b(?!\s*(?:up)?votes?)",
    rf"(?:(?:딱|오직|그냥|최대)\s*)?(?<![\d.,])(?P<pieces>{_KO_NUMBER})\s*(?:편(?![향집의미])|개(?![월국골체념선인발별])|건(?![물강설축전])|가지(?!치기))(?!\s*(?:이상|넘|미만|이하|초과)|\s*(?:의|짜리|로|명|년))(?:\s*(?:만|씩|정도|쯤))?",
    r"(?P<hana>하나|둘|셋|넷|몇\s*(?:개|편)(?=\s*(?:만|추천|좀|골라|뽑|알려|보여|줘)))(?:만|정도)",
)


_KONGLISH = {"원": 1, "투": 2, "쓰리": 3, "포": 4, "파이브": 5, "텐": 10}


def find_counts(text: str) -> Iterator[Span]:
    """Yield how many papers are wanted: "top 3", "두개만", "just one"."""
    for match in _COUNT.finditer(text):
        typed = next(value for value in match.groupdict().values() if value)
        number = _number(typed)
        if number is not None and 0 < number <= 500:
            # The verb in front ("give me 3") is no part of the number, but "top" is no order where a number follows.
            ranked = bool(match["top"] or match["upper"])
            yield Span(match.start(), match.end(), "count", Count(number, ranked))


def _number(typed: str) -> int | None:
    folded = " ".join(typed.lower().split())
    if folded in _KONGLISH:
        return _KONGLISH[folded]
    if folded.startswith("a couple"):
        return 2
    if folded == "a few" or folded.startswith("몇"):
        return 3
    return int(folded) if folded.isdecimal() else read_number(folded)


_SCOPE = any_of(
    r"\b(?:of|from|for|in|across|over)?\s*(?:all[- ]time|all\s+(?:the\s+)?(?:days|dates|listings|periods|time)|the\s+(?:whole|entire)\s+(?:corpus|collection|archive|database|list|time)|everything\s+(?:you\s+have|here|listed))\b|"
    r"\b(?:ever|overall|in\s+(?:total|general|here\s+overall)|altogether|so\s+far|regardless\s+of\s+(?:the\s+)?(?:day|date))\b",
    r"통틀어(?:서)?|역대(?:급)?|지금까지|여태(?:까지|껏)?|이제까지|전체\s*(?:기간|논문|목록|통틀어|중)?(?:에서|중에서?|에)?|전\s*기간|모든\s*(?:날짜?|기간|목록)(?:에서|중에서?)?|다\s*합쳐서?|통합|날짜\s*상관\s*없이",
)


def find_scopes(text: str) -> Iterator[Span]:
    """Yield words that mean all listed days: "of all time", "통틀어"."""
    for match in _SCOPE.finditer(text):
        if match[0].strip():
            yield Span(match.start(), match.end(), "scope", Everything())


_BOUND = any_of(
    rf"(?:with\s+|having\s+|got\s+)?(?:at\s+least|>=|≥|min(?:imum)?(?:\s+of)?|no\s+less\s+than)\s*(?P<least>{_EN_NUMBER})\s*(?:or\s+more\s+)?{_VOTES}",
    rf"(?:with\s+|having\s+|that\s+got\s+|got\s+)?(?:over|more\s+than|above|>|greater\s+than|exceeding|beyond|upwards\s+of)\s*(?P<over>{_EN_NUMBER})\s*{_VOTES}",
    rf"(?:with\s+|having\s+)?(?:at\s+most|<=|≤|max(?:imum)?(?:\s+of)?|up\s+to|no\s+more\s+than)\s*(?P<most>{_EN_NUMBER})\s*{_VOTES}",
    rf"(?:with\s+|having\s+|that\s+got\s+)?(?:under|below|less\s+than|fewer\s+than|<)\s*(?P<under>{_EN_NUMBER})\s*{_VOTES}",
    rf"\b(?P<plus>\d{{1,6}})\s*(?:\+|plus|or\s+more)\s*{_VOTES}",
    rf"{_VOTES}\s*(?:is\s+|are\s+)?(?:>=|≥|at\s+least|min)\s*(?P<votes_least>\d{{1,6}})|{_VOTES}\s*(?:is\s+|are\s+)?(?:>|over|above|more\s+than)\s*(?P<votes_over>\d{{1,6}})|"
    rf"{_VOTES}\s*(?:is\s+|are\s+)?(?:<|under|below|less\s+than)\s*(?P<votes_under>\d{{1,6}})",
    rf"(?:{_VOTES}{_P}\s*)(?P<ko_least>\d{{1,6}})\s*(?:개|표|회|건|점)?\s*(?:이상|은\s*(?:넘|되)|부터)[가-힣]{{0,9}}",
    rf"(?:{_VOTES}{_P}\s*)(?P<ko_over>\d{{1,6}})\s*(?:개|표|회|건|점)?{_P}\s*(?:넘|초과|보다\s*(?:많|높))[가-힣]{{0,9}}(?:\s*받은)?",
    rf"(?:{_VOTES}{_P}\s*)(?P<ko_most>\d{{1,6}})\s*(?:개|표|회|건|점)?\s*(?:이하|까지)[가-힣]{{0,9}}",
    rf"(?:{_VOTES}{_P}\s*)(?P<ko_under>\d{{1,6}})\s*(?:개|표|회|건|점)?{_P}\s*(?:미만|도\s*안|안\s*(?:되|넘)|못\s*(?:넘|받)|보다\s*(?:적|낮))[가-힣]{{0,9}}",
    r"(?P<pyo_least>\d{1,6})\s*(?:표|추천|따봉|좋아요)\s*(?:이상|은\s*(?:넘|되)|부터)[가-힣]{0,9}(?:\s*받은)?",
    rf"(?P<pyo_over>\d{{1,6}})\s*(?:표|추천|따봉|좋아요){_P}\s*(?:넘|초과|보다\s*(?:많|높))[가-힣]{{0,9}}(?:\s*받은)?",
    r"(?P<pyo_most>\d{1,6})\s*(?:표|추천|따봉|좋아요)\s*(?:이하|까지)[가-힣]{0,9}",
    rf"(?P<pyo_under>\d{{1,6}})\s*(?:표|추천|따봉|좋아요){_P}\s*(?:미만|도\s*안|안\s*(?:되|넘)|못\s*(?:넘|받)|보다\s*(?:적|낮))[가-힣]{{0,9}}",
    rf"(?:{_VOTES}{_P}\s*)(?P<votes_low>\d{{1,6}})\s*(?:표|개)?\s*(?:~|-|에서|to|and|부터)\s*(?P<votes_high>\d{{1,6}})\s*(?:표|개)?(?:\s*(?:사이|정도|까지))?[가-힣]{{0,3}}|"
    rf"(?P<pyo_low>\d{{1,6}})\s*(?:표|추천)?\s*(?:~|에서)\s*(?P<pyo_high>\d{{1,6}})\s*(?:표|추천|votes?)(?:\s*(?:사이|정도))?[가-힣]{{0,3}}",
    rf"between\s+(?P<low>\d{{1,6}})\s+and\s+(?P<high>\d{{1,6}})\s+{_VOTES}",
    r"\b(?:with\s+|got\s+|having\s+|that\s+(?:got|have|has)\s+)?(?P<none>no|zero)\s+(?:up-?)?votes?\b(?!\s+(?:count|number))",
    rf"(?:{_VOTES}{_P}\s*)(?P<ko_exact>\d{{1,6}})\s*(?:개|표|회|건)?\s*(?:인|짜리|받은|밖에|뿐)[가-힣]{{0,4}}",
    r"(?:with|got|having|exactly)\s+(?:exactly\s+|just\s+|only\s+)?(?P<exact>\d{1,6})\s+(?:up-?)?votes?\b|(?P<pyo_exact>\d{1,6})\s*(?:표|추천|따봉)\s*(?:(?=논문)|받은|인|짜리|밖에|뿐)[가-힣]{0,9}(?:\s*(?:못\s*)?받은)?",
)


def find_bounds(text: str) -> Iterator[Span]:
    """Yield bounds of votes: "over 20 votes", "20표 넘게", "추천 10개 이하"."""
    for match in _BOUND.finditer(text):
        found = {name: _number(value) for name, value in match.groupdict().items() if value and name != "none"}
        least = most = None
        for name, number in found.items():
            kind = name.rsplit("_", 1)[-1]
            if number is None:
                continue
            if kind in ("least", "plus", "low"):
                least = number
            elif kind == "over":
                least = number + 1
            elif kind == "exact":
                least = most = number
            elif kind in ("most", "high"):
                most = number
            elif kind == "under":
                most = max(number - 1, 0)
        if match["none"]:
            most = 0
        if least is not None or most is not None:
            yield Span(match.start(), match.end(), "bound", Bound(least, most))
