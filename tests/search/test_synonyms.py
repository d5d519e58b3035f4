from __future__ import annotations

from pathlib import Path

import pytest

from bot.search.analysis import words
from bot.search.corpus import Corpus
from bot.search.glossary import Glossary
from bot.search.glossary_file import SYNONYMS, read_glossary
from bot.search.synonyms import Synonyms
from tests.conftest import MakePaper

GLOSSARY = Path(__file__).resolve().parents[2] / "config" / "glossary.tsv"


@pytest.fixture
def corpus(make_paper: MakePaper) -> Corpus:
    synonyms = Synonyms([(("remove", "erase", "지우"), ("제거",)), (("erase",), ("삭제",))])
    papers = [
        make_paper("2401.00001", text="물체를 제거하는 제거"),
        make_paper("2401.00002", text="물체를 삭제했습니다"),
        make_paper("2401.00003", text="물체를 지우는"),
        *(make_paper(f"2402.{n:05}", text="다른 이야기") for n in range(20)),
    ]
    return Corpus(papers, 1, Glossary(synonyms=synonyms))


@pytest.mark.parametrize(
    ("typed", "written"),
    [("remove", ("제거",)), ("erasing", ("제거", "삭제")), ("지우는", ("제거",)), ("지", ()), ("paint", ())],
)
def test_a_word_is_known_by_its_forms(typed: str, written: tuple[str, ...], corpus: Corpus) -> None:
    (term,) = words(typed)
    assert corpus.glossary.synonyms.of(term) == written


def test_what_means_the_same_is_found_and_a_word_itself_comes_first(corpus: Corpus) -> None:
    assert set(corpus.search("erase").hits.ids) == {"2401.00001", "2401.00002"}
    assert corpus.search("물체를 지우는").hits.ids[0] == "2401.00003"
    assert corpus.search("물체를 지우는").hits.ids[1] == "2401.00001"


def test_no_synonym_makes_a_paper_a_hit_of_a_word_that_papers_have(corpus: Corpus) -> None:
    assert corpus.search("지우는").hits.ids == ["2401.00003"]


def test_messages_of_others_are_read_without_synonyms(corpus: Corpus) -> None:
    assert corpus.read("erase", as_written=True).missing == ("erase",)
    assert corpus.read("erase").missing == ()


def test_a_name_has_no_synonyms(corpus: Corpus) -> None:
    assert corpus.read("we use ERASE").words[-1].alike == ()


def test_the_explanation_says_that_a_synonym_was_found(corpus: Corpus) -> None:
    paper = corpus.paper("2401.00001")
    assert paper is not None
    (part,) = corpus.explain(corpus.read("erase"), paper)
    assert part.alike
    assert part.contribution > 0


def test_lines_that_cannot_be_used_are_reported(tmp_path: Path) -> None:
    (tmp_path / "glossary.tsv").write_text("model\t모델\n", "utf-8")
    (tmp_path / SYNONYMS).write_text("remove\t제거\nno tab\n", "utf-8")
    glossary, problems = read_glossary(tmp_path / "glossary.tsv")
    assert [(problem.path.name, problem.line) for problem in problems] == [(SYNONYMS, 2)]
    assert glossary.synonyms.of(next(words("removed"))) == ("제거",)


def test_the_projects_synonyms_are_sound() -> None:
    glossary, problems = read_glossary(GLOSSARY)
    assert problems == ()
    assert "감소" in glossary.synonyms.of(next(words("reduce")))
    assert "감소" in glossary.synonyms.of(next(words("줄이는")))
