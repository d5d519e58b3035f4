"""Questions for the place that one paper has in the listing of its day: "what place was it", "그날 몇 등이었어"."""

from __future__ import annotations

from bot.answers.request import Act, Request
from bot.answers.wording import any_of

__all__ = ["asks_place", "with_place"]

_PLACE = any_of(
    r"\b(?:what|which)\s+(?:place|rank|ranking|position|spot)\b|\bhow\s+(?:high|low|far\s+up)\b.{0,30}\b(?:rank|place|list)",
    r"\b(?:where|how)\s+(?:did|does|was|is)\b.{0,40}\b(?:rank|ranked|place|placed|finish|land|end\s+up)\b",
    r"\b(?:rank|ranked|ranking|placed?|position)\b.{0,12}\b(?:that|its|the|of|on)\s+(?:day|list\w*)\b",
    r"^\W{0,5}(?:\S{1,40}\s){0,3}(?:rank|ranking|placement)\W{0,9}$|\b(?:best|top|first|number\s+(?:one|1)|#1)\s+(?:of|on|in)\s+(?:its|that)\s+(?:day|list\w*)\b",
    r"몇\s*(?:등|위)(?!\s*(?:까지|부터))|등수|순위(?:가|는|은|좀)?\s*(?:몇|어떻|어떠|어때|뭐|알려|궁금|\W{0,9}$)",
)
# A place in somebody else's ranking.
_ELSEWHERE = any_of(
    r"\b(?:leader\s?board|benchmarks?|arena|on\s+(?:the\s+)?[A-Z][\w-]*\d|mmlu|gsm8k|imagenet|swe-?bench)\b|리더\s*보드|벤치마크|아레나|대회"
)
_MAY_ASK: tuple[Act, ...] = ("fact", "summary", "papers", "votes", "day", "compare")


def asks_place(text: str) -> bool:
    """Tell whether a text asks for a paper's place in its listing."""
    return _PLACE.search(text) is not None and _ELSEWHERE.search(text) is None


def with_place(request: Request) -> Request:
    """Return a request about one paper as one for its place, if that is asked for."""
    alone = len(request.papers) == 1 and request.act in _MAY_ASK and not request.detail
    if not alone or not asks_place(request.question):
        return request
    return Request("place", request.language, question=request.question, papers=request.papers)
