"""The REST side of the wire answers as Discord does."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from tests.wire.interactions import press, slash
from tests.wire.look import files, is_private
from tests.wire.payloads import (
    ASKER_ID,
    BOT_ID,
    CHANNEL_ID,
    GUILD_ID,
    ORDINARY,
    READ_HISTORY,
    TOKEN,
    Payload,
    dm_id,
    guild,
)
from tests.wire.requests import Refusal, Upload
from tests.wire.server import Wire

_MESSAGES = f"/channels/{CHANNEL_ID}/messages"
_QUIET: Payload = {"allowed_mentions": {"parse": []}}
_TEXT: Payload = {"content": "x", **_QUIET}


class Client:
    """Ask a REST API."""

    def __init__(self, session: aiohttp.ClientSession, wire: Wire) -> None:
        self._session = session
        self._api = wire.api

    async def ask(self, method: str, path: str, body: Any = None, form: aiohttp.FormData | None = None) -> Any:
        """Return the status and what was answered."""
        headers = {"Authorization": f"Bot {TOKEN}"}
        url = self._api + path
        async with self._session.request(method, url, json=body, data=form, headers=headers) as response:
            return response.status, await response.json() if response.status != 204 else None, response.headers

    async def get(self, method: str, path: str, body: Any = None) -> Any:
        """Return what was answered; it is no error."""
        status, answer, _ = await self.ask(method, path, body)
        assert status in (200, 204), answer
        return answer

    async def error(self, method: str, path: str, body: Any = None) -> tuple[int, int]:
        """Return the status and Discord's code of an error."""
        status, answer, _ = await self.ask(method, path, body)
        return status, answer["code"]


@pytest.fixture
async def client(wire: Wire) -> AsyncGenerator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(session, wire)


def callback(opened: Payload) -> str:
    return f"/interactions/{opened['id']}/{opened['token']}/callback?with_response=1"


def hook(opened: Payload, message: str = "") -> str:
    return f"/webhooks/{opened['application_id']}/{opened['token']}{'/messages/' if message else ''}{message}"


async def test_messages_are_listed_as_asked_and_changed(client: Client) -> None:
    ids = [(await client.get("POST", _MESSAGES, _TEXT))["id"] for _ in range(5)]

    async def listed(query: str) -> list[int]:
        return [ids.index(one["id"]) for one in await client.get("GET", f"{_MESSAGES}?{query}")]

    assert await listed("limit=2") == [4, 3]
    assert await listed(f"before={ids[3]}&limit=2") == [2, 1]
    assert await listed(f"after={ids[0]}&limit=2") == [2, 1]
    assert await listed(f"around={ids[2]}&limit=3") == [3, 2, 1]
    await client.get("PATCH", f"{_MESSAGES}/{ids[0]}", {"content": "changed", **_QUIET})
    assert (await client.get("GET", f"{_MESSAGES}/{ids[0]}"))["content"] == "changed"
    await client.get("DELETE", f"{_MESSAGES}/{ids[0]}")
    assert await client.error("GET", f"{_MESSAGES}/{ids[0]}") == (404, 10008)


async def test_the_same_nonce_gives_the_first_message_within_its_window_only(client: Client, wire: Wire) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    wire.messages.now = lambda: moment
    body = _TEXT | {"nonce": "7", "enforce_nonce": True}
    first = await client.get("POST", _MESSAGES, body)
    moment += timedelta(minutes=4)
    assert (await client.get("POST", _MESSAGES, body))["id"] == first["id"]
    moment += timedelta(minutes=2)
    assert (await client.get("POST", _MESSAGES, body))["id"] != first["id"]


async def test_components_come_back_with_ids_and_flags(client: Client) -> None:
    section = {"type": 9, "components": [{"type": 10, "content": "x"}]}
    picture = {"type": 11, "media": {"url": "https://example.org/a.png"}}
    body = {"components": [{"type": 17, "components": [section | {"accessory": picture}]}], "flags": 1 << 15, **_QUIET}
    given = await client.get("POST", _MESSAGES, body)
    (panel,) = given["components"]
    (found,) = panel["components"]
    assert [panel["id"], found["id"], found["components"][0]["id"], found["accessory"]["id"]] == [1, 2, 3, 4]
    assert found["accessory"]["media"]["proxy_url"] == "https://example.org/a.png"
    assert given["flags"] == 1 << 15
    edit = {"content": "beside", **_QUIET}
    assert await client.error("PATCH", f"{_MESSAGES}/{given['id']}", edit) == (400, 50035)


async def test_files_are_recorded_and_come_back_as_attachments(client: Client, wire: Wire) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps(_TEXT | {"attachments": [{"id": "0", "filename": "a.bib"}]}))
    form.add_field("files[0]", b"@article", filename="a.bib", content_type="text/plain")
    _, given, _ = await client.ask("POST", _MESSAGES, form=form)
    (request,) = wire.sent("POST", _MESSAGES)
    assert [(one.filename, one.content_type, one.data) for one in request.files] == [
        ("a.bib", "text/plain", b"@article")
    ]
    assert files(given) == ["a.bib"]
    assert given["attachments"][0]["size"] == 8


async def test_a_changed_message_shows_a_file_that_it_keeps_and_no_other(wire: Wire) -> None:
    shown = {"type": 13, "file": {"url": "attachment://a.bib"}}
    sent = wire.messages.create(
        str(CHANNEL_ID), {"flags": 1 << 15, "components": [shown]}, (Upload("a.bib", "text/plain", b"x"),)
    )
    changed = wire.messages.edit(sent["channel_id"], sent["id"], {"components": [shown]})
    assert changed["components"][0]["file"]["url"] == sent["attachments"][0]["url"]
    with pytest.raises(Refusal, match="attachment was not found"):
        wire.messages.edit(sent["channel_id"], sent["id"], {"components": [shown], "attachments": []})


async def test_a_reply_carries_what_it_replies_to(client: Client) -> None:
    first = await client.get("POST", _MESSAGES, _TEXT)
    reply = await client.get("POST", _MESSAGES, _TEXT | {"message_reference": {"message_id": first["id"]}})
    assert (reply["type"], reply["referenced_message"]["id"]) == (19, first["id"])
    lost = _TEXT | {"message_reference": {"message_id": "1"}}
    assert await client.error("POST", _MESSAGES, lost) == (400, 50035)


async def test_only_the_role_that_may_be_pinged_is(client: Client) -> None:
    body = {"content": "<@&1> <@&2> @everyone", "allowed_mentions": {"parse": [], "roles": ["1"]}}
    given = await client.get("POST", _MESSAGES, body)
    assert (given["mention_roles"], given["mention_everyone"]) == (["1"], False)


async def test_direct_messages_with_a_person_are_one_channel(client: Client) -> None:
    first, second = [await client.get("POST", "/users/@me/channels", {"recipient_id": str(ASKER_ID)}) for _ in "ab"]
    assert first["id"] == second["id"] == str(dm_id(ASKER_ID))
    assert (await client.get("POST", f"/channels/{first['id']}/messages", _TEXT))["channel_id"] == first["id"]


async def test_threads_open_from_messages_once_and_without(client: Client) -> None:
    message = await client.get("POST", _MESSAGES, _TEXT)
    opened = await client.get("POST", f"{_MESSAGES}/{message['id']}/threads", {"name": "talk"})
    assert (opened["id"], opened["parent_id"], opened["type"]) == (message["id"], str(CHANNEL_ID), 11)
    assert await client.error("POST", f"{_MESSAGES}/{message['id']}/threads", {"name": "talk"}) == (400, 160004)
    other = await client.get("POST", f"/channels/{CHANNEL_ID}/threads", {"name": "other", "type": 12})
    assert (await client.get("GET", f"/channels/{other['id']}"))["type"] == 12
    await client.get("PUT", f"/channels/{other['id']}/thread-members/{ASKER_ID}")
    assert [one["user_id"] for one in await client.get("GET", f"/channels/{other['id']}/thread-members")] == [
        str(ASKER_ID)
    ]
    await client.get("POST", f"/channels/{other['id']}/messages", _TEXT)


async def test_what_does_not_exist_is_said_with_discords_codes(client: Client) -> None:
    assert await client.error("POST", "/channels/5/messages", _TEXT) == (404, 10003)
    assert await client.error("GET", "/guilds/5") == (404, 10004)
    assert await client.error("GET", f"/guilds/5/members/{BOT_ID}") == (404, 10007)
    assert await client.error("POST", _MESSAGES, {**_QUIET}) == (400, 50006)


async def test_limits_refusals_and_lost_answers_come_on_demand(client: Client, wire: Wire) -> None:
    wire.troubles.limit("POST", _MESSAGES, 1.5)
    status, said, headers = await client.ask("POST", _MESSAGES, _TEXT)
    assert (status, said["retry_after"], said["global"]) == (429, 1.5, False)
    assert (headers["Retry-After"], headers["X-RateLimit-Remaining"], "Via" in headers) == ("2", "0", True)
    wire.refuse("POST", _MESSAGES, 403, 50013, times=1)
    assert await client.error("POST", _MESSAGES, _TEXT) == (403, 50013)
    assert wire.messages.listed(CHANNEL_ID) == []
    wire.troubles.lose("POST", _MESSAGES)
    with pytest.raises(aiohttp.ClientError):
        await client.ask("POST", _MESSAGES, _TEXT)
    assert len(wire.messages.listed(CHANNEL_ID)) == 1
    await client.get("POST", _MESSAGES, _TEXT)


async def test_a_history_is_empty_to_whoever_may_not_read_it(client: Client, wire: Wire) -> None:
    await client.get("POST", _MESSAGES, _TEXT)
    assert len(await client.get("GET", _MESSAGES)) == 1
    wire.join(guild(ORDINARY))
    assert await client.get("GET", _MESSAGES) == []
    wire.grant(GUILD_ID, ORDINARY | READ_HISTORY)
    assert len(await client.get("GET", _MESSAGES)) == 1
    wire.guilds[0]["channels"][0]["permission_overwrites"] = [
        {"id": str(GUILD_ID), "type": 0, "allow": "0", "deny": str(READ_HISTORY)}
    ]
    wire.messages.channels[str(CHANNEL_ID)] = wire.guilds[0]["channels"][0]
    assert await client.get("GET", _MESSAGES) == []


async def test_a_server_that_was_left_is_out_of_reach_until_the_return(client: Client, wire: Wire) -> None:
    left = wire.join(guild(ORDINARY))
    wire.part(GUILD_ID)
    assert await client.error("POST", _MESSAGES, _TEXT) == (403, 50001)
    wire.join(left)
    await client.get("POST", _MESSAGES, _TEXT)


async def test_a_server_tells_of_the_threads_that_are_open_in_it(client: Client, wire: Wire) -> None:
    server = wire.join(guild(ORDINARY))
    opened = await client.get("POST", f"/channels/{CHANNEL_ID}/threads", {"name": "talk", "type": 11})
    assert [one["id"] for one in server["threads"]] == [opened["id"]]
    await client.get("DELETE", f"/channels/{opened['id']}")
    assert server["threads"] == []


async def test_an_outage_is_a_page_and_a_limit_may_not_say_how_long(client: Client, wire: Wire) -> None:
    wire.troubles.outage("POST", _MESSAGES, 503, times=1)
    async with aiohttp.ClientSession() as session, session.post(wire.api + _MESSAGES) as response:
        assert (response.status, response.content_type) == (503, "text/html")
    wire.troubles.limit("POST", _MESSAGES, silent=True)
    status, said, headers = await client.ask("POST", _MESSAGES, _TEXT)
    assert (status, "retry_after" in said, "Retry-After" in headers) == (429, False, False)


async def test_an_answer_that_is_waited_for_takes_the_place_of_thinking(client: Client, wire: Wire) -> None:
    opened = wire.interactions.open(slash("top"))
    given = await client.get("POST", callback(opened), {"type": 5, "data": {"flags": 64}})
    assert given["interaction"]["response_message_loading"] is True
    answer = await client.get("POST", hook(opened), _TEXT)
    assert answer["id"] == given["interaction"]["response_message_id"]
    assert is_private(answer)
    assert answer["flags"] & 128 == 0
    assert (await client.get("POST", hook(opened), _TEXT))["id"] != answer["id"]
    assert wire.messages.listed(CHANNEL_ID)[-1]["id"] != answer["id"]
    assert await client.error("GET", f"{_MESSAGES}/{answer['id']}") == (404, 10008)


async def test_a_press_changes_the_message_that_was_pressed(client: Client, wire: Wire) -> None:
    shown = await client.get("POST", _MESSAGES, _TEXT)
    opened = wire.interactions.open(press(shown, "next"))
    given = await client.get("POST", callback(opened), {"type": 7, "data": {"content": "page 2", **_QUIET}})
    assert given["resource"]["message"]["id"] == shown["id"]
    assert wire.messages.message(str(CHANNEL_ID), shown["id"])["content"] == "page 2"
    assert (await client.get("GET", hook(opened, "@original")))["id"] == shown["id"]


async def test_an_interaction_is_answered_once_in_time_and_with_what_fits(client: Client, wire: Wire) -> None:
    answer = {"type": 4, "data": _TEXT}
    opened = wire.interactions.open(slash("top"))
    await client.get("POST", callback(opened), answer)
    assert await client.error("POST", callback(opened), answer) == (400, 40060)
    assert await client.error("POST", callback(opened | {"token": "unknown"}), answer) == (404, 10062)
    update = {"type": 7, "data": _TEXT}
    assert await client.error("POST", callback(wire.interactions.open(slash("top"))), update) == (400, 50035)
    assert len(wire.faults) == 3
    wire.faults.clear()
    wire.interactions.first_answer = -1
    assert await client.error("POST", callback(wire.interactions.open(slash("top"))), answer) == (404, 10062)
    wire.interactions.lifetime = -1
    assert await client.error("POST", hook(opened), _TEXT) == (401, 50027)


async def test_where_only_the_asker_has_the_app_five_follow_ups_are_all(client: Client, wire: Wire) -> None:
    opened = wire.interactions.open(slash("top", installed="user"))
    await client.get("POST", callback(opened), {"type": 4, "data": _TEXT})
    for _ in range(5):
        await client.get("POST", hook(opened), _TEXT)
    assert await client.error("POST", hook(opened), _TEXT) == (400, 40094)
