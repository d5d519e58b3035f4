from __future__ import annotations

import time
import timeit

import pytest

from bot.search.ids import find_ids, holds_id, without_ids


@pytest.mark.parametrize(
    ("text", "form", "arxiv_id"),
    [
        ("2411.13676", "2411.13676", "2411.13676"),
        ("2411.13676v1의 저자가 누구야?", "2411.13676v1", "2411.13676"),
        ("2410.13848이거", "2410.13848", "2410.13848"),
        ("논문2410.13848", "2410.13848", "2410.13848"),
        ("is 2410.13848. any good", "2410.13848", "2410.13848"),
        ("(2410.13848)", "2410.13848", "2410.13848"),
        ("2410.13848, 맞지?", "2410.13848", "2410.13848"),
        ("2410.13848 원문", "2410.13848", "2410.13848"),
        ("2411.13676v2.pdf", "2411.13676v2.pdf", "2411.13676"),
        ("arXiv:2411.13676v2 [cs.CL] 20 Nov 2024", "arXiv:2411.13676v2 [cs.CL] 20 Nov 2024", "2411.13676"),
        ("arXiv 2411.13676?", "arXiv 2411.13676", "2411.13676"),
        ("see https://arxiv.org/abs/2411.13676v2.", "https://arxiv.org/abs/2411.13676v2", "2411.13676"),
        ("https://arxiv.org/pdf/2411.13676.pdf요약", "https://arxiv.org/pdf/2411.13676.pdf", "2411.13676"),
        ("https://arxiv.org/html/2411.13676v1#S3", "https://arxiv.org/html/2411.13676v1#S3", "2411.13676"),
        ("arxiv.org/abs/2411.13676", "arxiv.org/abs/2411.13676", "2411.13676"),
        ("https://ar5iv.labs.arxiv.org/html/2411.13676", "https://ar5iv.labs.arxiv.org/html/2411.13676", "2411.13676"),
        ("ar5iv.org/abs/2411.13676", "ar5iv.org/abs/2411.13676", "2411.13676"),
        ("www.alphaxiv.org/abs/2411.13676v3", "www.alphaxiv.org/abs/2411.13676v3", "2411.13676"),
        ("<https://hf.co/papers/2411.13676?x=1>", "<https://hf.co/papers/2411.13676?x=1>", "2411.13676"),
        ("[Hymba](https://arxiv.org/abs/2411.13676) 어때", "[Hymba](https://arxiv.org/abs/2411.13676)", "2411.13676"),
        ("paperswithcode.com/paper/arxiv/2411.13676", "paperswithcode.com/paper/arxiv/2411.13676", "2411.13676"),
        ("semanticscholar.org/arXiv:2411.13676", "semanticscholar.org/arXiv:2411.13676", "2411.13676"),
        ("10.48550/arXiv.2411.13676", "10.48550/arXiv.2411.13676", "2411.13676"),
        ("https://doi.org/10.48550/arXiv.2411.13676", "https://doi.org/10.48550/arXiv.2411.13676", "2411.13676"),
        ("0704.0001은", "0704.0001", "0704.0001"),
        ("https://arxiv.org/abs/2999.00001", "https://arxiv.org/abs/2999.00001", "2999.00001"),
        ("cs/0112017은", "cs/0112017", "cs/0112017"),
        ("https://arxiv.org/abs/math.GT/0309136", "https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
    ],
)
def test_an_id_is_seen_in_every_form_and_the_whole_form_is_its_span(text: str, form: str, arxiv_id: str) -> None:
    (span,) = find_ids(text)
    assert (text[span.start : span.end], span.arxiv_id) == (form, arxiv_id)


@pytest.mark.parametrize(
    "text",
    [
        "2024.10.25", "2410.5%", "2410.13848%", "$2410.13848", "2410.13848원", "2410.13848 dollars", "12410.13848",
        "2410.138481", "1,2410.13848", "v3.11 of 2024", "2413.1384", "2410.1384", "1.2410.13848", "2410.13848.1",
        "2410.13848kg", "https://arxiv.org/list/cs.CL/new", "abc/0112017", "cs/01120171",
    ],
)  # fmt: skip
def test_prices_days_versions_and_longer_numbers_are_no_ids(text: str) -> None:
    assert find_ids(text) == []


def test_several_ids_come_in_their_order_and_are_taken_out_with_their_links() -> None:
    text = "see https://huggingface.co/papers/2411.13676 and 2410.18572 please"
    assert [span.arxiv_id for span in find_ids(text)] == ["2411.13676", "2410.18572"]
    assert holds_id(text)
    assert without_ids(text).split() == ["see", "and", "please"]


@pytest.mark.parametrize(
    "piece", ["a-", "1", "2411.", "https://", "arxiv.org/", "cs/", "arxiv ", "[", "2411.13676 ", "10.48550/arXiv."]
)
def test_a_hostile_text_is_read_in_no_time(piece: str) -> None:
    text = piece * (6000 // len(piece))
    assert min(timeit.repeat(lambda: find_ids(text), timer=time.process_time, number=1, repeat=3)) < 0.05


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("２４１１．１３６７６", "２４１１．１３６７６"),
        ("２４１１.１３６７６ 저자 알려줘", "２４１１.１３６７６"),
        ("논문 ２４１１．１３６７６ｖ２이 뭐야?", "２４１１．１３６７６ｖ２"),
        ("ａｒＸｉｖ：２４１１．１３６７６", "ａｒＸｉｖ：２４１１．１３６７６"),
        ("see https://arxiv.org/abs/２４１１．１３６７６.", "https://arxiv.org/abs/２４１１．１３６７６"),
    ],
)
def test_an_id_in_full_width_characters_is_one(text: str, form: str) -> None:
    (found,) = find_ids(text)
    assert (text[found.start : found.end], found.arxiv_id) == (form, "2411.13676")
    assert "２" not in without_ids(text)
