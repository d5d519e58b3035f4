"""The running bot answers about a paper that is not in its listings, goes on about it, and saves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.wire.hub import item, open_hub
from tests.wire.look import is_private, texts
from tests.wire.nursery import Nursery
from tests.wire.payloads import CHANNEL_ID, ORDINARY, guild
from tests.wire.process import run_process
from tests.wire.server import Wire

pytestmark = pytest.mark.slow

READ_MESSAGE_HISTORY = 1 << 16
TIDE, SHELLS = "2609.10715", "2609.20001"
ABSTRACT = "TideCache evicts tokens by entropy. It is trained on the PG-19 dataset. It uses 38% less memory."


async def test_a_pasted_link_is_answered_asked_on_about_and_saved_in_both_languages(
    wire: Wire, tmp_path: Path, nursery: Nursery
) -> None:
    wire.join(guild(ORDINARY | READ_MESSAGE_HISTORY))
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    listing = "## Daily Papers (2026-09-09)\n\n### [Other](https://arxiv.org/abs/2609.00001)\n\nVote: 1\n\n- **A**: B."
    (seeds / "a.md").write_text(listing, "utf-8")
    async with open_hub() as hub:
        hub.papers[TIDE] = item(TIDE, "TideCache", summary=ABSTRACT, publishedAt="2026-09-08T00:00:00.000Z")["paper"]
        hub.arxiv[SHELLS] = {"title": "Shells", "summary": "We count 300 shells.", "authors": [{"name": "Vera Kim"}]}
        # What the feed and the enrichment ask for by themselves is asked for as well.
        own: dict[str, Any] = {
            "seeds": seeds,
            "feed": "huggingface",
            "feed_url": hub.url,
            "arxiv_url": hub.url,
            "timezone": "UTC",
        }
        async with run_process(wire, tmp_path, nursery, **own) as process:
            member = process.member()
            card = await member.slash("ask", question=f"what is https://arxiv.org/abs/{TIDE} about?")
            assert "This paper is not in the corpus" in texts(card)
            assert "TideCache evicts tokens by entropy." in texts(card)
            fact = await member.slash("ask", question="what dataset does it use?")
            assert "> It is trained on the PG-19 dataset." in texts(fact).replace("*", "")
            assert "Ada Okafor, Jonas Weber" in texts(await member.press(fact, "Who wrote it?"))
            saved = await member.press(card, "Save")
            assert is_private(saved)
            assert "Saved “TideCache”" in texts(saved)

            korean = process.member(locale="ko", user_id=member.user_id + 1)
            said = await korean.says(f"https://arxiv.org/abs/{SHELLS} 무슨 논문이야?", mention=True)
            assert said["channel_id"] == str(CHANNEL_ID)
            assert "이 봇의 목록에는 없는 논문" in texts(said)
            assert "We count 300 shells." in texts(said)
            assert "Vera Kim" in texts(await korean.says("누가 썼어?", mention=True))
            assert "“Shells”를 저장했습니다" in texts(await korean.slash("save", paper=SHELLS))
            assert "Shells" in texts(await korean.slash("saved"))
            unknown = await korean.says("2609.40001 요약해 줘", mention=True)
            assert "번호를 확인해 주세요" in texts(unknown)

            assert hub.asked_papers.count(TIDE) == hub.asked_papers.count(SHELLS) == 1
            assert sum(SHELLS in ids for ids in hub.asked_arxiv) == 1
            assert wire.faults == []
            assert "Traceback" not in process.log
