"""Composition of all features: their services, and the handlers of their buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from discord.ext import commands

from bot.digest.delivery import DigestService
from bot.digest.pace import Pace
from bot.feed.sources import Sources
from bot.interface.app.corpus_composition import background, complete_at, corpus_admin
from bot.interface.app.janitor import Janitor
from bot.interface.app.kept_composition import model_command, personal, reading_list
from bot.interface.app.membership import Membership
from bot.interface.app.ready_shards import ReadyShards
from bot.interface.corpus.commands import CorpusCommands
from bot.interface.digest.clock import DigestClock
from bot.interface.digest.commands import DigestCommands
from bot.interface.digest.doctor_pages import DoctorPages
from bot.interface.digest.model_switch import ModelSwitch
from bot.interface.digest.notices import ChannelWatch, Notices
from bot.interface.digest.panel import SetupPanel
from bot.interface.digest.posting import ChannelPoster
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.digest.welcome import Welcome
from bot.interface.discordpy.global_limit import global_limit_over
from bot.interface.papers.ask import AskCommand
from bot.interface.papers.author import AuthorCommand
from bot.interface.papers.buttons import PaperPresses
from bot.interface.papers.chat import Chat
from bot.interface.papers.corrections import Corrections
from bot.interface.papers.discuss import DiscussCommand
from bot.interface.papers.find_papers import FindPapers
from bot.interface.papers.follow_ups import NextQuestions
from bot.interface.papers.help import HelpCommand
from bot.interface.papers.pager import Pager
from bot.interface.papers.paper import PaperCommand
from bot.interface.papers.search import SearchCommand
from bot.interface.papers.services import Services
from bot.interface.papers.similar import SimilarCommand
from bot.interface.papers.stats import StatsCommand
from bot.interface.papers.threads import PaperThreads
from bot.interface.papers.top import TopCommand
from bot.interface.papers.trends import TrendsCommand
from bot.interface.papers.votes import VotePresses
from bot.interface.personal.matches import Matches
from bot.interface.personal.stopped import StoppedMessages
from bot.interface.roles.commands import RoleCommands
from bot.interface.roles.menus import Menus
from bot.interface.roles.watch import RoleWatch
from bot.interface.ui.audit_log import Audit
from bot.interface.ui.custom_ids import ComponentInteractions, Handler
from bot.interface.ui.instrumentation import InstrumentedPoster
from bot.personal.follows import Follows
from bot.personal.refusals import Refusals
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.digests.drafts import Drafts
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from bot.storage.greetings import Greetings
from bot.storage.model_choices import ModelChoices
from bot.storage.role_menus import RoleMenus
from bot.storage.topic_roles import TopicRoles

__all__ = ["features"]


class Pressable(Protocol):
    """A feature with handlers for its buttons and menus, by action."""

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """The handlers, by action."""
        ...


def features(
    bot: commands.AutoShardedBot,
    settings: Settings,
    store: Store,
    services: Services,
    sources: Sources | None,
    leads: Callable[[], bool],
) -> tuple[commands.Cog, ...]:
    """Return the cogs of `bot`; `sources` of papers are None where the feed is off.

    `leads` tells whether this process does at present what one of several does for all of them.
    """
    threads = PaperThreads(bot, services.discussions, services.now, services.votes)
    questions = NextQuestions(services)
    follows = Follows(store, lambda: services.library.corpus, settings.follow_time, settings.timezone)
    pictures = ReviewPictures(lambda: services.library.corpus)
    shards = ReadyShards(bot, leads)
    digest = _digest(bot, store, services, threads, pictures, follows, shards)
    audit = Audit(store, services.now)
    admin = corpus_admin(bot, settings, store, services, audit)
    roles, role_watch = _roles(bot, store, services, audit)
    (own, own_presses), (listing, listed) = personal(services, store, follows), reading_list(services, store, audit)
    on_papers = (SimilarCommand(services), DiscussCommand(bot, services, threads))
    of_server = (CorpusCommands(services, admin), *model_command(services, settings, store, audit), roles)
    pressable = (*on_papers, *of_server, *own)
    setup, doctor, answering = _setup(store, services, digest, audit, pictures)
    welcome = Welcome(services, digest, Greetings(store), questions)
    others = (*own_presses, listed, *_on_cards(store, services, questions), setup, doctor, welcome)
    return (
        *_asked(bot, settings, services, questions),
        Janitor(bot, store, services.now, leads=leads),
        *background(bot, settings, store, admin, services, sources, leads),
        *_daily(bot, services, digest, answering, shards),
        welcome,
        listing,
        *_watching(bot, services, Refusals(store, follows)),
        role_watch,
        *pressable,
        ComponentInteractions(_handlers((*others, *pressable)), services.throttle),
    )


def _watching(bot: commands.AutoShardedBot, services: Services, refusals: Refusals) -> tuple[commands.Cog, ...]:
    """Return the help and what hears that messages are stopped."""
    return HelpCommand(bot), StoppedMessages(bot, refusals, services.now)


def _on_cards(store: Store, services: Services, questions: NextQuestions) -> tuple[Pressable, ...]:
    """Return the handlers of what stands on cards of papers and lists."""
    return (
        Pager(services),
        Corrections(services, questions.below),
        PaperPresses(services),
        questions,
        Matches(services, DigestLedger(store)),
        VotePresses(services),
    )


def _roles(
    bot: commands.AutoShardedBot, store: Store, services: Services, audit: Audit
) -> tuple[RoleCommands, RoleWatch]:
    topic_roles = TopicRoles(store)
    menus = Menus(bot, topic_roles, RoleMenus(store))
    return RoleCommands(services, topic_roles, menus, audit), RoleWatch(topic_roles, menus)


def _setup(
    store: Store, services: Services, digest: DigestService, audit: Audit, pictures: ReviewPictures
) -> tuple[SetupPanel, DoctorPages, DigestCommands]:
    setup, doctor = (
        SetupPanel(services, digest, Drafts(store), audit, pictures),
        DoctorPages(services, digest, pictures),
    )
    switch = ModelSwitch(services, ModelChoices(store), audit)
    return setup, doctor, DigestCommands(services, digest, setup, doctor, audit, pictures, switch)


def _daily(
    bot: commands.AutoShardedBot,
    services: Services,
    digest: DigestService,
    answering: DigestCommands,
    shards: ReadyShards,
) -> tuple[commands.Cog, ...]:
    return (
        answering,
        ChannelWatch(bot, digest, services.now),
        DigestClock(bot, digest.tick, services.now, stepped=lambda: digest.stepped, nudge=shards.news),
    )


def _asked(
    bot: commands.AutoShardedBot, settings: Settings, services: Services, questions: NextQuestions
) -> tuple[commands.Cog, ...]:
    """Return the cogs that answer from the papers."""
    return (
        TopCommand(services),
        SearchCommand(services),
        AuthorCommand(services),
        PaperCommand(services),
        AskCommand(services, questions),
        FindPapers(bot, services),
        TrendsCommand(services),
        StatsCommand(services),
        Chat(bot, services, questions, settings.language),
        *((services.sentences,) if services.sentences else ()),
    )


def _digest(
    bot: commands.AutoShardedBot,
    store: Store,
    services: Services,
    threads: PaperThreads,
    pictures: ReviewPictures,
    follows: Follows,
    shards: ReadyShards,
) -> DigestService:
    """Return the service of the daily posts of servers and people."""
    ledger, refusals = DigestLedger(store), Refusals(store, follows)

    async def stop(subscription: Subscription, now: datetime) -> None:
        if subscription.user_id is not None:
            await refusals.met(subscription.user_id, now)

    return DigestService(
        ledger,
        lambda: services.library.corpus,
        InstrumentedPoster(bot, ChannelPoster(bot, threads, lambda: services.library.corpus, pictures)),
        notifier=Notices(bot),
        people=follows,
        stop=stop,
        away=Membership(bot).is_over,
        complete_at=partial(complete_at, bot),
        illustrate=pictures.prepare,
        pace=Pace(is_open=partial(global_limit_over, bot.http), is_quiet=lambda: services.throttle.quiet),
        served=shards.served,
    )


def _handlers(pressable: Iterable[Pressable]) -> Mapping[str, Handler]:
    """Return the handlers by action; two features with one action are a bug."""
    found: dict[str, Handler] = {}
    for feature in pressable:
        for action, handler in feature.handlers.items():
            if found.setdefault(action, handler) is not handler:
                message = f"two features do {action!r}"
                raise ValueError(message)
    return found
