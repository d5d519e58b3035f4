"""The year on a small scale: what was lived through does not add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage.database import Store
from tests.bench.year import figures

pytestmark = pytest.mark.slow


async def test_after_half_a_year_no_more_is_kept_than_the_ages_allow(tmp_path: Path) -> None:
    path = tmp_path / "year.db"
    found = await figures(servers=4, people=10, days=200, lived=70, path=path, papers=159)
    assert {"database", "janitor, a day", "longest wait of a writer meanwhile"} <= set(found)
    async with Store.open(path) as store:
        counts = {
            table: (await store.rows(f"SELECT count(*), count(DISTINCT {day}) FROM {table}"))[0]
            for table, day in (
                ("digest_delivery", "day"),
                ("shown_list", "substr(shown_at, 1, 10)"),
                ("digest_posted", "month"),
            )
        }
        assert await store.integrity_faults() == []
    # Six channels and ten people; the newest day of each stays.
    assert counts["digest_delivery"][1] <= 32
    assert counts["digest_delivery"][0] <= 31 * 16
    assert counts["shown_list"][1] <= 31
    assert counts["digest_posted"] == (16 * 6, 6)
