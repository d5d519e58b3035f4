from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.soak import Plan, report, soak


@pytest.mark.slow
async def test_under_load_reloads_and_reconnects_nobody_sees_an_error_and_memory_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONWARNINGS", "default::ResourceWarning")
    plan = Plan(seconds=60, reload=10, reconnect=15, settled=25)
    outcome = await soak(plan, tmp_path)
    assert outcome.errors == [], report(plan, outcome)
    assert outcome.log == [], report(plan, outcome)
    assert outcome.exit_code == 0
    assert outcome.revisions == outcome.answered["reload"] >= 4
    assert outcome.resumed >= 3
    # The caches still fill up in so short a time; a corpus that is kept at every reload would show all the same.
    assert outcome.growth(plan.settled) < 0.10, report(plan, outcome)
