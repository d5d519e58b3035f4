"""/similar and the button of cards: the papers like one, with what they share."""

from __future__ import annotations

import pytest

from tests.interface.conftest import Stage
from tests.interface.look import buttons, text
from tests.wire.interactions import option, press, slash
from tests.wire.look import is_private
from tests.wire.payloads import GUILD_ID, STRANGER_ID

_CACHE = """## Daily Papers (2024-11-20)

### [FastCache: *KV* cache compression for long context](https://arxiv.org/abs/2411.20001)

Vote: 3

Authors: Ada Lovelace

- **What's New**: KV 캐시 압축(KV cache compression)을 SnapKV보다 빠르게 하는 방법입니다.

### [SlimCache: smaller caches](https://arxiv.org/abs/2411.20002)

Vote: 2

Authors: Alan Turing

- **What's New**: SnapKV를 바탕으로 KV 캐시(KV cache)를 압축합니다.
"""


@pytest.fixture
async def caches(stage: Stage) -> Stage:
    """Return a stage whose corpus has papers that share terms."""
    (stage.seeds / "c.txt").write_text(_CACHE, "utf-8")
    await stage.library.reload()
    return stage


@pytest.mark.parametrize(
    ("locale", "lead", "note"), [("en-US", "like “FastCache", "shares:"), ("ko", "비슷한", "공통:")]
)
async def test_the_papers_like_one_come_with_the_terms_they_share(
    caches: Stage, locale: str, lead: str, note: str
) -> None:
    answer = await caches.answer(slash("similar", option("paper", "2411.20001"), locale=locale))
    said = text(answer)
    assert not is_private(answer)
    assert lead in said
    first = said.split("**2.**")[0]
    assert "2411.20002" in first
    (line,) = [line for line in first.splitlines() if note in line]
    assert line.startswith(f"-# {note} ")
    assert "SnapKV" in line
    assert "2411.20001" not in said


@pytest.mark.parametrize("guild_id", [GUILD_ID, None])
async def test_a_title_or_a_link_does_as_well_in_servers_and_in_direct_messages(
    caches: Stage, guild_id: int | None
) -> None:
    link = "https://arxiv.org/pdf/2411.20001"
    title = "FastCache: KV cache compression for long contexts"
    for typed in (link, title):
        said = text(await caches.answer(slash("similar", option("paper", typed), guild_id=guild_id)))
        assert "2411.20002" in said


async def test_no_title_takes_effect_as_markdown(caches: Stage) -> None:
    said = text(await caches.answer(slash("similar", option("paper", "2411.20002"))))
    assert "FastCache: ＊KV＊ cache" in said


async def test_the_button_of_a_card_answers_whoever_presses_it_only(caches: Stage) -> None:
    await caches.answer(slash("paper", option("id_or_title", "2411.20001")))
    card = caches.wire.shown[-1]
    custom_id = buttons(card)["Similar"]["custom_id"]
    answer = await caches.answer(press(card, custom_id, user_id=STRANGER_ID, locale="ko"))
    assert is_private(answer)
    assert "공통:" in text(answer)
    assert buttons(answer)["논문 자세히 보기"]["custom_id"] == "open:2411.20002"


async def test_it_stays_the_paper_that_the_others_are_like_and_the_first_one_is_one_of_those(caches: Stage) -> None:
    await caches.answer(slash("similar", option("paper", "2411.20001")))
    assert "Ada Lovelace" in text(await caches.answer(slash("ask", option("question", "who wrote it?"))))
    await caches.answer(slash("similar", option("paper", "2411.20001")))
    second = text(await caches.answer(slash("ask", option("question", "who wrote the first one?"))))
    assert "Alan Turing" in second


async def test_what_is_called_almost_so_is_offered_without_shared_terms(caches: Stage) -> None:
    said = text(await caches.answer(slash("similar", option("paper", "smaller cache things"))))
    assert "No paper is called “smaller cache things”" in said
    assert "2411.20002" in said
    assert "shares:" not in said


@pytest.mark.parametrize("typed", ["9999.99999", "qwxyz"])
async def test_a_paper_that_there_is_not_is_said_privately_not_to_be_there(stage: Stage, typed: str) -> None:
    english = await stage.answer(slash("similar", option("paper", typed)))
    korean = await stage.answer(slash("similar", option("paper", typed), locale="ko"))
    assert is_private(english)
    assert f"No paper here matches “{typed}”" in english["content"]
    assert f"“{typed}”에 해당하는 논문이 없습니다" in korean["content"]


async def test_a_paper_that_has_left_the_corpus_since_is_said_to_be_gone(caches: Stage) -> None:
    await caches.answer(slash("paper", option("id_or_title", "2411.20001")))
    card = caches.wire.shown[-1]
    (caches.seeds / "c.txt").unlink()
    await caches.library.reload()
    answer = await caches.answer(press(card, "similar:2411.20001"))
    assert "no longer in the corpus" in answer["content"]


async def test_titles_are_suggested(stage: Stage) -> None:
    asked = slash("similar", option("paper", "kv", focused=True), autocomplete=True)
    assert [one["value"] for one in (await stage.answer(asked))["choices"]] == ["2411.00002"]
