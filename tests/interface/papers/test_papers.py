"""/top, /search, /author, /paper and /ask over the wire, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, pictures, text
from tests.wire.interactions import option, slash
from tests.wire.payloads import Payload

_MARCO = "https://arxiv.org/abs/2411.14405"
_COMMANDS = [
    slash("top"),
    slash("search", option("query", "reasoning models")),
    slash("author", option("name", "yu zhao")),
    slash("paper", option("id_or_title", "2411.14405")),
    slash("ask", option("question", "Marco-o1")),
]


@pytest.mark.parametrize("locale", ["en-US", "ko"])
@pytest.mark.parametrize("command", _COMMANDS, ids=lambda payload: payload["data"]["name"])
async def test_every_command_answers_in_public_with_the_paper(stage: Stage, command: Payload, locale: str) -> None:
    answer = await stage.answer(command | {"locale": locale})
    assert _MARCO in text(answer)
    assert answer["flags"] == 1 << 15
    assert answer["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize("command", _COMMANDS, ids=lambda payload: payload["data"]["name"])
async def test_no_title_summary_or_name_takes_effect_as_markdown_or_mention(stage: Stage, command: Payload) -> None:
    said = text(await stage.answer(command))
    assert "@everyone" not in said
    assert "<@1234" not in said
    assert "*Open*" not in said
    assert "Towards ＊Open＊ Reasoning Models ［v1］" in said


async def test_top_says_which_day_it_shows_and_that_it_is_not_today(stage: Stage) -> None:
    english = text(await stage.answer(slash("top")))
    korean = text(await stage.answer(slash("top", locale="ko")))
    assert "Nov 22, 2024" in english
    assert "Nov 25, 2024" in english
    assert "42 votes" in english
    assert "추천 42" in korean


async def test_top_takes_a_day_and_a_count(stage: Stage) -> None:
    said = text(await stage.answer(slash("top", option("day", "2024-11-21"), option("count", 3))))
    assert said.count("https://arxiv.org") == 3
    assert said.index("number 29") < said.index("number 28") < said.index("number 27")


@pytest.mark.parametrize(
    ("options", "kept", "left_out"),
    [
        ((option("author", "Ada Lovelace"), option("min_votes", 29)), "2411.10029", "2411.10026"),
        ((option("since", "2024-11-22"),), "", "2411.10029"),
        ((option("until", "2024-11-20"),), "", "2411.10029"),
    ],
)
async def test_search_passes_its_filters_on(
    stage: Stage, options: tuple[Payload, ...], kept: str, left_out: str
) -> None:
    said = text(await stage.answer(slash("search", option("query", "robot"), *options)))
    assert kept in said
    assert left_out not in said


async def test_search_sorts_by_votes(stage: Stage) -> None:
    said = text(await stage.answer(slash("search", option("query", "robot"), option("sort", "votes"))))
    assert said.index("2411.10029") < said.index("2411.10026")


async def test_a_paper_is_shown_with_its_picture_and_three_hundred_authors_counted(stage: Stage) -> None:
    english = await stage.answer(slash("paper", option("id_or_title", "KV cache compression")))
    korean = await stage.answer(slash("paper", option("id_or_title", "2411.00002"), locale="ko"))
    assert " more\n" in text(english)
    assert "외 2" in text(korean)
    marco = await stage.answer(slash("paper", option("id_or_title", "https://arxiv.org/abs/2411.14405v2")))
    assert pictures(marco) == ["https://example.org/marco.png"]


async def test_a_question_is_answered_in_its_own_language(stage: Stage) -> None:
    korean = await stage.answer(slash("ask", option("question", "KV 캐시 압축 논문 알려줘")))
    assert "추천 수 모름" in text(korean)
    english = await stage.answer(slash("ask", option("question", "papers about KV cache compression"), locale="ko"))
    assert "votes unknown" in text(english)


@pytest.mark.parametrize("guild_id", [1400000000000000001, None])
async def test_commands_work_in_servers_and_in_direct_messages(stage: Stage, guild_id: int | None) -> None:
    assert _MARCO in text(await stage.answer(slash("top", guild_id=guild_id)))


@pytest.mark.parametrize(
    ("payload", "english"),
    [
        (slash("top", option("day", "2024-13-01")), "2024-13-01"),
        (slash("search", option("query", "?!…")), ""),
        (slash("search", option("query", "x" * 4000)), "4"),
        (slash("paper", option("id_or_title", "9999.99999")), "9999.99999"),
        (slash("author", option("name", "Nobody @everyone **Whatsoever**")), "@\u200beveryone \\*\\*Whatsoever\\*\\*"),
    ],
)
async def test_what_cannot_be_answered_is_said_privately_in_the_persons_language(
    stage: Stage, payload: Payload, english: str
) -> None:
    first = await stage.answer(payload)
    second = await stage.answer(payload | {"locale": "ko"})
    assert first["flags"] == second["flags"] == 64
    assert english in first["content"]
    assert any("가" <= letter <= "힣" for letter in second["content"])
    assert not any("가" <= letter <= "힣" for letter in first["content"])


_FETCHED = """## Daily Papers (2024-11-23)

### [Kite: Steering Video by Wind](https://arxiv.org/abs/2411.90001)

Vote: 3

Authors: ['Ada Lovelace']

Code: https://github.com/acme/kite
Project: https://kite.example.org/
Organization: Acme Research
Keywords: video generation, wind

- **Summary**: Kite steers generated videos.
- **Abstract**: Kite steers video by a field of wind.
"""


@pytest.mark.parametrize(
    ("locale", "labels"), [("en-US", ("Code", "Project page")), ("ko", ("코드", "프로젝트 페이지"))]
)
async def test_a_card_leads_over_the_wire_to_what_the_listing_names(
    staging: Staging, seeds: Path, locale: str, labels: tuple[str, str]
) -> None:
    (seeds / "c.md").write_text(_FETCHED, "utf-8")
    async with staging() as stage:
        answer = await stage.answer(slash("paper", option("id_or_title", "2411.90001"), locale=locale))
    urls = [buttons(answer)[label]["url"] for label in labels]
    assert urls == ["https://github.com/acme/kite", "https://kite.example.org/"]
    assert "-# Acme Research · video generation, wind" in text(answer)
