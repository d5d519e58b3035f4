"""One bot on one database."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import StoreError, UserError
from bot.operating.lock import only_process

NOW = datetime(2024, 11, 25, 1, 2, 3, tzinfo=UTC)


def test_the_second_is_told_who_came_first_and_what_to_do(tmp_path: Path) -> None:
    database = tmp_path / "papers.db"
    with only_process(database, NOW), pytest.raises(UserError) as refused, only_process(database, NOW):
        pass
    assert refused.value.exit_code == 1
    assert str(refused.value) == (
        f"Another papers-bot runs on {database} already (process {os.getpid()}, since 2024-11-25 01:02:03+00:00): "
        "stop it first, or name another file in BOT_DATABASE."
    )
    assert "이미 실행 중입니다" in refused.value.in_("ko")


def test_the_next_may_run_when_the_first_has_ended(tmp_path: Path) -> None:
    for _ in range(2):
        with only_process(tmp_path / "new" / "papers.db", NOW):
            pass


def test_another_name_of_the_same_file_is_the_same_database(tmp_path: Path) -> None:
    (tmp_path / "papers.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "papers.db")
    with only_process(tmp_path / "papers.db", NOW):
        with pytest.raises(UserError, match=r"runs on .*link\.db already"), only_process(tmp_path / "link.db", NOW):
            pass
        with only_process(tmp_path / "other.db", NOW):
            pass


@pytest.mark.parametrize("written", [b"", b"[1]", b"\xff\xfe", b'{"pid": 1}', b"{" * 9000])
def test_a_lock_that_says_nothing_of_its_holder_still_holds(tmp_path: Path, written: bytes) -> None:
    with only_process(tmp_path / "papers.db", NOW):
        (tmp_path / "papers.db.lock").write_bytes(written)
        with pytest.raises(UserError, match=r"since \?"), only_process(tmp_path / "papers.db", NOW):
            pass


def test_a_place_without_a_lock_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "papers.db.lock").mkdir()
    with (
        pytest.raises(StoreError, match=r"papers\.db\.lock cannot be written"),
        only_process(tmp_path / "papers.db", NOW),
    ):
        pass
