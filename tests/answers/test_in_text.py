"""The papers of any text: by id, link, name or title, else by what the text is about."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.in_text import papers_in
from bot.answers.reply import Reply
from bot.errors import NotFoundError
from bot.search.corpus import Corpus
from tests.conftest import MakePaper
from tests.quality.asking import project_corpus

TODAY = date(2025, 3, 1)


@pytest.fixture
def small(make_paper: MakePaper) -> Corpus:
    return Corpus(
        [
            make_paper("2411.14405", "Marco-o1: Towards Open Reasoning Models", "추론 모델을 다룹니다."),
            make_paper("cs/0112017", "On the Origin of Searching", "검색을 다룹니다."),
            make_paper("2501.00001", "Attention Is Nearly All You Need", "어텐션 기법입니다."),
            make_paper("2501.00002", "KV cache compression", "KV 캐시 압축을 다룹니다."),
        ]
    )


@pytest.fixture(scope="module")
def project() -> Corpus:
    return project_corpus()


def found(reply: Reply) -> list[str]:
    return [hit.paper.arxiv_id for hit in reply.hits]


@pytest.mark.parametrize(
    "written",
    [
        "https://arxiv.org/abs/2411.14405",
        "see <https://arxiv.org/pdf/2411.14405v2.pdf>, it is great",
        "[paper](https://huggingface.co/papers/2411.14405)",
        "https://hf.co/papers/2411.14405#community",
        "https://www.alphaxiv.org/overview/2411.14405?ref=x",
        "arXiv:2411.14405v3",
        "marco-o1 논문 봤어요?",
        "Today's paper:\n**Marco-o1: Towards Open Reasoning Models**\nwow",
    ],
)
def test_one_paper_that_is_named_is_shown_whole(small: Corpus, written: str) -> None:
    reply = papers_in(written, small, TODAY, "en")
    assert reply.paper is not None
    assert reply.paper.arxiv_id == "2411.14405"


def test_ids_of_the_old_style_are_known(small: Corpus) -> None:
    reply = papers_in("https://arxiv.org/abs/cs/0112017v1", small, TODAY, "en")
    assert reply.paper is not None
    assert reply.paper.arxiv_id == "cs/0112017"


def test_a_title_without_a_systems_name_is_known_with_slips(small: Corpus) -> None:
    reply = papers_in("- “Atention is nearly all you need” (2025)\nhttps://example.org/x", small, TODAY, "en")
    assert found(reply) == ["2501.00001"]
    assert reply.paper is not None


def test_several_papers_are_a_list_in_their_order(small: Corpus) -> None:
    reply = papers_in("arxiv.org/abs/2501.00002 and arxiv.org/abs/2411.14405 and 9999.99999", small, TODAY, "ko")
    assert found(reply) == ["2501.00002", "2411.14405"]
    assert reply.lead == "이 메시지에 나온 논문 2편입니다."
    assert reply.paper is None


def test_a_text_that_names_none_is_searched_by_what_it_says(small: Corpus) -> None:
    reply = papers_in("요즘 KV 캐시 압축이 어디까지 됐나요 https://example.org/marco", small, TODAY, "ko")
    assert found(reply)[0] == "2501.00002"
    assert "example" not in reply.lead


def test_a_paper_that_is_not_here_is_said_to_be_absent_and_its_text_is_searched(small: Corpus) -> None:
    reply = papers_in("https://arxiv.org/abs/2999.00001 KV cache compression again", small, TODAY, "en")
    assert reply.lead.startswith("The paper that this message names is not in the corpus.")
    assert found(reply)[0] == "2501.00002"
    with pytest.raises(NotFoundError, match="is not in the corpus"):
        papers_in("https://arxiv.org/abs/2999.00001", small, TODAY, "en")


@pytest.mark.parametrize("written", ["", "ㅋㅋㅋ", "👍 👍", "lunch at noon?", "https://example.org/a-picture.png"])
def test_where_there_is_nothing_one_sentence_says_so(small: Corpus, written: str) -> None:
    with pytest.raises(NotFoundError, match="found no paper in this message") as raised:
        papers_in(written, small, TODAY, "en")
    assert "논문을 찾지 못했습니다" in raised.value.in_("ko")


def test_a_very_long_text_is_cut_at_a_word(small: Corpus) -> None:
    reply = papers_in("KV cache compression " + "lorem ipsum " * 2000, small, TODAY, "en")
    assert isinstance(reply, Reply)
    with pytest.raises(NotFoundError):
        papers_in("x" * 10_000, small, TODAY, "en")


def test_every_paper_of_the_seeds_is_found_by_its_title_and_by_its_link(corpus: Corpus) -> None:
    for paper in corpus.papers:
        for written in (f"“{paper.title}”", f"look: <{paper.url}>"):
            assert paper.arxiv_id in found(papers_in(written, corpus, TODAY, "en")), written


@pytest.mark.parametrize(
    "written",
    [
        "좋은 아침!",
        "did anyone see the game",
        "good morning everyone",
        "서버가 또 죽었어요",
        "오늘 공부 많이 했다",
        "게임 같이 할 사람",
        "look at this cat picture",
        "this movie has great visual effects",
        "what do you think about this?",
        "good question! 질문 있습니다",
        "thanks, that works for me",
        "we won the match 3-1",
    ],
)
def test_ordinary_talk_finds_no_paper(project: Corpus, written: str) -> None:
    with pytest.raises(NotFoundError, match="found no paper in this message"):
        papers_in(written, project, TODAY, "en")


@pytest.mark.parametrize(
    "written",
    [
        "quantization",
        "hallucination is still a problem",
        "환각 줄이는 방법 없을까",
        "RAG 성능이 별로네요",
        "비디오 생성",
        "trying LoRA on a small model",
        "anyone working on 3D reconstruction?",
        "gaussian splatting",
        "LLM 에이전트 벤치마크 뭐가 좋아요?",
    ],
)
def test_talk_of_the_field_finds_papers_however_short_it_is(project: Corpus, written: str) -> None:
    assert papers_in(written, project, TODAY, "en").hits


def test_an_authors_name_alone_is_enough(project: Corpus) -> None:
    assert "2411.14405" in found(papers_in("Yu Zhao", project, TODAY, "en"))
