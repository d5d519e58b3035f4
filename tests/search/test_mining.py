from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.document_table import build_table
from bot.search.forward_index import ForwardIndex
from bot.search.glossary import Concept, Glossary
from bot.search.index import Index
from bot.search.mining import MINED, MinedPair, glosses_of, mine, mined_phrases
from tests.conftest import MakePaper


def mined(papers: Sequence[Paper], known: Glossary) -> tuple[MinedPair, ...]:
    table = build_table(papers, known)
    return mine(table.glosses, Index(table.terms), known)


def test_what_papers_gloss_alike_becomes_a_pair_with_its_support(make_paper: MakePaper) -> None:
    papers = [
        make_paper("2401.00001", text="이 논문은 희소 오토인코더(Sparse Autoencoder; SAE)를 사용합니다."),
        make_paper("2401.00002", text="우리는 희소 오토인코더(Sparse Autoencoder)로 해석합니다."),
        make_paper("2401.00004", text="한 번만 나오는 비행선(zeppelin) 이야기입니다."),
    ]
    assert mined(papers, Glossary()) == (MinedPair("sparse autoencoder", "희소 오토인코더", 2),)


def test_a_title_in_english_over_a_summary_in_korean_supports_no_pair(make_paper: MakePaper) -> None:
    papers = [
        make_paper("2401.00001", text="희소 오토인코더(Sparse Autoencoder)를 사용합니다."),
        make_paper("2401.00003", title="A Sparse Autoencoder for Speech", text="희소 오토인코더로 음성을 다룹니다."),
    ]
    assert mined(papers, Glossary()) == ()


def test_a_paper_that_repeats_a_gloss_gives_it_once(make_paper: MakePaper) -> None:
    twice = make_paper(text="비행선(zeppelin)입니다. 또 비행선(zeppelin)입니다.")
    assert glosses_of(twice) == {"zeppelin\t비행선"}
    assert mined([twice], Glossary()) == ()


def test_what_the_glossary_has_is_not_mined_again(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.0000{n}", text="환각(hallucination) 완화") for n in range(3)]
    known = Glossary([Concept("§hallucination", ("hallucination",), ("할루시네이션",))])
    assert mined(papers, known) == ()
    assert [pair.korean for pair in mined(papers, Glossary())] == ["환각"]


def test_an_abbreviation_alone_is_an_example_not_a_term(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.0000{n}", text="대표 벤치마크(MMLU)에서 평가") for n in range(3)]
    assert mined(papers, Glossary()) == ()


def test_a_mined_pair_bridges_the_languages_in_search(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.0000{n}", text="비행 선체(airship hull) 설계") for n in range(2)]
    papers.append(make_paper("2401.00009", text="비행 선체 점검"))
    papers += [make_paper(f"2402.{n:05}", text="other things") for n in range(20)]
    hits = [hit.paper.arxiv_id for hit in Corpus(papers).search("airship hull").hits]
    assert set(hits) == {"2401.00000", "2401.00001", "2401.00009"}
    assert hits[-1] == "2401.00009"


def test_a_mined_term_stands_for_all_words_of_either_phrase_and_counts_once() -> None:
    field = ForwardIndex.of(
        [["airship", "hull"], ["airship"], ["비행", "선체", "선체"], ["선체"], ["airship", "hull", "비행"]]
    )
    index = Index(field, None, {"¤airship hull": (("airship", "hull"), ("비행", "선체")), "¤x": (("x",), ())})
    assert index.postings("¤airship hull").tolist() == [0, 2, 4]
    assert index.frequency("¤airship hull") == 3
    assert index.idf("¤airship hull") == pytest.approx(np.log((5 + 1) / 3))
    once = Index(ForwardIndex.of([["t", "o"], ["o"], ["t", "o", "o"], ["o"], ["t", "o", "o"]]))
    assert np.allclose(index.contributions("¤airship hull"), once.contributions("t"))
    assert (index.frequency("¤x"), index.idf("¤x"), index.frequency("¤unknown")) == (0, 0.0, 0)


def test_a_pairs_phrases_are_the_tokens_of_its_terms() -> None:
    assert mined_phrases([MinedPair("airship hull", "비행 선체", 2)]) == {
        f"{MINED}airship hull": (("airship", "hull"), ("비행", "선체"))
    }
