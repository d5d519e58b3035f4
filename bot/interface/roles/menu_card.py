"""The message that offers topic roles, and the menu in which a member picks theirs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import discord
from discord import ui

from bot.interface.ui.components import SHOWN_UNITS, Layout, button, panel, rows
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.markup import inline, shorten
from bot.storage.topic_roles import MOST_TOPIC_ROLES, TopicRole
from bot.texts import Language, Text

__all__ = ["CHOOSE", "SET", "choosing_card", "menu_card", "topic_line"]

# What the button of the message and the menu behind it do.
CHOOSE = "topic_roles"
SET = "topic_roles_set"

_OPTION_UNITS = 100
# Besides a topic, a line has the mention of a role.
_TOPIC_UNITS = (SHOWN_UNITS - 900) // MOST_TOPIC_ROLES - 40

_TITLE = Text("### 🔔 Papers on your topics", "### 🔔 관심 주제의 새 논문 알림")
_HOW = Text(
    "Press the button and pick your topics. You get their roles, and are pinged when a post of new papers has one on a "
    "topic of yours. You can change your mind at any time.",
    "버튼을 눌러 관심 주제를 골라 주세요. 주제의 역할을 받게 되고, 새 논문 소식에 그 주제의 논문이 있으면 알림을 "
    "받습니다. 언제든지 다시 바꿀 수 있습니다.",
)
_NONE = Text("No topics are offered at present.", "지금은 고를 수 있는 주제가 없습니다.")
_BUTTON = Text("Pick topics", "주제 고르기")
_LINE = Text("- **{topic}**: <@&{role}>", "- **{topic}**: <@&{role}>")
_YOURS = Text("### Your topics", "### 내 관심 주제")
_PICK = Text("Tick the topics that you want to be pinged for.", "알림을 받고 싶은 주제를 모두 골라 주세요.")
_PLACEHOLDER = Text("No topics picked", "고른 주제 없음")


def menu_card(offered: Sequence[TopicRole], language: Language) -> Layout:
    """Return the message in which a server offers its topic roles."""
    listed = "\n".join(topic_line(role, language) for role in offered) or _NONE.in_(language)
    pick = button(_BUTTON, language, CHOOSE, emoji="🔔", style=discord.ButtonStyle.primary)
    return Layout(panel(_TITLE.in_(language), _HOW.in_(language), listed, *rows([pick])))


def choosing_card(
    offered: Sequence[TopicRole], held: Collection[int], language: Language, said: str = "", note: str = ""
) -> Layout:
    """Return a member's menu, in which the roles that are `held` are ticked.

    `said` is markdown about what was just done, `note` about what cannot be picked.
    """
    options = [
        discord.SelectOption(
            label=shorten(role.topic, _OPTION_UNITS), value=str(role.role_id), default=role.role_id in held
        )
        for role in offered
    ]
    if not options:
        return Layout(panel(_YOURS.in_(language), said, _NONE.in_(language), note))
    menu: ui.Select[Any] = ui.Select(
        custom_id=custom_id(SET),
        placeholder=_PLACEHOLDER.in_(language),
        options=options,
        min_values=0,
        max_values=len(options),
    )
    return Layout(panel(_YOURS.in_(language), said or _PICK.in_(language), ui.ActionRow(menu), note))


def topic_line(role: TopicRole, language: Language) -> str:
    """Return a topic and its role as a line of markdown."""
    return _LINE.fill(topic=inline(role.topic, _TOPIC_UNITS), role=role.role_id).in_(language)
