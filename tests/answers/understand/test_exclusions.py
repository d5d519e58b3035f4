"""What is to be left out, and how far the words reach."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.query_service import QueryService
from bot.answers.session import Sessions
from bot.answers.understand.exclusions import find_exclusions
from bot.answers.understand.meanings import Excluded
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW, said, understood
from tests.conftest import MakePaper


def _excluded(text: str) -> list[str]:
    found = [span.meaning for span in find_exclusions(text) if isinstance(span.meaning, Excluded)]
    return [text[meaning.start : meaning.end].strip() for meaning in found]


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("agents but not the web ones", "web"),
        ("agents without medical", "medical"),
        ("agents w/o medical, sorted by votes", "medical"),
        ("everything except 2024-10-25", "2024-10-25"),
        ("papers other than Hymba please", "Hymba"),
        ("image models, no diffusion", "diffusion"),
        ("not interested in vision, just audio", "vision"),
        ("not into robotics", "robotics"),
        ("excluding surveys from 2024", "surveys"),
        ("비전 말고 음성", "비전"),
        ("이미지 생성은 빼고 비디오", "이미지 생성"),
        ("2025년꺼 빼고", "2025년꺼"),
        ("의료 제외하고 보여줘", "의료"),
        ("좋은 논문, 설문 아닌 거", "설문"),
        ("서베이는 싫고 실험 논문", "서베이"),
        ("top 4 papers no surveys", "surveys"),
        ("speech papers (no singing)", "singing"),
        ("no robots pls", "robots"),
        ("audio stuff, skip the music ones", "music"),
        ("retrieval but ditch anything about medicine", "medicine"),
        ("i dont want games, only math", "games"),
        ("everything but audio", "audio"),
        ("agents but not the ones about games", "games"),
        ("text models exept tiny ones", "tiny"),
        ("음성 ㄴㄴ 번역 논문", "음성"),
        ("로봇 노관심", "로봇"),
        ("그래프 뺘고 보여줘", "그래프"),
        ("게임빼고추천순으로", "게임"),
        ("추론 논문 중에 강화학습 안 쓰는 걸로", "강화학습"),
        ("음성 쪽에서 번역 안쓰는거만", "번역"),
    ],
)
def test_what_is_left_out_ends_where_the_clause_does(text: str, out: str) -> None:
    assert _excluded(text) == [out]


@pytest.mark.parametrize(
    "text",
    [
        "models without training",
        "editing without paired data",
        "attention is all you need",
        "notable agents",
        "빼어난 논문",
        "말고기 데이터",
        "라벨 안 쓰는 논문",
        "no idea",
        "no, the third",
        "nope thats wrong",
        "generation with no training",
        "is there no paper on audio",
        "skip connections",
        "how to avoid forgetting",
    ],
)
def test_how_something_works_and_other_words_leave_out_nothing(text: str) -> None:
    assert _excluded(text) == []


@given(st.text(alphabet="abc notwihu,말고빼 은는", max_size=200))
def test_what_is_left_out_lies_inside_its_span_and_the_text(text: str) -> None:
    for span in find_exclusions(text):
        assert isinstance(span.meaning, Excluded)
        assert 0 <= span.start <= span.meaning.start < span.meaning.end <= span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("상위 4개 음성 빼고", {"order": "votes", "count": 4, "without": {"topic": "음성"}}),
        ("제일 핫한거 2개만 로봇 제외", {"order": "votes", "count": 2, "without": {"topic": "로봇"}}),
        ("추천순으로 보여줘 로봇은 말고", {"order": "votes", "without": {"topic": "로봇은"}}),
        ("10월 25일 비디오 말고", {"period": "2024-10-25", "without": {"topic": "비디오"}}),
        ("추천 40 넘는거 빼고", {"most_votes": 40}),
        ("all papers except those with under 30 votes", {"least_votes": 30}),
        ("로봇 아닌거", {"without": {"topic": "로봇"}}),
        ("10월 25일 빼고", {"without": {"period": "2024-10-25"}}),
        ("top 4 papers no games", {"order": "votes", "count": 4, "without": {"topic": "games"}}),
        ("newest ones minus medical", {"order": "newest", "without": {"topic": "medical"}}),
    ],
)
def test_counts_orders_and_days_before_what_is_left_out_are_asked_for(
    corpus: Corpus, text: str, expected: dict[str, object]
) -> None:
    assert said(understood(corpus, text)) == {"act": "papers", **expected}


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("3d reconstruction / novel views stuff but not gaussian splatting", "gaussian splatting"),
        ("의료인데 챗봇 같은거 말고 영상에서 종양 영역 자르는거", "챗봇"),
    ],
)
def test_where_papers_are_picked_something_is_left_out_of_a_long_description_too(
    corpus: Corpus, text: str, out: str
) -> None:
    assert understood(corpus, text).without.topic == out


def test_what_is_left_out_later_is_left_out_beside_the_former(corpus: Corpus) -> None:
    service = QueryService(corpus, NOW, "en", Sessions())
    for text in ("top 5 of feb 5", "비전 빼고", "비디오도 ㄴㄴ"):
        reply = service.ask(text, "somebody")
    shown = " ".join(hit.paper.summary for hit in reply.hits[:5])
    assert shown
    assert not re.search(r"비전|비디오", shown)


def test_a_misspelt_word_is_left_out_all_the_same(corpus: Corpus) -> None:
    right, wrong = (
        {hit.paper.arxiv_id for hit in QueryService(corpus, NOW, "en").ask(text).hits}
        for text in ("이미지 생성 논문 중에 디퓨전 빼고", "이미지 생성 논문 중에 디퓨젼 빼고")
    )
    assert right == wrong


def test_every_paper_that_mentions_it_is_left_out_however_many_there_are(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.{n:05d}", "A Study of Boats", "Sailing boats are fast.") for n in range(1, 90)]
    papers.append(make_paper("2401.00090", "A Study of Trees", "Trees are tall."))
    reply = QueryService(Corpus(papers), NOW, "en").ask("all papers without boats")
    assert [hit.paper.arxiv_id for hit in reply.hits] == ["2401.00090"]


def test_of_a_common_word_only_the_papers_that_are_about_it_are_left_out(make_paper: MakePaper) -> None:
    told = "Boats float. They are painted. Experiments on a benchmark follow."
    papers = [make_paper(f"2401.{n:05d}", "A Study of Boats", told) for n in range(1, 60)]
    papers.append(make_paper("2401.00099", "A Benchmark of Boats", "Boats float."))
    reply = QueryService(Corpus(papers), NOW, "en").ask("all papers without benchmarks")
    assert "2401.00099" not in {hit.paper.arxiv_id for hit in reply.hits}
    assert len(reply.hits) == 59


@pytest.mark.parametrize("text", ["라벨 쓰지 말고 학습하는 거", "다시 학습하지말고 합치는 방법"])
def test_what_a_method_does_not_do_leaves_out_nothing(text: str) -> None:
    assert list(find_exclusions(text)) == []


def test_what_is_not_to_be_shown_is_left_out() -> None:
    (span,) = find_exclusions("비전은 보여주지 말고")
    assert isinstance(span.meaning, Excluded)
