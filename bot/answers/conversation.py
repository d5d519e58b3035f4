"""What "it", "그 논문", "the second one" mean: the papers that were shown last."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["Conversations", "Turn", "ordinal_in", "points_back"]

_LASTS = timedelta(minutes=15)
_MOST = 10_000

_POINTING = re.compile(
    r"\b(?:it|its|it's|they|them|their|this|that|these|those|(?:which|what) ones|"
    r"the (?:paper|model|method|authors?|work|benchmark|dataset))\b|"
    r"(?:그|이|저|아까|방금|위)\s*(?:그\s*)?(?:논문|모델|방법|연구|거|것|데이터셋|벤치마크|시스템|기법|저자)|(?<![가-힣])(?:그거|이거|그건|이건|얘|걔)",
    re.IGNORECASE,
)
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "last": -1, "첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "마지막": -1,
}  # fmt: skip
_ORDINAL = re.compile(
    r"\b(?:the\s+)?(?P<en>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last)\s+(?:one|paper|result|hit)\b|"
    r"(?P<ko>첫|두|둘|세|셋|네|넷|다섯|마지막)\s*(?:번\s*째|째)?\s*(?:거|것|건|논문|편)|(?P<nth>첫|두|둘|세|셋|네|넷|다섯)\s*번\s*째|"
    r"(?:#|no\.?\s*|number\s+)(?P<number>\d{1,2})\b|(?<!\d)(?P<count>\d{1,2})\s*번(?:\s*째)?(?:\s*(?:거|것|논문))?(?![가-힣])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold what a reply showed: its papers in order, the one it was about, and the topic it was found by."""

    at: datetime
    shown: tuple[str, ...] = ()
    focus: str | None = None
    topic: str = ""


class Conversations:
    """Keep the last turn of each conversation, the 10,000 latest ones, each for 15 minutes."""

    def __init__(self, most: int = _MOST) -> None:
        self._turns: OrderedDict[Hashable, Turn] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def last(self, key: Hashable, now: datetime) -> Turn | None:
        """Return the last turn of a conversation, or None where there is none or it is over."""
        with self._lock:
            turn = self._turns.get(key)
            if turn is not None and now - turn.at > _LASTS:
                del self._turns[key]
                return None
            return turn

    def keep(self, key: Hashable, turn: Turn) -> None:
        """Put `turn` in the place of the conversation's last one."""
        with self._lock:
            self._turns[key] = turn
            self._turns.move_to_end(key)
            while len(self._turns) > self._most:
                self._turns.popitem(last=False)

    def forget(self, is_theirs: Callable[[Hashable], bool]) -> None:
        """End the conversations whose keys are somebody's."""
        with self._lock:
            for key in [key for key in self._turns if is_theirs(key)]:
                del self._turns[key]


def points_back(text: str) -> bool:
    """Tell whether `text` says "it", "그 논문" or the like."""
    return _POINTING.search(text) is not None


def ordinal_in(text: str) -> tuple[int, str] | None:
    """Return which of the shown papers is meant (from 1; -1 is the last) and the text without those words."""
    match = _ORDINAL.search(text)
    if match is None:
        return None
    word = match["en"] or match["ko"] or match["nth"]
    number = _ORDINALS[word.lower()] if word else int(match["number"] or match["count"])
    return number, f"{text[: match.start()]} {text[match.end() :]}"
