"""Words that report rather than state: they may stand in a sentence without standing in its quotes."""

from __future__ import annotations

from bot.search.analysis import latin_stem

__all__ = ["PLAIN_KOREAN", "is_plain"]

_ENGLISH = """
according achieve allow also although apply approach based be become belong both bring call come compare consist contain
describe design develop directly does doing enable ensure especially example explain find finding focus follow form give
happen help however include indeed instead involve keep kind lead let make mean mention method namely note number obtain
offer overall part particular provide reach related report respectively result reveal rather set several say
show since specific state still suggest summary system take technique term thereby therefore thus together toward
turn type upon use used uses using way whereas whether within work yield author quote model able ca wo well versus vs
demonstrate indicate address aim via per due against among across between while than
""".split()
_PLAIN_ENGLISH = frozenset(map(latin_stem, _ENGLISH))

# Beginnings of words.
PLAIN_KOREAN = tuple(
    """
제안 제시 소개 설명 보여 보였 보입 나타 밝혔 밝히 따르 의하 결과 방법 방식 경우 사용 이용
활용 통해 통한 위해 위한 대해 대한 가능 제공 달성 기반 비교 대비 모델 논문 연구 저자 요약
인용 이라 라고 라는 것으 것입 것이 수행 적용 포함 구성 이루 가지 갖추 지닌 해당 개발 도입
얻었 얻을 있습 있으 있다 있는 했습 합니 됩니 됐습 되었 하였 또한 그리 이를 이는 이로 여기
때문 따라 함께 및 등의 중에
""".split()
)


def is_plain(stem: str) -> bool:
    """Tell whether an English word, by its stem, only reports."""
    return stem in _PLAIN_ENGLISH
