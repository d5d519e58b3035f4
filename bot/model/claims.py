"""What changes the meaning of a sentence without being its topic: directions, ranks, negations, shares.

Each entry is one claim, as English and as Korean sentences make it. A sentence may make only the claims that its quotes
make, and no more often: "slower" is not carried by "빠른", whatever else the two have in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

__all__ = ["NEGATION", "claims_of"]

NEGATION = "not"
# English words, * for any ending, ? for a letter and _ for a space; then the beginnings of Korean ones.
_CLAIMS = {
    NEGATION: (
        "not never cannot nor neither no_longer *n't".split(),
        "지_않 지않 지_못 지못 못하 못한 못했 아니 아닌 아닙".split(),
    ),
    "without": (
        "without lack* none no free zero absent unnecessary".split(),
        "없 무관 불필요 제외 배제 제로 free".split(),
    ),
    "more": (
        "more higher increas* larger greater bigger rais* rise* rising grow* longer exceed* above over".split(),
        "더 높 증가 늘 많 커 크 큰 넘 초과 이상 상회 향상 개선 능가 뛰어 우수 확대 길고 길어 길었 긴 상승".split(),
    ),
    "less": (
        "less fewer lower* decreas* reduc* smaller shorter drop* declin* cut* shr?nk* minimi* below sav* halv*".split(),
        (
            "줄 감소 낮 적은 적게 작은 작고 작아 작습 작으 덜 이하 미만 절감 저하 떨어 하락 단축 최소 절약 축소 완화 "
            "압축 경감 짧"
        ).split(),
    ),
    "fast": (
        "fast faster fastest quick* rapid* speed* accelerat*".split(),
        "빠르 빠른 빠릅 빨라 빨리 빨랐 신속 가속 단축 속도 고속".split(),
    ),
    "slow": ("slow* delay* latency".split(), "느리 느린 느려 느립 느렸 지연 늦".split()),
    "better": (
        "better best improv* outperform* surpass* superior* beat* gain* enhanc* boost* win* exceed* strong*".split(),
        "향상 개선 능가 뛰어 우수 최고 최상 최첨단 앞서 앞선 높 좋 증진 강화 넘어 강력 상회 초과 탁월".split(),
    ),
    "worse": (
        "worse* worst degrad* underperform* inferior fail* poor* suffer* weak* hurt* harm* lose* loss".split(),
        "나쁘 나빠 저하 떨어 실패 열등 못하 못한 못했 어려 한계 부족 취약 약점 손실 악화 해로 유해 약하".split(),
    ),
    "all": (
        "all every always any entire* whole complete* full* everything each".split(),
        "모든 모두 전체 전반 항상 언제나 완전 전부 각 어떤 전면 매번 전역 일관".split(),
    ),
    "only": ("only solely exclusively just merely alone single".split(), "유일 오직 단지 뿐 불과 단일 하나의".split()),
    "most": (
        "most* majority mainly primarily largely".split(),
        "대부분 가장 주로 최대 제일 대다수 최고 최상 주된".split(),
    ),
    "first": (
        "first novel new newly unprecedented innovative".split(),
        "최초 처음 첫 새로 신규 혁신 신개념 제안 도입 개발 새롭 독창".split(),
    ),
    "best": (
        "best state-of-the-art state_of_the_art sota leading highest top record largest fastest".split(),
        "최고 최상 최첨단 가장 최신 1위 최대 최우수 sota state".split(),
    ),
    "hard": (
        "difficult* hard* challeng* problem* limit*".split(),
        "어려 어렵 문제 도전 난이 한계 제한 과제 난제".split(),
    ),
    "same": (
        "same equal* identical* comparable similar* match* on_par equivalent".split(),
        "동일 같 동등 유사 비슷 비교 맞먹 필적 동급 일치".split(),
    ),
    "about": (
        "about approximately around nearly almost roughly".split(),
        "약 거의 정도 가량 대략 가까 내외 근접 대해 관한 위한 중심 둘러".split(),
    ),
}


def _pattern(english: Sequence[str], korean: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w").replace("_", " ") for word in english)
    # One syllable alone is inside of many words; only at the start of one it means something.
    begun = "|".join(
        f"(?<![가-힣]){one}" if len(one) == 1 else one.replace("_", " ") for one in korean if not one.isascii()
    )
    latin = "|".join(one for one in korean if one.isascii())
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)|{begun}" + (f"|{latin}" if latin else ""), re.IGNORECASE)


_PATTERNS = tuple((name, _pattern(*forms)) for name, forms in _CLAIMS.items())


def claims_of(text: str) -> Counter[str]:
    """Return the claims that a text makes, and how often."""
    return Counter({name: len(found) for name, pattern in _PATTERNS if (found := pattern.findall(text))})
