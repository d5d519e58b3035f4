"""What a kill may not break of the message that offers topic roles."""

from __future__ import annotations

from tests.faults.scene import MENU, SERVER, Scene
from tests.interface.look import components
from tests.wire.payloads import Payload

__all__ = ["menus_doubled", "menus_lost"]

_RECORDED = "SELECT message_id FROM role_menu WHERE guild_id = ?"


def menus_doubled(scene: Scene) -> list[str]:
    """Return the messages that stand beside the first one."""
    return [f"{one['id']} offers roles too" for one in _standing(scene)[:-1]]


def menus_lost(scene: Scene) -> list[str]:
    """Return a recorded message that does not stand."""
    standing = {int(one["id"]) for one in _standing(scene)}
    return [f"the message {one} is not there" for (one,) in scene.rows(_RECORDED, SERVER) if one not in standing]


def _standing(scene: Scene) -> list[Payload]:
    """Return the messages with the button that members see, newest first."""
    said = scene.wire.messages.listed(MENU)
    return [one for one in said if any(part.get("custom_id") == "topic_roles" for part in components(one))]
