"""The reply to a result, whatever its kind."""

from __future__ import annotations

from datetime import date

from bot.answers.engine.result import Result
from bot.answers.replies.details import compare_reply, confirmed_reply, fact_reply, field_reply, summary_reply
from bot.answers.replies.lists import count_reply, list_reply, no_more_reply, nothing_reply, similar_reply
from bot.answers.replies.talk import talk_reply
from bot.answers.reply import Reply
from bot.search.corpus import Corpus

__all__ = ["reply_to"]


def reply_to(result: Result, corpus: Corpus, today: date) -> Reply:  # noqa: PLR0911 - one for each kind
    """Return the reply to `result`."""
    match result.kind:
        case "talk":
            return talk_reply(result.request, corpus, today)
        case "list":
            return list_reply(result, corpus, today)
        case "count":
            return count_reply(result)
        case "no_more":
            return no_more_reply(result)
        case "similar":
            return similar_reply(result, corpus)
        case "one":
            return summary_reply(result.hits[0].paper, result.request)
        case "fact":
            return fact_reply(result, corpus)
        case "field":
            return field_reply(result)
        case "confirmed":
            return confirmed_reply(result, corpus)
        case "compare":
            return compare_reply(result, corpus)
        case "nothing":
            return nothing_reply(result)
