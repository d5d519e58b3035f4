"""Discord: slash commands, result pages and the daily post. The only package that imports discord."""

__all__: list[str] = []
