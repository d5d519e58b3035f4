from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.answers.query_service import QueryService
from bot.console.jsonl import answer_lines
from bot.console.rows import Row
from bot.search.corpus import Corpus

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def _answers(corpus: Corpus, *lines: bytes) -> list[Row]:
    rows = list(answer_lines(lines, QueryService(corpus, NOW, "ko"), "ko"))
    assert len(rows) == len(lines)
    # Every row is JSON again, without what only Python reads.
    assert [json.loads(json.dumps(row, allow_nan=False)) for row in rows] == rows
    return rows


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"not json", "not JSON (Expecting value)"),
        (b"", "not JSON (Expecting value)"),
        (b"  \n", "not JSON (Expecting value)"),
        (b'{"question": "a"} {"question": "b"}', "not JSON (Extra data)"),
        (b"\xff\xfe", "not UTF-8"),
        ('{"question": "한국어"}'.encode("cp949"), "not UTF-8"),
        (b"[1, 2]", "not a JSON object"),
        (b'"who wrote Hymba?"', "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'{"id": "x"}', 'no text under "question"'),
        (b'{"id": "x", "question": null}', 'no text under "question"'),
        (b'{"id": "x", "question": ["a"]}', 'no text under "question"'),
        (b'{"id": ["x"], "question": "a"}', 'neither text nor a number under "id"'),
        (b'{"conversation": {}, "question": "a"}', 'neither text nor a number under "conversation"'),
        (b'{"id": 1e999, "question": "a"}', 'neither text nor a number under "id"'),
        (b'{"id": ' + b"9" * 5_000 + b', "question": "a"}', 'neither text nor a number under "id"'),
        (b'{"id": NaN, "question": "a"}', "not JSON (NaN is no number)"),
        (b"[" * 10_000, "not JSON (nested too deep)"),
        (b'{"id": ' + b"[" * 900 + b"]" * 900 + b', "question": "a"}', 'neither text nor a number under "id"'),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "not JSON (nested too deep)"),
    ],
)
def test_a_malformed_line_is_named_and_the_stream_goes_on(corpus: Corpus, line: bytes, error: str) -> None:
    good = b'{"id": "q", "question": "who wrote Hymba?"}\n'
    before, row, after = _answers(corpus, good, line, good)
    assert row == {"id": None, "error": f"line 2: {error}"}
    assert before == after
    assert before["id"] == "q"


def test_what_is_not_asked_for_in_an_object_does_not_matter(corpus: Corpus) -> None:
    line = b'\xef\xbb\xbf{"question": "who wrote Hymba?", "more": [1e999, {}], "n": ' + b"9" * 5_000 + b"}\r\n"
    (row,) = _answers(corpus, line)
    assert (row["id"], row["status"]) == (None, "answered")


@pytest.mark.parametrize("name", ["q1", "", 7, -2.5, None, True, "줄\n바꿈", "\ud800"])
def test_the_id_comes_back_as_it_went_in(corpus: Corpus, name: object) -> None:
    (row,) = _answers(corpus, json.dumps({"id": name, "question": "who wrote Hymba?"}).encode())
    assert row["id"] == name


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("x" * 100_000, "too long"),
        ("가" * 4_000, "너무 깁니다"),
        ("?!…", "검색어가 없습니다"),
        ("", "검색어가 없습니다"),
        ("who wrote it?", "Which paper"),
        ("2024-13-01 논문", "달력에 없는"),
        ("papers of 2024-13-01", "not a calendar day"),
        ("what's the capital of Australia?", "I can't help with that"),
        ("hymba \ud800", "Hymba"),
    ],
)
def test_what_cannot_be_answered_is_said_in_the_questions_language(corpus: Corpus, question: str, said: str) -> None:
    (row,) = _answers(corpus, json.dumps({"id": "q", "question": question}).encode())
    assert set(row) == {"id", "status", "text", "papers", "quotes"}
    assert said in row["text"]
    assert (row["status"] == "not_found") == ("\ud800" not in question)


def test_lines_of_a_conversation_share_their_context_and_no_others(corpus: Corpus) -> None:
    def line(question: str, conversation: object) -> bytes:
        return json.dumps({"question": question, "conversation": conversation}).encode()

    rows = _answers(
        corpus,
        line("Hymba 요약해줘", 1),
        line("UltraMem 요약해줘", "b"),
        line("link?", 1),
        line("link?", "1"),
        line("링크", "b"),
        line("link?", "c"),
        line("link?", None),
    )
    assert [row["status"] for row in rows[2:]] == ["answered", "answered", "answered", "not_found", "not_found"]
    assert [row["papers"][0]["arxiv_id"] for row in rows[2:5]] == ["2411.13676", "2411.13676", "2411.12364"]
