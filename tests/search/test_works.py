"""The works that a message names: those of the seeds, and of titles made by hand."""

from __future__ import annotations

import random
import re
import time
import timeit
from collections.abc import Sequence
from itertools import pairwise

import pytest

from bot.search.analysis import korean_stem, latin_stem
from bot.search.corpus import Corpus
from bot.search.stopwords import STOP_WORDS
from bot.search.works import WorkSpan
from tests.conftest import MakePaper

FILLER = frozenset("뭐가 좋아 다른 점심 얼마 어때 낮잠 하늘".split())


def works(corpus: Corpus, text: str) -> list[WorkSpan]:
    """Return the works in a text, where fillers and words that several papers have are known."""

    def known(word: str) -> bool:
        stems = (korean_stem(word), latin_stem(word))
        return word in STOP_WORDS or word in FILLER or any(corpus.index.frequency(stem) > 1 for stem in stems)

    return corpus.titles.works_in(text, known)


def titled(make_paper: MakePaper, titles: Sequence[str], text: str = "") -> Corpus:
    """Return a corpus of these titles, the ids in their order from 2401.00000."""
    return Corpus(make_paper(f"2401.{number:05}", title=title, text=text) for number, title in enumerate(titles))


@pytest.mark.parametrize(
    ("text", "name", "arxiv_id", "how"),
    [
        ("o1 accuracy on zebra logic??", "zebra logic", "2502.01100", "system"),
        ("how fast is medmobile", "medmobile", "2410.09019", "system"),
        ("omni human 1 논문", "omni human 1", "2502.01061", "system"),
        ("omnihuman의 저자", "omnihuman", "2502.01061", "system"),
        ("3dgs enhancer?", "3dgs enhancer", "2410.16266", "system"),
        ("insight v랑 비교", "insight v", "2411.14432", "system"),
        ("movie gen에서 쓴 데이터", "movie gen", "2410.13720", "system"),
        ("gamma-mod는 뭐야", "gamma-mod", "2410.13859", "system"),
        ("γ-MoD는 뭐야", "γ-MoD", "2410.13859", "system"),
        ("Hymba's authors", "Hymba's", "2411.13676", "system"),
        ("fluid fid 얼마", "fluid", "2410.13863", "system"),
        ("Fluid 10.5B FID", "Fluid", "2410.13863", "system"),
        ("AIN 논문", "AIN", "2502.00094", "system"),
        ("blip-3-video 알려줘", "blip-3-video", "2410.16267", "system"),
        ("ultra mem은 얼마나 빨라?", "ultra mem", "2411.12364", "system"),
        ("diffusionGS는?", "diffusionGS", "2411.14384", "system"),
        ("omnihumen paper", "omnihumen", "2502.01061", "spelling"),
        ("ultramen 논문", "ultramen", "2411.12364", "spelling"),
        ("pyramid dorp 논문", "pyramid dorp", "2410.17247", "spelling"),
        ("무비젠", "무비젠", "2410.13720", "sound"),
        ("무비 젠 논문", "무비 젠", "2410.13720", "sound"),
        ("옴니휴먼 논문 링크좀", "옴니휴먼", "2502.01061", "sound"),
        ("울트라멤의 저자", "울트라멤", "2411.12364", "sound"),
        ("오픈스칼라 그거 몇 편 뒤져", "오픈스칼라", "2411.14199", "sound"),
        ("패스트kv가 얼마나 빨라", "패스트kv", "2502.01068", "sound"),
        ("the differences between direct alignment algorithms are a blur 저자", None, "2502.01237", "title"),
        ("who wrote patience is teh key to large langauge model reasoning?", None, "2411.13082", "title"),
        ("language models are symbolic learners, who wrote it", None, "2410.15580", "title"),
        ("2411.13676v1의 저자가 누구야?", "2411.13676v1", "2411.13676", "id"),
    ],
)
def test_a_work_is_known_by_what_people_call_it(
    corpus: Corpus, text: str, name: str | None, arxiv_id: str, how: str
) -> None:
    (span,) = works(corpus, text)
    assert (span.arxiv_id, span.how) == (arxiv_id, how)
    assert name is None or text[span.start : span.end] == name


@pytest.mark.parametrize(
    "text",
    [
        "long context",
        "fluid dynamics",
        "video agents?",
        "a memory network that is sparse",
        "watermaking papers?",
        "is that int ok",
        "an int is not a logo",
        "janus-pro 논문",
        "DreamVideo-3 논문",
        "9999.99999",
        "하늘이 어때",
        "오늘 점심 뭐먹지",
        "attention is all you need 있음?",
    ],
)
def test_what_only_looks_like_a_name_is_none(corpus: Corpus, text: str) -> None:
    assert [span for span in works(corpus, text) if span.score >= 0.6] == []


def test_works_come_in_their_order_and_apart(corpus: Corpus) -> None:
    text = "Hymba vs Taipan vs 2410.13848, zebra logic too"
    found = works(corpus, text)
    assert [text[span.start : span.end] for span in found] == ["Hymba", "Taipan", "2410.13848", "zebra logic"]


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("$ρ$-bench: A Benchmark for Tools", "rho-bench"),
        ("rho-bench: A Benchmark for Tools", "ρ-bench"),
        (r"$\pi_0$-FAST: Actions as Tokens", "pi0-fast"),
        ("MVX²: Multiview Something", "MVX2"),
        ("MVX$^2$: Multiview Something", "mvx2"),
        ("o1-Coder: an o1 Replication for Coding", "o1 coder"),
        ("λ-ECLIPSE: Personalised Images", "lambda eclipse"),
        ("Introducing LeapFrogger: A Thing", "leap frogger"),
        ("Towards Better Nets with GraphWeaver", "graphweaver"),
        ("Kimono2.5-VL Technical Report", "kimono2.5-vl"),
        ("Rethinking Everything (ReThinkNet)", "ReThinkNet"),
        (r"$\textbf{Only-IF}$:Revealing the Effect", "only-if paper"),
    ],
)
def test_names_are_read_in_any_writing(make_paper: MakePaper, title: str, typed: str) -> None:
    corpus = titled(make_paper, ["Another Title About Models", title], text="GraphWeaver ReThinkNet")
    assert [span.arxiv_id for span in works(corpus, typed)] == ["2401.00001"]


def test_of_two_works_with_one_name_the_newer_comes_first(make_paper: MakePaper) -> None:
    older = make_paper("2401.00001", title="VideoMaker: One", day="2024-01-01")
    newer = make_paper("2402.00001", title="VideoMaker: Two", day="2024-02-01")
    (span,) = works(Corpus([older, newer]), "videomaker")
    assert (span.arxiv_id, span.others) == ("2402.00001", ("2401.00001",))


def test_two_names_that_are_equally_near_are_both_given(make_paper: MakePaper) -> None:
    corpus = titled(make_paper, ["OmniHamer: One", "OmniHumer: Two"])
    (span,) = works(corpus, "omnihimer paper")
    assert {span.arxiv_id, *span.others} == {"2401.00000", "2401.00001"}


def test_a_name_that_many_titles_have_is_a_topic(make_paper: MakePaper) -> None:
    titles = ["LoRA: Low-Rank Adaptation", *(f"Faster LoRA for Task {number}" for number in range(5))]
    assert works(titled(make_paper, titles), "any lora work?") == []


def test_another_version_is_another_work(make_paper: MakePaper) -> None:
    corpus = titled(make_paper, ["SpeechWeaver: One Model for Voices"])
    assert works(corpus, "SpeechWeaver-2") == []
    assert [span.arxiv_id for span in works(corpus, "SpeechWeaver-7B")] == ["2401.00000"]
    assert works(corpus, "speechweaver 2 논문")[0].score < works(corpus, "speechweaver 논문")[0].score


def test_a_summary_introduces_a_name_that_the_title_lacks(make_paper: MakePaper) -> None:
    text = "이 논문에서는 'SlimWeaver'라는 새로운 방법을 제안합니다. SlimWeaver는 CoolBench에서 CoolBench보다 낫습니다."
    corpus = Corpus([make_paper("2401.00001", title="Small Networks Everywhere", text=text)])
    assert corpus.table.aliases == ("SlimWeaver",)
    assert [span.arxiv_id for span in works(corpus, "slimweaver 저자")] == ["2401.00001"]
    assert works(corpus, "coolbench") == []


def test_a_word_nearer_to_another_one_is_no_slip_of_a_name(make_paper: MakePaper) -> None:
    corpus = titled(make_paper, ["WaterMarkin: Signs in Images"])
    assert corpus.titles.works_in("watermarkin papers", lambda _: False)[0].how == "system"
    assert corpus.titles.works_in("watermakin papers", lambda _: False)[0].how == "spelling"
    assert corpus.titles.works_in("watermakin papers", lambda _: False, lambda word: word == "watermakin") == []


def test_every_work_of_the_seeds_is_found_in_every_writing(corpus: Corpus) -> None:
    missed: list[str] = []
    for arxiv_id, title in zip(corpus.table.ids, corpus.table.titles, strict=True):
        head = title.partition(":")[0] if ":" in title and len(title.partition(":")[0].split()) < 5 else title
        forms = [title, title.upper(), title.lower().replace(":", " ").replace("-", " "), f"{head}에서", head.lower()]
        forms += [f"who wrote {head.lower()}?", re.sub(r"[\s-]", "", head.lower()) if head != title else title]
        for form in forms:
            found = works(corpus, form)
            if not found or max(found, key=lambda span: span.score).arxiv_id != arxiv_id:
                missed.append(form)
    assert len(missed) < 0.02 * 7 * len(corpus.table.ids), missed


def test_papers_are_named_by_names_with_slips_and_in_hangul_too(corpus: Corpus) -> None:
    for text in ("옴니휴먼", "omnihumen", "ultramem", "Hymba", "무비 젠"):
        assert corpus.named(text) is not None
    assert corpus.named("language models") is None


@pytest.mark.parametrize(
    "piece", ["a ", "a-", "hymba ", "가나다 ", "가", "large language models ", "가a", "1 2 3 ", "'s", "A.", "x", '"a '],
)  # fmt: skip
def test_a_hostile_text_takes_no_time(corpus: Corpus, piece: str) -> None:
    works(corpus, "warm 무비젠 waarm")
    text = (piece * 4000)[:4000]
    assert (
        min(
            timeit.repeat(
                lambda: corpus.titles.works_in(text, lambda _: False), timer=time.process_time, number=1, repeat=3
            )
        )
        < 0.05
    )


def test_any_text_is_read(corpus: Corpus) -> None:
    source = random.Random(7)
    pieces = [
        "Hymba",
        "zebra",
        "logic",
        "-",
        " ",
        "'s",
        "무비",
        "젠",
        "는",
        "$",
        "\\pi",
        "(",
        "2",
        "π",
        "²",
        "ß",
        "👍",
        "\n",
    ]
    for _ in range(300):
        text = "".join(source.choices(pieces, k=source.randint(0, 30)))
        spans = works(corpus, text)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
