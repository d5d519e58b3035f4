"""Retention periods of everything that would otherwise grow for ever.

What people are told about it is in `interface/personal/privacy_text.py`, `personal/privacy.py` and `config/README.md`.
"""

from __future__ import annotations

from datetime import timedelta

__all__ = [
    "AUDIT",
    "AUDIT_ROWS",
    "DELIVERIES",
    "DELIVERIES_OF_CHANNEL",
    "DISCUSSIONS",
    "DRAFTS",
    "DRAFTS_OF_PERSON",
    "ENRICHMENT",
    "FETCHED_DAYS",
    "GREETINGS",
    "LEFT_GUILDS",
    "LISTS",
    "LISTS_OF_PERSON",
    "NEWEST_DELIVERY",
    "POSTED_PAPERS",
    "READ_OF_GUILD",
    "READ_PAPERS",
    "REVISIONS",
    "REVISIONS_CHANGED",
    "STOPPED_FOLLOWERS",
    "UPLOADS",
    "UPLOADS_WAITING",
    "VOTES",
    "VOTES_OF_PERSON",
]

_YEAR = timedelta(days=365)

# Displayed lists, for paging; and their number per person.
LISTS = timedelta(days=30)
LISTS_OF_PERSON = 50
# Posts with their papers. The schedule looks three days back, a person's button to all papers of a message a month.
DELIVERIES = timedelta(days=30)
# Of a channel that still gets posts these stay however old they are, for its history; of every channel the newest
# listing day and review, by which none comes twice, and longer than this only where it still gets posts.
DELIVERIES_OF_CHANNEL = 30
NEWEST_DELIVERY = _YEAR
# Which papers a channel was given, by their ids alone: highlights do not come again. Whole months, so at least a year.
POSTED_PAPERS = _YEAR + timedelta(days=31)
# Papers of a server's reading list that were read, and of how many of them; the others stay until they are.
READ_PAPERS = _YEAR
READ_OF_GUILD = 200
# A thread in which nobody asked the bot anything: Discord archives one after a week at the latest.
DISCUSSIONS = timedelta(days=180)
# When each day was fetched: twice as far back as a run of the feed looks.
FETCHED_DAYS = timedelta(days=62)
# Which joins of servers were answered; older ones are not answered any more.
GREETINGS = timedelta(days=1)
# What the sources knew of a paper when they were asked; of one that is listed they are asked again each month.
ENRICHMENT = _YEAR
# What admins did, and of that the newest.
AUDIT = _YEAR
AUDIT_ROWS = 10_000
# What a server had set up that the bot was taken out of: its daily posts, topic roles and their message.
LEFT_GUILDS = timedelta(days=30)
# What people followed who have refused direct messages ever since.
STOPPED_FOLLOWERS = _YEAR
# What an admin entered for a daily post and has not saved, after the last change; of a person so many.
DRAFTS = timedelta(days=1)
DRAFTS_OF_PERSON = 5
# Members' votes for papers; and their number per person and server.
VOTES = 2 * _YEAR
VOTES_OF_PERSON = 5_000
# Uploads that wait for an admin's word.
UPLOADS = timedelta(days=1)
UPLOADS_WAITING = 5
# Loads that changed something, and of how many of them is known what they changed.
REVISIONS = _YEAR
REVISIONS_CHANGED = 10
