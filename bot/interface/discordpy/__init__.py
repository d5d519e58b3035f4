"""Everything that relies on discord.py internals: events, rate limits, command sync."""
