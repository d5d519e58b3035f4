"""What two similar papers share."""

from __future__ import annotations

from bot.discovery.likeness import shared_terms
from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from tests.conftest import MakePaper

GLOSSARY = Glossary(
    (
        Concept("§editing", ("knowledge editing",), ("지식 편집",)),
        Concept("§lora", ("low-rank adaptation", "lora"), ("저랭크 적응",)),
        Concept("§limit", ("limit",), ("한계",)),
        Concept("§deformation", ("deformation",), ("변형",)),
    )
)
FILLER = [("90", "Something else", "전혀 다른 이야기입니다."), ("91", "Other things", "다른 것입니다.")]


def shared(make_paper: MakePaper, one: tuple[str, str], other: tuple[str, str], **options: object) -> tuple[str, ...]:
    """Return what two papers, each a title and a summary, share."""
    papers = [make_paper(*given) for given in (("1", *one), ("2", *other), *FILLER)]
    corpus = Corpus(papers, glossary=GLOSSARY)
    first, second = (paper for arxiv_id in ("1", "2") if (paper := corpus.paper(arxiv_id)))
    return shared_terms(first, second, corpus, **options)  # type: ignore[arg-type]


def test_a_shared_concept_is_written_as_the_papers_write_it(make_paper: MakePaper) -> None:
    one = ("Lifelong Knowledge Editing", "지식 편집을 다룹니다.")
    other = ("Cats", "지식 편집(knowledge editing)에 LoRA를 씁니다.")
    assert shared(make_paper, one, other, language="ko") == ("지식 편집",)
    assert [term.lower() for term in shared(make_paper, one, other, language="en")] == ["knowledge editing"]


def test_english_terms_that_the_glossary_lacks_keep_their_spelling(make_paper: MakePaper) -> None:
    assert shared(make_paper, ("MEMIT again", ""), ("Cats", "MEMIT을 씁니다."), language="ko") == ("MEMIT",)


def test_everyday_words_are_not_shared_terms(make_paper: MakePaper) -> None:
    one, other = ("A Method", "모델의 한계를 말합니다."), ("The Methods", "모델의 한계(limits)를 넘는 method입니다.")
    assert shared(make_paper, one, other, language="ko") == ()


def test_a_lone_word_that_means_much_is_told_where_both_write_it_in_english_or_a_title_does(
    make_paper: MakePaper,
) -> None:
    korean, glossed = ("Dogs", "모양의 변형을 다룹니다."), ("Cats", "변형(deformation)을 다룹니다.")
    assert shared(make_paper, korean, glossed, language="ko") == ()
    assert shared(make_paper, glossed, ("Birds", glossed[1]), language="ko") == ("변형",)
    assert shared(make_paper, ("Deformation: a Study", "변형을 다룹니다."), korean, language="ko") == ("변형",)


def test_a_part_of_a_shared_term_is_not_told_again_and_the_limit_holds(make_paper: MakePaper) -> None:
    one, other = ("KV cache compression with Mamba and Jamba", ""), ("Jamba, Mamba: KV cache compression", "")
    assert shared(make_paper, one, other)[0] == "KV cache compression"
    assert set(shared(make_paper, one, other)) == {"KV cache compression", "Mamba", "Jamba"}
    assert shared(make_paper, one, other, limit=1) == ("KV cache compression",)


def test_papers_without_anything_in_common_share_nothing(make_paper: MakePaper) -> None:
    assert shared(make_paper, ("Mamba", ""), ("Jamba", "")) == ()


def test_similar_papers_of_the_seeds_share_telling_terms(corpus: Corpus) -> None:
    editing = next(paper for paper in corpus.papers if "Lifelong Sequential Knowledge Editing" in paper.title)
    nearest = corpus.similar(editing, limit=1).hits[0].paper
    assert "MEMIT" in shared_terms(editing, nearest, corpus)
