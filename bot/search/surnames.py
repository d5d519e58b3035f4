"""Korean family names, and how people spell them in Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["KOREAN_SURNAMES"]

_TABLE = """
김 kim gim | 이 lee yi rhee li | 박 park pak bak | 최 choi choe | 정 jung jeong chung | 강 kang gang | 조 cho jo
윤 yoon yun | 장 jang chang | 임 lim im rim | 한 han | 오 oh o | 서 seo suh | 신 shin sin | 권 kwon gwon
황 hwang | 안 ahn an | 송 song | 전 jeon jun chun | 홍 hong | 유 yoo yu ryu | 고 ko go koh | 문 moon mun
양 yang | 손 son sohn | 배 bae pae | 백 baek paik | 허 heo hur huh | 남 nam | 심 shim sim | 노 noh roh no
하 ha | 곽 kwak gwak | 성 sung seong | 차 cha | 주 joo ju chu | 우 woo wu | 구 koo ku gu | 민 min | 나 na ra
진 jin chin | 지 ji jee chi | 엄 um eom | 채 chae | 원 won | 천 cheon chun | 방 bang pang | 공 kong gong | 현 hyun hyeon
함 ham | 변 byun byeon | 염 yeom yum | 여 yeo | 추 choo chu | 도 do doh | 소 so soh | 석 seok suk | 선 sun seon
설 seol sul | 마 ma | 길 gil kil | 연 yeon | 위 wi | 표 pyo | 명 myung myeong | 기 ki gi | 반 ban bahn | 라 ra na
왕 wang | 금 keum geum | 옥 ok | 육 yook | 인 in | 맹 maeng | 제 je | 모 mo | 탁 tak | 국 kook kuk | 어 eo
은 eun | 편 pyun | 용 yong | 류 ryu yoo lyu | 량 ryang | 려 ryeo | 림 rim lim | 로 roh noh
남궁 namkoong namgung | 황보 hwangbo | 선우 sunwoo seonwoo | 제갈 jegal
"""


def _read() -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for line in _TABLE.splitlines() for entry in line.split("|"))
    return {entry[0]: tuple(entry[1:]) for entry in entries if entry}


KOREAN_SURNAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(_read())
