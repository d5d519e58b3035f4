"""What is asked of several displayed papers: which of them, in which columns, and which are wanted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answers.query_service import QueryService
from bot.answers.request import DEFAULT_COLUMNS, Request
from bot.answers.session import Sessions
from bot.errors import InputError
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW

_NOW = datetime(2025, 2, 7, 12, tzinfo=UTC)
_OPENING = "top 5 papers of 2025-02-05"


def _asked(corpus: Corpus, *texts: str, opening: str = _OPENING) -> tuple[tuple[str, ...], Request]:
    """Return the papers listed first, and what the last of the texts asks for."""
    service = QueryService(corpus, _NOW, "en")
    service.ask(opening, "c")
    for text in texts[:-1]:
        service.ask(text, "c")
    session = service.session("c")
    assert session is not None
    return session.listed, service.understood(texts[-1], "c")


@pytest.mark.parametrize(
    "text",
    [
        "compare these", "compare them", "comapre these plz", "compare all of them", "can u put these in a table",
        "side by side pls", "what's different about these papers", "how do they compare?", "이 논문들 비교해줘",
        "얘네 비교좀", "다 비교해줘", "표로 정리해줘", "이것들 차이가 뭐야",
    ],
)  # fmt: skip
def test_all_displayed_papers_are_compared(corpus: Corpus, text: str) -> None:
    listed, request = _asked(corpus, text)
    assert (request.act, request.papers, request.columns) == ("compare", listed, DEFAULT_COLUMNS)
    assert request.choice == "all"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("compare the first two", (1, 2)), ("compare the first three", (1, 2, 3)), ("compare 1, 3 and 5", (1, 3, 5)),
        ("compare the last two", (4, 5)), ("compare 2-4", (2, 3, 4)), ("1번이랑 3번 비교", (1, 3)),
        ("처음 세 개 비교해줘", (1, 2, 3)), ("2번 3번 5번 비교", (2, 3, 5)), ("1~3번 비교", (1, 2, 3)),
        ("상위 3개 비교해봐", (1, 2, 3)), ("첫번째 두번째 세번째 비교해줘", (1, 2, 3)), ("3등까지 비교", (1, 2, 3)),
    ],
)  # fmt: skip
def test_places_of_the_list_are_compared(corpus: Corpus, text: str, places: tuple[int, ...]) -> None:
    listed, request = _asked(corpus, text)
    assert (request.act, request.papers) == ("compare", tuple(listed[place - 1] for place in places))


def test_a_place_that_the_list_does_not_have_is_said(corpus: Corpus) -> None:
    with pytest.raises(InputError, match="no number 9"):
        _asked(corpus, "compare 1, 3 and 9")


@pytest.mark.parametrize(
    ("text", "columns", "choice"),
    [
        ("which of these has code", ["code"], "stated"),
        ("any of these have code available?", ["code"], "stated"),
        ("do these have code?", ["code"], "stated"),
        ("which ones have code?", ["code"], "stated"),
        ("are any of these open source", ["code"], "stated"),
        ("which of them use RL", ["RL"], "stated"),
        ("how many of these use RL", ["RL"], "stated"),
        ("which of these don't use LLMs", ["LLMs"], "unstated"),
        ("who among these reports accuracy", ["accuracy"], "stated"),
        ("which has the highest score on MATH", ["score MATH"], "most"),
        ("which one has the best FID?", ["FID"], "best"),
        ("which of these has the fewest parameters", ["parameters"], "least"),
        ("rank these by accuracy", ["accuracy"], "best"),
        ("which of these performs best", ["figure"], "best"),
        ("compare these by method and dataset", ["method", "dataset"], "all"),
        ("what datasets do these use", ["datasets"], "all"),
        ("who wrote these", ["authors"], "all"),
        ("links for all of them", ["link"], "all"),
        ("compare votes", ["votes"], "all"),
        ("summarize these", ["new", "results"], "all"),
        ("이 중에 코드 있는 거", ["code"], "stated"),
        ("코드 공개한 거 있어?", ["code"], "stated"),
        ("어떤 게 오픈소스야", ["code"], "stated"),
        ("이 중에 RL 쓰는거 있음?", ["RL"], "stated"),
        ("이 중에 LLM 안 쓰는 거", ["LLM"], "unstated"),
        ("이 중 성능 제일 높은 거", ["figure"], "most"),
        ("성능 젤 좋은게 뭐야", ["figure"], "best"),
        ("MATH 점수 제일 높은 거", ["MATH 점수"], "most"),
        ("뭐가 파라미터 제일 적음?", ["파라미터"], "least"),
        ("이 논문들 방법이랑 성능 비교해줘", ["method", "results"], "all"),
        ("각각 데이터셋 뭐 썼어", ["데이터셋"], "all"),
        ("which of these need no extra training?", ["extra training"], "unstated"),
        ("make a table of memory savings and throughput", ["memory savings", "throughput"], "all"),
        ("how many tokens can each handle?", ["how many tokens handle"], "all"),
        ("데이터셋 크기가 각각 얼마야", ["데이터셋 크기 몇 개"], "all"),
        ("파라미터 수는 각각 어떻게 돼", ["파라미터"], "all"),
        ("이 중에 오픈소스인 거", ["code"], "stated"),
        ("이 중에 벤치마크 제안한 건?", ["벤치마크 제안"], "stated"),
        ("which of them release code?", ["code"], "stated"),
        ("which of these introduce a new dataset?", ["introduce dataset"], "stated"),
        ("what base model does each one build on?", ["base model"], "all"),
        ("각각 어떤 모델 기반이야?", ["베이스 모델"], "all"),
        ("which is the smallest model", ["parameters"], "least"),
        ("저자랑 소속도 표로 보여줘", ["authors", "organization"], "all"),
        ("정확도 높은 순으로", ["정확도"], "best"),
        ("이 중에 메모리 줄이는 건?", ["메모리 줄이는"], "stated"),
        ("이중에 한국어 되는 거 있어?", ["한국어"], "stated"),
        ("각각 한 줄로 요약해줘", ["new", "results"], "all"),
        ("이것들 저자 알려줘", ["authors"], "all"),
        ("이 논문들 요약해줘", ["new", "results"], "all"),
    ],
)
def test_columns_and_choice_are_what_is_asked(corpus: Corpus, text: str, columns: list[str], choice: str) -> None:
    listed, request = _asked(corpus, text)
    assert (request.act, request.papers) == ("compare", listed)
    assert [column.question or column.of for column in request.columns] == columns
    assert request.choice == choice


@pytest.mark.parametrize(
    "text",
    [
        "which of these are about video", "which of those are related to llms", "only the ones about video",
        "show me the best of these", "which of these is newest", "which of these has the most votes", "more",
        "이 중에 비디오 관련된 거", "이 중에 제일 인기 많은 거", "이 중에서 제일 좋은 거", "papers on rag",
        "추천순으로", "who wrote the second one?", "difference between gpt 4 and 5", "what is LoRA?",
    ],
)  # fmt: skip
def test_what_narrows_sorts_or_leaves_the_list_is_no_table(corpus: Corpus, text: str) -> None:
    _, request = _asked(corpus, text)
    assert request.act != "compare"


@pytest.mark.parametrize(
    ("text", "column"), [("and code?", "code"), ("what about datasets?", "datasets"), ("데이터셋은?", "데이터셋")]
)
def test_a_table_is_asked_for_another_column(corpus: Corpus, text: str, column: str) -> None:
    listed, request = _asked(corpus, "compare these", text)
    assert (request.act, request.papers) == ("compare", listed)
    assert [one.question or one.of for one in request.columns] == [column]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("and which are training-free?", "training-free"),
        ("which is the fastest?", "speed"),
        ("벤치마크 제안한 건?", "벤치마크 제안"),
        ("이 중에 LLM을 평가하는 논문은?", "LLM 평가"),
    ],
)
def test_what_is_asked_of_all_is_not_asked_of_the_one_that_a_table_singled_out(
    corpus: Corpus, text: str, column: str
) -> None:
    listed, request = _asked(corpus, "which of these mention matting?", text)
    assert (request.act, request.papers) == ("compare", listed)
    assert [one.question for one in request.columns] == [column]


@pytest.mark.parametrize("text", ["put that in a table", "그거 표로 보여줘"])
def test_what_was_asked_last_is_put_in_a_table_as_it_is(corpus: Corpus, text: str) -> None:
    listed, request = _asked(corpus, "what datasets do these use", text)
    assert (request.act, request.papers) == ("compare", listed)
    assert [one.question for one in request.columns] == ["datasets"]


@pytest.mark.parametrize(
    ("before", "text", "column"),
    [
        (("which of these save memory?",), "which one reduces it most?", "save memory reduces"),
        (("이 중에 메모리 쓰는 거 있어?",), "그럼 제일 많이 줄인 건 뭐야?", "메모리 줄인"),
    ],
)
def test_what_is_changed_is_what_was_asked_before(
    corpus: Corpus, before: tuple[str, ...], text: str, column: str
) -> None:
    _, request = _asked(corpus, *before, text)
    assert (request.act, request.choice) == ("compare", "most")
    assert [one.question for one in request.columns] == [column]


def test_it_is_the_topic_of_the_list(corpus: Corpus) -> None:
    _, request = _asked(corpus, "which one reduces it most?", opening="papers about hallucination")
    assert (request.act, request.choice) == ("compare", "most")
    assert [one.question for one in request.columns] == ["hallucination reduces"]


def test_a_table_is_made_anew_where_a_comparison_is_asked_for(corpus: Corpus) -> None:
    _, request = _asked(corpus, "what datasets do these use", "비교표 만들어줘")
    assert request.columns == DEFAULT_COLUMNS


def test_the_list_goes_on_behind_a_table(corpus: Corpus) -> None:
    listed, request = _asked(corpus, "compare these", "more")
    assert (request.act, request.offset) == ("papers", 5)
    assert _asked(corpus, "compare these", "who wrote the second one?")[1].papers == (listed[1],)


def test_what_follows_a_paper_that_was_described_is_about_that_paper(corpus: Corpus) -> None:
    opening = "paper showing edited language models break down after enough edits, comparing ROME, MEND, PMET, MEMIT"
    _, request = _asked(corpus, "which ones held up best?", opening=opening)
    assert request.act != "compare"


def test_nothing_is_compared_where_nothing_was_shown(corpus: Corpus) -> None:
    reply = QueryService(corpus, _NOW, "en")
    with pytest.raises(InputError, match="Which paper"):
        reply.ask("compare these", "c")


def test_the_higher_figure_of_two_compared_papers_is_asked_of_both(corpus: Corpus) -> None:
    listed, request = _asked(corpus, "compare the first two", "which of these has the highest accuracy?")
    assert (request.act, set(request.papers), request.choice) == ("compare", set(listed[:2]), "most")


@pytest.mark.parametrize(
    "text", ["compare these two", "which of the two is better", "이 둘 비교해봐", "둘 중에 뭐가 나아"]
)
def test_two_of_a_longer_list_are_its_first_two(corpus: Corpus, text: str) -> None:
    listed, request = _asked(corpus, text)
    assert (request.act, request.papers) == ("compare", listed[:2])


@pytest.mark.parametrize("text", ["which one has the highest mmlu", "and who has the higher accuracy"])
def test_the_highest_of_a_metric_is_no_order_of_votes(corpus: Corpus, text: str) -> None:
    service = QueryService(corpus, NOW, "en", Sessions())
    service.ask("hymba vs taipan", "somebody")
    assert service.understood(text, "somebody").act == "compare"


@pytest.mark.parametrize("text", ["hymba vs marco-o1 on imagenet", "hymba랑 marco-o1 중에 뭐가 더 나음"])
def test_each_of_a_pair_is_quoted_even_if_neither_states_what_is_asked(corpus: Corpus, text: str) -> None:
    reply = QueryService(corpus, NOW, "en").ask(text)
    assert {quote.arxiv_id for quote in reply.quotes} == {"2411.13676", "2411.14405"}
