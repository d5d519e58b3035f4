"""All that is kept of a person is read and deleted, and nothing of anybody else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from bot.storage.database import Store
from bot.storage.digests.drafts import Draft, Drafts
from bot.storage.digests.values import Subscription
from bot.storage.follow import Follow
from bot.storage.lists import ListStore
from bot.storage.model_choices import ModelChoices
from bot.storage.people.folders import Folders
from bot.storage.people.follows import Followed, FollowerStore
from bot.storage.people.kept import (
    Kept,
    KeptAct,
    KeptDelivery,
    KeptDigest,
    KeptDraft,
    KeptFeed,
    KeptFolder,
    KeptList,
    Privacy,
)
from bot.storage.people.on_lists import KeptListed, KeptRead
from bot.storage.people.saved import SavedPaper, SavedPapers
from bot.storage.reading_lists import ReadingLists
from bot.storage.schema import own_columns
from bot.storage.votes import KeptVote, MemberVotes
from tests.conftest import MakePaper

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
ME, OTHER = 7, 8
UNSAVED = Subscription(5, 0, time(9), "UTC", 5, "en", "nothing", 7, NOW)
TOPIC = Follow("topic", "강화학습")
LIST = '{"lead": "a lead"}'
DAY = date(2024, 10, 25)


async def _fill(store: Store, user_id: int, make_paper: MakePaper) -> None:
    """Let a person use everything that keeps something of them.

    A message went to their own channel. Posts of a server went to another one and, by whatever mistake, to theirs.
    """
    paper = make_paper("2411.00001", "A Paper")
    await SavedPapers(store).save(user_id, paper, NOW)
    folder = await Folders(store).create(user_id, "To read", NOW)
    await Folders(store).move(user_id, paper.arxiv_id, folder.id)
    await SavedPapers(store).note(user_id, paper.arxiv_id, "a note")
    await ReadingLists(store).add(user_id, paper, "for all", user_id, NOW)
    await ReadingLists(store).finish(user_id, paper.arxiv_id, user_id, NOW)
    await MemberVotes(store).toggle(5, paper.arxiv_id, user_id, NOW)
    await ModelChoices(store).turn("person", user_id, on=False, now=NOW)
    await FollowerStore(store).add(user_id, TOPIC, user_id * 10, "ko", NOW, DAY)
    await ListStore(store).keep(user_id, LIST, NOW)
    await Drafts(store).open(Draft(5, user_id, UNSAVED), NOW)
    async with store.transaction() as transaction:
        for channel_id, guild_id, day in (
            (user_id * 10, 0, "2024-11-25"),
            (user_id * 10, 5, "2024-11-24"),
            (user_id * 10 + 1, 5, "2024-11-25"),
        ):
            await transaction.execute(
                "INSERT INTO digest_delivery (channel_id, kind, day, guild_id, claimed_at, message_id, sent_at) "
                "VALUES (?, 'listing', ?, ?, ?, 123456789012345678, ?)",
                (channel_id, day, guild_id, NOW.isoformat(), NOW.isoformat()),
            )
            await transaction.execute_many(
                "INSERT INTO digest_delivery_paper (channel_id, kind, day, position, arxiv_id, reason) "
                "VALUES (?, 'listing', ?, ?, ?, ?)",
                [(channel_id, day, 1, "2411.00002", None), (channel_id, day, 0, "2411.00001", "강화학습")],
            )
        await transaction.execute(
            "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
            "when_nothing_new, set_by, set_at) VALUES (5, ?, '09:00', 'UTC', 5, 'en', 'nothing', ?, ?)",
            (user_id * 10 + 1, user_id, NOW.isoformat()),
        )
        await transaction.execute(
            "INSERT INTO audit (at, user_id, guild_id, action, detail) VALUES (?, ?, 5, 'digest set', 'result=done')",
            (NOW.isoformat(), user_id),
        )


async def _personal_rows(store: Store, user_id: int) -> dict[str, int]:
    """Return how many rows each table has that names its rows' person."""
    return {
        name: (await store.rows(f"SELECT count(*) FROM {name} WHERE user_id = ?", (user_id,)))[0][0]
        for name, column in own_columns()
        if column == "user_id"
    }


def _expected() -> dict[str, object]:
    return {
        "saved": (SavedPaper("2411.00001", "A Paper", NOW, "a note", "To read"),),
        "follows": (Followed(TOPIC, NOW, DAY),),
        "feed": KeptFeed("70", "ko", NOW, None),
        "deliveries": (
            KeptDelivery(
                date(2024, 11, 25), NOW, NOW, "123456789012345678", (("2411.00001", "강화학습"), ("2411.00002", None))
            ),
        ),
        "digests_set": (KeptDigest("5", "71", NOW),),
        "folders": (KeptFolder("To read", NOW),),
        "votes": (KeptVote("5", "2411.00001", NOW),),
        "listed": (KeptListed("7", "2411.00001", "A Paper", "for all", NOW),),
        "marked_read": (KeptRead("7", "2411.00001", "A Paper", NOW),),
        "acts": (KeptAct(NOW, "5", "digest set", "result=done"),),
        "model_off": NOW,
    }


async def test_everything_kept_of_a_person_is_shown(store: Store, make_paper: MakePaper) -> None:
    for user_id in (ME, OTHER):
        await _fill(store, user_id, make_paper)
    kept = await Privacy(store).kept(ME)
    assert {name: getattr(kept, name) for name in _expected()} == _expected()
    assert kept.shown_lists == (KeptList(NOW, LIST),)
    (draft,) = kept.drafts
    assert (draft.guild_id, draft.updated_at) == ("5", NOW)
    assert '"post_time": "09:00"' in draft.settings
    assert not kept.nothing
    assert not Kept((), (), None, (), (), (), drafts=(KeptDraft("5", NOW, "{}"),)).nothing


async def test_every_table_with_a_person_in_it_is_emptied_of_that_person_alone(
    store: Store, make_paper: MakePaper
) -> None:
    for user_id in (ME, OTHER):
        await _fill(store, user_id, make_paper)
    before = await _personal_rows(store, ME)
    assert before
    assert [table for table, rows in before.items() if not rows] == [], "a table that this test does not fill"
    kept = await Privacy(store).kept(ME)
    assert await Privacy(store).delete(ME) == kept
    # What admins did is kept for those who run the bot.
    assert await _personal_rows(store, ME) == dict.fromkeys(before, 0) | {"audit": 1}
    assert await _personal_rows(store, OTHER) == before


async def test_papers_of_servers_lists_stay_without_the_persons_name_and_words(
    store: Store, make_paper: MakePaper
) -> None:
    lists = ReadingLists(store)
    await lists.add(5, make_paper("2411.00001"), "mine", ME, NOW)
    await lists.add(5, make_paper("2411.00002"), "another's", OTHER, NOW)
    await lists.finish(5, "2411.00002", ME, NOW)
    assert not (await Privacy(store).delete(ME)).nothing
    (mine,) = await lists.entries(5)
    assert (mine.arxiv_id, mine.added_by, mine.note, mine.added_at) == ("2411.00001", None, "", NOW)
    (read,) = await lists.entries(5, done=True)
    assert (read.added_by, read.note, read.done_by, read.done_at) == (OTHER, "another's", None, NOW)
    assert (await Privacy(store).kept(ME)).nothing


async def test_messages_to_the_person_are_forgotten_and_a_servers_posts_and_settings_stay(
    store: Store, make_paper: MakePaper
) -> None:
    for user_id in (ME, OTHER):
        await _fill(store, user_id, make_paper)
    await Privacy(store).delete(ME)
    for table in ("digest_delivery", "digest_delivery_paper"):
        rows = await store.rows(f"SELECT DISTINCT channel_id, day FROM {table} ORDER BY channel_id, day")
        left = [(70, "2024-11-24"), (71, "2024-11-25"), (80, "2024-11-24"), (80, "2024-11-25"), (81, "2024-11-25")]
        assert rows == left
    kept = await Privacy(store).kept(ME)
    acts = (KeptAct(NOW, "5", "digest set", "result=done"),)
    assert kept == Kept((), (), None, (), (), (KeptDigest("5", "71", NOW),), acts)
    assert (kept.nothing, kept.stays) == (True, True)
    assert await store.integrity_faults() == []


async def test_messages_are_the_persons_also_when_nothing_is_followed_any_more(
    store: Store, make_paper: MakePaper
) -> None:
    await _fill(store, ME, make_paper)
    await FollowerStore(store).unfollow_all(ME)
    kept = await Privacy(store).delete(ME)
    assert (kept.follows, len(kept.deliveries)) == ((), 1)
    assert await store.rows("SELECT 1 FROM digest_delivery WHERE guild_id = 0") == []


async def test_of_a_stranger_nothing_is_kept(store: Store) -> None:
    assert await Privacy(store).kept(99) == await Privacy(store).delete(99) == Kept((), (), None, (), (), ())


async def test_what_is_deleted_can_be_begun_anew(store: Store, make_paper: MakePaper) -> None:
    await _fill(store, ME, make_paper)
    await Privacy(store).delete(ME)
    assert await SavedPapers(store).save(ME, make_paper(), NOW)
    assert await FollowerStore(store).add(ME, TOPIC, 70, "en", NOW, DAY) == "new"
