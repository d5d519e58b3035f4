"""Interactions from their opening to their last follow-up, as Discord keeps them by their tokens."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tests.wire.content import EPHEMERAL, LOADING
from tests.wire.messages import Messages
from tests.wire.payloads import Payload, part
from tests.wire.requests import Refusal, Upload

__all__ = ["Asked", "Interactions"]

_MESSAGE, _LATER, _UPDATE_LATER, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9
_COMMAND, _COMPONENT, _AUTOCOMPLETE, _SUBMIT = 2, 3, 4, 5
_FITTING = {
    _COMMAND: {_MESSAGE, _LATER, _MODAL},
    _COMPONENT: {_MESSAGE, _LATER, _UPDATE_LATER, _UPDATE, _MODAL},
    _AUTOCOMPLETE: {_CHOICES},
    _SUBMIT: {_MESSAGE, _LATER, _UPDATE_LATER, _UPDATE},
}


@dataclass
class Asked:
    """Hold an interaction and what became of it.

    `kind` is the type of its first answer; `answer` what the person got: a message, choices or a form, None until then.
    """

    payload: Payload
    opened: float
    kind: int | None = None
    original: str | None = None
    waiting: bool = False
    answer: Payload | None = None
    followups: list[Payload] = field(default_factory=list[Payload])

    @property
    def channel_id(self) -> str:
        """Where it was asked."""
        return self.payload["channel_id"]

    @property
    def limited(self) -> bool:
        """Whether only the asker installed the app there: five follow-ups are all."""
        return "guild_id" in self.payload and "0" not in self.payload["authorizing_integration_owners"]


@dataclass
class Interactions:
    """Keep interactions by their tokens; seconds for the first answer and for all others, by `clock`."""

    messages: Messages
    fault: Callable[[str], None]
    first_answer: float = 3.0
    lifetime: float = 900.0
    clock: Callable[[], float] = time.monotonic
    asked: dict[str, Asked] = field(default_factory=dict[str, Asked])

    def open(self, payload: Payload) -> Payload:
        """Return an interaction with an id and a token of its own, which can be answered from now on."""
        token = f"interaction-token-{len(self.asked) + 1}"
        opened: Payload = {"id": self.messages.new_id(), **payload, "token": token}
        for place in (opened["channel"], *part(part(opened["data"], "resolved"), "channels").values()):
            self.messages.add(place)
        self.asked[token] = Asked(opened, self.clock())
        return opened

    def first(self, interaction_id: str, token: str, body: Payload, files: Sequence[Upload]) -> Payload:
        """Take the first answer; return what is asked for with `with_response`."""
        asked = self.asked.get(token)
        if asked is None or asked.payload["id"] != interaction_id:
            self.fault(f"the interaction {interaction_id} does not exist")
            raise Refusal(404, 10062, "Unknown interaction")
        if self.clock() - asked.opened > self.first_answer:
            raise Refusal(404, 10062, "Unknown interaction")
        if asked.kind is not None:
            self.fault(f"the interaction {interaction_id} is answered twice")
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if body["type"] not in _fitting(asked.payload):
            self.fault(f"an interaction of type {asked.payload['type']} is answered with type {body['type']}")
            raise Refusal(400, 50035, "Invalid Form Body (type)")
        self._answer(asked, body["type"], body.get("data") or {}, files)
        asked.kind = body["type"]
        return _response(asked, self._original(asked))

    def followup(self, token: str, body: Payload, files: Sequence[Upload]) -> Payload:
        """Take a further message; the first after "… is thinking" takes its place."""
        asked = self._known(token)
        if asked.kind == _LATER and asked.waiting:
            message = self._fill(asked, body, files)
        else:
            if asked.limited and len(asked.followups) >= 5:
                raise Refusal(400, 40094, "This interaction has reached the maximum number of follow-up messages.")
            message = self.messages.create(asked.channel_id, body, files, extra=_metadata(asked))
            asked.answer = asked.answer or message
            asked.waiting = False
        asked.followups.append(message)
        return message

    def edit(self, token: str, message_id: str, body: Payload, files: Sequence[Upload]) -> Payload:
        """Change an answer; `@original` stands for the first one."""
        asked = self._known(token)
        if message_id == "@original" and asked.waiting:
            return self._fill(asked, body, files)
        return self.messages.edit(asked.channel_id, self._id(asked, message_id), body, files)

    def message(self, token: str, message_id: str) -> Payload:
        """Return an answer."""
        asked = self._known(token)
        return self.messages.message(asked.channel_id, self._id(asked, message_id))

    def delete(self, token: str, message_id: str) -> None:
        """Take an answer away."""
        asked = self._known(token)
        self.messages.delete(asked.channel_id, self._id(asked, message_id))
        if message_id == "@original":
            asked.original, asked.waiting = None, False

    def _answer(self, asked: Asked, kind: int, data: Payload, files: Sequence[Upload]) -> None:
        if kind in (_CHOICES, _MODAL):
            asked.answer = data
        elif kind in (_UPDATE, _UPDATE_LATER):
            asked.original, asked.waiting = asked.payload["message"]["id"], kind == _UPDATE_LATER
            if kind == _UPDATE:
                asked.answer = self._edit_shown(asked, data, files)
        else:
            asked.waiting = kind == _LATER
            body = data | {"flags": (data.get("flags") or 0) | (LOADING if asked.waiting else 0)}
            message = self.messages.create(asked.channel_id, body, files, extra=_metadata(asked))
            asked.original = message["id"]
            asked.answer = None if asked.waiting else message

    def _edit_shown(self, asked: Asked, data: Payload, files: Sequence[Upload]) -> Payload:
        assert asked.original is not None
        return self.messages.edit(asked.channel_id, asked.original, data, files)

    def _fill(self, asked: Asked, body: Payload, files: Sequence[Upload]) -> Payload:
        message = self.messages.message(asked.channel_id, self._id(asked, "@original"))
        message["flags"] &= ~LOADING
        asked.waiting = False
        asked.answer = self.messages.edit(asked.channel_id, message["id"], body, files)
        return asked.answer

    def _original(self, asked: Asked) -> Payload | None:
        # A press is acknowledged although the message that was pressed is deleted.
        with suppress(Refusal):
            return self.messages.message(asked.channel_id, asked.original) if asked.original else None
        return None

    def _known(self, token: str) -> Asked:
        asked = self.asked.get(token)
        if asked is None or asked.kind is None:
            self.fault(f"a follow-up comes before the first answer, or for no interaction: {token}")
            raise Refusal(404, 10015, "Unknown Webhook")
        if self.clock() - asked.opened > self.lifetime:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return asked

    def _id(self, asked: Asked, message_id: str) -> str:
        if message_id != "@original":
            return message_id
        if asked.original is None:
            raise Refusal(404, 10008, "Unknown Message")
        return asked.original


def _fitting(payload: Payload) -> set[int]:
    fitting = _FITTING[payload["type"]]
    return fitting if "message" in payload else fitting - {_UPDATE, _UPDATE_LATER}


def _metadata(asked: Asked) -> Payload:
    payload = asked.payload
    asker = payload["user"] if "user" in payload else payload["member"]["user"]
    known = {"id": payload["id"], "type": payload["type"], "user": asker, "name": payload["data"].get("name")}
    owners = {"authorizing_integration_owners": payload["authorizing_integration_owners"]}
    return {"application_id": payload["application_id"], "interaction_metadata": known | owners}


def _response(asked: Asked, message: Payload | None) -> Payload:
    interaction: Payload = {"id": asked.payload["id"], "type": asked.payload["type"]}
    if message is None:
        return {"interaction": interaction}
    interaction |= {
        "response_message_id": message["id"],
        "response_message_loading": asked.kind == _LATER,
        "response_message_ephemeral": bool(message["flags"] & EPHEMERAL),
    }
    if asked.kind == _UPDATE_LATER:
        return {"interaction": interaction}
    return {"interaction": interaction, "resource": {"type": asked.kind, "message": message}}
