"""Rising terms: what papers speak of more than before."""

from __future__ import annotations

import math
from datetime import date

import pytest

from bot.discovery.rising import log_odds, rising
from bot.errors import InputError, NotFoundError
from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from tests.conftest import MakePaper
from tests.search.shelf import shelved

TODAY = date(2024, 11, 7)
GLOSSARY = Glossary(
    (
        Concept("§rl", ("reinforcement learning", "rl"), ("강화 학습", "강화학습")),
        Concept("§limit", ("limit",), ("한계",)),
        Concept("§3d", ("3d generation",), ("3d 생성",)),
    )
)


def weeks(make_paper: MakePaper, recent: list[str], before: list[str], size: int = 30) -> Corpus:
    """Return a corpus of two weeks of `size` papers, the first of them with these summaries."""

    def week(prefix: int, day: str, texts: list[str]) -> list[object]:
        filled = [*texts, *["이 방법을 소개합니다."] * (size - len(texts))]
        return [
            make_paper(f"{prefix}.{n:05}", "A Title", text, day=day, votes=n, authors=("Ann Zhang",))
            for n, text in enumerate(filled)
        ]

    papers = week(2411, "2024-11-05", recent) + week(2410, "2024-10-29", before)
    return Corpus(papers, glossary=GLOSSARY)  # pyright: ignore[reportArgumentType]


def names(corpus: Corpus) -> list[str]:
    return [term.name.ko for term in rising(corpus, 1, 1, TODAY).terms]


def test_a_concept_counts_in_both_languages_and_is_named_in_both(make_paper: MakePaper) -> None:
    corpus = weeks(make_paper, ["강화 학습(RL)을 씁니다."] * 2 + ["강화학습으로 배웁니다."] * 3, ["강화 학습입니다."])
    (term,) = rising(corpus, 1, 1, TODAY).terms
    assert (term.name.ko, term.name.en) == ("강화 학습 (RL)", "RL")
    assert (term.recent, term.before, term.recent_share) == (5, 1, pytest.approx(5 / 30))
    assert [paper.newest.votes for paper in term.papers] == [4, 3, 2]


def test_a_repeated_name_that_the_glossary_lacks_is_a_term(make_paper: MakePaper) -> None:
    assert names(weeks(make_paper, ["DeepSeek-R1과 비교합니다."] * 5, [])) == ["DeepSeek-R1"]


def test_everyday_words_are_no_terms_in_either_language(make_paper: MakePaper) -> None:
    texts = ["모델(model)의 한계를 넘는 방법(method)입니다."] * 5 + ["한계(limits)를 말합니다."]
    assert names(weeks(make_paper, texts, [])) == []


def test_a_korean_term_that_means_much_else_does_not_count_for_a_concept(make_paper: MakePaper) -> None:
    texts = ["영상을 생성합니다."] * 6 + ["3D 생성(3D generation)입니다."]
    assert names(weeks(make_paper, texts, [])) == []


def test_of_terms_that_stand_in_the_same_papers_the_longest_is_named(make_paper: MakePaper) -> None:
    assert names(weeks(make_paper, ["캐시(KV cache compression)를 줄입니다."] * 5, [])) == ["KV cache compression"]


def test_what_was_as_frequent_before_and_what_is_everywhere_does_not_rise(make_paper: MakePaper) -> None:
    assert names(weeks(make_paper, ["Mamba입니다."] * 5, ["Mamba입니다."] * 5)) == []
    assert names(weeks(make_paper, ["Mamba입니다."] * 28, [])) == []


def test_two_papers_make_no_trend(make_paper: MakePaper) -> None:
    assert names(weeks(make_paper, ["Mamba입니다."] * 2, [])) == []


def test_an_authors_name_is_no_term(make_paper: MakePaper) -> None:
    assert "Zhang" not in names(weeks(make_paper, ["Mamba입니다."] * 5, []))


def test_of_an_english_summary_only_names_are_terms(make_paper: MakePaper) -> None:
    assert names(weeks(make_paper, ["We happily train Qwen2.5 on puzzling corpora."] * 5, [])) == ["Qwen2.5"]


def test_a_term_that_only_the_summaries_explain_counts_in_both_languages(make_paper: MakePaper) -> None:
    glossed = ["공중 비행선 선체(airship hull)를 다룹니다."] * 3
    corpus = weeks(make_paper, [*glossed, *["공중 비행선 선체의 설계입니다."] * 2, "선체와 비행선과 공중입니다."], [])
    assert [(pair.english, pair.korean) for pair in corpus.mined] == [("airship hull", "공중 비행선 선체")]
    (term,) = rising(corpus, 1, 1, TODAY).terms
    # Three words that stand apart are not the term.
    assert (term.name.ko, term.recent, term.before) == ("공중 비행선 선체 (airship hull)", 5, 0)


def test_only_papers_of_the_weeks_compared_are_read(make_paper: MakePaper) -> None:
    papers = [*weeks(make_paper, ["Mamba입니다."] * 5, []).papers]
    older = [make_paper(f"2401.{n:05}", "Old", "Jamba입니다.", day="2024-10-01") for n in range(40)]
    corpus, shelf = shelved([*papers, *older], GLOSSARY)
    assert [term.name.en for term in rising(corpus, 1, 1, TODAY).terms] == ["Mamba"]
    assert sorted(corpus.table.ids[number] for number in shelf.reads) == sorted(one.arxiv_id for one in papers)
    assert set(shelf.reads.values()) == {1}


def test_too_little_history_is_said_and_nothing_else(make_paper: MakePaper) -> None:
    few = rising(weeks(make_paper, ["Mamba입니다."] * 5, [], size=19), 1, 1, TODAY)
    assert few.terms == ()
    assert few.note is not None
    assert "19 were listed since Nov 4, 2024, 19 in the time before (from Oct 28, 2024)" in few.note.en


def test_nothing_that_stands_out_is_said_too(make_paper: MakePaper) -> None:
    note = rising(weeks(make_paper, [], []), 1, 1, TODAY).note
    assert note is not None
    assert note.en == "No term stands out against the weeks before."


def test_the_score_is_monroes_and_knows_how_sure_it_is() -> None:
    # By hand: prior 10 * 6/100 = 0.6; ln(5.6/54.4) - ln(1.6/58.4), over sqrt(1/5.6 + 1/1.6).
    by_hand = (math.log(5.6 / 54.4) - math.log(1.6 / 58.4)) / math.sqrt(1 / 5.6 + 1 / 1.6)
    assert log_odds(5, 50, 1, 50) == pytest.approx(by_hand)
    assert log_odds(50, 500, 10, 500) > log_odds(5, 50, 1, 50) > 0 > log_odds(1, 50, 5, 50)
    assert log_odds(5, 50, 5, 50) == pytest.approx(0)


def test_periods_that_cannot_be_looked_at_are_refused(make_paper: MakePaper) -> None:
    with pytest.raises(InputError):
        rising(weeks(make_paper, [], []), 0, 4, TODAY)
    with pytest.raises(NotFoundError):
        rising(Corpus(()), 4, 12, TODAY)


def test_the_seeds_give_terms_of_the_field(corpus: Corpus) -> None:
    found = rising(corpus, 4, 12, date(2025, 3, 1))
    keys = {term.name.en.lower() for term in found.terms}
    assert {"lora", "o1"} <= keys
    assert not keys & {"model", "models", "paper", "method", "gpu"}
    assert all(term.recent >= 3 and term.recent_share > term.before_share for term in found.terms)
