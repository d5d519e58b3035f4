"""The message command Find papers: what a message names or is about, to whoever uses it only."""

from __future__ import annotations

from typing import Any

import pytest

from tests.interface.chatting import message
from tests.interface.conftest import Stage
from tests.interface.look import text
from tests.wire.interactions import apply, option, slash
from tests.wire.payloads import Payload

_MARCO = "https://arxiv.org/abs/2411.14405"
_CACHE = "https://arxiv.org/abs/2411.00002"


def embed(**parts: Any) -> Payload:
    """Return a message that is one embed, as links and other bots give it."""
    return message("", embeds=[{"type": "rich"} | parts])


def made_of(*components: Payload) -> Payload:
    """Return a message of components, as other bots send it."""
    return message("", components=[{"type": 17, "id": 1, "components": list(components)}], flags=1 << 15)


def forwarded(content: str) -> Payload:
    """Return a message that forwards another."""
    inner: Payload = {"content": content, "embeds": [], "attachments": [], "flags": 0, "type": 0, "mentions": []}
    inner |= {"timestamp": "2024-11-25T00:00:00+00:00", "edited_timestamp": None}
    return message("", message_snapshots=[{"message": inner}])


_LINK_ROW: Payload = {"type": 1, "id": 2, "components": [{"type": 2, "id": 3, "style": 5, "label": "x", "url": _MARCO}]}


@pytest.mark.parametrize(
    "clicked",
    [
        message(f"read {_MARCO}v1!"),
        message("Marco-o1 is out"),
        embed(title="Somebody's blog", url=_MARCO),
        embed(description="see hf.co/papers/2411.14405"),
        embed(title="news", fields=[{"name": "Paper", "value": _MARCO, "inline": False}]),
        made_of({"type": 10, "id": 2, "content": f"**new** {_MARCO}"}),
        made_of({"type": 10, "id": 4, "content": "new"}, _LINK_ROW),
        forwarded(f"look {_MARCO}"),
    ],
)
async def test_a_paper_that_is_named_anywhere_in_a_message_is_shown_privately(stage: Stage, clicked: Payload) -> None:
    answer = await stage.answer(apply("Find papers", clicked))
    assert answer["flags"] & 64
    assert "몬테카를로" in text(answer)


async def test_several_are_a_list_whose_second_one_can_be_asked_about(stage: Stage) -> None:
    answer = await stage.answer(apply("Find papers", message(f"{_MARCO} or {_CACHE}?"), locale="ko"))
    assert "이 메시지에 나온 논문 2편입니다." in text(answer)
    second = await stage.answer(slash("ask", option("question", "두 번째 논문 저자는?")))
    assert "Author Number0" in text(second)


async def test_a_message_that_names_none_is_searched(stage: Stage) -> None:
    answer = await stage.answer(apply("Find papers", message("@everyone 트리 탐색 연구 어떤 게 있죠?"), locale="ko"))
    assert "몬테카를로" in text(answer)


@pytest.mark.parametrize(("locale", "sentence"), [("en-US", "no paper in this message"), ("ko", "찾지 못했습니다")])
async def test_ordinary_talk_that_shares_a_word_with_a_paper_finds_none(
    stage: Stage, locale: str, sentence: str
) -> None:
    answer = await stage.answer(apply("Find papers", message("numbers, anyone? 개방형 사무실 어때요"), locale=locale))
    assert answer["flags"] & 64
    assert sentence in answer["content"]


async def test_where_only_the_person_has_the_app_the_interaction_is_all_that_is_used(stage: Stage) -> None:
    before = len(stage.wire.requests)
    answer = await stage.answer(apply("Find papers", message(_MARCO, guild_id=None), guild_id=None, installed="user"))
    assert "몬테카를로" in text(answer)
    assert [request.path.rpartition("/")[2] for request in stage.wire.requests[before:]] == ["callback"]


@pytest.mark.parametrize(("locale", "sentence"), [("en-US", "no paper in this message"), ("ko", "찾지 못했습니다")])
async def test_where_there_is_none_one_private_sentence_says_so(stage: Stage, locale: str, sentence: str) -> None:
    answer = await stage.answer(apply("Find papers", message("점심 뭐 먹지? 👍"), locale=locale))
    assert answer["flags"] & 64
    assert sentence in answer["content"]
