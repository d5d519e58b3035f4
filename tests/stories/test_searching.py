"""A member searches in Korean, reads, saves, and asks on."""

from __future__ import annotations

import asyncio

import pytest

from tests.interface.look import buttons
from tests.stories.town import Town
from tests.wire.look import files, is_private, options, texts
from tests.wire.payloads import Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_member_searches_in_korean_turns_pages_jumps_and_opens_a_paper(town: Town) -> None:
    member = town.server().member(locale="ko")
    first = await member.slash("search", query="언어 모델")
    assert not is_private(first)
    assert "“언어 모델” 관련 논문" in texts(first)
    assert "1/" in texts(first)
    assert buttons(first)["이전"]["disabled"]

    second = await member.press(first, "다음")
    assert second["id"] == first["id"]
    assert "2/" in texts(second)
    assert "**6.** " in texts(second)

    pages = [label for label in options(second) if "쪽: " in label]
    last = await member.choose(second, "다른 쪽으로 가기", pages[-1])
    assert buttons(last)["다음"]["disabled"]

    title, arxiv_id = next((label, value) for label, value in options(last).items() if "쪽: " not in label)
    opened = await member.choose(last, "논문 자세히 보기", title)
    assert is_private(opened)
    assert f"arXiv {arxiv_id}" in texts(opened)
    assert {"비슷한 논문", "저장", "토론"} <= set(buttons(opened))


async def test_a_member_finds_similar_papers_saves_and_takes_them_along(town: Town) -> None:
    member = town.server().member(locale="ko")
    card = await member.slash("paper", id_or_title="Marco-o1")
    similar = await member.press(card, "비슷한 논문")
    assert is_private(similar)
    assert "공통: " in texts(similar)

    saved = await member.press(card, "저장")
    assert is_private(saved)
    assert "Marco-o1" in texts(saved)
    assert "저장했습니다" in texts(saved)
    again = await member.slash("save", paper="2411.14405")
    assert "이미 저장한 논문입니다" in texts(again)
    await member.slash("save", paper=next(iter(options(similar).values())))

    kept = await member.slash("saved")
    assert is_private(kept)
    assert "저장한 논문 2편" in texts(kept)
    bibtex = await member.press(kept, "BibTeX")
    assert files(bibtex) == ["saved.bib"]
    upload = town.wire.requests[-1].files[0].data.decode()
    assert upload.count("@misc{") == 2
    assert "2411.14405" in upload

    found = await member.slash("saved", query="추론 모델")
    assert "Marco-o1" in texts(found)
    left = await member.choose(kept, "저장한 논문에서 삭제하기", "2411.14405")
    assert "저장한 논문 1편" in texts(left)


async def test_a_member_asks_on_by_reply_then_by_mention_then_in_direct_messages(town: Town) -> None:
    member = town.server().member(locale="ko")
    asked = await member.slash("ask", question="Marco-o1은 어떤 방법을 사용하나요?")
    assert "2411.14405" in str(asked)

    replied = await member.says("저자는 누구인가요?", reply_to=asked)
    assert "Yu Zhao" in texts(replied)
    assert replied["message_reference"]["channel_id"] == str(member.channel_id)
    mentioned = await member.says("이 논문과 비슷한 논문은?", mention=True)
    assert len(options(mentioned)) > 1
    assert "Marco-o1" in texts(mentioned)

    directly = await member.but(guild_id=None).says("OpenScholar 논문 요약해 줘")
    assert "OpenScholar" in texts(directly)
    further = await member.but(guild_id=None).says("저자는 누구야?")
    assert "Akari Asai" in texts(further)


async def test_a_member_looks_around_in_english(town: Town) -> None:
    member = town.server().member()
    assert "Feb 5, 2025" in texts(await member.slash("top", count=3))
    assert "Oct 25, 2024" in texts(await member.slash("top", day="2024-10-25"))
    named = await member.suggestions("author", "name", "Yu Zh")
    assert "Yu Zhao" in named
    assert "Marco-o1" in texts(await member.slash("author", name="Yu Zhao"))
    helped = await member.slash("help")
    assert is_private(helped)
    assert "/search" in texts(helped)


async def test_next_questions_are_answered_in_the_channel(town: Town) -> None:
    member = town.server().member(locale="ko")
    asked = await member.slash("ask", question="Marco-o1은 어떤 방법을 사용하나요?")
    label = next(label for label, button in buttons(asked).items() if button["custom_id"].startswith("next:"))
    answered = await member.press(asked, label)
    assert not is_private(answered)
    assert "Marco-o1" in texts(answered)


async def test_every_paper_is_a_card_that_discord_takes(town: Town) -> None:
    server = town.server()
    papers = [arxiv_id for (arxiv_id,) in town.rows("SELECT arxiv_id FROM paper")]
    cards: list[Payload] = []
    # A few at a time: each card is checked against Discord's description, which takes longer than the bot.
    for first in range(0, len(papers), 20):
        some = papers[first : first + 20]
        cards += await asyncio.gather(*(server.member().slash("paper", id_or_title=arxiv_id) for arxiv_id in some))
    assert len(cards) == 159
    assert all(f"arXiv {arxiv_id}" in texts(card) for arxiv_id, card in zip(papers, cards, strict=True))
