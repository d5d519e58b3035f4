"""Mentions and emojis are taken out of what people typed; everything else stays."""

from __future__ import annotations

import pytest

from bot.interface.ui.mentions import without_mentions


@pytest.mark.parametrize(
    "mark",
    [
        "<@123>", "<@!123>", "<@&123>", "<#123>", "<:wave:123>", "<a:party_2:123>", "<t:1700000000>",
        "<t:1700000000:R>", "</ask:123>", "</digest set:123>", "<id:customize>", "@everyone", "@here",
    ],
)  # fmt: skip
def test_a_mark_is_taken_out(mark: str) -> None:
    assert without_mentions(f"a{mark}은 b\nc") == "a 은 b\nc"


@pytest.mark.parametrize("kept", ["<https://arxiv.org/abs/2411.14405>", "a < b > c", "me@heretic.org", "x <y> z"])
def test_what_is_no_mark_stays(kept: str) -> None:
    assert without_mentions(kept) == kept
