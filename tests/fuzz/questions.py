"""Questions and look-ups: the words of a text, the query, the query service, and the cards that show its replies."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from hypothesis import strategies as st

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply, plain_text, shown_hits
from bot.answers.session import Sessions
from bot.errors import UserError
from bot.interface.papers.list_card import list_card, page_count
from bot.interface.papers.paper_card import paper_card
from bot.interface.papers.shown_list import freeze
from bot.interface.ui.components import Layout
from bot.interface.ui.markup import inline, link, plain, shorten, size
from bot.search.analysis import normalise, words
from bot.search.corpus import Corpus
from bot.search.sentences import split_sentences
from bot.texts import language_of
from tests.fuzz.target import Target, within
from tests.fuzz.texts import texts
from tests.interface.look import weigh
from tests.wire.limits import limits
from tests.wire.payloads import Payload
from tests.wire.requests import Request

__all__ = ["is_sentence", "targets"]

_NOW = datetime(2024, 11, 25, 1, 0, tzinfo=UTC)
_LANGUAGES = ("en", "ko")
_LOOK_UPS = ("top", "search", "author", "paper", "similar")
_SECONDS = 0.5


def targets(corpus: Corpus) -> list[Target]:
    """Return what is fuzzed here, on a corpus."""
    said = st.lists(texts(), min_size=1, max_size=3)
    asked = st.fixed_dictionaries({"language": st.sampled_from(_LANGUAGES), "questions": said})
    typed = st.lists(texts(400), min_size=3, max_size=3)
    looked_up = st.fixed_dictionaries(
        {"language": st.sampled_from(_LANGUAGES), "kind": st.sampled_from(_LOOK_UPS), "texts": typed}
    )
    marked = st.fixed_dictionaries({"text": texts(6_000), "limit": st.integers(1, 4_000)})
    return [
        Target("words", st.one_of(texts(6_000), st.text(st.characters())), partial(_has_words, corpus)),
        Target("asked", asked, partial(_answers, corpus)),
        Target("look_up", looked_up, partial(_looks_up, corpus)),
        Target("markup", marked, _marks),
    ]


def _has_words(corpus: Corpus, text: str) -> None:
    with within(_SECONDS):
        normal, found = normalise(text), list(words(text))
        query = corpus.read(text[:2_000])
        pieces = split_sentences(text)
    assert normalise(normal) == normal
    place = 0
    for word in found:
        assert word.start >= place
        assert normal[word.start : word.start + len(word.surface)] == word.surface
        place = word.start + len(word.surface)
        assert all(word.tokens)
    assert all(piece and piece in text for piece in pieces)
    assert all(corpus.index.frequency(token) for word in query.words for token in word.tokens)
    assert language_of(text) in ("en", "ko", None)


def _answers(corpus: Corpus, case: dict[str, Any]) -> None:
    """Ask one after the other in one conversation."""
    service = QueryService(corpus, _NOW, case["language"], Sessions())
    for question in case["questions"]:
        with within(_SECONDS):
            try:
                reply = service.ask(question, "somebody")
            except UserError as error:
                is_sentence(error)
                continue
        _is_good(corpus, reply)


def _looks_up(corpus: Corpus, case: dict[str, Any]) -> None:
    service = QueryService(corpus, _NOW, case["language"])
    first, second, third = case["texts"]
    with within(_SECONDS):
        try:
            match case["kind"]:
                case "top":
                    reply = service.top(first or None, second or None, third or None)
                case "search":
                    reply = service.search(first, author=second or None, since=third or None)
                case kind:
                    reply = getattr(service, kind)(first)
        except UserError as error:
            is_sentence(error)
            return
    _is_good(corpus, reply)


def is_sentence(error: UserError) -> None:
    """Hold that what a person is told can be shown."""
    for said in (error.text.en, error.text.ko):
        assert said.strip()
        assert size(plain(said, 1_900)) <= 1_900


def _is_good(corpus: Corpus, reply: Reply) -> None:
    """Hold that every quote is verbatim, every paper is there, and that Discord would take the cards."""
    for quote in reply.quotes:
        paper = corpus.paper(quote.arxiv_id)
        assert paper is not None
        assert any(quote.text in section.text for section in paper.sections if section.heading == quote.section)
    assert all(corpus.paper(hit.paper.arxiv_id) is hit.paper for hit in reply.hits)
    assert reply.status != "papers" or reply.hits or reply.paper
    assert plain_text(reply).strip()
    if reply.paper is not None:
        _fits(paper_card(reply.paper, reply.language, lead=reply.lead, in_guild=True))
        return
    shown = freeze(reply)
    for page in range(page_count(shown)):
        _fits(list_card(shown, page, 1))
    assert len(shown_hits(reply)) <= len(reply.hits)


def _fits(card: Layout) -> None:
    data: Payload = {"flags": 1 << 15, "components": card.to_components(), "allowed_mentions": {"parse": []}}
    assert limits(Request("POST", "/interactions/1/token/callback", {}, {"type": 4, "data": data})) == []
    units, count = weigh(data)
    assert units <= 4_000
    assert count <= 40


def _marks(case: dict[str, Any]) -> None:
    text, limit = case["text"], case["limit"]
    with within(_SECONDS):
        escaped, cut, one_line = plain(text, limit), shorten(text, limit), inline(text, limit)
        linked = link(text, "https://arxiv.org/abs/2411.13676", limit + 60)
    assert size(cut) <= limit
    # An escape is two units, which is the least of a text that is not empty.
    assert size(escaped) <= max(limit, 2)
    assert size(one_line) <= max(limit, 2)
    assert size(linked) <= limit + 60
    assert "\n" not in one_line
    for shown in (escaped, one_line, linked):
        assert "@everyone" not in shown
        assert "@here" not in shown
