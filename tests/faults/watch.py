"""What is to happen at a certain request: before it is done, once it is done, or in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.wire.requests import Refusal, Request
from tests.wire.server import Wire

__all__ = ["Watch"]

Moment = Literal["before", "after", "instead"]


@dataclass
class _Rule:
    moment: Moment
    method: str
    path: str
    act: Callable[[], Any]
    number: int | None
    """How many fitting requests from now it happens at; None for each of them."""

    def strikes(self, moment: Moment, request: Request) -> bool:
        if moment != self.moment or request.method != self.method or not re.fullmatch(self.path, request.path):
            return False
        if self.number is None:
            return True
        self.number -= 1
        return self.number == 0


@dataclass
class Watch:
    """See each request that reaches a wire's REST API."""

    wire: Wire
    rules: list[_Rule] = field(default_factory=list[_Rule])

    def __post_init__(self) -> None:
        self._do = self.wire.rest.answer
        self.wire.rest.answer = self._answer

    def at(self, moment: Moment, method: str, path: str, act: Callable[[], Any], number: int | None = 1) -> None:
        """Act at the `number`th fitting request, None for each; what stands "instead" gives the answer."""
        self.rules.append(_Rule(moment, method, path, act, number))

    def stumble(self, method: str, path: str, number: int = 1) -> None:
        """Do what the `number`th fitting request asks, and answer with an error all the same."""
        self.at("after", method, path, _fail, number)

    def clear(self) -> None:
        """Let everything go its usual way."""
        self.rules.clear()

    def _answer(self, request: Request) -> Any:
        for rule in self.rules:
            if rule.strikes("before", request):
                rule.act()
        for rule in self.rules:
            if rule.strikes("instead", request):
                return rule.act()
        answer = self._do(request)
        for rule in self.rules:
            if rule.strikes("after", request):
                rule.act()
        return answer


def _fail() -> None:
    raise Refusal(502, 0, "done, and lost")
