"""Bad input: one clear sentence on stderr, the exit code of its kind, never a traceback."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from bot.texts import Language
from tests.console.program import LISTING, Program

# The commands that use the database, each in its shortest form.
USERS = [["ask", "mamba"], ["ask", "--jsonl"], ["search", "mamba"], ["top"], ["author", "gu"], ["paper", "mamba"]]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["top", "--date", "2024-13-01"], 2, "2024-13-01 is not a calendar day"),
        (["top", "--date", "2024-02-30"], 2, "2024-02-30 is not a calendar day"),
        (["top", "--since", "2024-13-01"], 2, "not a calendar day"),
        (["search", "mamba", "--until", "2023-02-29"], 2, "not a calendar day"),
        (["top", "--date", "someday"], 2, "not understood as a day"),
        (["top", "--date", "2099-01-01"], 1, "lies in the future; the newest listing is of Oct 25, 2024"),
        (["top", "--since", "2099-01-01"], 1, "lies in the future"),
        (["top", "--date", "2024-10-24"], 1, "listed nearest to it: Oct 23, 2024 · Oct 25, 2024"),
        (["top", "--date", "2024-10-25", "--since", "2024-10-23"], 2, "a day, or a range"),
        (["top", "--since", "2024-10-25", "--until", "2024-10-23"], 2, "swap the two days"),
        (["search", "?!…"], 2, "nothing to search for"),
        (["search", "x" * 4_000], 2, "too long (4,000 characters, at most 2,000)"),
        (["search", "😀🔥"], 2, "nothing to search for"),
        (["search", "mamba", "--author", "Quentin Tarantino"], 1, "check the spelling"),
        (["ask", "?!…"], 2, "nothing to search for"),
        (["ask", "가" * 4_000], 2, "너무 깁니다(4,000자, 최대 2,000자)"),
        (["ask", "?!"], 2, "nothing to search for"),
        (["ask", "who wrote it?"], 2, "Which paper do you mean?"),
        (["ask", "저자가 누구야?"], 2, "어떤 논문을 말씀하시나요?"),
        (["ask"], 2, "Write one question after `ask`"),
        (["ask", "mamba", "--jsonl"], 2, "Write one question after `ask`"),
        (["author", "Quentin Tarantino"], 1, "check the spelling"),
        (["author", "x" * 4_000], 1, "check the spelling"),
        (["paper", "9999.99999"], 1, "give an arXiv id such as 2411.13676"),
        (["paper", "x" * 4_000], 1, "give an arXiv id such as 2411.13676"),
        (["run"], 2, "BOT_TOKEN is not set"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_that_says_what_to_do(
    loaded: Program, arguments: list[str], code: int, said: str
) -> None:
    outcome = loaded(*arguments)
    assert outcome.code == code
    assert said in outcome.sentence
    assert len(outcome.sentence) < 300


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["top", "--date", "2024-13-01"], "2024-13-01은 달력에 없는 날짜입니다"),
        (["top", "--date", "2099-01-01"], "아직 오지 않은 날입니다"),
        (["top", "--date", "2024-10-24"], "가장 가까운 날은 2024년 10월 23일 · 2024년 10월 25일입니다"),
        (["paper", "9999.99999"], "“9999.99999”에 해당하는 논문이 없습니다"),
        (["ask"], "`ask` 뒤에 질문 하나를 적거나"),
        (["ask", "?!"], "검색어가 없습니다"),
        (["run"], "BOT_TOKEN이 없습니다"),
    ],
)
def test_errors_are_in_the_configured_language(loaded: Program, arguments: list[str], said: str) -> None:
    loaded.set(language="ko")
    assert said in loaded(*arguments).sentence


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["search", "xylophone", "--json"], "[]\n"),
        (["top", "--date", "2024-10-24", "--json"], "[]\n"),
        (["author", "Quentin Tarantino", "--json"], "[]\n"),
        (["paper", "9999.99999", "--json"], "null\n"),
        (["paper", "hybrid state space", "--json"], "null\n"),
    ],
)
def test_a_program_that_finds_nothing_gets_json_and_exit_code_1(
    loaded: Program, arguments: list[str], printed: str
) -> None:
    outcome = loaded(*arguments)
    assert (outcome.code, outcome.out) == (1, printed)


def test_a_title_that_is_only_like_a_papers_is_an_offer_to_people(loaded: Program) -> None:
    outcome = loaded("paper", "hybrid state space")
    assert outcome.code == 0
    assert "No paper is called “hybrid state space”; the nearest are below." in outcome.out
    program = loaded("paper", "hybrid state space", "--json")
    assert program.err == "No paper is called “hybrid state space”.\n"


@pytest.mark.parametrize("arguments", [["top", "--limit", "0"], ["top", "--limit", "many"], ["tpo"], ["search"], []])
def test_a_wrong_use_shows_how_and_exits_with_2(program: Program, arguments: list[str]) -> None:
    outcome = program(*arguments)
    assert outcome.code == 2
    assert "Usage: " in outcome.out + outcome.err


def test_all_faults_of_the_settings_are_named_at_once(program: Program, tmp_path: Path) -> None:
    program.set(log_level="LOUD")
    config = tmp_path / "bot.toml"
    config.write_text('colour = "red"\nlanguage = "fr"\ntoken = "abc.def"\n', "utf-8")
    for arguments in (["--config", str(config), "top"], ["top", "--config", str(config)]):
        outcome = program(*arguments)
        assert outcome.code == 2
        words = ("colour: no setting has this name", "'en' or 'ko'", "BOT_TOKEN", "log_level", str(config))
        assert all(word in outcome.sentence for word in words)
        assert "abc.def" not in outcome.err


@pytest.mark.parametrize("content", [None, b"language = ", b"\xff\xfe"])
def test_a_settings_file_that_cannot_be_read_is_one_sentence(
    program: Program, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "bot.toml").write_bytes(content)
    program.set(config=tmp_path / "bot.toml")
    outcome = program("top")
    assert outcome.code == 2
    assert str(tmp_path / "bot.toml") in outcome.sentence


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("There is no folder", "No paper could be read")), ("ko", ("폴더가 없습니다", "읽을"))],
)
def test_a_missing_or_empty_folder_is_refused_and_the_database_stays(
    loaded: Program, database: Path, tmp_path: Path, language: Language, said: tuple[str, str]
) -> None:
    (tmp_path / "empty").mkdir()
    loaded.set(language=language)
    for folder, sentence in zip(("missing", "empty"), said, strict=True):
        loaded.set(seeds=tmp_path / folder)
        outcome = loaded("load")
        assert outcome.code == 1
        assert sentence in outcome.sentence
        assert str(tmp_path / folder) in outcome.sentence
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM paper").fetchone() == (3,)
    connection.close()


@pytest.mark.parametrize(
    ("language", "missing", "empty", "unread", "later"),
    [
        ("en", "There is no folder of listings", "no *.txt or *.md file is there", "a.txt:3: the entry has no link",
         "Nothing is loaded yet: the next start reads the folder again."),
        ("ko", "목록 폴더가 없습니다", "*.txt나 *.md 파일이 없습니다", "a.txt:3: 항목에 링크가 없습니다",
         "아직 불러온 논문이 없으며, 다음에 시작할 때 폴더를 다시 읽습니다."),
    ],
)  # fmt: skip
def test_a_first_start_without_listings_says_what_is_missing_and_the_next_one_loads_them(
    program: Program, tmp_path: Path, language: str, missing: str, empty: str, unread: str, later: str
) -> None:
    folder = tmp_path / "listings"
    program.set(seeds=folder, language=language, token="s3cret")
    for said in (missing, empty, unread):
        for command in (["top"], ["ask", "2411"], ["search", "mamba"], ["paper", "mamba"], ["glossary"]):
            refused = program(*command)
            assert refused.code == 1
            assert said in refused.sentence
            assert (later in refused.sentence) == folder.is_dir()
        folder.mkdir(exist_ok=True)
        if said == empty:
            (folder / "a.txt").write_text("## Daily Papers (2024-10-25)\n\n### no link\n", "utf-8")
    (folder / "a.txt").write_text(LISTING, "utf-8")
    started = program("ask", "who wrote Mamba?")
    assert started.code == 0
    assert "Albert Gu" in started.text
    assert "3" in started.err


@pytest.mark.parametrize(
    ("files", "rejected"),
    [
        (None, [(".", None, "There is no folder of listings at")]),
        ({}, []),
        ({"a.txt": b"hello"}, []),
        ({"a.py": b"x"}, []),
        ({"a.txt": b"\xff\xfe"}, [("a.txt", None, "the file is not UTF-8 (byte 0)")]),
        ({"a.txt": b"## Daily Papers (2024-10-25)\n\n### no link\n"}, [("a.txt", 3, "the entry has no link")]),
        ({"a.txt": b"x" * 100_001, "b.md": b"\xff"}, [("a.txt", 1, "longer than 100,000"), ("b.md", None, "UTF-8")]),
    ],
)
def test_load_prints_its_json_also_when_nothing_could_be_loaded(
    loaded: Program, tmp_path: Path, files: dict[str, bytes] | None, rejected: list[tuple[str, int | None, str]]
) -> None:
    folder = tmp_path / "other"
    if files is not None:
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
    loaded.set(seeds=folder)
    for program, papers in ((loaded, 3), (loaded, 0)):
        if papers == 0:
            program.set(database=tmp_path / "new.db")
        outcome = program("load", "--json")
        assert outcome.code == 1
        assert outcome.err.count("\n") == 1
        assert str(folder) in outcome.err
        row = outcome.json
        assert (row["papers"], row["unchanged"], row["listings"]) == (papers, papers, papers)
        assert (row["added"], row["updated"], row["removed"]) == (0, 0, 0)
        assert row["files"] == len([name for name in files or {} if not name.endswith(".py")])
        assert isinstance(row["seconds"], float)
        assert [(one["file"], one["line"]) for one in row["rejected"]] == [(file, line) for file, line, _ in rejected]
        for one, (_, _, said) in zip(row["rejected"], rejected, strict=True):
            assert said in one["reason"]
        assert bool(row["warnings"]) == (files is not None and files.get("a.txt") == b"hello")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "No papers are loaded yet"), ("ko", "아직 불러온 논문이 없습니다")]
)
@pytest.mark.parametrize("made", [True, False])
def test_without_papers_the_chat_and_streams_answer_that_there_are_none(
    program: Program, tmp_path: Path, made: bool, language: Language, said: str
) -> None:
    folder = tmp_path / "listings"
    if made:
        folder.mkdir()
    program.set(seeds=folder, language=language)
    question = "who wrote mamba?" if language == "en" else "맘바 저자가 누구야?"
    chat = program("chat", stdin=f"{question}\n/top\n/corpus status\n".encode())
    assert chat.code == 0
    assert chat.text.count(said) == 4
    # The terminal has no upload: its first and its status line name the folder and the command that reads it.
    shown = "".join(chat.text.split())
    assert (shown.count(str(folder)), shown.count("/corpusreload")) == (2, 2)
    lines = "".join(json.dumps({"id": n, "question": question}) + "\n" for n in range(2))
    stream = program("ask", "--jsonl", stdin=lines.encode())
    assert (stream.code, stream.err) == (0, "")
    rows = [json.loads(line) for line in stream.out.splitlines()]
    assert [(row["id"], row["status"], said in row["text"]) for row in rows] == [
        (0, "not_found", True),
        (1, "not_found", True),
    ]
    for arguments, printed in ((["search", "mamba"], "[]\n"), (["top"], "[]\n"), (["paper", "mamba"], "null\n")):
        outcome = program(*arguments, "--json")
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, printed, 1)


@pytest.mark.parametrize("command", [*USERS, ["load"], ["chat"], ["backup", "copy.db"]], ids=" ".join)
def test_a_damaged_or_newer_database_is_one_sentence(
    program: Program, database: Path, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    database.write_bytes(b"this is no database at all, not even close" * 100)
    outcome = program(*command)
    assert outcome.code == 1
    assert "damaged" in outcome.sentence
    database.unlink()
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    outcome = program(*command)
    assert outcome.code == 1
    assert "newer version" in outcome.sentence
    assert not (tmp_path / "copy.db").exists()


def test_a_place_that_cannot_be_written_is_one_sentence(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    for place in (tmp_path, tmp_path / "file" / "papers.db", Path("/proc/papers.db")):
        program.set(database=place)
        outcome = program("top")
        assert outcome.code == 1
        assert f"The database {place} cannot be opened for writing" in outcome.sentence


@pytest.mark.parametrize("arguments", [["ask", "--jsonl"], ["chat"]])
def test_a_closed_input_is_an_empty_one(loaded: Program, arguments: list[str]) -> None:
    outcome = loaded(*arguments, stdin=None)
    assert (outcome.code, outcome.err) == (0, "")


def test_a_terminal_that_lacks_a_character_gets_a_mark_instead(loaded: Program) -> None:
    shown = loaded("top", "--limit", "1", encoding="ascii")
    assert shown.code == 0
    assert "Oct 25, 2024 ? 12 votes ? https://arxiv.org/abs/2312.00752" in shown.out
    paper = loaded("paper", "mamba", "--json", encoding="ascii")
    assert "선택적" in paper.json["sections"][0]["text"]
    odd = loaded("search", "mamba \udcff", "--json")
    assert [row["arxiv_id"] for row in odd.json] == ["2312.00752"]
    assert "“hybrid?”" in loaded("paper", "hybrid\udcff").out


def test_bytes_that_are_no_text_do_not_end_the_chat(loaded: Program) -> None:
    outcome = loaded("chat", stdin=b"\xff\xfe\nwho wrote Mamba?\n")
    assert outcome.code == 0
    assert "Albert Gu, Tri Dao" in outcome.text
