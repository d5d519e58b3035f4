from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.answers.query_service import QueryService
from bot.console.explaining import show_explanation, show_mined
from bot.console.reading_text import show_reading
from bot.search.corpus import Corpus
from bot.search.glossary import Glossary
from bot.search.synonyms import Synonyms
from bot.texts import Language
from tests.conftest import MakePaper
from tests.quality.asking import project_corpus


def _console() -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=80, markup=False, highlight=False), out


def test_an_explanation_names_each_word_what_it_was_read_as_and_the_score() -> None:
    corpus = project_corpus()
    reply = QueryService(corpus, datetime(2025, 2, 6, tzinfo=UTC), "en").ask("papers on object hallucination zeppelin")
    console, out = _console()
    show_explanation(console, corpus, "papers on object hallucination zeppelin", reply)
    text = out.getvalue()
    assert "Mitigating Object Hallucination" in " ".join(text.split())
    assert "zeppelin" in text
    assert f"score {reply.hits[0].score:.2f}" in text
    assert max(map(cell_len, text.splitlines())) <= 80


def test_an_explanation_names_synonyms_and_what_nearness_adds(make_paper: MakePaper) -> None:
    synonyms = Synonyms([(("erase",), ("제거",))])
    papers = [
        make_paper("2401.00001", "Airship", "선체(hull) 흔적을 제거합니다"),
        make_paper("2401.00002", "Boat", "닻"),
    ]
    corpus = Corpus(papers, 1, Glossary(synonyms=synonyms))
    cases: tuple[tuple[Language, tuple[str, str]], ...] = (
        ("en", ("a synonym", "in one sentence or in")),
        ("ko", ("비슷한 말", "한 문장이나")),
    )
    for language, said in cases:
        reply = QueryService(corpus, datetime(2025, 2, 6, tzinfo=UTC), language).ask("papers that erase hull")
        console, out = _console()
        show_explanation(console, corpus, "erase hull", replace(reply, language=language))
        text = " ".join(out.getvalue().split())
        assert [part for part in said if part not in text] == []


def test_mined_pairs_are_listed_with_their_support_for_people_and_programs(
    make_paper: MakePaper, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = [make_paper(f"2401.0000{n}", text="비행 선체(airship hull) 설계") for n in range(3)]
    corpus = Corpus(papers)
    console, out = _console()
    show_mined(console, corpus, "en", as_json=False)
    assert "3  비행 선체 = airship hull" in out.getvalue()
    show_mined(console, corpus, "en", as_json=True)
    assert json.loads(capsys.readouterr().out) == [{"english": "airship hull", "korean": "비행 선체", "support": 3}]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "top 3 papers on diffusion of Oct 2024 without medical ones",
            (
                "Asked for: papers", "piece kind meaning", "number 3, of a ranking",
                "Oct 2024 days Oct 2024", "left out", "diffusion topic word", "topic diffusion",
                "days Oct 2024", "without medical", "number 3", "order most votes first",
            ),
        ),
        (
            "Hymba 저자가 누구야?",
            (
                "요청: 저자", "부분 종류 뜻", "Hymba 논문 2411.13676 (Hymba:", "항목 저자",
                "요청 내용 값", "논문 2411.13676 (Hymba:",
            ),
        ),
    ],
)  # fmt: skip
def test_a_reading_is_printed_piece_by_piece_then_the_request(question: str, said: tuple[str, ...]) -> None:
    corpus = project_corpus()
    service = QueryService(corpus, datetime(2025, 2, 6, tzinfo=UTC), "en")
    console, out = _console()
    show_reading(console, service.reading(question), service.understood(question), corpus)
    text = " ".join(out.getvalue().split())
    assert [part for part in said if part not in text] == []
    assert max(map(cell_len, out.getvalue().splitlines())) <= 80
