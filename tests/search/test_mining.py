from __future__ import annotations

from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from bot.search.mining import mine
from tests.conftest import MakePaper


def test_what_papers_gloss_alike_becomes_a_pair_with_its_support(make_paper: MakePaper) -> None:
    papers = [
        make_paper("2401.00001", text="이 논문은 희소 오토인코더(Sparse Autoencoder; SAE)를 사용합니다."),
        make_paper("2401.00002", text="우리는 희소 오토인코더(Sparse Autoencoder)로 해석합니다."),
        make_paper("2401.00003", title="A Sparse Autoencoder for Speech", text="희소 오토인코더로 음성을 다룹니다."),
        make_paper("2401.00004", text="한 번만 나오는 비행선(zeppelin) 이야기입니다."),
    ]
    pairs = {pair.english: (pair.korean, pair.support) for pair in mine(papers, Glossary())}
    assert pairs["sparse autoencoder"] == ("희소 오토인코더", 3)
    assert "zeppelin" not in pairs


def test_what_the_glossary_has_is_not_mined_again(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.0000{n}", text="환각(hallucination) 완화") for n in range(3)]
    known = Glossary([Concept("§hallucination", ("hallucination",), ("할루시네이션",))])
    assert mine(papers, known) == ()


def test_an_abbreviation_alone_is_an_example_not_a_term(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.0000{n}", text="대표 벤치마크(MMLU)에서 평가") for n in range(3)]
    assert mine(papers, Glossary()) == ()


def test_a_mined_pair_bridges_the_languages_in_search(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.0000{n}", text="비행 선체(airship hull) 설계") for n in range(2)]
    papers.append(make_paper("2401.00009", text="비행 선체 점검"))
    papers += [make_paper(f"2402.{n:05}", text="other things") for n in range(20)]
    hits = [hit.paper.arxiv_id for hit in Corpus(papers).search("airship hull").hits]
    assert set(hits) == {"2401.00000", "2401.00001", "2401.00009"}
    assert hits[-1] == "2401.00009"
