"""What a panel's draft becomes when something is entered, another channel is chosen, or it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from bot.interface.digest.options import Asked, Options
from bot.storage.digests.drafts import Draft
from bot.storage.digests.values import Every, Subscription

__all__ = ["after_saving", "at_channel", "copied", "differ", "meant", "options_of", "with_entered"]


def differ(one: Subscription, other: Subscription) -> bool:
    """Tell whether what was chosen differs, whoever chose it and whatever became of it since."""
    return one != replace(
        other,
        set_by=one.set_by,
        set_at=one.set_at,
        paused_at=one.paused_at,
        noticed_at=one.noticed_at,
        missing_since=one.missing_since,
        review_since=one.review_since,
    )


def with_entered(draft: Draft, settings: Subscription) -> Draft:
    """Return the draft with what was entered; a pause ends only when it is saved."""
    return draft.entered(replace(settings, paused_at=draft.settings.paused_at))


def at_channel(draft: Draft, channel_id: int, held: Subscription | None) -> Draft:
    """Return the draft for a channel: with the settings `held` by it, unless something entered would be lost."""
    if held is not None and not draft.changed:
        return replace(draft, settings=held, before=held)
    return _moved(draft, channel_id, held)


def copied(draft: Draft, channel_id: int, held: Subscription | None) -> Draft:
    """Return the draft with the same settings for another channel, whatever is `held` by it."""
    return replace(_moved(draft, channel_id, held), changed=True)


def meant(settings: Subscription, asked: Asked) -> Subscription:
    """Return the settings to be saved, as somebody sets them now."""
    notices = settings.notice_channel_id if settings.notice_channel_id != settings.channel_id else None
    new = replace(settings, set_by=asked.user_id, set_at=asked.now, notice_channel_id=notices)
    review_since = asked.now if settings.review is not None else None
    return replace(new, paused_at=None, noticed_at=None, missing_since=None, review_since=review_since)


def after_saving(now: Draft, saved: Draft, stored: Subscription) -> Draft:
    """Return the draft after a save; what was entered while it went on stays to be saved."""
    further = now.settings != saved.settings
    return replace(now, settings=now.settings if further else stored, before=stored, changed=further)


def options_of(name: str, chosen: str) -> Options:
    """Return what was chosen in a menu or by a button; what none offers changes nothing."""
    match name:
        case "time":
            options = Options(chosen)
        case "language" if chosen in ("en", "ko"):
            options = Options(language="ko" if chosen == "ko" else "en")
        case "count" if chosen in map(str, range(1, 11)):
            options = Options(count=int(chosen))
        case "every":
            options = Options(every=cast("Every", chosen))
        case "weekday":
            options = Options(weekday=chosen)
        case "publish_on" | "publish_off":
            options = Options(publish=name == "publish_on")
        case _:
            options = Options()
    return options


def _moved(draft: Draft, channel_id: int, held: Subscription | None) -> Draft:
    paused = held.paused_at if held else None
    return replace(draft, settings=replace(draft.settings, channel_id=channel_id, paused_at=paused), before=held)
