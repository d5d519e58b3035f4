from __future__ import annotations

import random
import time

import pytest

from bot.search.authors import AuthorDirectory
from bot.search.forward_index import ForwardIndex
from bot.search.names import letters_of
from bot.search.people import PersonSpan

_PAPERS = [
    ("Kaiming He", "Saining Xie"), ("Kaiming He", "Yann LeCun"), ("Christopher D. Manning", "Andrew Y. Ng"),
    ("Tianqi Chen", "Xiang T. Chen"), ("Tao Chen", "Wei Wang"), ("Alaaeldin El-Nouby", "Daniel Cohen-Or"),
    ("Mohit Bansal", "Ken M. Nakanishi"), ("Jaemin Cho", "Mohit Bansal"), ("Yi An", "Le Sun"), ("Conghui He",),
    ("Sergey Levine", "Neel Nanda"), ("Zhe Long",), ("Lester James V. Miranda", "Tianqi Chen"), ("Fei May",),
    ("Andrej Karpathy", "Ming Do"), ("Xuan Mix", "Song See"), ("Liang Wang",), ("Minh Said",),
]  # fmt: skip
_KNOWN = frozenset(
    """
a about agents an and any anything are author authors by did do does from got he her here i in is it know lean like long
may me mix model new of on one or out paper papers publish said see sort stuff sun that the there this thx to video was
what who with write wrote you your robot interpretability the latest lately
논문 논문들 있어 저자 쓴 쓴거 보여줘 최근 혹시 로봇 누구 누가 의료 추천 그 교수 이미지 편집 뭐였지 이름 들어간 이거
""".split()
)


@pytest.fixture(scope="module")
def directory() -> AuthorDirectory:
    field = ForwardIndex.of(_PAPERS)
    return AuthorDirectory(field, [letters_of(name) for name in field.values])


def _known(word: str) -> bool:
    return word in _KNOWN


def _spans(directory: AuthorDirectory, text: str) -> list[PersonSpan]:
    spans = directory.people_in(text, _known)
    assert all(text[span.start : span.end] == span.typed and span.people for span in spans)
    return spans


@pytest.mark.parametrize(
    ("text", "typed", "name", "how"),
    [
        ("any new stuff from kaiming he lately?", "kaiming he", "Kaiming He", "full"),
        ("he kaiming 논문 있어?", "he kaiming", "Kaiming He", "full"),
        ("KAIMING HE", "KAIMING HE", "Kaiming He", "full"),
        ("Kaiming He's papers", "Kaiming He", "Kaiming He", "full"),
        ("kaiming he꺼 보여줘", "kaiming he", "Kaiming He", "full"),
        ("Yann LeCun이 쓴 논문", "Yann LeCun", "Yann LeCun", "full"),
        ("yann le cun on video", "yann le cun", "Yann LeCun", "full"),
        ("did andrew ng publish anything", "andrew ng", "Andrew Y. Ng", "part"),
        ("C. D. Manning papers", "C. D. Manning", "Christopher D. Manning", "initials"),
        ("papers by manning, about agents", "manning", "Christopher D. Manning", "part"),
        ("Miranda et al., the one on lean 4", "Miranda", "Lester James V. Miranda", "part"),
        ("He et al.", "He", "Kaiming He", "part"),
        ("he가 쓴 논문", "he", "Kaiming He", "part"),
        ("Levine 교수 로봇 논문 뭐였지", "Levine", "Sergey Levine", "part"),
        ("what did levine write about robot", "levine", "Sergey Levine", "part"),
        ("nanda interpretability paper", "nanda", "Neel Nanda", "part"),
        ("karpathy 이름 들어간 논문", "karpathy", "Andrej Karpathy", "part"),
        ("Nouby papers", "Nouby", "Alaaeldin El-Nouby", "part"),
        ("stuff by cohen or", "cohen or", "Daniel Cohen-Or", "part"),
        ("kaming he papers", "kaming he", "Kaiming He", "likeness"),
        ("Yan Lecun", "Yan Lecun", "Yann LeCun", "part"),
        ("chris manning", "chris manning", "Christopher D. Manning", "part"),
        ("Yamn Lecun", "Yamn Lecun", "Yann LeCun", "likeness"),
        ("papers by lecunn", "lecunn", "Yann LeCun", "likeness"),
        ("카이밍 허 논문 있어?", "카이밍 허", "Kaiming He", "sound"),
        ("혹시 카이밍 허가 쓴거", "카이밍 허", "Kaiming He", "sound"),
        ("카이밍허가 쓴 논문", "카이밍허", "Kaiming He", "sound"),
        ("모힛 반살 논문들", "모힛 반살", "Mohit Bansal", "sound"),
        ("나카니시 저자 논문", "나카니시", "Ken M. Nakanishi", "sound"),
        ("나카니시가 쓴거", "나카니시", "Ken M. Nakanishi", "sound"),
        ("조재민 논문", "조재민", "Jaemin Cho", "sound"),
        ("반살 교수님 논문", "반살", "Mohit Bansal", "sound"),
        ("량 왕 논문 있어?", "량 왕", "Liang Wang", "sound"),
    ],
)
def test_a_person_is_found_in_a_message(directory: AuthorDirectory, text: str, typed: str, name: str, how: str) -> None:
    [span] = _spans(directory, text)
    assert (span.typed, span.how) == (typed, how)
    assert name in [person.name for person in span.people]


@pytest.mark.parametrize(
    "text",
    [
        "did he do it?",
        "may i see a long video paper",
        "do you know an author",
        "the author said that",
        "He wrote a paper on this?",
        "mix of agents",
        "sun video papers",
        "papers by wangle",
        "sort by long video",
        "이거 누가 쓴거",
        "의료 논문 추천",
        "이미지 편집 논문 있어?",
        "저자 누구누구야",
        "지피티 논문",
        "Hinton 논문도 있어?",
        "",
        "?!",
    ],
)
def test_words_that_mean_something_else_are_nobody(directory: AuthorDirectory, text: str) -> None:
    assert _spans(directory, text) == []


def test_in_a_long_message_words_that_only_sound_like_a_name_are_nobody(directory: AuthorDirectory) -> None:
    assert [span.people[0].name for span in _spans(directory, "카이밍 허 요즘")] == ["Kaiming He"]
    assert _spans(directory, "손으로 글씨를 쓰는 로봇이 카이밍 허 굉장히 궁금하고 신기하네") == []


def test_several_people_of_one_message_come_in_order(directory: AuthorDirectory) -> None:
    spans = _spans(directory, "papers by Yann LeCun and 카이밍 허 or Mohit Bansal")
    assert [span.people[0].name for span in spans] == ["Yann LeCun", "Kaiming He", "Mohit Bansal"]
    assert spans[0].cued


def test_people_that_fit_equally_come_with_the_busiest_first(directory: AuthorDirectory) -> None:
    [span] = _spans(directory, "papers by T. Chen")
    assert [person.name for person in span.people] == ["Tianqi Chen", "Tao Chen"]


def test_a_known_word_is_never_read_as_another_name(directory: AuthorDirectory) -> None:
    assert [span.people[0].name for span in directory.people_in("kaming he papers", _known)] == ["Kaiming He"]
    assert directory.people_in("kaming he papers", lambda word: word == "kaming" or word in _KNOWN) == []


def test_a_word_in_capitals_is_nobody_where_it_has_a_meaning_of_its_own() -> None:
    field = ForwardIndex.of([["Qingyao Ai", "Kaiming He"]])
    directory = AuthorDirectory(field, [letters_of(name) for name in field.values])
    known = {"ai", "made", "by", "text"}.__contains__
    assert directory.people_in("text made by AI", known) == []
    assert [span.people[0].name for span in directory.people_in("text made by Ai", known)] == ["Qingyao Ai"]


def test_a_surname_in_hangul_needs_something_that_says_a_person_is_meant(directory: AuthorDirectory) -> None:
    assert _spans(directory, "반살 로봇 보여줘") == []
    [span] = _spans(directory, "반살이 쓴 로봇 논문")
    assert span.people[0].name == "Mohit Bansal"


@pytest.mark.parametrize(
    "piece",
    [
        "he ", "wang ", "W. Wang ", "by wang ", "카이밍 허 ", "카이밍허가 쓴 ", "kaming he ", "가 ", "카", "a. ", "'s",
        "by ",
        "허 교수 ", "wang et al ", "a-", "논문", "prof wangg ",
    ],
)  # fmt: skip
def test_a_long_text_is_read_in_no_time(directory: AuthorDirectory, piece: str) -> None:
    text = (piece * 4000)[:4000]
    directory.people_in(text, _known)
    started = time.perf_counter()
    assert len(directory.people_in(text, _known)) <= 8
    assert time.perf_counter() - started < 0.2


def test_any_text_is_read_without_a_fault(directory: AuthorDirectory) -> None:
    letters = random.Random(11)
    alphabet = "ab W.-'’,é量허왕카 \n\t이가쓴논문교수님저자0🚀İß"
    for _ in range(300):
        _spans(directory, "".join(letters.choices(alphabet, k=60)))
