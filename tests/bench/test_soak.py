from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.soak import Plan, report, soak


@pytest.mark.slow
async def test_under_load_reloads_and_reconnects_nobody_sees_an_error_and_memory_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONWARNINGS", "default::ResourceWarning")
    # Two reloads stand between what is compared; more at once than a slow machine answers would only make its queue
    # grow.
    plan = Plan(seconds=20, rate=30, reload=2, reconnect=5, settled=11)
    outcome = await soak(plan, tmp_path)
    assert outcome.errors == [], report(plan, outcome)
    assert outcome.log == [], report(plan, outcome)
    assert outcome.exit_code == 0
    assert outcome.revisions == outcome.answered["reload"] >= 4
    assert outcome.resumed >= 3
    # A corpus that is kept at every reload makes it a tenth.
    assert outcome.growth(plan.settled) < 0.06, report(plan, outcome)
