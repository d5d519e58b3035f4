"""Figures in Prometheus' form, to this machine only."""

from __future__ import annotations

import math
import re
import socket
import threading
from datetime import UTC, datetime

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from bot.operating.activities import Activity
from bot.operating.database import Database
from bot.operating.gateway import Gateway, Servers
from bot.operating.metrics import Labelled, Metrics
from bot.operating.scrape import scraped
from bot.operating.vitals import Present
from bot.storage.enrichment import Abstracts
from bot.storage.feed import FeedState
from bot.texts import Text

FEED_AT = datetime(2026, 9, 11, 2, 40, tzinfo=UTC)
FEED = FeedState(FEED_AT, FEED_AT)


def figures(text: bytes) -> dict[str, float]:
    lines = [line.rsplit(" ", 1) for line in text.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_several_processes_are_told_apart_by_a_label_of_their_shards() -> None:
    registry = CollectorRegistry()
    Gauge("papers_bot_one", "One.", registry=registry).set(1)
    Gauge("papers_bot_other", "Other.", ("kind",), registry=registry).labels("x").set(2)
    found = figures(generate_latest(Labelled(registry, "cluster", "0-1/4")))  # pyright: ignore[reportArgumentType]
    assert found == {'papers_bot_one{cluster="0-1/4"}': 1.0, 'papers_bot_other{cluster="0-1/4",kind="x"}': 2.0}


def test_what_happened_is_counted_without_who_did_it() -> None:
    gateway = Gateway(True, 4, 3, lost=(2,), lost_for=20.0, latency=0.25)
    found = Present(
        159, 3, gateway, Servers(70, 2), Database(9.0, ("row 1 missing",)), FEED, Abstracts(120, 39, FEED_AT)
    )
    metrics = Metrics(lambda: found)
    metrics.act(Activity(1111222233334441, "command", "/ask", status="answered", seconds=0.02))
    metrics.act(Activity(1111222233334442, "command", "/ask", "failed", reference="ab12", seconds=4.0))
    metrics.act(Activity(1111222233334443, "press", "open", seconds=0.001))
    metrics.delivery("sent")
    metrics.lag(0.2)
    shown = figures(generate_latest(metrics.registry))
    expected = {
        'papers_bot_interactions_total{kind="command",name="/ask",outcome="answered"}': 1,
        'papers_bot_interactions_total{kind="command",name="/ask",outcome="failed"}': 1,
        'papers_bot_interactions_total{kind="press",name="open",outcome="answered"}': 1,
        'papers_bot_interaction_seconds_bucket{kind="command",le="3.0"}': 1,
        'papers_bot_interaction_seconds_count{kind="command"}': 2,
        'papers_bot_questions_total{status="answered"}': 1,
        'papers_bot_digest_deliveries_total{result="sent"}': 1,
        "papers_bot_corpus_reloads_total": 2,
        "papers_bot_corpus_papers": 159,
        "papers_bot_index_generation": 3,
        "papers_bot_gateway_latency_seconds": 0.25,
        "papers_bot_gateway_shards": 4,
        "papers_bot_gateway_shards_connected": 3,
        "papers_bot_servers": 70,
        "papers_bot_servers_unavailable": 2,
        "papers_bot_database_faults": 1,
        "papers_bot_database_check_age_seconds": 9,
        "papers_bot_database_usable": 1,
        "papers_bot_feed_last_success_timestamp_seconds": FEED_AT.timestamp(),
        "papers_bot_feed_failing": 0,
        "papers_bot_abstracts": 120,
        "papers_bot_abstracts_lacking": 39,
        "papers_bot_abstracts_last_request_timestamp_seconds": FEED_AT.timestamp(),
        "papers_bot_abstracts_failing": 0,
        "papers_bot_event_loop_lag_seconds_count": 1,
    }
    assert {name: shown.get(name) for name in expected} == expected
    assert not re.search(rb"111122223333444|ab12", generate_latest(metrics.registry))


def test_what_is_not_known_is_no_figure() -> None:
    trouble = Text("The disk is full.", "디스크가 가득 찼습니다.")
    metrics = Metrics(lambda: Present(159, 3, Gateway(True, 1, 0), Servers(), Database(troubles=(trouble,))))
    shown = figures(generate_latest(metrics.registry))
    assert math.isnan(shown["papers_bot_gateway_latency_seconds"])
    assert math.isnan(shown["papers_bot_database_faults"])
    assert math.isnan(shown["papers_bot_database_check_age_seconds"])
    assert math.isnan(shown["papers_bot_feed_last_success_timestamp_seconds"])
    assert math.isnan(shown["papers_bot_feed_failing"])
    assert math.isnan(shown["papers_bot_abstracts"])
    assert shown["papers_bot_database_usable"] == 0


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    Gauge("x", "An example.", registry=registry).set(1)
    return registry


async def test_figures_are_served_on_loopback(port: int, registry: CollectorRegistry) -> None:
    async with scraped(port, registry), aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
            assert (answer.status, answer.content_type) == (200, "text/plain")
            assert (await answer.text()).endswith("\nx 1.0\n")
        async with session.get(f"http://127.0.0.1:{port}/") as answer:
            assert answer.status == 404


async def test_figures_are_read_by_the_thread_that_owns_them(port: int) -> None:
    registry = CollectorRegistry()
    readers: list[threading.Thread] = []

    def read() -> float:
        readers.append(threading.current_thread())
        return 1.0

    Gauge("x", "An example.", registry=registry).set_function(read)
    async with (
        scraped(port, registry),
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        assert answer.status == 200
    assert readers == [threading.current_thread()]


async def test_a_port_that_is_taken_is_logged_and_the_bot_runs(
    port: int, registry: CollectorRegistry, caplog: pytest.LogCaptureFixture
) -> None:
    async with scraped(port, registry), scraped(port, registry):
        assert f"cannot serve metrics at port {port}" in caplog.text
