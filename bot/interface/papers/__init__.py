"""Questions and look-ups: commands, chat, cards and lists of papers."""
