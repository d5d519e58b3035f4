"""A member picks topics: the bot gives and takes the roles that are offered for them, and no others."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import discord

from bot.interface.papers.services import Services
from bot.interface.roles.guilds import member_in
from bot.interface.roles.menu_card import CHOOSE, SET, choosing_card
from bot.interface.roles.obstacles import obstacle
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change
from bot.interface.ui.keyed_locks import KeyedLocks
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import inline
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.interface.ui.send import send
from bot.storage.topic_roles import TopicRole, TopicRoles
from bot.texts import Language, Text

__all__ = ["RoleChoosing"]

_log = logging.getLogger(__name__)

_UNKNOWN_ROLE = 10011
_TOPIC_UNITS = 100
_NAMES_UNITS = 600

_GIVEN = Text("✅ You are pinged for: {topics}.", "✅ 이제 알림을 받습니다: {topics}.")
_TAKEN = Text("🔕 No longer for: {topics}.", "🔕 더 이상 알림을 받지 않습니다: {topics}.")
_SAME = Text("Nothing has changed.", "바뀐 것이 없습니다.")
_REFUSED = Text(
    "❌ Discord does not let me change “{topic}”: please tell the admins of this server, /roles show says why.",
    "❌ Discord가 “{topic}”의 역할을 바꾸지 못하게 합니다. 이 서버의 관리자에게 알려 주세요. "
    "/역할 보기에서 이유를 볼 수 있습니다.",
)
_STUMBLED = Text(
    "❌ Discord did not answer, so “{topic}” and what follows it may be as before. Please pick again in a moment.",
    "❌ Discord가 응답하지 않아 “{topic}”부터는 그대로일 수 있습니다. 잠시 뒤에 다시 골라 주세요.",
)
_SOME_MISSING = Text(
    "-# Topics that cannot be picked just now: {topics}. The admins of this server see why with /roles show.",
    "-# 지금 고를 수 없는 주제: {topics}. 서버 관리자는 /역할 보기에서 이유를 볼 수 있습니다.",
)
_REASON = Text("The member picked topics of papers", "멤버가 논문 알림 주제를 고름")


@dataclass(slots=True)
class _Changes:
    """What was given and taken, and why it ended early, if it did."""

    given: list[TopicRole] = field(default_factory=list[TopicRole])
    taken: list[TopicRole] = field(default_factory=list[TopicRole])
    failed: Text | None = None

    def said(self, language: Language) -> str:
        parts = [
            text.fill(topics=_names(roles)) for text, roles in ((_GIVEN, self.given), (_TAKEN, self.taken)) if roles
        ]
        parts += [self.failed] if self.failed is not None else []
        return "\n".join(part.in_(language) for part in parts or [_SAME])


class RoleChoosing:
    """The button below a server's message, and the menu that it opens for the member who presses it."""

    def __init__(self, services: Services, topic_roles: TopicRoles) -> None:
        self._services = services
        self._topic_roles = topic_roles
        self._turns = KeyedLocks[tuple[int, int]]()

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button and the menu do."""
        return {CHOOSE: self._open, SET: self._set}

    async def _open(self, interaction: Interaction, _: ComponentInteraction) -> None:
        guild, member = member_in(interaction)

        async def work() -> Layout:
            return await self._card(guild, _held(member), language_for(interaction))

        await send(interaction, await self._services.run_or_defer(interaction, work(), private=True), private=True)

    async def _set(self, interaction: Interaction, press: ComponentInteraction) -> None:
        guild, member = member_in(interaction)
        shown = _shown(interaction)

        async def work() -> Layout:
            async with self._turn(member) as present:
                return await picked(_held(present))

        async def picked(held: set[int]) -> Layout:
            offered = await self._topic_roles.of(guild.id)
            wanted = {role.role_id for role in offered if str(role.role_id) in press.values}
            give = [role for role in offered if role.role_id in wanted - held]
            # What was offered only since then was not left out by the member.
            take = [role for role in offered if role.role_id in held - wanted and str(role.role_id) in shown]
            changes = await _changed(guild, member, give, take)
            now = (held | _ids(changes.given)) - _ids(changes.taken)
            language = language_for(interaction)
            return await self._card(guild, now, language, changes.said(language))

        await change(interaction, work(), self._services.defer_after)

    @asynccontextmanager
    async def _turn(self, member: discord.Member) -> AsyncGenerator[discord.Member]:
        """Let a member's choices take effect one after the other; give the member with the roles of then."""
        lock = self._turns.of((member.guild.id, member.id))
        late = lock.locked()
        async with lock:
            yield await member.guild.fetch_member(member.id) if late else member

    async def _card(self, guild: discord.Guild, held: Collection[int], language: Language, said: str = "") -> Layout:
        offered = await self._topic_roles.of(guild.id)
        usable = [role for role in offered if obstacle(guild, role.role_id) is None]
        missing = [role for role in offered if role not in usable]
        note = _SOME_MISSING.fill(topics=_names(missing)).in_(language) if missing else ""
        return choosing_card(usable, held, language, said, note)


async def _changed(
    guild: discord.Guild, member: discord.Member, give: Sequence[TopicRole], take: Sequence[TopicRole]
) -> _Changes:
    """Give and take roles one by one, so that no other change is undone; end at the first failure."""
    done = _Changes()
    reason = _REASON.in_("ko" if guild.preferred_locale is discord.Locale.korean else "en")
    for role, act, made in (
        *((role, member.add_roles, done.given) for role in give),
        *((role, member.remove_roles, done.taken) for role in take),
    ):
        # A role may get permissions, or be moved, at any time.
        if obstacle(guild, role.role_id) is not None:
            continue
        try:
            await act(discord.Object(role.role_id), reason=reason)
        except REQUEST_ERRORS as error:
            if isinstance(error, discord.NotFound) and error.code == _UNKNOWN_ROLE:
                continue
            _log.warning("a topic role in guild %s could not be changed: %s", guild.id, error)
            refused = isinstance(error, discord.Forbidden | discord.NotFound)
            done.failed = (_REFUSED if refused else _STUMBLED).fill(topic=inline(role.topic, _TOPIC_UNITS))
            return done
        made.append(role)
    return done


def _ids(roles: Iterable[TopicRole]) -> set[int]:
    return {role.role_id for role in roles}


def _held(member: discord.Member) -> set[int]:
    """Return the roles of a member, which come with each interaction."""
    return {role.id for role in member.roles}


def _shown(interaction: Interaction) -> set[str]:
    """Return what the menu offered in which something was picked."""
    found: set[str] = set()
    if interaction.message is not None:
        for part in _walk(interaction.message.components):
            if isinstance(part, discord.SelectMenu) and part.custom_id == SET:
                found |= {option.value for option in part.options}
    return found


def _walk(parts: Iterable[discord.Component]) -> Iterator[discord.Component]:
    for part in parts:
        yield part
        if isinstance(part, discord.Container | discord.ActionRow):
            yield from _walk(part.children)


def _names(roles: Sequence[TopicRole]) -> str:
    return inline(", ".join(role.topic for role in roles), _NAMES_UNITS)
