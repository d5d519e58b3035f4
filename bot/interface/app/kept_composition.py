"""Composition of what people and servers keep: saved papers, follows, privacy, reading lists."""

from __future__ import annotations

from yarl import URL

from bot.interface.lists.commands import ListCommands
from bot.interface.lists.reading_list import ReadingList
from bot.interface.papers.services import Services
from bot.interface.personal.folders import FolderPresses
from bot.interface.personal.follow import FollowCommands
from bot.interface.personal.model_choice import ModelCommand, ModelNamed
from bot.interface.personal.privacy import PrivacyCommands
from bot.interface.personal.save import SaveCommand
from bot.interface.personal.saved import SavedCommand
from bot.interface.personal.saved_notes import SavedNotes
from bot.interface.personal.saved_views import SavedViews
from bot.interface.ui.audit_log import Audit
from bot.personal.follows import Follows
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.model_choices import ModelChoices
from bot.storage.people.folders import Folders
from bot.storage.people.kept import Privacy
from bot.storage.people.saved import SavedPapers
from bot.storage.reading_lists import ReadingLists

__all__ = ["model_command", "personal", "reading_list"]


def personal(
    services: Services, store: Store, follows: Follows
) -> tuple[tuple[SaveCommand, SavedCommand, FollowCommands, PrivacyCommands], tuple[SavedNotes, FolderPresses]]:
    """Return the commands of what belongs to a person, and the handlers of further messages."""
    saved, folders = SavedPapers(store), Folders(store)
    views = SavedViews(services, saved, folders)
    cogs = (
        SaveCommand(services, saved, folders),
        SavedCommand(services, saved, folders, views),
        FollowCommands(services, follows),
        PrivacyCommands(services, Privacy(store)),
    )
    return cogs, (SavedNotes(services, saved, folders, views), FolderPresses(services, folders, views))


def model_command(services: Services, settings: Settings, store: Store, audit: Audit) -> tuple[ModelCommand, ...]:
    """Return the command /model, none where no language model is set."""
    if services.sentences is None or settings.model is None:
        return ()
    host = URL(settings.model_url or "").host or ""
    return (ModelCommand(services, ModelChoices(store), ModelNamed(settings.model, host), audit),)


def reading_list(services: Services, store: Store, audit: Audit) -> tuple[ListCommands, ReadingList]:
    """Return the command /list, and the handlers of its message."""
    lists = ReadingLists(store)
    shown = ReadingList(services, lists, audit)
    return ListCommands(services, lists, shown), shown
