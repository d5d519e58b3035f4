"""Members look for what is similar, on the rise and worth a thread."""

from __future__ import annotations

import struct

import pytest

from tests.interface.look import buttons
from tests.stories.town import Town
from tests.wire.look import files, is_private, options, texts

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_similar_papers_say_what_they_share(town: Town) -> None:
    member = town.server().member()
    assert "Marco-o1: Towards Open Reasoning Models for Open-Ended Solutions" in await member.suggestions(
        "similar", "paper", "marco"
    )
    similar = await member.slash("similar", paper="2411.14405")
    assert not is_private(similar)
    assert texts(similar).count("shares: ") >= 3
    assert "2411.14405" not in options(similar).values()


async def test_similar_papers_keep_their_order_on_later_pages(town: Town) -> None:
    member = town.server().member(locale="ko")
    nearest, first = [await member.slash("similar", paper="2411.14405", **wish) for wish in ({}, {"sort": "newest"})]
    assert "(최신순)" in texts(first)
    second = await member.press(first, "다음")
    shown = [*options(first).values(), *options(second).values()]
    others = [*options(nearest).values(), *options(await member.press(nearest, "다음")).values()]
    assert sorted(shown) == sorted(others)
    assert shown != others
    listed = "SELECT max(day) FROM listing WHERE arxiv_id = ?"
    days = [town.rows(listed, arxiv_id)[0][0] for arxiv_id in shown]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("locale", "first", "compared", "which", "missing"),
    [
        ("en-US", "papers on diffusion", "compare these", "which of these use RL?", "not stated"),
        ("ko", "확산 모델 논문 보여줘", "이 논문들 비교해줘", "이 중에 코드 있는 거", "명시되어 있지 않음"),
    ],
)
async def test_a_list_is_asked_like_a_table(
    town: Town, locale: str, first: str, compared: str, which: str, missing: str
) -> None:
    member = town.server().member(locale=locale)
    await member.slash("ask", question=first)
    table = await member.slash("ask", question=compared)
    assert texts(table).count("arxiv.org/abs/") >= 2
    assert ("Results" if locale == "en-US" else "성능") in texts(table)
    assert missing in texts(await member.slash("ask", question=which))
    # The numbers are those of the list.
    assert "“" in texts(await member.slash("ask", question="who wrote the second one?"))


async def test_trends_come_as_a_picture(town: Town) -> None:
    member = town.server().member(locale="ko")
    trends = await member.slash("trends", topic="강화학습", weeks=26)
    assert files(trends) == ["trends.png"]
    assert "“강화학습” 동향" in texts(trends)
    png = next(request.files[0] for request in town.wire.requests[::-1] if request.files)
    assert png.data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png.data[16:24])
    assert width > 600
    assert height > 300
    assert options(trends)


async def test_figures_of_the_corpus(town: Town) -> None:
    stats = texts(await town.member().slash("stats"))
    assert "**159 papers**" in stats
    assert "Korean " in stats


async def test_a_server_has_one_thread_for_a_paper_until_it_is_deleted(town: Town) -> None:
    server = town.server()
    member, other = server.member(), server.member(locale="ko")
    card = await member.slash("paper", id_or_title="2411.14405")
    assert "Discuss" in buttons(card)
    opened = await member.slash("discuss", paper="2411.14405")
    (thread,) = [one for one in town.wire.messages.channels.values() if one.get("parent_id") == str(server.channels[0])]
    assert f"<#{thread['id']}>" in texts(opened)
    assert "arXiv 2411.14405" in texts(town.said_in(int(thread["id"]))[0])

    later = await other.slash("paper", id_or_title="2411.14405")
    assert f"토론: <#{thread['id']}>" in texts(later)
    again = await other.press(card, "Discuss")
    assert is_private(again)
    assert f"<#{thread['id']}>" in texts(again)
    elsewhere = await town.server().member().slash("paper", id_or_title="2411.14405")
    assert thread["id"] not in texts(elsewhere)

    town.wire.messages.remove_channel(thread["id"])
    assert "Discuss" in buttons(await member.slash("paper", id_or_title="2411.14405"))
    anew = texts(await member.slash("discuss", paper="2411.14405"))
    assert "<#" in anew
    assert thread["id"] not in anew


async def test_a_thread_is_opened_only_by_those_who_may(town: Town) -> None:
    refused = await town.server().member(permissions=0).slash("discuss", paper="2411.14405")
    assert "Create Public Threads" in texts(refused)
    assert is_private(refused)
    forbidden = await town.server(permissions=1 << 10).member().slash("discuss", paper="2411.14405")
    assert is_private(forbidden)
    assert "Edit Channel" in texts(forbidden)
