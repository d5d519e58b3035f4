"""The reply to a result, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.answers.engine.result import Kind, Result
from bot.answers.replies.details import confirmed_reply, fact_reply, field_reply, place_reply, summary_reply
from bot.answers.replies.lists import count_reply, list_reply, missed, no_more_reply, nothing_reply, similar_reply
from bot.answers.replies.tables import table_reply
from bot.answers.replies.talk import talk_reply
from bot.answers.reply import Reply
from bot.search.corpus import Corpus

__all__ = ["reply_to"]

# Replies about one paper, which may be that of a ranking on a day without a listing.
_OF_RANKED: frozenset[Kind] = frozenset(("one", "fact", "field"))


def reply_to(result: Result, corpus: Corpus, today: date) -> Reply:
    """Return the reply to `result`."""
    replies: Mapping[Kind, Callable[[], Reply]] = {
        "talk": lambda: talk_reply(result.request, corpus, today),
        "list": lambda: list_reply(result, corpus, today),
        "count": lambda: count_reply(result),
        "no_more": lambda: no_more_reply(result),
        "similar": lambda: similar_reply(result, corpus),
        "one": lambda: summary_reply(result.hits[0].paper, result.request),
        "fact": lambda: fact_reply(result, corpus),
        "field": lambda: field_reply(result),
        "place": lambda: place_reply(result, corpus),
        "confirmed": lambda: confirmed_reply(result, corpus),
        "compare": lambda: table_reply(result, corpus),
        "nothing": lambda: nothing_reply(result),
    }
    reply = replies[result.kind]()
    if result.kind in _OF_RANKED and (instead := missed(result)) is not None:
        return replace(reply, lead=f"{instead.in_(reply.language)} {reply.lead}".strip())
    return reply
