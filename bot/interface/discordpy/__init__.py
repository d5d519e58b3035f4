"""What touches the inside of discord.py: events, buckets, limits, the sync of commands."""
