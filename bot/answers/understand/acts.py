"""The act of a text, decided from its spans and fillers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answers.request import Act, Field
from bot.answers.understand.meanings import FieldAsked, Pointer
from bot.answers.understand.off_topic import is_off_topic
from bot.answers.understand.small_talk import is_goodbye, small_talk
from bot.answers.understand.spans import Kind, Span, outside_exclusions
from bot.answers.understand.words import Word
from bot.answers.wording import any_of

__all__ = ["asking_words", "asks_figure", "cues", "decide"]


_SIMILAR = any_of(
    r"\b(?:similar|alike|akin|comparable)\b|\blike\s+(?:this|that|it|these|the\s+(?:first|second|last))\b",
    r"\b(?:more|anything|something|papers?|stuff|others?|work|ones)\s+like\b",
    r"\brelated\s+(?:papers?|works?|ones?|to\s+(?:it|this|that))\b",
    r"비슷(?:한|하)|유사(?:한|하)|같은\s*결|이런\s*(?:느낌|류|종류|거|것|논문)\s*(?:의|더|또)|닮은",
    r"연관된?\s*논문|관련\s*논문",
)
_COMPARE = any_of(
    r"\bcompar(?:e|ed|ison|ing)\b|\bversus\b|\bvs\b|\bdifferen(?:ce|t|ces)\b|\bdiff(?:er|s)?\b",
    r"\bwhich\s+(?:one\s+)?(?:is|are|was|has|have|got|does|do|works?)\b.{0,40}\b"
    r"(?:better|more|less|faster|bigger|newer|older|higher|lower|smaller)\b",
    r"\bor\b.{0,40}\bwhich\b|\bbetter\s+than\b",
    r"비교|차이|다른\s*점|(?:중|중에|중에서)\s*(?:뭐|뭘|어느|어떤|누가|더)|뭐가\s*(?:더|나)|어느\s*(?:게|것|쪽)",
    r"더\s*(?:낫|나은|좋은|많|높|빠|최근|적|크|작)",
)
_COUNT = any_of(
    r"\bhow\s+many\s+(?:\w+\s+){0,3}?(?:papers|articles|studies|works|publications|ones|of\s+(?:them|these))\b",
    r"\bnumber\s+of\s+papers\b|\bcount\s+(?:of\s+)?papers\b",
    r"(?:(?:논문|연구|페이퍼|거|것|꺼|게)[가-힣]{0,3}\s*(?:총|전부|모두|다)?\s*몇\s*(?:개|건)|몇\s*편)"
    r"(?:이나|나|정도)?\s*(?:있|올라|나왔|나온|나와|등록|야|임|이야|였|인가|인지|이에요|예요|되|됨|실렸|냐|\?|$)",
    r"논문\s*(?:수|개수|갯수)(?:는|가|좀|알려|$|\?)",
)
_SUMMARY = any_of(
    r"\b(?:sum+[ae]r+(?:y|ise|ize|ies)|sumr?y|sum\s+up|tl;?dr|eli5|explain|describe|overview|gist|"
    r"main\s+(?:idea|point|contribution)s?|key\s+(?:idea|point|takeaway)s?|takeaways?|details?|elaborate|"
    r"in\s+a\s+nutshell)\b",
    r"\b(?:tell|show)\s+me\s+(?:more\s+)?about\b|\bmore\s+(?:about|info|detail|on\s+(?:it|this|that))",
    r"\bwhat(?:'s|s|\s+is|\s+was)\s+(?:\S+\s+){0,6}?(?:about|paper|again|doing)\b",
    r"\bwhat\s+does\s+(?:\S+\s+){1,5}?do\b|\bwhat\s+(?:is|are|was)\b|\babout\s*\?*$",
    r"요약|정리\s*(?:좀|해|부탁)|설명|자세히|자세하게|상세|간단히|뭐하는|뭐\s*하는",
    r"무슨\s*(?:내용|논문|연구|얘기|이야기)|어떤\s*(?:내용|논문|연구|거|건)(?:인|이|야|임|지|$)",
    r"내용\s*(?:이|은|좀|알려|뭐)|뭐에\s*(?:관|대)|에\s*대해|핵심",
    r"(?:이|가|은|는)?\s*뭐(?:야|임|지|예요|에요|냐|죠|니|더라)\??$|대해서?\s*(?:알려|설명)|한\s*줄|세\s*줄",
)
_WANTS = any_of(
    r"\b(?:any(?:thing|one)?|find|show|search|recommend|suggest|list|looking\s+for|is\s+there|are\s+there|got|gimme|"
    r"give\s+me|papers?|stuff|research|work\s+on|studies|articles?|interested\s+in|something|reading|literature)\b",
    r"^(?:which|what)\s+(?:papers?|ones?|work)\b",
    r"논문|연구(?:들|는|가|좀|\s*(?:있|찾|추천|$))|찾아|찾고|찾는|추천|보여|소개|알려\s*줘",
    r"있(?:어|음|나|냐|을까|니|는지|습)|없(?:어|음|나|냐|을까|니)|자료|볼만한|읽을",
    r"(?:거|것|꺼)\s*(?:있|좀|없|$)|뭐\s*(?:있|나)",
)
_ASKS = any_of(
    r"\b(?:how|why|what|which|when|where|whose|who|whom|does|do|did|is|are|was|were|can|could|will|would|has|have)\b",
    r"몇|얼마|무엇|무슨|뭐|뭘|뭔|어떤|어떻|어느|왜|누구|누가|언제|어디|차이|이유",
    r"(?:나요|까요|가요|ㄴ가|는가|는지|냐|니|대|래|음|임|지|죠|어|야|돼|됨|함)\s*\?*$",
)
_FIGURE = any_of(
    r"\b(?:how\s+(?:much|many|big|large|fast|long|far|often|well|good|accurate|small|slow|old|strong|deep|high)|"
    r"accuracy|score|scores|percent(?:age)?|rate|ratio|size|params?|parameters|speed(?:up)?|latency|fid|bleu|f1|psnr|"
    r"result|results|improvement|gain|cost|flops|tokens?|hours?|gpus?|dataset|datasets|data|benchmark|benchmarks|"
    r"base\s+model|backbone|architecture|licen[sc]e|baseline|loss|metric|metrics|method|limitation|limitations|"
    r"resolution|steps?)\b|%",
    r"몇|얼마|퍼센트|프로(?:나|\s)|점수|정확도|개수|갯수|크기|비율|수치|배나|속도|성능|파라미터|매개변수",
    r"데이터셋|벤치마크|방법|방식|구조|기반|라이선스|라이센스|한계|이유|비용|해상도|언어|문항|길이|토큰",
    r"모델(?:은|이|이름|명)|학습",
)
_DESCRIBES = any_of(
    r"\b(?:that|the)\s+(?:\w+\s+){0,3}?(?:paper|one|thing|study|work)\b",
    r"\bthe\s+one\s+(?:that|where|about|with|which|from)\b|\bwasn'?t\s+there\b|\bsomething\s+(?:with|about|where)\b",
    r"뭐였|뭐더라|기억|있었는데|그\s+.{2,40}(?:논문|거|것)|봤던|봤는데|읽었|하던\s*(?:거|논문)|했던\s*(?:거|논문)",
    r"한다는\s*(?:거|논문)|했다는|한다던|다던",
)


# A question that first identifies its paper: "In the …, how are …?", "… 논문에서 …는 뭘로 재?".
_CLAUSE_ASKS = any_of(
    r"^(?:in|on|for|according\s+to|from|at|under|with|within|among)\s.{8,200}?[,]\s*(?:\w+\s+){0,2}"
    r"(?:how|why|what|which|when|where|who|does|do|did|is|are|was|were)\b",
    r"(?:논문|연구|모델|방법|프레임워크|데이터셋|벤치마크|평가셋|시스템|기법)(?:에서|에선|에서는|은|는|이|가)\s"
    r".{2,120}?(?:몇|얼마|뭐|뭘|무엇|무슨|어떤|어떻게|어느|왜|누구|어디)",
)
_BROWSES = any_of(
    r"\b(?:which|what|any|find|show|recommend)\s+(?:\w+\s+)?papers?\b",
    r"(?:뭐|뭐뭐|어떤\s*(?:거|것|게)|무슨\s*논문)\s*(?:가\s*)?(?:있|나왔|나온|추천)",
    r"논문\s*(?:좀\s*)?(?:추천|찾아|알려|보여|있)",
)


_CUES: Mapping[str, re.Pattern[str]] = {
    "similar": _SIMILAR,
    "compare": _COMPARE,
    "count": _COUNT,
    "summary": _SUMMARY,
    "wants": _WANTS,
    "asks": _ASKS,
    "figure": _FIGURE,
    "describes": _DESCRIBES,
}
_PAPER_WORD = re.compile(r"\bpapers?\b|논문|페이퍼", re.IGNORECASE)
_QUESTION_FIRST = re.compile(
    r"(?:so\s+|and\s+|but\s+|ok\s+|hey\s+){0,4}"
    r"(?:how|why|what|which|when|where|who|does|do|did|is|are|was|were|can)\b",
    re.IGNORECASE,
)
_FRAGMENT = 3
_FRAGMENT_END = re.compile(r"(?:은|는|도)(?:요)?\s*\?*$|\?$")


def cues(text: str) -> Iterator[str]:
    """Yield the names of the intents that the wording of `text` suggests."""
    for name, pattern in _CUES.items():
        if pattern.search(text):
            yield name


def asking_words(text: str, act: Act) -> list[tuple[int, int]]:
    """Return the spans whose wording asks for `act`: "요약", "compare"."""
    pattern = _CUES.get(act)
    return [] if pattern is None else [match.span() for match in pattern.finditer(text)]


def decide(text: str, spans: Sequence[Span], words: Sequence[Word]) -> Act:
    """Return what `text` asks for, by rules over spans and the words around them."""
    if is_goodbye(text) and small_talk(text) == "greeting":
        # "See you tomorrow" asks for no day.
        return "greeting"
    signs = _signs(text, outside_exclusions(spans), words)
    if not signs.named and is_off_topic(text):
        return "off"
    return _by_wish(signs) or _by_spans(signs) or _by_wording(signs)


@dataclass(frozen=True, slots=True)
class _Signs:
    """Input of the rules: the kinds of the spans, and the number of content words."""

    text: str
    kinds: frozenset[Kind]
    field: Field | None
    pointers: tuple[Pointer, ...]
    works: int
    content: int

    @property
    def named(self) -> bool:
        return self.works > 0 or "absent" in self.kinds

    @property
    def of_one(self) -> bool:
        return self.named or bool(self.pointers)


def _signs(text: str, spans: Sequence[Span], words: Sequence[Word]) -> _Signs:
    pointers = [span.meaning for span in spans if isinstance(span.meaning, Pointer)]
    if _has_paper_word(text):
        # "Any papers on that" asks for papers; "the second paper" is one.
        pointers = [pointer for pointer in pointers if pointer.to in ("place", "other", "pair")]
    return _Signs(
        text,
        kinds=frozenset(span.kind for span in spans),
        field=next((span.meaning.field for span in spans if isinstance(span.meaning, FieldAsked)), None),
        pointers=tuple(pointers),
        works=sum(span.kind == "work" for span in spans),
        content=sum(word.role in ("known", "unknown") for word in words),
    )


def _by_wish(signs: _Signs) -> Act | None:
    """Return the act asked for explicitly: similar papers, a comparison, a count, a field."""
    text = signs.text
    if _SIMILAR.search(text) and (signs.of_one or signs.content <= 1):
        return "similar"
    if _COMPARE.search(text) and (signs.works > 1 or any(pointer.to == "pair" for pointer in signs.pointers)):
        return "compare"
    if _COUNT.search(text) and not signs.named:
        return "count"
    ranked = signs.kinds & {"count", "rank", "order", "bound"} and not signs.of_one
    numbered = signs.kinds & {"count", "rank"} and not signs.of_one
    if (signs.field == "votes" and ranked) or (signs.field == "day" and numbered):
        return "papers"
    return signs.field


def _by_spans(signs: _Signs) -> Act | None:
    """Return the act implied by the spans: a question about one paper, or a list they describe."""
    wants_summary = signs.of_one and _SUMMARY.search(signs.text) and not _FIGURE.search(signs.text)
    if wants_summary or (signs.named and not signs.content and not _fact_like(signs.text)):
        return "summary"
    if signs.named:
        return "fact"
    if "person" in signs.kinds or ("period" in signs.kinds and not signs.content):
        return "papers"
    framed = signs.kinds & {"order", "rank", "count", "more", "bound"}
    return "papers" if framed and not _fact_like(signs.text) else None


def _by_wording(signs: _Signs) -> Act:
    """Return the act implied by the wording if no span decides."""
    text = signs.text
    if signs.pointers and _ASKS.search(text) and not _DESCRIBES.search(text):
        return "fact"
    if (_CLAUSE_ASKS.search(text) and not _BROWSES.search(text)) or _is_fragment(signs):
        return "fact"
    if _WANTS.search(text) and not _fact_like(text):
        return "papers"
    return "fact" if _ASKS.search(text) and (_FIGURE.search(text) or _QUESTION_FIRST.match(text)) else "papers"


def _is_fragment(signs: _Signs) -> bool:
    """Tell whether a text is a short question for a figure: "데이터셋은?"."""
    asks = _FIGURE.search(signs.text) and _FRAGMENT_END.search(signs.text)
    return signs.content <= _FRAGMENT and bool(asks) and not _has_paper_word(signs.text)


def asks_figure(text: str) -> bool:
    """Tell whether `text` is little more than the name of a figure or part of a paper: "score", "data size?"."""
    return len(text.split()) <= _FRAGMENT and _FIGURE.search(text) is not None and not _has_paper_word(text)


def _fact_like(text: str) -> bool:
    return _FIGURE.search(text) is not None and _ASKS.search(text) is not None and not _has_paper_word(text)


def _has_paper_word(text: str) -> bool:
    return _PAPER_WORD.search(text) is not None
