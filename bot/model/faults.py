"""Why a language model gave no answer."""

from __future__ import annotations

from typing import Literal

from bot.errors import UserError
from bot.texts import Text

__all__ = ["FaultKind", "ModelError"]

FaultKind = Literal["missing", "slow", "busy", "refused", "unreachable", "nonsense"]

_TEXTS: dict[FaultKind, Text] = {
    "missing": Text(
        "the client is not installed: install papers-bot with the extra `model` ({reason})",
        "클라이언트가 설치되어 있지 않습니다. papers-bot을 `model` 옵션과 함께 설치해 주세요({reason})",
    ),
    "slow": Text("it did not answer in time ({reason})", "제때 답하지 않았습니다({reason})"),
    "busy": Text("it takes no more requests for now ({reason})", "지금은 요청을 더 받지 않습니다({reason})"),
    "refused": Text("it refused the request ({reason})", "요청을 거부했습니다({reason})"),
    "unreachable": Text("it cannot be reached ({reason})", "연결할 수 없습니다({reason})"),
    "nonsense": Text("its answer cannot be read ({reason})", "답을 읽을 수 없습니다({reason})"),
}


class ModelError(UserError):
    """The language model gave no answer; the sentence is for the operator."""

    def __init__(self, kind: FaultKind, reason: str) -> None:
        super().__init__(_TEXTS[kind].fill(reason=" ".join(reason.split())[:200]))
        self.kind: FaultKind = kind
