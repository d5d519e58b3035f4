"""Rows for every table, as a database in use has them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.storage.database import Store

__all__ = ["NOW", "fill_every_table"]

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
_AT = NOW.isoformat()
_BIG = (1 << 63) - 1
# In an order in which each row finds what it refers to.
_ROWS: tuple[tuple[str, tuple[tuple[object, ...], ...]], ...] = (
    ("paper", tuple((f"2411.0000{n}", f"제목 {n} é", n % 2, None, "https://v", None, None, "Org") for n in range(5))),
    ("section", tuple((f"2411.0000{n}", place, None, "text\nmore 𝛼") for n in range(5) for place in range(2))),
    ("author", (("2411.00000", 0, "Ada"), ("2411.00000", 1, "Bob"))),
    ("listing", tuple((f"2411.0000{n}", "2024-11-22", None if n else 0, n, "a.txt") for n in range(5))),
    ("keyword", (("2411.00000", 0, "diffusion"),)),
    ("corpus_revision", ((1, _AT, 5, 5, 5, 0, 0, 0, None, "one"), (2, _AT, 5, 5, 0, 0, 0, 0, 1, None))),
    ("corpus_change", ((1, "2411.00000", None), (2, "2411.00001", '{"a": "\\u0001"}'))),
    ("corpus_upload", ((7, "a.txt", b"\x00\xff", "digest", _AT),)),
    ("corpus_offer", ((1, "digest", _AT),)),
    ("corpus_glossary", ((1, "digest"),)),
    ("process_reading", (("0-1/4", "one", "", "two"),)),
    ("command_tree", ((5, "hash"),)),
    ("audit", ((1, _AT, None, None, "reload", ""), (40, _AT, 7, 1, "digest set", "x"))),
    ("digest_subscription", ((1, 10, "09:00", "UTC", 3, "en", "nothing", 7, _AT, 0, "[]", None, "[5]", "none", None,
        None, None, None, "complete", 1),)),
    ("digest_period", ((1, 10, "week", 4, _AT),)),
    ("follower", ((7, 70, "ko", _AT, None, None, None), (8, 80, "en", _AT, _AT, None, None))),
    ("follow", ((7, "topic", "diffusion", _AT, "2024-11-22"), (7, "author", "Ada", _AT, None))),
    ("digest_delivery", ((10, "listing", "2024-11-22", 1, _AT, 1, _AT, None, None, None, _BIG, _AT, None, "none", 0,
        None, None, 0), (70, "week", "2024-11-22", 0, _AT, 0, None, _AT, "why", "이유", None, None, None, "post", 2,
        "2024-11-15", "2024-11-22", 1))),
    ("digest_delivery_paper", ((10, "listing", "2024-11-22", 0, "2411.00000", None),)),
    ("digest_part", ((10, "listing", "2024-11-22", "2411.00000", 99),)),
    ("digest_ping", ((10, "listing", "2024-11-22", 20, "2411.00000"),)),
    ("digest_posted", ((10, 1, "2024-10", b"\x00packed"),)),
    ("digest_people_hour", ((1, "09:00 UTC"),)),
    ("digest_draft", (("abc", 1, 7, "{}", None, 1, _AT),)),
    ("left_guild", ((3, _AT),)),
    ("shown_list", ((_BIG, 7, _AT, "{}", b"\x01"), (5, 7, _AT, '{"lead": 1}', None))),
    ("discussion", ((1, "2411.00000", 5, _AT, None),)),
    ("feed_state", ((1, _AT, None, _AT, "why", "이유", None),)),
    ("feed_day", (("2024-11-22", _AT),)),
    ("greeting", ((1, _AT),)),
    ("enrichment", (("2411.00000", _AT, "found"),)),
    ("topic_role", ((1, 20, "Diffusion"), (1, 21, "로봇"))),
    ("role_menu", ((1, 10, 11, "en"),)),
    ("reading_list", ((1, "2411.00000", "A", "", None, _AT, None, None),)),
    ("saved_folder", ((4, 7, "Later", "later", _AT),)),
    ("saved_paper", ((7, "2411.00000", "A", _AT, "a note", 4), (7, "2411.00001", "B", _AT, "", None))),
    ("member_vote", ((1, "2411.00000", 7, _AT),)),
    ("model_off_guild", ((1, _AT),)),
    ("model_off_person", ((7, _AT),)),
)  # fmt: skip


async def fill_every_table(store: Store) -> None:
    """Write rows into every table; the looks come of what wants them."""
    async with store.transaction() as transaction:
        for table, rows in _ROWS:
            sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"
            await transaction.execute_many(sql, rows)  # pyright: ignore[reportArgumentType]
        await transaction.execute("UPDATE digest_look SET look_at = NULL, held = 2, version = 9 WHERE guild_id = 1")
