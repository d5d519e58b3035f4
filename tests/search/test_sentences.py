from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.corpus import Corpus
from bot.search.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("첫 문장입니다. 둘째 문장입니다.", 2),
        ("PSNR에서는 2.2/2.91dB만큼 개선했습니다. 또한 빠릅니다.", 2),
        ("Smith et al. 은 이를 보였습니다.", 1),
        ("e.g. Llama 3.1 8B를 씁니다. 끝.", 2),
        ("K. He의 방법입니다.", 1),
        ("정말일까요? 네! 그렇습니다.", 3),
        ("머리말:\n- 첫째\n- 둘째", 3),
        ('"최고입니다." 라고 했습니다.', 2),
        ("마침표가 없는 글", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


@given(st.text(alphabet="가나다 .!?\n()\"'abK12", max_size=80))
def test_every_sentence_stands_word_for_word_in_the_text_and_nothing_is_lost(text: str) -> None:
    pieces = split_sentences(text)
    assert all(piece in text for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_summaries_of_the_seeds_are_split_into_full_sentences(corpus: Corpus) -> None:
    pieces = [p for paper in corpus.papers for s in paper.sections for p in split_sentences(s.text)]
    whole = [piece for piece in pieces if piece.endswith((".", "!", "?", ".)"))]
    assert len(whole) / len(pieces) > 0.97
