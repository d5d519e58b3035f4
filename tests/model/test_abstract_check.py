"""What is written in Korean about an abstract says no number, name or direction that the abstract does not."""

from __future__ import annotations

import pytest

from bot.corpus.loader import read_folder
from bot.model.abstract_check import AbstractCheck
from bot.model.check import Reason
from bot.model.quotes import NumberedQuote
from tests.corpus.samples import SEEDS
from tests.feed.dozen import ABSTRACTS
from tests.model.korean import WRITTEN
from tests.model.lies import cases_of
from tests.model.samples import GLOSSARY

COUNT = 2_000


@pytest.fixture(scope="module")
def said() -> list[tuple[NumberedQuote, str]]:
    papers = read_folder(SEEDS, {}).papers
    quotes = {one: NumberedQuote(1, one, papers[one].title, abstract) for one, abstract in ABSTRACTS.items()}
    return [(quotes[arxiv_id], text) for arxiv_id, texts in WRITTEN.items() for text in texts]


def check_of(quote: NumberedQuote) -> AbstractCheck:
    return AbstractCheck((quote,), "ko", GLOSSARY)


def test_most_of_what_is_true_passes(said: list[tuple[NumberedQuote, str]]) -> None:
    passed = sum(check_of(quote)(f"{text} [1]").sentence is not None for quote, text in said)
    assert passed > len(said) * 0.9


def test_no_lie_passes(said: list[tuple[NumberedQuote, str]]) -> None:
    checks = {quote.arxiv_id: check_of(quote) for quote, _ in said}
    passed = {case.lie for case in cases_of(said, COUNT) if checks[case.quote.arxiv_id](case.lie).sentence}
    assert passed == set()


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("number", "FastKV의 처리량은 HeadKV보다 2.4배 높습니다."),
        ("number", "FastKV의 처리량은 HeadKV보다 최대 1.4배 높습니다."),
        ("name", "FastKV의 처리량은 SnapKV보다 1.4배 높습니다."),
        ("claim", "FastKV의 처리량은 HeadKV보다 1.4배 낮습니다."),
        ("claim", "첫 토큰까지의 시간은 절반으로 늘고 처리량은 HeadKV보다 1.4배 높습니다."),
        ("claim", "FastKV의 처리량은 HeadKV보다 1.4배 높지 않습니다."),
        ("claim", "FastKV는 선택한 토큰만 이후 레이어로 전달하는 최초의 어텐션 방법입니다."),
        ("word", "FastKV의 처리량은 고양이 사진과 강아지 그림과 바다 풍경에서 높습니다."),
        ("language", "FastKV passes only selected tokens on to later layers."),
        ("form", "FastKV의 **처리량**은 HeadKV보다 1.4배 높습니다."),
    ],
)
def test_what_the_abstract_does_not_say_is_cut(reason: Reason, text: str) -> None:
    check = check_of(NumberedQuote(1, "2502.01068", "FastKV", ABSTRACTS["2502.01068"]))
    assert check(f"{text} [1]").reason == reason
