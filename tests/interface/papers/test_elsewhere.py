"""A paper that the corpus lacks is looked up for every surface that takes an id, where the feed is on."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from bot.storage.people.saved import SavedPapers
from tests.interface.chatting import message, say
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, text
from tests.wire.hub import Hub, item, open_hub
from tests.wire.interactions import apply, option, press, slash
from tests.wire.look import is_private, texts
from tests.wire.payloads import ASKER_ID, BOT_ID, Payload

_ME = f"<@{BOT_ID}>"
_TIDE = "2609.10715"
_LINK = f"https://arxiv.org/abs/{_TIDE}"
_MARK = "This paper is not in the corpus"


@pytest.fixture
async def hub() -> AsyncGenerator[Hub]:
    async with open_hub() as hub:
        abstract = "TideCache evicts tokens by entropy. It is trained on the PG-19 dataset. <@1> **bold** @everyone"
        paper = item(_TIDE, "TideCache *tides*", publishedAt="2026-09-09T00:00:00.000Z")["paper"]
        hub.papers[_TIDE] = paper | {"summary": abstract}
        yield hub


@pytest.fixture
async def stage(staging: Staging, hub: Hub) -> AsyncGenerator[Stage]:
    async with staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage:
        yield stage


@pytest.mark.parametrize(("locale", "mark"), [("en-US", _MARK), ("ko", "이 봇의 목록에는 없는 논문")])
async def test_paper_shows_a_card_that_says_that_it_is_not_in_the_corpus(stage: Stage, locale: str, mark: str) -> None:
    answer = await stage.answer(slash("paper", option("id_or_title", _LINK), locale=locale))
    said = text(answer)
    assert mark in said
    assert all(part in said for part in ("TideCache \\*tides\\*", "PG-19", "Ada Okafor", "arXiv 2609.10715", "2026"))
    assert not any(button.get("custom_id", "").startswith("discuss") for button in buttons(answer).values())


async def test_ask_answers_a_fact_and_the_next_question_goes_on_about_it(stage: Stage, hub: Hub) -> None:
    answer = await stage.answer(slash("ask", option("question", f"what dataset does {_TIDE} use?")))
    assert _MARK in text(answer)
    assert "> It is trained on the PG-19 dataset." in text(answer).replace("*", "")
    further = await stage.answer(slash("ask", option("question", "who wrote it?")))
    assert "Ada Okafor, Jonas Weber" in text(further)
    assert (hub.asked_papers, hub.asked_arxiv) == ([_TIDE], [])


async def test_find_papers_shows_it_privately(stage: Stage) -> None:
    answer = await stage.answer(apply("Find papers", message(f"have you seen {_LINK}?")))
    assert is_private(answer)
    assert _MARK in text(answer)
    assert "PG-19" in text(answer)


async def test_only_a_question_goes_on_about_it(stage: Stage) -> None:
    await stage.answer(slash("ask", option("question", f"what is {_TIDE} about?")))
    found = await stage.answer(apply("Find papers", message("who wrote it?")))
    assert "TideCache" not in str(found)
    named = await stage.answer(slash("paper", option("id_or_title", "its authors")))
    assert "TideCache" not in str(named)


async def test_a_mention_and_a_direct_message_are_answered_and_a_forwarded_message_is_read(stage: Stage) -> None:
    (card,) = await say(stage, message(f"{_ME} {_LINK} 이거 뭐야?"))
    assert "이 봇의 목록에는 없는 논문" in text(card)
    (authors,) = await say(stage, message(f"{_ME} 누가 썼어?"))
    assert "Jonas Weber" in text(authors)
    (direct,) = await say(stage, message(f"who wrote {_TIDE}", guild_id=None))
    assert "Jonas Weber" in text(direct)
    inner: Payload = {
        "content": f"look {_LINK}",
        "embeds": [],
        "attachments": [],
        "flags": 0,
        "type": 0,
        "mentions": [],
    }
    inner |= {"timestamp": "2024-11-25T00:00:00+00:00", "edited_timestamp": None}
    (forwarded,) = await say(stage, message("", guild_id=None, message_snapshots=[{"message": inner}]))
    assert _MARK in text(forwarded)


async def test_a_reply_to_its_card_is_about_it(stage: Stage) -> None:
    member = stage.member()
    card = await member.slash("paper", id_or_title=_TIDE)
    assert "Jonas Weber" in texts(await member.but(user_id=ASKER_ID + 7).says("who wrote it?", reply_to=card))


async def test_it_can_be_saved_by_command_and_by_its_button_and_is_shown_among_the_saved(stage: Stage) -> None:
    member = stage.member()
    assert "Saved “TideCache" in texts(await member.slash("save", paper=_LINK))
    card = await member.slash("paper", id_or_title=_TIDE)
    assert "was saved already" in texts(await member.press(card, "Save"))
    assert [one.arxiv_id for one in await SavedPapers(stage.store).saved(ASKER_ID)] == [_TIDE]
    kept = texts(await member.slash("saved"))
    assert "TideCache" in kept
    assert "not in the listings" in kept


async def test_the_buttons_of_its_answers_work(stage: Stage) -> None:
    member = stage.member()
    asked = await member.slash("ask", question=f"what dataset does {_TIDE} use?")
    assert "Jonas Weber" in texts(await member.press(asked, "Who wrote it?"))
    assert "PG-19" in texts(await member.press(asked, "Sum it up"))
    assert "TideCache" in texts(await member.press(await member.slash("paper", id_or_title=_TIDE), "Similar"))


async def test_after_a_restart_its_buttons_look_it_up_again(staging: Staging, hub: Hub) -> None:
    on = {"feed": "huggingface", "feed_url": hub.url, "arxiv_url": hub.url}
    async with staging(**on) as stage:
        card = await stage.member().slash("paper", id_or_title=_TIDE)
    async with staging(**on) as stage:
        assert "Saved “TideCache" in texts(await stage.member().press(card, "Save"))
    assert hub.asked_papers == [_TIDE, _TIDE]


@pytest.mark.parametrize(
    ("locale", "typed", "said"),
    [
        ("en-US", "2609.40001", "neither 127.0.0.1 nor arXiv knows it"),
        ("ko", "2609.40001", "번호를 확인해 주세요"),
        ("en-US", "2699.12345", "is not an arXiv id"),
        ("ko", "2609.107155", "arXiv 번호가 아닙니다"),
        ("en-US", "2609.30001", "has been withdrawn"),
        ("ko", "2609.30001", "철회된 논문"),
    ],
)
async def test_what_cannot_be_shown_is_one_sentence(stage: Stage, hub: Hub, locale: str, typed: str, said: str) -> None:
    hub.papers["2609.30001"] = item("2609.30001", withdrawnAt="2026-09-10T00:00:00.000Z")["paper"]
    member = stage.member(locale=locale)
    for command, name in (("paper", "id_or_title"), ("save", "paper"), ("ask", "question")):
        assert said in texts(await member.slash(command, **{name: typed})), command


async def test_sources_that_do_not_answer_are_a_sentence_and_the_answer_is_deferred(staging: Staging, hub: Hub) -> None:
    hub.paper_faults, hub.arxiv_faults = ["slow"], ["503"]
    async with staging(0.05, feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage:
        assert "arXiv does not answer" in texts(await stage.member().slash("ask", question=f"what is {_TIDE}?"))
        assert stage.wire.callbacks()[-1]["type"] == 5


async def test_where_the_feed_is_off_nothing_is_asked(staging: Staging, hub: Hub) -> None:
    async with staging(feed_url=hub.url, arxiv_url=hub.url) as stage:
        asked = await stage.answer(slash("ask", option("question", f"what is {_TIDE} about?")))
        assert f"“{_TIDE}” is not in the corpus." in text(asked)
        assert "No paper here matches" in texts(await stage.member().slash("paper", id_or_title=_TIDE))
        card = press(stage.wire.shown[-1], f"save:{_TIDE}")
        assert "no longer in the corpus" in str(await stage.answer(card))
    assert (hub.asked_papers, hub.asked_arxiv) == ([], [])
