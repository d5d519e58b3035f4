from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.paper import Section
from bot.search.corpus import Corpus
from bot.search.sentences import opening_section, split_sentences
from tests.conftest import MakePaper


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
        ("We follow Kim et al. (2024), cf. Sec. 3. It needs 1.5% of the data.", 2),
        ("Results improve, e.g. on images (Fig. 2). See Refs. [3, 4] and Eq. (5).", 2),
        ("It is 2.5 times faster, i.e. 1.2 s vs. 3 s. We release it.", 2),
        ("Is it true? Yes or no. We ask 3 models, incl. No. 4 of the list.", 3),
        ("It draws cats, dogs, etc. We test it.", 2),
        ("The cost is frac12D_E^2 + \\\\alpha\\$. The rest \\textbf{stays}.", 2),
        ("Written by the U.S. team, w.r.t. the usual bound. End.", 2),
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


def test_the_section_that_opens_a_paper_is_in_the_readers_language_where_there_is_one(make_paper: MakePaper) -> None:
    both = replace(make_paper(), sections=(Section("What's New", "새로운 점."), Section("Abstract", "What is new.")))
    assert opening_section(both, "ko") == both.sections[0]
    assert opening_section(both, "en") == both.sections[1]
    korean = replace(both, sections=both.sections[:1])
    assert opening_section(korean, "en") == korean.sections[0]
    assert opening_section(make_paper(), "en") is None
