"""A server gets the best of its week: once, with a chart, whatever happens to the bot and whatever is changed."""

from __future__ import annotations

import signal
from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio

from tests.interface.look import buttons, components, menus
from tests.stories.listings import add_listing
from tests.stories.mornings import next_morning, pass_a_day, subscribe
from tests.stories.town import EVERYTHING, Town, open_town
from tests.wire.look import files, is_private, options, texts
from tests.wire.nursery import Nursery
from tests.wire.payloads import Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")

_ATTACH = 1 << 15
_GALLERY = 12
# The hour of a post that `subscribe` asks for has just passed.
_JUST_PASSED = timedelta(minutes=3)


def pictured(post: Payload) -> list[Payload]:
    """Return where a post shows its chart."""
    return [one for one in components(post) if one["type"] == _GALLERY]


def today() -> date:
    return (datetime.now(UTC) - _JUST_PASSED).date()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, used: set[str], nursery: Nursery) -> AsyncGenerator[Town]:
    """Give a town in which papers were listed on two days of the last week."""
    folder = tmp_path_factory.mktemp("town")
    seeds = folder / "listings"
    seeds.mkdir()
    for back, first in ((2, 1), (4, 11)):
        titles = {f"2601.{number:05}": f"Study of agents {number}" for number in range(first, first + 5)}
        add_listing(seeds, (today() - timedelta(days=back)).isoformat(), titles)
    async with open_town(folder, used, nursery, seeds=seeds) as town:
        yield town


async def test_a_korean_server_gets_its_week_once_with_a_chart(town: Town) -> None:
    server = town.server(EVERYTHING | _ATTACH, channels=2)
    place, admin = server.channels[1], server.admin(locale="ko")
    was_set = await subscribe(admin, place, every="week", weekday=str(today().weekday()), count=3, language="ko")
    assert "매주 " in texts(was_set)
    voter = server.member(locale="ko")
    liked = await voter.slash("paper", id_or_title="2601.00015")
    await voter.press(liked, "👍")
    await town.bot.stop()
    pass_a_day(town, server)
    await town.bot.start()

    post = await town.post_in(place)
    assert texts(post).startswith("### 주간 논문(")
    assert "10편 중 추천 상위 3편" in texts(post)
    assert "목록이 있는 날: " in texts(post)
    assert files(post) == ["trends.png"]
    assert "**❤️ 이 서버에서 관심을 모은 논문**\n- [Study of agents 15](" in texts(post)
    said, (gallery,) = texts(post), pictured(post)
    post = await server.member(place=1).press(post, "3. 👍")
    assert "3. 👍 1" in buttons(post)
    assert (texts(post), files(post)) == (said, ["trends.png"])
    (same,) = pictured(post)
    assert same["items"] == gallery["items"], "the chart stays attached"
    reader = server.member(locale="ko")
    assert is_private(await reader.choose(post, "논문 자세히 보기", next(iter(options(post)))))
    rest = await reader.press(post, "나머지 7편 보기")
    assert is_private(rest)
    assert "10편" in texts(rest)
    assert "(주간): [올림]" in texts(await admin.slash("digest doctor"))

    await next_morning(town, server, number=signal.SIGKILL)
    assert town.said_in(place) == [post], "the next day brings no second one, and no restart doubles it"


async def test_an_admin_adds_a_monthly_review_to_the_daily_post_in_the_panel(town: Town) -> None:
    server = town.server()
    (place,), admin = server.channels, server.admin()
    panel = await admin.choose(await admin.slash("digest set"), "Channel", str(place))
    assert "On which day" not in menus(panel)
    panel = await admin.choose(panel, "How often", "Every day, and a review each month")
    await town.bot.stop()
    await town.bot.start()
    panel = await admin.choose(panel, "On which day", "Friday")
    assert "daily and on the first Friday of each month at 09:00" in texts(panel)
    saved = texts(await admin.press(panel, "Save"))
    assert "✅ Saved." in saved
    assert "Without Attach Files" not in saved, "that is for the doctor"
    assert town.rows("SELECT every, weekday FROM digest_period WHERE channel_id = ?", place) == [("day-month", 4)]
    assert "Without Attach Files" in texts(await admin.slash("digest doctor"))
    assert "daily and on the first Friday" in texts(await admin.slash("digest show"))

    panel = await admin.choose(await admin.slash("digest set"), "How often", "Every day")
    await admin.press(panel, "Save")
    assert town.rows("SELECT * FROM digest_period WHERE channel_id = ?", place) == []


async def test_a_weekday_without_a_weekly_post_is_refused_with_what_to_do(town: Town) -> None:
    server = town.server()
    admin = server.admin(locale="ko")
    refused = await subscribe(admin, server.channels[0], weekday="4")
    assert is_private(refused)
    assert "주기도 함께 골라 주세요" in texts(refused)
    assert town.rows("SELECT * FROM digest_subscription WHERE guild_id = ?", server.id) == []
