"""Tables: what each paper states in each column, what it does not, and what the first line makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.answers.engine.engine import Engine
from bot.answers.replies.replies import reply_to
from bot.answers.reply import Reply, plain_text
from bot.answers.request import Choice, Column, Request
from bot.console.rows import reply_row
from bot.search.corpus import Corpus
from bot.texts import Language
from tests.answers.engine.fleet import TODAY, paper

_RL, _SFT, _GAME, _PLAIN = "2501.00001", "2501.00002", "2501.00003", "2501.00004"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    made = [
        paper(
            _RL, "Alpha", "We train it with reinforcement learning.", "It has 7B parameters.", "It gets 91.5% on GSM8K."
        ),
        paper(
            _SFT, "Beta", "모델을 지도 학습으로 훈련합니다.", "코드를 공개했습니다.", "GSM8K에서 94.0%를 달성했습니다."
        ),
        paper(_GAME, "Gamma", "An agent plays games by reinforcement learning.", "", "GSM8K improves by 3.0%."),
        paper(_PLAIN, "Delta", "We study boats."),
    ]
    made[3] = replace(made[3], code="https://github.com/a/delta", organization="Sea Lab")
    return Corpus(made)


def _table(corpus: Corpus, *columns: Column, choice: Choice = "all", language: Language = "en", **of: Any) -> Reply:
    request = Request("compare", language, papers=(_RL, _SFT, _GAME, _PLAIN), columns=columns, choice=choice)
    return reply_to(Engine(corpus, TODAY).answer(replace(request, **of)), corpus, TODAY)


def _cells(reply: Reply) -> list[tuple[str, list[str | None]]]:
    row = reply_row(reply, None)["table"]
    return [(one["arxiv_id"], one["cells"]) for one in row["rows"]]


def test_without_columns_papers_are_compared_by_what_is_new_their_results_and_code(corpus: Corpus) -> None:
    reply = _table(corpus)
    assert reply.lead == "4 papers compared, as their summaries state it. The quotes are from Korean summaries."
    assert reply_row(reply, None)["table"]["columns"] == ["What's new", "Results", "Code"]
    assert dict(_cells(reply)) == {
        _RL: ["We train it with reinforcement learning.", "It gets 91.5% on GSM8K.", None],
        _SFT: ["모델을 지도 학습으로 훈련합니다.", "GSM8K에서 94.0%를 달성했습니다.", "코드를 공개했습니다."],
        _GAME: ["An agent plays games by reinforcement learning.", "GSM8K improves by 3.0%.", None],
        _PLAIN: ["We study boats.", None, "https://github.com/a/delta"],
    }


def test_every_quote_is_a_part_of_its_paper(corpus: Corpus) -> None:
    for quote in _table(corpus).quotes:
        made = corpus.paper(quote.arxiv_id)
        assert made is not None
        assert quote.text in made.summary


def test_what_is_not_stated_is_said_so_in_both_languages(corpus: Corpus) -> None:
    assert "   Code: not stated" in plain_text(_table(corpus, Column("code")))
    assert "   코드: 명시되어 있지 않음" in plain_text(_table(corpus, Column("code"), language="ko"))
    assert plain_text(_table(corpus, Column("code"))).count("https://arxiv.org/abs/") == 4


def test_those_that_state_it_come_first_and_are_named_by_number(corpus: Corpus) -> None:
    reply = _table(corpus, Column("code"), choice="stated", among=(_RL, _SFT, _GAME, _PLAIN))
    assert reply.lead.startswith("2 of 4 papers state this: no. 2, 4.")
    assert [arxiv_id for arxiv_id, _ in _cells(reply)] == [_SFT, _PLAIN, _RL, _GAME]
    lines = [line for line in plain_text(reply).splitlines() if line[:2].rstrip(".").isdigit()]
    assert lines == ["2. Beta", "4. Delta", "1. Alpha", "3. Gamma"]
    korean = _table(corpus, Column("fact", "reinforcement learning"), choice="stated", language="ko")
    assert _table(corpus, Column("fact", "강화학습"), choice="stated").status == "papers"
    assert korean.lead.startswith("논문 4편 중 2편에 나와 있습니다: 1, 3번.")


def test_one_paper_is_spoken_of_as_one_and_none_as_none(corpus: Corpus) -> None:
    one = _table(corpus, Column("fact", "boats"), choice="stated")
    assert one.lead.startswith("1 of 4 papers states this: no. 4.")
    other = _table(corpus, Column("fact", "reinforcement learning"), choice="unstated", papers=(_RL, _GAME, _PLAIN))
    assert other.lead.startswith("1 of 3 papers does not mention it: no. 3.")
    for choice in ("all", "stated", "best"):
        none = _table(corpus, Column("fact", "quantum annealing"), choice=choice)
        assert none.lead == "None of these 4 papers states this; the papers themselves may."


def test_an_amount_that_is_asked_for_is_a_number_and_the_label_names_the_thing(corpus: Corpus) -> None:
    many = Corpus(
        [
            paper("2501.00011", "Echo", "It reads tokens one by one.", "It handles contexts of 128K tokens."),
            paper("2501.00012", "Fox", "Tokens are merged before they are handled."),
        ]
    )
    asked = Column("fact", "how many tokens")
    request = Request("compare", "en", papers=("2501.00011", "2501.00012"), columns=(asked,))
    row = reply_row(reply_to(Engine(many, TODAY).answer(request), many, TODAY), None)["table"]
    assert row["columns"][0] == "tokens"
    assert [one["cells"][0] for one in row["rows"]] == ["It handles contexts of 128K tokens.", None]


def test_what_a_paper_proposes_is_not_what_it_is_only_tried_on() -> None:
    made = Corpus(
        [
            paper("2501.00021", "Golf", "We propose a benchmark of puzzles."),
            paper("2501.00022", "Hotel", "It is better on each benchmark."),
        ]
    )
    asked = Column("fact", "propose benchmark")
    request = Request("compare", "en", papers=("2501.00021", "2501.00022"), columns=(asked,), choice="stated")
    reply = reply_to(Engine(made, TODAY).answer(request), made, TODAY)
    assert reply.lead.startswith("1 of 2 papers states this: no. 1.")


def test_a_base_model_and_a_limitation_are_those_of_the_paper_itself() -> None:
    made = Corpus(
        [
            paper("2501.00031", "India", "It is built on Qwen2.5-7B.", "It fails on long inputs."),
            paper("2501.00032", "Juliet", "A rule-based model is a strong baseline.", "It overcomes the limitations."),
        ]
    )
    columns = (Column("fact", "base model"), Column("fact", "limitations"))
    request = Request("compare", "en", papers=("2501.00031", "2501.00032"), columns=columns)
    rows = reply_row(reply_to(Engine(made, TODAY).answer(request), made, TODAY), None)["table"]["rows"]
    assert [one["cells"][:2] for one in rows] == [
        ["It is built on Qwen2.5-7B.", "It fails on long inputs."],
        [None, None],
    ]


def test_those_that_do_not_state_it_are_not_said_to_lack_it(corpus: Corpus) -> None:
    reply = _table(corpus, Column("fact", "reinforcement learning"), choice="unstated")
    assert reply.lead.startswith("2 of 4 papers do not mention it: no. 2, 4. The papers themselves may.")


def test_others_of_the_list_that_state_it_are_added(corpus: Corpus) -> None:
    asked: dict[str, Any] = {"papers": (_SFT, _PLAIN), "among": (_SFT, _PLAIN, _RL, _GAME)}
    reply = _table(corpus, Column("fact", "reinforcement learning"), choice="stated", **asked)
    assert [arxiv_id for arxiv_id, _ in _cells(reply)] == [_RL, _GAME, _SFT, _PLAIN]
    only = _table(corpus, Column("fact", "reinforcement learning"), choice="stated", count=2, **asked)
    assert [arxiv_id for arxiv_id, _ in _cells(only)] == [_SFT, _PLAIN]


def test_nothing_stated_by_any_is_no_answer(corpus: Corpus) -> None:
    reply = _table(corpus, Column("fact", "quantum annealing"), choice="stated")
    assert (reply.status, reply.quotes) == ("papers", ())
    assert reply.lead == "None of these 4 papers states this; the papers themselves may."


@pytest.mark.parametrize(
    ("choice", "said"), [("most", "No. 2 states the highest"), ("least", "No. 1 states the lowest")]
)
def test_figures_of_one_benchmark_are_ranked(corpus: Corpus, choice: Choice, said: str) -> None:
    reply = _table(corpus, Column("figure", "GSM8K"), choice=choice, papers=(_RL, _SFT, _PLAIN))
    assert reply.lead.startswith(f"{said} figure for GSM8K: ")
    assert [quote.figure for quote in reply.quotes] == (["94.0%", "91.5%"] if choice == "most" else ["91.5%", "94.0%"])


def test_a_score_and_a_change_are_shown_and_not_ranked(corpus: Corpus) -> None:
    reply = _table(corpus, Column("figure", "GSM8K"), choice="most")
    assert reply.lead.startswith("The figures for GSM8K are not measured alike, so they are not ranked")
    assert len(reply.quotes) == 3


def test_one_figure_or_none_or_no_name_is_never_a_ranking(corpus: Corpus) -> None:
    parameters = _table(corpus, Column("figure", "parameters"), choice="most")
    assert parameters.lead.startswith("Only no. 1 states a figure for parameters: 7B")
    missing = _table(corpus, Column("figure", "MMLU"), choice="most", language="ko")
    assert missing.lead.startswith("논문 4편 모두 MMLU 수치가 명시되어 있지 않아")
    unnamed = _table(corpus, Column("figure"), choice="best")
    assert "share no named benchmark or metric" in unnamed.lead


def test_of_ten_papers_the_quotes_stay_short() -> None:
    long = "This sentence about boats goes on and on, and tells of sails, of ropes, of winds and of harbours. "
    many = Corpus([paper(f"2501.000{n}", f"Boat {n}", long * 1, long, f"It gains {n}%, {long}") for n in range(10, 24)])
    request = Request("compare", "en", papers=tuple(one.arxiv_id for one in many.papers))
    reply = reply_to(Engine(many, TODAY).answer(request), many, TODAY)
    assert reply.table is not None
    assert len(reply.table.rows) == 10
    assert max(len(quote.text) for quote in reply.quotes) <= 80
