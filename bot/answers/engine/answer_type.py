"""The type of answer a question wants: a figure and its unit, or names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answers.wording import any_of

__all__ = ["AnswerType", "answer_type", "asks_amount", "is_yes_or_no"]


@dataclass(frozen=True, slots=True)
class AnswerType:
    """What the answering sentence should contain: any figure, figures of a unit, or names; and where in the summary to
    expect it."""

    figure: bool
    unit: re.Pattern[str] | None
    names: bool
    section: re.Pattern[str] | None

    def is_figure_in(self, sentence: str) -> bool:
        """Tell whether the question wants a figure and `sentence` has one, of any unit."""
        return self.figure and _FIGURE.search(sentence) is not None

    def fit_of(self, sentence: str) -> int:
        """Return 2 if `sentence` has a figure of the unit asked for, 1 if it has another acceptable figure, else 0."""
        if not self.figure:
            return 0
        if self.unit is not None and self.unit.search(sentence):
            return 2
        return int(self.is_figure_in(sentence))

    def emphasised(self, sentence: str) -> str | None:
        """Return the part of `sentence` that is the figure asked for, or None."""
        match = self.unit.search(sentence) if self.unit else None
        if match is None and self.figure:
            match = _FIGURE.search(sentence)
        return match[0].strip() if match else None


# Bounded and possessive, so that a long run of digits is not rescanned from each digit.
_NUMBER = r"\d[\d.,]{0,30}+"
# Number words, which Korean puts before the counter ("다섯 가지", "네 배").
_WORDED = r"(?<![가-힣])(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|수십|수백|수천|수만)"
_COUNTED = "배|가지|개|종|단계|명|번|쪽|차례"
# The 8B of OpenScholar-8B is not a result.
_NOT_IN_A_NAME = r"(?<![A-Za-z_])(?<![A-Za-z\d][-_])"


# "12 arrows", "14 endangered languages", "2 million papers"; lower case only, so that "8 GPUs" is not a count.
_ENGLISH_COUNT = r"(?:thousand|million|billion)\b|(?-i:(?:[a-z][a-z-]{1,20}\s){0,2}[a-z][a-z-]{1,20}s\b)"


def _figures(unit: str, *, in_names: bool = False) -> re.Pattern[str]:
    # ASCII, so that "7B" ends where a particle follows.
    number = _NUMBER if in_names else f"{_NOT_IN_A_NAME}{_NUMBER}"
    return re.compile(rf"(?:{number}|{_WORDED})\s*(?:{unit})", re.IGNORECASE | re.ASCII)


_FIGURE = re.compile(
    rf"{_NOT_IN_A_NAME}{_NUMBER}\s*(?:[%％]|퍼센트|배|dB|점|개|시간|[KMB]\b)?|{_WORDED}\s*(?:{_COUNTED})", re.ASCII
)
_ASKS_FIGURE = any_of(
    r"\bhow (?:many|much|large|big|long|fast|far|often)\b",
    r"\b(?:percent|percentage|score|accuracy|size|count|rate|ratio|number|param|parameter)s?\b",
    r"[가-힣]수(?:는|가|는요|은)?\s*\?*$|(?:문항|질문|문제)\s?(?:수|개수)|%|몇|얼마|퍼센트|점수|성적|정확도|개수|크기|비율|수치|파라미터|매개변수",
)
_ASKS_NAMES = any_of(
    r"\b(?:which|what) (?:\w+ )?(?:model|method|benchmark|dataset|technique|loss|backbone|architecture|llm|vlm|tool|"
    r"encoder|base|algorithm|baseline)s?\b",
    r"(?:어떤|무슨)\s*(?:모델|방법|데이터|벤치|손실|기법|알고리즘|아키텍처|인코더|도구)|뭐뭐",
)
# Questions about a unit, and figures in it. The first match decides.
_UNITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        any_of(r"\bpercent|%|퍼센트|프로|\baccuracy\b|정확도|성공률|\brate\b"),
        _figures("[%％]|percent|points?\\b|퍼센트|포인트|점"),
    ),
    (any_of(r"\bd[bB]\b|데시벨"), _figures("dB")),
    (any_of(r"\btimes\b|몇\s*배|\bfaster\b|\bspeed|빨라|빠른|빠르"), _figures(r"배|x\b|×|[%％]|times\b|-?fold\b")),
    (
        any_of(r"\b(?:hours?|hrs?|minutes?|mins?|seconds?|secs?)\b|몇\s*(?:시간|분|초)"),
        _figures(r"시간|분|초|(?:GPU[- ])?hours?\b|minutes?\b|seconds?\b|ms\b"),
    ),
    (
        any_of(r"\bparam\w*|파라미터|매개변수"),
        _figures(r"[BMK]\b|billion|million|억|개의\s*매개|개의\s*파라", in_names=True),
    ),
    (
        any_of(
            r"\bhow\s+(?:many|long|large|big)\s+(?:\w+\s+){0,3}(?:tokens?|contexts?)\b",
            r"(?:토큰|문맥|컨텍스트)\S{0,3}\s*(?:길이\S{0,3}\s*)?(?:몇|얼마)|몇\s*(?:만\s*|[KM]\s*)?토큰",
        ),
        _figures(r"(?:[십백천]?만|[KM])?\s?(?:개의?\s?)?(?:토큰|tokens?)|[KM]\b"),
    ),
    (
        any_of(
            r"\b(?:how\s+many|number\s+of)\s+(?:\w+\s+){0,2}(?:questions?|qs|problems?|items)\b",
            r"(?:문항|질문|문제)\s?(?:수|개수|갯수)(?![가-힣]{2})|(?:몇|총)\s*(?:문제|문항|질문)|(?:문제|문항|질문)(?:은|는|이|가|수|개수)?\s*(?:총\s*)?몇",
        ),
        _figures(r"여?\s?개?(?=의?\s?(?:[가-힣A-Za-z]{1,10}\s){0,2}(?:질문|문항|문제|Q&A|QA\b))|questions?|problems?"),
    ),
    (
        any_of(r"\bhow many\b|몇\s*(?:개|장|명|편|건|가지)|개수|[가-힣]수(?:는|가|는요|은)?\s*\?*$"),
        _figures(r"만|천|억|[KMB]\b|개|장|명|편|건|가지|여|스텝|단계|번|회|종|문항|샘플|" + _ENGLISH_COUNT),
    ),
)


# Sections in which summaries describe results, and methods.
_SECTIONS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        any_of(
            r"\bhow\s+(?:well|good|bad)\b|\bachiev\w*|\b(?:best|better|worse|worst|outperform\w*|beat\w*|gain\w*|improve\w*|faster|accura\w+|"
            r"scores?|results?|conclusions?|findings?|"
            r"perform\w*|held|struggl\w*|fail\w*)\b",
            r"얼마나\s*(?:잘|좋)|성능|정확도|점수|성적|올랐|올라|줄었|줄어|떨어졌|빨라|나아|낫|이겼|능가|약했|어려|개선|향상|결과|결론|성과",
        ),
        re.compile(r"performance|result|highlight|experiment|성능|결과", re.IGNORECASE),
    ),
    (
        any_of(
            r"\bhow (?:does|do|is|are|did|was|were)\b",
            r"\b(?:built|based|base|train\w*|data\w*|architecture|use[sd]?|made)\b",
            r"\b(?:idea|approach|methods?|trick|different(?:ly)?|contributions?)\b",
            r"어떻게|방식|방법|원리|아이디어|기법|차별점|구성|기반|학습|사용|데이터|모았|만들",
        ),
        re.compile(r"technical|method|detail|approach|기술|방법", re.IGNORECASE),
    ),
)


# "몇단계랬지": what is counted stands behind the number in the answer too.
_KO_COUNTERS = {
    one: rf"(?:개의?\s?)?{one}"
    for one in (
        "단계 종 층 살 년 일 주 달 월 회 차례 쌍 줄 페이지 과목 분야 영역 도메인 언어 나라 국가 "
        "프레임 스텝 에폭 라운드 채널"
    ).split()
} | {"종류": r"(?:개의?\s?)?종류|가지|종"}
_KO_COUNTED = {one: _figures(f"{unit}|{_ENGLISH_COUNT}") for one, unit in _KO_COUNTERS.items()}
_KO_COUNTER = re.compile(rf"몇\s?({'|'.join(sorted(_KO_COUNTERS, key=len, reverse=True))})")


def answer_type(question: str) -> AnswerType:
    """Return the type of answer `question` wants."""
    figure = _ASKS_FIGURE.search(question) is not None
    unit = next((figures for asked, figures in _UNITS if asked.search(question)), None) if figure else None
    if unit is None and (counter := _KO_COUNTER.search(question)):
        unit = _KO_COUNTED[counter[1]]
    section = next((heading for asked, heading in _SECTIONS if asked.search(question)), None)
    return AnswerType(figure, unit, _ASKS_NAMES.search(question) is not None, section)


_LAUGHTER = re.compile(r"[\u3131-\u318e!~.]+")
_WH = any_of(
    r"\b(?:how|why|what|which|when|where|who|whom|whose)\b",
    r"몇|얼마|무엇|무슨|뭐|뭘|뭔|어떤|어떻|어느|왜|누구|누가|언제|어디",
)
_YES_NO = any_of(
    r"^(?:(?:and|so|but|ok|then|also|hey|wait|well)\W+)*"
    r"(?:do|does|did|is|are|was|were|can|could|has|have|had|will|would|any|isn't|doesn't|didn't)\b",
    r"(?:있|없|되|돼|맞|쓰|써|쓴|했|하|가능|나와|공개|지원|들어|포함)[가-힣]{0,5}(?:\s*(?:거|건|것))?"
    r"[가-힣]{0,4}\s*\?*$",
    r"(?:나요|까요|가요|은가|는가|나|냐|니|지|죠|됨|음)\s*\?+$",
)
_AMOUNT = any_of(r"\bhow\s+(?:many|much|large|big|long|fast|far)\b", r"몇|얼마")


def is_yes_or_no(question: str) -> bool:
    """Tell whether yes or no would answer `question`."""
    plain = _LAUGHTER.sub("", question).strip()
    return _WH.search(plain) is None and _YES_NO.search(plain) is not None


def asks_amount(question: str) -> bool:
    """Tell whether `question` asks how much or how many."""
    return _AMOUNT.search(question) is not None
