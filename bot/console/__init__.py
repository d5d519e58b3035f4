"""The bot in a terminal: the same requests as on Discord, shown in columns or as JSON."""
