"""Words that carry no topic, and the particles and endings of Korean words."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ENDINGS", "STOP_BEGINNINGS", "STOP_WORDS", "Endings"]

_ENGLISH = """
a about above after among again all also am an and any are aren't as at be because been before being below between
both but
by can cannot could did do does doing don down during each either else ever few for from further get gets give given
got had has have having he her here hers him his how i if in into is isn it its itself just know let like many me
might mine more most much must my need no nor not now of off on once one ones only or other our ours out over own per
please same say says she should show shows so some something such tell than that the their theirs them then there
these they thing this those through to too under until up us use used uses using very via want was we were what when
where which while who whom whose why will with without would yes yet you your yours
paper papers study studies article articles work works research researcher publication arxiv anyone there's what's
introduce introduces introduced propose proposes proposed proposing present presents presented called named
""".split()

_KOREAN = """
논문 연구 추천 뭐 뭘 뭔가 뭔지 뭐야 뭐지 뭐임 무엇 무엇인 무엇인지 무슨 어떤 어떻게 어디 어디서 언제 언제야 누가
누구 누구야 왜 얼마 얼마나 얼마야 얼마임 몇
이 그 저 이거 그거 저거 이것 그것 저것 것 거 건 게 걸 이런 그런 저런 이렇게 그렇게 수 때 등 및 또 또는 또한 더 좀 잘
다 즉 특히 그리고 그러나 하지만 그런데
그래서 따라서 대해 대해서 대한 관해 관한 관련 관련된 위해 위한 통해 통한 의해 의한 따라 따른 같은 같이 다른 여러
다양한 모든 각 각각 우리 저희 제가 내가 나는
본 해당 기존 이를 이는 이러한 그러한 이란 란 혹시 그럼 근데 말고 오늘 어제 최근 지금 요즘 가장 제일 진짜 정말 그냥
아까 방금 편 개 번째
중 중에 중에는 중에서 중에서는 가운데 한 할 해 함 된 될 돼 됨 인가 인가요 이야 이다 입니다 하나 하나요 하고 하는
하는지 하면 하지 하려고 되는 되나 되나요
되어 써서 쓴 쓰는 낸 보고 보면 보니
""".split()

# Prefixes of question and function words; they have too many endings to list.
_KOREAN_BEGINNINGS = tuple(
    """
알려 찾아 찾는 찾고 보여 소개해 추천해 설명해 말해 가르쳐 궁금 싶어 싶은 부탁 있어 있었 있나 있는 있음 있을까 있습
있니 있지 있던 있다 있으 있도록 있냐 있대
없어 없나 없는 없습 없을까 없지 없냐 뭐였 뭐뭐 뭐가 뭐로 뭔데 올라왔 올라온 나왔 나온 나와 나오 만든 만들 어때 어떠
어떨 했어 했나 했던 했지 했습 했대 됐어 됐나 됐습 됩니 합니
제안하 제안한 제안합 제안된 소개하 소개합 소개된
""".split()
)

# Particles, then the endings of verbs and adjectives made with 하다, 되다, 시키다 and 적.
_PARTICLES = """
은 는 이 가 을 를 의 에 에서 에게 에게서 한테 으로 로 와 과 도 만 까지 부터 마다 처럼 보다 보다는 라고 이라고 라는
이라는 이란 이나 이랑 랑 하고 들
에는 에서는 에도 에서도 으로는 로는 으로도 로도 으로써 로써 으로서 로서 으로부터 로부터 에서의 으로의 로의 에의 과의
와의 만의 만을 만으로 만으로도 까지의
과는 와는 과도 와도 조차 밖에 대로 이며 이고 이다 입니다 이었다 이었습니다 였습니다 인 인데 인지 이야 이라 이라면
라면 이면 일까 이에요 예요 인가요 인가 이지만
에게는 에게도 들이 들은 들을 들의 들과 들에 들에게 들로 들도 씩 쯤 짜리 간의 간에 별로 끼리 이냐 냐 요
""".split()
_VERBS = """
하다 하는 하고 하여 하며 하면 하면서 하지 하기 하기도 하도록 하려 하려는 하려고 하였다 하였습니다 하였으며 하였고
하고자 하게 하던 하자 합니다 한다 한 할 함 함으로써 함께는
해 해서 해야 했다 했습니다 했으며 했고 했던 했을 했는데 했어 했나 해줘 해주는 해요 하는지 하나 하나요 한다는 한지
하길 할때 할수록
되다 되게 된다는 되는 되고 되어 되며 되면 되면서 되지 되기 되도록 되었다 되었습니다 되었으며 되었고 됩니다 된다 된
될 됨 됐다
됐습니다 되어서 돼 돼서 됐어 되나 되나요 되었던
시키다 시키는 시키고 시키며 시키면 시키지 시키기 시키도록 시켜 시켜서 시킵니다 시킨다 시킨 시킬 시킴 시켰다
시켰습니다 시켰으며 시켰고 시키려
적 적인 적으로 적이고 적이며 적이다 적입니다 적이
스러운 스럽게 롭게 로운
""".split()


@dataclass(frozen=True, slots=True)
class Endings:
    """The suffixes to strip and the length of the longest."""

    all: frozenset[str]
    longest: int


STOP_WORDS = frozenset((*_ENGLISH, *_KOREAN))
STOP_BEGINNINGS = _KOREAN_BEGINNINGS
ENDINGS = Endings(frozenset((*_PARTICLES, *_VERBS)), max(map(len, (*_PARTICLES, *_VERBS))))
