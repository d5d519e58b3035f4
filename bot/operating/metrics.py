"""Prometheus metrics. No label contains user text or identities."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.metrics_core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.operating.activities import Activity
from bot.operating.vitals import Present

__all__ = ["Labelled", "Metrics"]

# Discord waits three seconds for a first answer.
_ANSWER_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)
_MODEL_SECONDS = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0)
_LAG_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)


class Metrics:
    """Counters of events, and gauges read through `present`."""

    def __init__(self, present: Callable[[], Present]) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(_Reloads(present))
        self._acts = Counter(
            "papers_bot_interactions",
            "Commands, presses, suggestions and messages.",
            ("kind", "name", "outcome"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "papers_bot_interaction_seconds",
            "From the arrival of an interaction to its end.",
            ("kind",),
            buckets=_ANSWER_SECONDS,
            registry=self.registry,
        )
        self._questions = self._counter("papers_bot_questions", "Questions by the status of their reply.", "status")
        self._deliveries = self._counter("papers_bot_digest_deliveries", "Daily posts by their result.", "result")
        self._model = self._counter(
            "papers_bot_model_answers", "What a language model was asked, by the outcome.", "outcome"
        )
        self._first_words = Histogram(
            "papers_bot_model_first_sentence_seconds",
            "Until a language model had written the first sentence that the quotes carry.",
            buckets=_MODEL_SECONDS,
            registry=self.registry,
        )
        self._lag = Histogram(
            "papers_bot_event_loop_lag_seconds",
            "How much later than asked for the event loop wakes up.",
            buckets=_LAG_SECONDS,
            registry=self.registry,
        )
        self._gauge("papers_bot_corpus_papers", "Papers that are served.", lambda: present().papers)
        self._gauge("papers_bot_index_generation", "Indexes built since the start.", lambda: present().generation)
        self._gauge_gateway(present)
        self._gauge_database(present)
        self._gauge_feed(present)
        self._gauge_abstracts(present)

    def act(self, act: Activity) -> None:
        """Count a finished activity."""
        self._acts.labels(act.kind, act.name, act.outcome).inc()
        self._seconds.labels(act.kind).observe(act.seconds)
        if act.status is not None:
            self._questions.labels(act.status).inc()

    def delivery(self, result: str) -> None:
        """Count the result of an attempt to deliver a daily post."""
        self._deliveries.labels(result).inc()

    def model(self, outcome: str, seconds: float | None) -> None:
        """Count what a language model was asked, and record the seconds until its first sentence, if there is one."""
        self._model.labels(outcome).inc()
        if seconds is not None:
            self._first_words.observe(seconds)

    def lag(self, seconds: float) -> None:
        """Record how late the event loop woke up."""
        self._lag.observe(seconds)

    def _gauge_gateway(self, present: Callable[[], Present]) -> None:
        """Set the gauges of the connections; no latency while none is up."""

        def latency() -> float:
            known = present().gateway.latency
            return math.nan if known is None else known

        self._gauge("papers_bot_gateway_latency_seconds", "Of Discord's gateway, the longest.", latency)
        self._gauge("papers_bot_gateway_shards", "Connections that there should be.", lambda: present().gateway.shards)
        up = "papers_bot_gateway_shards_connected", "Connections that are up."
        self._gauge(*up, lambda: present().gateway.connected)
        self._gauge("papers_bot_servers", "Servers that the bot is in.", lambda: present().servers.count)
        unavailable = "papers_bot_servers_unavailable", "Servers that Discord calls unavailable."
        self._gauge(*unavailable, lambda: present().servers.unavailable)

    def _gauge_database(self, present: Callable[[], Present]) -> None:
        """Set the gauges of the last database check, none before the first."""

        def damage() -> float:
            found = present().database
            return math.nan if found.checked is None else len(found.damage)

        def age() -> float:
            checked = present().database.checked
            return math.nan if checked is None else checked

        self._gauge("papers_bot_database_faults", "What SQLite's quick check found wrong, ten at most.", damage)
        self._gauge("papers_bot_database_check_age_seconds", "Since the last quick check.", age)
        usable = "papers_bot_database_usable", "1 where the database can be read and written."
        self._gauge(*usable, lambda: not present().database.troubles)

    def _gauge_feed(self, present: Callable[[], Present]) -> None:
        """Set the gauges of the feed; NaN while it is off, and for the last success before the first."""

        def succeeded() -> float:
            feed = present().feed
            return math.nan if feed is None or feed.succeeded_at is None else feed.succeeded_at.timestamp()

        def failing() -> float:
            feed = present().feed
            return math.nan if feed is None else feed.failing_since is not None

        success = "papers_bot_feed_last_success_timestamp_seconds", "When new days were last fetched without a failure."
        self._gauge(*success, succeeded)
        self._gauge("papers_bot_feed_failing", "1 where the last fetch of new days failed.", failing)

    def _gauge_abstracts(self, present: Callable[[], Present]) -> None:
        """Tell how many papers have an abstract; NaN before the first look, and of a request before the first."""

        def counted(name: str) -> Callable[[], float]:
            return lambda: math.nan if (found := present().abstracts) is None else getattr(found, name)

        def asked() -> float:
            found = present().abstracts
            return math.nan if found is None or found.asked_at is None else found.asked_at.timestamp()

        def failing() -> float:
            found = present().abstracts
            return math.nan if found is None else found.fault is not None

        self._gauge("papers_bot_abstracts", "Papers that have an abstract.", counted("present"))
        self._gauge("papers_bot_abstracts_lacking", "Papers that have no abstract yet.", counted("lacking"))
        request = "papers_bot_abstracts_last_request_timestamp_seconds", "When an abstract was last asked for."
        self._gauge(*request, asked)
        self._gauge("papers_bot_abstracts_failing", "1 where the last request for abstracts failed.", failing)

    def _counter(self, name: str, meaning: str, label: str) -> Counter:
        return Counter(name, meaning, (label,), registry=self.registry)

    def _gauge(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        Gauge(name, meaning, registry=self.registry).set_function(value)


class Labelled(Collector):
    """The metrics of a collector, each with one label more: several processes are told apart by it."""

    def __init__(self, source: Collector, label: str, value: str) -> None:
        self._source = source
        self._label = {label: value}

    def collect(self) -> Iterable[Metric]:
        """Return every metric with the label."""
        for metric in self._source.collect():
            labelled = Metric(metric.name, metric.documentation, metric.type, metric.unit)
            labelled.samples = [sample._replace(labels=sample.labels | self._label) for sample in metric.samples]
            yield labelled


class _Reloads(Collector):
    """Counter of corpus swaps."""

    def __init__(self, present: Callable[[], Present]) -> None:
        self._present = present

    def collect(self) -> Iterable[Metric]:
        """Return the single metric."""
        value = max(0, self._present().generation - 1)
        yield CounterMetricFamily("papers_bot_corpus_reloads", "Corpora swapped in since the start.", value=value)
