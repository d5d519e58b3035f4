"""A post names the roles that it pings, and Discord may ping no others."""

from __future__ import annotations

from dataclasses import replace

from bot.digest.post import TopicPing
from bot.interface.digest.card import digest_card
from tests.interface.conftest import Stage
from tests.interface.digest.digests import ALL, join, role, run, set_up
from tests.interface.digest.test_posting import post, poster_of
from tests.interface.look import text, weigh
from tests.interface.made_papers import assert_within_limits
from tests.wire.payloads import CHANNEL_ID, GUILD_ID

MESSAGES = f"/channels/{CHANNEL_ID}/messages"
FIRST = 1400000000000000300


def pinging(stage: Stage, *role_ids: int, role_id: int | None = None) -> list[TopicPing]:
    return [TopicPing(one, frozenset({"2411.14405"})) for one in role_ids]


async def test_a_post_pings_its_topic_roles_and_those_that_were_deleted_are_not_named(stage: Stage) -> None:
    join(stage, ALL, role(role_id=FIRST), role(role_id=FIRST + 1))
    pings = tuple(pinging(stage, FIRST, FIRST + 1, FIRST + 2))
    await poster_of(stage).send(replace(post(stage, role_id=77), topic_pings=pings))
    (sent,) = stage.wire.sent("POST", MESSAGES)
    assert text(sent.body).startswith(f"<@&77> <@&{FIRST}> <@&{FIRST + 1}>\n### ")
    assert sent.body["allowed_mentions"] == {"parse": [], "roles": [77, FIRST, FIRST + 1]}


async def test_the_most_roles_and_papers_fit_in_one_message(stage: Stage) -> None:
    whole = post(stage, role_id=10**19)
    entry = whole.entries[0]
    long = replace(entry, reason="x" * 300, hit=replace(entry.hit, paper=replace(entry.hit.paper, title="ab " * 300)))
    entries = tuple(
        replace(long, hit=replace(long.hit, paper=replace(long.hit.paper, arxiv_id=f"2411.{number:05}")))
        for number in range(10)
    )
    pings = tuple(pinging(stage, *(10**19 + number for number in range(25))))
    card = digest_card(replace(whole, entries=entries, topic_pings=pings, lead="x" * 300, late=True))
    assert_within_limits(card)


async def test_the_doctor_names_topic_roles_that_nobody_hears_of(stage: Stage) -> None:
    join(stage, ALL, role(role_id=FIRST), role(role_id=FIRST + 1, mentionable=False))
    await stage.answer(set_up())
    async with stage.store.transaction() as transaction:
        await transaction.execute_many(
            "INSERT INTO topic_role (guild_id, role_id, topic) VALUES (?, ?, ?)",
            [(GUILD_ID, FIRST + number, f"*topic* {number}") for number in range(3)],
        )
    said = text(await stage.answer(run("doctor")))
    assert "✅ Topic roles that I can ping: 1" in said
    assert f"❌ I cannot ping these topic roles: <@&{FIRST + 1}>. Let anyone mention them" in said
    assert r"❌ The roles of these topics were deleted: \*topic\* 2. End them with /roles remove" in said
    assert "❌ 역할이 삭제된 주제" in text(await stage.answer(run("doctor", locale="ko")))
    assert weigh(await stage.answer(run("doctor")))[0] <= 4000
