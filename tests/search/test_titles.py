from __future__ import annotations

import pytest

from bot.search.corpus import Corpus
from bot.search.ids import holds_id, without_ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("who wrote Hymba?", ["2411.13676"]),
        ("Hymba랑 Taipan 비교해줘", ["2411.13676", "2410.18572"]),
        ("gamma-mod는 뭐야", ["2410.13859"]),
        ("https://arxiv.org/abs/2411.13676v2 요약해줘", ["2411.13676"]),
        ("2411.13676 저자", ["2411.13676"]),
        ("9999.99999", []),
        ("a memory network that is sparse", []),
        ("language models", []),
    ],
)
def test_papers_are_known_by_their_names_inside_a_sentence(corpus: Corpus, text: str, ids: list[str]) -> None:
    assert [paper.arxiv_id for paper in corpus.named_in(text)] == ids


def test_ids_and_links_are_seen_and_taken_out() -> None:
    text = "see https://huggingface.co/papers/2411.13676 and 2410.18572 please"
    assert holds_id(text)
    assert without_ids(text).split() == ["see", "and", "please"]
    assert not holds_id("version 3.11 of 2024")
