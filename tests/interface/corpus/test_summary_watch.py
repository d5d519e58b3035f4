"""Where the feed is on and a model is set, a fetched paper's card shows what was written of it, marked as such."""

from __future__ import annotations

from pathlib import Path

from bot.interface.corpus.feed_watch import FeedWatch
from bot.interface.corpus.summary_watch import SummaryWatch
from tests.feed.dozen import ABSTRACTS
from tests.interface.conftest import Staging
from tests.interface.look import text
from tests.model.server import model_server
from tests.wire.hub import item, open_hub
from tests.wire.interactions import option, slash

_SAID = "FastKV의 처리량은 HeadKV보다 1.4배 높습니다."
_PAPER = "2609.90001"


async def test_the_card_of_a_fetched_paper_says_what_a_machine_has_written(staging: Staging, tmp_path: Path) -> None:
    lists = {"2024-11-24": [item(_PAPER, "FastKV", summary=ABSTRACTS["2502.01068"])]}
    async with open_hub(lists) as hub, model_server() as model:
        model.answer = f"Performance Highlights: {_SAID} FastKV의 처리량은 SnapKV보다 9배 높습니다."
        settings = {"feed": "huggingface", "feed_url": hub.url, "arxiv_url": hub.url, "feed_folder": tmp_path}
        async with staging(**settings, model_url=model.url, model="scripted") as stage:
            feed, summaries = (stage.bot.get_cog(name) for name in ("FeedWatch", "SummaryWatch"))
            assert isinstance(feed, FeedWatch)
            assert isinstance(summaries, SummaryWatch)
            await feed.tick()
            await summaries.tick()
            card = text(await stage.answer(slash("paper", option("id_or_title", _PAPER), locale="ko")))
            assert "성능 (기계 작성)" in card
            assert _SAID in card
            assert "SnapKV" not in card
            assert "Performance (machine-written)" in text(
                await stage.answer(slash("paper", option("id_or_title", _PAPER)))
            )


async def test_without_a_model_or_a_feed_nothing_is_written(staging: Staging) -> None:
    async with staging() as stage:
        assert stage.bot.get_cog("SummaryWatch") is None
