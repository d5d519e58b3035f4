"""The parts that every summary has by their names, and the words that only ask for something of papers."""

from __future__ import annotations

import re

from bot.answers.request import Column
from bot.answers.table_phrases import BASE
from bot.answers.wording import any_of

__all__ = ["asks_only", "part_of"]

_SPEED, _SPEED_KO = Column("fact", "speed"), Column("fact", "속도")
_BASE, _BASE_KO = Column("fact", BASE.en), Column("fact", BASE.ko)
_IN_KOREAN = {_SPEED: _SPEED_KO, _BASE: _BASE_KO}
_PARTS: tuple[tuple[re.Pattern[str], Column], ...] = (
    (
        any_of(r"(?:method|approach|technique|trick|methodolog)(?:s|es|y|ies)?", r"방법론?|방식|접근법?|기법|아이디어"),
        Column("method"),
    ),
    (
        any_of(
            r"(?:result|performance|score|outcome|number|metric|perf)s?|perform(?:s|ing|ed)?|sota",
            r"성능|결과|성과|점수|성적|수치|실험\s?결과",
        ),
        Column("results"),
    ),
    (
        any_of(
            r"novelt(?:y|ies)|contributions?|novel|ideas?|main\s+ideas?|gist|takeaways?",
            r"새로운\s?점|기여|새로운|차별점|핵심|요지|특징",
        ),
        Column("new"),
    ),
    (
        any_of(
            r"codes?|code\s+availability|open[- ]?sourced?|implementations?|repos?|github",
            r"(?:소스\s?)?코드(?:\s?공개)?|오픈\s?소스|구현체|깃\s?허브",
        ),
        Column("code"),
    ),
    (any_of(r"votes?|upvotes?|likes?|popularity", r"추천\s?수?|투표\s?수?|표\s?수|인기도?"), Column("votes")),
    (any_of(r"authors?|writers?", r"저자들?"), Column("authors")),
    (any_of(r"dates?|days?|recency", r"날짜|발표일"), Column("day")),
    (any_of(r"links?|urls?", r"링크|주소"), Column("link")),
    (
        any_of(r"organi[sz]ations?|affiliations?|institut(?:es?|ions?)|compan(?:y|ies)", r"소속(?:\s?기관)?|기관|회사"),
        Column("organization"),
    ),
    (
        any_of(r"project\s?pages?|home\s?pages?|websites?", r"프로젝트\s?페이지|홈\s?페이지|웹\s?사이트"),
        Column("project"),
    ),
    (
        any_of(
            r"(?:base|backbone)\s?(?:model|llm|lm)s?|backbones?",
            r"(?:베이스|백본|기반)\s?(?:모델|llm)|(?:모델|llm)\s?(?:베이스|백본|기반)|백본",
        ),
        _BASE,
    ),
    (any_of(r"fast(?:er|est)?|quick(?:er|est)?|speeds?", r"빠[른르름]\S{0,3}|빨라\S{0,3}|속도"), _SPEED),
)
_ASKING = any_of(
    r"which|what|who|whose|one|ones|both|either|neither|all|each|every|everything|any|anything|some|none|these|those|them|"
    r"they|their|thm|em|tehse|thier",
    r"has|have|had|having|get|gets|got|do|does|did|use[sd]?|using|utili[sz]e[sd]?|employ(?:s|ed)?|need(?:s|ed)?|require[sd]?",
    r"report(?:s|ed)?|state[sd]?|mention(?:s|ed)?|include[sd]?|contain(?:s|ed)?|gives?|given|say|says|said|claim(?:s|ed)?|"
    r"comes?|achieve[sd]?|reach(?:es|ed)?|show(?:s|n|ed)?|provide[sd]?|share[sd]?|available|released?|public|works?|actually",
    r"compar\w*|comapr\w*|compair\w*|cmpar\w*|compre|comparison|versus|vs|differ\w*|diffs?|contrast|table|tabulate|side|line|up",
    r"by|in|into|as|on|with|for|of|from|at|than|the|a|an|how|terms|respect|regarding|about|based|between|among|across|"
    r"according|here",
    r"highest|most|largest|biggest|greatest|longest|best|top|strongest|lowest|least|smallest|fewest|shortest|worst|higher|more|"
    r"larger|bigger|better|stronger|lower|less|fewer|smaller|slower|slowest|many|much|amount",
    r"not|no|don'?t|doesn'?t|isn'?t|aren'?t|and|or|columns?|rows?|papers?|make|put|build|draw|please|pls|plz|winner|wins?|"
    r"rank(?:s|ed|ing)?|order|sort|summar\w*|overall|tell|like|just|only|kind|types?",
    r"(?:비교|대조|정리|차이|표로|한눈에|나란히|각각|각자|전부|모두|이것|그것|얘네|걔네|쟤네|논문들?|페이퍼|가운데|어떤|어느|무슨|뭐|뭘|뭔|"
    r"누가|누구|제일|가장|최고|최대|최저|최소|최다|최상|높은|높음|높냐|높아|낮은|낮음|낮아|좋은|좋음|좋아|많은|많음|많이|나은|"
    r"쓰는|쓰인|쓴|썼|쓸|사용|이용|활용|있|없는|없어|없음|없나|없냐|나온|나와|나오|나옴|공개|한거|된거|하는|하냐|되는|얼마|알려|보여|말해|찾아|"
    r"골라|해줘|해주|해봐|부탁|기준|측면|면에서|서로|끼리|만들|그려|짜줘|위에|우승|이긴|이기|필요|요약|받은|받았)[가-힣]{0,4}",
    r"다[른름르를][가-힣]{0,3}|달라[가-힣]{0,3}|표|순|순으로|순서|나열[가-힣]{0,3}|다|더|젤|큰|큼|작은|작음|작아|적[은게어음냐]|낫|씀|한|된|안|않아?|않는|몇|중에?서?|위|아래|거|것|건|게|애|들|"
    r"배|배나|(?:빨라|느려|좋아|나아|커|작아)졌는지|(?:줄었|늘었|올랐|썼)는지",
    r"briefly|short|sentences?|words?|bullets?|(?:한\s?)?(?:줄|문장|마디)(?:씩|로|으로)?|짧게|간단[히하]\S{0,3}|간략[히하]\S{0,3}",
    r"에서|으로|로|을|를|이|가|은|는|도|의|이?랑|하고|와|과|및|둘|셋|넷|각",
)


def part_of(typed: str, *, korean: bool = False) -> Column | None:
    """Return the column that a word names by itself, None for anything else."""
    column = next((column for pattern, column in _PARTS if pattern.fullmatch(typed)), None)
    return _IN_KOREAN.get(column, column) if korean and column is not None else column


def asks_only(typed: str) -> bool:
    """Tell whether a word asks something of papers without saying what."""
    return _ASKING.fullmatch(typed) is not None
