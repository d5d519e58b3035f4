"""The post as it would be, to one person only."""

from __future__ import annotations

from bot.digest.delivery import DigestService
from bot.digest.post import DigestPost
from bot.interface.digest.card import digest_card, has_chart
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.papers.services import Services
from bot.interface.papers.trends import chart_file
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.send import say, send
from bot.storage.digests.values import Subscription

__all__ = ["show_preview"]


async def show_preview(
    interaction: Interaction,
    services: Services,
    service: DigestService,
    subscription: Subscription,
    pictures: ReviewPictures,
) -> None:
    """Show the next post of `subscription` as things stand, or why there is none."""
    now = services.now()

    async def work() -> DigestPost | None:
        post = await service.preview(subscription, now)
        if post is not None:
            await pictures.prepare(post)
        return post

    post = await services.run_or_defer(interaction, work(), private=True)
    if post is None:
        reason = await service.why_nothing(subscription, now)
        await say(interaction, reason.in_(language_for(interaction)))
    else:
        drawn = pictures.ready(post)
        card = digest_card(post, drawn)
        files = [chart_file(drawn)] if drawn is not None and has_chart(card) else []
        await send(interaction, card, private=True, files=files)
