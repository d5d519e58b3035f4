"""The topic roles of a server as those who manage them read of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import discord

from bot.interface.roles import command_texts as texts
from bot.interface.roles.menu_card import topic_line
from bot.interface.roles.menus import MenuState, Posted
from bot.interface.roles.obstacles import obstacle
from bot.interface.ui.components import SHOWN_UNITS
from bot.interface.ui.markup import inline, size
from bot.interface.ui.permissions import can_ping
from bot.search.corpus import Corpus
from bot.search.follows import matches
from bot.storage.follow import Follow
from bot.storage.role_menus import RoleMenu
from bot.storage.topic_roles import MOST_TOPIC_ROLES, TopicRole
from bot.texts import Language, Text, joined

__all__ = ["added_text", "menu_text", "overview", "posted_text"]

_TOPIC_UNITS = 100
_OBSTACLE_UNITS = 300
_MORE_UNITS = 60
_RECENT = timedelta(days=60)

_STATES: Mapping[MenuState, Text] = {
    "none": texts.MENU_NONE,
    "current": texts.MENU_CURRENT,
    "gone": texts.MENU_GONE,
    "failed": texts.MENU_FAILED,
}


def added_text(guild: discord.Guild, new: TopicRole, replaced: Sequence[TopicRole], corpus: Corpus) -> Text:
    """Return what is said of a new topic role; takes some milliseconds."""
    lines = [_filled(texts.ADDED, new), *(_filled(texts.CHANGED, old) for old in replaced)]
    count = _recent(new.topic, corpus)
    lines.append(texts.SOME_MATCHES.fill(count=count) if count else texts.NO_MATCHES)
    if (warning := _silence(guild, new)) is not None:
        lines.append(warning)
    return joined(lines, "\n")


def menu_text(state: MenuState) -> Text:
    """Return what is said of the message after a change."""
    return _STATES[state]


def posted_text(guild: discord.Guild, posted: Posted) -> Text:
    """Return what is said of a message that was posted or changed."""
    lines = [(texts.POSTED if posted.is_new else texts.EDITED).fill(link=_link(guild, posted.menu))]
    if posted.replaced is not None:
        text = texts.REPLACED if posted.removed else texts.MOVED
        lines.append(text.fill(channel=posted.replaced.channel_id))
    return joined(lines, "\n")


def overview(guild: discord.Guild, offered: Sequence[TopicRole], menu: RoleMenu | None, language: Language) -> str:
    """Return the topic roles of a server, and what is wrong with them, as markdown."""
    if not offered:
        return texts.SHOW_NONE.in_(language)
    lines = [texts.HEAD.fill(count=len(offered), most=MOST_TOPIC_ROLES).in_(language)]
    lines += [topic_line(role, language) for role in offered]
    place = texts.MENU_NONE if menu is None else texts.MENU_AT.fill(link=_link(guild, menu))
    lines.append(place.in_(language))
    problems = [text.in_(language) for text in _problems(guild, offered)]
    return "\n".join([*lines, *_fitting(problems, SHOWN_UNITS - size("\n".join(lines)), language)])


def _problems(guild: discord.Guild, offered: Sequence[TopicRole]) -> Iterator[Text]:
    for role in offered:
        if (reason := obstacle(guild, role.role_id)) is not None:
            said = Text(inline(reason.en, _OBSTACLE_UNITS), inline(reason.ko, _OBSTACLE_UNITS))
            topic = inline(role.topic, _TOPIC_UNITS)
            yield texts.UNUSABLE.fill(topic=topic, reason=said)
        elif (warning := _silence(guild, role)) is not None:
            yield warning


def _fitting(problems: Sequence[str], room: int, language: Language) -> Iterator[str]:
    """Yield as many problems as fit, and how many others there are."""
    left = room - _MORE_UNITS
    for number, problem in enumerate(problems):
        left -= size(problem) + 1
        if left < 0:
            yield texts.MORE.fill(count=len(problems) - number).in_(language)
            return
        yield problem


def _silence(guild: discord.Guild, topic_role: TopicRole) -> Text | None:
    """Return that nobody would be notified by a ping of a role, None where they are."""
    role = guild.get_role(topic_role.role_id)
    if role is None or can_ping(role, guild.me.guild_permissions):
        return None
    return texts.CANNOT_PING.fill(role=role.id)


def _recent(topic: str, corpus: Corpus) -> int:
    """Return how many papers of the last days are on a topic."""
    if not corpus.days:
        return 0
    return len(matches(corpus, (Follow("topic", topic),), corpus.days[0] - _RECENT, corpus.days[0]))


def _filled(text: Text, role: TopicRole) -> Text:
    return text.fill(topic=inline(role.topic, _TOPIC_UNITS), role=role.role_id)


def _link(guild: discord.Guild, menu: RoleMenu) -> str:
    return f"https://discord.com/channels/{guild.id}/{menu.channel_id}/{menu.message_id}"
