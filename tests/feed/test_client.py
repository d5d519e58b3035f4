"""Every way in which the source can answer badly is one named fault, tried again where that may help, within limits."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from pydantic import SecretStr

from bot.errors import SettingsError
from bot.feed.client import FeedClient, Pace, feed_client
from bot.feed.faults import FeedError, NotOpenError, Source, of_status
from tests.wire.hub import FAULTS, Fault, Hub, item

DAY = date(2026, 9, 10)
PACE = Pace(limit=0.5, attempts=3, pause=0.02, growth=2.0, patience=1.0)
SAID: dict[Fault, str] = {
    "429": "takes no more requests for 0 s (HTTP 429)",
    "500": "has an internal error (HTTP 500)",
    "503": "has an internal error (HTTP 503)",
    "404": "has no list of papers there (HTTP 404)",
    "401": "refuses the request (HTTP 401): check BOT_FEED_TOKEN",
    "truncated": "broke off",
    "badjson": "is not a list of papers",
    "hang": "did not answer within 0.5 s",
    "slow": "did not answer within 0.5 s",
    "html": "answered with a web page instead of papers",
    "empty": "is not a list of papers",
    "notlist": "is not a list of papers",
    "reset": "127.0.0.1",
    "redirect": "sends requests elsewhere (HTTP 302)",
    "huge": "is larger than 16 MiB",
    "deep": "is not a list of papers",
}
FOR_GOOD = {"404", "401", "redirect", "huge"}


async def ids(client: FeedClient, day: date = DAY) -> list[str]:
    return [entry["paper"]["id"] for entry in await client.papers_of(day)]  # type: ignore[index]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_named_in_one_sentence_and_tried_again_where_that_may_help(hub: Hub, fault: Fault) -> None:
    hub.always = fault
    pace = replace(PACE, limit=20.0) if fault == "huge" else PACE
    async with feed_client(hub.url, None, pace) as client:
        with pytest.raises(FeedError) as caught:
            await client.papers_of(DAY)
    assert SAID[fault] in str(caught.value)
    assert caught.value.text.ko != caught.value.text.en
    assert "\n" not in str(caught.value)
    # The HTTP library repeats a request by itself, once, where the connection is reset.
    assert len(hub.asked) == (1 if fault in FOR_GOOD else PACE.attempts * (2 if fault == "reset" else 1))


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault not in FOR_GOOD])
async def test_a_fault_that_passes_costs_nothing(hub: Hub, fault: Fault) -> None:
    hub.faults = [fault] * (4 if fault == "reset" else 2)
    async with feed_client(hub.url, None, PACE) as client:
        assert await ids(client) == ["2609.90001", "2609.90002"]
    assert len(hub.asked) == (5 if fault == "reset" else 3)


async def test_pauses_grow_between_the_tries(hub: Hub) -> None:
    hub.always = "503"
    began = time.monotonic()
    async with feed_client(hub.url, None, Pace(attempts=4, pause=0.05, growth=2.0)) as client:
        with pytest.raises(FeedError):
            await client.papers_of(DAY)
    assert time.monotonic() - began >= 0.05 + 0.1 + 0.2


HUB = Source("huggingface.co", "BOT_FEED_URL", "BOT_FEED_TOKEN")


def test_only_a_429_names_seconds_to_wait() -> None:
    assert of_status(HUB, 429, 287.0).wait == 287.0
    assert of_status(HUB, 503, 287.0).wait is None


async def test_the_seconds_that_a_429_names_are_waited(hub: Hub) -> None:
    hub.faults, hub.seconds = ["429"], 0.4
    began = time.monotonic()
    async with feed_client(hub.url, None, PACE) as client:
        assert len(await ids(client)) == 2
    assert time.monotonic() - began >= 0.4


async def test_a_429_that_asks_for_too_long_is_not_sat_out_and_says_how_long(hub: Hub) -> None:
    hub.always, hub.seconds = "429", 900.0
    async with feed_client(hub.url, None, PACE) as client:
        with pytest.raises(FeedError, match="for 900 s") as caught:
            await client.papers_of(DAY)
    assert (caught.value.wait, len(hub.asked)) == (900.0, 1)


async def test_when_the_window_of_requests_ends_is_no_pause_after_a_fault_of_the_source(hub: Hub) -> None:
    hub.faults, hub.window = ["503"], 280.0
    began = time.monotonic()
    async with feed_client(hub.url, None, PACE) as client:
        assert len(await ids(client)) == 2
    assert time.monotonic() - began < 5


async def test_a_day_that_is_not_open_is_told_from_one_without_papers(hub: Hub) -> None:
    async with feed_client(hub.url, None, PACE) as client:
        assert await client.papers_of(date(2026, 9, 12)) == []
        with pytest.raises(NotOpenError):
            await client.papers_of(date(2026, 9, 13))


@pytest.mark.parametrize(
    ("papers", "most", "asked"), [(49, 100, 1), (50, 100, 2), (92, 100, 1), (100, 100, 2), (230, 100, 3), (92, 50, 2)]
)
async def test_a_day_is_read_to_its_last_page_whatever_the_source_takes_a_page_to_be(
    hub: Hub, papers: int, most: int, asked: int
) -> None:
    hub.most = most
    hub.lists[str(DAY)] = [item(f"2609.{number:05}") for number in range(papers)]
    async with feed_client(hub.url, None, PACE) as client:
        assert len(set(await ids(client))) == papers
    assert hub.asked == [(str(DAY), page, 100) for page in range(asked)]


async def test_a_source_without_end_is_left_after_twenty_pages(hub: Hub) -> None:
    hub.lists[str(DAY)] = [item(f"2609.{number:05}") for number in range(5_000)]
    async with feed_client(hub.url, None, PACE) as client:
        assert len(await client.papers_of(DAY)) == 2_000


async def test_the_token_goes_to_the_source_and_after_no_redirect(hub: Hub) -> None:
    async with feed_client(hub.url, SecretStr(" hf_s3cret\n"), PACE) as client:
        await client.papers_of(DAY)
        hub.always = "redirect"
        with pytest.raises(FeedError) as caught:
            await client.papers_of(DAY)
    assert hub.tokens == ["Bearer hf_s3cret", "Bearer hf_s3cret"]
    assert "hf_s3cret" not in f"{caught.value!r}"


@pytest.mark.parametrize("token", ["", " ", "hf\n_s3cret", "hf s3cret", "토큰"])
async def test_a_token_that_is_none_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(SettingsError, match="BOT_FEED_TOKEN is not a token") as caught:
        async with feed_client("http://127.0.0.1:9", SecretStr(token), PACE):
            pass
    assert "s3cret" not in str(caught.value)


async def test_a_source_that_is_not_there_is_said_to_be_unreachable_without_a_password() -> None:
    async with feed_client("http://user:hunter2@127.0.0.1:9", None, PACE) as client:
        with pytest.raises(FeedError, match=r"^127\.0\.0\.1 cannot be reached") as caught:
            await client.papers_of(DAY)
    assert "hunter2" not in str(caught.value)
