from __future__ import annotations

import random
import time

import pytest

from bot.search.sounds import SoundIndex, is_hangul_name, skeleton, sound_key

_PEOPLE = [
    "Kaiming He", "Mohit Bansal", "Ken M. Nakanishi", "Chaelin Kim", "Jaemin Cho", "Seungjun Lee", "Sewon Min",
    "Yejin Choi", "Zachary Berger", "Saining Xie", "Xuan He", "Yuhui Zhang", "Alessandro Canalicchio", "Andrew Y. Ng",
    "Marie Anne Dupont Sebag", "Hampus Näsström",
]  # fmt: skip
_SYSTEMS = ["VLSBench", "LongVILA", "LM2", "MiniMax-01", "GenXD", "DreamBench++", "Dolphin", "LMMs-Eval", "HealthGPT"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("카이밍 허", "Kaiming He"),
        ("허 카이밍", "Kaiming He"),
        ("카이밍허", "Kaiming He"),
        ("모힛 반살", "Mohit Bansal"),
        ("김채린", "Chaelin Kim"),
        ("조재민", "Jaemin Cho"),
        ("이승준", "Seungjun Lee"),
        ("최예진", "Yejin Choi"),
        ("민세원", "Sewon Min"),
        ("재커리 버거", "Zachary Berger"),
        ("사이닝 시에", "Saining Xie"),
        ("쉬안 허", "Xuan He"),
        ("위후이 장", "Yuhui Zhang"),
        ("알레산드로 카날리키오", "Alessandro Canalicchio"),
        ("앤드류 응", "Andrew Y. Ng"),
        ("마리 세바그", "Marie Anne Dupont Sebag"),
        ("함푸스 네스트룀", "Hampus Näsström"),
    ],
)
def test_a_person_is_found_by_the_sound_of_the_name(typed: str, name: str) -> None:
    [(number, score)] = SoundIndex(_PEOPLE).find(typed, limit=1)
    assert _PEOPLE[number] == name
    assert score >= 80


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("브이엘에스벤치", "VLSBench"),
        ("롱빌라", "LongVILA"),
        ("엘엠투", "LM2"),
        ("엘엠 2", "LM2"),
        ("미니맥스", "MiniMax-01"),
        ("젠엑스디", "GenXD"),
        ("드림벤치 플러스플러스", "DreamBench++"),
        ("돌핀", "Dolphin"),
        ("엘엠엠스이밸", "LMMs-Eval"),
        ("헬스지피티", "HealthGPT"),
    ],
)
def test_a_system_is_found_with_its_capitals_spelled_out(typed: str, name: str) -> None:
    [(number, score)] = SoundIndex(_SYSTEMS, spelled=True).find(typed, limit=1)
    assert _SYSTEMS[number] == name
    assert score >= 80


def test_the_likeliest_names_come_first_and_no_more_than_wanted() -> None:
    found = SoundIndex(_PEOPLE).find("카이밍 허", limit=4)
    assert len(found) == len({number for number, _ in found}) == 4
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_sounds_that_hangul_does_not_tell_apart_have_one_key() -> None:
    assert sound_key("Chaelin Kim") == sound_key("채린 김") or skeleton("Chaelin Kim") == skeleton("채린 김")
    assert sound_key("카이밍 허") == sound_key("Kaiming He")
    assert skeleton("Bansal") == skeleton("반살") == "pnsl"


@pytest.mark.parametrize(
    ("text", "may_be"),
    [("카이밍 허", True), ("반살", True), ("허", False), ("Kaiming", False), ("", False), ("가" * 60, False)],
)
def test_a_name_in_hangul_is_a_few_words_of_hangul(text: str, may_be: bool) -> None:
    assert is_hangul_name(text) is may_be


def test_nothing_sounds_like_nothing() -> None:
    assert SoundIndex(_PEOPLE).find("") == []
    assert SoundIndex(_PEOPLE).find("!!! 😀") == []
    assert SoundIndex([]).find("카이밍") == []
    assert SoundIndex(["", "量王", "!"]).find("카이밍")[0][1] < 50


def test_a_look_up_among_many_names_and_with_a_long_text_is_quick() -> None:
    letters = random.Random(7)
    syllables = "zhang wei li hao chen ming xu yan kim ro bert al ice mo han na ta shi gu pta von del".split()
    index = SoundIndex([" ".join("".join(letters.choices(syllables, k=2)) for _ in range(2)) for _ in range(20_000)])
    index.find("카이밍 허")
    started = time.perf_counter()
    for typed in ("카이밍 허", "가" * 4000, "가 나 " * 1000):
        index.find(typed)
    assert time.perf_counter() - started < 0.5
