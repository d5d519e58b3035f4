"""The terminal on PostgreSQL: the same commands, and a database that moves there and back."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from bot.addresses import PostgresAddress
from bot.operating import lease
from bot.storage.database import Store
from tests.console.program import LISTING, Program
from tests.postgres import Server


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


@pytest.fixture
def there(program: Program, address: PostgresAddress, tmp_path: Path) -> Program:
    """Return the program on an empty database of a server."""
    program.set(database=address.url, data_folder=tmp_path / "own")
    return program


def test_it_loads_answers_and_checks(there: Program, tmp_path: Path) -> None:
    assert there("load", "--json").json["added"] == 3
    assert there("load", "--json").json["unchanged"] == 3
    asked = there("ask", "mamba 저자가 누구야?")
    assert asked.code == 0
    assert "Tri Dao" in asked.text
    assert [hit["arxiv_id"] for hit in there("top", "--json").json] == ["2312.00752", "2410.18533"]
    for options in ((), ("--full",)):
        found = there("check", "--json", *options)
        assert found.code == 0, found.out
        assert found.json["database"] == {"path": "postgresql:///postgres", "integrity": "ok"}
        assert found.json["corpus"]["papers"] == 3
        assert "note" not in found.json, "which SQLite there is does not matter"
    assert (tmp_path / "own" / "postgresql.catalog").exists()
    assert not (tmp_path / "papers.db").exists()


def test_a_chat_takes_the_last_change_back(there: Program, tmp_path: Path) -> None:
    there("load")
    (tmp_path / "seeds" / "a.txt").write_text(LISTING.partition("## Daily Papers (2024-10-23)")[0], "utf-8")
    assert there("load", "--json").json["removed"] == 1
    said = there("chat", stdin=b"who wrote Hymba?\n/corpus status\n")
    assert said.code == 0
    assert "Traceback" not in said.out


def test_before_a_load_it_says_what_to_do(there: Program) -> None:
    found = there("check")
    assert found.code == 1
    assert "The database holds no papers: run `papers-bot load`." in found.text


def test_a_backup_is_left_to_pg_dump(there: Program, tmp_path: Path) -> None:
    refused = there("backup", str(tmp_path / "copy.db"))
    assert refused.code == 1
    assert "pg_dump" in refused.sentence
    assert list(tmp_path.glob("*copy*")) == []


def test_a_server_that_is_not_there_is_one_line(there: Program) -> None:
    there.set(database="postgresql://me:s3cret@127.0.0.1:9/papers")
    for command in (("top",), ("load",)):
        refused = there(*command)
        assert refused.code == 1
        assert "The database server of postgresql://127.0.0.1:9/papers cannot be reached" in refused.sentence
        assert "s3cret" not in refused.err


def test_a_database_moves_there_and_back(
    loaded: Program, address: PostgresAddress, database: Path, tmp_path: Path
) -> None:
    moved = loaded("move", str(database), address.url)
    assert moved.code == 0, moved.err
    # A long path is folded.
    said = f"rows copied from {database} to postgresql:///postgres and compared one by one."
    assert said.replace(" ", "") in "".join(moved.out.split())
    again = loaded("move", str(database), address.url)
    assert (again.code, "is not empty" in again.sentence) == (1, True)
    back = tmp_path / "back.db"
    assert loaded("move", address.url, str(back)).code == 0
    loaded.set(database=back)
    assert [hit["arxiv_id"] for hit in loaded("top", "--json").json] == ["2312.00752", "2410.18533"]
    assert loaded("check", "--full").code == 0


def test_what_cannot_move_is_refused_with_one_line(loaded: Program, database: Path, tmp_path: Path) -> None:
    nowhere = loaded("move", str(tmp_path / "none.db"), str(tmp_path / "other.db"))
    assert (nowhere.code, "There is no database at" in nowhere.sentence) == (1, True)
    other = loaded("move", str(database), "mysql://me:s3cret@host/papers")
    assert (other.code, "is neither a file nor an address" in other.sentence) == (2, True)
    assert "s3cret" not in other.err
    same = loaded("move", str(database), str(database))
    assert same.code == 1


def test_a_second_bot_is_refused_with_one_line(
    there: Program, address: PostgresAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "_RENEW_SECONDS", 0.1)
    monkeypatch.setattr(lease, "_LOOK_SECONDS", 0.1)
    there("load")
    there.set(token="a.b.c", discord_api="http://127.0.0.1:9/api/v10")
    held, over = threading.Event(), threading.Event()

    async def hold() -> None:
        async with Store.open(address) as store, lease.only_bot(address, store, asyncio.Event()):
            held.set()
            await asyncio.to_thread(over.wait, 30)

    other = threading.Thread(target=lambda: asyncio.run(hold()))
    other.start()
    assert held.wait(10)
    refused = there("run")
    over.set()
    other.join(10)
    assert refused.code == 1
    assert "Another papers-bot runs on postgresql:///postgres already" in refused.err.splitlines()[-1]
    assert "Discord cannot be reached" in there("run").err, "which is asked once nobody else runs"
