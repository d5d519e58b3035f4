"""All papers of a person's own message: it shows ten, and a button leads to the others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.answers.phrases import papers
from bot.answers.reply import Reply
from bot.errors import InputError, NotFoundError
from bot.interface.digest.card import FOLLOWED
from bot.interface.papers.services import Services
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.language import Interaction, guild_of, language_for
from bot.interface.ui.send import send
from bot.search.hits import Hit
from bot.storage.digests.ledger import DigestLedger
from bot.texts import Text

__all__ = ["Matches"]

_LEAD = Text("{papers} on what you follow, up to {day}.", "{day}까지 올라온 관심 {papers}입니다.")
_GONE = Text(
    "These papers are not kept any more: /following shows what you follow.",
    "이 목록은 더 이상 보관하지 않습니다. /팔로우목록에서 팔로우하는 것을 볼 수 있습니다.",
)


class Matches:
    """The full contents of a person's messages, shown to that person only."""

    def __init__(self, services: Services, ledger: DigestLedger) -> None:
        self._services = services
        self._ledger = ledger

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button of such a message does."""
        return {"matches": self._show}

    async def _show(self, interaction: Interaction, press: ComponentInteraction) -> None:
        day, user_id, language = _day(press), interaction.user.id, language_for(interaction)
        corpus = self._services.library.corpus

        async def work() -> Layout:
            picks = await self._ledger.picks_of(user_id, day)
            known = [(paper, pick.reason) for pick in picks if (paper := corpus.paper(pick.arxiv_id))]
            if not known:
                raise NotFoundError(_GONE)
            lead = _LEAD.fill(papers=papers(len(known)), day=day).in_(language)
            hits = tuple(Hit(paper, paper.listed_in(None, day) or paper.newest, 0.0) for paper, _ in known)
            notes = {paper.arxiv_id: FOLLOWED.fill(reason=reason).in_(language) for paper, reason in known if reason}
            reply = Reply("papers", language, lead, hits)
            self._services.refer((interaction.channel_id, user_id), tuple(hit.paper.arxiv_id for hit in hits))
            return await self._services.layout(reply, user_id, guild_of(interaction), notes)

        await send(interaction, await self._services.run_or_defer(interaction, work(), private=True), private=True)


def _day(press: ComponentInteraction) -> date:
    try:
        return date.fromisoformat(press.first)
    except ValueError:
        raise InputError(_GONE) from None
