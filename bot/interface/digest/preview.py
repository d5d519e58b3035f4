"""The post as it would be, to one person only."""

from __future__ import annotations

from bot.digest.delivery import DigestService
from bot.interface.digest.card import digest_card
from bot.interface.papers.services import Services
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.send import say, send
from bot.storage.digests.values import Subscription

__all__ = ["show_preview"]


async def show_preview(
    interaction: Interaction, services: Services, service: DigestService, subscription: Subscription
) -> None:
    """Show the next post of `subscription` as things stand, or why there is none."""
    now = services.now()
    post = await services.run_or_defer(interaction, service.preview(subscription, now), private=True)
    if post is None:
        reason = await service.why_nothing(subscription, now)
        await say(interaction, reason.in_(language_for(interaction)))
    else:
        await send(interaction, digest_card(post), private=True)
