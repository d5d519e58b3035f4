from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.console.copies import back_up
from bot.console.health import health, live_health
from bot.errors import StoreError
from bot.library.library import Library
from bot.operating.health_socket import serve_health
from bot.settings import Settings
from bot.storage.database import Store
from tests.console.program import LISTING, Program


def _run(database: Path, sql: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(sql)
    connection.close()


def _papers(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        (count,) = connection.execute("SELECT count(*) FROM paper").fetchone()
    connection.close()
    return count


def test_all_is_well_after_a_load(loaded: Program, database: Path) -> None:
    outcome = loaded("check", "--json", "--full")
    assert (outcome.code, outcome.err) == (0, "")
    found = outcome.json
    assert (found["ok"], found["faults"]) == (True, [])
    assert found["sqlite"] == sqlite3.sqlite_version
    assert found["settings"]["database"] == str(database)
    assert found["database"] == {"path": str(database), "integrity": "ok"}
    corpus = {"papers": 3, "listings": 3, "days": 2, "newest_day": "2024-10-25", "revision": 1}
    assert found["corpus"].items() >= corpus.items()
    assert found["index"]["generation"] == 1
    assert found["index"]["terms"] > 10
    less = loaded("check", "--json").json
    assert less == {name: fact for name, fact in found.items() if name != "index"}


def test_a_person_reads_the_same_in_lines(loaded: Program, database: Path) -> None:
    outcome = loaded("check", "--full")
    lines = outcome.out.splitlines()
    assert (outcome.code, lines[-1]) == (0, "All is well.")
    assert {f"    database: {database}", "    papers: 3", "    generation: 1", "    integrity: ok"} <= set(lines)
    assert all(line == line.rstrip() for line in lines)
    loaded.set(language="ko")
    assert loaded("check").out.splitlines()[-1] == "모두 정상입니다."


def test_the_token_is_never_shown(loaded: Program) -> None:
    loaded.set(token="s3cret")
    for arguments in (["check"], ["check", "--json"]):
        outcome = loaded(*arguments)
        assert "s3cret" not in outcome.out + outcome.err
        assert "token" in outcome.out
    assert loaded("check", "--json").json["settings"]["token"] == "set"


def test_looking_creates_and_loads_nothing(settings: Settings, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    found = asyncio.run(health(settings))
    assert found.faults == (f"There is no database at {settings.database} yet: run `papers-bot load`.",)
    assert sorted(tmp_path.rglob("*")) == before
    settings.place.touch()
    found = asyncio.run(health(settings))
    assert found.faults == ("The database holds no papers: run `papers-bot load`.",)
    assert _papers(settings.place) == 0


@pytest.mark.parametrize("language", ["en", "ko"])
def test_everything_that_is_wrong_is_listed(program: Program, tmp_path: Path, language: str) -> None:
    (tmp_path / "bad.tsv").write_text("a\tb\nno tab\n", "utf-8")
    program.set(seeds=tmp_path / "none", glossary=tmp_path / "bad.tsv", language=language)
    outcome = program("check")
    shown = [line for line in outcome.out.splitlines() if line.startswith("  - ")]
    assert (outcome.code, outcome.err, len(shown)) == (1, "", 3)
    faults = program("check", "--json").json["faults"]
    assert [
        str(tmp_path / name) in fault for name, fault in zip(("none", "bad.tsv:2", "papers.db"), faults, strict=True)
    ]
    assert all(("없습니다" in fault or "용어집" in fault) == (language == "ko") for fault in faults)


@pytest.mark.parametrize(
    ("content", "said"), [(b"no database" * 999, "damaged"), (b"SQLite format 3\0" + b"x" * 5_000, "damaged")]
)
def test_a_damaged_database_is_found(program: Program, database: Path, content: bytes, said: str) -> None:
    database.write_bytes(content)
    outcome = program("check", "--json")
    assert (outcome.code, outcome.json["ok"]) == (1, False)
    assert any(said in fault for fault in outcome.json["faults"])


def test_rows_that_belong_to_nothing_are_found(loaded: Program, database: Path) -> None:
    _run(database, "INSERT INTO author VALUES ('9999.99999', 0, 'Nobody')")
    found = loaded("check", "--json").json
    assert found["faults"] == ["The database is damaged: author: row without its paper"]
    assert found["database"]["integrity"] == "author: row without its paper"


def _redefine(database: Path, index: str, sql: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, index))
    connection.close()


def test_an_index_that_lacks_rows_is_found_by_a_full_look(loaded: Program, database: Path) -> None:
    whole = "CREATE INDEX of_titles ON paper (title)"
    _run(database, whole)
    _redefine(database, "of_titles", f"{whole} WHERE 0")
    _run(database, "UPDATE paper SET title = 'Another'")
    _redefine(database, "of_titles", whole)
    assert loaded("check").code == 0
    outcome = loaded("check", "--full", "--json")
    assert outcome.code == 1
    assert all("of_titles" in fault for fault in outcome.json["faults"])


def test_a_newer_database_is_found(loaded: Program, database: Path) -> None:
    _run(database, "PRAGMA user_version = 999")
    assert any("newer version" in fault for fault in loaded("check", "--json").json["faults"])


def test_settings_that_cannot_be_used_are_a_fault(program: Program) -> None:
    program.set(timezone="Mars/Olympus")
    outcome = program("check", "--json")
    assert (outcome.code, outcome.json["ok"], len(outcome.json["faults"])) == (1, False, 1)
    assert "Mars/Olympus" in outcome.json["faults"][0]
    shown = program("check")
    assert shown.code == 1
    assert shown.out.startswith("Wrong:\n  - The settings are not usable: timezone: no time zone is named")
    assert "\n    BOT_* variables.\n" in shown.out


@pytest.mark.parametrize("options", [[], ["--verify"]])
def test_a_backup_holds_every_paper_and_never_replaces_a_file(
    loaded: Program, tmp_path: Path, options: list[str]
) -> None:
    target = tmp_path / "copy.db"
    outcome = loaded("backup", str(target), *options)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.text.startswith("3 papers copied to ")
    assert outcome.text.endswith("The copy was restored and checked.") == bool(options)
    assert _papers(target) == 3
    assert not list(tmp_path.glob("copy.db-*"))
    content = target.read_bytes()
    again = loaded("backup", str(target), *options)
    assert again.code == 1
    assert f"{target} already exists: name a new file" in again.sentence
    assert target.read_bytes() == content


def test_a_backup_is_a_database_to_go_on_with(loaded: Program, tmp_path: Path) -> None:
    assert loaded("backup", str(tmp_path / "copy.db")).code == 0
    loaded.set(database=tmp_path / "copy.db", seeds=tmp_path / "none")
    assert loaded("ask", "who wrote Mamba?").code == 0


def test_a_backup_of_nothing_or_into_nowhere_is_refused(program: Program, database: Path, tmp_path: Path) -> None:
    outcome = program("backup", str(tmp_path / "copy.db"))
    assert outcome.code == 1
    assert f"There is no database at {database}" in outcome.sentence
    program("load")
    outcome = program("backup", str(tmp_path / "none" / "copy.db"))
    assert outcome.code == 1
    assert f"There is no folder {tmp_path / 'none'} for the backup" in outcome.sentence
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_that_is_not_usable_is_taken_away_again(loaded: Program, database: Path, tmp_path: Path) -> None:
    _run(database, "INSERT INTO author VALUES ('9999.99999', 0, 'Nobody')")
    target = tmp_path / "copy.db"
    outcome = loaded("backup", str(target), "--verify")
    assert outcome.code == 1
    assert outcome.sentence == f"The backup {target} is not usable: author: row without its paper."
    loaded.set(language="ko")
    assert "사용할 수 없습니다" in loaded("backup", str(target), "--verify").sentence
    assert not target.exists()


async def test_nothing_is_left_of_a_backup_that_fails(loaded: Program, tmp_path: Path) -> None:
    settings = Settings()
    content = bytearray(settings.place.read_bytes())
    content[4096 : 4096 * 8] = b"\xff" * (4096 * 7)
    settings.place.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        await back_up(settings, tmp_path / "copy.db", verify=False)
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("closed", ["seeds", "seeds/inside"])
@pytest.mark.parametrize(
    ("language", "said"), [("en", "cannot be read (Permission denied)"), ("ko", "접근 권한이 없습니다")]
)
def test_a_folder_of_listings_that_is_closed_is_one_clear_line(
    program: Program, bound_folder: Path, closed: str, language: str, said: str
) -> None:
    inside = bound_folder / "seeds" / "inside"
    inside.mkdir(parents=True)
    (inside / "a.txt").write_text(LISTING, "utf-8")
    (bound_folder / "glossary.tsv").write_text("a\t가\n", "utf-8")
    program.set(seeds=inside, database=bound_folder / "papers.db", glossary=bound_folder / "glossary.tsv")
    program.set(language=language)
    (bound_folder / closed).chmod(0)
    for command in (["load"], ["top"]):
        refused = program(*command)
        assert refused.code == 1
        assert said in refused.sentence
        assert str(inside) in refused.sentence
    first, _ = program("check", "--json").json["faults"]
    assert said in first
    (bound_folder / closed).chmod(0o755)
    assert program("load").code == 0
    (bound_folder / closed).chmod(0)
    assert program("ask", "who wrote Mamba?").code == 0
    assert len(program("check", "--json").json["faults"]) == 1


@pytest.mark.usefixtures("loaded_once")
def test_a_closed_folder_of_the_database_is_one_clear_line(program: Program, bound_folder: Path) -> None:
    place = bound_folder / "data"
    place.mkdir()
    program.set(seeds=bound_folder, database=place / "papers.db", glossary=bound_folder / "none.tsv")
    place.chmod(0)
    for command in (["load"], ["ask", "mamba"], ["backup", str(bound_folder / "copy.db")]):
        assert "cannot be opened for writing" in program(*command).sentence
    assert any("cannot be opened for writing" in fault for fault in program("check", "--json").json["faults"])


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Rolled back: revision 3 took revision 2 back"), ("ko", "되돌린 상태: 개정 3이 개정 2를")],
)
def test_a_rollback_is_said(loaded: Program, settings: Settings, language: str, said: str) -> None:
    async def roll_back() -> None:
        (settings.seeds / "b.txt").write_text(LISTING.replace("2312.00752", "2312.00753"), "utf-8")
        async with Store.open(settings.database) as store:
            library = Library(store, settings.seeds)
            await library.open()
            await library.reload()
            await library.rollback()

    before = loaded("check", "--json").json
    assert ("rolled_back" in before, before["corpus"]["undoes"]) == (False, None)
    asyncio.run(roll_back())
    loaded.set(language=language)
    found = loaded("check", "--json").json
    assert (found["ok"], found["corpus"]["revision"], found["corpus"]["undoes"]) == (True, 3, 2)
    assert said in found["rolled_back"]
    assert f"rolled_back: {found['rolled_back']}" in loaded("check").text


@pytest.mark.parametrize(("language", "said"), [("en", "No bot runs on"), ("ko", "실행 중인 봇이 없습니다")])
def test_that_no_bot_runs_is_one_sentence_and_no_health(loaded: Program, language: str, said: str) -> None:
    loaded.set(language=language)
    shown, asked = loaded("check", "--live"), loaded("check", "--live", "--json")
    assert (shown.code, shown.err, asked.code) == (1, "", 1)
    assert said in shown.text
    assert asked.json["ok"] is False
    assert len(asked.json["faults"]) == 1
    assert said in asked.json["faults"][0]


async def test_what_a_running_bot_finds_is_a_line_each(settings: Settings) -> None:
    async def answer() -> Mapping[str, object]:
        return {"ok": False, "faults": [{"en": "Damaged: *** main ***\nPage 2:\tx", "ko": "손상"}]}

    async with serve_health(settings.place, answer):
        assert (await live_health(settings)).faults == ("Damaged: *** main *** Page 2: x",)
